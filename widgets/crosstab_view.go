package widgets

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
)

// CrosstabView shows a cross-tab: a [Grid] whose row labels stand on the colour of the headings and whose numbers open
// onto the rows behind them.
type CrosstabView struct {
	Grid

	// OnDrill is called for a double-click or Enter on a value, totals included, so that the owner can show the rows behind it.
	OnDrill func(row, column int)
	// OnDrillApart is called instead when Shift is held; nil calls OnDrill all the same.
	OnDrillApart func(row, column int)
}

var _ fyne.Widget = (*CrosstabView)(nil)

// NewCrosstabView makes an empty cross-tab; give it data with SetSource.
func NewCrosstabView() *CrosstabView {
	v := &CrosstabView{}
	v.Name = lang.L("Cross-tab")
	v.tinted = true
	v.drill = func(row, column int) {
		switch {
		case v.OnDrillApart != nil && v.held():
			v.OnDrillApart(row, column)
		case v.OnDrill != nil:
			v.OnDrill(row, column)
		}
	}
	v.initialize(v, nil)
	return v
}

// Cursor is a hand over values that open.
func (v *CrosstabView) Cursor() desktop.Cursor {
	if v.OnDrill != nil && v.pointer.held.part == overNothing && v.pointer.hover.part == overCells {
		return desktop.PointerCursor
	}
	return v.Grid.Cursor()
}

// AccessibilityLabel names the cross-tab and its size, and the active cell by the labels of its row, all headings over it,
// and what stands in it.
func (v *CrosstabView) AccessibilityLabel() string {
	source := v.Source()
	label := fmt.Sprintf(lang.L("%s, %d rows, %d columns"), v.Name, source.Rows(), source.Columns())
	row, column, ok := v.Active()
	if !ok {
		return label
	}
	text := source.Cell(row, column).Text
	if text == "" {
		text = lang.L("nothing")
	}
	var names []string
	for labels := 0; labels < min(source.HeaderColumns(), column); labels++ {
		if name := source.Cell(row, labels).Text; name != "" {
			names = append(names, name)
		}
	}
	for header := range source.HeaderRows() {
		if name := headingOver(source, header, column); name != "" && (len(names) == 0 || names[len(names)-1] != name) {
			names = append(names, name)
		}
	}
	return label + ". " + strings.Join(names, ", ") + ": " + text
}

// headingOver is the heading of a header row that stands over a column: its own, or the one to the left that reaches over it.
func headingOver(source GridSource, header, column int) string {
	for at := column; at >= 0; at-- {
		if cell := source.Header(header, at); at == column || cell.Span > column-at {
			if cell.Text != "" {
				return cell.Text
			}
		}
	}
	return ""
}
