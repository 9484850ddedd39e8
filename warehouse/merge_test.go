package warehouse_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// opener opens rows in memory as often as asked.
func opener(schema table.Schema, rows [][]table.Cell) func() (table.Reader, error) {
	return func() (table.Reader, error) { return &memoryReader{schema: schema, rows: rows}, nil }
}

func merge(t *testing.T, w *warehouse.Warehouse, mode warehouse.Mode, dropGone bool, schema table.Schema, rows [][]table.Cell) (warehouse.Batch, warehouse.Changes) {
	t.Helper()
	request := warehouse.MergeRequest{
		ImportRequest: warehouse.ImportRequest{Dataset: "Roster", File: "next.csv"}, Mode: mode, DropGone: dropGone, List: 1000, Open: opener(schema, rows),
	}
	var compared warehouse.Changes
	if mode != warehouse.Add {
		var err error
		compared, err = w.Compare(t.Context(), request)
		mustDo(t, err)
	}
	batch, changes, err := w.Merge(t.Context(), request)
	mustDo(t, err)
	if mode != warehouse.Add && !reflect.DeepEqual(compared, changes) {
		t.Errorf("compared beforehand: %+v\nmerged: %+v", compared, changes)
	}
	return batch, changes
}

func rosterSchema() table.Schema {
	return table.Schema{{Name: "Student ID", Type: table.Code, Role: table.Identifier}, {Name: "Name"}, {Name: "Days", Type: table.Integer, Role: table.Measure}}
}

func student(id, name string, days float64) []table.Cell {
	return []table.Cell{{Value: table.TextValue(id)}, {Value: table.TextValue(name)}, {Value: table.NumberValue(days)}}
}

// checkNoDeadValues sees that a vector knows of no value but its rows'.
func checkNoDeadValues(t *testing.T, vector *table.Vector) {
	t.Helper()
	held := map[table.Value]bool{}
	for i := range vector.Len() {
		held[vector.Value(i)] = true
	}
	for _, value := range slices.Concat(vector.Dictionary(), vector.Marks()) {
		if !held[value] {
			t.Fatalf("column %q knows the value %+v, which no row has", vector.Column().Name, value)
		}
	}
}

// Ensure that what stood in rows that are gone alone is not in the frame.
func TestValuesOfRetiredRowsAreGone(t *testing.T) {
	many := make([][]table.Cell, 6000)
	for i := range many {
		many[i] = student(fmt.Sprintf("%05d", i), "Name "+fmt.Sprint(i%300), float64(i)*1000)
	}
	many[7][2].Value = table.Mark(table.Withheld, "*")
	many[8][2].Value = table.Mark(table.Missing, "")
	few := [][]table.Cell{student("01", "Ann", 3), student("02", "Ben", 0), student("03", "Cy", 5)}
	for name, test := range map[string]struct {
		rows [][]table.Cell
		next [][]table.Cell
	}{
		"one row fewer":                {few, few[:2]},
		"one row fewer, another added": {few, [][]table.Cell{few[0], few[2], student("04", "Di", 9)}},
		"one value changed":            {few, [][]table.Cell{few[0], student("02", "Bea", 0), few[2]}},
		"narrower codes":               {many, many[:100]},
		"one mark fewer":               {many, slices.Delete(slices.Clone(many), 7, 8)},
		"no marks any more":            {many, slices.Delete(slices.Clone(many), 7, 9)},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorkspace(t)
			importRows(t, w, "Roster", rosterSchema(), test.rows)
			mustDo(t, w.SetKey(t.Context(), "roster", []string{"student id"}))
			merge(t, w, warehouse.Upsert, true, rosterSchema(), test.next)
			frame, err := w.Frame(t.Context(), "Roster")
			mustDo(t, err)
			held := map[string][]table.Value{}
			for i := range frame.Len() {
				var row []table.Value
				for _, vector := range frame.Columns() {
					row = append(row, vector.Value(i))
				}
				held[row[0].Text] = row
			}
			if len(held) != len(test.next) {
				t.Fatalf("%d rows, want %d", len(held), len(test.next))
			}
			for _, row := range test.next {
				want := []table.Value{row[0].Value, row[1].Value, row[2].Value}
				if got := held[row[0].Text]; !slices.Equal(got, want) {
					t.Errorf("got %+v, want %+v", got, want)
				}
			}
			for _, vector := range frame.Columns() {
				checkNoDeadValues(t, vector)
			}
		})
	}
}

