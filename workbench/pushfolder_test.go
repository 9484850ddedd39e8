package workbench_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/schoolbench/schoolbench/workbench"
)

// Ensure that a folder that cannot be written into, named for this once, is said
// before anything is made: no run is left behind that waits for it.
func TestFolderThatCannotBeWritten(t *testing.T) {
	bench := mustOpen(t)
	if _, err := bench.MakeSample(t.Context(), workbench.SampleOptions{Students: 60, Schools: 2, Years: 1}, nil); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := bench.Send(t.Context(), "Monday packets", workbench.PushOptions{Out: filepath.Join(file, "out"), Formats: []string{"html"}}); err == nil {
		t.Error("a folder within a file was written into")
	}
	if entries, err := bench.PushLog(t.Context(), ""); err != nil || len(entries) > 0 {
		t.Errorf("%d deliveries are left (%v)", len(entries), err)
	}
	out := filepath.Join(t.TempDir(), "out")
	if result, err := bench.Send(t.Context(), "Monday packets", workbench.PushOptions{Out: out, Formats: []string{"html"}}); err != nil || result.Sent != 2 {
		t.Errorf("afterwards: %+v, %v", result, err)
	}
	if entries, err := os.ReadDir(out); err != nil || len(entries) != 2 {
		t.Errorf("the folder holds %v (%v)", entries, err)
	}
}
