package widgets_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/schoolbench/schoolbench/widgets"
)

// million is the length of the longest table the tests show.
const million = 1_000_000

// plain is a table computed on the fly: the cell in row 3, column 2 reads "r3c2".
type plain struct {
	rows, columns, frozen int
	cell                  func(row, column int) widgets.GridCell
	header                func(row, column int) widgets.GridCell
	headerRows            int
}

func (p plain) Rows() int          { return p.rows }
func (p plain) Columns() int       { return p.columns }
func (p plain) HeaderColumns() int { return p.frozen }

func (p plain) HeaderRows() int {
	return max(1, p.headerRows)
}

func (p plain) Header(row, column int) widgets.GridCell {
	if p.header != nil {
		return p.header(row, column)
	}
	return widgets.GridCell{Text: fmt.Sprintf("Column %d", column+1), Style: widgets.StyleHeader}
}

func (p plain) Cell(row, column int) widgets.GridCell {
	if p.cell != nil {
		return p.cell(row, column)
	}
	return widgets.GridCell{Text: fmt.Sprintf("r%dc%d", row, column)}
}

// desk is a grid in a window and what it told its owner.
type desk struct {
	*widgets.Grid
	window    fyne.Window
	now       time.Time
	activated [][2]int
	selected  []widgets.Range
	headings  []int
	menus     [][2]int
}

// newDesk shows a source in a window of 600 by 300 units.
func newDesk(t testing.TB, source widgets.GridSource) *desk {
	t.Helper()
	test.NewTempApp(t)
	d := &desk{Grid: widgets.NewGrid(source), now: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}
	d.SetClock(func() time.Time { return d.now })
	d.OnActivate = func(row, column int) { d.activated = append(d.activated, [2]int{row, column}) }
	d.OnSelect = func(cells widgets.Range) { d.selected = append(d.selected, cells) }
	d.OnHeader = func(column int) { d.headings = append(d.headings, column) }
	d.OnMenu = func(row, column int, _ fyne.Position) { d.menus = append(d.menus, [2]int{row, column}) }
	d.window = test.NewTempWindow(t, d.Grid)
	d.window.SetPadded(false)
	d.window.Resize(fyne.NewSize(600, 300))
	return d
}

// press and release are one half each of a click.
func (d *desk) press(at fyne.Position, modifier fyne.KeyModifier) {
	d.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at, AbsolutePosition: at}, Button: desktop.MouseButtonPrimary, Modifier: modifier})
}

func (d *desk) release(at fyne.Position, modifier fyne.KeyModifier) {
	d.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at, AbsolutePosition: at}, Button: desktop.MouseButtonPrimary, Modifier: modifier})
}

// click presses and releases in one place, and waits long enough not to make a double-click with the next.
func (d *desk) click(at fyne.Position, modifier fyne.KeyModifier) {
	d.press(at, modifier)
	d.release(at, modifier)
	d.now = d.now.Add(2 * time.Second)
}

// doubleClick clicks twice in quick succession.
func (d *desk) doubleClick(at fyne.Position) {
	for range 2 {
		d.press(at, 0)
		d.release(at, 0)
		d.now = d.now.Add(100 * time.Millisecond)
	}
}

// drag presses at one place and lets go at another.
func (d *desk) drag(from, to fyne.Position) {
	d.press(from, 0)
	d.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to, AbsolutePosition: to}})
	d.release(to, 0)
	d.DragEnd()
	d.now = d.now.Add(2 * time.Second)
}

// rightClick clicks the other button.
func (d *desk) rightClick(at fyne.Position) {
	event := fyne.PointEvent{Position: at, AbsolutePosition: at}
	d.MouseDown(&desktop.MouseEvent{PointEvent: event, Button: desktop.MouseButtonSecondary})
	d.MouseUp(&desktop.MouseEvent{PointEvent: event, Button: desktop.MouseButtonSecondary})
	d.TappedSecondary(&event)
}

// key types a key without modifiers.
func (d *desk) key(name fyne.KeyName) {
	d.TypedKey(&fyne.KeyEvent{Name: name})
}

// shiftKey types a key while Shift is down.
func (d *desk) shiftKey(name fyne.KeyName) {
	d.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	d.key(name)
	d.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
}

// combination types a shortcut such as Ctrl+Home.
func (d *desk) combination(modifier fyne.KeyModifier, name fyne.KeyName) {
	d.TypedShortcut(&desktop.CustomShortcut{Modifier: modifier, KeyName: name})
}

// wantSelection checks what is selected.
func (d *desk) wantSelection(t testing.TB, want widgets.Range) {
	t.Helper()
	if got := d.Selection(); got != want {
		t.Errorf("selected %+v, want %+v", got, want)
	}
}

// one is the range of a single cell.
func one(row, column int) widgets.Range {
	return widgets.Range{Top: row, Left: column, Bottom: row, Right: column}
}

// drawn are the visible texts of a widget.
func drawn(widget fyne.Widget) []*canvas.Text {
	var texts []*canvas.Text
	walk(widget, func(object fyne.CanvasObject) {
		if text, ok := object.(*canvas.Text); ok {
			texts = append(texts, text)
		}
	})
	return texts
}

// walk visits every visible object a widget draws with.
func walk(object fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if !object.Visible() {
		return
	}
	visit(object)
	switch object := object.(type) {
	case *fyne.Container:
		for _, child := range object.Objects {
			walk(child, visit)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(object).Objects() {
			walk(child, visit)
		}
	}
}

// shows reports whether a visible text of the widget reads exactly so.
func shows(widget fyne.Widget, text string) bool {
	for _, each := range drawn(widget) {
		if each.Text == text {
			return true
		}
	}
	return false
}
