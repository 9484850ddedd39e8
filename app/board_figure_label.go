package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// figureLabel is the large number of a tile. As with the numbers of a table, a
// double-click opens the rows behind it; the menu of the tile does so by keys.
type figureLabel struct {
	widget.Label
	open func()
}

func newFigureLabel(text string, open func()) *figureLabel {
	l := &figureLabel{open: open}
	l.Text, l.TextStyle, l.SizeName = text, fyne.TextStyle{Bold: true}, sizeFigure
	l.ExtendBaseWidget(l)
	return l
}

// DoubleTapped opens the rows.
func (l *figureLabel) DoubleTapped(*fyne.PointEvent) { l.open() }

// Cursor is a hand.
func (l *figureLabel) Cursor() desktop.Cursor { return desktop.PointerCursor }
