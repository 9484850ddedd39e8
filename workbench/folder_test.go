package workbench_test

import (
	"fmt"
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
	for _, side := range []string{"", "-wal", "-shm", "-journal", "-lock", "-load", "-load2", ".lock"} {
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

// Ensure that files are grouped by their columns and that no two groups have
// the same name.
func TestGroupNames(t *testing.T) {
	const roster, scores = "Student ID,School\n001,Alder\n", "Test,Score,Day\nMath,5,1\n"
	for name, test := range map[string]struct {
		files map[string]string
		want  string // a group a line, by name and number of files
	}{
		"by their ends":   {map[string]string{"week1 roster.csv": roster, "week2 roster.csv": roster, "week1 scores.csv": scores, "week2 scores.csv": scores}, "week roster 2\nweek scores 2"},
		"by a number":     {map[string]string{"week1.csv": roster, "week2.csv": roster, "week3.csv": scores, "week4.csv": scores}, "week 2\nweek (2) 2"},
		"apart from case": {map[string]string{"week1.csv": roster, "week2.csv": roster, "Week3.csv": scores, "Week4.csv": scores}, "Week 2\nweek (2) 2"},
		"one and several": {map[string]string{"week.csv": scores, "week1.csv": roster, "week2.csv": roster}, "week 1\nweek (2) 2"},
		"different":       {map[string]string{"roster1.csv": roster, "roster2.csv": roster, "scores1.csv": scores, "scores2.csv": scores}, "roster 2\nscores 2"},
	} {
		t.Run(name, func(t *testing.T) {
			paths, err := workbench.FilesIn(writeIn(t, test.files))
			if err != nil {
				t.Fatal(err)
			}
			groups, err := workbench.GroupFiles(t.Context(), paths, nil)
			if err != nil {
				t.Fatal(err)
			}
			var lines []string
			for _, group := range groups {
				lines = append(lines, fmt.Sprintf("%s %d", group.Name, len(group.Paths)))
			}
			if got := strings.Join(lines, "\n"); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}