// Ensure that an update tells row by row and field by field what it changes,
// does it, and can be taken back.
func TestUpsert(t *testing.T) {
	w := newWorkspace(t)
	before := [][]table.Cell{student("01", "Ann", 3), student("02", "Ben", 0), student("03", "Cy", 5), student("04", "Di", 1)}
	before[3][2].Original, before[3][2].HasOriginal = "1.0", true
	importRows(t, w, "Roster", rosterSchema(), before)
	mustDo(t, w.SetKey(t.Context(), "roster", []string{"student id"}))
	state := dump(t, w.Path())

	// In another order of columns, with one fewer and one more.
	schema := table.Schema{{Name: "DAYS", Type: table.Integer}, {Name: "Student ID", Type: table.Code}, {Name: "School"}}
	row := func(id string, days float64, school string) []table.Cell {
		if school == "" {
			return []table.Cell{{Value: table.NumberValue(days)}, {Value: table.TextValue(id)}, {Value: table.Value{State: table.Missing}}}
		}
		return []table.Cell{{Value: table.NumberValue(days)}, {Value: table.TextValue(id)}, {Value: table.TextValue(school)}}
	}
	file := [][]table.Cell{row("04", 1, "Lincoln"), row("05", 2, "Lincoln"), row("01", 3, ""), row("02", 7, "Sierra")}
	batch, changes := merge(t, w, warehouse.Upsert, false, schema, file)
	want := warehouse.Changes{
		Dataset: "Roster", Before: 4, Rows: 4, Key: []string{"Student ID"}, Matched: 3,
		Counts:     warehouse.Counts{Added: 1, Changed: 2, Unchanged: 1, Gone: 1},
		Fields:     []warehouse.FieldCount{{Column: "Days", Rows: 1}, {Column: "School", Rows: 2}},
		NewColumns: []string{"School"}, MissingColumns: []string{"Name"},
		ExampleBefore: []string{"01"}, Example: []string{"04"},
		List: []warehouse.RowChange{
			{Kind: warehouse.RowChanged, Key: []string{"04"}, Row: 2, Fields: []warehouse.FieldChange{
				{Column: "Days", Old: "1.0", New: "1"}, {Column: "School", New: "Lincoln"},
			}},
			{Kind: warehouse.RowAdded, Key: []string{"05"}, Row: 3, Fields: []warehouse.FieldChange{
				{Column: "Days", New: "2"}, {Column: "Student ID", New: "05"}, {Column: "School", New: "Lincoln"},
			}},
			{Kind: warehouse.RowChanged, Key: []string{"02"}, Row: 5, Fields: []warehouse.FieldChange{
				{Column: "Days", Old: "0", New: "7"}, {Column: "School", New: "Sierra"},
			}},
			{Kind: warehouse.RowGone, Key: []string{"03"}, Fields: []warehouse.FieldChange{
				{Column: "Student ID", Old: "03"}, {Column: "Name", Old: "Cy"}, {Column: "Days", Old: "5"},
			}},
		},
	}
	if !reflect.DeepEqual(changes, want) {
		t.Errorf("got  %+v\nwant %+v", changes, want)
	}
	blank := table.Cell{Value: table.Value{State: table.Missing}}
	text := func(s string) table.Cell { return table.Cell{Value: table.TextValue(s)} }
	after := table.Schema{rosterSchema()[0], rosterSchema()[1], rosterSchema()[2], {Name: "School"}}
	checkFrame(t, w, "Roster", after, [][]table.Cell{
		append(student("01", "Ann", 3), blank), append(student("03", "Cy", 5), blank),
		append(student("04", "Di", 1), text("Lincoln")),
		{text("05"), blank, {Value: table.NumberValue(2)}, text("Lincoln")},
		append(student("02", "Ben", 7), text("Sierra")),
	})
	checkSound(t, w)
	mustDo(t, w.Undo(t.Context(), batch.ID))
	if dump(t, w.Path()) != state {
		t.Error("undoing did not bring back what was there")
	}
	checkFrame(t, w, "Roster", rosterSchema(), before)
}

