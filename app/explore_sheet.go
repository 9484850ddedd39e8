package app

import (
	"fmt"
	"slices"

	"github.com/schoolbench/schoolbench/workbench"
)

// openRecords shows the rows behind a cell in the side sheet, in the columns
// that the report remembers.
func (p *explorePage) openRecords(request recordsRequest) {
	request.listed, request.list = p.presenter.report.Listed, p.presenter.setListed
	p.sheet.id = func() string {
		return fmt.Sprintf("records:%s:%d:%d:%d", p.id, p.presenter.views, request.row, request.column)
	}
	p.sheet.reveal(request)
}

// setListed remembers which columns of the rows behind a number are listed; none
// for all of them. The cross-tab stays as it is.
func (p *explorePresenter) setListed(columns []string) {
	if slices.Equal(columns, p.report.Listed) {
		return
	}
	p.report.Listed, p.past.current.Listed = columns, columns
	p.shell.remember()
}

// follow shows the same cell of a newer view in the sheet, or closes the sheet
// when there is none.
func (p *explorePage) follow(view *workbench.View) {
	if !p.sheet.bound || view == p.sheet.request.view {
		return
	}
	if view != nil {
		if again, found := p.sheet.request.in(view); found {
			p.openRecords(again)
			return
		}
	}
	p.sheet.hide()
}

// escape closes the sheet.
func (p *explorePage) escape() bool { return p.sheet.escape() }

// goBack closes the sheet, if it is open: it is the last step of the way.
func (p *explorePage) goBack() bool { return p.sheet.escape() }
