package app

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// fill is a plain surface in a colour of the theme that follows a change of
// look, which a bare rectangle does not.
type fill struct {
	widget.BaseWidget
	name    fyne.ThemeColorName
	radius  float32
	outline fyne.ThemeColorName // "" for none
	least   fyne.Size
}

func newFill(name fyne.ThemeColorName) *fill {
	f := &fill{name: name}
	f.ExtendBaseWidget(f)
	return f
}

// newCard is a fill with round corners and a thin outline.
func newCard(name, outline fyne.ThemeColorName) *fill {
	f := &fill{name: name, outline: outline, radius: 8}
	f.ExtendBaseWidget(f)
	return f
}

// newRule is a thin line; the side on which it is thin is told by its container.
func newRule() *fill {
	f := newFill(theme.ColorNameSeparator)
	f.least = fyne.NewSize(1, 1)
	return f
}

// newGap is empty space of at least this size.
func newGap(width, height float32) *fill {
	f := newFill("")
	f.least = fyne.NewSize(width, height)
	return f
}

// CreateRenderer draws the surface.
func (f *fill) CreateRenderer() fyne.WidgetRenderer {
	r := &fillRenderer{fill: f, surface: canvas.NewRectangle(color.Transparent)}
	r.Refresh()
	return r
}

type fillRenderer struct {
	fill    *fill
	surface *canvas.Rectangle
}

func (r *fillRenderer) Destroy()                     {}
func (r *fillRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.surface} }
func (r *fillRenderer) MinSize() fyne.Size           { return r.fill.least }
func (r *fillRenderer) Layout(size fyne.Size)        { r.surface.Resize(size) }

func (r *fillRenderer) Refresh() {
	if r.fill.name != "" {
		r.surface.FillColor = theme.Color(r.fill.name)
	}
	r.surface.CornerRadius = r.fill.radius
	if r.fill.outline != "" {
		r.surface.StrokeColor, r.surface.StrokeWidth = theme.Color(r.fill.outline), 1
	}
	r.surface.Refresh()
}
