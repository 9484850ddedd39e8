package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
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

// textScale is how much larger than usual the text is drawn.
func textScale() float32 { return theme.Size(theme.SizeNameText) / usualText }

// fixedWidth gives its objects this width, more when the text is larger,
// whatever they ask for.
type fixedWidth float32

// Layout fills the room.
func (f fixedWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	atLeast{}.Layout(objects, size)
}

// MinSize has the fixed width.
func (f fixedWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(float32(f)*textScale(), atLeast{}.MinSize(objects).Height)
}

// frame puts its first object above the others, which keep their height at the
// bottom, with no gaps between.
type frame struct{}

func newFrame() frame { return frame{} }

// Layout gives the first object the room that the others leave.
func (frame) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := size.Height
	for i := len(objects) - 1; i > 0; i-- {
		objects[i].Resize(fyne.NewSize(size.Width, objects[i].MinSize().Height))
		height := objects[i].MinSize().Height
		y -= height
		objects[i].Resize(fyne.NewSize(size.Width, height))
		objects[i].Move(fyne.NewPos(0, y))
	}
	objects[0].Resize(fyne.NewSize(size.Width, y))
	objects[0].Move(fyne.NewPos(0, 0))
}

// MinSize is the sum of the heights.
func (frame) MinSize(objects []fyne.CanvasObject) fyne.Size { return newStack(0).MinSize(objects) }

// headed gives its first object the height that it needs at this width, as text
// that wraps does, and the second one the room beneath.
type headed struct{}

// Layout places the two beneath one another.
func (headed) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	top, body := objects[0], objects[1]
	height := float32(0)
	for range 2 { // text that wraps knows its height once it has its width
		height = top.MinSize().Height
		top.Resize(fyne.NewSize(size.Width, height))
	}
	height = top.MinSize().Height
	top.Resize(fyne.NewSize(size.Width, height))
	top.Move(fyne.NewPos(0, 0))
	body.Resize(fyne.NewSize(size.Width, max(0, size.Height-height)))
	body.Move(fyne.NewPos(0, height))
}

// MinSize is the sum of the heights.
func (headed) MinSize(objects []fyne.CanvasObject) fyne.Size { return newStack(0).MinSize(objects) }

// upright puts its object in the middle of the height at full width.
type upright struct{}

// Layout centres the object.
func (upright) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		height := object.MinSize().Height
		object.Resize(fyne.NewSize(size.Width, height))
		object.Move(fyne.NewPos(0, (size.Height-height)/2))
	}
}

// MinSize is the object's.
func (upright) MinSize(objects []fyne.CanvasObject) fyne.Size { return atLeast{}.MinSize(objects) }

// spine puts its first object at the left edge of the second, without a gap.
type spine struct{}

func newSpine() spine { return spine{} }

// Layout gives the second object the room that the first leaves.
func (spine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := objects[0].MinSize().Width
	objects[0].Resize(fyne.NewSize(width, size.Height))
	objects[0].Move(fyne.NewPos(0, 0))
	objects[1].Resize(fyne.NewSize(size.Width-width, size.Height))
	objects[1].Move(fyne.NewPos(width, 0))
}

// MinSize is the sum of the widths.
func (spine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	first, second := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(first.Width+second.Width, max(first.Height, second.Height))
}

// cards lays cards of one size, or a little wider, out in as many columns as
// there is room for, so that the last of each row ends where the page does.
type cards struct {
	card    fyne.Size
	gap     float32
	columns *int
}

func newCards(width, height, gap float32) cards {
	columns := 1
	return cards{card: fyne.NewSize(width, height), gap: gap, columns: &columns}
}

// Layout places the cards from the left and from the top, the first a little
// in, beneath the text of a heading.
func (c cards) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const indent = 7
	c.card.Width, c.card.Height = c.card.Width*(1+textScale())/2, c.card.Height*textScale()
	*c.columns = max(1, int((size.Width-indent+c.gap)/(c.card.Width+c.gap)))
	width := (size.Width-indent+c.gap)/float32(*c.columns) - c.gap
	for i, object := range objects {
		column, row := i%*c.columns, i / *c.columns
		object.Resize(fyne.NewSize(width, c.card.Height))
		object.Move(fyne.NewPos(indent+float32(column)*(width+c.gap), float32(row)*(c.card.Height+c.gap)))
	}
}

// MinSize is one card wide and as high as the rows of the last layout.
func (c cards) MinSize(objects []fyne.CanvasObject) fyne.Size {
	rows := (len(objects) + *c.columns - 1) / *c.columns
	return fyne.NewSize(220, max(0, float32(rows)*(c.card.Height*textScale()+c.gap)-c.gap))
}

// twoColumns puts two objects side by side with this gap.
type twoColumns float32

// Layout gives each half of the width.
func (t twoColumns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := (size.Width - float32(t)*float32(len(objects)-1)) / float32(len(objects))
	for i, object := range objects {
		object.Resize(fyne.NewSize(width, size.Height))
		object.Move(fyne.NewPos(float32(i)*(width+float32(t)), 0))
	}
}

// MinSize is as high as the highest.
func (t twoColumns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.Size{}
	for _, object := range objects {
		size := object.MinSize()
		least.Width += size.Width
		least.Height = max(least.Height, size.Height)
	}
	return least
}
