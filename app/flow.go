package app

import "fyne.io/fyne/v2"

// flow sets objects side by side, as many as a line has room for, in as many
// lines as that takes.
type flow struct{ width float32 } // of the last layout

// The room between the objects of a flow.
const (
	flowBeside  = 6
	flowBeneath = 4
)

// Layout sets them.
func (f *flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	f.each(objects, func(object fyne.CanvasObject, at fyne.Position) {
		object.Move(at)
		object.Resize(object.MinSize())
	})
}

// MinSize is as wide as the widest, and as high as the lines of the last width.
func (f *flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	f.each(objects, func(object fyne.CanvasObject, at fyne.Position) {
		least := object.MinSize()
		size = size.Max(fyne.NewSize(least.Width, at.Y+least.Height))
	})
	return size
}

// each calls place with every object that is shown and where it comes to stand.
func (f *flow) each(objects []fyne.CanvasObject, place func(object fyne.CanvasObject, at fyne.Position)) {
	x, y, high := float32(0), float32(0), float32(0)
	for _, object := range objects {
		if !object.Visible() {
			continue
		}
		least := object.MinSize()
		if x > 0 && f.width > 0 && x+least.Width > f.width {
			x, y, high = 0, y+high+flowBeneath, 0
		}
		place(object, fyne.NewPos(x, y))
		x += least.Width + flowBeside
		high = max(high, least.Height)
	}
}
