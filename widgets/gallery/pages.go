package main

import (
	"image"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/widgets"
)

// page is one picture: widgets that belong together.
type page struct {
	name, title string
	size        fyne.Size
	build       func() fyne.CanvasObject
	pose        func(canvas fyne.Canvas, content fyne.CanvasObject) // brings the page into the state worth a picture
}

// pages are all pages, in the order of the tabs.
func pages() []page {
	return append([]page{
		{name: "grid", title: "Grid", size: fyne.NewSize(1000, 520), build: plainGrid, pose: poseGrid},
		{name: "grid-end", title: "Last row of a million", size: fyne.NewSize(1000, 300), build: longGrid, pose: poseLongGrid},
		{name: "grid-empty", title: "No rows", size: fyne.NewSize(600, 220), build: emptyGrid},
		{name: "crosstab", title: "Cross-tab", size: fyne.NewSize(1000, 580), build: crosstabView, pose: poseCrosstab},
		{name: "crosstab-narrow", title: "Cross-tab, scrolled", size: fyne.NewSize(560, 330), build: crosstabView, pose: poseNarrow},
		{name: "designer", title: "Shelves and fields", size: fyne.NewSize(1000, 560), build: designer, pose: poseDesigner},
		{name: "chart", title: "Chart", size: fyne.NewSize(800, 420), build: charts},
		{name: "empty", title: "Nothing yet", size: fyne.NewSize(800, 460), build: emptyState},
	}, statePages()...)
}

func plainGrid() fyne.CanvasObject {
	grid := widgets.NewGrid(roster{rows: 4_812, sort: 6})
	grid.Name = "Students"
	return grid
}

func poseGrid(canvas fyne.Canvas, content fyne.CanvasObject) {
	grid := content.(*widgets.Grid)
	grid.Select(widgets.Range{Top: 3, Left: 5, Bottom: 8, Right: 7})
	canvas.Focus(grid)
}

func longGrid() fyne.CanvasObject {
	return widgets.NewGrid(roster{rows: 1_000_000, sort: -1})
}

func poseLongGrid(_ fyne.Canvas, content fyne.CanvasObject) {
	grid := content.(*widgets.Grid)
	grid.ScrollTo(999_999, 0)
	grid.Select(widgets.Range{Top: 999_999, Left: 1, Bottom: 999_999, Right: 1})
}

// emptyGrid is a table without rows, which says why.
func emptyGrid() fyne.CanvasObject {
	grid := widgets.NewGrid(roster{sort: -1})
	grid.Empty = "No students match these filters"
	return grid
}

func crosstabView() fyne.CanvasObject {
	view := widgets.NewCrosstabView()
	view.SetSource(crosstab{})
	view.OnDrill = func(row, column int) {
		on := fyne.CurrentApp().Driver().CanvasForObject(view)
		label := widget.NewLabel("The rows behind " + crosstab{}.Cell(row, column).Text)
		popup := widget.NewPopUp(label, on)
		popup.ShowAtPosition(fyne.NewPos(200, 200))
	}
	view.OnMenu = func(row, column int, position fyne.Position) {
		on := fyne.CurrentApp().Driver().CanvasForObject(view)
		menu := fyne.NewMenu("", fyne.NewMenuItem("Show the rows", func() { view.OnDrill(max(0, row), column) }), fyne.NewMenuItem("Fit columns", view.AutoFit))
		widget.ShowPopUpMenuAtPosition(menu, on, position)
	}
	return view
}

func poseCrosstab(canvas fyne.Canvas, content fyne.CanvasObject) {
	view := content.(*widgets.CrosstabView)
	view.Select(widgets.Range{Top: 4, Left: 5, Bottom: 4, Right: 5})
	canvas.Focus(view)
}

func poseNarrow(_ fyne.Canvas, content fyne.CanvasObject) {
	view := content.(*widgets.CrosstabView)
	view.ScrollTo(12, 7)
	view.Select(widgets.Range{Top: 7, Left: 4, Bottom: 10, Right: 6})
}

