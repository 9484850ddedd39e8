package warehouse_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// Ensure that an act of many cells, some for one place and in no order, leaves
// what writing them one by one leaves, counts each once, and is undone as one.
func TestManyCellsInOneAct(t *testing.T) {
	const rows = 300
	schema := table.Schema{{Name: "ID", Type: table.Code}, {Name: "Note", Type: table.Text}, {Name: "Share", Type: table.Decimal}}
	random := rand.New(rand.NewPCG(4, 4))
	var file [][]table.Cell
	for i := range rows {
		file = append(file, []table.Cell{
			{Value: table.TextValue(fmt.Sprintf("%05d", i))}, {Value: table.TextValue(fmt.Sprint("note ", i%7))}, {Value: table.NumberValue(float64(i))},
		})
	}
	var cells []warehouse.CellEdit
	for range 600 {
		place := warehouse.Place{Row: random.IntN(rows), Column: []string{"Note", "Share"}[random.IntN(2)]}
		cell := table.Cell{Value: table.TextValue(fmt.Sprint("note ", random.IntN(9)))}
		switch draw := random.IntN(12); {
		case draw == 0:
			cell.Value = table.Mark(table.Missing, "")
		case draw == 1:
			cell.Value = table.Mark(table.Withheld, "*")
		case place.Column == "Share":
			cell.Value = table.NumberValue(float64(random.IntN(4000)) / 4)
		}
		cells = append(cells, warehouse.CellEdit{Place: place, Cell: cell})
	}
	request := warehouse.EditRequest{Dataset: "Roster", Kind: warehouse.EditPaste, Who: "Ann", What: "paste"}
	w, single := newWorkspace(t), newWorkspace(t)
	for _, each := range []*warehouse.Warehouse{w, single} {
		importRows(t, each, "Roster", schema, file)
	}
	before := picture(t, w)
	last := map[warehouse.Place]table.Value{}
	for _, cell := range cells {
		last[cell.Place] = cell.Cell.Value
		_, err := single.SetCells(t.Context(), request, 0, []warehouse.CellEdit{cell})
		mustDo(t, err)
	}
	changed := 0
	for place, value := range last {
		if value != file[place.Row][schema.Index(place.Column)].Value {
			changed++
		}
	}
	done, err := w.SetCells(t.Context(), request, 0, slices.Clone(cells))
	mustDo(t, err)
	if done.Cells != changed {
		t.Errorf("%d cells are said to have changed, want %d", done.Cells, changed)
	}
	after := picture(t, w)
	if want := picture(t, single); after != want {
		t.Errorf("at once it is another table than one by one: %s", difference(after, want))
	}
	checkSound(t, w)
	_, err = w.UndoEdit(t.Context(), "Roster")
	mustDo(t, err)
	if got := picture(t, w); got != before {
		t.Errorf("undone it differs: %s", difference(got, before))
	}
	checkSound(t, w)
	_, err = w.RedoEdit(t.Context(), "Roster")
	mustDo(t, err)
	if got := picture(t, w); got != after {
		t.Errorf("redone it differs: %s", difference(got, after))
	}
	checkSound(t, w)
}

