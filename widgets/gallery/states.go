package main

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/widgets"
)

// statePages show each widget in the states that a person meets: with nothing in
// it, while it waits, when something went wrong, with texts that are too long or
// run from right to left, selected, in focus, open for writing.
func statePages() []page {
	return []page{
		{name: "grid-states", title: "Grid, its states", size: fyne.NewSize(1000, 700), build: gridStates, pose: poseGridStates},
		{name: "grid-writing", title: "Grid, a cell is written", size: fyne.NewSize(700, 260), build: writableGrid, pose: poseWriting},
		{name: "crosstab-empty", title: "Cross-tab, nothing in it", size: fyne.NewSize(600, 200), build: emptyCrosstab},
		{name: "fields-states", title: "Fields, their states", size: fyne.NewSize(900, 420), build: fieldStates, pose: poseFieldStates},
		{name: "shelf-states", title: "Shelves, their states", size: fyne.NewSize(760, 420), build: shelfStates, pose: poseShelfStates},
		{name: "chart-states", title: "Charts, their states", size: fyne.NewSize(900, 300), build: chartStates},
		{name: "empty-states", title: "Empty, waiting, failed", size: fyne.NewSize(1000, 420), build: emptyStates},
		{name: "grid-marks", title: "Grid, colours, signs and groups", size: fyne.NewSize(900, 300), build: markedGrid, pose: poseMarked},
		{name: "crosstab-marks", title: "Cross-tab, coloured", size: fyne.NewSize(900, 240), build: colouredCrosstab, pose: poseColoured},
		{name: "shelf-carried", title: "Shelves, a chip is carried", size: fyne.NewSize(760, 240), build: carriedShelves, pose: poseCarried},
		{name: "sentence", title: "Sentences", size: fyne.NewSize(760, 330), build: sentences, pose: poseSentences},
		{name: "fields-strips", title: "Fields, how their values are spread", size: fyne.NewSize(700, 420), build: stripedFields, pose: poseStriped},
		{name: "sheet", title: "A sheet as it is in the file", size: fyne.NewSize(900, 320), build: sheetView, pose: poseSheet},
	}
}

// strange has texts that are too long, of several lines, of other scripts and
// of none.
type strange struct{}

var strangeCells = [...][4]string{
	{"A name that is much longer than any column has room for, and goes on", "12", "مدرسة النور", "שלום"},
	{"Two\nlines", "-3,000,000.25", "小学校", "Ελληνικά"},
	{"", "", "", ""},
	{"\t", "*", "Zoë Núñez-O’Brien", "🙂"},
}

func (strange) Rows() int          { return len(strangeCells) }
func (strange) Columns() int       { return 4 }
func (strange) HeaderRows() int    { return 1 }
func (strange) HeaderColumns() int { return 0 }
func (strange) Header(_, column int) widgets.GridCell {
	icons := [...]string{"menu", "sort-up", "sort-down", "filter"}
	return widgets.GridCell{Text: fmt.Sprintf("A heading of column %d that is too long", column+1), Style: widgets.StyleHeader, Icon: icons[column]}
}

func (strange) Cell(row, column int) widgets.GridCell {
	cell := widgets.GridCell{Text: strangeCells[row][column]}
	if column == 1 {
		cell.Align = widgets.AlignTrailing
	}
	if cell.Text == "*" {
		cell.Style = widgets.StyleMark
	}
	return cell
}

// gridStates are a grid that is idle with a range selected, one with columns
// held, one whose texts do not fit, and one that has no rows.
func gridStates() fyne.CanvasObject {
	idle := widgets.NewGrid(roster{rows: 40, sort: 1})
	idle.Name = "Idle, a column selected"
	long := widgets.NewGrid(strange{})
	long.Name = "Texts that do not fit"
	held := widgets.NewGrid(roster{rows: 12, sort: -1})
	held.FrozenCells = true
	held.Name = "Everything selected"
	none := widgets.NewGrid(roster{sort: -1})
	none.Empty = "No row is left. Show all rows, or change the filter."
	return container.NewGridWithRows(2, container.NewGridWithColumns(2, idle, long), container.NewGridWithColumns(2, held, none))
}

func poseGridStates(canvas fyne.Canvas, content fyne.CanvasObject) {
	rows := content.(*fyne.Container).Objects
	idle := rows[0].(*fyne.Container).Objects[0].(*widgets.Grid)
	idle.Select(widgets.Range{Top: 0, Left: 1, Bottom: 39, Right: 1})
	held := rows[1].(*fyne.Container).Objects[0].(*widgets.Grid)
	held.SelectAll()
	canvas.Focus(rows[0].(*fyne.Container).Objects[1].(*widgets.Grid))
}

// typist lets a cell be opened for writing; the gallery asks nothing else of it.
type typist struct{ widgets.GridEditor }

func (typist) EditText(int, int) (string, bool) { return "What stands there", true }
func (typist) Choices(int, int) []string        { return nil }

func writableGrid() fyne.CanvasObject {
	grid := widgets.NewGrid(roster{rows: 20, sort: -1})
	grid.Editor = typist{}
	return grid
}

func poseWriting(canvas fyne.Canvas, content fyne.CanvasObject) {
	grid := content.(*widgets.Grid)
	grid.Select(widgets.Range{Top: 2, Left: 1, Bottom: 2, Right: 1})
	canvas.Focus(grid)
	grid.Edit()
}

