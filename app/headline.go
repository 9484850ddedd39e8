package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// toolLines sets tools side by side, and on more lines where one has no room
// for all.
type toolLines struct {
	height float32 // at the width of the last layout
}

// toolGap is the room between tools.
const toolGap = 4

func newToolLines(tools ...fyne.CanvasObject) *fyne.Container {
	return container.New(&toolLines{}, tools...)
}

// Layout places the tools from the left, a new line beneath the one that is full.
func (l *toolLines) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x, y, high := float32(0), float32(0), float32(0)
	for _, object := range objects {
		if !object.Visible() {
			continue
		}
		least := object.MinSize()
		if x > 0 && x+least.Width > size.Width {
			x, y, high = 0, y+high+toolGap, 0
		}
		object.Resize(fyne.NewSize(min(least.Width, max(size.Width, 1)), least.Height))
		object.Move(fyne.NewPos(x, y))
		x += least.Width + toolGap
		high = max(high, least.Height)
	}
	l.height = y + high
}

// MinSize is as wide as the widest tool and as high as the lines were.
func (l *toolLines) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(0, l.height)
	for _, object := range objects {
		if object.Visible() {
			size = size.Max(object.MinSize())
		}
	}
	return size
}

// oneLine is how wide the tools are on one line.
func (l *toolLines) oneLine(objects []fyne.CanvasObject) float32 {
	width := float32(-toolGap)
	for _, object := range objects {
		if object.Visible() {
			width += object.MinSize().Width + toolGap
		}
	}
	return max(0, width)
}

// headline is the head of a page: words, and at their right the tools, or
// beneath them where the words would be squeezed.
type headline struct {
	height float32 // at the width of the last layout
}

// headlineWords is how much room the words have at least beside the tools.
const headlineWords = 240

func newHeadline(words fyne.CanvasObject, tools ...fyne.CanvasObject) *fyne.Container {
	return container.New(&headline{}, words, newToolLines(tools...))
}

// Layout places words and tools.
func (h *headline) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	words, tools := objects[0], objects[1].(*fyne.Container)
	wide := tools.Layout.(*toolLines).oneLine(tools.Objects)
	room := size.Width - wide - 2*toolGap
	beside := room >= headlineWords*textScale()
	if !beside {
		room = size.Width
	}
	for range 2 { // text that wraps knows its height once it has its width
		words.Resize(fyne.NewSize(room, words.MinSize().Height))
	}
	words.Move(fyne.NewPos(0, 0))
	if beside {
		tools.Resize(fyne.NewSize(wide, tools.MinSize().Height))
		tools.Resize(fyne.NewSize(wide, tools.MinSize().Height))
		tools.Move(fyne.NewPos(size.Width-wide, toolGap))
		h.height = max(words.Size().Height, tools.Size().Height+toolGap)
		return
	}
	tools.Resize(fyne.NewSize(size.Width, tools.MinSize().Height))
	tools.Resize(fyne.NewSize(size.Width, tools.MinSize().Height))
	tools.Move(fyne.NewPos(0, words.Size().Height+toolGap))
	h.height = words.Size().Height + toolGap + tools.Size().Height
}

// MinSize is as wide as the widest tool and as high as it was.
func (h *headline) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[1].MinSize().Width, max(h.height, objects[0].MinSize().Height))
}

// settled lays its container out twice when it gets another size: text that
// wraps, and tools that do, know their height once they have their width.
type settled struct{}

// Layout fills the room.
func (settled) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		object.Move(fyne.NewPos(0, 0))
		object.Resize(size)
		if within, ok := object.(*fyne.Container); ok && within.Layout != nil {
			within.Layout.Layout(within.Objects, size)
		}
	}
}

// MinSize is the object's.
func (settled) MinSize(objects []fyne.CanvasObject) fyne.Size { return atLeast{}.MinSize(objects) }
