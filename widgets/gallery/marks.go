package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/schoolbench/schoolbench/widgets"
)

// markedRows are the attendance of a week, as a person has coloured and
// commented it.
type markedRows struct{}

func (markedRows) Rows() int          { return 7 }
func (markedRows) Columns() int       { return 6 }
func (markedRows) HeaderRows() int    { return 1 }
func (markedRows) HeaderColumns() int { return 0 }

func (markedRows) Header(_, column int) widgets.GridCell {
	names := [...]string{"School", "By a scale", "Two ends", "By bars", "To be looked at", "As it should be"}
	icons := [...]string{"filter", "menu", "menu", "sort-down", "menu", "menu"}
	return widgets.GridCell{Text: names[column], Style: widgets.StyleHeader, Icon: icons[column]}
}

func (markedRows) Cell(row, column int) widgets.GridCell {
	schools := [...]string{"Alder Elementary", "Birch Middle", "Cedar High", "All three", "Dogwood Elementary", "Elm Middle", ""}
	if column == 0 {
		return widgets.GridCell{Text: schools[row], Style: map[bool]widgets.CellStyle{true: widgets.StyleTotal}[row == 3]}
	}
	share := float32(row) / 6
	cell := number([...]string{"0", "4", "8", "36", "17", "21", "25"}[row])
	switch column {
	case 1:
		cell.Tint = widgets.Tint{Kind: widgets.TintScale, Share: share}
	case 2:
		cell.Tint = widgets.Tint{Kind: widgets.TintScale, Share: 2*share - 1}
	case 3:
		cell.Tint = widgets.Tint{Kind: widgets.TintBar, Share: share}
	case 4:
		if row > 3 {
			cell.Tint = widgets.Tint{Kind: widgets.TintAlert, Share: 1}
		}
		if row == 5 {
			cell.Mark = widgets.MarkComment
		}
	case 5:
		if row < 3 {
			cell.Tint = widgets.Tint{Kind: widgets.TintGood, Share: 1}
		}
		cell.Mark = [...]widgets.Mark{widgets.MarkEdited, widgets.MarkComment, widgets.MarkEdited | widgets.MarkComment, 0, 0, 0, 0}[row]
	}
	if row == 3 {
		cell.Style, cell.Tint = widgets.StyleTotal, widgets.Tint{}
	}
	if row < 6 {
		return cell
	}
	if column == 1 {
		return widgets.GridCell{Text: "A remark that runs on over the cells beside it, which hold nothing", Over: true}
	}
	return widgets.GridCell{}
}

// markedGrid has every colour behind cells, every sign at their corners, every
// sign of a heading, and a text that runs on.
func markedGrid() fyne.CanvasObject {
	grid := widgets.NewGrid(markedRows{})
	grid.Name = "Coloured"
	grid.OnFilter = func(int) {}
	grid.Editor = typist{}
	return grid
}

// poseMarked selects two areas at once.
func poseMarked(canvas fyne.Canvas, content fyne.CanvasObject) {
	grid := content.(*widgets.Grid)
	grid.Select(widgets.Range{Top: 1, Left: 2, Bottom: 2, Right: 3})
	canvas.Focus(grid)
}

// colouredCrosstab is a cross-tab whose numbers are coloured as on a heat map.
func colouredCrosstab() fyne.CanvasObject {
	view := widgets.NewCrosstabView()
	view.SetSource(heat{})
	return view
}

// heat colours the numbers of the cross-tab, not its totals.
type heat struct{ crosstab }

func (h heat) Cell(row, column int) widgets.GridCell {
	cell := h.crosstab.Cell(row, column)
	if column > 1 && cell.Style == widgets.StyleNormal {
		cell.Tint = widgets.Tint{Kind: widgets.TintScale, Share: float32((row*7+column*5)%10) / 10}
	}
	return cell
}

// poseColoured selects a column of percentages, headings and all.
func poseColoured(canvas fyne.Canvas, content fyne.CanvasObject) {
	view := content.(*widgets.CrosstabView)
	view.Select(widgets.Range{Top: 0, Left: 3, Bottom: view.Source().Rows() - 1, Right: 3})
	canvas.Focus(view)
}

// sentences are one that says nothing, a short one, one whose word has the
// keyboard, and one of several lines.
func sentences() fyne.CanvasObject {
	nothing := widgets.NewSentence()
	plain := widgets.NewSentence()
	plain.SetParts([]widgets.SentencePart{{Text: "Nothing is counted yet."}})
	short := widgets.NewSentence()
	short.SetParts([]widgets.SentencePart{{ID: "m", Text: "Count of rows"}, {Text: " by "}, {ID: "r", Text: "School"}, {Text: "."}})
	strong := widgets.NewSentence()
	strong.Strong = true
	strong.SetParts([]widgets.SentencePart{{ID: "m", Text: "Mean of Days Absent"}, {Text: " by "}, {ID: "r", Text: "Grade"}, {Text: " and "}, {ID: "c", Text: "School Year"}, {Text: "."}})
	long := widgets.NewSentence()
	long.SetParts([]widgets.SentencePart{
		{ID: "m", Text: "Students chronically absent, percent of all enrolled on census day"},
		{Text: " by "},
		{ID: "r", Text: "Race and ethnicity as the family reported it at enrollment"},
		{Text: ", "},
		{ID: "s", Text: "School"},
		{Text: " and "},
		{ID: "c", Text: "School Year"},
		{Text: ", only rows where "},
		{ID: "f", Text: "English learner since is before 2019"},
		{Text: " and "},
		{ID: "g", Text: "Gender is F"},
		{Text: "."},
	})
	return container.NewVBox(nothing, plain, short, strong, long)
}

