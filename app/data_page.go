package app

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// dataKey is the key of the page that lists all datasets.
const dataKey = "data"

// dataPage lists the datasets of the workspace as a table: where each comes
// from, who looks after it, and how fresh it is.
type dataPage struct {
	shell   *Shell
	reading *latest
	grid    *widgets.Grid
	filled  fyne.CanvasObject
	body    *fyne.Container
	source  *datasetsSource
}

func newDataPage(s *Shell) *dataPage {
	p := &dataPage{shell: s, reading: &latest{jobs: s.jobs}, body: container.NewStack(), source: &datasetsSource{shell: s}}
	p.grid = widgets.NewGrid(p.source)
	p.grid.Name = say("Datasets")
	p.grid.OnActivate = func(row, column int) {
		if column == ownerColumn {
			s.askOwner(p.source.rows[row])
			return
		}
		s.openDataset(p.source.rows[row].Name)
	}
	p.grid.OnMenu = func(row, _ int, position fyne.Position) {
		if row >= 0 {
			s.popUp(position, append(s.datasetItems(p.source.rows[row].Name), s.ownerItem(p.source.rows[row]))...)
		}
	}
	open := plainButton(say("Open"), "data", func() { p.withSelected(func(o workbench.Overview) { s.openDataset(o.Name) }) })
	explore := plainButton(say("Explore"), "explore", func() { p.withSelected(func(o workbench.Overview) { s.openExplore(reportFor(o.Name)) }) })
	owner := plainButton(say("Owner…"), "identifier", func() { p.withSelected(s.askOwner) })
	glossary := plainButton(say("Glossary…"), "report", s.openGlossary)
	importFile := primaryButton(say("Import a file…"), "import", s.beginImport)
	header := newHeadline(heading(say("Data")), open, explore, owner, glossary, importFile)
	p.filled = container.New(settled{}, container.NewBorder(
		container.NewVBox(container.NewBorder(newGap(1, 4), newGap(1, 4), newGap(8, 1), newGap(8, 1), header), newRule()), nil, nil, nil, p.grid))
	s.targets.object("data.owner", owner)
	s.targets.object("data.glossary", glossary)
	s.targets.object("data.open", open)
	p.refresh()
	return p
}

func (p *dataPage) key() string                { return dataKey }
func (p *dataPage) title() string              { return say("Data") }
func (p *dataPage) iconName() string           { return "data" }
func (p *dataPage) room() room                 { return dataRoom }
func (p *dataPage) content() fyne.CanvasObject { return p.body }
func (p *dataPage) close()                     { p.reading.cancel() }
func (p *dataPage) copyText() string           { return p.grid.CopyText() }

// refresh lists the datasets again.
func (p *dataPage) refresh() {
	s := p.shell
	if len(s.datasets) == 0 {
		p.body.Objects = []fyne.CanvasObject{widgets.NewEmptyState(icon("data"), say("No data yet"),
			say("Each file you import becomes a dataset here. Drop a file on this window to begin, or look at the sample district first."),
			primaryButton(say("Import a file…"), "import", s.beginImport),
			plainButton(say("Try the sample district"), "school", s.makeSample))}
		p.body.Refresh()
		return
	}
	bench := s.bench
	fetch(p.reading, say("Reading the list of datasets"), false, func(ctx context.Context, _ func(workbench.Progress)) ([]workbench.Overview, error) {
		return bench.Overviews(ctx)
	}, func(found []workbench.Overview, err error) {
		if err != nil {
			s.reportProblem(workbench.Problem(err))
			return
		}
		p.source = &datasetsSource{shell: s, rows: found}
		p.grid.SetSource(p.source)
		p.grid.AutoFit()
		p.body.Objects = []fyne.CanvasObject{p.filled}
		p.body.Refresh()
	})
}

// withSelected does something with the dataset that is selected, or the first.
func (p *dataPage) withSelected(act func(workbench.Overview)) {
	row, _, chosen := p.grid.Active()
	if !chosen {
		row = 0
	}
	if row >= 0 && row < len(p.source.rows) {
		act(p.source.rows[row])
	}
}