// Ensure that rows that share a key, or have none, are shown and not lost.
func TestUpsertOfRepeatedKeys(t *testing.T) {
	w := newWorkspace(t)
	blank := func(name string) []table.Cell {
		row := student("", name, 1)
		row[0].Value = table.Value{State: table.Missing}
		return row
	}
	importRows(t, w, "Roster", rosterSchema(), [][]table.Cell{student("01", "Ann", 3), student("01", "Ann", 4), student("02", "Ben", 0), blank("Eve"), blank("Flo")})
	mustDo(t, w.SetKey(t.Context(), "Roster", []string{"Student ID"}))
	_, changes := merge(t, w, warehouse.Upsert, false, rosterSchema(), [][]table.Cell{
		student("02", "Ben", 0), student("02", "Ben", 0), student("01", "Ann", 4), student("01", "Ann", 9), blank("Eve"), blank("Gus"),
	})
	if want := (warehouse.Counts{Added: 2, Changed: 1, Unchanged: 3, Gone: 1}); changes.Counts != want {
		t.Errorf("got %+v, want %+v", changes.Counts, want)
	}
	if changes.Keyless != 2 || len(changes.Repeated) != 2 {
		t.Errorf("%d rows without a key and %+v repeated", changes.Keyless, changes.Repeated)
	}
	for _, repeated := range changes.Repeated {
		want := map[string][2]int{"01": {2, 2}, "02": {1, 2}}[strings.Join(repeated.Key, "|")]
		if got := [2]int{repeated.Before, repeated.Rows}; got != want {
			t.Errorf("%q repeats %v times, want %v", repeated.Key, got, want)
		}
	}
	frame, err := w.Frame(t.Context(), "Roster")
	mustDo(t, err)
	if frame.Len() != 7 {
		t.Errorf("%d rows, want 7", frame.Len())
	}
	checkSound(t, w)
}

// Ensure that what cannot be merged is said and changes nothing.
func TestMergeRefuses(t *testing.T) {
	w := newWorkspace(t)
	importRows(t, w, "Roster", rosterSchema(), [][]table.Cell{student("01", "Ann", 3)})
	state := dump(t, w.Path())
	rows := [][]table.Cell{student("01", "Ann", 4)}
	for name, test := range map[string]struct {
		change func(*warehouse.MergeRequest)
		code   string
	}{
		"no key":             {func(r *warehouse.MergeRequest) {}, "no-key"},
		"a key of no column": {func(r *warehouse.MergeRequest) { r.Key = []string{"SSID"} }, "unknown-column"},
		"another way":        {func(r *warehouse.MergeRequest) { r.Mode = "append" }, "unknown-mode"},
		"a file without a key": {func(r *warehouse.MergeRequest) {
			r.Key, r.Open = []string{"Student ID"}, opener(rosterSchema()[1:], [][]table.Cell{rows[0][1:]})
		}, "key-column-missing"},
		"a row of another shape": {func(r *warehouse.MergeRequest) {
			r.Key, r.Open = []string{"Student ID"}, opener(rosterSchema(), [][]table.Cell{rows[0][1:]})
		}, "row-shape"},
		"a file that changes": {func(r *warehouse.MergeRequest) {
			n := 0
			r.Key, r.Open = []string{"Student ID"}, func() (table.Reader, error) {
				n++
				return &memoryReader{schema: rosterSchema(), rows: slices.Repeat(rows, n)}, nil
			}
		}, "file-changed"},
	} {
		t.Run(name, func(t *testing.T) {
			request := warehouse.MergeRequest{
				ImportRequest: warehouse.ImportRequest{Dataset: "Roster", File: "next.csv"}, Mode: warehouse.Upsert, Open: opener(rosterSchema(), rows),
			}
			test.change(&request)
			_, _, err := w.Merge(t.Context(), request)
			wantIssue(t, err, test.code)
			if dump(t, w.Path()) != state {
				t.Error("the workspace has changed")
			}
		})
	}
	_, err := w.Compare(t.Context(), warehouse.MergeRequest{ImportRequest: warehouse.ImportRequest{Dataset: "Nothing"}, Mode: warehouse.Replace, Open: opener(rosterSchema(), rows)})
	wantIssue(t, err, "unknown-dataset")
}

