package app

import (
	"fyne.io/fyne/v2"
)

// stack lays objects out beneath one another at full width with this gap,
// asking wrapped text for its height at the width it has.
type stack struct {
	gap float32
}

func newStack(gap float32) *stack { return &stack{gap: gap} }

// Layout places the objects from the top down.
func (s *stack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, object := range objects {
		if !object.Visible() {
			continue
		}
		// Text that wraps knows its height only once it knows its width.
		object.Resize(fyne.NewSize(size.Width, object.MinSize().Height))
		height := object.MinSize().Height
		object.Resize(fyne.NewSize(size.Width, height))
		object.Move(fyne.NewPos(0, y))
		y += height + s.gap
	}
}

// MinSize is the height of all at the present width.
func (s *stack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.Size{}
	count := 0
	for _, object := range objects {
		if !object.Visible() {
			continue
		}
		size := object.MinSize()
		least.Width = max(least.Width, size.Width)
		least.Height += size.Height
		count++
	}
	if count > 1 {
		least.Height += s.gap * float32(count-1)
	}
	return least
}

// measured keeps its one object at no more than this width, in the middle of
// the room it has: lines of text stay short enough to read.
type measured struct {
	width float32
	top   float32
}

// Layout centres the object.
func (m measured) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		width := min(m.width, size.Width)
		object.Resize(fyne.NewSize(width, size.Height-m.top))
		object.Move(fyne.NewPos((size.Width-width)/2, m.top))
	}
}

// MinSize is the object's.
func (m measured) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.Size{}
	for _, object := range objects {
		least = least.Max(object.MinSize())
	}
	return least.AddWidthHeight(0, m.top)
}

// atLeast gives its objects at least this size.
type atLeast struct {
	size fyne.Size
}

// Layout fills the room.
func (a atLeast) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		object.Resize(size)
		object.Move(fyne.NewPos(0, 0))
	}
}

// MinSize is the larger of the object's and the given one.
func (a atLeast) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := a.size
	for _, object := range objects {
		least = least.Max(object.MinSize())
	}
	return least
}

// fixedWidth gives its objects this width, whatever they ask for.
type fixedWidth float32

// Layout fills the room.
func (f fixedWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	atLeast{}.Layout(objects, size)
}

// MinSize has the fixed width.
func (f fixedWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(float32(f), atLeast{}.MinSize(objects).Height)
}
