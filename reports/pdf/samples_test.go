package pdf_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/pdf"
	"github.com/schoolbench/schoolbench/reports/renderertest"
)

func words(text string) reports.Cell {
	return reports.Cell{Text: text, Span: 1, Row: -1, Column: -1}
}

// grid is a document of this many rows and columns, labels included.
func grid(rows, columns int) *reports.Document {
	table := &reports.Table{RowHeaders: 1, HeaderRows: [][]reports.Cell{{words("School")}}}
	for column := 1; column < columns; column++ {
		table.HeaderRows[0] = append(table.HeaderRows[0], words(fmt.Sprintf("Column %d", column)))
	}
	for i := range rows {
		cells := []reports.Cell{words(fmt.Sprintf("Label %d", i))}
		for column := 1; column < columns; column++ {
			cells = append(cells, reports.NumberCell(float64((i+7)*column*7919)/4, 2, false))
		}
		table.Body = append(table.Body, reports.Row{Cells: cells, Depth: 1})
	}
	return &reports.Document{Title: "A grid", Sentence: "Numbers by label.", Table: table, Source: "From nowhere.", Created: renderertest.Created()}
}

// BenchmarkRender draws tables of the shapes that cross-tabs have. "x-csv" is
// how many times as long it takes as writing the same cells as CSV.
func BenchmarkRender(b *testing.B) {
	for _, shape := range []struct{ rows, columns int }{{210, 12}, {3, 120}, {5000, 12}} {
		b.Run(fmt.Sprintf("%dx%d", shape.rows, shape.columns), func(b *testing.B) {
			document := grid(shape.rows, shape.columns)
			// The first round is not counted: memory is fetched in it.
			var asCSV time.Duration
			for range 2 {
				start := time.Now()
				if err := csv.NewWriter(io.Discard).WriteAll(renderertest.Rows(document)); err != nil {
					b.Fatal(err)
				}
				asCSV = time.Since(start)
			}
			for b.Loop() {
				var out bytes.Buffer
				if err := pdf.New().Render(context.Background(), &out, document); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(asCSV.Nanoseconds()), "x-csv")
		})
	}
}
