package chart_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports/chart"
)

func TestSVGIsWellFormedAndSaysWhatItIs(t *testing.T) {
	for name, c := range shapes() {
		svg := string(chart.SVG(c, 720, 400, chart.Light()))
		decoder := xml.NewDecoder(strings.NewReader(svg))
		elements := map[string]int{}
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if start, is := token.(xml.StartElement); is {
				elements[start.Name.Local]++
			}
		}
		if elements["title"] == 0 || elements["desc"] != 1 || elements["script"] > 0 {
			t.Errorf("%s: %v", name, elements)
		}
		for _, bad := range []string{`="NaN`, `="+Inf`, `="-Inf`, `="Inf`} {
			if strings.Contains(svg, bad) {
				t.Errorf("%s holds %s", name, bad)
			}
		}
		if !strings.Contains(svg, `role="img"`) {
			t.Errorf("%s has no role", name)
		}
	}
}

func FuzzSVGText(f *testing.F) {
	for _, seed := range []string{"<script>", "\x00\x01", "a&b", "\"'>", "\xff\xfe", "]]>", "\u202e"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c := &chart.Chart{Kind: chart.Bar, Title: text, ValueTitle: text, CategoryTitle: text, Categories: []string{text, "b"}, Note: text, Series: []chart.Series{series(text, 1, 2), series("s", 3, 4)}}
		decoder := xml.NewDecoder(strings.NewReader(string(chart.SVG(c, 400, 300, chart.Light()))))
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if start, is := token.(xml.StartElement); is && !strings.Contains(" svg title desc g rect polyline circle text ", " "+start.Name.Local+" ") {
				t.Fatalf("a foreign element <%s>", start.Name.Local)
			}
		}
	})
}

func TestPNGShowsTheColours(t *testing.T) {
	for _, palette := range []chart.Palette{chart.Light(), chart.Dark()} {
		picture, err := chart.PNG(shapes()["grouped"], 720, 400, 2, palette)
		if err != nil {
			t.Fatal(err)
		}
		if picture.Bounds() != image.Rect(0, 0, 1440, 800) {
			t.Errorf("the picture is %v", picture.Bounds())
		}
		counts := map[color.RGBA]int{}
		for y := range 800 {
			for x := range 1440 {
				r, g, b, a := picture.At(x, y).RGBA()
				counts[color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), uint8(a >> 8)}]++
			}
		}
		for _, want := range []color.RGBA{palette.Background, palette.Series[0], palette.Series[1], palette.Grid} {
			if counts[want] < 500 {
				t.Errorf("only %d pixels of %v", counts[want], want)
			}
		}
		if counts[palette.Background] < 1440*800/2 {
			t.Errorf("only %d pixels of background", counts[palette.Background])
		}
	}
}

func TestPictureSizes(t *testing.T) {
	for _, size := range [][3]float64{{0, 10, 1}, {10, -1, 1}, {10, 10, 0}, {1e9, 1e9, 1}, {math.NaN(), 10, 1}, {math.Inf(1), 10, 1}} {
		if _, err := chart.NewPicture(size[0], size[1], size[2]); err == nil {
			t.Errorf("a picture of %v was made", size)
		}
	}
	if _, err := chart.PNG(shapes()["bars"], 1, 1, 1, chart.Light()); err != nil {
		t.Error(err)
	}
}

// contrast is the contrast ratio that accessibility guidelines speak of.
func contrast(a, b color.RGBA) float64 {
	luminance := func(c color.RGBA) float64 {
		channel := func(v uint8) float64 {
			s := float64(v) / 255
			if s <= 0.04045 {
				return s / 12.92
			}
			return math.Pow((s+0.055)/1.055, 2.4)
		}
		return 0.2126*channel(c.R) + 0.7152*channel(c.G) + 0.0722*channel(c.B)
	}
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func TestPalettesCanBeRead(t *testing.T) {
	for name, palette := range map[string]chart.Palette{"light": chart.Light(), "dark": chart.Dark()} {
		if ratio := contrast(palette.Text, palette.Background); ratio < 7 {
			t.Errorf("%s: text has a contrast of %.1f", name, ratio)
		}
		if ratio := contrast(palette.Muted, palette.Background); ratio < 4.5 {
			t.Errorf("%s: muted text has a contrast of %.1f", name, ratio)
		}
		for i, one := range palette.Series[:4] {
			for k, other := range palette.Series[:i] {
				if ratio := contrast(one, other); ratio < 1.2 {
					t.Errorf("%s: series %d and %d look alike in grey: %.2f", name, i, k, ratio)
				}
			}
		}
		for i, each := range palette.Series[1:] {
			if ratio := contrast(each, palette.Series[i]); ratio < 1.2 {
				t.Errorf("%s: series %d and %d look alike in grey: %.2f", name, i, i+1, ratio)
			}
		}
	}
}

func TestFit(t *testing.T) {
	for name, each := range map[string]struct {
		text  string
		width float64
		want  string
	}{
		"fits":      {"Lincoln", 100, "Lincoln"},
		"cut":       {"Lincoln Elementary School", 60, "Lincoln El…"},
		"no room":   {"Lincoln", 3, ""},
		"only dots": {"Lincoln", 9, "…"},
		"empty":     {"", 10, ""},
	} {
		got := chart.Fit(each.text, 10, false, each.width)
		if name == "cut" {
			if !strings.HasSuffix(got, "…") || chart.Measure(got, 10, false) > each.width || !strings.HasPrefix(got, "Lincoln") {
				t.Errorf("cut: %q", got)
			}
			continue
		}
		if got != each.want {
			t.Errorf("%s: %q, want %q", name, got, each.want)
		}
	}
}

func TestWrapLosesNothing(t *testing.T) {
	text := "Professional and consulting services and operating expenditures"
	if got := strings.Join(chart.Wrap(text, 10, false, 90, 9), " "); got != text {
		t.Errorf("%q", got)
	}
	if got := chart.Wrap(text, 10, false, 90, 2); len(got) != 2 || !strings.HasSuffix(got[1], "…") {
		t.Errorf("%q", got)
	}
}

func TestMeasureGrowsWithTheText(t *testing.T) {
	if chart.Measure("ii", 10, false) >= chart.Measure("WW", 10, false) {
		t.Error("ii is as wide as WW")
	}
	if one, two := chart.Measure("学", 10, false), chart.Measure("学校", 10, false); two != 2*one || one != 10 {
		t.Errorf("Chinese measures %g and %g", one, two)
	}
	if regular, bold := chart.Measure("School", 10, false), chart.Measure("School", 10, true); bold <= regular {
		t.Errorf("bold measures %g, regular %g", bold, regular)
	}
}

func ExampleDraw() {
	c := &chart.Chart{Kind: chart.Bar, Title: "Students", Categories: []string{"Lincoln", "Roosevelt"}, Series: []chart.Series{{Points: []chart.Point{
		{Value: 412, Text: "412", Known: true}, {Text: "*", Withheld: true},
	}}}}
	picture, err := chart.NewPicture(480, 300, 2)
	if err != nil {
		fmt.Println(err)
		return
	}
	layout := chart.Draw(c, picture, 480, 300, chart.Light())
	for _, mark := range layout.Marks {
		fmt.Println(c.Categories[mark.Category], mark.Box.Width > 0)
	}
	// Output:
	// Lincoln true
	// Roosevelt true
}
