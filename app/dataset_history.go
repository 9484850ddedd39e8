package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/warehouse"
)

// datasetHistory lists the imports of a dataset, the last first, each with the
// way back.
type datasetHistory struct {
	page   *datasetPage
	lines  *fyne.Container
	object fyne.CanvasObject
}

func newDatasetHistory(p *datasetPage) *datasetHistory {
	h := &datasetHistory{page: p, lines: container.New(newStack(2))}
	h.object = container.New(measuredScroll{}, container.NewVScroll(container.NewBorder(newGap(1, 8), newGap(1, 12), newGap(10, 1), newGap(14, 1), h.lines)))
	return h
}

func (h *datasetHistory) content() fyne.CanvasObject { return h.object }
func (h *datasetHistory) close()                     {}

// refresh lists the imports that the page has read.
func (h *datasetHistory) refresh() {
	p := h.page
	h.lines.Objects = []fyne.CanvasObject{hint(say("Each file that was imported is one step. Undoing a step puts the rows back as they were before it; the file itself is not touched."))}
	for i := len(p.batches) - 1; i >= 0; i-- {
		h.lines.Add(newRule())
		h.lines.Add(h.line(p.batches[i], len(p.batches) == 1))
	}
	if len(p.batches) == 0 {
		h.lines.Add(hint(say("No file was imported into this dataset.")))
	}
	h.lines.Refresh()
}

// line is one import.
func (h *datasetHistory) line(batch warehouse.Batch, whole bool) fyne.CanvasObject {
	s := h.page.shell
	title := widget.NewLabel(batch.File)
	if batch.Sheet != "" {
		title.SetText(say("%s, sheet %s", batch.File, batch.Sheet))
	}
	title.TextStyle.Bold = true
	title.Truncation = fyne.TextTruncateEllipsis
	words := hint(batchWords(batch))
	undo := plainButton(say("Undo…"), "undo", func() { s.askUndo(h.page.name, batch, whole) })
	if s.bench.ReadOnly() {
		undo.Disable()
	}
	return container.NewBorder(nil, nil, container.New(fixedWidth(170), caption(when(batch.Imported, s.now()))), container.NewCenter(undo), container.New(newStack(-12), title, words))
}

// batchWords say what an import did with the rows.
func batchWords(batch warehouse.Batch) string {
	words := ""
	switch batch.Mode {
	case warehouse.Replace:
		words = say("%s took the place of those before: %s new, %s changed, %s gone.", counted(batch.Rows, "row", "rows"), number(batch.Added), number(batch.Changed+batch.Rewritten), number(batch.Gone))
	case warehouse.Upsert:
		words = say("%s brought up to date by key: %s new, %s changed, %s as before.", counted(batch.Rows, "row", "rows"), number(batch.Added), number(batch.Changed+batch.Rewritten), number(batch.Unchanged))
	default:
		words = say("%s added.", counted(batch.Rows, "row", "rows"))
	}
	if batch.Live < batch.Rows {
		words += " " + say("%s of them are still there.", number(batch.Live))
	}
	if n := len(batch.Issues); n > 0 {
		words += " " + counted(n, "thing to know", "things to know") + "."
	}
	return words
}
