package warehouse

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/schoolbench/schoolbench/table"
)

// rosterRows makes up rows with marks and with texts that no value says.
func rosterRows(from, to int) [][]table.Cell {
	var rows [][]table.Cell
	for i := from; i < to; i++ {
		row := []table.Cell{{Value: table.TextValue(fmt.Sprintf("S%06d", i))}, {Value: table.TextValue(fmt.Sprint("Núñez ", i%5000))}, {Value: table.NumberValue(float64(i) / 4)}}
		switch i % 50 {
		case 3:
			row[2].Value = table.Mark(table.Withheld, "*")
		case 7:
			row[2].Original, row[2].HasOriginal = fmt.Sprintf(" %d/4", i), true
		}
		rows = append(rows, row)
	}
	return rows
}

func rosterColumns() table.Schema {
	return table.Schema{{Name: "ID", Type: table.Code}, {Name: "Name"}, {Name: "Score", Type: table.Decimal, Decimals: 2}}
}

// failingReader fails when its rows have been read.
type failingReader struct {
	listReader
	err error
}

func (r *failingReader) Next() (table.Row, error) {
	if r.next == len(r.rows) {
		return table.Row{}, r.err
	}
	return r.listReader.Next()
}

// openSmall opens a new workspace whose imports fill one scratch after another.
func openSmall(t *testing.T) *Warehouse {
	t.Helper()
	w, err := Create(t.Context(), filepath.Join(t.TempDir(), "a.schoolbench"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	w.room = 128 << 10
	return w
}

func scratchesOf(w *Warehouse) int {
	count := 0
	for n := 1; n <= mostScratches+1; n++ {
		if _, err := os.Stat(scratchPath(w.path, n)); !errors.Is(err, fs.ErrNotExist) {
			count++
		}
	}
	return count
}

// Ensure that rows that fill all the scratches there may be arrive as they are,
// whatever the mode, and can be taken back; and that no scratch is left.
func TestManyScratches(t *testing.T) {
	w := openSmall(t)
	rows := 100_000
	if testing.Short() {
		rows, w.room = 64_000, w.room/4
	}
	check := func(when string, want [][]table.Cell) {
		t.Helper()
		if n := scratchesOf(w); n > 0 {
			t.Errorf("%s: %d scratches are left", when, n)
		}
		if issues, err := w.Check(t.Context(), nil); err != nil || len(issues) > 0 {
			t.Errorf("%s: check found %v (%v)", when, issues, err)
		}
		frame, err := w.Frame(t.Context(), "d")
		if err != nil || frame.Len() != len(want) {
			t.Fatalf("%s: %d rows, want %d (%v)", when, frame.Len(), len(want), err)
		}
		for i, row := range want {
			for column, cell := range row {
				if got := frame.Columns()[column].Value(i); got != cell.Value {
					t.Fatalf("%s: row %d, column %d is %+v, want %+v", when, i, column, got, cell.Value)
				}
			}
		}
	}
	most := 0
	request := ImportRequest{Dataset: "d", Key: []string{"ID"}, Progress: func(int) { most = max(most, scratchesOf(w)) }}
	all := rosterRows(0, rows)
	if _, err := w.Import(t.Context(), request, &listReader{schema: rosterColumns(), rows: all}); err != nil {
		t.Fatal(err)
	}
	if most != mostScratches {
		t.Errorf("%d scratches, want %d", most, mostScratches)
	}
	check("added", all)

	next := rosterRows(rows/2, rows+rows/2)
	for i := range next {
		next[i][1].Text += "!"
	}
	merged := append(append([][]table.Cell{}, all[:rows/2]...), next...)
	wanted := map[Mode][][]table.Cell{Upsert: merged, Replace: next}
	if testing.Short() {
		delete(wanted, Replace)
	}
	for mode, want := range wanted {
		batch, changes, err := w.Merge(t.Context(), MergeRequest{ImportRequest: request, Mode: mode, Open: func() (table.Reader, error) {
			return &listReader{schema: rosterColumns(), rows: next}, nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		if changes.Changed != rows/2 || changes.Added != rows/2 {
			t.Errorf("%s: %+v", mode, changes.Counts)
		}
		check(string(mode), want)
		if err := w.Undo(t.Context(), batch.ID); err != nil {
			t.Fatal(err)
		}
		check(string(mode)+" undone", all)
	}
}

// Ensure that a file that cannot be read to its end leaves nothing, though some
// of its rows have been copied already.
func TestFailureAfterScratches(t *testing.T) {
	w := openSmall(t)
	broken := errors.New("the file broke off")
	_, err := w.Import(t.Context(), ImportRequest{Dataset: "d"}, &failingReader{listReader{schema: rosterColumns(), rows: rosterRows(0, 60_000)}, broken})
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if _, err := w.Dataset(t.Context(), "d"); !errors.Is(err, ErrUnknownDataset) {
		t.Errorf("the dataset: %v", err)
	}
	if n := scratchesOf(w); n > 0 {
		t.Errorf("%d scratches are left", n)
	}
	if issues, err := w.Check(t.Context(), nil); err != nil || len(issues) > 0 {
		t.Errorf("check found %v (%v)", issues, err)
	}
}
