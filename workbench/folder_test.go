package workbench_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/workbench"
)

// writeIn writes files into a folder of the test's and returns it.
func writeIn(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// Ensure that a folder's files are all listed but for workspaces and what
// programs keep for themselves.
func TestFilesIn(t *testing.T) {
	files := map[string]string{"b.csv": "", "A.XLSX": "", "letter.docx": "", "schoolbench.csv": "", ".hidden": "", "~$A.XLSX": "", "inner/c.csv": ""}
	for _, side := range []string{"", "-wal", "-shm", "-journal", "-lock", "-load", ".lock"} {
		files["w.schoolbench"+side], files["Old.SCHOOLBENCH"+side] = "", ""
	}
	paths, err := workbench.FilesIn(writeIn(t, files))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, path := range paths {
		names = append(names, filepath.Base(path))
	}
	if want := []string{"A.XLSX", "b.csv", "letter.docx", "schoolbench.csv"}; !slices.Equal(names, want) {
		t.Errorf("got %s, want %s", strings.Join(names, ", "), strings.Join(want, ", "))
	}
	_, err = workbench.FilesIn(writeIn(t, map[string]string{"w.schoolbench": ""}))
	wantCode(t, err, "folder-empty")
}
