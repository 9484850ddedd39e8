package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// gridPane draws one part of a grid (body, row labels, headings, corner) from pools of objects that are made once and moved
// about. Parts are painted in an order that lets each cover what runs out of the one before, so no clipping is needed.
type gridPane struct {
	layer *fyne.Container
	rects gridPool[*canvas.Rectangle]
	texts gridPool[*canvas.Text]
	icons gridPool[*canvas.Image]
	over  gridPool[*canvas.Rectangle]
}

// newGridPane makes an empty part.
func newGridPane() *gridPane {
	rectangle := func() *canvas.Rectangle { return canvas.NewRectangle(color.Transparent) }
	return &gridPane{
		layer: &fyne.Container{},
		rects: gridPool[*canvas.Rectangle]{create: rectangle},
		texts: gridPool[*canvas.Text]{create: func() *canvas.Text { return &canvas.Text{} }},
		icons: gridPool[*canvas.Image]{create: func() *canvas.Image {
			return &canvas.Image{FillMode: canvas.ImageFillContain}
		}},
		over: gridPool[*canvas.Rectangle]{create: rectangle},
	}
}

// begin takes every object back into the pools.
func (p *gridPane) begin() {
	p.rects.used, p.texts.used, p.icons.used, p.over.used = 0, 0, 0, 0
}

// end hides what was not needed and puts new objects in their layers.
func (p *gridPane) end() {
	grown := p.rects.end()
	grown = p.texts.end() || grown
	grown = p.icons.end() || grown
	grown = p.over.end() || grown
	if !grown {
		return
	}
	objects := p.layer.Objects[:0]
	for _, rect := range p.rects.all {
		objects = append(objects, rect)
	}
	for _, text := range p.texts.all {
		objects = append(objects, text)
	}
	for _, icon := range p.icons.all {
		objects = append(objects, icon)
	}
	for _, rect := range p.over.all {
		objects = append(objects, rect)
	}
	p.layer.Objects = objects
}

// fill paints a rectangle below the texts.
func (p *gridPane) fill(x, y, width, height float32, paint color.Color) {
	if width <= 0 || height <= 0 {
		return
	}
	rect := p.rects.next()
	rect.FillColor = paint
	put(rect, x, y, width, height)
}

// ring draws the outline of a rectangle above the texts.
func (p *gridPane) ring(x, y, width, height, stroke float32, paint color.Color) {
	if width <= 0 || height <= 0 {
		return
	}
	rect := p.over.next()
	rect.FillColor = color.Transparent
	rect.StrokeColor, rect.StrokeWidth = paint, stroke
	put(rect, x, y, width, height)
}

// write draws a line of text that is already cut to its width.
func (p *gridPane) write(line gridLine, x, y, width, height float32) {
	text := p.texts.next()
	text.Text = line.text
	text.Color = line.paint
	text.TextSize = line.size
	text.TextStyle = line.style
	text.Alignment = line.align
	put(text, x, y, width, height)
}

// gridLine is a text and how it is drawn.
type gridLine struct {
	text  string
	paint color.Color
	size  float32
	style fyne.TextStyle
	align fyne.TextAlign
}

// picture draws an icon.
func (p *gridPane) picture(resource fyne.Resource, x, y, size float32) {
	icon := p.icons.next()
	put(icon, x, y, size, size)
	if icon.Resource == nil || icon.Resource.Name() != resource.Name() {
		icon.Resource = resource
		icon.Refresh()
	}
}

// put places an object.
func put(object fyne.CanvasObject, x, y, width, height float32) {
	object.Move(fyne.NewPos(x, y))
	object.Resize(fyne.NewSize(width, height))
}

// gridPool is objects of one kind, made when first needed and reused ever after.
type gridPool[T fyne.CanvasObject] struct {
	create func() T
	all    []T
	used   int
	shown  int
	known  int // how many are already in the layer
}

// next is an object to draw with.
func (p *gridPool[T]) next() T {
	if p.used == len(p.all) {
		p.all = append(p.all, p.create())
	}
	object := p.all[p.used]
	p.used++
	if p.used > p.shown {
		object.Show()
	}
	return object
}

// end hides the objects not used this time and reports whether there are new ones.
func (p *gridPool[T]) end() bool {
	for i := p.used; i < p.shown; i++ {
		p.all[i].Hide()
	}
	p.shown = p.used
	grown := p.known != len(p.all)
	p.known = len(p.all)
	return grown
}
