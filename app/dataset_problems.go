package app

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// mostProblems is how many odd cells the list shows; all are counted.
const mostProblems = 5000

// datasetProblems lists the odd cells of a dataset and what its imports had to
// tell, each with its place in its file, its text and the reason.
type datasetProblems struct {
	page    *datasetPage
	running *latest
	version int64
	found   foundProblems

	words  *widget.Label
	export *widget.Button
	grid   *widgets.Grid
	object fyne.CanvasObject
}

type foundProblems struct {
	list   []workbench.CellProblem
	counts workbench.ProblemCounts
}

func newDatasetProblems(p *datasetPage) *datasetProblems {
	d := &datasetProblems{page: p, running: &latest{jobs: p.shell.jobs}, words: widget.NewLabel(""), grid: widgets.NewGrid(nil)}
	d.words.Wrapping = fyne.TextWrapWord
	d.export = plainButton(say("Export…"), "export", d.write)
	d.grid.Name = say("Odd cells")
	d.grid.Empty = say("Every cell is a plain value")
	d.object = container.NewBorder(container.NewBorder(nil, nil, nil, container.NewHBox(container.NewCenter(d.export), newGap(8, 1)), d.words), nil, nil, nil, d.grid)
	p.shell.targets.text("problems.words", d.words, func() string { return d.words.Text })
	return d
}

func (d *datasetProblems) content() fyne.CanvasObject { return d.object }
func (d *datasetProblems) close()                     { d.running.cancel() }

// refresh looks for the problems of the present version.
func (d *datasetProblems) refresh() {
	bench, name, version := d.page.shell.bench, d.page.name, d.page.version
	if version == d.version {
		return
	}
	d.export.Disable()
	d.words.SetText(say("Reading every cell…"))
	fetch(d.running, say("Looking for odd cells"), true, func(ctx context.Context, _ func(workbench.Progress)) (found foundProblems, err error) {
		found.counts = workbench.ProblemCounts{}
		err = bench.Problems(ctx, name, workbench.ProblemOptions{}, func(problem workbench.CellProblem) bool {
			found.counts[problem.Kind]++
			if problem.Kind != workbench.ProblemRewritten && len(found.list) < mostProblems {
				found.list = append(found.list, problem)
			}
			return ctx.Err() == nil
		})
		if err == nil {
			err = ctx.Err() // what was counted until it was stopped is not the count
		}
		return found, err
	}, func(found foundProblems, err error) {
		if err != nil {
			d.words.SetText("")
			if issue := d.page.shell.problemOf(err); issue != nil {
				d.page.shell.reportProblem(*issue)
			}
			return
		}
		d.version, d.found = version, found
		words := oddWords(found.counts, len(found.list))
		if n := found.counts[workbench.ProblemIssue]; n > 0 {
			words += " " + say("The imports had %s.", counted(n, "thing to tell", "things to tell"))
		}
		d.words.SetText(words)
		if len(found.list) > 0 {
			d.export.Enable()
		}
		d.grid.SetSource(newFrameSource(oddFrame(found.list), nil, len(found.list)))
		d.grid.AutoFit()
	})
}

// write writes the list to a file.
func (d *datasetProblems) write() {
	s, name, list := d.page.shell, d.page.name, d.found.list
	title, now := say("Odd cells of %s", name), s.now()
	s.askExport(title, listFormats(), func(context.Context) (*reports.Document, error) {
		return oddDocument(title, list, name, now), nil
	})
}
