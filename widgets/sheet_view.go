package widgets

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
)

// The columns that a [SheetView] puts before those of the sheet.
const (
	bandColumn   = iota // what the row was taken for, in words
	numberColumn        // the row's number
	sheetColumns        // how many they are
)

// sheetFitLimit is how wide a column of a sheet is made at most: many columns side by side say more about a table than one
// long text.
const sheetFitLimit = 190

// SheetView shows rows of a sheet as they are in the file, with row numbers and column letters, and at their left what each row
// was taken for: a coloured band with its name. The borders between bands can be moved with the mouse; the owner offers the
// same by a menu and by keys.
//
// It is a [Grid]: cells are selected and copied as in any other. All methods belong to the UI goroutine.
type SheetView struct {
	Grid

	// OnEdge is called when an edge was moved: its place in the list and the number of the last row that is now above it.
	OnEdge func(edge, row int)
	// OnRowMenu is called for a right-click or the Menu key on a row, with its number.
	OnRowMenu func(number, column int, position fyne.Position)
	// OnLetter is called for a letter typed while the view has the keyboard, with the number of the active row.
	OnLetter func(letter rune, number int)

	sheet *sheetBands
	width int // columns of the sheet
}

var _ fyne.Widget = (*SheetView)(nil)

// NewSheetView makes an empty view.
func NewSheetView() *SheetView {
	v := &SheetView{sheet: &sheetBands{held: -1}}
	v.Name = lang.L("The sheet as it is")
	v.tinted = true
	v.bands = v.sheet
	v.OnMenu = func(row, column int, position fyne.Position) {
		if row >= 0 && row < len(v.sheet.rows) && v.OnRowMenu != nil {
			v.OnRowMenu(v.sheet.rows[row].Number, column-sheetColumns, position)
		}
	}
	v.sheet.moved = func(edge, row int) {
		if v.OnEdge != nil {
			v.OnEdge(edge, row)
		}
	}
	v.initialize(v, nil)
	return v
}

// SetSheet shows rows, which are in rising order of their numbers, and what they were taken for. Bands do not overlap.
func (v *SheetView) SetSheet(rows []SheetRow, bands []SheetBand, edges []SheetEdge) {
	width := 1
	for _, row := range rows {
		width = max(width, len(row.Cells))
	}
	refit := len(v.sheet.rows) == 0 || width != v.width
	v.sheet.rows, v.sheet.bands, v.sheet.edges, v.sheet.held = rows, bands, edges, -1
	v.width = width
	v.SetSource(sheetSource{bands: v.sheet, width: width})
	if refit {
		v.AutoFit()
	}
}

// ShowRow brings the row of this number into view with some rows above it, and makes it the active one.
func (v *SheetView) ShowRow(number int) {
	index := max(0, v.sheet.below(number-1))
	if index >= len(v.sheet.rows) {
		return
	}
	v.ScrollTo(min(index+3, len(v.sheet.rows)-1), 0)
	v.ScrollTo(max(0, index-2), 0)
	v.Select(Range{Top: index, Left: sheetColumns, Bottom: index, Right: sheetColumns})
}

// SelectedRows are the numbers of the first and the last selected row.
func (v *SheetView) SelectedRows() (first, last int, ok bool) {
	cells := v.Selection()
	if cells.Empty() || cells.Bottom >= len(v.sheet.rows) {
		return 0, 0, false
	}
	return v.sheet.rows[cells.Top].Number, v.sheet.rows[cells.Bottom].Number, true
}

// EdgeBounds is where an edge can be taken hold of inside the view, and whether it is in view.
func (v *SheetView) EdgeBounds(edge int) (fyne.Position, fyne.Size, bool) {
	v.settle()
	if edge < 0 || edge >= len(v.sheet.edges) {
		return fyne.Position{}, fyne.Size{}, false
	}
	y := v.edgeY(edge)
	inside := y >= v.place.headerHeight && y <= v.place.headerHeight+v.place.body.Height
	return fyne.NewPos(0, y-edgeReach), fyne.NewSize(v.place.frozenWidth, 2*edgeReach), inside
}

