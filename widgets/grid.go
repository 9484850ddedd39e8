package widgets

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

var (
	_ fyne.Widget            = (*Grid)(nil)
	_ fyne.Focusable         = (*Grid)(nil)
	_ fyne.Scrollable        = (*Grid)(nil)
	_ fyne.Draggable         = (*Grid)(nil)
	_ fyne.Shortcutable      = (*Grid)(nil)
	_ fyne.SecondaryTappable = (*Grid)(nil)
	_ fyne.Accessible        = (*Grid)(nil)
	_ desktop.Mouseable      = (*Grid)(nil)
	_ desktop.Hoverable      = (*Grid)(nil)
	_ desktop.Cursorable     = (*Grid)(nil)
	_ desktop.Keyable        = (*Grid)(nil)
)

// defaultCopyLimit is how many cells may be copied at once. Five million short cells are about 50 MB of text and take
// about a second; more than that belongs in an export.
const defaultCopyLimit = 5_000_000

// headerRow is the row number [Grid.OnMenu] reports for a click on a heading.
const headerRow = -1

// Grid shows a table of any length, with the manners people know from a spreadsheet: ranges selected by mouse and keyboard,
// Ctrl+C into the clipboard, headings and row labels that stay in place, columns resized by their borders.
//
// It keeps the first visible row as a whole number and draws with a small pool of texts, so the last of a million rows is
// shown as exactly and as quickly as the first. All methods belong to the UI goroutine.
type Grid struct {
	widget.BaseWidget
	shiftWatch

	// Name says in a few words what the grid shows; screen readers speak it.
	Name string
	// Empty is shown below the headings while there are no rows.
	Empty string
	// CopyLimit is the largest number of cells Ctrl+C copies; 0 means five million.
	CopyLimit int

	// FrozenCells makes the columns that stay in place values like the others: a click selects the cell. Otherwise they
	// name the rows, and a click selects the row.
	FrozenCells bool

	// Editor takes what people write; nil shows the cells and nothing else.
	Editor GridEditor

	// OnActivate is called for a double-click or Enter on a body cell, row labels included.
	OnActivate func(row, column int)
	// OnSelect is called whenever the selection changed.
	OnSelect func(Range)
	// OnHeader is called for a click on a column's heading; the column is selected as well.
	OnHeader func(column int)
	// OnMenu is called for a right-click, Shift+F10 or the Menu key, with the place in the window to show a menu at.
	// On a heading row is -1.
	OnMenu func(row, column int, position fyne.Position)
	// OnFilter is called for a click on the sign of a heading, where it has one, and for Alt+Down: the column is to be
	// filtered. Nil leaves the click to OnHeader.
	OnFilter func(column int)
	// OnClick is called for a click on a body cell, after it was selected.
	OnClick func(row, column int)
	// OnHover is called when the pointer comes to another body cell; with -1 and -1 when it is on none.
	OnHover func(row, column int)
	// OnGroup is called for Alt+Shift+Right and Alt+Shift+Left: rows are to be grouped, or no longer.
	OnGroup func(group bool)
	// OnZoom is called for the wheel turned with Ctrl held: 1 for larger, -1 for smaller.
	OnZoom func(step int)
	// OnScrollPast is called for the wheel when the rows are at their end already, so that what the grid stands in can move on.
	OnScrollPast func(*fyne.ScrollEvent)
	// OnAbandon is called with what a person was writing into a cell that is no longer there when the grid is given other
	// data: it was written nowhere, and nothing has the keyboard.
	OnAbandon func(text string)
	// OnEscape is called for Escape when one cell or none is selected, so that the owner can close what the grid is in.
	OnEscape func()
	// OnCopyTooLarge is called instead of copying when the selection has more cells than the limit.
	OnCopyTooLarge func(cells, limit int)
	// OnCopyRefused is called instead of copying when several ranges are selected that make no table together.
	OnCopyRefused func()

	self   fyne.Widget // the outermost widget when the grid is embedded in another
	source GridSource
	turn   int                   // how many sources there were
	tinted bool                  // row labels stand on the headings' colour, as in a cross-tab
	drill  func(row, column int) // set by CrosstabView: opens a value cell
	bands  *sheetBands           // set by SheetView: what rows were taken for

	columns gridColumns
	place   gridPlace
	fit     textFit
	clock   func() time.Time
	later   func(func()) // runs a function once what was done is drawn

	selection gridSelection
	others    []gridSelection // ranges chosen before it, with Ctrl held
	active    *gridSpot       // the active cell where it was moved on inside what is selected; nil is its first
	tabbed    int             // the column that Tab began in, and Enter goes back to; -1 when the last key was another
	ranges    int             // how many of the others the owner was told of
	filling   gridFill
	edit      gridEdit
	pointer   gridPointer
	focused   bool
	touched   bool // the selection is drawn once a person has chosen something
}

// NewGrid makes a grid that shows the source. A nil source shows an empty grid.
func NewGrid(source GridSource) *Grid {
	g := &Grid{}
	g.initialize(g, source)
	return g
}

// initialize ties the grid to the outermost widget it is part of.
func (g *Grid) initialize(self fyne.Widget, source GridSource) {
	g.self = self
	g.clock = time.Now
	g.later = fyne.Do
	g.pointer.hoverRow = headerRow
	g.tabbed = -1
	g.ExtendBaseWidget(self)
	g.setSource(source)
}

// SetSource shows other data. Column widths are kept when the number of columns is the same, and so are the selection
// and the place scrolled to as far as the new data reaches. A cell that is being written into is followed by a source that
// is a [CellFollower]; otherwise it is closed, nothing is written, and OnAbandon hears of it.
func (g *Grid) SetSource(source GridSource) {
	before := g.Selection()
	g.setSource(source)
	g.followEdit()
	g.Refresh()
	if after := g.Selection(); after != before && g.OnSelect != nil {
		g.OnSelect(after)
	}
}

