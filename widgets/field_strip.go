package widgets

import (
	"image/color"
)

// The heights of a strip, in units.
const (
	stripRoom = 10 // that a row of the list has for one
	stripHigh = 8  // of the tallest bar
	shareHigh = 4  // of a line of shares
)

// drawStrip draws how the values of a field are spread: a histogram, or the shares of the most frequent values, paler and
// paler, on a line as long as all cells.
func drawStrip(pane *gridPane, strip *FieldStrip, x, y, width float32, ink, track color.Color) {
	if strip == nil || width <= 0 {
		return
	}
	pane.fill(x, y+stripHigh, width, 1, track)
	if count := len(strip.Bars); count > 0 {
		each := width / float32(count)
		for i, bar := range strip.Bars {
			if bar > 0 {
				high := max(1, stripHigh*min(1, bar))
				pane.fill(x+float32(i)*each, y+stripHigh-high, max(1, each-1), high, faded(ink, 0.6))
			}
		}
		return
	}
	from := x
	for i, share := range strip.Shares {
		room := min(width*share, x+width-from)
		if room < 1 {
			break
		}
		pane.fill(from, y+stripHigh-shareHigh, max(1, room-1), shareHigh, faded(ink, max(0.15, 0.75-0.09*float32(i))))
		from += room
	}
}
