package png

import (
	"image/color"
	"math"

	"github.com/schoolbench/schoolbench/assets/fonts"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
)

// Sizes of type and space, in points.
const (
	margin       = 36.0
	usualWidth   = 860.0
	titleSize    = 22.0
	sentenceSize = 12.0
	noteSize     = 10.0
)

// sheet is a picture being composed: what is to be drawn is collected first,
// since the picture's height is only known at the end.
type sheet struct {
	width, height float64
	palette       chart.Palette
	steps         []func(chart.Canvas)
}

// compose lays a document out from top to bottom.
func compose(document *reports.Document, palette chart.Palette) *sheet {
	grid := fit(document.Table)
	s := &sheet{width: math.Max(usualWidth, grid.width()+2*margin), height: margin, palette: palette}
	s.paragraph(document.Title, chart.TextStyle{Size: titleSize, Bold: true, Color: palette.Text}, 3)
	s.height += 4
	s.paragraph(document.Sentence, chart.TextStyle{Size: sentenceSize, Color: palette.Muted}, 4)
	s.height += 14
	if document.Chart != nil {
		s.chart(document.Chart.Legible(chart.CanDraw))
	}
	if grid != nil {
		s.table(grid)
	}
	notes := document.Notes
	if note := grid.note(document.Table); note != "" {
		notes = append([]string{note}, notes...)
	}
	if lost(document) {
		notes = append([]string{"The fonts of this computer lack some characters; each is shown by its number in brackets, such as [U+738B]."}, notes...)
	}
	for _, note := range append(append([]string{}, notes...), document.Definitions...) {
		s.paragraph(note, chart.TextStyle{Size: noteSize, Color: palette.Text}, 4)
		s.height += 3
	}
	s.height += 5
	s.paragraph(document.Source, chart.TextStyle{Size: noteSize, Color: palette.Muted}, 2)
	if !document.Created.IsZero() {
		s.paragraph("Made "+document.Created.Format("January 2, 2006, 3:04 PM")+".", chart.TextStyle{Size: noteSize, Color: palette.Muted}, 1)
	}
	s.height += margin - 8
	return s
}

// lost reports whether the document has characters that cannot be drawn.
func lost(document *reports.Document) bool {
	some := false
	document.EachText(func(text string) { some = some || fonts.Readable(text, chart.CanDraw) != text })
	return some
}

func (s *sheet) draw(step func(chart.Canvas)) { s.steps = append(s.steps, step) }

// paragraph writes a text on as many lines as it needs, up to most.
func (s *sheet) paragraph(text string, style chart.TextStyle, most int) {
	for _, line := range chart.Wrap(fonts.Readable(text, chart.CanDraw), style.Size, style.Bold, s.width-2*margin, most) {
		at := chart.XY{X: margin, Y: s.height + style.Size}
		s.draw(func(canvas chart.Canvas) { canvas.Text(at, line, style) })
		s.height += style.Size * 1.4
	}
}

// chart draws the chart across the sheet; its own margin is hung into ours, so
// that its words line up with the others.
func (s *sheet) chart(c *chart.Chart) {
	const hang = 18
	width := s.width - 2*margin + 2*hang
	height := chart.Height(c, width)
	offset := chart.XY{X: margin - hang, Y: s.height - hang/2}
	s.draw(func(canvas chart.Canvas) {
		chart.Draw(c, moved{canvas, offset}, width, height, s.palette)
	})
	s.height += height - hang/2 + 8
}

// moved is a canvas whose corner lies elsewhere on another one.
type moved struct {
	chart.Canvas
	by chart.XY
}

func (m moved) Rectangle(box chart.Box, fill color.RGBA) {
	box.X, box.Y = box.X+m.by.X, box.Y+m.by.Y
	m.Canvas.Rectangle(box, fill)
}

func (m moved) Line(places []chart.XY, stroke chart.Stroke) {
	m.Canvas.Line(m.shiftAll(places), stroke)
}

func (m moved) Polygon(places []chart.XY, fill color.RGBA) {
	m.Canvas.Polygon(m.shiftAll(places), fill)
}

func (m moved) shiftAll(places []chart.XY) []chart.XY {
	shifted := make([]chart.XY, len(places))
	for i, at := range places {
		shifted[i] = m.shift(at)
	}
	return shifted
}

func (m moved) Circle(centre chart.XY, radius float64, fill color.RGBA, edge chart.Stroke) {
	m.Canvas.Circle(m.shift(centre), radius, fill, edge)
}

func (m moved) Text(at chart.XY, text string, style chart.TextStyle) {
	m.Canvas.Text(m.shift(at), text, style)
}

func (m moved) shift(at chart.XY) chart.XY { return chart.XY{X: at.X + m.by.X, Y: at.Y + m.by.Y} }
