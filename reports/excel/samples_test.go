package excel_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/reports/excel"
	"github.com/schoolbench/schoolbench/table"
)

// render draws a document and returns the workbook's bytes.
func render(t *testing.T, document *reports.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := excel.New().Render(context.Background(), &out, document); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func words(text string) reports.Cell {
	return reports.Cell{Text: text, Span: 1, Row: -1, Column: -1}
}

func covered() reports.Cell { return reports.Cell{Row: -1, Column: -1} }

func spanning(text string, span int) reports.Cell {
	cell := words(text)
	cell.Span = span
	return cell
}

func mark(text string, state table.State) reports.Cell {
	cell := words(text)
	cell.State = state
	return cell
}

// budget is a document of four schools by year: a chart whose numbers stand in
// the table, a withheld cell, totals, names in several languages.
func budget() *reports.Document {
	schools := []string{"Lincoln Elementary", "Niños Héroes Academy", "Trường Nguyễn Thị Ánh", "王小明 Charter"}
	grid := &reports.Table{RowHeaders: 1, HeaderRows: [][]reports.Cell{
		{words("Year"), spanning("2025-26", 2), covered(), spanning("2026-27", 2), covered(), spanning("Total", 2), covered()},
		{words("School"), words("Sum of Budget"), words("Share of column"), words("Sum of Budget"), words("Share of column"), words("Sum of Budget"), words("Share of column")},
	}}
	drawn := &chart.Chart{
		Kind: chart.Bar, Title: "Sum of Budget", CategoryTitle: "School", ValueTitle: "Sum of Budget", Decimals: 2,
		Series: []chart.Series{{Name: "2025-26"}, {Name: "2026-27"}},
	}
	sums := [2]float64{}
	values := make([][2]float64, len(schools))
	for i := range schools {
		values[i] = [2]float64{float64(1234567*(i+1)) + 0.25, float64(1334567*(i+1)) - 0.75}
		sums[0] += values[i][0]
		sums[1] += values[i][1]
	}
	number := func(value, whole float64, total bool) []reports.Cell {
		cells := []reports.Cell{reports.NumberCell(value, 2, false), reports.NumberCell(value/whole, 1, true)}
		for i := range cells {
			cells[i].Total = total
		}
		return cells
	}
	for i, school := range schools {
		drawn.Categories = append(drawn.Categories, school)
		row := reports.Row{Cells: []reports.Cell{words(school)}, Depth: 1}
		for year := range 2 {
			row.Cells = append(row.Cells, number(values[i][year], sums[year], false)...)
			drawn.Series[year].Points = append(drawn.Series[year].Points, chart.Point{Value: values[i][year], Text: reports.NumberText(values[i][year], 2, false), Known: true})
		}
		row.Cells = append(row.Cells, number(values[i][0]+values[i][1], sums[0]+sums[1], true)...)
		grid.Body = append(grid.Body, row)
	}
	hidden := reports.Row{Cells: []reports.Cell{words("=1+1")}, Depth: 1}
	for range 2 {
		hidden.Cells = append(hidden.Cells, mark("*", table.Withheld), mark("–", table.Missing))
	}
	hidden.Cells = append(hidden.Cells, mark("*", table.Withheld), mark("", table.Missing))
	grid.Body = append(grid.Body, hidden)
	total := reports.Row{Total: true, Cells: []reports.Cell{words("Total")}}
	for year := range 2 {
		total.Cells = append(total.Cells, number(sums[year], sums[year], true)...)
	}
	total.Cells = append(total.Cells, number(sums[0]+sums[1], sums[0]+sums[1], true)...)
	grid.Body = append(grid.Body, total)
	return &reports.Document{
		Title:       "Budget by school & year: señal",
		Sentence:    "Sum of Budget and its share of the column by School and Year, where Fund = 'General'.",
		Definitions: []string{"Sum of Budget: the reported values of Budget added up. Each total is added up from its own rows."},
		Notes:       []string{"* stands where every value was withheld by whoever published the data. It is not zero."},
		Source:      "From budget; budget.csv, imported 22 November 2026; 21,390 rows.",
		Created:     time.Date(2026, 11, 22, 9, 30, 0, 0, time.FixedZone("PST", -8*3600)),
		Table:       grid, Chart: drawn,
	}
}

// listing is a long document of rows, as a drill gives it.
func listing(rows, columns int) *reports.Document {
	grid := &reports.Table{RowHeaders: 1, HeaderRows: [][]reports.Cell{{}}}
	for column := range columns {
		grid.HeaderRows[0] = append(grid.HeaderRows[0], words(fmt.Sprintf("Column %d", column)))
	}
	for i := range rows {
		cells := []reports.Cell{words(fmt.Sprintf("%07d", i))}
		for column := 1; column < columns; column++ {
			if column%5 == 0 {
				cells = append(cells, words(fmt.Sprintf("name %d", (i*column)%977)))
				continue
			}
			cells = append(cells, reports.NumberCell(float64(i*column)/4, 2, false))
		}
		grid.Body = append(grid.Body, reports.Row{Cells: cells, Depth: 1})
	}
	return &reports.Document{Title: "Rows", Table: grid, Created: time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)}
}
