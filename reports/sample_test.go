package reports_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

var _ reports.Result = (*crosstab.Result)(nil)

// sampleSchema and sampleRows are a small invented budget with every kind of
// cell: reported, zero, withheld, missing and misfit.
func sampleSchema() table.Schema {
	return table.Schema{
		{Name: "Function"},
		{Name: "Object"},
		{Name: "Year", Type: table.SchoolYear, Layout: "2018-19"},
		{Name: "Budget", Type: table.Decimal, Role: table.Measure, Decimals: 2},
		{Name: "Staff", Type: table.Integer, Role: table.Measure, Label: "Staff members"},
		{Name: "Opened", Type: table.Date, Layout: "1/2/2006"},
		{Name: "Grant", Type: table.YesNo, Layout: "Y|N"},
	}
}

func sampleRows() [][]table.Value {
	text, number, mark := table.TextValue, table.NumberValue, table.Mark
	row := func(function, object string, year float64, budget, staff table.Value, opened float64, grant float64) []table.Value {
		return []table.Value{text(function), text(object), number(year), budget, staff, number(opened), number(grant)}
	}
	return [][]table.Value{
		row("Instruction", "Salaries", 2024, number(961545496.85), number(12), 18000, 1),
		row("Instruction", "Salaries", 2025, number(970000000.10), number(14), 18100, 0),
		row("Instruction", "Books", 2024, number(1200.5), number(0), 18200, 1),
		row("Instruction", "Books", 2025, mark(table.Withheld, "*"), mark(table.Withheld, "*"), 18300, 0),
		row("Support", "Salaries", 2024, number(-450.25), number(3), 18400, 0),
		row("Support", "Salaries", 2024, mark(table.Withheld, "*"), number(5), 18500, 0),
		row("Support", "Travel", 2025, mark(table.Missing, ""), mark(table.Misfit, "two"), 18600, 0),
		row("Support", "Books", 2024, number(0), number(1), 18700, 1),
	}
}

func sampleVectors() []*table.Vector {
	var vectors []*table.Vector
	for j, column := range sampleSchema() {
		builder := table.NewVectorBuilder(column)
		for _, row := range sampleRows() {
			builder.Append(row[j])
		}
		vectors = append(vectors, builder.Vector())
	}
	return vectors
}

func sampleOrigin() reports.Origin {
	return reports.Origin{Dataset: "Budget", Source: "budget.csv, imported 22 November 2026", Rows: len(sampleRows()), Schema: sampleSchema()}
}

func now() time.Time { return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) }

func compute(t *testing.T, spec crosstab.Spec) *crosstab.Result {
	t.Helper()
	frame, err := table.NewFrame(len(sampleRows()), sampleVectors()...)
	if err != nil {
		t.Fatal(err)
	}
	result, err := crosstab.Compute(t.Context(), frame, spec)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func document(t *testing.T, report reports.Report) *reports.Document {
	t.Helper()
	return reports.Build(report, compute(t, report.Spec), sampleOrigin(), now())
}

func dimensions(fields ...string) []crosstab.Dimension {
	var list []crosstab.Dimension
	for _, field := range fields {
		list = append(list, crosstab.Dimension{Field: field})
	}
	return list
}

func measures(t *testing.T, text string) []crosstab.Measure {
	t.Helper()
	list, err := crosstab.ParseMeasures(text)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// written is a document as text, for goldens: every cell with its marks.
func written(document *reports.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\nsentence: %s\n", document.Title, document.Sentence)
	for _, line := range document.Definitions {
		fmt.Fprintf(&b, "definition: %s\n", line)
	}
	for i, cells := range document.Table.HeaderRows {
		fmt.Fprintf(&b, "header %d: %s\n", i, writtenCells(cells))
	}
	for _, row := range document.Table.Body {
		kind := "row"
		if row.Total {
			kind = "total"
		}
		fmt.Fprintf(&b, "%s %d: %s\n", kind, row.Depth, writtenCells(row.Cells))
	}
	if c := document.Chart; c != nil {
		fmt.Fprintf(&b, "chart: %s of %s by %s\n", c.Kind, c.ValueTitle, c.CategoryTitle)
		for _, series := range c.Series {
			fmt.Fprintf(&b, "series %q:", series.Name)
			for i, point := range series.Points {
				fmt.Fprintf(&b, " %s=%q", c.Categories[i], point.Text)
			}
			b.WriteByte('\n')
		}
	}
	for _, line := range document.Notes {
		fmt.Fprintf(&b, "note: %s\n", line)
	}
	fmt.Fprintf(&b, "source: %s\ncreated: %s\n", document.Source, document.Created.Format(time.RFC3339))
	return b.String()
}

func writtenCells(cells []reports.Cell) string {
	texts := make([]string, len(cells))
	for j, cell := range cells {
		texts[j] = cell.Text
		switch {
		case cell.Span == 0:
			texts[j] += "<"
		case cell.Span > 1:
			texts[j] += fmt.Sprintf(" (%d wide)", cell.Span)
		}
		if cell.State != table.Reported {
			texts[j] += " [" + cell.State.String() + "]"
		}
		if cell.Repeated {
			texts[j] += " [again]"
		}
	}
	return strings.Join(texts, " | ")
}
