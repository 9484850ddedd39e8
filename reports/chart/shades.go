package chart

import "image/color"

// mixed is a colour between two others: a at 0 and b at 1.
func mixed(a, b color.RGBA, share float64) color.RGBA {
	channel := func(from, to uint8) uint8 { return uint8(float64(from) + (float64(to)-float64(from))*share + 0.5) }
	return color.RGBA{R: channel(a.R, b.R), G: channel(a.G, b.G), B: channel(a.B, b.B), A: 0xff}
}

// shade is a step of one colour, from pale at 0 to strong at 1, so that the
// order survives a grey printer.
func (d *sketch) shade(share float64) color.RGBA {
	return ramp(d.palette.Background, d.palette.color(0), d.palette.Text, share)
}

// counterShade is the same for numbers on the other side of zero.
func (d *sketch) counterShade(share float64) color.RGBA {
	return ramp(d.palette.Background, d.palette.color(4), d.palette.Text, share)
}

// ramp goes from nearly the background through a colour towards the ink.
func ramp(background, through, ink color.RGBA, share float64) color.RGBA {
	if share < 0.75 {
		return mixed(background, through, 0.1+0.9*share/0.75)
	}
	return mixed(through, ink, (share-0.75)*1.2)
}

// answerColor is the colour of an ordered answer: one hue for the first half,
// another for the second, the strongest at the ends and grey in the middle.
func (d *sketch) answerColor(series int) color.RGBA {
	answers := len(d.chart.Series)
	grey := mixed(d.palette.Grid, d.palette.Muted, 0.25)
	half := answers / 2
	switch {
	case answers%2 == 1 && series == half:
		return grey
	case series < half:
		return mixed(d.palette.color(4), grey, 0.7*float64(series)/float64(max(1, half)))
	}
	return mixed(d.palette.color(0), grey, 0.7*float64(answers-1-series)/float64(max(1, half)))
}
