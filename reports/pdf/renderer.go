package pdf

import (
	"context"
	"fmt"
	"io"

	"github.com/schoolbench/schoolbench/reports"
)

// Renderer draws documents as PDF files. It holds no state.
type Renderer struct{}

// New returns the renderer.
func New() reports.Renderer { return Renderer{} }

// Format is "pdf".
func (Renderer) Format() string { return "pdf" }

// Render writes the PDF file. Nothing is written to w before the file is
// complete. Equal documents give equal bytes on one computer; on another they
// may differ in the font of Chinese, Japanese and Korean characters.
//
// Characters that no font at hand can draw are shown as a question mark, and a
// note at the end of the file names them.
//
// It fails with ctx's error when that is cancelled and with w's when w fails.
func (Renderer) Render(ctx context.Context, w io.Writer, document *reports.Document) error {
	faces, err := loadFaces(document)
	if err != nil {
		return fmt.Errorf("write PDF: fonts: %w", err)
	}
	composed, err := compose(ctx, document, faces)
	if err != nil {
		return fmt.Errorf("write PDF: layout: %w", err)
	}
	if err := paint(ctx, w, composed, faces); err != nil {
		return fmt.Errorf("write PDF: pages: %w", err)
	}
	return nil
}
