package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// pick cuts the other tiles by a member of one tile; picked once more, it no
// longer does.
func (p *boardPage) pick(cut workbench.BoardCut) {
	var others []workbench.BoardCut
	again := false
	for _, each := range p.cuts {
		switch {
		case strings.EqualFold(each.Filter.Field, cut.Filter.Field) && each.Filter.String() == cut.Filter.String():
			again = true
		case !strings.EqualFold(each.Filter.Field, cut.Filter.Field):
			others = append(others, each)
		}
	}
	if !again {
		others = append(others, cut)
	}
	p.cuts = others
	p.run()
}

// unpick shows all of the tiles whole again.
func (p *boardPage) unpick() bool {
	if len(p.cuts) == 0 {
		return false
	}
	p.cuts = nil
	p.run()
	return true
}

// escape closes the rows behind a number, or takes back what was picked.
func (p *boardPage) escape() bool { return p.sheet.escape() || p.unpick() }

// goBack closes the rows behind a number: they are the last step of the way.
func (p *boardPage) goBack() bool { return p.sheet.escape() }

// pickRow picks the member that stands in a row of a tile's table.
func (p *boardPage) pickRow(name string, row int) {
	view := p.view(name)
	if view == nil || row < 0 || row >= len(view.Document.Table.Body) {
		return
	}
	for _, cell := range view.Document.Table.Body[row].Cells {
		if cell.Row < 0 {
			continue
		}
		if cut, found := p.answer.PickAt(name, cell.Row, false); found {
			p.pick(cut)
		}
		return
	}
}

// pickColumn picks the member that stands over a column of a tile's table.
func (p *boardPage) pickColumn(name string, column int) {
	view := p.view(name)
	if view == nil || len(view.Document.Table.Body) == 0 || column < view.Document.Table.RowHeaders {
		return
	}
	cell := view.Document.Table.Body[0].Cells[column]
	if cut, found := p.answer.PickAt(name, cell.Column, true); found && cell.Column >= 0 {
		p.pick(cut)
	}
}

// pickMark picks the member that a mark of a chart stands for: that of its row,
// or where the row has none that of its column.
func (p *boardPage) pickMark(name string, drawn *chart.Chart, x, y float32, size fyne.Size) {
	mark, found := markAt(drawn, x, y, size)
	if !found {
		return
	}
	row, column, placed := markPlace(drawn, mark)
	if !placed || p.answer == nil {
		return
	}
	if cut, found := p.answer.PickAt(name, row, false); found {
		p.pick(cut)
	} else if cut, found := p.answer.PickAt(name, column, true); found {
		p.pick(cut)
	} else {
		p.behindMark(name, drawn, mark)
	}
}

// markAt is the mark of a chart at a place of its picture, which goes from 0,0
// to 1,1.
func markAt(drawn *chart.Chart, x, y float32, size fyne.Size) (chart.Mark, bool) {
	width, height := float64(size.Width)/chartZoom(), float64(size.Height)/chartZoom()
	at := chart.XY{X: float64(x) * width, Y: float64(y) * height}
	for _, mark := range chart.Draw(drawn, discard{}, width, height, chart.Light()).Marks {
		if mark.Box.Contains(at) {
			return mark, true
		}
	}
	return chart.Mark{}, false
}

// listen lets a tile's table be picked from and opened.
func (p *boardPage) listen(view *widgets.CrosstabView, card *tileCard) {
	name := card.section.Name
	view.OnDrill = func(row, column int) { p.behind(name, row, column) }
	view.OnActivate = view.OnDrill
	view.OnEscape = func() { p.escape() }
	view.OnSelect = func(cells widgets.Range) {
		wide := cells.Left <= view.Source().HeaderColumns() && cells.Right >= view.Source().Columns()-1
		if whole := wide && cells.Top == cells.Bottom && view.Source().Columns() > view.Source().HeaderColumns()+1 || cells.Right < view.Source().HeaderColumns() && cells.Top == cells.Bottom; whole {
			p.pickRow(name, cells.Top)
		}
	}
	view.OnHeader = func(column int) { p.pickColumn(name, column) }
	view.OnMenu = func(row, column int, position fyne.Position) {
		items := card.items()
		if row >= 0 {
			items = append([]*fyne.MenuItem{
				fyne.NewMenuItem(say("Show the rows behind this number"), func() { p.behind(name, row, column) }),
				fyne.NewMenuItem(say("Cut the other tiles by this row"), func() { p.pickRow(name, row) }),
				fyne.NewMenuItem(say("Copy what is selected"), func() { p.shell.application.Clipboard().SetContent(view.CopyTextWithHeaders()) }),
				fyne.NewMenuItemSeparator(),
			}, items...)
		}
		p.shell.popUp(position, items...)
	}
}

// showPicked shows above the tiles what was picked on one of them, each of which
// a click takes away. It stays in sight however far down the page is.
func (p *boardPage) showPicked() {
	p.picked.Objects = nil
	if len(p.cuts) > 0 {
		p.picked.Add(caption(say("Picked:")))
	}
	for _, cut := range p.cuts {
		chip := widget.NewButtonWithIcon(filterWords(cut.Filter), theme.CancelIcon(), func() { p.pick(cut) })
		chip.IconPlacement = widget.ButtonIconTrailingText
		p.shell.targets.object("board.chip:"+cut.Filter.Field, chip)
		p.picked.Add(chip)
	}
	showIf(p.picks, len(p.cuts) > 0)
	p.picked.Refresh()
}

// chips are the filters that all tiles go by.
func (p *boardPage) chips() fyne.CanvasObject {
	if p.board == nil {
		return nil
	}
	line := container.New(&flow{})
	p.filterLine(line)
	if len(line.Objects) == 0 {
		return nil
	}
	return container.NewBorder(nil, nil, container.NewVBox(caption(say("All tiles:"))), nil, line)
}
