package chart

import "image/color"

// Palette is the colours of a chart.
type Palette struct {
	Background color.RGBA
	Text       color.RGBA // title and values
	Muted      color.RGBA // axis labels, notes
	Grid       color.RGBA // lines behind the data
	Axis       color.RGBA // the zero line
	// Series are used in turn. The first four differ from one another in
	// lightness as well as hue, and so does each from its neighbours, so that
	// the chart survives a grey printer and the common kinds of colour
	// blindness. Bars of the fifth and later have slanted lines too.
	Series []color.RGBA
}

// Light is the palette for paper and light screens.
func Light() Palette {
	return Palette{
		Background: rgb(0xffffff), Text: rgb(0x1b2430), Muted: rgb(0x566170), Grid: rgb(0xe6e9ee), Axis: rgb(0x8b95a3),
		Series: []color.RGBA{
			rgb(0x17508f), rgb(0xe8a835), rgb(0x2f9680), rgb(0xb5d8f5),
			rgb(0xa03a22), rgb(0xb5ca76), rgb(0x7650a0), rgb(0xe6b4d2),
		},
	}
}

// Dark is the palette for dark screens.
func Dark() Palette {
	return Palette{
		Background: rgb(0x171c23), Text: rgb(0xeef2f6), Muted: rgb(0xa7b1be), Grid: rgb(0x2c343f), Axis: rgb(0x77828f),
		Series: []color.RGBA{
			rgb(0x5aa2ec), rgb(0xf5c665), rgb(0x2a8f78), rgb(0xd3e8fa),
			rgb(0xd9694e), rgb(0xd0e09a), rgb(0x9a78cc), rgb(0xf3cce3),
		},
	}
}

func rgb(hex uint32) color.RGBA {
	return color.RGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

// color returns the colour of a series.
func (p Palette) color(series int) color.RGBA {
	if len(p.Series) == 0 {
		return p.Text
	}
	return p.Series[series%len(p.Series)]
}
