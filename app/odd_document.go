package app

import (
	"time"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// oddDocument is a list of odd cells as it is written to a file.
func oddDocument(title string, list []workbench.CellProblem, source string, now time.Time) *reports.Document {
	vectors := oddFrame(list)
	rows := make([]int, len(list))
	for i := range rows {
		rows[i] = i
	}
	schema := make(table.Schema, len(vectors))
	for i, vector := range vectors {
		schema[i] = vector.Column()
	}
	origin := reports.Origin{Dataset: title, Source: source, Rows: len(list), Schema: schema}
	return reports.List(title, vectors, rows, origin, now, nil)
}