func emptyCrosstab() fyne.CanvasObject {
	view := widgets.NewCrosstabView()
	view.Empty = "No row matches the filters"
	return view
}

// fieldStates are a list without fields, one that is searched, one in focus and
// one whose search finds nothing.
func fieldStates() fyne.CanvasObject {
	fields := []widgets.Field{
		{ID: "a", Name: "Grade", Kind: widgets.KindNumber, Group: "Student"},
		{ID: "b", Name: "A field whose name is far too long for the list it stands in", Kind: widgets.KindText, Group: "Student"},
		{ID: "c", Name: "اسم الطالب", Kind: widgets.KindText, Group: "Student"},
		{ID: "d", Name: "Test date", Kind: widgets.KindDate, Group: "Tests"},
	}
	lists := make([]fyne.CanvasObject, 4)
	for i := range lists {
		list := widgets.NewFieldList()
		if i > 0 {
			list.SetFields(fields)
		}
		lists[i] = list
	}
	lists[1].(*widgets.FieldList).Search("gra")
	lists[3].(*widgets.FieldList).Search("zzz")
	return container.NewGridWithColumns(4, lists...)
}

func poseFieldStates(canvas fyne.Canvas, content fyne.CanvasObject) {
	canvas.Focus(content.(*fyne.Container).Objects[2].(*widgets.FieldList).SearchField())
	canvas.FocusNext()
}

// shelfStates are an empty shelf, a full one, one whose chip is in focus and one
// whose chips do not fit.
func shelfStates() fyne.CanvasObject {
	teach := "Drop a field here, or press +"
	full := widgets.NewShelf("Rows", teach)
	full.SetChips([]widgets.Chip{{ID: "a", Text: "School"}, {ID: "b", Text: "Grade"}})
	focused := widgets.NewShelf("Columns", teach)
	focused.SetChips([]widgets.Chip{{ID: "a", Text: "School year ↓"}, {ID: "b", Text: "Month"}})
	long := widgets.NewShelf("Values", teach)
	for i := range 9 {
		long.SetChips(append(long.Chips(), widgets.Chip{ID: fmt.Sprint(i), Text: fmt.Sprintf("Share of students with measure %d", i+1)}))
	}
	huge := widgets.NewShelf("Filters", teach)
	huge.SetChips([]widgets.Chip{{ID: "a", Text: "A chip whose words are so long that no shelf of any window has the room to show all of them at once, whatever is done"}})
	return container.NewVBox(widgets.NewShelf("Rows", teach), full, focused, long, huge)
}

func poseShelfStates(canvas fyne.Canvas, content fyne.CanvasObject) {
	canvas.Focus(content.(*fyne.Container).Objects[2].(*widgets.Shelf).First())
}

// chartStates are a chart, one that waits, and one that cannot be drawn.
func chartStates() fyne.CanvasObject {
	drawn := widgets.NewChartView()
	drawn.Text, drawn.Draw = "Five bars of growing height", drawBars
	failed := widgets.NewChartView()
	failed.Empty = "A pie cannot show values below zero"
	return container.NewGridWithColumns(3, drawn, widgets.NewChartView(), failed)
}

// emptyStates are what a page shows before there is anything, while it waits and
// when something went wrong.
func emptyStates() fyne.CanvasObject {
	rest := widget.NewButton("Cancel", nil)
	rest.Disable()
	again := widget.NewButtonWithIcon("Try again", theme.ViewRefreshIcon(), nil)
	again.Importance = widget.HighImportance
	return container.NewGridWithColumns(3,
		widgets.NewEmptyState(theme.StorageIcon(), "No data yet", "Bring in a spreadsheet or a district extract.", widget.NewButton("Import a file", nil)),
		widgets.NewEmptyState(nil, "Looking inside fall.csv…", "Every row is read, so that the type of each column is found from all of them.", rest),
		widgets.NewEmptyState(theme.ErrorIcon(), "The file cannot be read", "It ends in the middle of a row. Ask for it once more, or import what is there.", again))
}

func sheetView() fyne.CanvasObject {
	view := widgets.NewSheetView()
	rows := []widgets.SheetRow{
		{Number: 1, Cells: []string{"Absences of the district, fall term"}},
		{Number: 2, Cells: []string{"Student ID", "School", "Days absent"}},
		{Number: 3, Cells: []string{"0000123", "Alder Elementary", "3"}},
		{Number: 4, Cells: []string{"0000124", "Birch Middle", "*"}},
		{Number: 5, Cells: []string{"0000125", "مدرسة النور", "11"}},
		{Number: 6, Cells: []string{"Total", "", "14"}},
		{Number: 7, Cells: []string{"* withheld, fewer than 11 students"}},
	}
	view.SetSheet(rows, []widgets.SheetBand{
		{Kind: widgets.BandTitle, First: 1, Last: 1},
		{Kind: widgets.BandHeader, First: 2, Last: 2},
		{Kind: widgets.BandData, First: 3, Last: 5},
		{Kind: widgets.BandTotal, First: 6, Last: 6},
		{Kind: widgets.BandNote, First: 7, Last: 7},
	}, nil)
	return view
}

func poseSheet(canvas fyne.Canvas, content fyne.CanvasObject) {
	view := content.(*widgets.SheetView)
	view.ShowRow(4)
	canvas.Focus(view)
}