// Ensure that rows are shown where people put them, also after undo, after more
// rows are put beside them, and when a neighbour has gone.
func TestRowsInsertedBetweenOthers(t *testing.T) {
	w := newWorkspace(t)
	merge(t, w, warehouse.Add, false, rosterSchema(), [][]table.Cell{student("001", "Ann", 1), student("002", "Ben", 2), student("003", "Cyd", 3)})
	insert := func(count, above int) {
		t.Helper()
		_, err := w.InsertRows(t.Context(), warehouse.EditRequest{Dataset: "Roster", Kind: warehouse.EditInsert, What: "Insert"}, count, above)
		mustDo(t, err)
	}
	want := func(wanted ...int) {
		t.Helper()
		order, err := w.RowOrder(t.Context(), "Roster")
		mustDo(t, err)
		if !slices.Equal(order, wanted) {
			t.Errorf("the order is %v, want %v", order, wanted)
		}
	}
	want()
	insert(2, 1)
	want(0, 3, 4, 1, 2)
	insert(1, 4) // above a row that was put there itself
	want(0, 3, 5, 4, 1, 2)
	insert(1, 0)
	want(6, 0, 3, 5, 4, 1, 2)
	_, err := w.UndoEdit(t.Context(), "Roster")
	mustDo(t, err)
	want(0, 3, 5, 4, 1, 2)
	_, err = w.RedoEdit(t.Context(), "Roster")
	mustDo(t, err)
	want(6, 0, 3, 5, 4, 1, 2)
	// Ben goes: the rows above him stay behind Ann.
	_, err = w.DeleteRows(t.Context(), warehouse.EditRequest{Dataset: "Roster", Kind: warehouse.EditDelete, What: "Delete"}, []int{1})
	mustDo(t, err)
	want(5, 0, 2, 4, 3, 1)
	wantIssue(t, func() error {
		_, err := w.InsertRows(t.Context(), warehouse.EditRequest{Dataset: "Roster", Kind: warehouse.EditInsert, What: "Insert"}, 1, 99)
		return err
	}(), "unknown-row")
	checkSound(t, w)
	for range 4 {
		_, err = w.UndoEdit(t.Context(), "Roster")
		mustDo(t, err)
	}
	want()
	checkSound(t, w)
}

// Ensure that comments stay when an import gives their column another type, and
// that undoing brings back those there were before.
func TestCommentsStayWhenAColumnChangesItsType(t *testing.T) {
	w := newWorkspace(t)
	schema := table.Schema{{Name: "ID", Type: table.Code}, {Name: "Room", Type: table.Integer}}
	file := func(id, room string) []table.Cell {
		return []table.Cell{{Value: table.TextValue(id)}, {Value: table.TextValue(room)}}
	}
	merge(t, w, warehouse.Add, false, schema, [][]table.Cell{
		{{Value: table.TextValue("1")}, {Value: table.NumberValue(12)}}, {{Value: table.TextValue("2")}, {Value: table.NumberValue(14)}},
	})
	request := warehouse.EditRequest{Dataset: "Roster", Kind: warehouse.EditComment, Who: "Ann", What: "Comment"}
	place := warehouse.Place{Row: 1, Column: "Room"}
	_, err := w.SetComment(t.Context(), request, place, "ask the office")
	mustDo(t, err)
	wider := table.Schema{{Name: "ID", Type: table.Code}, {Name: "Room", Type: table.Text}}
	batch, _ := merge(t, w, warehouse.Add, false, wider, [][]table.Cell{file("3", "Gym"), file("4", "Hall"), file("5", "Annex B")})
	dataset, err := w.Dataset(t.Context(), "Roster")
	mustDo(t, err)
	if dataset.Schema[1].Type == table.Integer {
		t.Fatal("the column kept its type")
	}
	comments := func() []string {
		t.Helper()
		found, err := w.Comments(t.Context(), "Roster")
		mustDo(t, err)
		texts := []string{}
		for _, comment := range found {
			texts = append(texts, fmt.Sprint(comment.Place.Row, " ", comment.Place.Column, " ", comment.Text))
		}
		return texts
	}
	if got := comments(); !slices.Equal(got, []string{"1 Room ask the office"}) {
		t.Errorf("after the import the comments are %q", got)
	}
	checkSound(t, w)
	// The act on the column as it was rests below the import.
	_, err = w.UndoEdit(t.Context(), "Roster")
	wantIssue(t, err, "undo-order")
	_, err = w.SetComment(t.Context(), request, place, "it is the gym")
	mustDo(t, err)
	wantIssue(t, w.Undo(t.Context(), batch.ID), "undo-edits")
	mustDo(t, w.UndoWithEdits(t.Context(), batch.ID))
	if got := comments(); !slices.Equal(got, []string{"1 Room ask the office"}) {
		t.Errorf("undone the comments are %q", got)
	}
	_, err = w.UndoEdit(t.Context(), "Roster")
	mustDo(t, err)
	if got := comments(); len(got) != 0 {
		t.Errorf("all undone the comments are %q", got)
	}
	checkSound(t, w)
}

