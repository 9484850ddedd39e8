package app

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// showMenu offers what can be done with the tile.
func (c *tileCard) showMenu(position fyne.Position) {
	c.page.shell.popUp(position, c.items()...)
}

// items are the lines of the tile's menu.
func (c *tileCard) items() []*fyne.MenuItem {
	p, name := c.page, c.section.Name
	var items []*fyne.MenuItem
	if view := p.view(name); view != nil {
		items = append(items,
			fyne.NewMenuItem(say("Show the rows behind it"), func() { p.behindAll(name) }),
			fyne.NewMenuItem(say("Open as a cross-tab"), func() { p.exploreTile(name) }),
			fyne.NewMenuItemSeparator())
	}
	items = append(items, fyne.NewMenuItem(c.copyWord(), func() {
		p.shell.application.Clipboard().SetContent(tileText(p.board, c.section))
		p.shell.notice.tell(say("Copied %s.", c.section.Title))
	}))
	if document := c.section.Document; document != nil && document.Chart != nil && document.Chart.Kind != chart.None {
		items = append(items, fyne.NewMenuItem(say("Save the picture…"), func() { p.savePicture(c.section) }))
	}
	if p.shell.bench == nil || p.shell.bench.ReadOnly() {
		return items
	}
	if item := c.tellItem(); item != nil {
		items = append(items, item)
	}
	items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(say("Change…"), func() { p.edit(func() { p.askTile(name) }) }))
	if c.section.Kind != reports.TextTile && c.section.Kind != reports.TasksTile {
		items = append(items, fyne.NewMenuItem(say("Words…"), func() { p.edit(func() { p.askWords(name) }) }))
	}
	if c.section.Figure != nil || c.section.Kind == reports.ListTile {
		items = append(items, fyne.NewMenuItem(say("When to act…"), func() { p.edit(func() { p.askLimits(name) }) }))
	}
	if item := p.ignoreItem(name); item != nil {
		items = append(items, item)
	}
	return append(items, fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(say("Wider"), func() { p.edit(func() { p.nudge(name, 1, 0, true) }) }),
		fyne.NewMenuItem(say("Narrower"), func() { p.edit(func() { p.nudge(name, -1, 0, true) }) }),
		fyne.NewMenuItem(say("As high as it needs"), func() { p.edit(func() { p.fitHeight(name) }) }),
		fyne.NewMenuItem(say("Up"), func() { p.edit(func() { p.nudge(name, 0, -1, false) }) }),
		fyne.NewMenuItem(say("Down"), func() { p.edit(func() { p.nudge(name, 0, 1, false) }) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(say("Remove"), func() { p.edit(func() { p.removeTile(name) }) }))
}

// copyWord says what Copy takes along.
func (c *tileCard) copyWord() string {
	if c.section.Document != nil && c.section.Document.Table != nil && len(c.section.Document.Table.Body) > 0 {
		return say("Copy the table")
	}
	return say("Copy the words")
}

// fitHeight lets a tile be as high as it needs to be.
func (p *boardPage) fitHeight(name string) {
	if place, found := p.tilePlace(name); found {
		place.Height = 0
		p.change(p.draft.now.WithPlace(name, place))
	}
}

// tileText is a tile as it is put on the clipboard: its table with tabs
// between the cells, as spreadsheets take it, or else its words. For whom it was
// drawn stands under it.
func tileText(board *reports.Board, section *reports.Section) string {
	var lines []string
	if document := section.Document; document != nil && document.Table != nil && len(document.Table.Body) > 0 {
		view := widgets.NewCrosstabView()
		view.SetSource(documentSource{table: document.Table, plain: section.Shape.ColumnFields == 0, list: section.Kind == reports.ListTile})
		view.SelectAll()
		lines = append(lines, section.Title, strings.TrimRight(view.CopyTextWithHeaders(), "\n"))
	} else {
		lines = append(lines, section.Title)
		for _, sentence := range section.Text {
			lines = append(lines, sentence.Text)
		}
		for _, task := range section.Tasks {
			lines = append(lines, strings.Join(append([]string{task.Text.Text}, task.Details()...), "\t"))
		}
	}
	return strings.Join(append(lines, upperFirst(board.RunAs)), "\n") + "\n"
}

// savePicture writes the chart of a tile to a file.
func (p *boardPage) savePicture(section *reports.Section) {
	document := section.Document
	var formats []exportFormat
	for _, format := range tableFormats() {
		if format.ending == "png" {
			formats = append(formats, format)
		}
	}
	title := section.Title
	if p.as != "" {
		title += " – " + p.as
	}
	p.shell.askExport(title, formats, func(context.Context) (*reports.Document, error) { return document, nil })
}

// view is what a tile was drawn from, or nil.
func (p *boardPage) view(name string) *workbench.View {
	if p.answer == nil {
		return nil
	}
	return p.answer.View(name)
}

// behindAll opens all rows behind a tile: of one that is a number those that it
// counts, which may be those of the newest year alone.
func (p *boardPage) behindAll(name string) {
	view := p.view(name)
	if view == nil {
		return
	}
	for _, section := range p.board.Sections {
		if section.Name == name && section.Figure != nil {
			if number := section.Figure.Number; number.Row >= 0 && number.Column >= 0 {
				p.openBehind(name, number.Row, number.Column)
				return
			}
		}
	}
	row, column, found := view.Result.Find(nil, nil)
	if !found {
		p.shell.nothingTo("open", say("This tile shows no total. Double-click one of its numbers."))
		return
	}
	p.openBehind(name, row, column)
}

// behind opens the rows behind a cell of a tile's table.
func (p *boardPage) behind(name string, row, column int) {
	view := p.view(name)
	if view == nil {
		return
	}
	if at := p.draftKind(name); at == reports.ListTile {
		p.behindAll(name)
		return
	}
	if resultRow, resultColumn, found := newDocumentSource(view).place(row, column); found {
		p.openBehind(name, resultRow, resultColumn)
	}
}

// draftKind is the kind of a tile as it is shown.
func (p *boardPage) draftKind(name string) reports.TileKind {
	for _, section := range p.board.Sections {
		if section.Name == name {
			return section.Kind
		}
	}
	return ""
}

// openBehind opens the rows behind a cell of a result, which are those of the
// recipient that the page is shown as.
func (p *boardPage) openBehind(name string, row, column int) {
	view := p.view(name)
	if view == nil {
		return
	}
	p.sheet.id = func() string { return fmt.Sprintf("records:%s:%s:%d:%d:%d", p.key(), name, p.turns, row, column) }
	p.sheet.reveal(recordsRequest{view: view, row: row, column: column, listed: view.Report.Listed})
}

// behindMark opens the rows behind a mark of a tile's chart.
func (p *boardPage) behindMark(name string, drawn *chart.Chart, mark chart.Mark) {
	if row, column, found := markPlace(drawn, mark); found {
		p.openBehind(name, row, column)
	}
}

// exploreTile opens a tile as a cross-tab to go on from, with the part of the
// data that it is shown for.
func (p *boardPage) exploreTile(name string) {
	view := p.view(name)
	if view == nil {
		return
	}
	report := view.Report
	report.Name, report.Title = "", ""
	id := p.shell.newExplorationKey()
	p.shell.open(id, func() page { return newExplorePage(p.shell, id, report) })
}
