package reports

import (
	"math"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// measureFormat is how the numbers of a measure are written and called.
type measureFormat struct {
	measure  crosstab.Measure
	column   table.Column // of the measure's field; zero when there is none
	title    string
	decimals int
	percent  bool
	// asColumn writes values as the column does: the earliest date is a date.
	asColumn bool
}

func formatOf(measure crosstab.Measure, schema table.Schema) measureFormat {
	format := measureFormat{measure: measure, title: MeasureTitle(measure, schema)}
	if i := schema.Index(measure.Field); i >= 0 {
		format.column = schema[i]
	}
	switch measure.Function {
	case crosstab.Count, crosstab.Distinct:
	case crosstab.Mean, crosstab.Median:
		format.decimals = meanDecimals(format.column)
		format.percent = format.column.Type == table.YesNo && measure.Function == crosstab.Mean
		format.asColumn = isCalendar(format.column.Type)
	case crosstab.Min, crosstab.Max:
		format.decimals = sourceDecimals(format.column)
		format.asColumn = isCalendar(format.column.Type) || format.column.Type == table.YesNo
	default:
		format.decimals = sourceDecimals(format.column)
	}
	if measure.Base != crosstab.NoBase {
		format.percent, format.asColumn = true, false
	}
	if format.percent {
		format.decimals = 1
	}
	return format
}

func isCalendar(t table.Type) bool { return t == table.Date || t == table.SchoolYear }

// sourceDecimals is how many decimals the column's own values are written with.
// More than six are noise of binary fractions.
func sourceDecimals(column table.Column) int {
	if column.Type != table.Decimal {
		return 0
	}
	return min(max(column.Decimals, 0), 6)
}

// meanDecimals gives a mean one decimal more than its values have, except that
// money stays in cents and finer values are fine enough already.
func meanDecimals(column table.Column) int {
	if decimals := sourceDecimals(column); decimals >= 2 {
		return decimals
	} else {
		return decimals + 1
	}
}

func (f measureFormat) cell(value float64) Cell {
	if f.asColumn {
		return Cell{Text: f.column.Text(table.NumberValue(value))}
	}
	return NumberCell(value, f.decimals, f.percent)
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
