package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
)

// shelfRenderer draws a shelf: its name at the left, the chips wrapped over as many lines as they need, the plus at the right.
type shelfRenderer struct {
	shelf        *Shelf
	well, mark   *canvas.Rectangle
	title, empty *canvas.Text
	objects      []fyne.CanvasObject
	height       float32
}

// leastTitleWidth is the room for the name in text of the usual size.
const leastTitleWidth = 76

// titleWidth leaves room for the name, and for the longest usual one, so that the wells of several shelves stand in line.
func (s *Shelf) titleWidth() float32 {
	th := s.Theme()
	bold := fyne.TextStyle{Bold: true}
	size := th.Size(theme.SizeNameText)
	widest := max(fyne.MeasureText(s.title, size, bold).Width, fyne.MeasureText(lang.L("Columns"), size, bold).Width)
	return max(leastTitleWidth, widest+3*th.Size(theme.SizeNamePadding))
}

// WidthFor is how wide the shelf must be to show its chips in one line.
func (s *Shelf) WidthFor() float32 {
	padding := s.Theme().Size(theme.SizeNamePadding)
	width := s.titleWidth() + s.add.MinSize().Width + 2*padding
	for _, view := range s.views {
		width += view.MinSize().Width + padding
	}
	return width
}

// Destroy has nothing to give back.
func (r *shelfRenderer) Destroy() {}

// Objects are the parts from back to front.
func (r *shelfRenderer) Objects() []fyne.CanvasObject {
	return r.objects
}

// MinSize is one chip wide and as high as the chips need at the present width.
func (r *shelfRenderer) MinSize() fyne.Size {
	r.arrange(r.shelf.Size().Width, false)
	return fyne.NewSize(220, r.height)
}

// Layout draws for a new size.
func (r *shelfRenderer) Layout(fyne.Size) {
	r.draw()
}

// Refresh draws again with the chips and colours of the moment.
func (r *shelfRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.shelf)
}

// draw colours and places the parts.
func (r *shelfRenderer) draw() {
	s, th := r.shelf, r.shelf.Theme()
	variant := fyne.CurrentApp().Settings().ThemeVariant()
	textSize := th.Size(theme.SizeNameText)

	r.well.FillColor = th.Color(theme.ColorNameInputBackground, variant)
	r.well.CornerRadius = th.Size(theme.SizeNameInputRadius)
	r.well.StrokeColor, r.well.StrokeWidth = th.Color(theme.ColorNameInputBorder, variant), 1
	if s.inviting {
		r.well.FillColor = th.Color(theme.ColorNameFocus, variant)
		r.well.StrokeColor, r.well.StrokeWidth = th.Color(theme.ColorNamePrimary, variant), 2
	}
	r.mark.FillColor = th.Color(theme.ColorNamePrimary, variant)
	r.mark.CornerRadius = 1
	r.title.Text, r.title.TextSize = s.title, textSize
	r.title.TextStyle = fyne.TextStyle{Bold: true}
	r.title.Color = th.Color(theme.ColorNameForeground, variant)
	r.empty.TextSize = textSize
	r.empty.Color = th.Color(theme.ColorNamePlaceHolder, variant)

	r.arrange(s.Size().Width, true)
	r.objects = append(r.objects[:0], r.well, r.title, r.empty)
	for _, view := range s.views {
		r.objects = append(r.objects, view)
	}
	r.objects = append(r.objects, s.add, r.mark)
}

// arrange wraps the chips into lines for a width and computes the height; it moves them only when asked to.
func (r *shelfRenderer) arrange(width float32, place bool) {
	s, th := r.shelf, r.shelf.Theme()
	padding := th.Size(theme.SizeNamePadding)
	var fit textFit
	fit.use(th.Size(theme.SizeNameText))
	line := fit.height() + 1.5*padding

	add := s.add.MinSize()
	left, right := s.titleWidth()+padding, width-add.Width-padding
	if width == 0 {
		right = math.MaxFloat32 // not laid out yet: most shelves need one line
	}
	x, y := left, 1.5*padding
	for _, view := range s.views {
		size := view.MinSize()
		size.Width = min(size.Width, max(chipIcon*3, right-left))
		if x > left && x+size.Width > right {
			x, y = left, y+line+padding
		}
		if place {
			put(view, x, y, size.Width, line)
		}
		x += size.Width + padding
	}
	r.height = y + line + 1.5*padding
	if !place {
		return
	}

	height := max(r.height, s.Size().Height)
	put(r.well, 0, 0, width, height)
	put(r.title, 2*padding, 1.5*padding+(line-fit.height())/2, s.titleWidth()-2*padding, fit.height())
	put(s.add, width-add.Width-padding/2, 1.5*padding+(line-add.Height)/2, add.Width, add.Height)
	r.empty.Hidden = len(s.views) > 0
	r.empty.Text = fit.cut(s.empty, right-left-padding, fyne.TextStyle{})
	put(r.empty, left+padding/2, 1.5*padding+(line-fit.height())/2, max(0, right-left-padding), fit.height())
	r.placeMark(line, padding)
}

// placeMark shows where a dragged chip would go.
func (r *shelfRenderer) placeMark(line, padding float32) {
	s := r.shelf
	r.mark.Hidden = s.gap < 0 || len(s.views) == 0
	if r.mark.Hidden {
		return
	}
	var x, y float32
	if s.gap < len(s.views) {
		place := s.views[s.gap].Position()
		x, y = place.X-padding/2-1, place.Y
	} else {
		last := s.views[len(s.views)-1]
		x, y = last.Position().X+last.Size().Width+padding/2-1, last.Position().Y
	}
	put(r.mark, x, y, 2, line)
}
