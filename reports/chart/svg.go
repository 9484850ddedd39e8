package chart

import (
	"bytes"
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"
)

// SVG draws a chart as an SVG element of width by height points that scales
// with the page, with a title and a description for screen readers. All text
// is escaped. It can stand in an HTML page or be a file of its own.
func SVG(c *Chart, width, height int, palette Palette) []byte {
	canvas := &svgCanvas{}
	Draw(c, canvas, float64(width), float64(height), palette)
	var out bytes.Buffer
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s"`, width, height, width, height, escaped(accessibleName(c)))
	out.WriteString(` font-family="'Noto Sans','Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif">`)
	fmt.Fprintf(&out, "<title>%s</title><desc>%s</desc>", escaped(accessibleName(c)), escaped(describe(c)))
	out.Write(canvas.body.Bytes())
	out.WriteString("</svg>")
	return out.Bytes()
}

func accessibleName(c *Chart) string {
	name := c.Title
	if name == "" {
		name = c.ValueTitle
	}
	if name == "" {
		name = c.say("Chart")
	}
	return name
}

// describe says what a chart shows, for those who do not see it. The numbers
// themselves stand in the table beside it.
func describe(c *Chart) string {
	kind, _ := Settled(c)
	words := c.say("Chart (%s)", strings.ToLower(c.say(kind.Title())))
	if c.ValueTitle != "" {
		words += c.say(" of %s", c.ValueTitle)
	}
	if c.CategoryTitle != "" {
		words += c.say(" by %s", c.CategoryTitle)
	}
	if len(c.Categories) == 1 {
		words += c.say(", 1 category")
	} else {
		words += c.say(", %d categories", len(c.Categories))
	}
	if len(c.Series) > 1 {
		names := make([]string, len(c.Series))
		for i, series := range c.Series {
			names[i] = series.Name
		}
		words += c.say(", for %s", strings.Join(names, ", "))
	}
	return words + c.say(". The table holds every number.")
}

// svgCanvas is a Canvas that writes SVG elements.
type svgCanvas struct{ body bytes.Buffer }

func (s *svgCanvas) Rectangle(box Box, fill color.RGBA) {
	fmt.Fprintf(&s.body, `<rect x="%s" y="%s" width="%s" height="%s" fill="%s"/>`, coordinate(box.X), coordinate(box.Y), coordinate(box.Width), coordinate(box.Height), hex(fill))
}

func (s *svgCanvas) Polygon(places []XY, fill color.RGBA) {
	s.body.WriteString(`<polygon points="`)
	s.places(places)
	fmt.Fprintf(&s.body, `" fill="%s"/>`, hex(fill))
}

func (s *svgCanvas) places(places []XY) {
	for i, at := range places {
		if i > 0 {
			s.body.WriteByte(' ')
		}
		s.body.WriteString(coordinate(at.X) + "," + coordinate(at.Y))
	}
}

func (s *svgCanvas) Line(places []XY, stroke Stroke) {
	if len(places) < 2 {
		return
	}
	s.body.WriteString(`<polyline fill="none" points="`)
	s.places(places)
	fmt.Fprintf(&s.body, `" stroke="%s" stroke-width="%s" stroke-linejoin="round"`, hex(stroke.Color), coordinate(stroke.Width))
	if len(stroke.Dash) > 0 {
		dashes := make([]string, len(stroke.Dash))
		for i, length := range stroke.Dash {
			dashes[i] = coordinate(length)
		}
		fmt.Fprintf(&s.body, ` stroke-dasharray="%s"`, strings.Join(dashes, " "))
	}
	s.body.WriteString("/>")
}

func (s *svgCanvas) Circle(centre XY, radius float64, fill color.RGBA, edge Stroke) {
	fmt.Fprintf(&s.body, `<circle cx="%s" cy="%s" r="%s" fill="%s"`, coordinate(centre.X), coordinate(centre.Y), coordinate(radius), hex(fill))
	if edge.Width > 0 {
		fmt.Fprintf(&s.body, ` stroke="%s" stroke-width="%s"`, hex(edge.Color), coordinate(edge.Width))
	}
	s.body.WriteString("/>")
}

func (s *svgCanvas) Text(at XY, text string, style TextStyle) {
	fmt.Fprintf(&s.body, `<text x="%s" y="%s" font-size="%s" fill="%s"`, coordinate(at.X), coordinate(at.Y), coordinate(style.Size), hex(style.Color))
	switch style.Anchor {
	case Middle:
		s.body.WriteString(` text-anchor="middle"`)
	case End:
		s.body.WriteString(` text-anchor="end"`)
	}
	if style.Bold {
		s.body.WriteString(` font-weight="700"`)
	}
	s.body.WriteString(">" + escaped(text) + "</text>")
}

// Describe opens a group whose title a pointer shows.
func (s *svgCanvas) Describe(text string) {
	s.body.WriteString("<g><title>" + escaped(text) + "</title>")
}

func (s *svgCanvas) Undescribe() { s.body.WriteString("</g>") }

func coordinate(v float64) string {
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
}

func hex(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// escaped makes a text safe in element content and in quoted attributes, and
// drops what XML does not allow at all.
func escaped(text string) string {
	var b strings.Builder
	for _, letter := range text {
		switch {
		case letter == '&':
			b.WriteString("&amp;")
		case letter == '<':
			b.WriteString("&lt;")
		case letter == '>':
			b.WriteString("&gt;")
		case letter == '"':
			b.WriteString("&quot;")
		case letter == '\t' || letter == '\n' || letter == '\r':
			b.WriteByte(' ')
		case letter < 0x20 || letter == 0xfffe || letter == 0xffff || letter == '\ufffd':
			b.WriteRune('\ufffd')
		default:
			b.WriteRune(letter)
		}
	}
	return b.String()
}
