package png_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/draw"
	std "image/png"
	"slices"
	"testing"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/png"
	"github.com/schoolbench/schoolbench/reports/renderertest"
)

func render(t *testing.T, document *reports.Document) image.Image {
	t.Helper()
	var out bytes.Buffer
	if err := png.New().Render(t.Context(), &out, document); err != nil {
		t.Fatal(err)
	}
	picture, err := std.Decode(&out)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// inked returns the rectangle of everything that is not white.
func inked(picture image.Image) image.Rectangle {
	bounds := picture.Bounds()
	pixels := image.NewRGBA(bounds)
	draw.Draw(pixels, bounds, picture, bounds.Min, draw.Src)
	found := image.Rectangle{}
	for y := range bounds.Dy() {
		row := pixels.Pix[y*pixels.Stride : y*pixels.Stride+4*bounds.Dx()]
		ink := func(value byte) bool { return value != 0xff }
		first := slices.IndexFunc(row, ink)
		if first < 0 {
			continue
		}
		last := len(row) - 1
		for !ink(row[last]) {
			last--
		}
		found = found.Union(image.Rect(first/4, y, last/4+1, y+1))
	}
	return found
}

func TestEveryDocumentIsDrawnWithinItsMargins(t *testing.T) {
	for name, document := range renderertest.Documents() {
		t.Run(name, func(t *testing.T) {
			picture := render(t, document)
			ink, bounds := inked(picture), picture.Bounds()
			if ink.Empty() {
				t.Fatal("nothing is drawn")
			}
			const margin = 20
			if ink.Min.X < margin || ink.Min.Y < margin || ink.Max.X > bounds.Max.X-margin || ink.Max.Y > bounds.Max.Y-margin {
				t.Errorf("%v is inked of %v", ink, bounds)
			}
		})
	}
}

func TestLongTablesAreCut(t *testing.T) {
	tall := render(t, renderertest.Documents()["many rows"]).Bounds()
	if tall.Dy() > 2*2600 {
		t.Errorf("300 rows make a picture of %v", tall)
	}
	wide := render(t, renderertest.Documents()["wide"]).Bounds()
	if wide.Dx() > 2*1600 {
		t.Errorf("40 columns make a picture of %v", wide)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := png.New().Render(ctx, &bytes.Buffer{}, renderertest.Documents()["plain"]); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestWriteErrorsAreTold(t *testing.T) {
	if err := png.New().Render(context.Background(), brokenWriter{}, renderertest.Documents()["words only"]); err == nil {
		t.Error("a full disk was not noticed")
	}
}
