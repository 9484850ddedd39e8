package widgets

import "fyne.io/fyne/v2"

// Dragged carries the chip: along its shelf, to another that takes chips, or
// away from all of them.
func (v *chipView) Dragged(event *fyne.DragEvent) {
	if v.ghost == nil {
		on := fyne.CurrentApp().Driver().CanvasForObject(v)
		if on == nil {
			return
		}
		v.ghost = newDragGhost(on, v.chip.Text)
	}
	at := event.AbsolutePosition
	over := v.shelf.peerAt(at)
	if v.over != nil && v.over != over {
		v.over.showGap(-1)
		v.over.invite(false)
	}
	v.over = over
	if over != nil {
		over.showGap(over.gapAt(at))
		over.invite(over != v.shelf)
	}
	v.near = v.shelf.near(at)
	v.ghost.moveTo(at, over != nil)
}

// DragEnd puts the chip down where the gap is; beside every shelf it is taken
// away, as from a spreadsheet's pivot table.
func (v *chipView) DragEnd() {
	if v.ghost == nil {
		return
	}
	v.ghost.remove()
	over, near := v.over, v.near
	v.ghost, v.over = nil, nil
	switch {
	case over == nil && !near:
		v.shelf.remove(v.index)
	case over == nil:
	case over == v.shelf:
		over.dropChip(v.index)
	default:
		gap := max(0, over.gap)
		over.showGap(-1)
		over.invite(false)
		v.shelf.hand(v.index, over, gap)
	}
}

// SetPeers names the shelves, this one with them, that chips can be dragged to
// and from, in the order in which the keyboard goes through them.
func (s *Shelf) SetPeers(shelves ...*Shelf) { s.peers = append([]*Shelf(nil), shelves...) }

// peerAt is the shelf at a place in the window that takes this one's chips; nil
// if there is none.
func (s *Shelf) peerAt(at fyne.Position) *Shelf {
	if s.covers(at) {
		return s
	}
	for _, peer := range s.peers {
		if peer != s && peer.OnTake != nil && peer.covers(at) {
			return peer
		}
	}
	return nil
}

// slipLimit is how far beside its shelf a chip can be let go by mistake.
const slipLimit = 36

// near reports whether a place in the window is hardly beside the shelf.
func (s *Shelf) near(at fyne.Position) bool {
	corner, size := fyne.CurrentApp().Driver().AbsolutePositionForObject(s), s.Size()
	return at.X >= corner.X-slipLimit && at.Y >= corner.Y-slipLimit && at.X < corner.X+size.Width+slipLimit && at.Y < corner.Y+size.Height+slipLimit
}

// hand gives a chip to another shelf.
func (s *Shelf) hand(index int, to *Shelf, gap int) {
	if to.OnTake != nil && index >= 0 && index < len(s.chips) {
		to.OnTake(s, s.chips[index], gap)
	}
}

// pass hands a chip to the next shelf in a direction that takes it, where it
// keeps the keyboard.
func (s *Shelf) pass(index, direction int) {
	at := -1
	for i, peer := range s.peers {
		if peer == s {
			at = i
		}
	}
	if at < 0 || index < 0 || index >= len(s.chips) {
		return
	}
	for at += direction; at >= 0 && at < len(s.peers); at += direction {
		to := s.peers[at]
		if to.OnTake == nil {
			continue
		}
		s.hand(index, to, len(to.chips))
		to.focusChip(len(to.views) - 1)
		return
	}
}
