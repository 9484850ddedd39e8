package reports_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/internal/golden"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/reports/renderertest"
	"github.com/schoolbench/schoolbench/table"
)

func TestBuild(t *testing.T) {
	for name, report := range map[string]reports.Report{
		"nested": {Name: "Budget by function", Chart: chart.Stacked, Spec: crosstab.Spec{
			Rows: dimensions("Function", "Object"), Columns: dimensions("Year"), Measures: measures(t, "sum(Budget)"),
		}},
		"several-measures": {Title: "Staff and money", Chart: chart.Bar, Spec: crosstab.Spec{
			Rows: dimensions("Function"), Columns: dimensions("Year"), Measures: measures(t, "count, mean(Staff), sum(Budget) % of column, distinct(Object)"),
			Where: `Object != "Travel"`,
		}},
		"nested-columns": {Chart: chart.Bar, Spec: crosstab.Spec{
			Rows: dimensions("Year"), Columns: dimensions("Function", "Object"), Measures: measures(t, "sum(Staff), median(Staff)"),
		}},
		"no-dimensions": {Chart: chart.Bar, Spec: crosstab.Spec{Measures: measures(t, "count, sum(Budget)")}},
		"columns-only":  {Chart: chart.Bar, Spec: crosstab.Spec{Columns: dimensions("Object"), Measures: measures(t, "count")}},
		"no-totals":     {Chart: chart.Line, Spec: crosstab.Spec{Rows: dimensions("Year"), Measures: measures(t, "sum(Budget)"), Totals: crosstab.NoTotals}},
		"dates-and-yes": {Chart: chart.Bar, Spec: crosstab.Spec{
			Rows: dimensions("Function"), Measures: measures(t, "min(Opened), max(Year), mean(Grant)"),
		}},
		"nothing-left": {Chart: chart.Bar, Spec: crosstab.Spec{Rows: dimensions("Function"), Measures: measures(t, "sum(Budget)"), Where: `Function = "None"`}},
	} {
		t.Run(name, func(t *testing.T) {
			built := document(t, report)
			if err := renderertest.Check(built); err != nil {
				t.Error(err)
			}
			golden.Assert(t, name+".golden", []byte(written(built)))
		})
	}
}

// Every cell of the table leads back to its place in the result, and says what
// the result says there.
func TestCellsLeadBack(t *testing.T) {
	spec := crosstab.Spec{Rows: dimensions("Function", "Object"), Columns: dimensions("Year"), Measures: measures(t, "count, sum(Budget)")}
	result := compute(t, spec)
	built := reports.Build(reports.Report{Spec: spec}, result, sampleOrigin(), now())
	checked := 0
	for _, row := range built.Table.Body {
		for j, cell := range row.Cells[built.Table.RowHeaders:] {
			if cell.Row < 0 || cell.Column < 0 {
				t.Fatalf("%q has no place in the result", cell.Text)
			}
			number := result.Cell(cell.Row, cell.Column).Values[j%2]
			if cell.IsNumber && cell.Number != number.Value {
				t.Errorf("%q at %d, %d: the result says %v", cell.Text, cell.Row, cell.Column, number.Value)
			}
			if cell.IsNumber != (number.State == table.Reported) {
				t.Errorf("%q at %d, %d is %s", cell.Text, cell.Row, cell.Column, number.State)
			}
			checked++
		}
	}
	if checked != len(result.Rows())*len(result.Columns())*2 {
		t.Errorf("%d cells checked", checked)
	}
}

func TestNothingIsNeverZero(t *testing.T) {
	built := document(t, reports.Report{Spec: crosstab.Spec{Rows: dimensions("Object"), Columns: dimensions("Function", "Year"), Measures: measures(t, "sum(Budget)")}})
	for _, row := range built.Table.Body {
		for _, cell := range row.Cells {
			if cell.State != table.Reported && (cell.IsNumber || strings.ContainsAny(cell.Text, "0123456789")) {
				t.Errorf("a %s cell reads %q", cell.State, cell.Text)
			}
		}
	}
	notes := strings.Join(built.Notes, "\n")
	for _, want := range []string{"leaves out 2 withheld values and 1 missing or unreadable value, of 8 rows", "* stands where", "– stands where", "An empty cell"} {
		if !strings.Contains(notes, want) {
			t.Errorf("the notes do not say %q:\n%s", want, notes)
		}
	}
}