// Ensure that what a column is said to be goes with the column: when an import
// gives it another type, and when that import is undone.
func TestDescriptionsStayWhenAColumnChangesItsType(t *testing.T) {
	w := newWorkspace(t)
	schema := table.Schema{{Name: "ID", Type: table.Code}, {Name: "Room", Type: table.Integer}}
	merge(t, w, warehouse.Add, false, schema, [][]table.Cell{{{Value: table.TextValue("1")}, {Value: table.NumberValue(12)}}})
	describe := func(text string) {
		t.Helper()
		_, err := w.Describe(t.Context(), warehouse.EditRequest{Dataset: "Roster", Who: "Ann", What: "Describe"}, "Room", text)
		mustDo(t, err)
	}
	described := func() string {
		t.Helper()
		dataset, err := w.Dataset(t.Context(), "Roster")
		mustDo(t, err)
		return dataset.Schema[1].Description
	}
	describe("where they are at noon")
	wider := table.Schema{{Name: "ID", Type: table.Code}, {Name: "Room", Type: table.Text}}
	batch, _ := merge(t, w, warehouse.Add, false, wider, [][]table.Cell{
		{{Value: table.TextValue("2")}, {Value: table.TextValue("Gym")}}, {{Value: table.TextValue("3")}, {Value: table.TextValue("Hall")}}, {{Value: table.TextValue("4")}, {Value: table.TextValue("Annex B")}},
	})
	if got := described(); got != "where they are at noon" {
		t.Errorf("after the import it is %q", got)
	}
	_, err := w.UndoEdit(t.Context(), "Roster")
	wantIssue(t, err, "undo-order")
	describe("their room")
	wantIssue(t, w.Undo(t.Context(), batch.ID), "undo-edits")
	mustDo(t, w.UndoWithEdits(t.Context(), batch.ID))
	if got := described(); got != "where they are at noon" {
		t.Errorf("undone it is %q", got)
	}
	_, err = w.UndoEdit(t.Context(), "Roster")
	mustDo(t, err)
	if got := described(); got != "" {
		t.Errorf("all undone it is %q", got)
	}
	checkSound(t, w)
}

// Ensure that two spellings of a column's name in one act are one column, and
// that the last value holds.
func TestACellWrittenTwiceInOneAct(t *testing.T) {
	w := newWorkspace(t)
	schema := table.Schema{{Name: "ID", Type: table.Code}, {Name: "Note", Type: table.Text}}
	merge(t, w, warehouse.Add, false, schema, [][]table.Cell{{{Value: table.TextValue("1")}, {Value: table.TextValue("a")}}})
	_, err := w.SetCells(t.Context(), warehouse.EditRequest{Dataset: "Roster", Kind: warehouse.EditSet, What: "Write"}, 0, []warehouse.CellEdit{
		{Place: warehouse.Place{Row: 0, Column: "Note"}, Cell: table.Cell{Value: table.TextValue("b")}}, {Place: warehouse.Place{Row: 0, Column: "note"}, Cell: table.Cell{Value: table.TextValue("c")}},
	})
	mustDo(t, err)
	frame, err := w.Frame(t.Context(), "Roster")
	mustDo(t, err)
	if got := frame.Columns()[1].Value(0).Text; got != "c" {
		t.Errorf("the cell holds %q", got)
	}
	checkSound(t, w)
}

