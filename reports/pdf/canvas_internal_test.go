package pdf

import (
	"bytes"
	"image/color"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"

	"github.com/schoolbench/schoolbench/reports/chart"
)

// A shape is as much smaller as all else on a canvas, and stands where the box
// around it stands.
func TestPolygonIsScaled(t *testing.T) {
	drawn := func(shape func(canvas)) string {
		t.Helper()
		file := fpdf.New("P", "pt", "Letter", "")
		file.SetCompression(false)
		file.AddPage()
		shape(canvas{painter: &painter{pdf: file}, x: 10, y: 20, scale: 0.5})
		var written bytes.Buffer
		if err := file.Output(&written); err != nil {
			t.Fatal(err)
		}
		return written.String()
	}
	// fpdf measures from the foot of a page of 792 points.
	for _, want := range []string{"10.00 772.00 m", "60.00 772.00 l", "60.00 747.00 l"} {
		got := drawn(func(c canvas) {
			c.Polygon([]chart.XY{{X: 0, Y: 0}, {X: 100, Y: 0}, {X: 100, Y: 50}}, color.RGBA{A: 255})
		})
		if !strings.Contains(got, want) {
			t.Errorf("%q is not drawn", want)
		}
	}
}
