package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// datasetPart is one of the parts of a dataset's page.
type datasetPart int

// The parts, in order.
const (
	rowsPart datasetPart = iota
	columnsPart
	historyPart
	problemsPart
)

// partView is what a part of the page shows. It is filled when it is looked at.
type partView interface {
	content() fyne.CanvasObject
	refresh()
	close()
}

// datasetParts are the parts of a dataset's page beside its rows, and the
// buttons that lead to them.
type datasetParts struct {
	page    *datasetPage
	shown   datasetPart
	views   map[datasetPart]partView
	buttons []*widget.Button
	object  fyne.CanvasObject
}

func newDatasetParts(p *datasetPage) *datasetParts {
	d := &datasetParts{page: p, views: map[datasetPart]partView{
		columnsPart: newDatasetColumns(p), historyPart: newDatasetHistory(p), problemsPart: newDatasetProblems(p),
	}}
	row := container.NewHBox()
	for i, word := range []string{say("Rows"), say("Columns"), say("History"), say("Problems")} {
		button := widget.NewButton(word, func() { d.show(datasetPart(i)) })
		d.buttons = append(d.buttons, button)
		row.Add(button)
		p.shell.targets.object("dataset.part:"+[...]string{"rows", "columns", "history", "problems"}[i], button)
	}
	d.object = row
	d.mark()
	return d
}

// show shows a part.
func (d *datasetParts) show(part datasetPart) {
	d.shown = part
	d.mark()
	d.refresh()
}

// mark shows which part is shown.
func (d *datasetParts) mark() {
	for i, button := range d.buttons {
		button.Importance = widget.LowImportance
		if datasetPart(i) == d.shown {
			button.Importance = widget.MediumImportance
		}
		button.Refresh()
	}
}

// refresh puts the part that is shown into the page's body, once the dataset
// was read, and has it follow the dataset.
func (d *datasetParts) refresh() {
	p := d.page
	if p.version == 0 {
		return
	}
	content := p.rows.object
	if view := d.views[d.shown]; view != nil {
		view.refresh()
		content = view.content()
	}
	if len(p.body.Objects) != 1 || p.body.Objects[0] != content {
		p.body.Objects = []fyne.CanvasObject{content}
		p.body.Refresh()
	}
}

func (d *datasetParts) close() {
	for _, view := range d.views {
		view.close()
	}
}
