package crosstab_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// frameOf makes a frame from columns of values; a string is a text value or
// one of the marks "*" (withheld), "" (missing) and "?" (misfit).
func frameOf(t *testing.T, columns []table.Column, rows ...[]any) *table.Frame {
	t.Helper()
	var vectors []*table.Vector
	for i, column := range columns {
		builder := table.NewVectorBuilder(column)
		for _, row := range rows {
			switch v := row[i].(type) {
			case int:
				builder.Append(table.NumberValue(float64(v)))
			case float64:
				builder.Append(table.NumberValue(v))
			case string:
				switch v {
				case "*":
					builder.Append(table.Mark(table.Withheld, v))
				case "", "N/A":
					builder.Append(table.Mark(table.Missing, v))
				case "?":
					builder.Append(table.Mark(table.Misfit, v))
				default:
					builder.Append(table.TextValue(v))
				}
			}
		}
		vectors = append(vectors, builder.Vector())
	}
	frame, err := table.NewFrame(len(rows), vectors...)
	if err != nil {
		t.Fatal(err)
	}
	return frame
}

func compute(t *testing.T, frame *table.Frame, rows, columns, measures string) *crosstab.Result {
	t.Helper()
	var spec crosstab.Spec
	var err error
	if spec.Rows, err = crosstab.ParseFields(rows); err != nil {
		t.Fatal(err)
	}
	if spec.Columns, err = crosstab.ParseFields(columns); err != nil {
		t.Fatal(err)
	}
	if spec.Measures, err = crosstab.ParseMeasures(measures); err != nil {
		t.Fatal(err)
	}
	result, err := crosstab.Compute(t.Context(), frame, spec)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// show writes a result as lines of text.
func show(result *crosstab.Result) string {
	var b strings.Builder
	for r, row := range result.Rows() {
		b.WriteString(strings.Join(row.Labels, "/"))
		if row.Total {
			b.WriteString(" total")
		}
		b.WriteString(":")
		for c := range result.Columns() {
			cell := result.Cell(r, c)
			fmt.Fprintf(&b, " %d", cell.N)
			for _, v := range cell.Values {
				if v.State == table.Reported {
					fmt.Fprintf(&b, " %.4g", v.Value)
				} else {
					b.WriteString(" " + v.State.String())
				}
			}
			b.WriteString(";")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestStatesOfNumbers(t *testing.T) {
	frame := frameOf(t, []table.Column{{Name: "School"}, {Name: "Score", Type: table.Integer}},
		[]any{"A", 10}, []any{"A", 20}, []any{"A", "*"}, []any{"A", ""},
		[]any{"B", "*"}, []any{"B", ""}, []any{"B", "?"},
		[]any{"C", ""}, []any{"C", "?"},
		[]any{"D", 0},
	)
	result := compute(t, frame, "School", "", "count, count(Score), sum(Score), mean(Score), distinct(Score), sum(Score) % of total")
	want := `A: 4 4 2 30 15 2 1;
B: 3 3 0 withheld withheld withheld withheld;
C: 2 2 0 missing missing missing missing;
D: 1 1 1 0 0 1 0;
 total: 10 10 3 30 10 3 1;
`
	if got := show(result); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if v := result.Cell(0, 0).Values[2]; v.Used != 2 || v.Withheld != 1 {
		t.Errorf("A used %d and withheld %d values, want 2 and 1", v.Used, v.Withheld)
	}
	// A share of a total that is zero, or not known, is not known either.
	zero := frameOf(t, []table.Column{{Name: "School"}, {Name: "Score", Type: table.Integer}}, []any{"A", 0}, []any{"B", 5}, []any{"B", -5})
	if got, want := show(compute(t, zero, "School", "", "sum(Score) % of column")), "A: 1 missing;\nB: 2 missing;\n total: 3 missing;\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestOrderOfMembers(t *testing.T) {
	for name, test := range map[string]struct {
		kind   table.Type
		values []any
		want   string
	}{
		"grades":             {table.Text, []any{"12", "K", "2", "TK", "10", "PK", "", "*", "1"}, "PK TK K 1 2 10 12 * (blank)"},
		"grades with zeros":  {table.Code, []any{"12", "KN", "02", "10", "01"}, "KN 01 02 10 12"},
		"ordinals":           {table.Text, []any{"2nd", "10th", "Kindergarten", "1st"}, "Kindergarten 1st 2nd 10th"},
		"not only grades":    {table.Text, []any{"K", "Z", "1", "TK"}, "1 K TK Z"},
		"natural":            {table.Text, []any{"Room 10", "room 9", "Room 1", "?", "N/A"}, "Room 1 room 9 Room 10 ? (blank)"},
		"codes":              {table.Code, []any{"100", "20", "3", "0020"}, "3 0020 20 100"},
		"numbers":            {table.Integer, []any{10, 9, -1, "*", "N/A", ""}, "-1 9 10 * (blank)"},
		"school years":       {table.SchoolYear, []any{2019, 2017}, "2017-18 2019-20"},
		"missing is blank":   {table.Text, []any{"", "N/A", "a"}, "a (blank)"},
		"different withheld": {table.Text, []any{"*", "a"}, "a *"},
	} {
		t.Run(name, func(t *testing.T) {
			var rows [][]any
			for _, v := range test.values {
				rows = append(rows, []any{v})
			}
			result := compute(t, frameOf(t, []table.Column{{Name: "F", Type: test.kind}}, rows...), "F", "", "count")
			var labels []string
			for _, row := range result.Rows() {
				labels = append(labels, row.Labels...)
			}
			if got := strings.Join(labels, " "); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestTotalsAndHeaders(t *testing.T) {
	frame := frameOf(t, []table.Column{{Name: "School"}, {Name: "Grade"}, {Name: "Student", Type: table.Code}},
		[]any{"B", "1", "s1"}, []any{"A", "K", "s2"}, []any{"A", "1", "s2"}, []any{"A", "1", "s3"}, []any{"B", "K", "s3"})
	// A student at two schools or in two grades is one student in the total.
	want := `A/K: 1 1;
A/1: 2 2;
A total: 3 2;
B/K: 1 1;
B/1: 1 1;
B total: 2 2;
 total: 5 3;
`
	result := compute(t, frame, "School, Grade", "", "distinct(Student)")
	if got := show(result); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if columns := result.Columns(); len(columns) != 1 || len(columns[0].Path) != 0 {
		t.Errorf("columns %+v, want one without a path", columns)
	}
	row, column, ok := result.Find([]string{"A"}, nil)
	if !ok || row != 2 || column != 0 {
		t.Errorf("found A at %d, %d, %v", row, column, ok)
	}
	if _, _, ok := result.Find([]string{"C"}, nil); ok {
		t.Error("found a school that is not there")
	}

	spec := result.Spec()
	spec.Totals, spec.Rows[0].Descending, spec.Where = crosstab.NoTotals, true, "Grade = 'K'"
	result, err := crosstab.Compute(t.Context(), frame, spec)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := show(result), "B/K: 1 1;\nA/K: 1 1;\n"; got != want {
		t.Errorf("without totals, last first: got\n%swant\n%s", got, want)
	}
	spec.Where, spec.Totals = "Grade = 'nothing'", crosstab.AllTotals
	if result, err = crosstab.Compute(t.Context(), frame, spec); err != nil {
		t.Fatal(err)
	}
	if got, want := show(result), " total: 0 missing;\n"; got != want {
		t.Errorf("no rows at all: got %q, want %q", got, want)
	}
	if records, err := result.Records(t.Context(), 0, 0); err != nil || len(records) != 0 {
		t.Errorf("records of nothing: %v, %v", records, err)
	}
}

func TestFormat(t *testing.T) {
	columns := []table.Column{
		{Name: "Budget", Type: table.Decimal, Decimals: 2},
		{Name: "Days", Type: table.Integer},
		{Name: "Day", Type: table.Date, Layout: "1/2/2006"},
		{Name: "EL", Type: table.YesNo},
	}
	result := compute(t, frameOf(t, columns, []any{1.5, 1, 18000, 1}), "", "", "count, sum(Budget), mean(Days), max(Day), mean(EL), sum(EL), sum(Days) % of row")
	want := []crosstab.Format{
		{Type: table.Integer},
		{Type: table.Decimal, Decimals: 2},
		{Type: table.Decimal, Decimals: 2},
		{Type: table.Date, Layout: "1/2/2006"},
		{Type: table.Decimal, Decimals: 1, Percent: true},
		{Type: table.Integer},
		{Type: table.Decimal, Decimals: 1, Percent: true},
	}
	for i := range want {
		if got := result.Format(i); got != want[i] {
			t.Errorf("%s: %+v, want %+v", result.Spec().Measures[i].Name(), got, want[i])
		}
	}
}

// wideFrame has so many combinations that only those that occur can be kept.
func wideFrame(t testing.TB, length, distinct int) *table.Frame {
	t.Helper()
	random := rand.New(rand.NewPCG(5, 5))
	var vectors []*table.Vector
	for _, name := range []string{"A", "B", "C"} {
		dictionary := make([]table.Value, distinct)
		for i := range dictionary {
			dictionary[i] = table.TextValue(fmt.Sprintf("%s%06d", name, i))
		}
		codes := table.MakeCodes(length, distinct)
		for i := range length {
			codes.Set(i, random.Uint32N(uint32(distinct)))
		}
		vectors = append(vectors, table.NewCodedVector(table.Column{Name: name}, codes, dictionary))
	}
	numbers := make([]float64, length)
	for i := range numbers {
		numbers[i] = random.NormFloat64() * 1e6
	}
	vectors = append(vectors, table.NewPlainVector(table.Column{Name: "X", Type: table.Decimal, Decimals: 17}, numbers, table.Codes{}, nil))
	frame, err := table.NewFrame(length, vectors...)
	if err != nil {
		t.Fatal(err)
	}
	return frame
}

func TestManyCombinations(t *testing.T) {
	frame := wideFrame(t, 100_000, 2000) // 8 billion combinations
	result := compute(t, frame, "A, B, C", "", "count, sum(X)")
	rows := result.Rows()
	if grand := result.Cell(len(rows)-1, 0); grand.N != 100_000 {
		t.Errorf("the total has %d rows", grand.N)
	}
	leaves, groups := 0, 0
	for r, row := range rows {
		switch len(row.Path) {
		case 3:
			leaves += result.Cell(r, 0).N
		case 1:
			groups += result.Cell(r, 0).N
		}
	}
	if leaves != 100_000 || groups != 100_000 {
		t.Errorf("leaves add up to %d, groups to %d", leaves, groups)
	}

	spec := result.Spec()
	spec.Rows, spec.Columns = spec.Rows[:2], spec.Rows[2:]
	_, err := crosstab.Compute(t.Context(), frame, spec)
	if issue := table.IssueIn(err); issue == nil || issue.Code != "too-many-cells" || issue.Remedy == "" {
		t.Errorf("a table of 100,000 by 2,000: %v", err)
	}
}

// The same rows give the same numbers whatever the number of cores.
func TestCoresDoNotMatter(t *testing.T) {
	frame := wideFrame(t, 200_000, 7)
	var first string
	for _, n := range []int{1, 2, 3, 8} {
		before := runtime.GOMAXPROCS(n)
		result := compute(t, frame, "A", "B", "count, sum(X), mean(X), median(X), distinct(X), min(X)")
		runtime.GOMAXPROCS(before)
		var all strings.Builder
		for r := range result.Rows() {
			for c := range result.Columns() {
				fmt.Fprintln(&all, result.Cell(r, c))
			}
		}
		if first == "" {
			first = all.String()
		} else if first != all.String() {
			t.Errorf("%d cores give other numbers than one", n)
		}
	}
}

func TestCancel(t *testing.T) {
	frame := wideFrame(t, 2_000_000, 2000)
	for name, measures := range map[string]string{"sparse": "count", "grouped": "median(X), distinct(X)"} {
		t.Run(name, func(t *testing.T) {
			spec := crosstab.Spec{Rows: []crosstab.Dimension{{Field: "A"}, {Field: "B"}}}
			if name == "grouped" {
				spec.Rows = spec.Rows[:1]
			}
			spec.Measures, _ = crosstab.ParseMeasures(measures)
			ctx, cancel := context.WithCancel(t.Context())
			var cancelled time.Time
			time.AfterFunc(20*time.Millisecond, func() {
				cancelled = time.Now()
				cancel()
			})
			_, err := crosstab.Compute(ctx, frame, spec)
			if !errors.Is(err, context.Canceled) {
				t.Fatalf("error %v, want that it was cancelled", err)
			}
			// A tenth of a second is promised; a busy machine gets more.
			late := time.Since(cancelled)
			t.Logf("it went on for %v", late)
			if late > time.Second {
				t.Error("that is too long")
			}
		})
	}
	done, cancel := context.WithCancel(t.Context())
	cancel()
	result := compute(t, frame, "", "", "count")
	if _, err := result.Records(done, 0, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("records: %v, want that it was cancelled", err)
	}
	if records, err := result.Records(t.Context(), 0, 0); err != nil || len(records) != frame.Len() || !slices.IsSorted(records) {
		t.Errorf("%d records, %v", len(records), err)
	}
}