// A division of which a row withholds one number says that the row is left out.
func TestDivisionOfWithheldNumbers(t *testing.T) {
	for text, want := range map[string]bool{"rate(sum(Staff), sum(Budget))": true, "sum(Budget) / sum(Staff)": true, "sum(Budget) / count": false, "sum(Budget)": false} {
		notes := strings.Join(document(t, reports.Report{Spec: crosstab.Spec{Rows: dimensions("Function"), Measures: measures(t, text)}}).Notes, "\n")
		if !strings.Contains(notes, "withheld value") {
			t.Errorf("%s does not tell what it leaves out:\n%s", text, notes)
		}
		if got := strings.Contains(notes, "A row that withholds one of the two numbers is in neither."); got != want {
			t.Errorf("%s: said %v, want %v:\n%s", text, got, want, notes)
		}
	}
}

func TestList(t *testing.T) {
	vectors := sampleVectors()
	originals := func(row int, column string) (string, bool) {
		if row == 3 && column == "Object" {
			return "BOOKS ", true
		}
		return "", false
	}
	built := reports.List("Rows behind Books", []*table.Vector{vectors[1], vectors[3], vectors[4], vectors[2], vectors[5]}, []int{3, 0, 6}, sampleOrigin(), now(), originals)
	if err := renderertest.Check(built); err != nil {
		t.Error(err)
	}
	golden.Assert(t, "list.golden", []byte(written(built)))
}

