package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Tint is the colour behind a cell, which says of its value what the number says as well. The colours are told apart by people
// who see no difference between red and green.
type Tint struct {
	Kind TintKind
	// Share is how much of it: of a scale from 0 to 1, of one with two ends from -1 to 1, of a bar its length from 0 to 1.
	Share float32
}

// TintKind is how a cell is coloured.
type TintKind int

// The kinds of colours.
const (
	TintNone  TintKind = iota
	TintScale          // the more, the stronger
	TintBar            // a bar behind the text
	TintAlert          // to be looked at
	TintGood           // as it should be
)

// Mark is what is to be known of a cell beside its value.
type Mark uint8

// The marks, which may stand together.
const (
	MarkEdited  Mark = 1 << iota // a person wrote it: a corner at the left
	MarkComment                  // somebody said something about it: a corner at the right
)

// tintStrength is how opaque the strongest tint is: text stands out from it as it must in light and in dark.
const tintStrength = 0.42

// The two colours of tints: blue and orange.
func tintBlue() color.Color   { return color.NRGBA{R: 0x1f, G: 0x78, B: 0xb4, A: 0xff} }
func tintOrange() color.Color { return color.NRGBA{R: 0xe6, G: 0x8a, B: 0x00, A: 0xff} }

// Color is the colour of a tint, to be laid over the background.
func (t Tint) Color() color.Color {
	share := max(-1, min(t.Share, 1))
	switch t.Kind {
	case TintScale:
		if share < 0 {
			return faded(tintOrange(), -share*tintStrength)
		}
		return faded(tintBlue(), share*tintStrength)
	case TintBar, TintGood:
		return faded(tintBlue(), tintStrength*0.8)
	case TintAlert:
		return faded(tintOrange(), tintStrength)
	}
	return color.Transparent
}

// drawTint colours a cell.
func (r *gridRenderer) drawTint(pane *gridPane, tint Tint, x, y, width, left, right float32) {
	if tint.Kind == TintNone {
		return
	}
	end, top, height := x+width, y, r.grid.place.rowHeight-1
	if tint.Kind == TintBar {
		end = x + 2 + (width-4)*max(0, min(tint.Share, 1))
		x, top, height = x+2, y+4, height-8
	}
	x, end = max(x, left), min(end, right)
	pane.fill(x, top, end-x, height, tint.Color())
}

// markSize is the height of a mark, drawn as a stair that the eye takes for a triangle.
const markSize = 6

// drawMarks draws the signs at the corners of a cell.
func (r *gridRenderer) drawMarks(pane *gridPane, mark Mark, x, y, width, left, right float32) {
	for step := float32(0); step < markSize; step += 2 {
		if wide := markSize - step; mark&MarkEdited != 0 && x >= left && x+wide <= right {
			pane.fill(x, y+step, wide, 2, r.paint.ring)
		}
		if wide := markSize - step; mark&MarkComment != 0 && x+width-1-wide >= left && x+width <= right {
			pane.fill(x+width-1-wide, y+step, wide, 2, r.grid.Theme().Color(theme.ColorNameWarning, fyne.CurrentApp().Settings().ThemeVariant()))
		}
	}
}
