package warehouse_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// plainCell is a cell of the plain model: what the file says, and whether that
// is a value, a missing or a withheld one.
type plainCell struct {
	text string
	mark table.State // Reported, also for what does not fit; Missing or Withheld
}

// plainRow is a row of the plain model by column; a column that is absent was
// never given.
type plainRow map[string]plainCell

func (r plainRow) cell(column string) plainCell {
	cell, found := r[column]
	if !found {
		cell.mark = table.Missing
	}
	return cell
}

// plainDataset is a dataset as it would be kept with paper and pencil.
type plainDataset struct {
	columns []string
	rows    []plainRow
}

// merge does what warehouse.Merge should, in the plainest way.
func (d plainDataset) merge(mode warehouse.Mode, dropGone bool, columns []string, file []plainRow) (plainDataset, warehouse.Counts) {
	after := plainDataset{columns: slices.Clone(d.columns)}
	for _, column := range columns {
		if !slices.Contains(after.columns, column) {
			after.columns = append(after.columns, column)
		}
	}
	if mode == warehouse.Add {
		after.rows = slices.Concat(d.rows, file)
		return after, warehouse.Counts{Added: len(file)}
	}
	equal := func(old, row plainRow) bool {
		for _, column := range columns {
			if old.cell(column) != row.cell(column) {
				return false
			}
		}
		return true
	}
	partner := make([]int, len(file)) // the row of d.rows that each row of the file stands for, or -1
	taken := map[int]bool{}
	pair := func(suits func(old, row plainRow) bool) {
		for i, row := range file {
			for j := range d.rows {
				if partner[i] < 0 && !taken[j] && suits(d.rows[j], row) {
					partner[i], taken[j] = j, true
				}
			}
		}
	}
	for i := range partner {
		partner[i] = -1
	}
	pair(func(old, row plainRow) bool { return old.cell("Key") == row.cell("Key") && equal(old, row) })
	pair(func(old, row plainRow) bool {
		return old.cell("Key") == row.cell("Key") && row.cell("Key").mark != table.Missing
	})
	var counts warehouse.Counts
	var arrived []plainRow
	leaving := map[int]bool{}
	for i, row := range file {
		switch old := partner[i]; {
		case old < 0:
			counts.Added++
			arrived = append(arrived, row)
		case equal(d.rows[old], row):
			counts.Unchanged++
		default:
			counts.Changed++
			leaving[old] = true
			merged := plainRow{}
			for _, column := range d.columns {
				if cell, found := d.rows[old][column]; found && !slices.Contains(columns, column) {
					merged[column] = cell
				}
			}
			for column, cell := range row {
				merged[column] = cell
			}
			arrived = append(arrived, merged)
		}
	}
	for i := range d.rows {
		if !taken[i] {
			counts.Gone++
			leaving[i] = leaving[i] || dropGone
		}
	}
	if mode == warehouse.Replace {
		after.rows = file
		return after, counts
	}
	for i, row := range d.rows {
		if !leaving[i] {
			after.rows = append(after.rows, row)
		}
	}
	after.rows = append(after.rows, arrived...)
	return after, counts
}

// plainStep is one import of the plain model.
type plainStep struct {
	before  plainDataset
	mode    warehouse.Mode
	columns []string
	rows    []plainRow
	schema  table.Schema // of the dataset before; nil if that can no longer be told
	batch   int64
}

// undo takes back one of the steps, after which there must be none but Add. It
// returns what is left.
func (d plainDataset) undo(steps []plainStep, at int) (plainDataset, []plainStep) {
	after := plainDataset{rows: steps[at].before.rows}
	steps = slices.Delete(slices.Clone(steps), at, at+1)
	for i := at; i < len(steps); i++ {
		steps[i].before.rows, steps[i].schema = after.rows, nil
		after.rows = slices.Concat(after.rows, steps[i].rows)
	}
	for _, column := range d.columns {
		if slices.ContainsFunc(steps, func(s plainStep) bool { return slices.Contains(s.columns, column) }) {
			after.columns = append(after.columns, column)
		}
	}
	return after, steps
}

// undoable picks one of the steps that can be undone.
func undoable(random *rand.Rand, steps []plainStep) int {
	at := len(steps) - 1
	for at > 0 && steps[at].mode == warehouse.Add && random.IntN(3) > 0 {
		at--
	}
	return at
}

