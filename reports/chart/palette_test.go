package chart_test

import (
	"image/color"
	"math"
	"testing"

	"github.com/schoolbench/schoolbench/reports/chart"
)

// sights are how people see colours: as a matrix on linear red, green and blue
// (Machado, Oliveira and Fernandes, 2009, at full severity).
var sights = map[string][3][3]float64{
	"full colour":  {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
}

// The colours of series can be told apart, also by people who do not see red
// and green: six of them from one another, all from their neighbours, and each
// from the paper. Distances are those of CIE L*a*b*, in which 2 is just seen
// side by side; the seventh and eighth have slanted lines besides.
func TestPaletteIsToldApart(t *testing.T) {
	const six, neighbours, paper = 15, 20, 18
	for name, palette := range map[string]chart.Palette{"light": chart.Light(), "dark": chart.Dark()} {
		for sight, matrix := range sights {
			count := len(palette.Series)
			if count < 8 {
				t.Fatalf("%s has %d colours", name, count)
			}
			distance := func(a, b color.RGBA) float64 { return labDistance(seen(a, matrix), seen(b, matrix)) }
			for i := range count {
				if got := distance(palette.Series[i], palette.Background); got < paper {
					t.Errorf("%s, %s: colour %d is %.1f from the paper, want %d", name, sight, i+1, got, paper)
				}
				next := (i + 1) % count
				if got := distance(palette.Series[i], palette.Series[next]); got < neighbours {
					t.Errorf("%s, %s: colours %d and %d stand side by side and are %.1f apart, want %d", name, sight, i+1, next+1, got, neighbours)
				}
				for j := range min(i, 6) {
					if got := distance(palette.Series[i], palette.Series[j]); i < 6 && got < six {
						t.Errorf("%s, %s: colours %d and %d are %.1f apart, want %d", name, sight, j+1, i+1, got, six)
					}
				}
			}
		}
	}
}

// The words of a chart have a contrast of at least 4.5:1 with its paper, and its
// axis 3:1.
func TestPaletteContrast(t *testing.T) {
	for name, palette := range map[string]chart.Palette{"light": chart.Light(), "dark": chart.Dark()} {
		for what, pair := range map[string]struct {
			ink   color.RGBA
			least float64
		}{"text": {palette.Text, 4.5}, "muted text": {palette.Muted, 4.5}, "axis": {palette.Axis, 3}} {
			first, second := seen(pair.ink, sights["full colour"]), seen(palette.Background, sights["full colour"])
			light, dark := luminanceOf(first), luminanceOf(second)
			if got := (max(light, dark) + 0.05) / (min(light, dark) + 0.05); got < pair.least {
				t.Errorf("%s: %s has a contrast of %.2f with the paper, want %.1f", name, what, got, pair.least)
			}
		}
	}
}

// seen is a colour as linear light after a person's sight.
func seen(c color.RGBA, sight [3][3]float64) [3]float64 {
	var light, result [3]float64
	for i, channel := range [3]uint8{c.R, c.G, c.B} {
		v := float64(channel) / 255
		if v <= 0.04045 {
			light[i] = v / 12.92
		} else {
			light[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	for i := range 3 {
		sum := sight[i][0]*light[0] + sight[i][1]*light[1] + sight[i][2]*light[2]
		result[i] = min(1, max(0, sum))
	}
	return result
}

func luminanceOf(c [3]float64) float64 { return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2] }

// labDistance is how far two lights are apart in CIE L*a*b*.
func labDistance(a, b [3]float64) float64 {
	lab := func(c [3]float64) [3]float64 {
		f := func(v float64) float64 {
			if v > 0.008856 {
				return math.Cbrt(v)
			}
			return 7.787*v + 16.0/116
		}
		x := f((0.4124*c[0] + 0.3576*c[1] + 0.1805*c[2]) / 0.95047)
		y := f(luminanceOf(c))
		z := f((0.0193*c[0] + 0.1192*c[1] + 0.9505*c[2]) / 1.08883)
		return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
	}
	first, second := lab(a), lab(b)
	return math.Sqrt((first[0]-second[0])*(first[0]-second[0]) + (first[1]-second[1])*(first[1]-second[1]) + (first[2]-second[2])*(first[2]-second[2]))
}