// setSource takes over the source without drawing.
func (g *Grid) setSource(source GridSource) {
	if source == nil {
		source = noSource{}
	}
	same := g.source != nil && g.source.Columns() == source.Columns()
	g.source = source
	g.turn++
	if !same {
		g.columns.reset(source.Columns())
		g.place.scrollX = 0
	}
	g.selection.clamp(source.Rows(), source.Columns())
	if !same || len(g.others) > 0 && g.outgrown() {
		g.others, g.active = nil, nil
	}
	if g.active != nil {
		g.active.clamp(source.Rows(), source.Columns())
	}
	g.filling = gridFill{}
	g.pointer.stop()
}

// Source is what the grid shows; never nil.
func (g *Grid) Source() GridSource {
	return g.source
}

// Selection is the selected rectangle. A grid with at least one cell always has one; without cells it is empty.
func (g *Grid) Selection() Range {
	return g.selection.cells(g.source.Rows(), g.source.Columns())
}

// Select selects a rectangle of cells, cut to what there is, and leaves the view where it is.
func (g *Grid) Select(cells Range) {
	rows, columns := g.source.Rows(), g.source.Columns()
	if rows == 0 || columns == 0 || cells.Empty() {
		return
	}
	g.touched, g.others = true, nil
	g.setSelection(gridSelection{
		anchor: gridSpot{cells.Top, cells.Left},
		head:   gridSpot{cells.Bottom, cells.Right},
	})
}

// SelectAll selects every cell.
func (g *Grid) SelectAll() { g.makeWhole(selectAll) }

// Active is the cell the keyboard acts on, drawn with a ring; ok is false when the grid has no cells.
func (g *Grid) Active() (row, column int, ok bool) {
	if g.Selection().Empty() {
		return 0, 0, false
	}
	if g.active != nil {
		return g.active.row, g.active.column, true
	}
	return g.selection.anchor.row, g.selection.anchor.column, true
}

// outgrown reports whether a range reaches beyond the table there is now.
func (g *Grid) outgrown() bool {
	for _, other := range g.others {
		now := other
		if now.clamp(g.source.Rows(), g.source.Columns()); now != other {
			return true
		}
	}
	return false
}

// ScrollTo brings the cell into view, moving no further than needed.
func (g *Grid) ScrollTo(row, column int) {
	g.settle()
	g.place.reveal(row, column, &g.columns)
	g.Refresh()
}

// FirstVisible is the first body row and the first scrolling column that are at least partly in view.
func (g *Grid) FirstVisible() (row, column int) {
	g.settle()
	return g.place.topRow, g.columns.at(g.place.columnOrigin(&g.columns) + g.place.scrollX)
}

// MinSize is a few rows and columns: a grid takes whatever room there is and scrolls the rest.
func (g *Grid) MinSize() fyne.Size {
	g.ExtendBaseWidget(g.self)
	return g.BaseWidget.MinSize()
}

// AccessibilityLabel names the grid, its size and the cell the keyboard is on.
func (g *Grid) AccessibilityLabel() string {
	name := g.Name
	if name == "" {
		name = lang.L("Table")
	}
	rows, columns := g.source.Rows(), g.source.Columns()
	label := fmt.Sprintf(lang.L("%s, %d rows, %d columns"), name, rows, columns)
	row, column, ok := g.Active()
	if !ok {
		return label
	}
	cell := g.source.Cell(row, column)
	text := cell.Text
	if text == "" {
		text = lang.L("nothing")
	}
	label += ". " + fmt.Sprintf(lang.L("Row %d, %s: %s"), row+1, g.columnName(column), text)
	if cell.Mark&MarkEdited != 0 {
		label += ", " + lang.L("written by hand")
	}
	if cell.Mark&MarkComment != 0 {
		label += ", " + lang.L("with a comment")
	}
	return label
}

// AccessibilityRole says that the grid is one element that speaks its active cell.
func (g *Grid) AccessibilityRole() fyne.AccessibleRole {
	return fyne.AccessibleRoleText
}

// columnName is the column's heading in words, the lowest header row that has one.
func (g *Grid) columnName(column int) string {
	for row := g.source.HeaderRows() - 1; row >= 0; row-- {
		if text := g.source.Header(row, column).Text; text != "" {
			return text
		}
	}
	return fmt.Sprintf(lang.L("column %d"), column+1)
}

// setSelection moves the selection, redraws and tells the owner if anything changed.
func (g *Grid) setSelection(next gridSelection) {
	before, ranges := g.Selection(), g.ranges
	next.clamp(g.source.Rows(), g.source.Columns())
	g.selection, g.active, g.tabbed, g.ranges = next, nil, -1, len(g.others)
	g.Refresh()
	if after := g.Selection(); (after != before || ranges != g.ranges) && g.OnSelect != nil {
		g.OnSelect(after)
	}
}

// activate opens a cell.
func (g *Grid) activate(row, column int) {
	if g.drill != nil && column >= g.source.HeaderColumns() {
		g.drill(row, column)
	}
	if g.OnActivate != nil {
		g.OnActivate(row, column)
	} else if g.drill == nil {
		g.Edit()
	}
}

// noSource is the source of a grid that has none.
type noSource struct{}

func (noSource) Rows() int                { return 0 }
func (noSource) Columns() int             { return 0 }
func (noSource) HeaderRows() int          { return 0 }
func (noSource) HeaderColumns() int       { return 0 }
func (noSource) Header(_, _ int) GridCell { return GridCell{} }
func (noSource) Cell(_, _ int) GridCell   { return GridCell{} }
