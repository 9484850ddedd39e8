package excel

import (
	"archive/zip"
	"context"
	"io"
	"regexp"
)

// contentTypes is the part that lists what kinds of part a workbook has.
const contentTypes = "[Content_Types].xml"

// imageType matches the kinds of picture that excelize lists beside every
// chart, in an order that changes. Our workbooks have no pictures, and without
// the list equal documents give equal bytes.
var imageType = regexp.MustCompile(`<Default Extension="[a-z]+" ContentType="image/[^"]*"></Default>`)

// packer is a zip writer that stops when ctx is cancelled. Packing a long
// table takes as long as writing it.
type packer struct {
	*zip.Writer
	ctx context.Context
}

func newPacker(ctx context.Context, w io.Writer) *packer {
	return &packer{Writer: zip.NewWriter(w), ctx: ctx}
}

// Create adds a part to the workbook.
func (p *packer) Create(name string) (io.Writer, error) {
	if err := p.ctx.Err(); err != nil {
		return nil, err
	}
	part, err := p.Writer.Create(name)
	if err != nil {
		return nil, err
	}
	if name == contentTypes {
		part = withoutImageTypes{part}
	}
	return &stoppable{Writer: part, ctx: p.ctx}, nil
}

// withoutImageTypes is a writer for the list of content types, which comes in
// one piece.
type withoutImageTypes struct{ io.Writer }

// Write passes the list on without the kinds of picture.
func (w withoutImageTypes) Write(list []byte) (int, error) {
	if _, err := w.Writer.Write(imageType.ReplaceAll(list, nil)); err != nil {
		return 0, err
	}
	return len(list), nil
}

// stoppable is a writer that fails once ctx is cancelled.
type stoppable struct {
	io.Writer
	ctx context.Context
}

// Write passes data on.
func (s *stoppable) Write(data []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.Writer.Write(data)
}
