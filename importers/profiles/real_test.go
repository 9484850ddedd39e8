package profiles_test

import (
	"bufio"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/all"
	"github.com/schoolbench/schoolbench/table"
)

// realData returns the folder of real files beside the checkout.
func realData(t *testing.T) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		data := filepath.Join(folder, "shared", "data")
		if info, err := os.Stat(data); err == nil && info.IsDir() {
			return data
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			t.Skip("there is no folder shared/data beside the checkout")
		}
		folder = parent
	}
}

// lines reads a file of tab-separated values without its comments.
func lines(t *testing.T, path string) [][]string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var found [][]string
	for scanner := bufio.NewScanner(file); scanner.Scan(); {
		if line := scanner.Text(); line != "" && !strings.HasPrefix(line, "#") {
			found = append(found, strings.Split(line, "\t"))
		}
	}
	return found
}

// Ensure that every real file of a known kind is recognised by the right
// profile, and every other file by none.
func TestRealFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("reads every real file")
	}
	data := realData(t)
	want := map[string]string{}
	for _, line := range lines(t, "testdata/real.tsv") {
		want[line[0]] = line[1]
	}
	library := standard(t)
	seen := 0
	for _, line := range lines(t, filepath.Join(data, "MANIFEST.tsv"))[1:] {
		name := line[0]
		t.Run(name, func(t *testing.T) {
			source, err := importers.FileSource(filepath.Join(data, filepath.FromSlash(name)))
			if err != nil {
				t.Fatal(err)
			}
			importer, err := all.Recognise(source)
			if table.IssueIn(err) != nil {
				return // no table: a licence
			}
			plans, err := library.Plan(context.Background(), importer, source, importers.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var found []string
			for _, plan := range plans {
				if plan.Profile != "" {
					found = append(found, plan.Profile)
					seen++
				}
				if i := slices.IndexFunc(plan.Findings, func(f importers.Finding) bool { return f.Code == "profile-contradicted" }); i >= 0 {
					t.Logf("%s: %s", plan.Profile, plan.Findings[i].Message)
				}
			}
			if got := strings.Join(found, ","); got != want[name] {
				t.Errorf("recognised by %q, want %q", got, want[name])
			}
		})
	}
	if seen < len(want) {
		t.Errorf("%d tables recognised of %d files", seen, len(want))
	}
}