// RowBounds is where the row of this number is inside the view, and whether it is in view.
func (v *SheetView) RowBounds(number int) (fyne.Position, fyne.Size, bool) {
	index := v.sheet.below(number - 1)
	if index >= len(v.sheet.rows) || v.sheet.rows[index].Number != number {
		return fyne.Position{}, fyne.Size{}, false
	}
	return v.CellBounds(index, numberColumn)
}

// BandWordAt is what the row at a place in the view was taken for, in words.
func (v *SheetView) BandWordAt(row int) string { return v.sheet.kind(row).Word() }

// BandWord is what the row of this number was taken for, in words.
func (v *SheetView) BandWord(number int) string {
	index := v.sheet.below(number - 1)
	if index >= len(v.sheet.rows) || v.sheet.rows[index].Number != number {
		return ""
	}
	return v.sheet.kind(index).Word()
}

// TypedRune hands letters to the owner.
func (v *SheetView) TypedRune(letter rune) {
	if row, _, ok := v.Active(); ok && v.OnLetter != nil && row < len(v.sheet.rows) {
		v.OnLetter(letter, v.sheet.rows[row].Number)
	}
}

// AccessibilityLabel adds what the active row was taken for.
func (v *SheetView) AccessibilityLabel() string {
	label := v.Grid.AccessibilityLabel()
	if row, _, ok := v.Active(); ok && row < len(v.sheet.rows) {
		label += fmt.Sprintf(". Sheet row %d", v.sheet.rows[row].Number)
		if word := v.sheet.kind(row).Word(); word != "" {
			label += ", taken for: " + word
		}
	}
	return label
}

// Cursor tells that an edge can be moved.
func (v *SheetView) Cursor() desktop.Cursor {
	if v.pointer.over(overEdge) {
		return desktop.VResizeCursor
	}
	return v.Grid.Cursor()
}

// sheetSource shows the rows to the grid.
type sheetSource struct {
	bands *sheetBands
	width int
}

func (s sheetSource) Rows() int          { return len(s.bands.rows) }
func (s sheetSource) Columns() int       { return s.width + sheetColumns }
func (s sheetSource) HeaderRows() int    { return 1 }
func (s sheetSource) HeaderColumns() int { return sheetColumns }

// Header is a column's letter.
func (s sheetSource) Header(_, column int) GridCell {
	if column < sheetColumns {
		return GridCell{Style: StyleHeader}
	}
	return GridCell{Text: ColumnLetters(column - sheetColumns), Style: StyleHeader, Align: AlignCenter}
}

// Cell is a text of the file, or the row's band and number.
func (s sheetSource) Cell(row, column int) GridCell {
	this := s.bands.rows[row]
	switch {
	case column == bandColumn && s.bands.begins(row):
		return GridCell{Text: s.bands.kind(row).Word(), Style: StyleLabel}
	case column == bandColumn:
		return GridCell{}
	case column == numberColumn && this.Gap == "":
		return GridCell{Text: fmt.Sprint(this.Number), Style: StyleMark, Align: AlignTrailing}
	case this.Gap != "" && column == sheetColumns:
		return GridCell{Text: this.Gap, Style: StyleMark}
	case column >= sheetColumns && column-sheetColumns < len(this.Cells):
		return GridCell{Text: strings.TrimRight(this.Cells[column-sheetColumns], " ")}
	}
	return GridCell{}
}

// ColumnLetters is the name of a column of a sheet, counted from 0: "A", "Z", "AA".
func ColumnLetters(column int) string {
	letters := ""
	for column++; column > 0; column = (column - 1) / 26 {
		letters = string(rune('A'+(column-1)%26)) + letters
	}
	return letters
}
