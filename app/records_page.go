package app

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// recordsRequest says which rows a records page shows: those behind one cell of
// a cross-tab.
type recordsRequest struct {
	view        *workbench.View
	row, column int
}

// path is where the cell is in words: "Teachers Salaries · Allendale".
func (r recordsRequest) path() string {
	var parts []string
	for _, labels := range [][]string{r.view.Result.Rows()[r.row].Labels, r.view.Result.Columns()[r.column].Labels} {
		for _, label := range labels {
			if label == "" {
				label = "(blank)"
			}
			parts = append(parts, label)
		}
	}
	if len(parts) == 0 {
		return say("All rows")
	}
	return strings.Join(parts, " · ")
}

// countWords is how many rows there are, what the cell's sums are and by what
// the rows were filtered.
func (r recordsRequest) countWords(rows int) string {
	words := counted(rows, "row", "rows")
	for _, tableRow := range r.view.Document.Table.Body {
		for i, cell := range tableRow.Cells {
			if cell.Row != r.row || cell.Column != r.column || !cell.IsNumber || i < r.view.Document.Table.RowHeaders {
				continue
			}
			measures := r.view.Report.Spec.Measures
			measure := measures[(i-r.view.Document.Table.RowHeaders)%len(measures)]
			if plain := (crosstab.Measure{Function: crosstab.Sum, Field: measure.Field}); reflect.DeepEqual(measure, plain) {
				words += " · " + reports.MeasureTitle(measure, r.view.Schema) + " " + cell.Text
			}
		}
	}
	if where := r.view.Report.Spec.Where; where != "" {
		words += " " + say("· only rows where %s", where)
	}
	return words
}

// columns orders the columns for a person: names first, then what the
// cross-tab is made of, then the rest as in the file.
func (r recordsRequest) columns(all []*table.Vector) []*table.Vector {
	ordered := workbench.NamesFirst(all)
	asked := map[string]bool{}
	for _, field := range r.view.Report.Spec.FieldsIn(r.view.Schema) {
		asked[field] = true
	}
	names := 0 // how many columns name a person: those that moved to the front
	for names < len(ordered) && names < len(all) && isName(ordered[names]) {
		names++
	}
	rest := slices.Clone(ordered[names:])
	slices.SortStableFunc(rest, func(a, b *table.Vector) int {
		switch first, second := asked[a.Column().Name], asked[b.Column().Name]; {
		case first == second:
			return 0
		case first:
			return -1
		}
		return 1
	})
	return append(slices.Clone(ordered[:names]), rest...)
}

// isName reports whether a column names a person: alone before any other
// column, it keeps its place in front.
func isName(column *table.Vector) bool {
	other := table.NewPlainVector(table.Column{Name: "-"}, nil, table.Codes{}, nil)
	return workbench.NamesFirst([]*table.Vector{other, column})[0] == column
}

// from is what the cross-tab is called: its report's name, or what it shows.
func (r recordsRequest) from() string {
	if r.view.Report.Name != "" {
		return r.view.Report.Name
	}
	return strings.TrimSuffix(r.view.Document.Sentence, ".")
}

// recordsPage shows the rows behind a cell, names first.
type recordsPage struct {
	shell   *Shell
	request recordsRequest
	id      string
	back    func()
	loading latest
	rows    *rowsView
	found   []int
	count   *widget.Label
	body    *fyne.Container
	object  fyne.CanvasObject
}

func newRecordsPage(s *Shell, id string, request recordsRequest, back func()) *recordsPage {
	p := &recordsPage{shell: s, request: request, id: id, back: back, loading: latest{jobs: s.jobs}, count: caption(""), body: container.NewStack()}
	p.rows = newRowsView(s, func() {
		if s.shownPage() == page(p) {
			s.status.say(p.rows.words)
		}
	})
	origin := widget.NewHyperlink("‹ "+request.from(), nil)
	origin.OnTapped = back
	origin.Truncation = fyne.TextTruncateEllipsis
	title := heading(request.path())
	title.Truncation = fyne.TextTruncateEllipsis
	export := plainButton(say("Export…"), "export", p.export)
	copyAll := plainButton(say("Copy"), "", func() { s.application.Clipboard().SetContent(p.copyText()) })
	header := container.NewBorder(nil, nil, nil, container.NewVBox(newGap(1, 10), container.NewHBox(copyAll, export)),
		container.New(newStack(-12), origin, title, p.count))
	p.object = container.NewBorder(container.NewVBox(container.NewBorder(nil, nil, newGap(8, 1), newGap(8, 1), header), newRule()), nil, nil, nil, p.body)
	s.targets.text("records.count", p.count, func() string { return p.count.Text })
	s.targets.object("records.export", export)
	p.load()
	return p
}

