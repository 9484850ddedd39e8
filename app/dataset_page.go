package app

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// datasetPage shows the rows of a dataset, where they came from, and what can
// be done with them.
type datasetPage struct {
	shell   *Shell
	name    string
	version int64 // of the rows that are shown; 0 before the first
	loading latest
	rows    *rowsView
	batches []warehouse.Batch

	described warehouse.Dataset // as it is shown
	sheet     *sheet            // nil in a workspace that is open to read only
	canUndo   bool              // people have changed something that can be taken back
	canRedo   bool              // something was taken back that can be done again
	goToEnd   bool              // rows were added and are to be shown
	sections  *datasetParts     // columns, history and problems

	detail *widget.Label
	issues *fyne.Container
	body   *fyne.Container
	object fyne.CanvasObject
}

// datasetContent is what the page reads at once.
type datasetContent struct {
	dataset warehouse.Dataset
	batches []warehouse.Batch
	frame   *table.Frame
	undo    warehouse.Edit // the act that can be taken back; none with the ID 0
	redo    warehouse.Edit // the act that can be done again
	marks   cellMarks
	order   []int // of the rows, where people have put some between others; else nil
}

func newDatasetPage(s *Shell, name string) *datasetPage {
	p := &datasetPage{shell: s, name: name, loading: latest{jobs: s.jobs}, detail: caption(""), issues: container.NewStack()}
	p.rows = newRowsView(s, func() {
		if s.shownPage() == page(p) {
			s.status.say(p.rows.words)
		}
	})
	if !s.bench.ReadOnly() {
		p.sheet = newSheet(p)
		p.rows.grid.Editor, p.rows.extraItems, p.rows.history = p.sheet, p.sheet.menuItems, p.sheet.history
		p.rows.grid.OnAbandon = p.sheet.abandoned
	}
	p.detail.Truncation = fyne.TextTruncateEllipsis
	explore := primaryButton(say("Explore"), "explore", func() { s.openExplore(reportFor(p.name)) })
	export := plainButton(say("Export…"), "export", p.export)
	undo := plainButton(say("Undo last import…"), "undo", p.undoImport)
	title := heading(name)
	title.Truncation = fyne.TextTruncateEllipsis
	buttons := container.NewHBox(undo, export, explore)
	header := container.NewBorder(nil, nil, nil, container.NewVBox(newGap(1, 10), buttons), container.New(newStack(-10), title, p.detail))
	p.body = container.NewStack()
	p.sections = newDatasetParts(p)
	p.object = container.NewBorder(container.NewVBox(container.NewBorder(nil, nil, newGap(8, 1), newGap(8, 1), header), p.issues, container.NewBorder(nil, nil, newGap(8, 1), nil, p.sections.object), newRule()), nil, nil, nil, p.body)
	s.targets.object("dataset.explore", explore)
	s.targets.object("dataset.export", export)
	s.targets.object("dataset.undo", undo)
	s.targets.text("dataset.detail", p.detail, func() string { return p.detail.Text })
	p.refresh()
	return p
}

func (p *datasetPage) key() string                { return datasetKey(p.name) }
func (p *datasetPage) title() string              { return p.name }
func (p *datasetPage) iconName() string           { return "data" }
func (p *datasetPage) room() room                 { return dataRoom }
func (p *datasetPage) content() fyne.CanvasObject { return p.object }
func (p *datasetPage) datasetName() string        { return p.name }
func (p *datasetPage) selectionWords() string     { return p.rows.words }
func (p *datasetPage) copyText() string           { return p.rows.grid.CopyText() }

func (p *datasetPage) close() {
	p.loading.cancel()
	p.sections.close()
	if p.sheet != nil {
		p.sheet.close()
	}
	p.rows.close()
}

// refresh reads the rows when the dataset has changed since they were read.
func (p *datasetPage) refresh() {
	known, listed := p.shell.dataset(p.name)
	if listed && known.Version == p.version {
		return
	}
	if !listed && p.version != 0 {
		p.shell.closePage(p) // the dataset is gone
		return
	}
	if p.version == 0 {
		p.body.Objects = []fyne.CanvasObject{widgets.NewEmptyState(nil, "", say("Reading the rows…"))}
	}
	bench, name := p.shell.bench, p.name
	fetch(&p.loading, say("Reading %s", name), true, func(ctx context.Context, _ func(workbench.Progress)) (found datasetContent, err error) {
		return readDataset(ctx, bench, name)
	}, p.show)
}

func (p *datasetPage) show(found datasetContent, err error) {
	if err != nil {
		issue := workbench.Problem(err)
		if issue.Code == "unknown-dataset" {
			p.shell.closePage(p)
			return
		}
		p.body.Objects = []fyne.CanvasObject{container.NewPadded(container.NewVBox(newProblemPanel(issue, plainButton(say("Try again"), "", p.refresh))))}
		p.body.Refresh()
		return
	}
	p.version = found.dataset.Version
	p.described, p.batches, p.canUndo, p.canRedo = found.dataset, found.batches, found.undo.ID != 0, found.redo.ID != 0
	p.rows.marks, p.rows.stamp.version = found.marks, found.dataset.Version
	p.detail.SetText(datasetWords(found.dataset, found.batches, p.shell))
	p.rows.show(found.frame.Columns(), found.order, found.frame.Len())
	p.showIssues(found.batches)
	p.sections.refresh()
	if p.sections.shown == rowsPart {
		p.shell.takeFocus(p, p.rows.grid)
	}
}

