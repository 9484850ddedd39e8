package app

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// importOdd lists the odd cells of a table before it is imported, each with its
// place, its text and the reason.
type importOdd struct {
	page   *importPage
	words  *widget.Label
	export *widget.Button
	grid   *widgets.Grid
	object fyne.CanvasObject
	shown  oddShown
}

// oddShown is what the list shows.
type oddShown struct {
	table    *importTable
	previews int
	known    bool
}

func newImportOdd(p *importPage) *importOdd {
	o := &importOdd{page: p, words: widget.NewLabel(""), grid: widgets.NewGrid(nil)}
	o.words.Wrapping = fyne.TextWrapWord
	o.export = plainButton(say("Export…"), "export", o.write)
	o.grid.Name = say("Odd cells")
	o.grid.Empty = say("Every cell is a plain value")
	o.grid.OnActivate = func(row, _ int) {
		if list := p.presenter.odd.list; row < len(list) {
			p.sheet.view.ShowRow(list[row].Where.Row)
		}
	}
	o.object = container.NewBorder(container.NewBorder(nil, nil, nil, container.NewVBox(o.export), o.words), nil, nil, nil, o.grid)
	return o
}

// refresh follows the search.
func (o *importOdd) refresh() {
	odd := o.page.presenter.odd
	now := oddShown{odd.table, odd.previews, odd.known}
	if now == o.shown {
		return
	}
	o.shown = now
	if !odd.known {
		o.words.SetText(say("Reading every cell…"))
		o.export.Disable()
		o.grid.SetSource(nil)
		return
	}
	words := oddWords(odd.counts, len(odd.list))
	o.words.Importance = widget.MediumImportance
	if wrong := wrongTypeWords(odd.table, odd.list); wrong != "" {
		o.words.Importance = widget.WarningImportance
		words = wrong + " " + words
	}
	o.words.SetText(words)
	o.export.Disable()
	if len(odd.list) > 0 {
		o.export.Enable()
	}
	o.grid.SetSource(newFrameSource(oddFrame(odd.list), nil, len(odd.list)))
	o.grid.AutoFit()
}

// wrongTypeWords say of which columns most values do not fit: their type was
// probably chosen by mistake.
func wrongTypeWords(t *importTable, list []workbench.CellProblem) string {
	misfits := map[string]int{}
	for _, each := range list {
		if each.Kind == workbench.ProblemMisfit {
			misfits[each.Where.Column]++
		}
	}
	var words []string
	for _, column := range t.plan.Columns {
		if n := misfits[column.Name]; n > 0 && 2*n >= t.plan.Rows {
			words = append(words, say("Most of %s does not fit: %s of %s values are not “%s”. Choose another type for it in Columns.",
				column.Title(), number(n), number(t.plan.Rows), strings.ToLower(typeWord(column.Type))))
		}
	}
	return strings.Join(words, " ")
}

// oddWords say how many odd cells there are and of what kinds.
func oddWords(counts workbench.ProblemCounts, listed int) string {
	var parts []string
	total := 0
	for _, kind := range []struct {
		kind  workbench.ProblemKind
		words string
	}{
		{workbench.ProblemMisfit, say("kept as text because they do not fit their column")},
		{workbench.ProblemWithheld, "withheld"},
		{workbench.ProblemMissing, say("marked as missing")},
	} {
		if n := counts[kind.kind]; n > 0 {
			parts = append(parts, number(n)+" "+kind.words)
			total += n
		}
	}
	words := say("No odd cells.")
	if total > 0 {
		words = counted(total, "odd cell", "odd cells") + ": " + strings.Join(parts, ", ") + "."
	}
	if n := counts[workbench.ProblemRewritten]; n > 0 {
		words += " " + say("%s read in another form; the text is kept.", counted(n, "value is", "values are"))
	}
	if listed < total {
		words += " " + say("The first %s are listed.", number(listed))
	}
	return words
}

// write writes the list to a file.
func (o *importOdd) write() {
	p := o.page.presenter
	list, now := p.odd.list, o.page.shell.now()
	title := say("Odd cells of %s", filepath.Base(p.path))
	o.page.shell.askExport(title, listFormats(), func(context.Context) (*reports.Document, error) {
		return oddDocument(title, list, filepath.Base(p.path), now), nil
	})
}
