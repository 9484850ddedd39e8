package workbench_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/workbench"
)

// Ensure that a file is written whole or not at all, is private, and that what a
// program that broke off left half-written is swept away by the next one, but
// nothing else.
func TestWriteFile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "Report.xlsx")
	write := func(text string) error {
		return workbench.WriteFile(path, func(w io.Writer) error {
			_, err := io.WriteString(w, text)
			return err
		})
	}
	if err := write("first"); err != nil {
		t.Fatal(err)
	}
	yesterday := time.Now().Add(-48 * time.Hour)
	for name, old := range map[string]bool{".Other.pdf.123.schoolbench-unfinished": true, ".New.pdf.4.schoolbench-unfinished": false, "Report.schoolbench-unfinished": true, ".hidden": true, ".another program.unfinished": true} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		if old {
			if err := os.Chtimes(filepath.Join(folder, name), yesterday, yesterday); err != nil {
				t.Fatal(err)
			}
		}
	}
	failure := errors.New("no more")
	err := workbench.WriteFile(path, func(w io.Writer) error {
		_, err := io.WriteString(w, "second, only half")
		return errors.Join(err, failure)
	})
	if !errors.Is(err, failure) {
		t.Errorf("the failure is %v", err)
	}
	content, err := os.ReadFile(path)
	if err != nil || string(content) != "first" {
		t.Errorf("the file holds %q (%v)", content, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read the file: %v (%v)", info.Mode(), err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	if !slices.Equal(names, []string{".New.pdf.4.schoolbench-unfinished", ".another program.unfinished", ".hidden", "Report.schoolbench-unfinished", "Report.xlsx"}) {
		t.Errorf("the folder holds %q", names)
	}
}