// ownerItem is the line of a menu that says who looks after a dataset.
func (s *Shell) ownerItem(of workbench.Overview) *fyne.MenuItem {
	item := fyne.NewMenuItem(say("Owner…"), func() { s.askOwner(of) })
	item.Disabled = s.bench.ReadOnly()
	return item
}

// askOwner asks who looks after a dataset.
func (s *Shell) askOwner(of workbench.Overview) {
	if s.bench.ReadOnly() {
		return
	}
	question := s.newAsk(say("Who looks after %s?", of.Name), say("Cancel"))
	owner := question.entry()
	owner.SetPlaceHolder(say("A name, an office or a telephone number"))
	owner.setSelected(of.Owner)
	question.agreeBy(say("Keep it"), func() {
		question.hide()
		bench, words := s.bench, owner.Text
		s.jobs.start(say("Naming the owner"), false, func(ctx context.Context, _ func(workbench.Progress)) error {
			return bench.SetOwner(ctx, of.Name, words)
		}, func(err error) {
			if err != nil {
				s.reportProblem(workbench.Problem(err))
				return
			}
			s.reload()
		})
	})
	question.show(fyne.NewSize(520, 190), owner, hintText(say("The person to ask about these data. It is kept in the workspace.")), inset(owner))
	s.targets.text("owner.name", owner, func() string { return owner.Text })
	s.targets.object("owner.agree", question.agree)
}

// datasetsSource shows the list of datasets in a grid.
type datasetsSource struct {
	shell *Shell
	rows  []workbench.Overview
}

var _ widgets.GridSource = &datasetsSource{}

// ownerColumn is the column that a person may fill in.
const ownerColumn = 2

// Rows, Columns, HeaderRows and HeaderColumns are the size of the list.
func (d *datasetsSource) Rows() int          { return len(d.rows) }
func (d *datasetsSource) Columns() int       { return 7 }
func (d *datasetsSource) HeaderRows() int    { return 1 }
func (d *datasetsSource) HeaderColumns() int { return 0 }

// Header is the heading of a column.
func (d *datasetsSource) Header(_, column int) widgets.GridCell {
	words := [...]string{say("Dataset"), say("Source"), say("Owner"), say("Rows"), say("Columns"), say("Last import"), say("Freshness")}
	cell := widgets.GridCell{Text: words[column], Style: widgets.StyleHeader}
	if column == 3 || column == 4 {
		cell.Align = widgets.AlignTrailing
	}
	return cell
}

// Cell says one thing of a dataset.
func (d *datasetsSource) Cell(row, column int) widgets.GridCell {
	of := d.rows[row]
	switch column {
	case 0:
		return widgets.GridCell{Text: of.Name}
	case 1:
		return widgets.GridCell{Text: sourceWords(of)}
	case ownerColumn:
		if of.Owner == "" {
			return widgets.GridCell{Text: say("not named"), Style: widgets.StyleMark}
		}
		return widgets.GridCell{Text: of.Owner}
	case 3:
		return widgets.GridCell{Text: number(of.Rows), Align: widgets.AlignTrailing}
	case 4:
		return widgets.GridCell{Text: number(len(of.Schema)), Align: widgets.AlignTrailing}
	case 5:
		return widgets.GridCell{Text: when(of.Updated, d.shell.now())}
	}
	cell := widgets.GridCell{Text: freshnessWords(of.Freshness)}
	if of.Late {
		cell.Style = widgets.StyleTotal
	}
	return cell
}

// sourceWords say from which files a dataset comes.
func sourceWords(of workbench.Overview) string {
	words := of.Last.File
	if of.Last.Sheet != "" {
		words = say("%s, sheet %s", words, of.Last.Sheet)
	}
	if of.Imports > 1 {
		words = say("%s and %s", words, counted(of.Imports-1, "earlier import", "earlier imports"))
	}
	return words
}

// freshnessWords say how old a dataset is and, when that is unusual, how often
// its files usually come.
func freshnessWords(fresh workbench.Freshness) string {
	words := say("%s old", counted(fresh.Days, "day", "days"))
	if fresh.Days == 0 {
		words = say("today's")
	}
	if !fresh.Late {
		return words
	}
	if fresh.Usual == 1 {
		return "⚠ " + say("%s, usually every day", words)
	}
	return "⚠ " + say("%s, usually every %s", words, counted(fresh.Usual, "day", "days"))
}
