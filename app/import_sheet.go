package app

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/widgets"
)

// importSheet is the sheet as it is, at the top of an import: bands that can be
// dragged, a menu on each row and keys that do the same.
type importSheet struct {
	page    *importPage
	view    *widgets.SheetView
	words   *widget.Label
	undo    *widget.Button
	heading fyne.CanvasObject
	tables  *importTable
	raw     *rawSheet
}

func newImportSheet(p *importPage) *importSheet {
	s := &importSheet{page: p, view: widgets.NewSheetView(), words: caption("")}
	s.view.OnEdge = s.moveEdge
	s.view.OnRowMenu = s.menu
	s.view.OnLetter = s.letter
	s.words.Truncation = fyne.TextTruncateEllipsis
	s.undo = widget.NewButtonWithIcon(say("Undo"), icon("undo"), func() { p.presenter.undo() })
	s.undo.Importance = widget.LowImportance
	s.heading = container.NewBorder(nil, nil, smallHeading(say("THE SHEET AS IT IS")), s.undo, s.words)
	return s
}

// show draws the sheet and its bands.
func (s *importSheet) show() {
	p := s.page.presenter
	t := p.table()
	var raw *rawSheet
	switch {
	case t != nil:
		raw = p.raw[t.plan.Sheet]
	case p.glance != nil:
		raw = &rawSheet{head: p.glance.View.Rows}
		raw.measure()
	}
	if raw == nil {
		s.view.SetSheet(nil, nil, nil)
		s.raw, s.tables = nil, nil
		return
	}
	bands, edges := []widgets.SheetBand{}, []widgets.SheetEdge{}
	if t != nil {
		bands, edges = sheetBands(p.onSheet(t.plan.Sheet), raw.last), sheetEdges(t, raw.last)
	} else if len(p.glance.Found) > 0 {
		bands = sheetBands([]*importTable{newImportTable(p.glance.Found[0].Plan, nil)}, raw.last)
	}
	s.view.SetSheet(raw.rows(), bands, edges)
	if t != nil && t != s.tables {
		if _, _, inside := s.view.RowBounds(t.plan.FirstRow + 1); !inside && s.view.Size().Height > 0 || t.top() > 8 {
			s.view.ShowRow(t.top())
		}
	}
	s.raw, s.tables = raw, t
}

// refresh follows what changes without the sheet.
func (s *importSheet) refresh() {
	p := s.page.presenter
	words := say("Drag the line between two bands, or right-click a row.")
	switch {
	case p.table() == nil && p.glance != nil:
		words = say("The beginning of the file.")
	case p.reading.busy() && p.table() != nil:
		words = say("Reading the table anew…")
	case s.raw != nil && s.raw.hidden > 0:
		words += " " + say("%s hidden in the workbook.", counted(s.raw.hidden, "row is", "rows are"))
	}
	s.words.SetText(words)
	if t := p.table(); t != nil && t.corrected() && !p.importing() {
		s.undo.Enable()
	} else {
		s.undo.Disable()
	}
}

// moveEdge plans the table anew for an edge that was moved.
func (s *importSheet) moveEdge(edge, row int) {
	s.page.presenter.place(func(t *importTable) importers.Options {
		switch edge {
		case headerTopEdge:
			return t.headerBegins(row + 1)
		case headerEndEdge:
			if row < t.top() {
				return t.noHeader(t.top())
			}
			return t.headerEnds(row)
		}
		return t.dataEnds(row)
	})
}

// sheetAction is something that can be done with rows of a sheet, from its menu
// or by a key.
type sheetAction struct {
	label  string
	letter rune
	act    func()
}

// actions lists what can be done with rows of the sheet.
func (s *importSheet) actions(first, last int) []sheetAction {
	p := s.page.presenter
	t := p.table()
	if t == nil || p.importing() {
		return nil
	}
	place := func(move func(t *importTable) importers.Options) func() { return func() { p.place(move) } }
	list := []sheetAction{
		{say("Header begins here"), 'b', place(func(t *importTable) importers.Options { return t.headerBegins(first) })},
		{say("Header ends here"), 'h', place(func(t *importTable) importers.Options { return t.headerEnds(last) })},
		{say("No header: data begins here"), 'n', place(func(t *importTable) importers.Options { return t.noHeader(first) })},
	}
	if last >= t.plan.FirstRow {
		list = append(list, sheetAction{say("Data ends here"), 'e', place(func(t *importTable) importers.Options { return t.dataEnds(last) })})
		if t.plan.LastRow > 0 {
			list = append(list, sheetAction{say("Data goes on to the end of the sheet"), 'a', place(func(t *importTable) importers.Options { return t.dataEnds(0) })})
		}
		if _, out := t.skipped(first); out {
			list = append(list, sheetAction{say("Take %s in", rowWords(first, last)), 'x', place(func(t *importTable) importers.Options { return t.takeIn(first, last) })})
		} else if t.plan.LastRow == 0 || first <= t.plan.LastRow {
			list = append(list, sheetAction{say("Leave %s out", rowWords(first, last)), 'x', place(func(t *importTable) importers.Options { return t.leaveOut(first, last) })})
		}
	}
	return list
}

func rowWords(first, last int) string {
	if first == last {
		return say("row %s", number(first))
	}
	return say("rows %s to %s", number(first), number(last))
}

// selection is the selected rows when they hold the row, or else the row alone.
func (s *importSheet) selection(row int) (first, last int) {
	first, last, ok := s.view.SelectedRows()
	if !ok || row < first || row > last {
		return row, row
	}
	return first, last
}

// menu offers what can be done with the rows.
func (s *importSheet) menu(row, _ int, position fyne.Position) {
	first, last := s.selection(row)
	var items []*fyne.MenuItem
	for _, action := range s.actions(first, last) {
		items = append(items, fyne.NewMenuItem(fmt.Sprintf("%s  (%c)", action.label, action.letter-'a'+'A'), action.act))
	}
	items = append(items, fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(say("Copy"), func() { s.page.shell.application.Clipboard().SetContent(s.view.CopyText()) }))
	s.page.shell.popUp(position, items...)
}

// letter does what the menu offers under a letter.
func (s *importSheet) letter(letter rune, row int) {
	if letter >= 'A' && letter <= 'Z' {
		letter += 'a' - 'A'
	}
	first, last := s.selection(row)
	for _, action := range s.actions(first, last) {
		if action.letter == letter {
			action.act()
			return
		}
	}
}

// addTargets names the rows and edges in view for tests of the window.
func (s *importSheet) addTargets(add func(name string, offset fyne.Position, size fyne.Size, text string)) {
	for i, name := range []string{headerTopEdge: "header-top", headerEndEdge: "header-end", dataEndEdge: "data-end"} {
		if at, size, inside := s.view.EdgeBounds(i); inside {
			add("sheet.edge:"+name, at, size, "")
		}
	}
	shown := s.view.VisibleCells()
	source := s.view.Source()
	for row := shown.Top; row <= shown.Bottom; row++ {
		if at, size, inside := s.view.CellBounds(row, 1); inside {
			name := source.Cell(row, 1).Text
			add("sheet.row:"+name, at, size, s.view.BandWordAt(row))
		}
	}
}
