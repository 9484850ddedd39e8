package excel

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/importers/tags"
)

// largestMerged is the size in bytes up to which a sheet is read for its merged
// cells before its rows: the list of them comes last. Larger sheets are not
// those that people lay out by hand.
const largestMerged = 8 << 20

// readMerged returns the merged cells of a sheet by the numbers of the rows
// that they begin in.
func (b *workbook) readMerged(part string) (map[int][]rows.Span, error) {
	text, _, err := b.open(part)
	if err != nil {
		return nil, err
	}
	all, err := io.ReadAll(io.LimitReader(text, largestMerged+1))
	if err := errors.Join(err, text.Close()); err != nil {
		return nil, nil //nolint:nilerr // a sheet that is damaged shows it when its rows are read
	}
	from := bytes.LastIndex(all, []byte("mergeCells"))
	if from = bytes.LastIndex(all[:max(0, from)], []byte("mergeCells")); from < 0 {
		return nil, nil
	}
	spans := map[int][]rows.Span{}
	reader := tags.New(bytes.NewReader(all[max(0, bytes.LastIndexByte(all[:from], '<')):]))
	for {
		tok, err := reader.Next()
		if err != nil {
			return spans, nil //nolint:nilerr // as above
		}
		if string(tok.Name) != "mergeCell" || tok.Kind == tags.Close {
			continue
		}
		first, last, found := strings.Cut(tok.Attribute("ref"), ":")
		if !found {
			continue
		}
		left, top := cellPosition(first)
		right, bottom := cellPosition(last)
		if left > 0 && right >= left && top > 0 && bottom >= top && right <= mostColumns {
			spans[top] = append(spans[top], rows.Span{Column: left - 1, Columns: right - left + 1, Rows: bottom - top + 1})
		}
	}
}

// cellPosition reads a reference such as AB12: its column and row, from 1.
func cellPosition(reference string) (column, row int) {
	digits := strings.IndexAny(reference, "0123456789")
	if digits < 1 {
		return 0, 0
	}
	return columnNumber([]byte(reference[:digits])), smallNumber([]byte(reference[digits:]))
}
