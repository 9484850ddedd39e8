package chart

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"os"
	"sync"

	"github.com/golang/freetype/truetype"
	"github.com/schoolbench/schoolbench/assets/fonts"
	"github.com/wcharczuk/go-chart/v2/drawing"
)

// mostPixels keeps a slip in the size from asking for all the memory.
const mostPixels = 64 << 20

// Picture is a Canvas of pixels, drawn by go-chart's rasteriser.
type Picture struct {
	image   *image.RGBA
	context *drawing.RasterGraphicContext
	width   float64 // in points, as is height
	height  float64
	scale   float64
}

// NewPicture returns a white picture of this size in points, with scale pixels
// to the point: 2 is crisp on most screens. It fails when the picture would be
// empty or larger than 64 million pixels.
func NewPicture(width, height, scale float64) (*Picture, error) {
	across, down := math.Ceil(width*scale), math.Ceil(height*scale)
	if !(across >= 1 && down >= 1 && across*down <= mostPixels) {
		return nil, fmt.Errorf("a picture of %g by %g points at scale %g cannot be made", width, height, scale)
	}
	for _, face := range []face{regularFace, boldFace} {
		if _, err := face.parse(); err != nil {
			return nil, fmt.Errorf("cannot read the typeface: %w", err)
		}
	}
	pixels := image.NewRGBA(image.Rect(0, 0, int(across), int(down)))
	context, err := drawing.NewRasterGraphicContext(pixels)
	if err != nil {
		return nil, err
	}
	// With this resolution a font's size is its height in pixels.
	context.SetDPI(64)
	context.SetFillRule(drawing.FillRuleWinding)
	picture := &Picture{image: pixels, context: context, width: width, height: height, scale: scale}
	picture.Rectangle(Box{Width: width, Height: height}, color.RGBA{255, 255, 255, 255})
	return picture, nil
}

// Image returns the picture as drawn so far.
func (p *Picture) Image() *image.RGBA { return p.image }

// Rectangle fills a box. Its edges are moved to whole pixels, so that bars and
// swatches are crisp; what is not empty stays at least a pixel wide.
func (p *Picture) Rectangle(box Box, fill color.RGBA) {
	x0, y0 := math.Round(box.X*p.scale), math.Round(box.Y*p.scale)
	x1, y1 := math.Round((box.X+box.Width)*p.scale), math.Round((box.Y+box.Height)*p.scale)
	if box.Width > 0 && x1 == x0 {
		x1++
	}
	if box.Height > 0 && y1 == y0 {
		y1++
	}
	// The picture may end within a pixel; what reaches its end fills that pixel.
	if box.X+box.Width >= p.width {
		x1 = float64(p.image.Bounds().Dx())
	}
	if box.Y+box.Height >= p.height {
		y1 = float64(p.image.Bounds().Dy())
	}
	area := image.Rect(int(x0), int(y0), int(x1), int(y1)).Intersect(p.image.Bounds())
	draw.Draw(p.image, area, image.NewUniform(fill), image.Point{}, draw.Src)
}

// Line draws a line. One that is upright or level is moved onto the pixels.
func (p *Picture) Line(places []XY, stroke Stroke) {
	if len(places) < 2 || stroke.Width <= 0 {
		return
	}
	width := stroke.Width * p.scale
	if len(places) == 2 && len(stroke.Dash) == 0 && (places[0].X == places[1].X || places[0].Y == places[1].Y) {
		p.straight(places[0], places[1], stroke)
		return
	}
	p.context.BeginPath()
	for i, at := range places {
		if i == 0 {
			p.context.MoveTo(at.X*p.scale, at.Y*p.scale)
		} else {
			p.context.LineTo(at.X*p.scale, at.Y*p.scale)
		}
	}
	p.edge(stroke, width)
	p.context.Stroke()
}

// Polygon fills the area inside these places.
func (p *Picture) Polygon(places []XY, fill color.RGBA) {
	if len(places) < 3 {
		return
	}
	p.context.BeginPath()
	for i, at := range places {
		if i == 0 {
			p.context.MoveTo(at.X*p.scale, at.Y*p.scale)
		} else {
			p.context.LineTo(at.X*p.scale, at.Y*p.scale)
		}
	}
	p.context.Close()
	p.context.SetFillColor(fill)
	p.context.Fill()
}

