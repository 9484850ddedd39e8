package reports_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/table"
)

// visit is a row of the data that an attack is on: a student may have several.
type visit struct {
	labels  map[string]string
	student int
}

// visits makes rows of few students in schools, and their frame.
func visits(t *testing.T, random *rand.Rand, rows int) ([]visit, *table.Frame) {
	t.Helper()
	names := []string{"Area", "School", "Grade", "Group"}
	builders := make([]*table.VectorBuilder, 0, len(names)+2)
	for _, name := range names {
		builders = append(builders, table.NewVectorBuilder(table.Column{Name: name}))
	}
	builders = append(builders, table.NewVectorBuilder(table.Column{Name: "Student", Type: table.Integer}),
		table.NewVectorBuilder(table.Column{Name: "Score", Type: table.Integer, Role: table.Measure}))
	students := 1 + random.IntN(rows)
	var made []visit
	for range rows {
		skewed := func(n int) int { return int(float64(n) * random.Float64() * random.Float64()) }
		area := skewed(3)
		one := visit{student: skewed(students), labels: map[string]string{
			"Area": fmt.Sprint("Area ", area), "School": fmt.Sprint("School ", area, skewed(4)), "Grade": fmt.Sprint("Grade ", skewed(4)), "Group": fmt.Sprint("Group ", skewed(5)),
		}}
		made = append(made, one)
		for i, name := range names {
			builders[i].Append(table.TextValue(one.labels[name]))
		}
		builders[4].Append(table.NumberValue(float64(one.student)))
		builders[5].Append(table.NumberValue(float64(random.IntN(100))))
	}
	vectors := make([]*table.Vector, len(builders))
	for i, builder := range builders {
		vectors[i] = builder.Vector()
	}
	frame, err := table.NewFrame(rows, vectors...)
	if err != nil {
		t.Fatal(err)
	}
	return made, frame
}

// truth answers from the rows themselves who is behind a cell.
type truth struct {
	visits []visit
	spec   crosstab.Spec
}

func (t truth) within(one visit, row, column []string) bool {
	for i, label := range row {
		if one.labels[t.spec.Rows[i].Field] != label {
			return false
		}
	}
	for i, label := range column {
		if one.labels[t.spec.Columns[i].Field] != label {
			return false
		}
	}
	return true
}

func (t truth) people(row, column []string) int {
	found := map[int]bool{}
	for _, one := range t.visits {
		if t.within(one, row, column) {
			found[one.student] = true
		}
	}
	return len(found)
}

// solver is an attacker who knows equations between the numbers of the innermost
// cells, and solves them in exact fractions.
type solver struct {
	all                  *crosstab.Result
	leafRows, leafColumn []int
	basis                [][]*big.Rat
	leads                []int
}

func newSolver(all *crosstab.Result, spec crosstab.Spec) *solver {
	leaves := func(headers []crosstab.Header, depth int) (found []int) {
		for i, header := range headers {
			if len(header.Path) == depth {
				found = append(found, i)
			}
		}
		return found
	}
	return &solver{all: all, leafRows: leaves(all.Rows(), len(spec.Rows)), leafColumn: leaves(all.Columns(), len(spec.Columns))}
}

// line is the number of a cell as a sum of those of the innermost ones.
func (s *solver) line(row, column []string) []*big.Rat {
	line := make([]*big.Rat, 0, len(s.leafRows)*len(s.leafColumn))
	for _, i := range s.leafRows {
		for _, j := range s.leafColumn {
			a, b := s.all.Rows()[i].Labels, s.all.Columns()[j].Labels
			value := int64(0)
			if slices.Equal(a[:min(len(row), len(a))], row) && slices.Equal(b[:min(len(column), len(b))], column) {
				value = 1
			}
			line = append(line, big.NewRat(value, 1))
		}
	}
	return line
}

