package app

import (
	"net/url"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/widgets"
)

// tileCard draws one tile of a dashboard.
type tileCard struct {
	page    *boardPage
	board   *reports.Board
	section *reports.Section
	lines   *fyne.Container
	scroll  *container.Scroll // of a tile that is only so high; nil otherwise
}

// newTileCard is the card of a section.
func newTileCard(page *boardPage, board *reports.Board, section *reports.Section) fyne.CanvasObject {
	c := &tileCard{page: page, board: board, section: section, lines: container.New(newStack(-4))}
	c.addTitle()
	if words := page.notCut(section.Name); words != "" {
		c.lines.Add(hint(words))
	}
	if section.Comparison {
		c.lines.Add(hint(board.Word("word.comparison")))
	}
	if section.Figure != nil {
		c.addFigure(section.Figure)
	}
	for _, sentence := range section.Text {
		c.addSentence(sentence)
	}
	for _, task := range section.Tasks {
		c.addTask(task)
	}
	c.addDocument()
	c.addTold("part.shows", section.Narrative.Shows)
	c.addTold("part.next", section.Narrative.Next)
	if read := section.Narrative.Read; len(read) > 0 {
		folded := container.New(newStack(-6))
		for _, sentence := range read {
			folded.Add(hint(sentence.Text))
		}
		c.fold(board.Word("part.read"), folded)
	}
	var content fyne.CanvasObject = container.NewBorder(newGap(1, 4), newGap(1, 8), newGap(6, 1), newGap(6, 1), container.New(newStack(0), c.lines))
	if cells := section.Place.Height; cells > 0 {
		c.scroll = container.NewVScroll(newWheelBox(c, besideScrollBar(content)))
		content = container.New(cellsHigh(cells), container.New(measuredScroll{}, c.scroll))
	}
	card := container.NewStack(newCard(theme.ColorNameBackground, theme.ColorNameSeparator), content)
	if page.draft != nil {
		card.Add(container.NewVBox(layout.NewSpacer(), container.NewHBox(layout.NewSpacer(), newTileGrip(c), newGap(2, 1))))
	}
	return card
}

// addTitle adds the title with the button of the tile's menu.
func (c *tileCard) addTitle() {
	var more *widget.Button
	more = widget.NewButtonWithIcon("", icon("more"), func() {
		corner := c.page.shell.application.Driver().AbsolutePositionForObject(more)
		c.showMenu(corner.AddXY(0, more.Size().Height))
	})
	more.Importance = widget.LowImportance
	c.page.shell.targets.object("board.menu:"+c.section.Name, more)
	var title fyne.CanvasObject
	if c.page.draft != nil {
		handle := newTileHandle(c)
		c.page.handles[c.section.Name] = handle
		c.page.shell.targets.object("board.handle:"+c.section.Name, handle)
		title = container.NewVBox(handle, newGap(1, 4))
	} else {
		label := wrapped(c.section.Title)
		label.TextStyle.Bold = true
		title = label
	}
	c.lines.Add(container.NewBorder(nil, nil, nil, container.NewVBox(more), title))
}

// notCut says by what was picked a tile is not cut.
func (p *boardPage) notCut(name string) string {
	if p.answer == nil {
		return ""
	}
	return p.answer.NotCut(name)
}

// cellsHigh is a layout as high as so many cells of the grid.
type cellsHigh int

// Layout fills the room.
func (c cellsHigh) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		object.Resize(size)
	}
}

// MinSize is that of the cells.
func (c cellsHigh) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(60, float32(c)*tileCell*textScale())
}

