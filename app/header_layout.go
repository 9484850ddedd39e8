package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// The measures of the head of a page, in units.
const (
	leastTitle = 190 // the room that a title has at least beside its tools
	toolGap    = 4
)

// newHead is the head of a page: its title at the left, and at the right what
// can be done. Where both do not fit beside one another, as with large text in a
// small window, the tools stand beneath the title, over as many lines as they
// need, and each stays within reach.
func newHead(title fyne.CanvasObject, tools ...fyne.CanvasObject) *fyne.Container {
	return container.New(&head{}, append([]fyne.CanvasObject{title}, tools...)...)
}

// head lays out the head of a page.
type head struct {
	width float32 // of the last layout
}

// Layout places the title and the tools.
func (h *head) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h.width = size.Width
	title, tools := objects[0], shownOf(objects[1:])
	width := size.Width
	if room := toolsWidth(tools); h.beside(tools, size.Width) {
		width -= room + toolGap
		placeTools(tools, fyne.NewPos(size.Width-room, toolGap), room)
	}
	title.Move(fyne.NewPos(0, 0))
	heightAt(title, width)
	if width == size.Width {
		placeTools(tools, fyne.NewPos(0, title.Size().Height+toolGap), size.Width)
	}
}

// MinSize is as wide as the widest tool, and as high as the last layout needed.
func (h *head) MinSize(objects []fyne.CanvasObject) fyne.Size {
	title, tools := objects[0], shownOf(objects[1:])
	least := fyne.NewSize(120, title.MinSize().Height)
	for _, tool := range tools {
		least.Width = max(least.Width, tool.MinSize().Width)
	}
	switch {
	case len(tools) == 0:
	case h.width == 0 || h.beside(tools, h.width):
		least.Height = max(least.Height, toolGap+toolsHeight(tools, toolsWidth(tools)))
	default:
		least.Height += toolGap + toolsHeight(tools, h.width)
	}
	return least
}

// beside reports whether a title has room beside the tools.
func (h *head) beside(tools []fyne.CanvasObject, width float32) bool {
	return width >= leastTitle*textScale()+toolGap+toolsWidth(tools)
}

// toolLines sets tools side by side, over as many lines as the width asks for.
type toolLines struct {
	width *float32 // of the last layout
}

func newToolLines(tools ...fyne.CanvasObject) *fyne.Container {
	return container.New(toolLines{new(float32)}, tools...)
}

// Layout places the tools.
func (t toolLines) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	*t.width = size.Width
	placeTools(shownOf(objects), fyne.Position{}, size.Width)
}

// MinSize is as wide as the widest tool, and as high as the last layout needed.
func (t toolLines) MinSize(objects []fyne.CanvasObject) fyne.Size {
	tools, width := shownOf(objects), *t.width
	if width == 0 {
		width = toolsWidth(tools)
	}
	least := fyne.NewSize(0, toolsHeight(tools, width))
	for _, tool := range tools {
		least.Width = max(least.Width, tool.MinSize().Width)
	}
	return least
}

// shownOf are the objects that are visible.
func shownOf(objects []fyne.CanvasObject) []fyne.CanvasObject {
	var shown []fyne.CanvasObject
	for _, object := range objects {
		if object.Visible() {
			shown = append(shown, object)
		}
	}
	return shown
}

// toolsWidth is how wide tools are side by side.
func toolsWidth(tools []fyne.CanvasObject) float32 {
	width := float32(-toolGap)
	for _, tool := range tools {
		width += tool.MinSize().Width + toolGap
	}
	return max(0, width)
}

// toolsHeight is how high tools are in lines of this width.
func toolsHeight(tools []fyne.CanvasObject, width float32) float32 {
	return eachTool(tools, width, func(fyne.CanvasObject, fyne.Position, fyne.Size) {})
}

// placeTools sets tools in lines of this width, from a corner on.
func placeTools(tools []fyne.CanvasObject, corner fyne.Position, width float32) {
	eachTool(tools, width, func(tool fyne.CanvasObject, at fyne.Position, size fyne.Size) {
		tool.Move(corner.Add(at))
		tool.Resize(size)
	})
}

// eachTool calls place for every tool with where it stands in lines of this
// width, all equally high, and returns how high the lines are.
func eachTool(tools []fyne.CanvasObject, width float32, place func(tool fyne.CanvasObject, at fyne.Position, size fyne.Size)) float32 {
	high := float32(0)
	for _, tool := range tools {
		high = max(high, tool.MinSize().Height)
	}
	x, y := float32(0), float32(0)
	for _, tool := range tools {
		wide := tool.MinSize().Width
		if x > 0 && x+wide > width+0.5 {
			x, y = 0, y+high+toolGap
		}
		place(tool, fyne.NewPos(x, y), fyne.NewSize(min(wide, max(width, 1)), high))
		x += wide + toolGap
	}
	return y + high
}
