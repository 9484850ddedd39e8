package reports_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/table"
)

// groups makes a frame of students in schools of areas, in grades and groups.
func groups(t *testing.T, random *rand.Rand, rows int) *table.Frame {
	t.Helper()
	schema := table.Schema{{Name: "Area"}, {Name: "School"}, {Name: "Grade"}, {Name: "Group"}, {Name: "Score", Type: table.Integer, Role: table.Measure}}
	builders := make([]*table.VectorBuilder, len(schema))
	for i, column := range schema {
		builders[i] = table.NewVectorBuilder(column)
	}
	for range rows {
		// Few are in the last ones, so that there are small groups and empty ones.
		skewed := func(n int) int { return int(float64(n) * random.Float64() * random.Float64()) }
		area := skewed(3)
		for i, text := range []string{fmt.Sprint("Area ", area), fmt.Sprint("School ", area, skewed(4)), fmt.Sprint("Grade ", skewed(4)), fmt.Sprint("Group ", skewed(5))} {
			builders[i].Append(table.TextValue(text))
		}
		builders[4].Append(table.NumberValue(float64(random.IntN(100))))
	}
	vectors := make([]*table.Vector, len(builders))
	for i, builder := range builders {
		vectors[i] = builder.Vector()
	}
	frame, err := table.NewFrame(rows, vectors...)
	if err != nil {
		t.Fatal(err)
	}
	return frame
}

func crossed(t *testing.T, frame *table.Frame, spec crosstab.Spec) *crosstab.Result {
	t.Helper()
	result, err := crosstab.NewEngine(0).Compute(t.Context(), frame, spec)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// Ensure that no number of a small group can be worked out from what is shown,
// by an attacker who solves all totals of the table at once, in exact
// fractions; that every small group is withheld; and that what is withheld
// holds nothing.
func TestProtectedNumbersCannotBeWorkedOut(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 603))
	field := func(name string) crosstab.Dimension { return crosstab.Dimension{Field: name} }
	shapes := [][2][]crosstab.Dimension{
		{{field("School")}, nil},
		{{field("School")}, {field("Group")}},
		{{field("Area"), field("School")}, {field("Group")}},
		{{field("Area"), field("School")}, {field("Grade"), field("Group")}},
	}
	withheld, shown := 0, 0
	count := 240
	if testing.Short() {
		count = 40
	}
	for i := range count {
		frame := groups(t, random, 5+random.IntN(400))
		shape := shapes[i%len(shapes)]
		totals := []crosstab.Totals{crosstab.AllTotals, crosstab.TotalsAbove, crosstab.NoTotals}[i%3]
		least := 2 + random.IntN(12)
		spec := crosstab.Spec{Rows: shape[0], Columns: shape[1], Totals: totals, Measures: []crosstab.Measure{{Function: crosstab.Count}}}
		protected := mustProtect(t, crossed(t, frame, spec), spec, nil, least)
		everything := spec
		everything.Totals = crosstab.AllTotals
		all := crossed(t, frame, everything)
		known := func(row, column crosstab.Header) (float64, bool) {
			a, b, found := protected.Result.(*crosstab.Result).Find(row.Labels, column.Labels)
			if found {
				cell := protected.Cell(a, b)
				return float64(max(0, cell.N)), !protected.Hidden(a, b)
			}
			// The number of everybody may be known from elsewhere.
			a, b, _ = all.Find(row.Labels, column.Labels)
			n := all.Cell(a, b).N
			return float64(n), len(row.Path)+len(column.Path) == 0 && n >= least
		}
		for _, label := range attack(all, known) {
			row, column, found := protected.Result.(*crosstab.Result).Find(label[0].Labels, label[1].Labels)
			if found && protected.Hidden(row, column) && protected.Result.Cell(row, column).N < least {
				t.Fatalf("case %d: %d of %v, %v can be worked out", i, protected.Result.Cell(row, column).N, label[0].Labels, label[1].Labels)
			}
		}
		for a := range protected.Rows() {
			for b := range protected.Columns() {
				cell, raw := protected.Cell(a, b), protected.Result.Cell(a, b)
				switch {
				case !protected.Hidden(a, b) && raw.N > 0 && raw.N < least:
					t.Fatalf("case %d: %d is shown, and the smallest group is %d", i, raw.N, least)
				case protected.Hidden(a, b):
					withheld++
					if cell.N > 0 || cell.Values[0] != (crosstab.Number{State: table.Withheld}) {
						t.Fatalf("case %d: a withheld cell holds %+v", i, cell)
					}
				default:
					shown++
					if cell.N != raw.N || cell.Values[0].Value != raw.Values[0].Value {
						t.Fatalf("case %d: %+v is shown as %+v", i, raw, cell)
					}
				}
			}
		}
	}
	t.Logf("%d numbers withheld, %d shown", withheld, shown)
	if withheld == 0 || shown < withheld/4 {
		t.Errorf("%d numbers are withheld and only %d shown", withheld, shown)
	}
}

