package rows

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
)

// Peek reads the records of a sheet that are numbered from one number to
// another into a view. Blank records are left out. It owns the scanner and
// closes it.
func Peek(ctx context.Context, scanner Scanner, from, to int) (view importers.View, err error) {
	defer func() { err = errors.Join(err, scanner.Close()) }()
	for n := 0; ; n++ {
		if n%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return view, err
			}
		}
		record, err := scanner.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return view, err
		}
		if record.Number < from {
			continue
		}
		count, width := record.filled()
		if count == 0 {
			continue
		}
		if record.Number > to {
			view.More = true
			break
		}
		row := importers.ViewRow{Number: record.Number, Cells: make([]string, width), Hidden: record.Hidden}
		for i := range row.Cells {
			row.Cells[i] = strings.ToValidUTF8(string(record.Cells[i]), "\uFFFD")
		}
		view.Rows = append(view.Rows, row)
	}
	if hider, ok := scanner.(ColumnHider); ok {
		view.HiddenColumns = hider.HiddenColumns()
	}
	return view, nil
}
