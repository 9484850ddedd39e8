package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// recordsPage shows the rows behind a cell as a page of its own.
type recordsPage struct {
	*recordsList
	id     string
	object fyne.CanvasObject
}

func newRecordsPage(s *Shell, id string, request recordsRequest, back func()) *recordsPage {
	p := &recordsPage{id: id}
	p.recordsList = newRecordsList(s, back, func(words string) {
		if s.shownPage() == page(p) {
			s.status.say(words)
		}
	})
	p.request = request
	p.trail = func() []crumb {
		return []crumb{{request.from(), back}, {request.path(), func() { s.showPage(p) }}}
	}
	p.filled = func() {
		if len(p.found) > 0 {
			s.takeFocus(p, p.rows.grid)
		}
	}
	title := heading(request.path())
	title.Truncation = fyne.TextTruncateEllipsis
	columns := plainButton(say("Columns…"), "", p.askColumns)
	export := plainButton(say("Export…"), "export", p.export)
	copyAll := plainButton(say("Copy"), "", func() { s.application.Clipboard().SetContent(p.copyText()) })
	header := container.NewBorder(nil, nil, nil, container.NewVBox(newGap(1, 10), container.NewHBox(columns, copyAll, export)),
		container.New(newStack(-12), newCrumbs(s, []crumb{{request.from(), back}}, request.path()), title, p.count))
	p.object = container.NewBorder(container.NewVBox(container.NewBorder(nil, nil, newGap(8, 1), newGap(8, 1), header), newRule()), nil, nil, nil, p.body)
	s.targets.object("records.export", export)
	s.targets.object("records.columns", columns)
	p.show(request)
	return p
}

func (p *recordsPage) key() string                { return p.id }
func (p *recordsPage) title() string              { return p.request.path() }
func (p *recordsPage) iconName() string           { return "records" }
func (p *recordsPage) room() room                 { return exploreRoom }
func (p *recordsPage) content() fyne.CanvasObject { return p.object }
func (p *recordsPage) datasetName() string        { return p.request.view.Dataset.Name }
func (p *recordsPage) selectionWords() string     { return p.rows.words }

// goBack leads to where the number stands. The rows are found anew when it is
// opened again.
func (p *recordsPage) goBack() bool {
	back := p.back
	p.shell.closePage(p)
	back()
	return true
}

// selectAll selects every row.
func (p *recordsPage) selectAll() { p.rows.grid.SelectAll() }

// toggleFilter shows the arrows that filter columns, or takes them away.
func (p *recordsPage) toggleFilter() { p.rows.toggleFilter() }