// addDocument adds the chart and the table. The table of a figure or of a chart
// is folded.
func (c *tileCard) addDocument() {
	document := c.section.Document
	if document == nil {
		return
	}
	drawn := false
	switch c.section.Kind {
	case reports.ChartTile:
		drawn = c.addChart(document.Chart)
	case reports.CrosstabTile:
		drawn = c.section.View != reports.TableOnly && c.addChart(document.Chart)
	}
	table := document.Table
	if table == nil || c.section.Figure != nil && len(table.Body) < 2 {
		return
	}
	if len(table.Body) == 0 {
		c.lines.Add(hint(document.Sentence))
		return
	}
	view := widgets.NewCrosstabView()
	view.SetSource(documentSource{table: table, plain: c.section.Shape.ColumnFields == 0, list: c.section.Kind == reports.ListTile})
	view.AutoFit()
	view.Name = c.section.Title
	c.page.shell.targets.text("board.table:"+c.section.Title, view, func() string { return lastLine(table) })
	view.OnScrollPast = c.scrollPast
	c.page.listen(view, c)
	const mostLines = 15
	lines := float32(min(mostLines, len(table.Body)) + len(table.HeaderRows))
	room := newProportioned(view, func(float32) float32 {
		return lines*(theme.Size(theme.SizeNameText)*1.36+2*theme.Size(theme.SizeNamePadding)+1) + 16
	})
	if c.section.Figure != nil || c.section.Kind == reports.ChartTile || drawn && c.section.View == reports.ChartOnly {
		c.fold(c.board.Word("word.table"), room)
		return
	}
	c.lines.Add(room)
}

// addSentence adds a sentence with its status, whom to ask and where to read on.
func (c *tileCard) addSentence(sentence reports.Sentence) {
	if sentence.Status != reports.NoStatus {
		c.lines.Add(statusBadge(c.board, sentence.Status))
	}
	text := container.New(newStack(-10), wrapped(sentence.Text))
	if sentence.Contact != "" {
		text.Add(hint(sentence.Contact))
	}
	c.lines.Add(text)
	c.addLink(sentence.Link)
}

// addLink adds a link to a page of the web; anything else is text.
func (c *tileCard) addLink(link string) {
	if link == "" {
		return
	}
	address, err := url.Parse(link)
	if err != nil || address.Scheme != "https" && address.Scheme != "http" {
		c.lines.Add(hint(link))
		return
	}
	c.lines.Add(widget.NewHyperlink(link, address))
}

// addTask adds a task as a row with its box.
func (c *tileCard) addTask(task reports.TaskLine) {
	box := "☐ "
	if task.Done {
		box = "☑ "
	}
	row := container.New(newStack(-10), wrapped(box+task.Text.Text))
	if details := task.Details(); len(details) > 0 {
		row.Add(hint(strings.Join(details, " · ")))
	}
	if task.Status == reports.NoStatus {
		c.lines.Add(row)
	} else {
		c.lines.Add(container.NewBorder(nil, nil, nil, container.NewVBox(statusBadge(c.board, task.Status)), row))
	}
	c.addLink(task.Link)
}

// addTold adds a part of what the page says about the section.
func (c *tileCard) addTold(part string, sentences []reports.Sentence) {
	if len(sentences) == 0 {
		return
	}
	c.lines.Add(smallHeading(c.board.Word(part)))
	for _, sentence := range sentences {
		c.addSentence(sentence)
	}
}

// fold adds something behind a line that shows and hides it.
func (c *tileCard) fold(words string, folded fyne.CanvasObject) {
	folded.Hide()
	var line *widget.Button
	line = widget.NewButtonWithIcon(words, theme.MenuExpandIcon(), func() {
		if folded.Visible() {
			folded.Hide()
			line.SetIcon(theme.MenuExpandIcon())
		} else {
			folded.Show()
			line.SetIcon(theme.MenuDropDownIcon())
		}
		c.lines.Refresh()
		if c.scroll != nil {
			measuredScroll{}.Layout([]fyne.CanvasObject{c.scroll}, c.scroll.Size())
		}
		c.page.arrange()
	})
	line.Importance = widget.LowImportance
	line.Alignment = widget.ButtonAlignLeading
	c.lines.Add(line)
	c.lines.Add(folded)
	c.page.shell.targets.object("board.fold:"+c.section.Name+":"+words, line)
}

// wrapped is a paragraph.
func wrapped(text string) *widget.Label {
	label := widget.NewLabel(text)
	label.Wrapping = fyne.TextWrapWord
	return label
}

// upperFirst writes a phrase as a sentence begins.
func upperFirst(text string) string {
	if text == "" {
		return ""
	}
	runes := []rune(text)
	return strings.ToUpper(string(runes[:1])) + string(runes[1:])
}
