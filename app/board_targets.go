package app

import (
	"strings"

	"github.com/schoolbench/schoolbench/reports"
)

// lastLine is what the last line of a table says, its cells apart by tabs: its
// totals, where it has any.
func lastLine(table *reports.Table) string {
	if len(table.Body) == 0 {
		return ""
	}
	var cells []string
	for _, cell := range table.Body[len(table.Body)-1].Cells {
		cells = append(cells, cell.Text)
	}
	return strings.Join(cells, "\t")
}