func TestListOfNothing(t *testing.T) {
	for name, built := range map[string]*reports.Document{
		"no rows":    reports.List("Empty", sampleVectors(), nil, sampleOrigin(), now(), nil),
		"no columns": reports.List("Empty", nil, []int{0, 1}, sampleOrigin(), now(), nil),
	} {
		if err := renderertest.Check(built); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestChartDrawsNoTotals(t *testing.T) {
	built := document(t, reports.Report{Chart: chart.Bar, Spec: crosstab.Spec{Rows: dimensions("Function", "Object"), Columns: dimensions("Year"), Measures: measures(t, "count")}})
	if built.Chart == nil {
		t.Fatal("no chart")
	}
	for _, name := range built.Chart.Categories {
		if strings.Contains(strings.ToLower(name), "total") {
			t.Errorf("a total is drawn beside its members: %q", name)
		}
	}
	if got, want := strings.Join(built.Chart.Categories, ", "), "Instruction · Books, Instruction · Salaries, Support · Books, Support · Salaries, Support · Travel"; got != want {
		t.Errorf("categories %q, want %q", got, want)
	}
	if len(built.Chart.Series) != 2 {
		t.Errorf("%d series, want the 2 years", len(built.Chart.Series))
	}
}

func TestChartKinds(t *testing.T) {
	for name, each := range map[string]struct {
		report reports.Report
		want   chart.Kind // empty: no chart
	}{
		"none":                    {reports.Report{Chart: chart.None, Spec: crosstab.Spec{Rows: dimensions("Function"), Measures: measures(t, "count")}}, ""},
		"no dimensions":           {reports.Report{Chart: chart.Bar, Spec: crosstab.Spec{Measures: measures(t, "count")}}, ""},
		"dates are not drawn":     {reports.Report{Chart: chart.Bar, Spec: crosstab.Spec{Rows: dimensions("Function"), Measures: measures(t, "min(Opened)")}}, ""},
		"nothing left":            {reports.Report{Chart: chart.Bar, Spec: crosstab.Spec{Rows: dimensions("Function"), Measures: measures(t, "count"), Where: `Function = "None"`}}, ""},
		"years by themselves":     {reports.Report{Spec: crosstab.Spec{Rows: dimensions("Year"), Measures: measures(t, "count")}}, chart.Line},
		"names by themselves":     {reports.Report{Spec: crosstab.Spec{Rows: dimensions("Function"), Measures: measures(t, "count")}}, chart.Bar},
		"sums can be stacked":     {reports.Report{Chart: chart.Stacked, Spec: crosstab.Spec{Rows: dimensions("Function"), Columns: dimensions("Year"), Measures: measures(t, "sum(Staff)")}}, chart.Stacked},
		"means cannot be stacked": {reports.Report{Chart: chart.Stacked, Spec: crosstab.Spec{Rows: dimensions("Function"), Columns: dimensions("Year"), Measures: measures(t, "mean(Staff)")}}, chart.Bar},
	} {
		built := document(t, each.report)
		got := chart.Kind("")
		if built.Chart != nil {
			got = built.Chart.Kind
		}
		if got != each.want {
			t.Errorf("%s: %q, want %q", name, got, each.want)
		}
		if name == "means cannot be stacked" && !strings.Contains(strings.Join(built.Notes, " "), "cannot be stacked") {
			t.Errorf("%s: the notes do not say so", name)
		}
	}
}

func TestOneRowIsDrawnAlongItsColumns(t *testing.T) {
	built := document(t, reports.Report{Chart: chart.Bar, Spec: crosstab.Spec{Columns: dimensions("Object"), Measures: measures(t, "count")}})
	if built.Chart == nil || len(built.Chart.Categories) != 3 || len(built.Chart.Series) != 1 || built.Chart.CategoryTitle != "Object" {
		t.Errorf("%+v", built.Chart)
	}
}

func TestChartIsCutAndSaysSo(t *testing.T) {
	wide, many := renderertest.Documents()["wide"], renderertest.Documents()["many rows"]
	if len(wide.Chart.Series) != reports.MostSeries || len(many.Chart.Categories) != reports.MostCategories {
		t.Errorf("%d series and %d categories", len(wide.Chart.Series), len(many.Chart.Categories))
	}
	for document, want := range map[*reports.Document]string{wide: "8 largest of 40 in Day", many: "30 largest of 300 in Location"} {
		if !strings.Contains(document.Chart.Note, want) || !strings.Contains(strings.Join(document.Notes, " "), want) {
			t.Errorf("neither chart nor notes say %q: %q, %q", want, document.Chart.Note, document.Notes)
		}
	}
}

func TestMeasureTitles(t *testing.T) {
	for text, want := range map[string]string{
		"count": "Count of rows", "count(Staff)": "Count of Staff members", "sum(Staff) % of row": "Sum of Staff members (% of row)",
		"distinct(Object)": "Distinct Object", "min(Budget)": "Smallest Budget", "max(Budget)": "Largest Budget", "min(Opened)": "Earliest Opened", "max(Year)": "Latest Year", "median(Budget)": "Median of Budget",
		"mean(Unknown)": "Mean of Unknown", "count % of column": "Count of rows (% of column)", "count % of total": "Count of rows (% of total)",
		"sum(Budget) difference from total":              "Sum of Budget, difference from the total",
		"rate(sum(Budget), count) difference from total": "Sum of Budget / Count of rows, difference from the total, in percentage points",
		"count % of row difference from total":           "Count of rows (% of row), difference from the total, in percentage points",
		"rate(sum(Budget), count) change from total":     "Sum of Budget / Count of rows, change from the total",
	} {
		if got := reports.MeasureTitle(measures(t, text)[0], sampleSchema()); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestNumberText(t *testing.T) {
	for name, each := range map[string]struct {
		got, want string
	}{
		"money":    {reports.NumberText(961545496.847, 2, false), "961,545,496.85"},
		"percent":  {reports.NumberText(0.25, 1, true), "25.0%"},
		"negative": {reports.NumberText(-1234.5, 1, false), "-1,234.5"},
		"tiny":     {reports.NumberText(-0.0001, 2, false), "0.00"},
		"plain":    {reports.PlainText(1234567.5, 2), "1234567.50"},
	} {
		if each.got != each.want {
			t.Errorf("%s: %q, want %q", name, each.got, each.want)
		}
	}
}

func ExampleNumberCell() {
	cell := reports.NumberCell(0.3214, 1, true)
	fmt.Println(cell.Text, cell.Number)
	// Output: 32.1% 0.3214
}

// Ensure that measures of one kind are drawn side by side where there are no
// columns, and that measures that need another axis are left to the table.
func TestMeasuresAreDrawnSideBySide(t *testing.T) {
	for name, tt := range map[string]struct {
		measures, columns string
		want              []string
	}{
		"one kind":         {"mean(Budget), mean(Staff)", "", []string{"Mean of Budget", "Mean of Staff members"}},
		"two kinds":        {"sum(Budget), count", "", []string{"Sum of Budget"}},
		"shares and sums":  {"sum(Budget), sum(Staff) % of total", "", []string{"Sum of Budget"}},
		"columns are kept": {"mean(Budget), mean(Staff)", "Object", nil},
	} {
		spec := crosstab.Spec{Rows: dimensions("Function"), Measures: measures(t, tt.measures)}
		if tt.columns != "" {
			spec.Columns = dimensions(tt.columns)
		}
		drawn := document(t, reports.Report{Spec: spec, Chart: chart.Bar}).Chart
		var names []string
		for _, series := range drawn.Series {
			names = append(names, series.Name)
		}
		if tt.want == nil {
			if slices.Contains(names, "Mean of Staff members") || len(names) < 2 {
				t.Errorf("%s: series %q", name, names)
			}
			continue
		}
		if !slices.Equal(names, tt.want) {
			t.Errorf("%s: series %q, want %q", name, names, tt.want)
		}
	}
}

// Ensure that the only column of a table without column dimensions is not set
// in bold from top to bottom.
func TestOnlyColumnIsNoTotal(t *testing.T) {
	made := document(t, reports.Report{Spec: crosstab.Spec{Rows: dimensions("Function"), Measures: measures(t, "count")}})
	for _, row := range made.Table.Body {
		if last := row.Cells[len(row.Cells)-1]; last.Total != row.Total {
			t.Errorf("row %q: its number is a total: %v", row.Cells[0].Text, last.Total)
		}
	}
}

// Ensure that a chart without room for all members draws the largest, in the
// order of the table, and never a total among them.
func TestChartDrawsTheLargest(t *testing.T) {
	schema := table.Schema{{Name: "Location", Type: table.Code}, {Name: "Budget", Type: table.Integer, Role: table.Measure}}
	location, budget := table.NewVectorBuilder(schema[0]), table.NewVectorBuilder(schema[1])
	for i := range 100 {
		location.Append(table.TextValue(fmt.Sprintf("%03d", i)))
		budget.Append(table.NumberValue(float64(i * 37 % 100)))
	}
	frame, err := table.NewFrame(100, location.Vector(), budget.Vector())
	if err != nil {
		t.Fatal(err)
	}
	for name, totals := range map[string]crosstab.Totals{"with totals": crosstab.AllTotals, "without": crosstab.NoTotals} {
		spec := crosstab.Spec{Rows: dimensions("Location"), Measures: measures(t, "sum(Budget)"), Totals: totals}
		result, err := crosstab.Compute(t.Context(), frame, spec)
		if err != nil {
			t.Fatal(err)
		}
		drawn := reports.BuildChart(reports.Report{Spec: spec, Chart: chart.Bar}, result, schema, nil)
		if len(drawn.Categories) != reports.MostCategories || !slices.IsSorted(drawn.Categories) {
			t.Errorf("%s: categories %q", name, drawn.Categories)
		}
		for i, point := range drawn.Series[0].Points {
			if point.Value < 100-reports.MostCategories {
				t.Errorf("%s: %s with %v is drawn, although 30 others are larger", name, drawn.Categories[i], point.Value)
			}
		}
	}
}