func (s *solver) reduce(line []*big.Rat) int {
	for k, other := range s.basis {
		if by := new(big.Rat).Set(line[s.leads[k]]); by.Sign() != 0 {
			for i := range line {
				if other[i].Sign() != 0 {
					line[i] = new(big.Rat).Sub(line[i], new(big.Rat).Mul(by, other[i]))
				}
			}
		}
	}
	return slices.IndexFunc(line, func(value *big.Rat) bool { return value.Sign() != 0 })
}

// learn takes in that a combination of numbers is known.
func (s *solver) learn(line []*big.Rat) {
	lead := s.reduce(line)
	if lead < 0 {
		return
	}
	by := new(big.Rat).Inv(line[lead])
	for i := range line {
		line[i] = new(big.Rat).Mul(line[i], by)
	}
	s.basis, s.leads = append(s.basis, line), append(s.leads, lead)
}

func (s *solver) knows(row, column []string) bool { return s.reduce(s.line(row, column)) < 0 }

// wholeOf is what a share of a cell is a share of.
func wholeOf(base crosstab.Base, row, column []string) (wholeRow, wholeColumn []string) {
	switch base {
	case crosstab.PercentRow:
		return row, nil
	case crosstab.PercentColumn:
		return nil, column
	case crosstab.PercentParent:
		return row[:max(0, len(row)-1)], column
	}
	return nil, nil
}

