package crosstab

import (
	"math"

	"github.com/schoolbench/schoolbench/table"
)

// Format says how a measure's values are to be written.
type Format struct {
	// Type is Integer or Decimal for amounts, or Date, SchoolYear, Grade or
	// YesNo if the value is one.
	Type table.Type
	// Layout is the column's layout for Date, SchoolYear and Grade.
	Layout string
	// Decimals is the number of digits after the decimal point; for a percent,
	// of the percent.
	Decimals int
	// Percent is true if Value is a fraction of one that is read as a percent.
	Percent bool
}

// formatOf is how a measure's values are written, compared or not.
func formatOf(measure Measure, column table.Column) Format {
	plain := plainFormat(measure, column)
	switch measure.Show {
	case Change:
		return Format{Type: table.Decimal, Decimals: 1, Percent: true}
	case Index:
		return Format{Type: table.Decimal, Decimals: 1}
	case Rank:
		return Format{Type: table.Integer}
	}
	return plain
}

func plainFormat(measure Measure, column table.Column) Format {
	decimals := 0
	if column.Type == table.Decimal {
		decimals = int(math.Min(float64(column.Decimals), 6))
	}
	switch {
	case measure.Base != NoBase:
		return Format{Type: table.Decimal, Decimals: 1, Percent: true}
	case measure.Function == Count || measure.Function == Distinct:
		return Format{Type: table.Integer}
	case measure.Function == Yes || measure.Function == Rate:
		return Format{Type: table.Decimal, Decimals: 1, Percent: true}
	case measure.Function == Ratio:
		return Format{Type: table.Decimal, Decimals: 2}
	case measure.Function == Percentile:
		return Format{Type: table.Decimal, Decimals: decimals + 1}
	case measure.Function == Deviation || measure.Function == Weighted:
		return Format{Type: table.Decimal, Decimals: max(2, decimals)}
	case measure.Function == Mean || measure.Function == Median:
		if column.Type == table.YesNo && measure.Function == Mean {
			return Format{Type: table.Decimal, Decimals: 1, Percent: true}
		}
		// The middle of two values needs one digit more than they have.
		if measure.Function == Median {
			return Format{Type: table.Decimal, Decimals: decimals + 1}
		}
		return Format{Type: table.Decimal, Decimals: max(2, decimals)}
	case measure.Function == Sum && column.Type == table.YesNo:
		return Format{Type: table.Integer}
	}
	return Format{Type: column.Type, Layout: column.Layout, Decimals: decimals}
}
