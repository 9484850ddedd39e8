package app

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/workbench"
)

// distributionStrip draws how the values of a column are spread: a small
// histogram of numbers, or the shares of the most frequent words, and beneath
// it how many cells hold a value at all.
type distributionStrip struct {
	widget.BaseWidget
	shown workbench.Distribution
}

// The sizes of a strip.
const (
	stripWidth  = 190
	stripHeight = 40
	stripFoot   = 5 // the line of states at the bottom
)

func newDistributionStrip() *distributionStrip {
	s := &distributionStrip{}
	s.ExtendBaseWidget(s)
	return s
}

// set shows another column.
func (s *distributionStrip) set(shown workbench.Distribution) {
	s.shown = shown
	s.Refresh()
}

// AccessibilityLabel says what the strip draws.
func (s *distributionStrip) AccessibilityLabel() string { return distributionWords(s.shown) }

// CreateRenderer draws the strip.
func (s *distributionStrip) CreateRenderer() fyne.WidgetRenderer {
	r := &stripRenderer{strip: s}
	r.Refresh()
	return r
}

type stripRenderer struct {
	strip *distributionStrip
	bars  []fyne.CanvasObject
}

func (r *stripRenderer) Destroy()                     {}
func (r *stripRenderer) Objects() []fyne.CanvasObject { return r.bars }
func (r *stripRenderer) MinSize() fyne.Size           { return fyne.NewSize(stripWidth, stripHeight) }
func (r *stripRenderer) Layout(fyne.Size)             { r.draw() }

// Refresh draws the strip again in the colours of the theme.
func (r *stripRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.strip)
}

func (r *stripRenderer) draw() {
	r.bars = nil
	size, shown := r.strip.Size(), r.strip.shown
	if size.Width <= 0 || shown.Rows == 0 {
		return
	}
	room := fyne.NewSize(size.Width, size.Height-stripFoot-3)
	if len(shown.Bins) > 1 {
		r.drawBins(shown.Bins, room)
	} else {
		r.drawShares(shown, room)
	}
	r.drawStates(shown, size)
}

// drawBins draws a histogram. A bin with a row in it is never invisible.
func (r *stripRenderer) drawBins(bins []workbench.Bin, room fyne.Size) {
	most := 1
	for _, bin := range bins {
		most = max(most, bin.Rows)
	}
	width := room.Width / float32(len(bins))
	for i, bin := range bins {
		if bin.Rows > 0 {
			height := max(1.5, room.Height*float32(bin.Rows)/float32(most))
			r.add(theme.Color(theme.ColorNamePrimary), float32(i)*width, room.Height-height, max(1, width-1.5), height)
		}
	}
}

// drawShares draws the most frequent values side by side, paler and paler, and
// all others in grey.
func (r *stripRenderer) drawShares(shown workbench.Distribution, room fyne.Size) {
	if shown.Reported == 0 {
		return
	}
	x := float32(0)
	top, height := room.Height*0.25, room.Height*0.7
	for i, value := range shown.Top {
		width := room.Width * float32(value.Rows) / float32(shown.Reported)
		if width < 2 {
			break
		}
		ink := color.NRGBAModel.Convert(theme.Color(theme.ColorNamePrimary)).(color.NRGBA)
		ink.A = uint8(max(60, 255-i*36))
		r.add(ink, x, top, width-1, height)
		x += width
	}
	if rest := room.Width - x; rest > 2 {
		r.add(theme.Color(theme.ColorNameSeparator), x, top, rest, height)
	}
}

// drawStates draws how many cells hold a value, do not fit, are withheld, and
// are missing, in this order.
func (r *stripRenderer) drawStates(shown workbench.Distribution, size fyne.Size) {
	x := float32(0)
	for _, part := range []struct {
		rows int
		name fyne.ThemeColorName
	}{
		{shown.Reported, theme.ColorNameSuccess},
		{shown.Misfit, theme.ColorNameError},
		{shown.Withheld, theme.ColorNameWarning},
		{shown.Missing, theme.ColorNameSeparator},
	} {
		if part.rows > 0 {
			width := max(2, size.Width*float32(part.rows)/float32(shown.Rows))
			r.add(theme.Color(part.name), min(x, size.Width-2), size.Height-stripFoot, min(width, size.Width-min(x, size.Width-2)), stripFoot)
			x += width
		}
	}
}

func (r *stripRenderer) add(ink color.Color, x, y, width, height float32) {
	bar := canvas.NewRectangle(ink)
	bar.Move(fyne.NewPos(x, y))
	bar.Resize(fyne.NewSize(width, height))
	r.bars = append(r.bars, bar)
}

// distributionWords say in figures what the strip draws.
func distributionWords(shown workbench.Distribution) string {
	words := []string{counted(shown.Distinct, "different value", "different values")}
	for _, part := range []struct {
		rows  int
		words string
	}{
		{shown.Missing, toSay("%s missing")}, {shown.Withheld, toSay("%s withheld")}, {shown.Misfit, toSay("%s do not fit")},
	} {
		if part.rows > 0 {
			words = append(words, say(part.words, number(part.rows)))
		}
	}
	return strings.Join(words, " · ")
}

// spreadWords say which values there are: the most frequent words, or from what
// to what the numbers go.
func spreadWords(shown workbench.Distribution) string {
	switch {
	case shown.Reported == 0:
		return say("no value")
	case len(shown.Bins) > 0 && shown.Least != shown.Greatest:
		return say("%s to %s", shown.Least, shown.Greatest)
	case shown.Distinct == shown.Reported && shown.Distinct > 1:
		return say("%s to %s, each once", shortened(shown.Least, 24), shortened(shown.Greatest, 24))
	}
	if shares := shown.Shares(3); shares != "" {
		return shares
	}
	return say("%s to %s", shortened(shown.Least, 24), shortened(shown.Greatest, 24))
}
