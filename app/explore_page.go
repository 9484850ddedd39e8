package app

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
)

// explorePage makes a cross-tab: the fields at the left, shelves above, the
// cross-tab and its chart side by side beneath.
type explorePage struct {
	shell     *Shell
	presenter *explorePresenter
	id        string

	sentence *widget.Label
	source   *widget.Label
	fields   *widgets.FieldList
	listed   int64 // the version of the dataset whose fields are listed
	shelves  [3]*widgets.Shelf
	filter   *widget.Entry
	wrong    *widget.Label // what is wrong with the filter
	totals   *widget.Check
	kinds    *widget.Select
	layouts  *widget.Select
	crosstab *widgets.CrosstabView
	chart    *widgets.ChartView
	drawn    *chart.Chart
	shown    int           // the view that is drawn
	fitted   crosstab.Spec // what the columns were fitted to
	words    string
	problem  *fyne.Container
	results  *fyne.Container
	split    *container.Split
	object   fyne.CanvasObject
	placed   float64 // where the split was put last; 0 when it is to be put anew
}

func newExplorePage(s *Shell, id string, report reports.Report) *explorePage {
	p := &explorePage{shell: s, id: id, shown: -1, listed: -1}
	p.presenter = newExplorePresenter(s, report, p.refreshAll)
	p.build()
	p.addTargets()
	p.refreshAll()
	p.presenter.begin()
	return p
}

func (p *explorePage) key() string                { return p.id }
func (p *explorePage) iconName() string           { return "explore" }
func (p *explorePage) room() room                 { return exploreRoom }
func (p *explorePage) content() fyne.CanvasObject { return p.object }
func (p *explorePage) datasetName() string        { return p.presenter.report.Dataset }
func (p *explorePage) selectionWords() string     { return p.words }
func (p *explorePage) copyText() string           { return p.crosstab.CopyText() }
func (p *explorePage) refresh()                   { p.presenter.refresh() }
func (p *explorePage) close()                     { p.presenter.close() }

func (p *explorePage) title() string {
	if name := p.presenter.report.Name; name != "" {
		return name
	}
	return "Explore " + p.presenter.report.Dataset
}

