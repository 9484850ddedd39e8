package renderertest

import (
	"math/rand/v2"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/table"
)

// fake is a cross-tab that was never computed: every combination of members,
// with subtotals and a grand total, and random numbers.
type fake struct {
	rows, columns   []string
	members, across [][]string
	measures        []crosstab.Measure
	scale           float64
	hidden          bool // some cells are withheld, missing or without rows
	negative        bool
	noTotals        bool
	seed            uint64
}

// invented is a reports.Result of random numbers.
type invented struct {
	rows, columns []crosstab.Header
	cells         [][]crosstab.Cell
	measures      []crosstab.Measure
}

func (i invented) Rows() []crosstab.Header            { return i.rows }
func (i invented) Columns() []crosstab.Header         { return i.columns }
func (i invented) Cell(row, column int) crosstab.Cell { return i.cells[row][column] }

// Format writes Budget in cents and everything else in whole numbers.
func (i invented) Format(measure int) crosstab.Format {
	asked := i.measures[measure]
	switch {
	case asked.Base != crosstab.NoBase:
		return crosstab.Format{Type: table.Decimal, Decimals: 1, Percent: true}
	case asked.Function == crosstab.Count || asked.Function == crosstab.Distinct:
		return crosstab.Format{Type: table.Integer}
	case asked.Field == "Budget" || asked.Function == crosstab.Mean || asked.Function == crosstab.Median:
		return crosstab.Format{Type: table.Decimal, Decimals: 2}
	}
	return crosstab.Format{Type: table.Integer}
}

func build(title string, kind chart.Kind, f fake) *reports.Document {
	spec := crosstab.Spec{Measures: f.measures}
	for _, field := range f.rows {
		spec.Rows = append(spec.Rows, crosstab.Dimension{Field: field})
	}
	for _, field := range f.columns {
		spec.Columns = append(spec.Columns, crosstab.Dimension{Field: field})
	}
	if f.noTotals {
		spec.Totals = crosstab.NoTotals
	}
	schema := table.Schema{
		{Name: "Budget", Type: table.Decimal, Role: table.Measure, Decimals: 2},
		{Name: "Days", Type: table.Integer, Role: table.Measure, Label: "Days absent"},
	}
	origin := reports.Origin{Dataset: "Invented", Source: "invented.csv, imported 22 November 2026", Rows: 1204, Schema: schema}
	report := reports.Report{Title: title, Dataset: "Invented", Spec: spec, Chart: kind}
	return reports.Build(report, f.result(), origin, Created())
}

func (f fake) result() invented {
	random := rand.New(rand.NewPCG(f.seed, 11))
	result := invented{rows: f.headers(nil, f.members), columns: f.headers(nil, f.across), measures: f.measures}
	for range result.rows {
		row := make([]crosstab.Cell, len(result.columns))
		for j := range row {
			row[j] = f.cell(random)
		}
		result.cells = append(result.cells, row)
	}
	return result
}

// headers lists the leaves beneath a path, each group followed by its total.
func (f fake) headers(path []string, below [][]string) []crosstab.Header {
	header := crosstab.Header{Labels: path}
	for _, label := range path {
		header.Path = append(header.Path, table.TextValue(label))
	}
	if len(below) == 0 {
		return []crosstab.Header{header}
	}
	var headers []crosstab.Header
	for _, member := range below[0] {
		headers = append(headers, f.headers(append(append([]string{}, path...), member), below[1:])...)
	}
	if !f.noTotals {
		header.Total = true
		headers = append(headers, header)
	}
	return headers
}

func (f fake) cell(random *rand.Rand) crosstab.Cell {
	cell := crosstab.Cell{N: 1 + random.IntN(400)}
	scale := f.scale
	if scale == 0 {
		scale = 500
	}
	for _, measure := range f.measures {
		number := crosstab.Number{Value: random.Float64() * scale, Used: cell.N}
		if f.negative && random.IntN(2) == 0 {
			number.Value = -number.Value
		}
		if measure.Base != crosstab.NoBase {
			number.Value = random.Float64()
		}
		if f.hidden {
			switch random.IntN(6) {
			case 0:
				number = crosstab.Number{State: table.Withheld, Withheld: cell.N}
			case 1:
				number = crosstab.Number{State: table.Missing}
			case 2:
				number.Used, number.Withheld = cell.N-1, 1
			}
		}
		cell.Values = append(cell.Values, number)
	}
	if f.hidden && random.IntN(8) == 0 {
		cell.N = 0
		for k := range cell.Values {
			cell.Values[k] = crosstab.Number{State: table.Missing}
		}
	}
	return cell
}
