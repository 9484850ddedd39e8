package app

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// datasetColumns lists the columns of a dataset: what each is, in plain words,
// and how its values are spread. It is filled by a job when it is looked at.
type datasetColumns struct {
	page    *datasetPage
	running *latest
	version int64 // of the dataset that is shown
	known   []workbench.Distribution
	shown   []workbench.Distribution // those that the search has found

	search *widget.Entry
	count  *widget.Label
	list   *widget.List
	filled fyne.CanvasObject
	object *fyne.Container
}

func newDatasetColumns(p *datasetPage) *datasetColumns {
	c := &datasetColumns{page: p, running: &latest{jobs: p.shell.jobs}, search: widget.NewEntry(), count: caption("")}
	c.search.SetPlaceHolder(say("Find a column by its name or description"))
	c.search.OnChanged = func(string) { c.find() }
	c.list = widget.NewList(func() int { return len(c.shown) }, func() fyne.CanvasObject { return newColumnCard(c) },
		func(at widget.ListItemID, object fyne.CanvasObject) { object.(*columnCard).set(c.shown[at]) })
	c.list.OnSelected = func(at widget.ListItemID) {
		c.list.UnselectAll()
		c.askDescription(c.shown[at])
	}
	top := container.NewBorder(newGap(1, 4), newGap(1, 4), newGap(8, 1), container.NewHBox(c.count, newGap(8, 1)), c.search)
	c.filled = container.NewBorder(top, nil, nil, nil, c.list)
	c.object = container.NewStack()
	p.shell.targets.text("columns.count", c.count, func() string { return c.count.Text })
	p.shell.targets.object("columns.search", c.search)
	return c
}

func (c *datasetColumns) content() fyne.CanvasObject { return c.object }
func (c *datasetColumns) close()                     { c.running.cancel() }

// refresh reads the distributions of the present version.
func (c *datasetColumns) refresh() {
	bench, name, version := c.page.shell.bench, c.page.name, c.page.version
	if version == c.version && c.known != nil {
		return
	}
	if c.known == nil {
		c.object.Objects = []fyne.CanvasObject{widgets.NewEmptyState(nil, "", say("Looking at the columns…"))}
		c.object.Refresh()
	}
	fetch(c.running, say("Looking at the columns"), true, func(ctx context.Context, _ func(workbench.Progress)) ([]workbench.Distribution, error) {
		return bench.Distributions(ctx, name)
	}, func(found []workbench.Distribution, err error) {
		if err != nil {
			if issue := c.page.shell.problemOf(err); issue != nil {
				c.object.Objects = []fyne.CanvasObject{container.NewPadded(container.NewVBox(newProblemPanel(*issue, plainButton(say("Try again"), "", c.refresh))))}
				c.object.Refresh()
			}
			return
		}
		c.known, c.version = found, version
		c.object.Objects = []fyne.CanvasObject{c.filled}
		c.object.Refresh()
		c.find()
	})
}

// find lists the columns that have every word of the search.
func (c *datasetColumns) find() {
	wanted := strings.Fields(strings.ToLower(c.search.Text))
	c.shown = nil
	for _, each := range c.known {
		has := strings.ToLower(each.Name + " " + each.Title() + " " + each.Description + " " + typeWord(each.Type))
		all := true
		for _, word := range wanted {
			all = all && strings.Contains(has, word)
		}
		if all {
			c.shown = append(c.shown, each)
		}
	}
	words := counted(len(c.known), "column", "columns")
	if len(c.shown) < len(c.known) {
		words = say("%s of %s", number(len(c.shown)), words)
	}
	c.count.SetText(words)
	c.list.Refresh()
}

