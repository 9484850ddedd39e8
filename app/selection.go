package app

import (
	"context"
	"strings"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
)

// selectionFigures is what the status bar says about selected cells, as a
// spreadsheet does: how many hold something, and the sum and average of those
// that are numbers.
type selectionFigures struct {
	cells, filled, numbers, withheld int
	sum                              float64
	decimals                         int
	withoutTotals                    bool // totals are selected and not added
}

// add takes a value in.
func (s *selectionFigures) add(column table.Column, value table.Value) {
	s.cells++
	switch value.State {
	case table.Missing:
		return
	case table.Withheld:
		s.withheld++
		return
	}
	s.filled++
	if value.State == table.Reported && (column.Type == table.Integer || column.Type == table.Decimal) {
		s.number(value.Number, column.Decimals)
	}
}

func (s *selectionFigures) number(n float64, decimals int) {
	s.numbers++
	s.sum += n
	s.decimals = max(s.decimals, decimals)
}

// words writes the figures, or nothing for a single cell.
func (s *selectionFigures) words() string {
	if s.cells < 2 {
		return ""
	}
	parts := []string{say("Count %s", number(s.filled))}
	if s.numbers > 0 {
		decimals := min(s.decimals, 6)
		parts = append(parts,
			say("Sum %s", table.FormatNumber(s.sum, decimals)),
			say("Average %s", table.FormatNumber(s.sum/float64(s.numbers), max(decimals, 2))))
	}
	if s.withheld > 0 {
		parts = append(parts, counted(s.withheld, "value is withheld", "values are withheld"))
	}
	if s.withoutTotals {
		parts = append(parts, say("without totals"))
	}
	return strings.Join(parts, "     ")
}

// figures adds up cells of a frame. It stops when ctx does.
func (f *frameSource) figures(ctx context.Context, ranges ...widgets.Range) (selectionFigures, error) {
	var figures selectionFigures
	for _, cells := range ranges {
		if err := f.addUp(ctx, &figures, cells); err != nil {
			return figures, err
		}
	}
	return figures, nil
}

func (f *frameSource) addUp(ctx context.Context, figures *selectionFigures, cells widgets.Range) error {
	for column := cells.Left; column <= min(cells.Right, len(f.columns)-1); column++ {
		described := f.columns[column].Column()
		for row := cells.Top; row <= min(cells.Bottom, f.length-1); row++ {
			if row&0xffff == 0 {
				if err := ctx.Err(); err != nil {
					return err
				}
			}
			if _, line := f.group(row); !line {
				figures.add(described, f.value(row, column))
			}
		}
	}
	return nil
}