// Ensure that an attacker who reads the whole document and its chart, counts,
// shares, means and the n behind them, and knows how many people there are in
// all, can work out no number of a small group, with rows that are several about
// one student; that every number shown is of enough people; and that a total and
// the members shown leave over none or enough of them.
func TestProtectedDocumentsCannotBeWorkedOut(t *testing.T) {
	random := rand.New(rand.NewPCG(10, 22))
	field := func(name string) crosstab.Dimension { return crosstab.Dimension{Field: name} }
	shapes := [][2][]crosstab.Dimension{
		{{field("School")}, nil},
		{{field("School")}, {field("Group")}},
		{{field("Area"), field("School")}, {field("Group")}},
		{{field("Area"), field("School")}, nil},
	}
	bases := []crosstab.Base{crosstab.NoBase, crosstab.PercentRow, crosstab.PercentColumn, crosstab.PercentTotal, crosstab.PercentParent}
	count := 300
	if testing.Short() {
		count = 40
	}
	withheld, shown := 0, 0
	for i := range count {
		rows, frame := visits(t, random, 5+random.IntN(300))
		shape := shapes[random.IntN(len(shapes))]
		spec := crosstab.Spec{Rows: shape[0], Columns: shape[1], Totals: []crosstab.Totals{crosstab.AllTotals, crosstab.TotalsAbove, crosstab.NoTotals}[random.IntN(3)]}
		for range 1 + random.IntN(2) {
			spec.Measures = append(spec.Measures, crosstab.Measure{Function: crosstab.Count, Base: bases[random.IntN(len(bases))]})
		}
		if random.IntN(2) == 0 {
			spec.Measures = append(spec.Measures, crosstab.Measure{Function: crosstab.Mean, Field: "Score"})
		}
		slices.SortFunc(spec.Measures, func(_, _ crosstab.Measure) int { return random.IntN(3) - 1 })
		least, known := 2+random.IntN(12), truth{rows, spec}
		result := crossed(t, frame, spec)
		path := func(headers []crosstab.Header, at int) []string {
			if at == len(headers) {
				return nil
			}
			return headers[at].Labels
		}
		protected := mustProtect(t, result, spec, func(row, column int) int {
			return known.people(path(result.Rows(), row), path(result.Columns(), column))
		}, least)
		everything := spec
		everything.Totals = crosstab.AllTotals
		all := crossed(t, frame, everything)
		attacker := newSolver(all, spec)
		for a, row := range all.Rows() {
			for b, column := range all.Columns() {
				if all.Cell(a, b).N == 0 || len(row.Path)+len(column.Path) == 0 && known.people(nil, nil) >= least {
					attacker.learn(attacker.line(row.Labels, column.Labels))
				}
			}
		}
		document := reports.Build(reports.Report{Dataset: "Visits", Spec: spec, Chart: chart.Bar}, protected, reports.Origin{Dataset: "Visits", Rows: frame.Len()}, now())
		// read takes in a number of a measure in a cell, and how many are said to
		// be behind it; -1 if that is not said.
		read := func(measure crosstab.Measure, row, column []string, n int) {
			a, b, _ := all.Find(row, column)
			if truly := all.Cell(a, b).N; truly > 0 && known.people(row, column) < least {
				t.Fatalf("case %d: %s of %v, %v is shown, and %d people are behind it", i, measure.Name(), row, column, known.people(row, column))
			}
			switch {
			case measure.Base == crosstab.NoBase && (measure.Function == crosstab.Count || n > 0):
				attacker.learn(attacker.line(row, column))
			case measure.Base != crosstab.NoBase:
				wholeRow, wholeColumn := wholeOf(measure.Base, row, column)
				line, whole := attacker.line(row, column), attacker.line(wholeRow, wholeColumn)
				if n > 0 {
					attacker.learn(slices.Clone(whole))
				}
				c, d, _ := all.Find(wholeRow, wholeColumn)
				if of := all.Cell(c, d).N; of > 0 {
					share := big.NewRat(int64(all.Cell(a, b).N), int64(of))
					for k := range line {
						line[k] = new(big.Rat).Sub(line[k], new(big.Rat).Mul(share, whole[k]))
					}
					attacker.learn(line)
				}
			}
		}
		for _, line := range document.Table.Body {
			for at, cell := range line.Cells[document.Table.RowHeaders:] {
				if cell.State == table.Withheld {
					withheld++
				} else if cell.IsNumber {
					shown++
					read(spec.Measures[at%len(spec.Measures)], result.Rows()[cell.Row].Labels, result.Columns()[cell.Column].Labels, -1)
				}
			}
		}
		if drawn := document.Chart; drawn != nil {
			for _, series := range drawn.Series {
				measure := spec.Measures[0] // beside it stand others of the same kind
				for at, point := range series.Points {
					n := point.N
					if at < len(drawn.Counts) {
						n = max(n, drawn.Counts[at])
					}
					row, column := result.Rows()[point.Row-1].Labels, result.Columns()[point.Column-1].Labels
					if point.Known {
						read(measure, row, column, n)
					} else if point.N != 0 || point.Value != 0 {
						t.Fatalf("case %d: a withheld point holds %+v", i, point)
					}
				}
			}
		}
		for a, row := range all.Rows() {
			for b, column := range all.Columns() {
				if all.Cell(a, b).N > 0 && known.people(row.Labels, column.Labels) < least && attacker.knows(row.Labels, column.Labels) {
					t.Fatalf("case %d: %d people of %v, %v can be worked out (%v, least %d)", i, known.people(row.Labels, column.Labels), row.Labels, column.Labels, spec.Measures, least)
				}
			}
		}
		checkRemainders(t, i, known, protected, least)
	}
	t.Logf("%d numbers withheld, %d shown", withheld, shown)
	if withheld == 0 || shown < withheld/10 {
		t.Errorf("%d numbers are withheld and only %d shown", withheld, shown)
	}
}

// checkRemainders sees that what a row's total leaves over beside the members
// shown is nobody or enough different people.
func checkRemainders(t *testing.T, number int, known truth, protected *reports.Protected, least int) {
	t.Helper()
	rows, columns := protected.Rows(), protected.Columns()
	for j, column := range columns {
		for i, whole := range rows {
			if !whole.Total || protected.Hidden(i, j) {
				continue
			}
			left := map[int]bool{}
			for k, part := range rows {
				if len(part.Path) != len(whole.Path)+1 || !slices.Equal(part.Labels[:len(whole.Labels)], whole.Labels) || !protected.Hidden(k, j) {
					continue
				}
				for _, one := range known.visits {
					if known.within(one, part.Labels, column.Labels) {
						left[one.student] = true
					}
				}
			}
			if len(left) > 0 && len(left) < least {
				t.Fatalf("case %d: the total of %v, %v leaves over %d people", number, whole.Labels, column.Labels, len(left))
			}
		}
	}
}
