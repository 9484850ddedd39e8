package warehouse

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
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

// listReader hands over rows that are in memory.
type listReader struct {
	schema table.Schema
	rows   [][]table.Cell
	next   int
}

func (r *listReader) Schema() table.Schema  { return r.schema }
func (r *listReader) Issues() []table.Issue { return nil }
func (r *listReader) Progress() float64     { return 1 }
func (r *listReader) Close() error          { return nil }

func (r *listReader) Next() (table.Row, error) {
	if r.next == len(r.rows) {
		return table.Row{}, io.EOF
	}
	r.next++
	return table.Row{Number: r.next, Cells: slices.Clone(r.rows[r.next-1])}, nil
}

// Ensure that nobody reads beside a merge on a network drive, where that would
// keep it from the file until the end, and that it finds the same changes as
// one on a disk of this computer, also where a column changes its type.
func TestMergeOnNetworkDrive(t *testing.T) {
	const rows = 3000
	schema := table.Schema{{Name: "ID", Type: table.Code}, {Name: "Name"}, {Name: "Score", Type: table.Integer}, {Name: "School"}}
	before := make([][]table.Cell, rows)
	for i := range before {
		before[i] = []table.Cell{{Value: table.TextValue(fmt.Sprintf("S%05d", i))}, {Value: table.TextValue("Name " + fmt.Sprint(i%700))}, {Value: table.NumberValue(float64(i))}, {Value: table.TextValue("North")}}
		if i%10 == 3 {
			before[i][2].Value = table.Mark(table.Withheld, "*")
		}
	}
	nextSchema := table.Schema{schema[0], schema[1], {Name: "Score", Type: table.Decimal, Decimals: 1}}
	var next [][]table.Cell
	for i := 2; i < rows+5; i++ {
		row := []table.Cell{{Value: table.TextValue(fmt.Sprintf("S%05d", i))}, {Value: table.TextValue("Name " + fmt.Sprint(i%700))}, {Value: table.NumberValue(float64(i))}}
		if i%10 == 3 {
			row[2].Value = table.Mark(table.Withheld, "*")
		}
		if i%7 == 0 {
			row[2].Value = table.NumberValue(float64(i) + 0.5)
		}
		next = append(next, row)
	}
	for _, mode := range []Mode{Upsert, Replace} {
		var found [2]Changes
		for i, onNetwork := range []bool{false, true} {
			path := filepath.Join(t.TempDir(), "a.schoolbench")
			w, err := Create(t.Context(), path, Options{})
			if err != nil {
				t.Fatal(err)
			}
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
			if _, err := w.Import(t.Context(), ImportRequest{Dataset: "d", Key: []string{"ID"}}, &listReader{schema: schema, rows: before}); err != nil {
				t.Fatal(err)
			}
			// So little that the transaction reaches the file long before its end.
			if _, err := w.writer.Exec("PRAGMA cache_size = 10"); err != nil {
				t.Fatal(err)
			}
			asked := 0
			request := MergeRequest{
				ImportRequest: ImportRequest{Dataset: "d", File: "next.csv"}, Mode: mode, DropGone: true, List: 5000,
				Open: func() (table.Reader, error) {
					if asked++; onNetwork && w.readers.Stats().InUse > 0 {
						t.Errorf("%s: somebody reads beside the merge as it opens the file", mode)
					}
					return &listReader{schema: nextSchema, rows: next}, nil
				},
				Agree: func(Changes) error {
					if asked++; onNetwork && w.readers.Stats().InUse > 0 {
						t.Errorf("%s: somebody reads beside the merge at its end", mode)
					}
					return nil
				},
			}
			batch, changes, err := w.Merge(t.Context(), request)
			if err != nil {
				t.Fatal(err)
			}
			if asked != 3 {
				t.Errorf("%s: asked %d times", mode, asked)
			}
			if found[i] = changes; changes.Changed < rows/8 || changes.Gone != 2 || changes.Added != 5 {
				t.Errorf("%s on a network drive: %v; changes %+v", mode, onNetwork, changes.Counts)
			}
			if issues, err := w.Check(t.Context(), nil); err != nil || len(issues) > 0 {
				t.Errorf("%s on a network drive: %v; check found %v (%v)", mode, onNetwork, issues, err)
			}
			if err := w.Undo(t.Context(), batch.ID); err != nil {
				t.Fatal(err)
			}
			frame, err := w.Frame(t.Context(), "d")
			if err != nil || frame.Len() != rows {
				t.Errorf("%s on a network drive: %v; %d rows after it was undone (%v)", mode, onNetwork, frame.Len(), err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
		}
		if !reflect.DeepEqual(found[0], found[1]) {
			t.Errorf("%s: on a disk of this computer %+v, on a network drive %+v", mode, found[0].Counts, found[1].Counts)
		}
	}
}