// askDescription asks what the values of a column are, in plain words.
func (c *datasetColumns) askDescription(column workbench.Distribution) {
	s := c.page.shell
	if s.bench.ReadOnly() {
		return
	}
	question := s.newAsk(say("What is %s?", column.Title()), say("Cancel"))
	text := question.entry()
	text.SetPlaceHolder(say("Days absent since the first day of school, excused or not"))
	text.setSelected(column.Description)
	question.agreeBy(say("Keep it"), func() {
		question.hide()
		c.describe(column.Name, text.Text)
	})
	question.show(fyne.NewSize(620, 200), text, hintText(say("One plain sentence. It is shown here and where the column is chosen, and it stays when the next file is imported.")), inset(text))
	s.targets.text("describe.text", text, func() string { return text.Text })
	s.targets.object("describe.agree", question.agree)
}

func (c *datasetColumns) describe(column, text string) {
	s, name := c.page.shell, c.page.name
	bench := s.bench
	s.jobs.start(say("Describing a column"), false, func(ctx context.Context, _ func(workbench.Progress)) error {
		_, err := bench.Edit(ctx, name, workbench.DescribeColumn{Column: column, Text: text}, workbench.EditOptions{})
		return err
	}, func(err error) {
		if err != nil {
			s.reportProblem(workbench.Problem(err))
			return
		}
		s.reload()
	})
}

// menuItems are what can be done with a column of the list.
func (c *datasetColumns) menuItems(column workbench.Distribution) []*fyne.MenuItem {
	s, name := c.page.shell, c.page.name
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(say("Explore"), func() { s.exploreField(name, column.Name) }),
	}
	if !s.bench.ReadOnly() {
		items = append(items,
			fyne.NewMenuItem(say("Describe it…"), func() { c.askDescription(column) }),
			fyne.NewMenuItem(say("Show under another name…"), func() { c.page.sheet.askTerm(column.Name) }))
	}
	return append(items, fyne.NewMenuItem(say("Glossary…"), s.openGlossary))
}

// columnCard is one column of the list.
type columnCard struct {
	widget.BaseWidget
	columns     *datasetColumns
	column      workbench.Distribution
	title, kind *widget.Label
	description *widget.Label
	counts      *widget.Label
	spread      *widget.Label
	strip       *distributionStrip
	more        *widget.Button
	object      fyne.CanvasObject
}

func newColumnCard(c *datasetColumns) *columnCard {
	l := &columnCard{columns: c, title: widget.NewLabel(""), kind: caption(""), description: quiet(""), counts: caption(""), spread: caption(""), strip: newDistributionStrip()}
	l.title.TextStyle.Bold = true
	for _, label := range []*widget.Label{l.title, l.description, l.counts, l.spread} {
		label.Truncation = fyne.TextTruncateEllipsis
	}
	l.more = widget.NewButtonWithIcon("", icon("more"), func() {
		place := c.page.shell.application.Driver().AbsolutePositionForObject(l.more)
		c.page.shell.popUp(place.AddXY(0, l.more.Size().Height), c.menuItems(l.column)...)
	})
	l.more.Importance = widget.LowImportance
	left := container.New(newStack(-12), container.NewBorder(nil, nil, nil, l.kind, l.title), l.description)
	right := container.New(fixedWidth(250), container.New(newStack(-14), l.counts, l.spread))
	strip := container.NewCenter(container.New(atLeast{fyne.NewSize(stripWidth, stripHeight)}, l.strip))
	l.object = container.NewBorder(nil, nil, nil, container.NewHBox(strip, newGap(4, 1), right, container.NewCenter(l.more), newGap(8, 1)), left)
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer draws the line.
func (l *columnCard) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.object) }

// set shows another column.
func (l *columnCard) set(column workbench.Distribution) {
	l.column = column
	title := column.Title()
	if title != column.Name {
		title += " (" + column.Name + ")"
	}
	l.title.SetText(title)
	l.kind.SetText(typeWord(column.Type))
	l.description.SetText(column.Description)
	if column.Description == "" {
		l.description.SetText(say("Not described yet"))
	}
	l.counts.SetText(distributionWords(column))
	l.spread.SetText(spreadWords(column))
	l.strip.set(column)
}