// attack solves for every cell of a table, given what is known, and returns the
// row and column of those unknown ones that have one solution. It knows nothing
// of the code it tests: the unknowns are the numbers of the innermost members.
func attack(all *crosstab.Result, known func(row, column crosstab.Header) (float64, bool)) [][2]crosstab.Header {
	rows, columns := all.Rows(), all.Columns()
	under := func(leaf, header crosstab.Header) bool {
		return len(leaf.Path) >= len(header.Path) && strings.HasPrefix(strings.Join(leaf.Labels, "\x00")+"\x00", strings.Join(append(header.Labels[:len(header.Labels):len(header.Labels)], ""), "\x00"))
	}
	deepest := func(headers []crosstab.Header) (leaves []int) {
		depth := 0
		for _, header := range headers {
			depth = max(depth, len(header.Path))
		}
		for i, header := range headers {
			if len(header.Path) == depth {
				leaves = append(leaves, i)
			}
		}
		return leaves
	}
	leafRows, leafColumns := deepest(rows), deepest(columns)
	place := func(row, column int) int { return row*len(leafColumns) + column }
	unknowns := len(leafRows) * len(leafColumns)
	// An equation for each cell that is known, also for those without anybody.
	equation := func(row, column crosstab.Header) []*big.Rat {
		line := make([]*big.Rat, unknowns)
		for i, a := range leafRows {
			for j, b := range leafColumns {
				value := int64(0)
				if under(rows[a], row) && under(columns[b], column) {
					value = 1
				}
				line[place(i, j)] = big.NewRat(value, 1)
			}
		}
		return line
	}
	var basis [][]*big.Rat
	var leads []int
	reduce := func(line []*big.Rat) int {
		for k, other := range basis {
			if by := new(big.Rat).Set(line[leads[k]]); by.Sign() != 0 {
				for i := range line {
					if other[i].Sign() != 0 {
						line[i] = new(big.Rat).Sub(line[i], new(big.Rat).Mul(by, other[i]))
					}
				}
			}
		}
		for i := range line {
			if line[i].Sign() != 0 {
				return i
			}
		}
		return -1
	}
	var asked [][2]crosstab.Header
	for i, row := range rows {
		for j, column := range columns {
			_, isKnown := known(row, column)
			if isKnown || all.Cell(i, j).N == 0 {
				line := equation(row, column)
				if lead := reduce(line); lead >= 0 {
					by := new(big.Rat).Inv(line[lead])
					for i := range line {
						line[i] = new(big.Rat).Mul(line[i], by)
					}
					basis, leads = append(basis, line), append(leads, lead)
				}
				continue
			}
			asked = append(asked, [2]crosstab.Header{row, column})
		}
	}
	var told [][2]crosstab.Header
	for _, each := range asked {
		if reduce(equation(each[0], each[1])) < 0 {
			told = append(told, each)
		}
	}
	return told
}

// Ensure that a document drawn from a protected result says what is withheld and
// why, and nowhere what it was: in no cell, no note, no chart and no number of
// rows; and that a running total does not tell it either.
func TestProtectedDocument(t *testing.T) {
	frame := groups(t, rand.New(rand.NewPCG(1, 2)), 137)
	spec := crosstab.Spec{
		Rows: []crosstab.Dimension{{Field: "School"}}, Totals: crosstab.AllTotals,
		Measures: []crosstab.Measure{{Function: crosstab.Count}, {Function: crosstab.Mean, Field: "Score"}, {Function: crosstab.Count, Show: crosstab.Running, In: "School"}},
	}
	result := crossed(t, frame, spec)
	protected := mustProtect(t, result, spec, nil, 10)
	if !protected.Withholds() {
		t.Fatal("nothing is withheld")
	}
	for _, kind := range chart.Kinds() {
		document := reports.Build(reports.Report{Dataset: "Students", Spec: spec, Chart: kind}, protected, reports.Origin{Dataset: "Students", Rows: frame.Len()}, now())
		marks := 0
		for i, row := range document.Table.Body {
			for j, cell := range row.Cells[1:] {
				if !protected.Hidden(i, 0) && j < 2 {
					continue
				}
				marks++
				if cell.Text != reports.WithheldMark || cell.Number != 0 || cell.IsNumber {
					t.Errorf("a withheld cell is %+v", cell)
				}
			}
		}
		if marks == 0 {
			t.Error("no cell is withheld")
		}
		if !strings.Contains(strings.Join(document.Notes, " "), "fewer than 10 people") {
			t.Errorf("the notes do not say why: %q", document.Notes)
		}
		if strings.ContainsAny(document.Source, "0123456789") {
			t.Errorf("the source says how many rows there are: %s", document.Source)
		}
		if document.Chart == nil {
			continue
		}
		for _, series := range document.Chart.Series {
			for _, point := range series.Points {
				if row := point.Row - 1; row >= 0 && protected.Hidden(row, 0) && (point.Known || point.Value != 0 || point.N != 0) {
					t.Errorf("%s draws a withheld number: %+v", kind, point)
				}
			}
			if len(series.Spreads) > 0 {
				t.Errorf("%s draws single values", kind)
			}
		}
	}
}

func mustProtect(t *testing.T, result reports.Result, spec crosstab.Spec, people reports.People, least int) *reports.Protected {
	t.Helper()
	protected, err := reports.Protect(t.Context(), result, spec, people, least)
	if err != nil {
		t.Fatal(err)
	}
	return protected
}