func (p *recordsPage) key() string                { return p.id }
func (p *recordsPage) title() string              { return p.request.path() }
func (p *recordsPage) iconName() string           { return "records" }
func (p *recordsPage) room() room                 { return exploreRoom }
func (p *recordsPage) content() fyne.CanvasObject { return p.object }
func (p *recordsPage) datasetName() string        { return p.request.view.Dataset.Name }
func (p *recordsPage) selectionWords() string     { return p.rows.words }

func (p *recordsPage) copyText() string { return p.rows.grid.CopyTextWithHeaders() }

func (p *recordsPage) close() {
	p.loading.cancel()
	p.rows.close()
}

// recordsContent is what the page reads at once.
type recordsContent struct {
	rows  []int
	frame *table.Frame
}

func (p *recordsPage) load() {
	bench, request := p.shell.bench, p.request
	p.body.Objects = []fyne.CanvasObject{widgets.NewEmptyState(nil, "", say("Finding the rows…"))}
	fetch(&p.loading, say("Finding the rows"), true, func(ctx context.Context, _ func(workbench.Progress)) (found recordsContent, err error) {
		if found.rows, err = bench.Records(ctx, request.view, request.row, request.column); err != nil {
			return found, err
		}
		// Row numbers belong to one version of the rows. The version is looked
		// at after they are read: if it is the view's, so are they.
		if found.frame, err = bench.Frame(ctx, request.view.Dataset.Name); err != nil {
			return found, err
		}
		now, err := bench.Dataset(ctx, request.view.Dataset.Name)
		if err == nil && now.Version != request.view.Dataset.Version {
			err = table.Failed("view-outdated", table.Where{}, say("The dataset has changed since this cross-tab was made."), say("Go back to it; it is made anew from the rows as they are now."), nil)
		}
		return found, err
	}, p.show)
}

func (p *recordsPage) show(found recordsContent, err error) {
	if err != nil {
		p.body.Objects = []fyne.CanvasObject{container.NewPadded(container.NewVBox(newProblemPanel(workbench.Problem(err), plainButton(say("Back"), "", p.back))))}
		p.body.Refresh()
		return
	}
	p.found = found.rows
	if p.found == nil {
		p.found = []int{} // no rows, and not all of them
	}
	p.count.SetText(p.request.countWords(len(p.found)))
	p.rows.show(p.request.columns(found.frame.Columns()), p.found, found.frame.Len())
	p.body.Objects = []fyne.CanvasObject{p.rows.object}
	if len(p.found) == 0 {
		p.body.Objects = []fyne.CanvasObject{widgets.NewEmptyState(icon("records"), say("No rows here"), say("The cell you opened is empty: no row of the dataset belongs to it."), plainButton(say("Back"), "", p.back))}
	}
	p.body.Refresh()
	if len(p.found) > 0 {
		p.shell.takeFocus(p, p.rows.grid)
	}
}

// export writes the rows, in the order shown, to a file.
func (p *recordsPage) export() {
	bench, name, rows, title, hidden := p.shell.bench, p.datasetName(), p.rows.shownRows(), p.request.path(), p.rows.hidden()
	p.shell.askExport(fmt.Sprintf("%s – %s", name, title), listFormats(), func(ctx context.Context) (*reports.Document, error) {
		return bench.ListDocument(ctx, name, rows, title, hidden...)
	})
}

// selectAll selects every row.
func (p *recordsPage) selectAll() { p.rows.grid.SelectAll() }

// toggleFilter shows the arrows that filter columns, or takes them away.
func (p *recordsPage) toggleFilter() { p.rows.toggleFilter() }
