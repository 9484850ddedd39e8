package chart

import "image/color"

// Palette is the colours of a chart.
type Palette struct {
	Background color.RGBA
	Text       color.RGBA // title and values
	Muted      color.RGBA // axis labels, notes
	Grid       color.RGBA // lines behind the data
	Axis       color.RGBA // the zero line
	// Series are used in turn. Each differs from its neighbours in lightness
	// as well as hue, so that the chart survives a grey printer and the common
	// kinds of colour blindness.
	Series []color.RGBA
}

// Light is the palette for paper and light screens.
func Light() Palette {
	return Palette{
		Background: rgb(0xffffff), Text: rgb(0x1b2430), Muted: rgb(0x566170), Grid: rgb(0xe6e9ee), Axis: rgb(0x8b95a3),
		Series: []color.RGBA{
			rgb(0x1f5fa8), rgb(0xe39a1f), rgb(0x0e8a6d), rgb(0x8fc1ea),
			rgb(0xb4472f), rgb(0x9db35a), rgb(0x6c4796), rgb(0xd99ac0),
		},
	}
}

// Dark is the palette for dark screens.
func Dark() Palette {
	return Palette{
		Background: rgb(0x171c23), Text: rgb(0xeef2f6), Muted: rgb(0xa7b1be), Grid: rgb(0x2c343f), Axis: rgb(0x77828f),
		Series: []color.RGBA{
			rgb(0x5aa2ec), rgb(0xf2b84f), rgb(0x2fb593), rgb(0xb9daf5),
			rgb(0xe0755b), rgb(0xc3d686), rgb(0xa585d4), rgb(0xf0bfdc),
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
