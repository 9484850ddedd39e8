package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// dragGhost is the chip that follows the pointer while a field is dragged, on an overlay above everything.
type dragGhost struct {
	canvas fyne.Canvas
	layer  *fyne.Container
	chip   *fyne.Container
}

// newDragGhost shows a chip with the text, drawn in the theme of the moment.
func newDragGhost(on fyne.Canvas, text string) *dragGhost {
	back := canvas.NewRectangle(theme.Color(theme.ColorNameOverlayBackground))
	back.StrokeColor, back.StrokeWidth = theme.Color(theme.ColorNamePrimary), 1
	back.CornerRadius = theme.Size(theme.SizeNameInputRadius)
	label := canvas.NewText(text, theme.Color(theme.ColorNameForeground))
	label.TextSize = theme.Size(theme.SizeNameText)
	label.Alignment = fyne.TextAlignCenter

	size := label.MinSize().Add(fyne.NewSize(20, 8))
	chip := container.NewWithoutLayout(back, label)
	put(back, 0, 0, size.Width, size.Height)
	put(label, 10, 4, size.Width-20, size.Height-8)
	chip.Resize(size)

	g := &dragGhost{canvas: on, chip: chip, layer: container.NewWithoutLayout(chip)}
	on.Overlays().Add(g.layer)
	return g
}

// moveTo brings the chip beside the pointer; it is tinted where it can be dropped.
func (g *dragGhost) moveTo(at fyne.Position, welcome bool) {
	g.chip.Move(at.AddXY(10, 8))
	back := g.chip.Objects[0].(*canvas.Rectangle)
	back.StrokeColor = theme.Color(theme.ColorNameInputBorder)
	if welcome {
		back.StrokeColor = theme.Color(theme.ColorNamePrimary)
	}
	canvas.Refresh(g.layer)
}

// remove takes the chip away.
func (g *dragGhost) remove() {
	g.canvas.Overlays().Remove(g.layer)
}

// Dragged carries the field under the pointer towards a shelf.
func (r *fieldRows) Dragged(event *fyne.DragEvent) {
	if r.ghost == nil {
		if r.pressed < 0 || r.pressed >= len(r.rows) || r.rows[r.pressed].heading {
			return
		}
		on := fyne.CurrentApp().Driver().CanvasForObject(r)
		if on == nil {
			return
		}
		r.clicks = 0
		r.ghost = newDragGhost(on, r.rows[r.pressed].text)
	}
	over := r.list.target(event.AbsolutePosition)
	if over != r.over {
		if r.over != nil {
			r.over.invite(false)
			r.over.showGap(-1)
		}
		if over != nil {
			over.invite(true)
		}
		r.over = over
	}
	if over != nil {
		over.showGap(over.gapAt(event.AbsolutePosition))
	}
	r.ghost.moveTo(event.AbsolutePosition, over != nil)
}

// DragEnd drops the field on the shelf under the pointer, if there is one.
func (r *fieldRows) DragEnd() {
	if r.ghost == nil {
		return
	}
	r.ghost.remove()
	r.ghost = nil
	shelf := r.over
	r.over = nil
	if shelf == nil {
		return
	}
	gap := max(0, shelf.gap)
	shelf.invite(false)
	shelf.showGap(-1)
	if r.pressed < 0 || r.pressed >= len(r.rows) {
		return
	}
	switch id := r.rows[r.pressed].field.ID; {
	case shelf.OnDropAt != nil:
		shelf.OnDropAt(id, gap)
	case shelf.OnDrop != nil:
		shelf.OnDrop(id)
	}
}
