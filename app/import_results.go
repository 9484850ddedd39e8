package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// importResults is the lower half of an import: the table that the sheet
// becomes, what it would change, or its odd cells.
type importResults struct {
	page    *importPage
	changes *importChanges
	odd     *importOdd
	buttons [3]*widget.Button
	chosen  int
	body    *fyne.Container
	object  fyne.CanvasObject
	told    bool // the changes were brought to the front once
}

// The parts of importResults.
const (
	tablePart = iota
	changesPart
	oddPart
)

func newImportResults(p *importPage) *importResults {
	r := &importResults{page: p, changes: newImportChanges(p), odd: newImportOdd(p), body: container.NewStack()}
	row := container.NewHBox()
	for i, word := range []string{say("The table it becomes"), say("What changes"), say("Odd cells")} {
		r.buttons[i] = widget.NewButton(word, func() { r.choose(i) })
		row.Add(r.buttons[i])
	}
	targets := p.shell.targets
	targets.object("import.part:table", r.buttons[tablePart])
	targets.text("import.part:changes", r.buttons[changesPart], func() string { return r.changes.words.Text })
	targets.text("import.part:odd", r.buttons[oddPart], func() string { return r.odd.words.Text })
	r.object = container.NewBorder(container.NewBorder(nil, nil, row, nil, p.summary), nil, nil, nil, r.body)
	r.choose(tablePart)
	return r
}

// choose brings a part to the front.
func (r *importResults) choose(part int) {
	r.chosen = part
	for i, button := range r.buttons {
		importance := widget.LowImportance
		if i == part {
			importance = widget.MediumImportance
		}
		if button.Importance != importance {
			button.Importance = importance
			button.Refresh()
		}
	}
	r.body.Objects = []fyne.CanvasObject{[]fyne.CanvasObject{r.page.grid, r.changes.object, r.odd.object}[part]}
	r.body.Refresh()
	if part == oddPart {
		r.page.presenter.lookForOdd()
	}
}

// refresh follows the presenter.
func (r *importResults) refresh() {
	p := r.page.presenter
	p.compare()
	_, exists := p.target(p.table())
	if exists {
		r.buttons[changesPart].Show()
		r.changes.refresh()
		if p.compared.report != nil && !r.told {
			r.told = true
			r.choose(changesPart)
		}
	} else {
		r.buttons[changesPart].Hide()
		r.told = false
		if r.chosen == changesPart {
			r.choose(tablePart)
		}
	}
	if r.chosen == oddPart {
		p.lookForOdd()
	}
	r.odd.refresh()
}
