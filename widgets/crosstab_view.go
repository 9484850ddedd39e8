package widgets

import (
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
}

var _ fyne.Widget = (*CrosstabView)(nil)

// NewCrosstabView makes an empty cross-tab; give it data with SetSource.
func NewCrosstabView() *CrosstabView {
	v := &CrosstabView{}
	v.Name = lang.L("Cross-tab")
	v.tinted = true
	v.drill = func(row, column int) {
		if v.OnDrill != nil {
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
