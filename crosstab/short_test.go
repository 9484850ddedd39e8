package crosstab_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// Cross-tabs of many cells add up in short words, which fill up where many rows
// are in one cell; none may run over into another number.
func TestManyRowsInOneOfManyCells(t *testing.T) {
	const rows = 120_000
	for name, test := range map[string]struct {
		low, high  int // of the numbers
		one, other int // members of two keys
		share      int // percent of the rows in one cell
	}{
		"small numbers":                  {0, 180, 128, 100, 50},
		"numbers of two bytes":           {-8000, 8383, 128, 100, 90},
		"as large as fits":               {0, 1<<14 - 1, 100, 100, 99},
		"one more than fits":             {0, 1 << 14, 100, 100, 99},
		"all below zero":                 {-200, -100, 300, 40, 75},
		"one number":                     {1, 1, 300, 40, 100},
		"one number, which is very high": {1 << 30, 1 << 30, 300, 40, 100},
		"spread evenly":                  {0, 1000, 300, 40, 0},
	} {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(uint64(test.high), uint64(test.share)))
			coded := func(column table.Column, low, count int, draw func() int) *table.Vector {
				codes, dictionary := table.MakeCodes(rows, count), make([]table.Value, count)
				for i := range dictionary {
					dictionary[i] = table.NumberValue(float64(low + i))
				}
				for row := range rows {
					codes.Set(row, uint32(draw()))
				}
				return table.NewCodedVector(column, codes, dictionary)
			}
			crowded := func(count int) func() int {
				return func() int {
					if random.IntN(100) < test.share {
						return count / 2
					}
					return random.IntN(count)
				}
			}
			numbers := test.high - test.low + 1
			frame, err := table.NewFrame(rows,
				coded(table.Column{Name: "One", Type: table.Integer}, 0, test.one, crowded(test.one)),
				coded(table.Column{Name: "Other", Type: table.Integer}, 0, test.other, crowded(test.other)),
				coded(table.Column{Name: "Third", Type: table.Integer}, 0, 2, func() int { return random.IntN(2) }),
				coded(table.Column{Name: "Number", Type: table.Integer}, test.low, numbers, func() int {
					if random.IntN(2) == 0 {
						return numbers - 1 // the largest fill words soonest
					}
					return random.IntN(numbers)
				}),
			)
			if err != nil {
				t.Fatal(err)
			}
			for _, asked := range []struct{ rows, where string }{{"One", ""}, {"One", "Third = 1"}, {"One, Third", ""}, {"Third, One", "Number > 100 or Third = 0"}} {
				checkSums(t, frame, asked.rows, asked.where)
			}
		})
	}
}

// checkSums compares counts and sums of a cross-tab by Other with a walk over
// the rows.
func checkSums(t *testing.T, frame *table.Frame, rows, where string) {
	t.Helper()
	spec := crosstab.Spec{Where: where, Columns: []crosstab.Dimension{{Field: "Other"}}}
	spec.Rows, _ = crosstab.ParseFields(rows)
	spec.Measures, _ = crosstab.ParseMeasures("count, sum(Number)")
	result, err := crosstab.Compute(t.Context(), frame, spec)
	if err != nil {
		t.Fatal(err)
	}
	type sum struct{ n, total int }
	type place [3]int // members of two keys of the rows and one of the columns; -1 for all
	want := map[place]sum{}
	column := func(name string) func(row int) int {
		vector, _ := frame.Column(name)
		return func(row int) int { return int(vector.Value(row).Number) }
	}
	other, third, number := column("Other"), column("Third"), column("Number")
	keys := []func(row int) int{column(spec.Rows[0].Field), column(spec.Rows[len(spec.Rows)-1].Field)}[:len(spec.Rows)]
	for row := range frame.Len() {
		if where == "Third = 1" && third(row) != 1 || where == "Number > 100 or Third = 0" && number(row) <= 100 && third(row) != 0 {
			continue
		}
		add := func(at place) {
			so := want[at]
			want[at] = sum{so.n + 1, so.total + number(row)}
		}
		at := place{-1, -1, other(row)}
		for depth := range len(keys) + 1 {
			if depth > 0 {
				at[depth-1] = keys[depth-1](row)
			}
			add(at)
			add(place{at[0], at[1], -1})
		}
	}
	found := 0
	columns := result.Columns()
	for r, row := range result.Rows() {
		for c, column := range columns {
			at := place{-1, -1, -1}
			for i, value := range row.Path {
				at[i] = int(value.Number)
			}
			for _, value := range column.Path {
				at[2] = int(value.Number)
			}
			cell := result.Cell(r, c)
			if cell.N > 0 {
				found++
			}
			if so := want[at]; cell.N != so.n || so.n > 0 && cell.Values[1].Value != float64(so.total) {
				t.Fatalf("%s where %q, %v: %d rows, sum %v; want %d, %d", rows, where, at, cell.N, cell.Values[1].Value, so.n, so.total)
			}
		}
	}
	if found != len(want) {
		t.Fatalf("%s where %q: %d cells have rows, want %d", rows, where, found, len(want))
	}
}