// randomFile makes rows of a few columns in any order, with types that differ
// from file to file.
func randomFile(random *rand.Rand) (table.Schema, [][]table.Cell, []string, []plainRow) {
	schema := table.Schema{{Name: "Key", Type: table.Code, Role: table.Identifier}}
	// F is filled in by and by: in some files it is empty, and text therefore.
	empty := random.IntN(3) == 0
	for _, name := range []string{"A", "B", "C", "D", "E", "F"} {
		if random.IntN(4) > 0 {
			types := map[string][]table.Type{
				"A": {table.Text}, "B": {table.Integer, table.Integer, table.Integer, table.Decimal, table.Text}, "C": {table.Decimal, table.Integer},
				"D": {table.Integer, table.Code}, "E": {table.Date, table.Date, table.Text},
				"F": {table.Integer, table.Decimal, table.Decimal, table.Text},
			}[name]
			if name == "F" && empty {
				types = []table.Type{table.Text}
			}
			schema = append(schema, table.Column{Name: name, Type: types[random.IntN(len(types))], Decimals: 2})
		}
	}
	random.Shuffle(len(schema), func(i, j int) { schema[i], schema[j] = schema[j], schema[i] })
	var cells [][]table.Cell
	var rows []plainRow
	for range random.IntN(40) {
		row, plain := make([]table.Cell, len(schema)), plainRow{}
		for i, column := range schema {
			if column.Name == "F" && empty {
				row[i], plain[column.Name] = table.Cell{Value: table.Mark(table.Missing, "")}, plainCell{mark: table.Missing}
				continue
			}
			row[i], plain[column.Name] = randomPlainCell(random, column)
		}
		cells, rows = append(cells, row), append(rows, plain)
	}
	return schema, cells, schema.Names(), rows
}

func randomPlainCell(random *rand.Rand, column table.Column) (table.Cell, plainCell) {
	if column.Name == "Key" {
		if random.IntN(20) == 0 {
			return table.Cell{Value: table.Value{State: table.Missing}}, plainCell{mark: table.Missing}
		}
		key := fmt.Sprintf("%03d", random.IntN(30))
		return table.Cell{Value: table.TextValue(key)}, plainCell{text: key}
	}
	switch random.IntN(10) {
	case 0:
		mark := []string{"", "N/A"}[random.IntN(2)]
		return table.Cell{Value: table.Mark(table.Missing, mark)}, plainCell{mark, table.Missing}
	case 1:
		return table.Cell{Value: table.Mark(table.Withheld, "*")}, plainCell{"*", table.Withheld}
	case 2:
		if !column.Type.IsText() {
			return table.Cell{Value: table.Mark(table.Misfit, "see note")}, plainCell{text: "see note"}
		}
	}
	n := float64(random.IntN(4))
	cell := table.Cell{Value: table.NumberValue(n)}
	text := column.Text(cell.Value)
	switch {
	case column.Type == table.Code:
		text = []string{"1", "2", "01"}[random.IntN(3)]
		cell.Value = table.TextValue(text)
	case column.Type == table.Text:
		text = []string{"1", "2", "Ann", "1970-01-02"}[random.IntN(4)]
		cell.Value = table.TextValue(text)
	case column.Type == table.Decimal && random.IntN(2) == 0:
		cell.Value = table.NumberValue(n + 0.25)
		text = column.Text(cell.Value)
	case random.IntN(6) == 0:
		text = " " + text
		cell.Original, cell.HasOriginal = text, true
	}
	return cell, plainCell{text: text}
}

// checkPlain compares a dataset with the plain model.
func checkPlain(t *testing.T, w *warehouse.Warehouse, want plainDataset) {
	t.Helper()
	frame, err := w.Frame(t.Context(), "Roster")
	mustDo(t, err)
	if got := frame.Schema().Names(); !slices.Equal(got, want.columns) {
		t.Fatalf("the columns are %q, want %q", got, want.columns)
	}
	if frame.Len() != len(want.rows) {
		t.Fatalf("%d rows, want %d", frame.Len(), len(want.rows))
	}
	numbers := make([]int, frame.Len())
	for i := range numbers {
		numbers[i] = i
	}
	for _, vector := range frame.Columns() {
		checkNoDeadValues(t, vector)
	}
	originals, err := w.Originals(t.Context(), "Roster", numbers)
	mustDo(t, err)
	for i, row := range want.rows {
		for _, vector := range frame.Columns() {
			name, value := vector.Column().Name, vector.Value(i)
			got := plainCell{text: vector.Column().Text(value), mark: value.State}
			if original, found := originals[warehouse.Place{Row: i, Column: name}]; found {
				got.text = original
			}
			if got.mark == table.Misfit {
				got.mark = table.Reported
			}
			if got != row.cell(name) {
				t.Fatalf("row %d, column %s: got %+v, want %+v", i, name, got, row.cell(name))
			}
		}
	}
}

