package excel

import (
	"math"
	"strings"

	"github.com/schoolbench/schoolbench/reports"
)

// maxDecimals is the most digits that a number format may ask for.
const maxDecimals = 30

// isNumber reports whether a cell is written as a number. What Excel cannot
// hold as one is written as its text.
func isNumber(cell reports.Cell) bool {
	return cell.IsNumber && !math.IsNaN(cell.Number) && !math.IsInf(cell.Number, 0)
}

// numberFormat returns the format under which Excel shows the cell's number as
// the document writes it.
func numberFormat(cell reports.Cell) string {
	grouped := !cell.Plain
	if cell.Percent {
		grouped = strings.Contains(cell.Text, ",")
	}
	format := formatOf(cell.Decimals, cell.Percent, grouped)
	// Excel would write -0 for a small negative number that rounds to zero.
	if cell.Number < 0 && !strings.HasPrefix(cell.Text, "-") {
		format += ";" + format
	}
	return format
}

func formatOf(decimals int, percent, grouped bool) string {
	format := "0"
	if grouped {
		format = "#,##0"
	}
	if decimals > 0 {
		format += "." + strings.Repeat("0", min(decimals, maxDecimals))
	}
	if percent {
		format += "%"
	}
	return format
}
