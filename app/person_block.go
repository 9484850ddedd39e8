package app

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// mostPersonLines is how many rows of a dataset are in view on a person's page.
const mostPersonLines = 8

// addBlock adds what a dataset says: how many rows, what they have in common,
// what they add up to, and the rows.
func (p *personPage) addBlock(block *workbench.PersonBlock) {
	s := p.shell
	name := widget.NewLabelWithStyle(block.Dataset.Name, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	name.SizeName = theme.SizeNameSubHeadingText
	count := caption(blockWords(block))
	count.Truncation = fyne.TextTruncateEllipsis
	open := plainButton(say("Open the rows"), "data", func() { s.openPersonRows(block) })
	open.Importance = widget.LowImportance
	lines := container.New(newStack(-4), container.NewBorder(nil, nil, name, open, container.NewVBox(newGap(1, 2), count)))
	if len(block.Same) > 0 {
		lines.Add(newFacts(block.Same))
	}
	if words := sumWords(block); words != "" {
		lines.Add(wrapped(words))
	}
	for _, line := range block.Counts {
		var values []string
		for _, value := range line.Values {
			if value.Value == "" {
				value.Value = say("(blank)")
			}
			values = append(values, value.Value+": "+number(value.Rows))
		}
		text := wrapped(strings.Join(values, "   ·   "))
		title := quiet(line.Title)
		lines.Add(container.NewBorder(nil, nil, container.New(fixedWidth(150), title), nil, text))
	}
	if len(block.Columns) > 0 {
		lines.Add(newGap(1, 14)) // the stack takes some of it
		lines.Add(p.blockTable(block))
	}
	s.targets.text("person.block:"+block.Dataset.Name, lines, func() string { return count.Text })
	p.body.Add(container.NewStack(newCard(theme.ColorNameBackground, theme.ColorNameSeparator), container.NewBorder(newGap(1, 4), newGap(1, 8), newGap(6, 1), newGap(6, 1), lines)))
}

// blockTable are the rows, in those columns in which they differ.
func (p *personPage) blockTable(block *workbench.PersonBlock) fyne.CanvasObject {
	source := newFrameSource(block.Columns, block.Rows, block.Dataset.Rows)
	grid := widgets.NewGrid(source)
	grid.Name = block.Dataset.Name
	grid.FrozenCells = true
	grid.OnScrollPast = p.scroll.Scrolled
	grid.OnEscape = func() { p.goBack() }
	grid.OnActivate = func(row, _ int) { p.openOther(block, source, row) }
	grid.OnMenu = func(row, column int, position fyne.Position) {
		items := []*fyne.MenuItem{fyne.NewMenuItem(say("Copy with headings"), func() { p.shell.application.Clipboard().SetContent(grid.CopyTextWithHeaders()) })}
		for _, key := range p.others(block, source, row) {
			items = append(items, fyne.NewMenuItem(say("Open %s %s", key.Column, key.ID), func() { p.openKey(key) }))
		}
		items = append(items, fyne.NewMenuItem(say("Open the rows"), func() { p.shell.openPersonRows(block) }))
		p.shell.popUp(position, items...)
	}
	grid.OnSelect = func(widgets.Range) { p.sumSelected(source, grid.Selections()) }
	grid.AutoFit()
	p.grids = append(p.grids, grid)
	p.shell.targets.text("person.table:"+block.Dataset.Name, grid, func() string { return number(source.Rows()) })
	height := float32(min(mostPersonLines, len(block.Rows))+1)*(theme.Size(theme.SizeNameText)*1.36+2*theme.Size(theme.SizeNamePadding)+1) + 16
	return newProportioned(grid, func(float32) float32 { return height })
}

// sumSelected says what selected cells add up to, if they are not so many that
// it would take long.
func (p *personPage) sumSelected(source *frameSource, ranges []widgets.Range) {
	cells := 0
	for _, each := range ranges {
		cells += each.Cells()
	}
	if cells > quickCells {
		p.shell.status.say("")
		return
	}
	if figures, err := source.figures(context.Background(), ranges...); err == nil {
		p.shell.status.say(figures.words())
	}
}

// others are the people whom a row names besides the one of the page.
func (p *personPage) others(block *workbench.PersonBlock, source *frameSource, row int) []workbench.PersonKey {
	if row < 0 || row >= source.Rows() {
		return nil
	}
	return peopleInRow(block.Dataset.Name, block.Columns, source, row)
}

// openOther opens whom else a row is about, such as a student on a teacher's
// page; where it is about nobody else, the rows in their dataset.
func (p *personPage) openOther(block *workbench.PersonBlock, source *frameSource, row int) {
	if others := p.others(block, source, row); len(others) > 0 {
		p.openKey(others[0])
		return
	}
	p.shell.openPersonRows(block)
}

func (p *personPage) openKey(key workbench.PersonKey) {
	trail := append(append([]crumb(nil), p.trail...), crumb{p.title(), func() {
		if !p.shell.showPage(p) {
			p.shell.openPersonFrom(p.id, p.trail, p.walk)
		}
	}})
	p.shell.openPersonFrom(key, trail, nil)
}

// blockWords say how many rows a dataset has of a person, in which order they
// stand and how they were found.
func blockWords(block *workbench.PersonBlock) string {
	words := []string{counted(len(block.Rows), "row", "rows")}
	if len(block.Rows) > 1 && block.Dated != "" {
		words = append(words, say("newest first by %s", block.Dated))
	}
	if len(block.Rows) > 1 && len(block.Columns) == 0 {
		words = append(words, say("all the same"))
	}
	if block.LostZeros {
		words = append(words, say("found by %s without its leading zeros", block.Column))
	} else {
		words = append(words, say("found by %s", block.Column))
	}
	return strings.Join(words, " · ")
}

// sumWords are what the numbers of the rows come to.
func sumWords(block *workbench.PersonBlock) string {
	var words []string
	for _, sum := range block.Sums {
		words = append(words, sum.Title+": "+sum.Text)
	}
	return strings.Join(words, "   ·   ")
}

// openPersonRows shows the rows of a person in their dataset.
func (s *Shell) openPersonRows(block *workbench.PersonBlock) {
	at := block.Dataset.Schema.Index(block.Column)
	if at < 0 || len(block.Rows) == 0 {
		return
	}
	bench, name, column := s.bench, block.Dataset.Name, block.Dataset.Schema[at]
	s.openDataset(name)
	page, ok := s.shownPage().(*datasetPage)
	if !ok || bench == nil {
		return
	}
	look := rowsLook{Filters: map[string]columnFilter{column.Name: {Only: []string{block.Shown}}}}
	if page.version == 0 {
		page.rows.look = look // the rows are not read yet
		return
	}
	page.rows.setLook(look)
}
