package reports

import (
	"math"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// measureFormat is how the numbers of a measure are written and called.
type measureFormat struct {
	measure crosstab.Measure
	title   string
	// language is that of title and of all that is said of the measure.
	language Language
	crosstab.Format
}

func formatsOf(report Report, result Result, schema table.Schema) []measureFormat {
	formats := make([]measureFormat, len(report.Spec.Measures))
	for k, measure := range report.Spec.Measures {
		formats[k] = measureFormat{measure: measure, title: report.Label(k, schema), language: report.Language, Format: result.Format(k)}
	}
	return formats
}

func isCalendar(t table.Type) bool { return t == table.Date || t == table.SchoolYear }

// isAmount reports whether the measure's values are amounts, and not days,
// years or a yes: the earliest date is a date.
func (f measureFormat) isAmount() bool {
	return f.Percent || f.Type == table.Integer || f.Type == table.Decimal
}

func (f measureFormat) cell(value float64) Cell {
	if !f.isAmount() {
		column := table.Column{Type: f.Type, Layout: f.Layout}
		return Cell{Text: column.Text(table.NumberValue(value))}
	}
	return NumberCell(value, f.Decimals, f.Percent)
}

// sourceDecimals is how many decimals the column's own values are written with.
// More than six are noise of binary fractions.
func sourceDecimals(column table.Column) int {
	if column.Type != table.Decimal {
		return 0
	}
	return min(max(column.Decimals, 0), 6)
}

// NumberCell is a cell that shows this number: grouped in thousands, or as a
// percent, of which value is the fraction.
func NumberCell(value float64, decimals int, percent bool) Cell {
	return Cell{
		Text: NumberText(value, decimals, percent), Number: value, IsNumber: true,
		Decimals: decimals, Percent: percent, Span: 1, Row: -1, Column: -1,
	}
}

// NumberText writes a number as every surface shows it. A percent is given as
// a fraction: 0.25 is "25.0%" with one decimal.
func NumberText(value float64, decimals int, percent bool) string {
	if percent {
		return table.FormatNumber(value*100, decimals) + "%"
	}
	return table.FormatNumber(value, decimals)
}

func isFinite(value float64) bool { return !math.IsNaN(value) && !math.IsInf(value, 0) }

// PlainText writes a number with this many decimals and without separators.
func PlainText(value float64, decimals int) string {
	return strings.ReplaceAll(table.FormatNumber(value, decimals), ",", "")
}