// Rows are counted beside the sets of different values, whatever the filter
// leaves of a stretch of rows.
func TestDistinctBesideCounts(t *testing.T) {
	const rows = 270_003
	random := rand.New(rand.NewPCG(4, 4))
	codes := [3]table.Codes{table.MakeCodes(rows, 14), table.MakeCodes(rows, 70_000), table.MakeCodes(rows, 3)}
	for row := range rows {
		codes[0].Set(row, random.Uint32N(14))
		codes[1].Set(row, random.Uint32N(70_000))
		codes[2].Set(row, uint32(row/100_000)) // whole stretches are kept, and others not
	}
	var vectors []*table.Vector
	for i, name := range []string{"Grade", "Student", "Part"} {
		dictionary := make([]table.Value, []int{14, 70_000, 3}[i])
		for code := range dictionary {
			dictionary[code] = table.NumberValue(float64(code))
		}
		vectors = append(vectors, table.NewCodedVector(table.Column{Name: name, Type: table.Integer}, codes[i], dictionary))
	}
	frame, err := table.NewFrame(rows, vectors...)
	if err != nil {
		t.Fatal(err)
	}
	for where, keeps := range map[string]func(row int) bool{
		"":                        func(int) bool { return true },
		"Part <> 1":               func(row int) bool { return row/100_000 != 1 },
		"Student > 30":            func(row int) bool { return codes[1].At(row) > 30 },
		"Part = 2 and Grade <> 3": func(row int) bool { return row/100_000 == 2 && codes[0].At(row) != 3 },
	} {
		spec := crosstab.Spec{Where: where, Rows: []crosstab.Dimension{{Field: "Grade"}}}
		spec.Measures, _ = crosstab.ParseMeasures("distinct(Student)")
		result, err := crosstab.Compute(t.Context(), frame, spec)
		if err != nil {
			t.Fatal(err)
		}
		counts, students := map[string]int{}, map[string]map[uint32]bool{}
		for row := range rows {
			if !keeps(row) {
				continue
			}
			for _, at := range []string{fmt.Sprintf("[%d]", codes[0].At(row)), "[]"} {
				counts[at]++
				if students[at] == nil {
					students[at] = map[uint32]bool{}
				}
				students[at][codes[1].At(row)] = true
			}
		}
		if len(result.Rows()) != len(counts) {
			t.Fatalf("where %q: %d rows, want %d", where, len(result.Rows()), len(counts))
		}
		for r, row := range result.Rows() {
			at := fmt.Sprint(row.Labels)
			if cell := result.Cell(r, 0); cell.N != counts[at] || int(cell.Values[0].Value) != len(students[at]) {
				t.Errorf("where %q, %s: %v of %d, want %d of %d", where, at, cell.Values[0].Value, cell.N, len(students[at]), counts[at])
			}
		}
	}
}
