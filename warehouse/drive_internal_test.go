package warehouse

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/schoolbench/schoolbench/table"
)

// Ensure that a workspace on a network drive is kept without shared memory, and
// that one which was used on a disk of this computer before can be taken there
// and back.
func TestWorkspaceOnNetworkDrive(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.schoolbench")
	w, err := Create(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	schema := table.Schema{{Name: "Name"}}
	rows := 0
	for _, onNetwork := range []bool{false, true, true, false} {
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if w, err = newWarehouse(path, Options{}); err != nil {
			t.Fatal(err)
		}
		w.onNetwork = onNetwork
		if err := w.openForWriting(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Import(t.Context(), ImportRequest{Dataset: "d"}, &repeatReader{schema: schema, rows: 5000}); err != nil {
			t.Fatal(err)
		}
		rows += 5000
		frame, err := w.Frame(t.Context(), "d")
		if err != nil || frame.Len() != rows {
			t.Fatalf("%d rows of %d (%v)", frame.Len(), rows, err)
		}
		if _, err := os.Stat(path + "-shm"); errors.Is(err, fs.ErrNotExist) != onNetwork {
			t.Errorf("on a network drive: %v; shared memory: %v", onNetwork, err)
		}
		var journal string
		if err := w.writer.QueryRow("PRAGMA journal_mode").Scan(&journal); err != nil || (journal == "wal") == onNetwork {
			t.Errorf("on a network drive: %v; journal %s (%v)", onNetwork, journal, err)
		}
	}
	if issues, err := w.Check(t.Context(), nil); err != nil || len(issues) > 0 {
		t.Errorf("check found %v (%v)", issues, err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// Ensure that the folder of a test is on a disk of this computer, and that
// asking about a folder that is not there does no harm.
func TestFoldersOfThisComputer(t *testing.T) {
	if onNetworkDrive(filepath.Join(t.TempDir(), "none", "a.schoolbench")) {
		t.Error("a folder that is not there is on a network drive")
	}
	if journal, synchronous := journalFor(true); journal != "DELETE" || synchronous != "FULL" {
		t.Errorf("on a network drive: %s, %s", journal, synchronous)
	}
	if journal, synchronous := journalFor(false); journal != "WAL" || synchronous != "NORMAL" {
		t.Errorf("on a disk: %s, %s", journal, synchronous)
	}
}
