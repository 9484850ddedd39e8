package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
)

// BandKind is what the rows of a band of a [SheetView] were taken for.
type BandKind int

// The kinds of bands.
const (
	BandNone   BandKind = iota // rows of no table: blank, or part of another one
	BandTitle                  // titles and parameters above the header
	BandHeader                 // the column names
	BandData                   // the rows of the table
	BandTotal                  // totals and subtotals, kept out of the data
	BandNote                   // notes, repeated headers: set aside by the reader
	BandLeft                   // left out by a person
)

// The colours of bands. A theme that does not know them is asked for the nearest colour of its own.
const (
	ColorBandTitle  fyne.ThemeColorName = "bandTitle"
	ColorBandHeader fyne.ThemeColorName = "bandHeader"
	ColorBandData   fyne.ThemeColorName = "bandData"
	ColorBandTotal  fyne.ThemeColorName = "bandTotal"
	ColorBandNote   fyne.ThemeColorName = "bandNote"
	ColorBandLeft   fyne.ThemeColorName = "bandLeft"
)

// Word is what the band is called at its first row.
func (k BandKind) Word() string {
	switch k {
	case BandTitle:
		return lang.L("Title")
	case BandHeader:
		return lang.L("Header")
	case BandData:
		return lang.L("Data")
	case BandTotal:
		return lang.L("Total")
	case BandNote:
		return lang.L("Note")
	case BandLeft:
		return lang.L("Left out")
	}
	return ""
}

// color is the band's colour in a theme.
func (k BandKind) color(th fyne.Theme, variant fyne.ThemeVariant) color.Color {
	var own, near fyne.ThemeColorName
	switch k {
	case BandTitle:
		own, near = ColorBandTitle, theme.ColorNamePlaceHolder
	case BandHeader:
		own, near = ColorBandHeader, theme.ColorNamePrimary
	case BandData:
		own, near = ColorBandData, theme.ColorNameSuccess
	case BandTotal:
		own, near = ColorBandTotal, theme.ColorNameWarning
	case BandNote:
		own, near = ColorBandNote, theme.ColorNamePlaceHolder
	case BandLeft:
		own, near = ColorBandLeft, theme.ColorNameError
	default:
		return color.Transparent
	}
	if paint := th.Color(own, variant); opaqueEnough(paint) {
		return paint
	}
	return th.Color(near, variant)
}

func opaqueEnough(paint color.Color) bool {
	if paint == nil {
		return false
	}
	_, _, _, alpha := paint.RGBA()
	return alpha > 0
}

// SheetBand is a run of rows taken for one thing, by the row numbers of the sheet; both ends are inside it.
type SheetBand struct {
	Kind        BandKind
	First, Last int
}

// SheetEdge is a border between bands that can be moved.
type SheetEdge struct {
	// Name says what ends or begins there: "Header ends".
	Name string
	// Row is the number of the last row above the edge, 0 for the top of the sheet.
	Row int
	// Least and Most bound Row while it is moved.
	Least, Most int
}

// SheetRow is one row of a sheet as it is in the file.
type SheetRow struct {
	// Number is the row's number in the sheet, counted from 1.
	Number int
	Cells  []string
	// Gap is set instead of Cells for rows that are not shown, and says how many they are.
	Gap string
}

// sheetBands is what a [Grid] draws and moves for a [SheetView].
type sheetBands struct {
	rows  []SheetRow
	bands []SheetBand
	edges []SheetEdge
	held  int // the edge that is moved, or -1
	at    int // where it would be: the number of the last row above it
	moved func(edge, row int)
}

// kind is what the row at an index was taken for.
func (s *sheetBands) kind(index int) BandKind {
	if index < 0 || index >= len(s.rows) {
		return BandNone
	}
	number := s.rows[index].Number
	for _, band := range s.bands {
		if number >= band.First && number <= band.Last {
			return band.Kind
		}
	}
	return BandNone
}

// begins reports whether the row at an index is the first of its band that is shown.
func (s *sheetBands) begins(index int) bool {
	return index == 0 || s.kind(index-1) != s.kind(index)
}

// below is the index of the first row beneath an edge that stands under the row of this number.
func (s *sheetBands) below(number int) int {
	low, high := 0, len(s.rows)
	for low < high {
		if middle := (low + high) / 2; s.rows[middle].Number <= number {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// above is the number of the last row above the border over an index.
func (s *sheetBands) above(index int) int {
	if index <= 0 || len(s.rows) == 0 {
		return 0
	}
	return s.rows[min(index, len(s.rows))-1].Number
}

// place is where the edge stands now, or would stand if it were let go.
func (s *sheetBands) place(edge int) int {
	if edge == s.held {
		return s.at
	}
	return s.edges[edge].Row
}