// designer is the left and the top of the cross-tab designer.
func designer() fyne.CanvasObject {
	teach := "Drop a field here, or press +"
	rows := widgets.NewShelf("Rows", teach)
	rows.SetChips([]widgets.Chip{{ID: "school", Text: "School"}, {ID: "grade", Text: "Grade"}})
	columns := widgets.NewShelf("Columns", teach)
	columns.SetChips([]widgets.Chip{{ID: "year", Text: "School year"}})
	values := widgets.NewShelf("Values", teach)
	values.SetChips([]widgets.Chip{
		{ID: "n", Text: "Students"},
		{ID: "p", Text: "Percent of Enrolled"},
		{ID: "m", Text: "Median of Days absent"},
		{ID: "long", Text: "Students chronically absent, percent of all enrolled on census day"},
	})
	filters := widgets.NewShelf("Filters", teach)
	for _, shelf := range []*widgets.Shelf{rows, columns, values, filters} {
		own(shelf)
	}

	fields := widgets.NewFieldList()
	fields.SetTargets(rows, columns, values, filters)
	fields.SetFields([]widgets.Field{
		{ID: "id", Name: "Student ID", Kind: widgets.KindID, Group: "Student"},
		{ID: "grade", Name: "Grade", Kind: widgets.KindNumber, Group: "Student"},
		{ID: "birth", Name: "Birth date", Kind: widgets.KindDate, Group: "Student"},
		{ID: "lang", Name: "Home language", Kind: widgets.KindText, Group: "Student"},
		{ID: "el", Name: "English learner", Kind: widgets.KindYesNo, Group: "Student"},
		{ID: "school", Name: "School", Kind: widgets.KindText, Group: "School"},
		{ID: "year", Name: "School year", Kind: widgets.KindYear, Group: "School"},
		{ID: "absent", Name: "Days absent", Kind: widgets.KindNumber, Group: "Attendance"},
		{ID: "enrolled", Name: "Days enrolled", Kind: widgets.KindNumber, Group: "Attendance"},
		{ID: "chronic", Name: "Chronically absent", Kind: widgets.KindYesNo, Group: "Attendance"},
		{ID: "note", Name: "Reason given by the family for the most recent absence", Kind: widgets.KindText, Group: "Attendance"},
		{ID: "ela", Name: "ELA scale score", Kind: widgets.KindNumber, Group: "Assessment"},
		{ID: "math", Name: "Math scale score", Kind: widgets.KindNumber, Group: "Assessment"},
		{ID: "elal", Name: "ELA level", Kind: widgets.KindText, Group: "Assessment"},
		{ID: "mathl", Name: "Math level", Kind: widgets.KindText, Group: "Assessment"},
		{ID: "testday", Name: "Test date", Kind: widgets.KindDate, Group: "Assessment"},
		{ID: "tester", Name: "Tested", Kind: widgets.KindYesNo, Group: "Assessment"},
	})
	view := widgets.NewCrosstabView()
	view.SetSource(crosstab{})
	shelves := container.NewVBox(rows, columns, values, filters)
	split := container.NewHSplit(fields, container.NewBorder(shelves, nil, nil, nil, view))
	split.Offset = 0.24
	return split
}

// own does what a shelf asks for, as the owner of a design would.
func own(shelf *widgets.Shelf) {
	add := func(name string) {
		shelf.SetChips(append(shelf.Chips(), widgets.Chip{ID: name, Text: name}))
	}
	shelf.OnDrop = add
	shelf.OnRemove = func(chip widgets.Chip) {
		shelf.SetChips(slices.DeleteFunc(shelf.Chips(), func(each widgets.Chip) bool { return each.ID == chip.ID }))
	}
	shelf.OnMove = func(from, to int) {
		chips := shelf.Chips()
		chip := chips[from]
		shelf.SetChips(slices.Insert(slices.Delete(chips, from, from+1), to, chip))
	}
	shelf.OnAdd = func(position fyne.Position) {
		menu := fyne.NewMenu("", fyne.NewMenuItem("Grade", func() { add("Grade") }), fyne.NewMenuItem("School", func() { add("School") }))
		widget.ShowPopUpMenuAtPosition(menu, fyne.CurrentApp().Driver().CanvasForObject(shelf), position)
	}
	shelf.OnMenu = func(chip widgets.Chip, position fyne.Position) {
		menu := fyne.NewMenu("", fyne.NewMenuItem("Remove "+chip.Text, func() { shelf.OnRemove(chip) }))
		widget.ShowPopUpMenuAtPosition(menu, fyne.CurrentApp().Driver().CanvasForObject(shelf), position)
	}
}

// poseDesigner puts the focus on a chip: Tab goes from the search box to the list, the first shelf, and its second chip.
func poseDesigner(canvas fyne.Canvas, _ fyne.CanvasObject) {
	for range 5 {
		canvas.FocusNext()
	}
}

// charts is a drawn chart beside one that has nothing to draw.
func charts() fyne.CanvasObject {
	chart := widgets.NewChartView()
	chart.Text = "Five bars of growing height"
	chart.Draw = drawBars
	empty := widgets.NewChartView()
	empty.Empty = "No rows match the filters"
	return container.NewGridWithColumns(2, chart, empty)
}

// drawBars draws five bars, enough to see that the picture fills its room and follows the theme.
func drawBars(width, height int, _ float32, dark bool) image.Image {
	ground, bar := color.NRGBA{255, 255, 255, 255}, color.NRGBA{41, 111, 246, 255}
	if dark {
		ground, bar = color.NRGBA{23, 23, 24, 255}, color.NRGBA{90, 150, 250, 255}
	}
	picture := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			paint := ground
			column := x * 5 / max(1, width)
			inside := (x*5)%max(1, width) > width/4
			if inside && y > height-height*(column+1)/6 {
				paint = bar
			}
			picture.SetNRGBA(x, y, paint)
		}
	}
	return picture
}

func emptyState() fyne.CanvasObject {
	open := widget.NewButtonWithIcon("Import a file", theme.FolderOpenIcon(), nil)
	open.Importance = widget.HighImportance
	return widgets.NewEmptyState(theme.StorageIcon(), "No data yet",
		"Bring in a spreadsheet or a district extract. Drop the file on this window, or choose it; nothing is changed until you have seen it.",
		open, widget.NewButton("Try the sample district", nil))
}