// datasetWords is the line beneath a dataset's name.
func datasetWords(dataset warehouse.Dataset, batches []warehouse.Batch, s *Shell) string {
	parts := []string{counted(dataset.Rows, "row", "rows"), counted(len(dataset.Schema), "column", "columns")}
	if len(batches) > 0 {
		last := batches[len(batches)-1]
		source := say("from %s", last.File)
		if last.Sheet != "" {
			source += say(", sheet %s", last.Sheet)
		}
		if more := len(batches) - 1; more > 0 {
			source += " " + say("and %s", counted(more, "earlier import", "earlier imports"))
		}
		parts = append(parts, source, say("imported %s", when(last.Imported, s.now())))
	}
	return strings.Join(parts, " · ")
}

// showIssues lists what the imports found worth telling, folded away.
func (p *datasetPage) showIssues(batches []warehouse.Batch) {
	var lines []fyne.CanvasObject
	for _, batch := range batches {
		for _, issue := range batch.Issues {
			line := translated(issue.Message)
			if place := whereIn(issue.Where); place != "" {
				line = place + ": " + line
			}
			lines = append(lines, hintText(line+" "+translated(issue.Remedy)))
		}
	}
	p.issues.Objects = nil
	if len(lines) > 0 {
		list := container.NewVScroll(container.New(newStack(-8), lines...))
		list.SetMinSize(fyne.NewSize(100, min(160, float32(len(lines))*30+10)))
		p.issues.Objects = []fyne.CanvasObject{widget.NewAccordion(widget.NewAccordionItem(counted(len(lines), "thing to know about this import", "things to know about this import"), list))}
	}
	p.issues.Refresh()
}

// export writes the rows, in the order shown, to a file.
func (p *datasetPage) export() {
	bench, name, rows, hidden := p.shell.bench, p.name, p.rows.shownRows(), p.rows.hidden()
	p.shell.askExport(name, listFormats(), func(ctx context.Context) (*reports.Document, error) {
		return bench.ListDocument(ctx, name, rows, name, spoken(), hidden...)
	})
}

// undoImport takes the last import out again, once the person has agreed.
func (p *datasetPage) undoImport() {
	if len(p.batches) == 0 {
		return
	}
	p.shell.askUndo(p.name, p.batches[len(p.batches)-1], len(p.batches) == 1)
}

// askUndo asks before an import is taken out again, and does it.
func (s *Shell) askUndo(dataset string, batch warehouse.Batch, whole bool) {
	text := say("The %s from %s will be taken out of %s.", counted(batch.Rows, "row", "rows"), batch.File, dataset)
	if batch.Mode != "" && batch.Mode != warehouse.Add {
		text += " " + say("The rows that it replaced or took out come back as they were.")
	}
	if whole {
		text += " " + say("The dataset has no other rows and will be gone; saved reports about it stay.")
	}
	s.askFirst(say("Undo this import?"), say("Undo the import"), say("Keep it"), text, func() {
		s.undoBatch(dataset, batch, whole, false)
	})
}

// undoBatch takes an import out. When people have written into its rows since,
// it asks whether that is to go with it.
func (s *Shell) undoBatch(dataset string, batch warehouse.Batch, whole, withEdits bool) {
	undo := s.bench.Undo
	if withEdits {
		undo = s.bench.UndoWithEdits
	}
	s.jobs.start(say("Undoing the import"), true, func(ctx context.Context, _ func(workbench.Progress)) error {
		return undo(ctx, batch.ID)
	}, func(err error) {
		if err != nil {
			issue := workbench.Problem(err)
			if issue.Code == "undo-edits" {
				s.reportProblem(issue, plainButton(say("Undo the edits, too"), "", func() {
					s.notice.clear()
					s.undoBatch(dataset, batch, whole, true)
				}))
				return
			}
			s.reportProblem(issue)
			return
		}
		if whole {
			s.closeDataset(dataset)
		}
		s.notice.tell(say("The import of %s was undone.", batch.File))
		s.reload()
	})
}

// openDataset shows a dataset's rows.
func (s *Shell) openDataset(name string) {
	s.open(datasetKey(name), func() page { return newDatasetPage(s, name) })
}

// showDatasetMenu offers what can be done with a dataset in a list.
func (s *Shell) showDatasetMenu(name string, position fyne.Position) {
	s.popUp(position, s.datasetItems(name)...)
}

func (s *Shell) datasetItems(name string) []*fyne.MenuItem {
	return []*fyne.MenuItem{
		fyne.NewMenuItem(say("Open"), func() { s.openDataset(name) }),
		fyne.NewMenuItem(say("Explore"), func() { s.openExplore(reportFor(name)) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(say("Remove from the workspace…"), func() { s.askRemove(name) }),
	}
}

// askRemove asks before a dataset is removed with all its imports.
func (s *Shell) askRemove(name string) {
	known, _ := s.dataset(name)
	words := say("All %s of %s will be taken out of the workspace, with the record of their imports. The files they came from are not touched.", counted(known.Rows, "row", "rows"), name)
	s.askFirst(say("Remove %s?", name), say("Remove"), say("Keep it"), words, func() {
		bench := s.bench
		s.jobs.start(say("Removing %s", name), true, func(ctx context.Context, _ func(workbench.Progress)) error {
			return bench.Remove(ctx, name)
		}, func(err error) {
			if err != nil {
				s.reportProblem(workbench.Problem(err))
				return
			}
			s.closeDataset(name)
			s.notice.tell(say("%s was removed.", name))
			s.reload()
		})
	})
}

// selectAll selects every row.
func (p *datasetPage) selectAll() { p.rows.grid.SelectAll() }

// toggleFilter shows the arrows that filter columns, or takes them away.
func (p *datasetPage) toggleFilter() { p.rows.toggleFilter() }
