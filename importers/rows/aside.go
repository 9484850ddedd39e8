package rows

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
)

// Aside reads all records of one sheet and calls found for each with cells
// that are in none of the tables. The rows of a header that takes several are
// among them: joined into one, they no longer tell which text stood where.
// plans are those of this sheet alone. It owns the scanner and closes it.
func Aside(ctx context.Context, scanner Scanner, sheet string, plans []importers.Plan, found func(importers.Aside) error) (err error) {
	defer func() { err = errors.Join(err, scanner.Close()) }()
	areas := make([]area, len(plans))
	for i, plan := range plans {
		areas[i] = newArea(plan)
	}
	var cells []string
	for n := 0; ; n++ {
		if n%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		record, err := scanner.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		cells = cells[:0]
		left := 0
		for i, cell := range record.Cells {
			if isBlank(cell) || claimed(areas, record, i) {
				continue
			}
			for len(cells) < i {
				cells = append(cells, "")
			}
			cells = append(cells, strings.ToValidUTF8(string(cell), "\uFFFD"))
			left++
		}
		if left == 0 {
			continue
		}
		if err := found(importers.Aside{Sheet: sheet, Row: record.Number, Cells: cells}); err != nil {
			return err
		}
	}
}

// area is where a table's cells stand.
type area struct {
	plan    importers.Plan
	columns []bool // by their places in the file
	skip    skips
}

func newArea(plan importers.Plan) area {
	width := 0
	for _, column := range plan.Columns {
		width = max(width, column.Index+1)
	}
	a := area{plan: plan, columns: make([]bool, width), skip: skips{spans: plan.Skip}}
	for _, column := range plan.Columns {
		a.columns[column.Index] = !column.Skip
	}
	return a
}

func claimed(areas []area, record Record, column int) bool {
	for i := range areas {
		if !(record.Hidden && areas[i].plan.SkipHidden) && areas[i].holds(record.Number, column) {
			return true
		}
	}
	return false
}

func (a *area) holds(row, column int) bool {
	if column >= len(a.columns) || !a.columns[column] {
		return false
	}
	if row == a.plan.HeaderRow && !a.plan.JoinsHeader() {
		return row > 0
	}
	if row < a.plan.FirstRow || (a.plan.LastRow > 0 && row > a.plan.LastRow) {
		return false
	}
	return !a.skip.has(row)
}

// skips tells for rows in rising order whether they are set aside.
type skips struct {
	spans []importers.RowSpan
	at    int
}

func (s *skips) has(row int) bool {
	for s.at < len(s.spans) && s.spans[s.at].Last < row {
		s.at++
	}
	return s.at < len(s.spans) && s.spans[s.at].First <= row
}
