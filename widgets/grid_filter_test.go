package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/widgets"
)

// filterable is a table whose headings have an arrow.
func filterable() plain {
	return plain{rows: 50, columns: 4, frozen: 1, header: func(_, _ int) widgets.GridCell {
		return widgets.GridCell{Text: "A heading", Style: widgets.StyleHeader, Icon: "menu"}
	}}
}

// A click on the arrow of a heading, and Alt+Down, ask to filter its column; a
// click beside it is one on the heading.
func TestFilterOfAColumn(t *testing.T) {
	d := newDesk(t, filterable())
	var asked []int
	d.OnFilter = func(column int) { asked = append(asked, column) }
	border := d.BorderPlace(2)
	d.click(border.SubtractXY(15, 0), 0)
	if len(asked) != 1 || asked[0] != 2 || len(d.headings) != 0 {
		t.Errorf("a click on the arrow asked for %v and was heard as %v", asked, d.headings)
	}
	d.click(border.SubtractXY(60, 0), 0)
	if len(asked) != 1 || len(d.headings) != 1 {
		t.Errorf("a click beside the arrow asked for %v and was heard as %v", asked, d.headings)
	}
	d.Select(one(3, 1))
	d.combination(fyne.KeyModifierAlt, fyne.KeyDown)
	if len(asked) != 2 || asked[1] != 1 {
		t.Errorf("Alt+Down asked for %v", asked)
	}
}

// In columns that stay in place a click selects the row of a cross-tab, and the
// cell of a table whose columns a person has frozen.
func TestClickInFrozenColumns(t *testing.T) {
	d := newDesk(t, filterable())
	d.click(d.CellPlace(2, 0), 0)
	d.wantSelection(t, widgets.Range{Top: 2, Left: 0, Bottom: 2, Right: 3})
	d.FrozenCells = true
	d.click(d.CellPlace(4, 0), 0)
	d.wantSelection(t, one(4, 0))
}

// The window's own keys are heard while the grid has the keyboard.
func TestFunctionKeysGoToTheWindow(t *testing.T) {
	d := newDesk(t, filterable())
	var heard []fyne.KeyName
	d.window.Canvas().SetOnTypedKey(func(event *fyne.KeyEvent) { heard = append(heard, event.Name) })
	d.window.Canvas().Focus(d.Grid)
	d.key(fyne.KeyF1)
	d.key(fyne.KeyF11)
	if len(heard) != 2 {
		t.Errorf("the window heard %v", heard)
	}
}

// Row labels of a cross-tab take the room that the numbers leave, and their
// share of it when the numbers need more.
func TestLabelsUseTheRoom(t *testing.T) {
	name := "The Name of a School That Is Rather Long to Read"
	source := func(columns int) plain {
		return plain{rows: 5, columns: columns, frozen: 1, cell: func(_, column int) widgets.GridCell {
			if column == 0 {
				return widgets.GridCell{Text: name, Style: widgets.StyleLabel}
			}
			return widgets.GridCell{Text: "12", Align: widgets.AlignTrailing}
		}}
	}
	for columns, whole := range map[int]bool{2: true, 12: false} {
		d := newDesk(t, nil)
		view := widgets.NewCrosstabView()
		view.SetSource(source(columns))
		d.window.SetContent(view)
		d.window.Resize(fyne.NewSize(600, 300))
		view.AutoFit()
		if got := shows(view, name); got != whole {
			t.Errorf("with %d columns the label is whole: %v", columns, got)
		}
	}
}
