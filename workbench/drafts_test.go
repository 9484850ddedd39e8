package workbench_test

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/workbench"
)

// Ensure that what a program left over which it died is removed when the file is
// written again, and nothing else is.
func TestDraftsAreSwept(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "report.csv")
	old := time.Now().Add(-2 * time.Hour)
	for name, age := range map[string]time.Time{
		".report.csv.123":  old,        // left over
		".report.csv.456":  time.Now(), // perhaps being written
		".report.csv.old":  old,
		".report.xlsx.123": old,
		"report.csv.123":   old,
	} {
		made := filepath.Join(folder, name)
		if err := os.WriteFile(made, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(made, age, age); err != nil {
			t.Fatal(err)
		}
	}
	if err := workbench.WriteFile(path, func(w io.Writer) error { _, err := io.WriteString(w, "a"); return err }); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	want := []string{".report.csv.456", ".report.csv.old", ".report.xlsx.123", "report.csv", "report.csv.123"}
	if !slices.Equal(names, want) {
		t.Errorf("there are %q, want %q", names, want)
	}
}