// build makes the parts of the page and hears them.
func (p *explorePage) build() {
	p.sentence = widget.NewLabelWithStyle("", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	p.sentence.SizeName = theme.SizeNameSubHeadingText
	p.sentence.Wrapping = fyne.TextWrapWord
	p.source = caption("")
	p.source.Truncation = fyne.TextTruncateEllipsis

	p.fields = widgets.NewFieldList()
	p.fields.OnActivate = func(field widgets.Field) { p.presenter.addWhereItBelongs(field.ID) }
	p.fields.OnMenu = p.fieldMenu
	p.shelves[rowsShelf] = widgets.NewShelf("Rows", "Put a field here")
	p.shelves[columnsShelf] = widgets.NewShelf("Columns", "Put a field here")
	p.shelves[valuesShelf] = widgets.NewShelf("Values", "Rows are counted")
	for i, each := range p.shelves {
		where := shelf(i)
		each.OnRemove = func(chip widgets.Chip) { p.presenter.remove(where, p.chipIndex(where, chip)) }
		each.OnMove = func(from, to int) { p.presenter.move(where, from, to) }
		each.OnMenu = func(chip widgets.Chip, position fyne.Position) { p.chipMenu(where, p.chipIndex(where, chip), position) }
		each.OnAdd = func(position fyne.Position) { p.chooseField(where, position) }
		each.OnDrop = func(field string) { p.presenter.add(where, field) }
	}
	p.fields.SetTargets(p.shelves[:]...)

	p.filter = widget.NewEntry()
	p.filter.SetPlaceHolder("Only rows where…")
	p.filter.SetText(p.presenter.report.Spec.Where)
	p.filter.OnChanged = p.presenter.setWhere
	p.wrong = hint("")
	p.wrong.Importance = widget.DangerImportance
	p.wrong.Hide()

	p.totals = widget.NewCheck("Totals", p.presenter.setTotals)
	p.kinds = widget.NewSelect([]string{"Bars", "Stacked bars", "Lines"}, func(string) {
		p.presenter.setChart(chart.Kinds()[p.kinds.SelectedIndex()])
	})
	p.layouts = widget.NewSelect([]string{"Table and chart", "Table", "Chart"}, func(string) { p.showResults() })

	p.crosstab = widgets.NewCrosstabView()
	p.crosstab.OnDrill = p.drill
	p.crosstab.OnActivate = p.drill
	p.crosstab.OnSelect = p.selected
	p.crosstab.OnMenu = p.cellMenu
	p.chart = widgets.NewChartView()
	p.chart.Empty = "There is nothing to draw"
	p.chart.Draw = p.draw
	p.chart.OnMark = p.drillMark
	p.problem = container.NewStack()
	p.results = container.New(resultsLayout{p})
	p.split = container.NewHSplit(p.crosstab, p.chart)
	p.split.SetOffset(0.65)
	p.arrange()
	p.layouts.SetSelectedIndex(0)
}

// arrange lays the page out.
func (p *explorePage) arrange() {
	swap := plainButton("Swap", "swap", p.presenter.swap)
	help := widget.NewButton("?", p.shell.showFilterHelp)
	help.Importance = widget.LowImportance
	export := plainButton("Export…", "export", p.export)
	save := primaryButton("Save report", "save", p.save)
	header := container.NewBorder(nil, nil, nil, container.NewVBox(newGap(1, 4), container.NewHBox(export, save)), container.New(newStack(-12), p.sentence, p.source))

	filter := container.NewBorder(nil, nil, nil, help, p.filter)
	tools := container.NewHBox(swap, p.totals, container.New(fixedWidth(140), p.kinds), container.New(fixedWidth(172), p.layouts))
	shelves := container.New(newStack(5),
		container.New(twoColumns(8), p.shelves[rowsShelf], p.shelves[columnsShelf]),
		p.shelves[valuesShelf],
		container.NewBorder(nil, nil, nil, tools, container.New(newStack(0), filter)),
		p.wrong)
	top := container.NewBorder(nil, newGap(1, 6), newGap(8, 1), newGap(8, 1), container.New(newStack(4), header, shelves, p.problem))
	center := container.NewBorder(container.NewVBox(top, newRule()), nil, nil, nil, p.results)
	left := container.NewStack(newFill(colorSide), container.NewPadded(container.NewBorder(smallHeading("FIELDS"), nil, nil, nil, p.fields)))
	p.object = container.NewBorder(nil, nil, container.NewBorder(nil, nil, nil, newRule(), container.New(fixedWidth(212), left)), nil, center)
	p.shell.targets.object("explore.swap", swap)
	p.shell.targets.object("explore.export", export)
	p.shell.targets.object("explore.save", save)
}

// addTargets names the places that tests of the window use.
func (p *explorePage) addTargets() {
	targets := p.shell.targets
	for i, name := range []string{"rows", "columns", "values"} {
		targets.text("shelf:"+name, p.shelves[i], p.shelves[i].AccessibilityLabel)
		targets.part("shelf:"+name+":add", p.shelves[i], func() (fyne.Position, fyne.Size, bool) {
			return fyne.NewPos(p.shelves[i].Size().Width-34, 2), fyne.NewSize(32, 32), true
		})
	}
	targets.part("explore.search", p.fields, func() (fyne.Position, fyne.Size, bool) {
		return fyne.NewPos(0, 0), fyne.NewSize(p.fields.Size().Width, 34), true
	})
	targets.text("explore.crosstab", p.crosstab, p.presenter.sentence)
	targets.text("explore.chart", p.chart, func() string { return p.chart.Text })
	targets.object("explore.filter", p.filter)
	targets.family(p.fields, func(add func(string, fyne.Position, fyne.Size, string)) {
		for _, column := range p.presenter.dataset.Schema {
			if at, size, inside := p.fields.FieldBounds(column.Name); inside {
				add("field:"+column.Name, at, size, "")
			}
		}
	})
	targets.family(p.crosstab, p.cellTargets)
}

// cellTargets names the cells in view by row and column, and the grand total.
func (p *explorePage) cellTargets(add func(name string, offset fyne.Position, size fyne.Size, text string)) {
	source, shown := p.crosstab.Source(), p.crosstab.VisibleCells()
	for row := shown.Top; row <= shown.Bottom; row++ {
		for column := range source.Columns() {
			at, size, inside := p.crosstab.CellBounds(row, column)
			if !inside {
				continue
			}
			text := source.Cell(row, column).Text
			add(fmt.Sprintf("crosstab:cell:%d:%d", row, column), at, size, text)
			if row == source.Rows()-1 && column == source.Columns()-1 {
				add("crosstab:total", at, size, text)
			}
		}
	}
}

// refreshAll draws the page from the presenter.
func (p *explorePage) refreshAll() {
	p.shell.retitle(p)
	presenter := p.presenter
	p.sentence.SetText(presenter.sentence())
	if name := presenter.report.Name; name != "" {
		p.sentence.SetText(name)
	}
	if document := presenter.document(); document != nil {
		p.source.SetText(document.Source)
		if presenter.report.Name != "" {
			p.source.SetText(document.Sentence + " " + document.Source)
		}
	} else {
		p.source.SetText(counted(presenter.dataset.Rows, "row", "rows"))
	}
	p.listFields()
	p.fillShelves()
	p.totals.Checked = presenter.totals()
	p.totals.Refresh()
	for i, kind := range chart.Kinds() {
		if kind == presenter.report.Chart && p.kinds.SelectedIndex() != i {
			p.kinds.Selected = p.kinds.Options[i]
			p.kinds.Refresh()
		}
	}
	p.showProblem()
	if p.shown != presenter.views {
		p.shown = presenter.views
		p.showView()
	}
}

// listFields lists the dataset's columns when they are new.
func (p *explorePage) listFields() {
	dataset := p.presenter.dataset
	if dataset.Version == p.listed {
		return
	}
	p.listed = dataset.Version
	var fields []widgets.Field
	for _, group := range []struct {
		role table.Role
		name string
	}{{table.Dimension, "Dimensions"}, {table.Measure, "Measures"}, {table.Identifier, "Identifiers"}} {
		for _, column := range dataset.Schema {
			if column.Role == group.role {
				fields = append(fields, widgets.Field{ID: column.Name, Name: column.Title(), Kind: fieldKind(column), Group: group.name})
			}
		}
	}
	p.fields.SetFields(fields)
}

func fieldKind(column table.Column) widgets.FieldKind {
	switch column.Type {
	case table.Integer, table.Decimal:
		return widgets.KindNumber
	case table.Date:
		return widgets.KindDate
	case table.SchoolYear:
		return widgets.KindYear
	case table.YesNo:
		return widgets.KindYesNo
	case table.Code:
		return widgets.KindID
	}
	return widgets.KindText
}

// fillShelves shows the chips.
func (p *explorePage) fillShelves() {
	spec := p.presenter.report.Spec
	for where, axis := range map[shelf][]crosstab.Dimension{rowsShelf: spec.Rows, columnsShelf: spec.Columns} {
		chips := make([]widgets.Chip, len(axis))
		for i, dimension := range axis {
			chips[i] = widgets.Chip{ID: dimension.Field, Text: p.fieldTitle(dimension.Field)}
			if dimension.Descending {
				chips[i].Text += " ↓"
			}
		}
		p.setChips(where, chips)
	}
	chips := make([]widgets.Chip, len(spec.Measures))
	for i, measure := range spec.Measures {
		chips[i] = widgets.Chip{ID: measure.Name(), Text: reports.MeasureTitle(measure, p.presenter.dataset.Schema)}
	}
	p.setChips(valuesShelf, chips)
}

// setChips shows chips unless they are shown already.
func (p *explorePage) setChips(where shelf, chips []widgets.Chip) {
	before := p.shelves[where].Chips()
	same := len(before) == len(chips)
	for i := 0; same && i < len(chips); i++ {
		same = before[i] == chips[i]
	}
	if !same {
		p.shelves[where].SetChips(chips)
	}
}

func (p *explorePage) fieldTitle(field string) string {
	if column, known := p.presenter.column(field); known {
		return column.Title()
	}
	return field
}

// chipIndex is where a chip stands on its shelf.
func (p *explorePage) chipIndex(where shelf, chip widgets.Chip) int {
	for i, other := range p.shelves[where].Chips() {
		if other.ID == chip.ID {
			return i
		}
	}
	return 0
}

func (p *explorePage) showProblem() {
	p.wrong.Hide()
	p.problem.Objects = nil
	if issue := p.presenter.filterProblem(); issue != nil {
		p.wrong.SetText(issue.Message + " " + issue.Remedy)
		p.wrong.Show()
	} else if issue := p.presenter.problem; issue != nil {
		p.problem.Objects = []fyne.CanvasObject{newProblemPanel(*issue)}
	}
	p.problem.Refresh()
}

// showView draws a new result.
func (p *explorePage) showView() {
	document := p.presenter.document()
	p.drawn, p.words = nil, ""
	if document != nil {
		p.drawn = document.Chart
		p.crosstab.SetSource(newDocumentSource(p.presenter.view))
		// Widths stay while the same fields are shown, so that columns do not
		// jump about with a filter.
		if spec := p.presenter.view.Report.Spec; !sameFields(spec, p.fitted) {
			p.fitted = spec
			p.crosstab.AutoFit()
			p.placed = 0
		}
		p.chart.Text = document.Sentence
	}
	p.chart.Refresh()
	p.showResults()
	p.say("")
}

// sameFields reports whether two cross-tabs show the same fields.
func sameFields(a, b crosstab.Spec) bool {
	return reflect.DeepEqual([][]crosstab.Dimension{a.Rows, a.Columns}, [][]crosstab.Dimension{b.Rows, b.Columns}) && reflect.DeepEqual(a.Measures, b.Measures)
}

// showResults shows the table, the chart or both, or how to begin.
func (p *explorePage) showResults() {
	var content fyne.CanvasObject
	switch {
	case p.presenter.view == nil && p.presenter.empty():
		content = p.invitation()
	case p.presenter.view == nil:
		content = newGap(1, 1)
	case p.layouts.SelectedIndex() == 1 || p.drawn == nil && p.layouts.SelectedIndex() == 0:
		content = p.crosstab
	case p.layouts.SelectedIndex() == 2:
		content = p.chart
	default:
		p.split.Leading, p.split.Trailing = p.crosstab, p.chart
		p.split.Refresh()
		content = p.split
	}
	p.results.Objects = []fyne.CanvasObject{content}
	p.results.Refresh()
}

// resultsLayout gives the results all the room and the table the share of it
// that it needs.
type resultsLayout struct{ page *explorePage }

// Layout fills the room.
func (r resultsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	r.page.placeSplit(size.Width)
	for _, object := range objects {
		object.Move(fyne.NewPos(0, 0))
		object.Resize(size)
	}
}

// MinSize is the largest of the objects'.
func (r resultsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return atLeast{}.MinSize(objects)
}

// The shares of the width that the table takes beside a chart.
const (
	leastTableShare    = 0.65
	greatestTableShare = 0.75
)

// placeSplit puts the line between table and chart where the table ends, unless
// a person has moved it.
func (p *explorePage) placeSplit(width float32) {
	moved := p.placed != 0 && p.split.Offset != p.placed
	if width <= 0 || moved {
		return
	}
	p.placed = max(leastTableShare, min(greatestTableShare, float64((p.crosstab.WidthFor()+8)/width)))
	p.split.SetOffset(p.placed)
}

// invitation teaches by an example made of the dataset's own fields.
func (p *explorePage) invitation() fyne.CanvasObject {
	var actions []*widget.Button
	if rows, measure, found := p.presenter.example(); found {
		words := "Show me: count by " + p.fieldTitle(rows)
		if measure != "" {
			words = "Show me: " + p.fieldTitle(measure) + " by " + p.fieldTitle(rows)
		}
		button := primaryButton(words, "", p.presenter.showExample)
		p.shell.targets.object("explore.example", button)
		actions = append(actions, button)
	}
	return widgets.NewEmptyState(icon("explore"), "What would you like to see?",
		"Double-click a field at the left, or drag it onto a shelf. Text goes to Rows; numbers are added up under Values. The table is drawn at once, and a double-click on any number shows the rows behind it.",
		actions...)
}

// draw draws the chart for the room it has.
func (p *explorePage) draw(width, height int, scale float32, dark bool) image.Image {
	if p.drawn == nil || width < 40 || height < 40 {
		return nil
	}
	palette := chart.Light()
	if dark {
		palette = chart.Dark()
	}
	palette.Background = color.RGBAModel.Convert(theme.Color(theme.ColorNameBackground)).(color.RGBA)
	points := float64(scale) * chartZoom()
	picture, err := chart.PNG(p.drawn, int(float64(width)/points), int(float64(height)/points), points, palette)
	if err != nil {
		return nil
	}
	return picture
}

// chartZoom draws charts a little larger than print, to match the type around
// them.
func chartZoom() float64 { return 1.05 * float64(textScale()) }

// selected adds up the selected cells.
func (p *explorePage) selected(cells widgets.Range) {
	if document := p.presenter.document(); document != nil {
		figures := newDocumentSource(p.presenter.view).figures(cells)
		p.say(figures.words())
	}
}

func (p *explorePage) say(words string) {
	p.words = words
	if p.shell.shownPage() == page(p) {
		p.shell.status.say(words)
	}
}

// drill opens the rows behind a cell.
func (p *explorePage) drill(row, column int) {
	view := p.presenter.view
	if view == nil {
		return
	}
	resultRow, resultColumn, found := newDocumentSource(view).place(row, column)
	if !found {
		return
	}
	p.openRecords(recordsRequest{view: view, row: resultRow, column: resultColumn})
}

func (p *explorePage) openRecords(request recordsRequest) {
	s := p.shell
	id := fmt.Sprintf("records:%s:%d:%d:%d", p.id, p.presenter.views, request.row, request.column)
	s.open(id, func() page {
		return newRecordsPage(s, id, request, func() {
			for _, item := range s.tabs.Items {
				if s.pages[item] == page(p) {
					s.tabs.Select(item)
				}
			}
		})
	})
}

// export writes what is seen to a file.
func (p *explorePage) export() {
	document := p.presenter.document()
	if document == nil {
		return
	}
	title := p.presenter.report.Name
	if title == "" {
		title = strings.TrimSuffix(document.Sentence, ".")
	}
	p.shell.askExport(title, tableFormats(), func(context.Context) (*reports.Document, error) { return document, nil })
}

// openExplore opens an exploration of a report. An exploration of the same
// dataset on which nothing is yet done is shown instead of a second one.
func (s *Shell) openExplore(report reports.Report) {
	if report.Name != "" {
		id := reportKey(report.Name)
		s.open(id, func() page { return newExplorePage(s, id, report) })
		return
	}
	for _, item := range s.tabs.Items {
		if other, ok := s.pages[item].(*explorePage); ok && other.presenter.report.Name == "" && other.datasetName() == report.Dataset {
			s.tabs.Select(item)
			return
		}
	}
	s.explorations++
	id := fmt.Sprintf("explore:%d", s.explorations)
	s.open(id, func() page { return newExplorePage(s, id, report) })
}

// twoColumns puts two objects side by side with this gap.
type twoColumns float32

// Layout gives each half of the width.
func (t twoColumns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := (size.Width - float32(t)*float32(len(objects)-1)) / float32(len(objects))
	for i, object := range objects {
		object.Resize(fyne.NewSize(width, size.Height))
		object.Move(fyne.NewPos(float32(i)*(width+float32(t)), 0))
	}
}

// MinSize is as high as the highest.
func (t twoColumns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.Size{}
	for _, object := range objects {
		size := object.MinSize()
		least.Width += size.Width
		least.Height = max(least.Height, size.Height)
	}
	return least
}