func (p *Picture) straight(a, b XY, stroke Stroke) {
	half := math.Max(stroke.Width, 1/p.scale) / 2
	box := Box{X: math.Min(a.X, b.X), Y: math.Min(a.Y, b.Y), Width: math.Abs(a.X - b.X), Height: math.Abs(a.Y - b.Y)}
	if box.Width == 0 {
		box.X, box.Width = box.X-half, 2*half
	}
	if box.Height == 0 {
		box.Y, box.Height = box.Y-half, 2*half
	}
	p.Rectangle(box, stroke.Color)
}

func (p *Picture) edge(stroke Stroke, width float64) {
	p.context.SetStrokeColor(stroke.Color)
	p.context.SetLineWidth(width)
	p.context.SetLineJoin(drawing.RoundJoin)
	p.context.SetLineCap(drawing.RoundCap)
	dash := make([]float64, len(stroke.Dash))
	for i, length := range stroke.Dash {
		dash[i] = length * p.scale
	}
	if len(dash) > 0 {
		p.context.SetLineCap(drawing.ButtCap)
	}
	p.context.SetLineDash(dash, 0)
}

// Circle fills a circle and draws its edge.
func (p *Picture) Circle(centre XY, radius float64, fill color.RGBA, edge Stroke) {
	disc := func(r float64, fill color.RGBA) {
		p.context.BeginPath()
		p.context.MoveTo((centre.X+r)*p.scale, centre.Y*p.scale)
		p.context.ArcTo(centre.X*p.scale, centre.Y*p.scale, r*p.scale, r*p.scale, 0, 2*math.Pi)
		p.context.Close()
		p.context.SetFillColor(fill)
		p.context.Fill()
	}
	if edge.Width > 0 {
		disc(radius+edge.Width/2, edge.Color)
		radius -= edge.Width / 2
	}
	disc(math.Max(radius, 0.1), fill)
}

// Text writes a line of text. Characters that the typeface lacks come from a
// font of this computer if it has one.
func (p *Picture) Text(at XY, text string, style TextStyle) {
	own, err := faceOf(style.Bold).parse()
	if err != nil {
		return
	}
	text = fonts.Visual(text, func(letter rune) bool { return own.Index(letter) != 0 || fallbackFor(letter) != nil })
	x := at.X
	switch style.Anchor {
	case Middle:
		x -= Measure(text, style.Size, style.Bold) / 2
	case End:
		x -= Measure(text, style.Size, style.Bold)
	}
	p.context.SetFillColor(style.Color)
	p.context.SetFontSize(style.Size * p.scale)
	for _, letter := range text {
		font := own
		if own.Index(letter) == 0 {
			if other := fallbackFor(letter); other != nil {
				font = other
			}
		}
		p.context.BeginPath()
		p.context.SetFont(font)
		if _, err := p.context.CreateStringPath(string(letter), x*p.scale, at.Y*p.scale); err != nil {
			return
		}
		p.context.Fill()
		x += Measure(string(letter), style.Size, style.Bold)
	}
}

// systemFonts are the fonts of this computer that may help out, parsed when a
// text first needs them.
var systemFonts = sync.OnceValue(func() []*truetype.Font {
	var found []*truetype.Font
	for _, path := range fonts.SystemFallbacks() {
		data, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		if font, err := truetype.Parse(data); err == nil {
			found = append(found, font)
		}
	}
	return found
})

func fallbackFor(letter rune) *truetype.Font {
	if letter < 0x300 {
		return nil // the typeface has all of these that can be seen
	}
	for _, font := range systemFonts() {
		if font.Index(letter) != 0 {
			return font
		}
	}
	return nil
}

// PNG draws a chart as a picture of width by height points with scale pixels
// to the point.
func PNG(c *Chart, width, height int, scale float64, palette Palette) (image.Image, error) {
	picture, err := NewPicture(float64(width), float64(height), scale)
	if err != nil {
		return nil, err
	}
	Draw(c.Legible(CanDraw), picture, float64(width), float64(height), palette)
	return picture.Image(), nil
}
