package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
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

	heading  *widget.Label // the report's name, if it has one
	sentence *widgets.Sentence
	source   *widget.Label
	reading  *widget.Button // how to read what is shown
	// readingWords is what its button says where there is room for it; 0 is a
	// room that is not known yet.
	readingWords string
	readingRoom  float32
	fields       *widgets.FieldList
	listed       table.Schema // the fields that are listed
	spreading    latest       // how their values are spread
	strips       map[string]*widgets.FieldStrip
	stripsOf     int64 // the version of the dataset that the strips are of
	shelves      [3]*widgets.Shelf
	filters      *widgets.Shelf
	formula      *fyne.Container // the filter in the language of expressions; hidden until it is wanted
	filter       *widget.Entry
	wrong        *widget.Label // what is wrong with the filter
	listing      latest        // the values of a field
	totals       *widget.Check
	kinds        *widget.Select
	layouts      *widget.Select
	crosstab     *widgets.CrosstabView
	chart        *widgets.ChartView
	drawn        *chart.Chart
	offered      []chart.Kind // the kinds of chart that fit what is shown
	plain        *chart.Chart // the last that was drawn of the table's cells alone
	plainSpec    crosstab.Spec
	shown        int           // the view that is drawn
	fitted       crosstab.Spec // what the columns were fitted to
	words        string
	problem      *fyne.Container
	results      *fyne.Container
	sheet        *sideSheet // the rows behind a number
	split        *container.Split
	object       fyne.CanvasObject
	placed       float64 // where the split was put last; 0 when it is to be put anew
}

func newExplorePage(s *Shell, id string, report reports.Report) *explorePage {
	p := &explorePage{shell: s, id: id, shown: -1, listing: latest{jobs: s.jobs}, spreading: latest{jobs: s.jobs}}
	p.presenter = newExplorePresenter(s, report, p.refreshAll)
	p.build()
	p.addTargets()
	p.refreshAll()
	p.presenter.begin()
	return p
}

func (p *explorePage) key() string { return p.id }

func (p *explorePage) iconName() string { return "explore" }

func (p *explorePage) room() room { return exploreRoom }

func (p *explorePage) content() fyne.CanvasObject { return p.object }

func (p *explorePage) datasetName() string { return p.presenter.report.Dataset }

func (p *explorePage) selectionWords() string { return p.words }

func (p *explorePage) copyText() string { return p.crosstab.CopyText() }

func (p *explorePage) refresh() { p.presenter.refresh() }

func (p *explorePage) close() {
	p.listing.cancel()
	p.spreading.cancel()
	p.sheet.close()
	p.presenter.close()
}

func (p *explorePage) title() string {
	if name := p.presenter.report.Name; name != "" {
		return name
	}
	if title := p.presenter.report.Title; title != "" {
		return title
	}
	return say("Explore %s", p.presenter.report.Dataset)
}