// poseSentences puts the keyboard on the second words of the short sentence.
func poseSentences(canvas fyne.Canvas, _ fyne.CanvasObject) {
	canvas.FocusNext()
	canvas.FocusNext()
}

// stripedFields are fields with drawings of their values: of numbers, of a few
// words, of one alone, and of none.
func stripedFields() fyne.CanvasObject {
	bars := &widgets.FieldStrip{Bars: []float32{0.1, 0.25, 0.6, 1, 0.8, 0.45, 0.3, 0.12, 0.05, 0.02}, Words: "from 0 to 31"}
	gaps := &widgets.FieldStrip{Bars: []float32{1, 0, 0, 0.02, 0, 0, 0, 0, 0, 0.4}, Words: "from 1 to 900"}
	shares := &widgets.FieldStrip{Shares: []float32{0.42, 0.24, 0.14, 0.08, 0.03}, Words: "mostly Spanish"}
	one := &widgets.FieldStrip{Shares: []float32{1}, Words: "always 2025-26"}
	half := &widgets.FieldStrip{Shares: []float32{0.3, 0.2}, Words: "half of the cells are empty"}
	fields := []widgets.Field{
		{ID: "a", Name: "Days absent", Kind: widgets.KindNumber, Group: "Measures", Strip: bars},
		{ID: "b", Name: "Amount with a long name that does not fit", Kind: widgets.KindNumber, Group: "Measures", Strip: gaps},
		{ID: "c", Name: "Home language", Kind: widgets.KindText, Group: "Dimensions", Strip: shares},
		{ID: "d", Name: "School year", Kind: widgets.KindYear, Group: "Dimensions", Strip: one},
		{ID: "e", Name: "English learner", Kind: widgets.KindYesNo, Group: "Dimensions", Strip: half},
		{ID: "f", Name: "Student ID", Kind: widgets.KindID, Group: "Identifiers", Strip: &widgets.FieldStrip{Words: "all different"}},
		{ID: "g", Name: "Birth date", Kind: widgets.KindDate, Group: "Identifiers"},
	}
	idle, chosen := widgets.NewFieldList(), widgets.NewFieldList()
	for _, list := range []*widgets.FieldList{idle, chosen} {
		list.SetFields(fields)
		strips := map[string]*widgets.FieldStrip{}
		for _, field := range fields {
			strips[field.ID] = field.Strip
		}
		list.SetStrips(strips)
	}
	return container.NewGridWithColumns(2, idle, chosen)
}

// poseStriped puts the keyboard on a field of one of the lists.
func poseStriped(canvas fyne.Canvas, content fyne.CanvasObject) {
	canvas.Focus(content.(*fyne.Container).Objects[1].(*widgets.FieldList).SearchField())
	canvas.FocusNext()
	if list := canvas.Focused(); list != nil {
		list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
}

// carriedShelves are shelves between which a chip is carried, and one under the
// pointer.
func carriedShelves() fyne.CanvasObject {
	teach := "Drop a field here, or press +"
	from, to := widgets.NewShelf("Rows", teach), widgets.NewShelf("Columns", teach)
	none, hovered := widgets.NewShelf("Values", teach), widgets.NewShelf("Filters", teach)
	from.SetChips([]widgets.Chip{{ID: "a", Text: "School"}, {ID: "b", Text: "Grade"}})
	to.SetChips([]widgets.Chip{{ID: "c", Text: "School year"}, {ID: "d", Text: "Month"}})
	hovered.SetChips([]widgets.Chip{{ID: "e", Text: "Gender is F"}})
	shelves := []*widgets.Shelf{from, to, none, hovered}
	for _, shelf := range shelves {
		own(shelf)
		shelf.OnTake = func(*widgets.Shelf, widgets.Chip, int) {}
		shelf.SetPeers(shelves...)
	}
	return container.NewVBox(from, to, none, hovered)
}

// poseCarried holds the first chip over the gap between those of the second
// shelf, and the pointer over the last chip.
func poseCarried(canvas fyne.Canvas, content fyne.CanvasObject) {
	shelves := content.(*fyne.Container).Objects
	to := shelves[1].(*widgets.Shelf)
	at, size, _ := to.ChipBounds(1)
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(to)
	if chip, ok := shelves[0].(*widgets.Shelf).First().(fyne.Draggable); ok {
		chip.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: corner.Add(at).AddXY(4, size.Height/2)}})
	}
	if chip, ok := shelves[3].(*widgets.Shelf).First().(desktop.Hoverable); ok {
		chip.MouseIn(&desktop.MouseEvent{})
	}
}
