package html_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/reports/renderertest"
)

// browser returns the path of a Chromium, or skips the test.
func browser(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes seconds; run without -short")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("there is no Chromium on this computer")
	return ""
}

// On a phone the page itself must not scroll sideways, and a browser must read
// the table that the document holds.
func TestPagesInABrowser(t *testing.T) {
	chromium := browser(t)
	folder := t.TempDir()
	var frames strings.Builder
	documents := renderertest.Documents()
	names := []string{"wide", "nested", "several measures", "long labels", "injection", "many languages"}
	for i, name := range names {
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%d.html", i)), []byte(render(t, documents[name])), 0o600); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&frames, `<iframe src="%d.html" width="360" height="700"></iframe>`, i)
	}
	outer := frames.String() + `<pre id="found"></pre><script>
		onload = () => { for (const frame of document.querySelectorAll("iframe")) {
			const page = frame.contentDocument, root = page.documentElement
			found.textContent += "page " + root.scrollWidth + " of " + root.clientWidth + ", " +
				page.querySelectorAll("tbody tr").length + " rows, " + page.scripts.length + " scripts\n"
		} }
	</script>`
	path := filepath.Join(folder, "outer.html")
	if err := os.WriteFile(path, []byte(outer), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
		"--user-data-dir="+filepath.Join(folder, "profile"), "--dump-dom", "file://"+path).Output()
	if err != nil {
		t.Skipf("the browser does not run here: %v", err)
	}
	found := regexp.MustCompile(`page (\d+) of (\d+), (\d+) rows, 0 scripts`).FindAllStringSubmatch(string(out), -1)
	if len(found) != len(names) {
		t.Fatalf("the browser reports on %d of %d pages:\n%s", len(found), len(names), out)
	}
	for i, name := range names {
		if found[i][1] != found[i][2] {
			t.Errorf("%s is %s wide on a screen of %s", name, found[i][1], found[i][2])
		}
		if want := fmt.Sprint(len(documents[name].Table.Body)); found[i][3] != want {
			t.Errorf("%s shows %s rows, want %s", name, found[i][3], want)
		}
	}
}
