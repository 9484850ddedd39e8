package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/schoolbench/schoolbench/reports"
)

// The grid of a dashboard.
const (
	tileGap       = 10
	leastGridRoom = 760 // below this width the tiles stand beneath one another
)

// tileGrid lays tiles out on the grid of a dashboard: those of one row side by
// side and equally high, as high as the highest needs to be. The places come in
// the order of rows and columns.
type tileGrid struct {
	places []reports.Place
	height float32 // of the last layout
}

// Layout places the tiles.
func (g *tileGrid) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if size.Width <= 0 {
		return
	}
	narrow := size.Width < leastGridRoom*textScale()
	y := float32(0)
	for begin := 0; begin < len(objects); {
		end := begin + 1
		for !narrow && end < len(objects) && g.beside(end-1, end) {
			end++
		}
		tallest := float32(0)
		for i := begin; i < end; i++ {
			x, width := g.across(i, size.Width)
			if narrow {
				x, width = 0, size.Width
			}
			objects[i].Move(fyne.NewPos(x, y))
			tallest = max(tallest, heightAt(objects[i], width))
		}
		for i := begin; i < end; i++ {
			objects[i].Resize(fyne.NewSize(objects[i].Size().Width, tallest))
		}
		y += tallest + tileGap
		begin = end
	}
	g.height = max(0, y-tileGap)
}

// beside reports whether a tile stands in the same row as the one before it,
// with room for both.
func (g *tileGrid) beside(before, tile int) bool {
	return g.places[before].Row == g.places[tile].Row && g.places[before].Column+tileWidth(g.places[before]) <= g.places[tile].Column
}

// across is where a tile stands from left to right.
func (g *tileGrid) across(i int, width float32) (x, wide float32) {
	unit := (width + tileGap) / reports.GridColumns
	columns := min(tileWidth(g.places[i]), reports.GridColumns-g.places[i].Column)
	return float32(g.places[i].Column) * unit, float32(columns)*unit - tileGap
}

func tileWidth(place reports.Place) int {
	if place.Width <= 0 || place.Width > reports.GridColumns {
		return reports.GridColumns
	}
	return place.Width
}

// MinSize is as high as the last layout was.
func (g *tileGrid) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, g.height) }

// heightAt gives an object a width and returns the height that it needs with
// it, which wrapped text and charts know only then.
func heightAt(object fyne.CanvasObject, width float32) float32 {
	object.Resize(fyne.NewSize(width, object.MinSize().Height))
	height := object.MinSize().Height
	object.Resize(fyne.NewSize(width, height))
	return object.MinSize().Height
}

// measuredScroll is a scroller that knows how high its content is at the width
// it has.
type measuredScroll struct{}

// Layout fills the room.
func (measuredScroll) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		if scroll, ok := object.(*container.Scroll); ok && size.Width > 0 {
			heightAt(scroll.Content, size.Width)
		}
		// A change of size has the bars drawn anew; a refresh would draw every
		// chart again.
		object.Resize(size.AddWidthHeight(0, -1))
		object.Resize(size)
	}
}

// MinSize is the scroller's.
func (measuredScroll) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return atLeast{}.MinSize(objects)
}

// proportioned gives its object a height that follows from the width.
type proportioned struct {
	height func(width float32) float32
	width  *float32 // of the last layout
}

func newProportioned(object fyne.CanvasObject, height func(width float32) float32) *fyne.Container {
	return container.New(proportioned{height: height, width: new(float32)}, object)
}

// Layout fills the width.
func (p proportioned) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	*p.width = size.Width
	for _, object := range objects {
		object.Move(fyne.NewPos(0, 0))
		object.Resize(fyne.NewSize(size.Width, p.height(size.Width)))
	}
}

// MinSize is as high as the width of the last layout asks for.
func (p proportioned) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(120, p.height(max(160, *p.width)))
}