// Ensure that replacing keeps the dataset's name and columns, and that imports
// are undone from the last.
func TestReplace(t *testing.T) {
	w := newWorkspace(t)
	first := importRows(t, w, "Roster", rosterSchema(), [][]table.Cell{student("01", "Ann", 3), student("02", "Ben", 0)})
	state := dump(t, w.Path())
	batch, changes := merge(t, w, warehouse.Replace, false, rosterSchema()[:2], [][]table.Cell{student("02", "Ben", 0)[:2], student("03", "Cy", 0)[:2]})
	// Without a key only rows that are equal throughout are the same.
	if want := (warehouse.Counts{Added: 1, Unchanged: 1, Gone: 1}); changes.Counts != want || batch.Counts != want {
		t.Errorf("got %+v and %+v, want %+v", changes.Counts, batch.Counts, want)
	}
	blank := table.Cell{Value: table.Value{State: table.Missing}}
	checkFrame(t, w, "Roster", rosterSchema(), [][]table.Cell{append(student("02", "Ben", 0)[:2:2], blank), append(student("03", "Cy", 0)[:2:2], blank)})
	batches, err := w.Batches(t.Context(), "Roster")
	mustDo(t, err)
	if len(batches) != 2 || batches[0].Live != 0 || batches[0].Rows != 2 || batches[1].Live != 2 || batches[1].Mode != warehouse.Replace {
		t.Errorf("the imports are %+v", batches)
	}
	checkSound(t, w)
	wantIssue(t, w.Undo(t.Context(), first.ID), "undo-order")
	mustDo(t, w.Undo(t.Context(), batch.ID))
	if dump(t, w.Path()) != state {
		t.Error("undoing did not bring back what was there")
	}
	mustDo(t, w.Undo(t.Context(), first.ID))
}

// Ensure that a dataset that does not exist is made by any mode.
func TestMergeIntoNothing(t *testing.T) {
	for _, mode := range []warehouse.Mode{warehouse.Add, warehouse.Replace, warehouse.Upsert} {
		w := newWorkspace(t)
		batch, changes, err := w.Merge(t.Context(), warehouse.MergeRequest{
			ImportRequest: warehouse.ImportRequest{Dataset: "Roster", Key: []string{"Student ID"}}, Mode: mode,
			Open: opener(rosterSchema(), [][]table.Cell{student("01", "Ann", 3)}),
		})
		mustDo(t, err)
		if batch.Mode != warehouse.Add || changes.Added != 1 {
			t.Errorf("%s: %+v %+v", mode, batch, changes)
		}
		dataset, err := w.Dataset(t.Context(), "Roster")
		mustDo(t, err)
		if !slices.Equal(dataset.Key, []string{"Student ID"}) {
			t.Errorf("%s: the key is %q", mode, dataset.Key)
		}
	}
}
