// Package png writes a document as a picture, for a slide or a message: title,
// sentence, chart, the table if it is small, and the notes. It is drawn at two
// pixels to the point, so that it stays crisp on paper and on fine screens.
package png

import (
	"context"
	"fmt"
	"image/png"
	"io"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
)

// scale is how many pixels a point has.
const scale = 2

// Renderer writes pictures.
type Renderer struct{}

// New returns the renderer.
func New() reports.Renderer { return Renderer{} }

// Format is "png".
func (Renderer) Format() string { return "png" }

// Render writes the document. A table of more rows or columns than a picture
// can hold is cut, and the picture says so.
func (Renderer) Render(ctx context.Context, w io.Writer, document *reports.Document) error {
	sheet := compose(document, chart.Light())
	if err := ctx.Err(); err != nil {
		return err
	}
	picture, err := chart.NewPicture(sheet.width, sheet.height, scale)
	if err != nil {
		return fmt.Errorf("cannot draw the picture: %w", err)
	}
	for i, draw := range sheet.steps {
		if i%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		draw(picture)
	}
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(w, picture.Image()); err != nil {
		return err
	}
	return ctx.Err()
}