// Ensure that any sequence of imports of every mode, of undoing and of opening
// anew leaves what a plain model says, and a workspace without a fault.
func TestRandomHistories(t *testing.T) {
	histories := 40
	if testing.Short() {
		histories = 6
	}
	for seed := range uint64(histories) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 7))
			w := newWorkspace(t)
			// In every other history nothing is replaced, so that any import can
			// be undone.
			modes := []warehouse.Mode{warehouse.Add, warehouse.Replace, warehouse.Upsert, warehouse.Upsert}
			if seed%2 == 1 {
				modes = modes[:1]
			}
			var state plainDataset
			var steps []plainStep
			schemaNow := func() table.Schema {
				if len(steps) == 0 {
					return nil
				}
				dataset, err := w.Dataset(t.Context(), "Roster")
				mustDo(t, err)
				return dataset.Schema
			}
			var done []string
			for range 12 {
				switch action := random.IntN(10); {
				case action == 0:
					done = append(done, "open anew")
					mustDo(t, w.Close())
					w = openAgain(t, w.Path())
				case action <= 2 && len(steps) > 0:
					at := undoable(random, steps)
					taken := steps[at]
					done = append(done, fmt.Sprintf("undo of %d", taken.batch))
					mustDo(t, w.Undo(t.Context(), taken.batch))
					last := at == len(steps)-1
					state, steps = state.undo(steps, at)
					if got := schemaNow(); last && taken.schema != nil && len(steps) > 0 && !slices.Equal(got, taken.schema) {
						t.Fatalf("after %v the columns are %+v, want %+v", done, got, taken.schema)
					}
				case action == 3 && len(steps) > 0:
					done = append(done, "rebuild")
					mustDo(t, w.Rebuild(t.Context(), "Roster"))
				default:
					mode := modes[random.IntN(len(modes))]
					dropGone := mode == warehouse.Upsert && random.IntN(2) == 0
					schema, cells, columns, rows := randomFile(random)
					if len(steps) == 0 {
						mode, dropGone = warehouse.Add, false
					}
					done = append(done, fmt.Sprintf("%s of %d rows", mode, len(rows)))
					entry := plainStep{before: state, mode: mode, columns: columns, rows: rows, schema: schemaNow()}
					batch, changes, err := w.Merge(t.Context(), warehouse.MergeRequest{
						ImportRequest: warehouse.ImportRequest{Dataset: "Roster", File: "next.csv", Key: []string{"Key"}},
						Mode:          mode, DropGone: dropGone, Open: opener(schema, cells),
					})
					mustDo(t, err)
					var counts warehouse.Counts
					state, counts = state.merge(mode, dropGone, columns, rows)
					changes.Changed, changes.Rewritten = changes.Changed+changes.Rewritten, 0
					if changes.Counts != counts {
						t.Fatalf("after %v the counts are %+v, want %+v", done, changes.Counts, counts)
					}
					entry.batch = batch.ID
					steps = append(steps, entry)
				}
				if len(steps) > 0 {
					checkPlain(t, w, state)
				}
				checkSound(t, w)
				if t.Failed() {
					t.Fatal("after " + strings.Join(done, ", "))
				}
			}
			for len(steps) > 0 {
				at := undoable(random, steps)
				mustDo(t, w.Undo(t.Context(), steps[at].batch))
				state, steps = state.undo(steps, at)
				if len(steps) > 0 {
					checkPlain(t, w, state)
				}
			}
			datasets, err := w.Datasets(t.Context())
			if err != nil || len(datasets) != 0 {
				t.Errorf("%d datasets are left (%v)", len(datasets), err)
			}
			checkSound(t, w)
		})
	}
}
