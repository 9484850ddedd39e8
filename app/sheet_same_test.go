package app

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/widgets"
)

// daysOf is what stands under Days Absent for a student.
func daysOf(t *testing.T, d *desk, id string) string {
	t.Helper()
	frame, err := d.shell.bench.Frame(t.Context(), "absences", "Student ID", "Days Absent")
	if err != nil {
		t.Fatal(err)
	}
	for row := range frame.Len() {
		if frame.Columns()[0].Value(row).Text == id {
			column := frame.Columns()[1]
			return column.Column().Text(column.Value(row))
		}
	}
	return "gone"
}

// nobodyHas sees that a text was written nowhere.
func nobodyHas(t *testing.T, p *datasetPage, text string) {
	t.Helper()
	for row := range p.rows.source.Rows() {
		if got := cellText(p, row, "Days Absent"); got == text {
			t.Errorf("it was written for %s", cellText(p, row, "Student ID"))
		}
	}
}

// Ensure that what is written while rows come and go is never written into the
// row of another student: it goes into the one that was meant, or is refused.
func TestWritingWhileTheRowsBecomeOthers(t *testing.T) {
	t.Run("rows are deleted", func(t *testing.T) {
		d, p := openSheet(t)
		p.sheet.DeleteRows([]int{0, 1})
		p.sheet.Write(5, 4, "99")
		if len(d.shell.notice.object.Objects) != 1 {
			t.Error("nobody says that it was not written")
		}
		d.written(p)
		nobodyHas(t, p, "99")
	})
	t.Run("an act is undone", func(t *testing.T) {
		d, p := openSheet(t)
		p.sheet.DeleteRows([]int{0})
		d.written(p)
		p.sheet.Undo()
		p.sheet.Write(5, 4, "99")
		d.written(p)
		nobodyHas(t, p, "99")
	})
	t.Run("rows are put between", func(t *testing.T) {
		d, p := openSheet(t)
		p.sheet.InsertRows(widgets.Range{Top: 2, Bottom: 3, Right: 4})
		p.sheet.Write(5, 4, "99")
		d.written(p)
		if got := daysOf(t, d, "000105"); got != "99" {
			t.Errorf("the student who was meant has %q", got)
		}
	})
	t.Run("another window deletes rows", func(t *testing.T) {
		d, p := openSheet(t)
		p.sheet.Write(4, 4, "98")
		p.sheet.Write(5, 4, "99")
		if _, err := d.shell.bench.UndoEdit(t.Context(), "absences"); err == nil {
			t.Log("the first of the two was quicker")
		}
		d.written(p)
		for row := range 12 {
			if got := cellText(p, row, "Days Absent"); got == "99" && cellText(p, row, "Student ID") != "000105" || got == "98" && cellText(p, row, "Student ID") != "000104" {
				t.Errorf("row %d has %s", row, got)
			}
		}
	})
}

// Ensure that a field that is open goes with its row when the rows are sorted,
// and is closed when nobody can tell where its row is.
func TestAnOpenFieldKeepsItsRow(t *testing.T) {
	at := widgets.Range{Top: 5, Left: 4, Bottom: 5, Right: 4}
	typed := func(d *desk, text string) {
		for _, r := range text {
			if focused := d.shell.window.Canvas().Focused(); focused != nil {
				focused.TypedRune(r)
			}
		}
	}
	enter := func(d *desk) {
		if focused := d.shell.window.Canvas().Focused(); focused != nil {
			focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		}
	}
	t.Run("sorted", func(t *testing.T) {
		d, p := openSheet(t)
		p.rows.grid.Select(at)
		typed(d, "9")
		p.rows.setLook(rowsLook{Sort: []sortKey{{Column: "Student ID", Falling: true}}})
		d.written(p)
		typed(d, "9")
		enter(d)
		d.written(p)
		if got := daysOf(t, d, "000105"); got != "99" {
			t.Errorf("the student who was meant has %q", got)
		}
	})
	t.Run("filtered away", func(t *testing.T) {
		d, p := openSheet(t)
		p.rows.grid.Select(at)
		typed(d, "9")
		p.rows.setLook(rowsLook{Filters: map[string]columnFilter{"School": {Only: []string{"Alder"}}}})
		d.written(p)
		typed(d, "9")
		enter(d)
		d.written(p)
		p.rows.setLook(rowsLook{})
		d.written(p)
		nobodyHas(t, p, "99")
		nobodyHas(t, p, "9 ")
		if got := daysOf(t, d, "000105"); got != "" {
			t.Errorf("the student who was meant has %q", got)
		}
	})
	t.Run("deleted above", func(t *testing.T) {
		d, p := openSheet(t)
		p.sheet.DeleteRows([]int{0})
		p.rows.grid.Select(at)
		typed(d, "99")
		d.written(p)
		enter(d)
		d.written(p)
		nobodyHas(t, p, "99")
		if p.rows.grid.Editing() {
			t.Error("the field is still open")
		}
		if words := says(d.shell.notice.object); !strings.Contains(strings.Join(words, " "), "“99” was not written") {
			t.Errorf("the window says %q", words)
		}
	})
}

// Ensure that what was chosen in a menu is not done to the rows that stand there
// since, and that reading what is known of a cell does not stop what is written.
func TestAMenuMeansTheRowsItWasOpenedOn(t *testing.T) {
	d, p := openSheet(t)
	p.rows.grid.Select(widgets.Range{Top: 5, Left: 4, Bottom: 5, Right: 4})
	items := p.sheet.menuItems(5, 4)
	p.rows.setLook(rowsLook{Sort: []sortKey{{Column: "Student ID", Falling: true}}})
	d.written(p)
	for _, item := range items {
		if item.Label == "Delete 1 row" {
			item.Action()
		}
	}
	d.written(p)
	if p.rows.source.Rows() != 12 {
		t.Error("a row that had come into the place was deleted")
	}
	p.sheet.Write(0, 4, "99")
	p.sheet.askComment(3, "School")
	d.written(p)
	d.until("it is asked for", func() bool { return len(d.shell.asks) == 1 })
	d.shell.asks[0].key(fyne.KeyEscape)
	if got := daysOf(t, d, "000111"); got != "99" {
		t.Errorf("the student has %q", got)
	}
}

// Ensure that a page whose rows were not added does not go to its end.
func TestRowsThatAreNotAdded(t *testing.T) {
	d, p := openSheet(t)
	p.sheet.DeleteRows([]int{0})
	p.sheet.AddRows(1)
	d.written(p)
	if row, _, _ := p.rows.grid.Active(); row != 0 {
		t.Errorf("the page went to row %d", row)
	}
}
