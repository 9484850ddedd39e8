package widgets

import "fyne.io/fyne/v2"

// ChipBounds is where a chip stands, in the shelf's own coordinates, by its
// place in the order of [Shelf.Chips]. It is false for a chip there is none of.
func (s *Shelf) ChipBounds(index int) (fyne.Position, fyne.Size, bool) {
	if index < 0 || index >= len(s.views) {
		return fyne.Position{}, fyne.Size{}, false
	}
	view := s.views[index]
	return view.Position(), view.Size(), !view.Size().IsZero()
}

// First is what has the keyboard first on the shelf: its first chip, or its plus
// while it is empty.
func (s *Shelf) First() fyne.Focusable {
	if len(s.views) > 0 {
		return s.views[0]
	}
	return s.add
}
