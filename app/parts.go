package app

import (
	"fyne.io/fyne/v2"
)

// parted is a page of several parts that each take the keyboard: keyboardParts lists
// what has it first in each, in the order in which the parts are gone through.
type parted interface{ keyboardParts() []fyne.Focusable }

// nextPart gives the keyboard to the next part of the page, round and round, so
// that nobody has to press Tab through everything between.
func (s *Shell) nextPart() {
	shown, ok := s.shownPage().(parted)
	if !ok {
		return
	}
	var parts []fyne.Focusable
	for _, part := range shown.keyboardParts() {
		if object, ok := part.(fyne.CanvasObject); ok && object.Visible() && !s.place(object).IsZero() {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return
	}
	s.focus(parts[(s.partWithFocus(parts)+1)%len(parts)])
}

// partWithFocus is the part that has the keyboard, or the last one that begins
// before what has it in the order of the page; -1 when nothing has it.
func (s *Shell) partWithFocus(parts []fyne.Focusable) int {
	focused, ok := s.window.Canvas().Focused().(fyne.CanvasObject)
	if !ok {
		return -1
	}
	for i, part := range parts {
		if part == s.window.Canvas().Focused() {
			return i
		}
	}
	at, nearest := s.place(focused), -1
	for i, part := range parts {
		corner := s.place(part.(fyne.CanvasObject))
		if at.Y >= corner.Y-2 && at.X >= corner.X-2 {
			nearest = i
		}
	}
	return nearest
}

func (s *Shell) place(object fyne.CanvasObject) fyne.Position {
	return s.application.Driver().AbsolutePositionForObject(object)
}

// keyboardParts are the fields, the shelves, filters among them, the results and
// the rows beside them.
func (p *explorePage) keyboardParts() []fyne.Focusable {
	return []fyne.Focusable{p.fields.SearchField(), p.shelves[rowsShelf].First(), p.shelves[columnsShelf].First(), p.shelves[valuesShelf].First(), p.filters.First(), p.crosstab, p.chart, p.sheet.rows.grid}
}

// parts of a dataset is its sheet.
func (p *datasetPage) keyboardParts() []fyne.Focusable { return []fyne.Focusable{p.rows.grid} }

// parts of the rows behind a number is their list.
func (p *recordsPage) keyboardParts() []fyne.Focusable { return []fyne.Focusable{p.rows.grid} }

// parts of an import are the path, the sheet as it is, the table it becomes, the
// dataset it goes into, and the button that ends it.
func (p *importPage) keyboardParts() []fyne.Focusable {
	parts := []fyne.Focusable{p.path.entry, p.sheet.view, p.grid, p.side.name}
	if !p.run.Disabled() {
		parts = append(parts, p.run)
	}
	return parts
}

// takeFocus gives the keyboard to the main part of a page that has just been
// filled, unless a person is busy elsewhere.
func (s *Shell) takeFocus(p page, part fyne.Focusable) {
	if s.shownPage() == p && !s.covered() && s.window.Canvas().Focused() == nil {
		s.focus(part)
	}
}
