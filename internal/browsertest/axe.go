package browsertest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// AxeSource is the text of axe-core, which looks for what keeps people with
// disabilities from using a page. It skips the test, saying so, where
// `scripts/setup.sh test` has not been able to fetch it.
func AxeSource(t testing.TB) string {
	t.Helper()
	folder := os.Getenv("SCHOOLBENCH_TEST_TOOLS")
	if folder == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			t.Skipf("axe-core cannot be looked for: %v", err)
		}
		folder = filepath.Join(cache, "schoolbench-test-tools")
	}
	source, err := os.ReadFile(filepath.Join(folder, "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Skip("axe-core is not installed; scripts/setup.sh test fetches it with npm")
	}
	return string(source)
}

// rules are WCAG 2.1, levels A and AA.
const rules = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]`

// Violations has a line for each rule of WCAG 2.1 AA that the page breaks, with
// the first places where it does, and tells how many rules looked at it. Where
// none did, nothing was tested.
func (p *Page) Violations(axe string) (broken []string, passed int, err error) {
	if err := p.Evaluate(axe+";true", nil); err != nil {
		return nil, 0, err
	}
	var found struct {
		Violations []struct {
			ID, Help string
			Nodes    []struct {
				HTML           string
				FailureSummary string
			}
		}
		Passes int
	}
	script := `axe.run(document, {runOnly: ` + rules + `}).then((result) => ({passes: result.passes.length, violations: result.violations.map(
		(each) => ({id: each.id, help: each.help, nodes: each.nodes.slice(0, 3).map((node) => ({html: node.html.slice(0, 300), failureSummary: node.failureSummary}))}))}))`
	if err := p.Evaluate(script, &found); err != nil {
		return nil, 0, err
	}
	for _, each := range found.Violations {
		var places []string
		for _, node := range each.Nodes {
			places = append(places, node.HTML+"\n    "+strings.ReplaceAll(node.FailureSummary, "\n", " "))
		}
		broken = append(broken, fmt.Sprintf("%s: %s\n  %s", each.ID, each.Help, strings.Join(places, "\n  ")))
	}
	return broken, found.Passes, nil
}
