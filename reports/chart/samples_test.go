package chart_test

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/schoolbench/schoolbench/reports/chart"
)

// TestSamples draws a chart of every kind in light, in dark and in grey, for
// people to look at, into the folder that CHART_SAMPLES names.
func TestSamples(t *testing.T) {
	folder := os.Getenv("CHART_SAMPLES")
	if folder == "" {
		t.Skip("CHART_SAMPLES names no folder")
	}
	all := kinds()
	for name, c := range shapes() {
		all["shape-"+name] = c
	}
	for name, c := range all {
		for look, palette := range map[string]chart.Palette{"light": chart.Light(), "dark": chart.Dark()} {
			picture, err := chart.PNG(c, 620, int(chart.Height(c, 620)), 1.4, palette)
			if err != nil {
				t.Fatal(err)
			}
			save(t, filepath.Join(folder, look+"-"+name+".png"), picture)
			if look == "light" {
				grey := image.NewGray(picture.Bounds())
				for y := range picture.Bounds().Dy() {
					for x := range picture.Bounds().Dx() {
						grey.Set(x, y, color.GrayModel.Convert(picture.At(x, y)))
					}
				}
				save(t, filepath.Join(folder, "grey-"+name+".png"), grey)
			}
		}
	}
}

func save(t *testing.T, path string, picture image.Image) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, picture); err != nil {
		t.Fatal(err)
	}
}