// build makes the parts of the page and hears them.
func (p *explorePage) build() {
	p.heading = widget.NewLabelWithStyle("", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	p.heading.SizeName = theme.SizeNameSubHeadingText
	p.heading.Truncation = fyne.TextTruncateEllipsis
	p.sentence = widgets.NewSentence()
	p.sentence.OnOpen = p.openWord
	p.source = caption("")
	p.source.Truncation = fyne.TextTruncateEllipsis
	p.reading = widget.NewButtonWithIcon("", icon("note"), p.showReading)
	p.reading.Importance = widget.LowImportance

	p.fields = widgets.NewFieldList()
	p.fields.OnActivate = func(field widgets.Field) { p.presenter.addWhereItBelongs(field.ID) }
	p.fields.OnMenu = p.fieldMenu
	p.shelves[rowsShelf] = widgets.NewShelf(say("Rows"), say("Put a field here"))
	p.shelves[columnsShelf] = widgets.NewShelf(say("Columns"), say("Put a field here"))
	p.shelves[valuesShelf] = widgets.NewShelf(say("Values"), say("Rows are counted"))
	for i, each := range p.shelves {
		where := shelf(i)
		each.OnRemove = func(chip widgets.Chip) { p.presenter.remove(where, p.chipIndex(where, chip)) }
		each.OnMove = func(from, to int) { p.presenter.move(where, from, to) }
		each.OnMenu = func(chip widgets.Chip, position fyne.Position) { p.chipMenu(where, p.chipIndex(where, chip), position) }
		each.OnAdd = func(position fyne.Position) { p.chooseField(where, position) }
		each.OnDropAt = func(field string, at int) { p.presenter.insert(where, at, field) }
		each.OnTake = func(from *widgets.Shelf, chip widgets.Chip, at int) { p.takeChip(from, chip, where, at) }
	}
	p.buildFilters()
	all := append(p.shelves[:], p.filters)
	for _, each := range all {
		each.SetPeers(all...)
	}
	p.fields.SetTargets(all...)

	p.totals = widget.NewCheck(say("Totals"), p.presenter.setTotals)
	p.kinds = widget.NewSelect(nil, p.chooseKind)
	p.layouts = widget.NewSelect([]string{say("Table and chart"), say("Table"), say("Chart")}, func(string) {
		p.presenter.report.View = reports.Views()[p.layouts.SelectedIndex()]
		p.showResults()
	})

	p.crosstab = widgets.NewCrosstabView()
	p.crosstab.OnDrill, p.crosstab.OnDrillApart = p.drill, p.drillApart
	p.crosstab.OnActivate = p.drill
	p.crosstab.OnSelect = p.selected
	p.crosstab.OnMenu = p.cellMenu
	p.chart = widgets.NewChartView()
	p.chart.Empty = say("There is nothing to draw")
	p.chart.Draw = p.draw
	p.chart.OnMark, p.chart.OnMarkTwice = p.selectMark, p.drillMark
	p.chart.OnMenu, p.chart.OnTable = p.chartMenu, p.showTable
	p.problem = container.NewStack()
	p.results = container.New(resultsLayout{p})
	p.sheet = newSideSheet(p.shell, p, p.results, p.crosstab)
	p.sheet.changed = func() { p.placed = 0; p.showResults() }
	p.crosstab.OnEscape = p.sheet.hide
	p.split = container.NewHSplit(p.crosstab, p.chart)
	p.split.SetOffset(0.65)
	p.arrange()
	p.layouts.SetSelectedIndex(max(0, slices.Index(reports.Views(), p.presenter.report.View)))
}

// arrange lays the page out.
func (p *explorePage) arrange() {
	swap := plainButton(say("Swap"), "swap", p.presenter.swap)
	export := plainButton(say("Export…"), "export", p.export)
	save := primaryButton(say("Save report"), "save", p.save)
	// What the rows come from has the whole width: half a number would mislead.
	header := container.New(newStack(0),
		container.NewBorder(newGap(1, 4), nil, nil, container.NewHBox(p.newToBoardButton(), export, save), p.heading),
		container.New(newStack(-4), container.NewBorder(newGap(1, 5), nil, newGap(2, 1), newGap(2, 1), p.sentence), p.source))

	formula := plainButton(say("Formula"), "", func() { p.showFormula(!p.formula.Visible()) })
	p.shell.targets.object("explore.formula", formula)
	tools := container.NewHBox(formula, swap, p.totals, container.New(fixedWidth(150), framed(p.kinds)), container.New(fixedWidth(172), framed(p.layouts)))
	shelves := container.New(newStack(5),
		container.New(twoColumns(8), p.shelves[rowsShelf], p.shelves[columnsShelf]),
		container.New(twoColumns(8), p.shelves[valuesShelf], p.filters),
		p.formula,
		container.New(readingLine{p}, p.reading, tools))
	top := container.NewBorder(nil, newGap(1, 6), newGap(8, 1), newGap(8, 1), container.New(newStack(4), header, shelves, p.problem))
	center := container.NewBorder(container.NewVBox(top, newRule()), nil, nil, nil, p.sheet.object)
	other := plainButton(say("Another dataset…"), "data", p.askJoin)
	other.Alignment = widget.ButtonAlignLeading
	p.shell.targets.object("explore.join", other)
	left := container.NewStack(newFill(colorSide), container.NewPadded(container.NewBorder(smallHeading(say("FIELDS")), other, nil, nil, p.fields)))
	p.object = container.NewBorder(nil, nil, container.NewBorder(nil, nil, nil, newRule(), container.New(fixedWidth(212), left)), nil, center)
	p.shell.targets.object("explore.swap", swap)
	p.shell.targets.text("explore.reading", p.reading, func() string { return p.reading.Text })
	p.shell.targets.object("explore.export", export)
	p.shell.targets.object("explore.save", save)
}

// refreshAll draws the page from the presenter.
func (p *explorePage) refreshAll() {
	p.shell.retitle(p)
	presenter := p.presenter
	if named := cmp.Or(presenter.report.Name, presenter.report.Title, presenter.report.Dataset); p.heading.Text != named {
		p.heading.SetText(named)
	}
	p.showSentence()
	if document := presenter.document(); document != nil {
		p.source.SetText(document.Source)
	} else {
		p.source.SetText(counted(presenter.dataset.Rows, "row", "rows"))
	}
	p.offerReading()
	if where := presenter.report.Spec.Where; p.filter.Text != where {
		p.filter.SetText(where)
	}
	p.listFields()
	p.loadStrips()
	p.fillShelves()
	p.totals.Checked = presenter.totals()
	p.totals.Refresh()
	p.showProblem()
	if p.shown != presenter.views {
		p.shown = presenter.views
		p.showView()
	}
	p.offerKinds()
}

func (p *explorePage) showProblem() {
	wrong := ""
	p.problem.Objects = nil
	if issue := p.presenter.filterProblem(); issue != nil {
		if !p.presenter.typing.busy() {
			wrong = translated(issue.Message) + " " + translated(issue.Remedy)
		}
	} else if issue := p.presenter.problem; issue != nil {
		p.problem.Objects = []fyne.CanvasObject{newProblemPanel(*issue)}
	}
	if p.wrong.Text != wrong {
		p.wrong.SetText(wrong)
		p.wrong.Hidden = wrong == ""
		if wrong != "" {
			p.formula.Show()
		}
		p.object.Refresh()
	}
	p.problem.Refresh()
}

// invitation teaches by an example made of the dataset's own fields.
func (p *explorePage) invitation() fyne.CanvasObject {
	var actions []*widget.Button
	if example := p.presenter.example; example.rows != "" {
		words := say("Show me: count by %s", p.fieldTitle(example.rows))
		if example.measure != "" {
			words = say("Show me: %s by %s", p.fieldTitle(example.measure), p.fieldTitle(example.rows))
		}
		button := primaryButton(words, "", p.presenter.showExample)
		p.shell.targets.object("explore.example", button)
		actions = append(actions, button)
	}
	return widgets.NewEmptyState(icon("explore"), say("What would you like to see?"),
		say("Double-click a field at the left, or drag it onto a shelf. Text goes to Rows; numbers are added up under Values. The table is drawn at once, and a double-click on any number shows the rows behind it."),
		actions...)
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
	id := s.newExplorationKey()
	s.open(id, func() page { return newExplorePage(s, id, report) })
}

// newExplorationKey is the key of one more exploration that has no name yet.
func (s *Shell) newExplorationKey() string {
	s.explorations++
	return fmt.Sprintf("explore:%d", s.explorations)
}