// Ensure that the log knows rows by their new numbers once another program has
// taken some out and the dataset was rebuilt: a comment is taken back from its
// own row.
func TestTheLogFollowsRowsThatAreRenumbered(t *testing.T) {
	w := newWorkspace(t)
	var file [][]table.Cell
	for i := range 6 {
		file = append(file, student(fmt.Sprintf("%03d", i), fmt.Sprint("Name ", i), float64(i)))
	}
	merge(t, w, warehouse.Add, false, rosterSchema(), file)
	comment := warehouse.EditRequest{Dataset: "Roster", Kind: warehouse.EditComment, Who: "Ann", What: "Comment"}
	for _, row := range []int{3, 5} {
		_, err := w.SetComment(t.Context(), comment, warehouse.Place{Row: row, Column: "Name"}, fmt.Sprint("on ", row))
		mustDo(t, err)
	}
	_, err := w.DeleteRows(t.Context(), warehouse.EditRequest{Dataset: "Roster", Kind: warehouse.EditDelete, What: "Delete"}, []int{4})
	mustDo(t, err)
	_, err = w.UndoEdit(t.Context(), "Roster")
	mustDo(t, err)
	path := w.Path()
	mustDo(t, w.Close())
	change(t, path, "DELETE FROM Roster WHERE _row = 2")
	w = openAgain(t, path)
	mustDo(t, w.Rebuild(t.Context(), "Roster"))
	checkSound(t, w)
	texts := func() map[int]string {
		t.Helper()
		found, err := w.Comments(t.Context(), "Roster")
		mustDo(t, err)
		by := map[int]string{}
		for _, each := range found {
			by[each.Place.Row] = each.Text
		}
		return by
	}
	if got := texts(); len(got) != 2 || got[2] != "on 3" || got[4] != "on 5" {
		t.Errorf("the comments are %v", got)
	}
	// Deleting is done again: it is the row with the number that it has now.
	_, err = w.RedoEdit(t.Context(), "Roster")
	mustDo(t, err)
	frame, err := w.Frame(t.Context(), "Roster", "Name")
	mustDo(t, err)
	for row := range frame.Len() {
		if frame.Columns()[0].Value(row).Text == "Name 4" {
			t.Error("another row was deleted than before")
		}
	}
	for range 2 {
		_, err = w.UndoEdit(t.Context(), "Roster")
		mustDo(t, err)
	}
	if got := texts(); len(got) != 1 || got[2] != "on 3" {
		t.Errorf("one taken back the comments are %v", got)
	}
	_, err = w.UndoEdit(t.Context(), "Roster")
	mustDo(t, err)
	if got := texts(); len(got) != 0 {
		t.Errorf("both taken back the comments are %v", got)
	}
	checkSound(t, w)
}

// BenchmarkEdit100kCells writes 100,000 cells in one act and takes them back.
func BenchmarkEdit100kCells(b *testing.B) {
	const rows = 100_000
	schema := table.Schema{{Name: "ID", Type: table.Code}, {Name: "Text", Type: table.Text}, {Name: "Number", Type: table.Integer}}
	w, err := warehouse.Create(b.Context(), filepath.Join(b.TempDir(), "a.schoolbench"), warehouse.Options{})
	mustDo(b, err)
	b.Cleanup(func() { _ = w.Close() })
	_, err = w.Import(b.Context(), warehouse.ImportRequest{Dataset: "Many"}, &manyRows{memoryReader: memoryReader{schema: schema}, length: rows})
	mustDo(b, err)
	cells := make([]warehouse.CellEdit, rows)
	for b.Loop() {
		for i := range cells {
			cells[i] = warehouse.CellEdit{Place: warehouse.Place{Row: i, Column: "Text"}, Cell: table.Cell{Value: table.TextValue("replaced")}}
		}
		_, err := w.SetCells(b.Context(), warehouse.EditRequest{Dataset: "Many", Kind: warehouse.EditReplace, What: "Replace"}, 0, cells)
		mustDo(b, err)
		_, err = w.UndoEdit(b.Context(), "Many")
		mustDo(b, err)
	}
}
