package crosstab_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// randomTable makes rows of every type and every kind of mark, and the frame
// that holds them.
func randomTable(random *rand.Rand, length int) ([]map[string]table.Value, map[string]table.Column, *table.Frame) {
	columns := []table.Column{
		{Name: "School", Type: table.Text},
		{Name: "Grade", Type: table.Text},
		{Name: "Object", Type: table.Code},
		{Name: "Student ID", Type: table.Code, Role: table.Identifier},
		{Name: "Year", Type: table.SchoolYear},
		{Name: "Day", Type: table.Date, Layout: "1/2/2006"},
		{Name: "EL", Type: table.YesNo, Layout: "Y|N"},
		{Name: "Days", Type: table.Integer, Role: table.Measure},
		{Name: "Budget", Type: table.Decimal, Decimals: 2, Role: table.Measure},
		{Name: "Rate", Type: table.Decimal, Decimals: 18, Role: table.Measure},
		{Name: "Plain", Type: table.Decimal, Decimals: 3, Role: table.Measure},
	}
	marks := []table.Value{
		table.Mark(table.Missing, ""), table.Mark(table.Missing, "N/A"), table.Mark(table.Withheld, "*"),
		table.Mark(table.Withheld, "<11"), table.Mark(table.Misfit, "abc"),
	}
	// Some frames have hardly a mark, some are full of them.
	markShare := []float64{0, 0.02, 0.5, 0.95}[random.IntN(4)]
	spread := []int{2, 5, 40}[random.IntN(3)]
	draw := func(name string) table.Value {
		switch name {
		case "School":
			return table.TextValue(fmt.Sprintf("School %02d", random.IntN(spread)))
		case "Grade":
			return table.TextValue(gradeOrder[random.IntN(len(gradeOrder))])
		case "Object":
			return table.TextValue(fmt.Sprintf("%04d", 1000*(1+random.IntN(6))+random.IntN(3)))
		case "Student ID":
			return table.TextValue(fmt.Sprintf("%07d", random.IntN(length+1)))
		case "Year":
			return table.NumberValue(float64(2015 + random.IntN(4)))
		case "Day":
			return table.NumberValue(float64(18000 + random.IntN(400)))
		case "EL":
			return table.NumberValue(float64(random.IntN(2)))
		case "Days":
			return table.NumberValue(float64(random.IntN(21) - 3))
		case "Budget":
			return table.NumberValue(table.Round(random.NormFloat64()*100000, 2))
		case "Rate":
			return table.NumberValue(random.Float64())
		}
		return table.NumberValue(table.Round(random.NormFloat64()*50, 3))
	}
	rows := make([]map[string]table.Value, length)
	for i := range rows {
		rows[i] = map[string]table.Value{}
	}
	described := map[string]table.Column{}
	var vectors []*table.Vector
	for _, column := range columns {
		described[column.Name] = column
		builder := table.NewVectorBuilder(column)
		numbers := make([]float64, length)
		plainMarks := make([]uint32, length)
		for i := range rows {
			v := draw(column.Name)
			mark := random.IntN(len(marks))
			if random.Float64() < markShare {
				v = marks[mark]
			}
			rows[i][column.Name] = v
			builder.Append(v)
			numbers[i], plainMarks[i] = v.Number, uint32(mark)
			if v.State != table.Reported {
				numbers[i] = math.NaN()
			}
		}
		if column.Name == "Plain" {
			vectors = append(vectors, table.NewPlainVector(column, numbers, table.PackCodes(plainMarks, len(marks)), marks))
			continue
		}
		vectors = append(vectors, builder.Vector())
	}
	frame, err := table.NewFrame(length, vectors...)
	if err != nil {
		panic(err)
	}
	return rows, described, frame
}

// derivedFields are expressions as dimensions, and what they should give.
var derivedFields = map[string]func(map[string]table.Value) table.Value{
	"left(Object, 1)": func(row map[string]table.Value) table.Value {
		v := row["Object"]
		if v.State == table.Reported {
			return table.TextValue(v.Text[:1])
		}
		return afterUnknown(v)
	},
	`if(Days >= 10, "Often", "Seldom")`: func(row map[string]table.Value) table.Value {
		v := row["Days"]
		switch {
		case v.State != table.Reported:
			return afterUnknown(v)
		case v.Number >= 10:
			return table.TextValue("Often")
		}
		return table.TextValue("Seldom")
	},
	"Days + Year": nil, // refused: a year is not a number
	"year(Day)": func(row map[string]table.Value) table.Value {
		v := row["Day"]
		if v.State != table.Reported {
			return afterUnknown(v)
		}
		return table.NumberValue(float64(time.Unix(int64(v.Number)*86400, 0).UTC().Year()))
	},
}

func afterUnknown(v table.Value) table.Value {
	if v.State == table.Withheld {
		return v
	}
	return table.Mark(table.Missing, "")
}

type condition struct {
	text  string
	holds func(map[string]table.Value) bool
}

func reported(v table.Value, holds func(table.Value) bool) bool {
	return v.State == table.Reported && holds(v)
}

var conditions = []condition{
	{"Days > 4", func(r map[string]table.Value) bool {
		return reported(r["Days"], func(v table.Value) bool { return v.Number > 4 })
	}},
	{`not (Days > 4) and Grade in ["K", 1]`, func(r map[string]table.Value) bool {
		return reported(r["Days"], func(v table.Value) bool { return v.Number <= 4 }) &&
			reported(r["Grade"], func(v table.Value) bool { return v.Text == "K" || v.Text == "1" })
	}},
	{`[Student ID] > "0000050" OR isblank(EL)`, func(r map[string]table.Value) bool {
		return reported(r["Student ID"], func(v table.Value) bool { return v.Text > "0000050" }) || r["EL"].State == table.Missing
	}},
	{"Plain < Budget", func(r map[string]table.Value) bool {
		return r["Plain"].State == table.Reported && r["Budget"].State == table.Reported && r["Plain"].Number < r["Budget"].Number
	}},
	{"Year = '2016-17' or iswithheld(School) or Plain <= 0", func(r map[string]table.Value) bool {
		return reported(r["Year"], func(v table.Value) bool { return v.Number == 2016 }) || r["School"].State == table.Withheld ||
			reported(r["Plain"], func(v table.Value) bool { return v.Number <= 0 })
	}},
	{"Days > 1000", func(map[string]table.Value) bool { return false }},
	{"EL", func(r map[string]table.Value) bool {
		return reported(r["EL"], func(v table.Value) bool { return v.Number == 1 })
	}},
}

// orderRandomly puts the members of a dimension in some order and may limit
// them.
func orderRandomly(random *rand.Rand, d *crosstab.Dimension) {
	switch random.IntN(3) {
	case 0:
		d.By = randomMeasure(random, false).Name()
	case 1:
		if d.Field == "Grade" {
			d.Order = []string{"10", "K", "no such grade", "K", "2"}
		}
	}
	if random.IntN(2) == 0 {
		d.Limit = 1 + random.IntN(4)
	}
}

// showRandomly compares a measure with others, if it can be.
func showRandomly(random *rand.Rand, spec *crosstab.Spec, i int) {
	m := &spec.Measures[i]
	if m.Field == "Day" || m.Field == "Year" {
		return
	}
	shows := []crosstab.Show{crosstab.Difference, crosstab.Change, crosstab.Index, crosstab.Rank}
	if m.Base == crosstab.NoBase && (m.Function == crosstab.Count || m.Function == crosstab.Sum) {
		shows = append(shows, crosstab.Running)
	}
	dimensions := slices.Concat(spec.Rows, spec.Columns)
	show := shows[random.IntN(len(shows))]
	if len(dimensions) == 0 || random.IntN(5) == 0 {
		if show == crosstab.Difference || show == crosstab.Index {
			m.Show = show
		}
		return
	}
	m.Show, m.In = show, dimensions[random.IntN(len(dimensions))].Field
	if random.IntN(2) == 0 && show != crosstab.Rank && show != crosstab.Running && m.In == "Grade" {
		m.Member = gradeOrder[random.IntN(len(gradeOrder))]
	}
}

// randomMeasure is any measure, or one that may be part of a rate.
func randomMeasure(random *rand.Rand, whole bool) crosstab.Measure {
	numeric := []string{"Days", "Budget", "Rate", "Plain", "EL"}
	functions := crosstab.Functions()
	if !whole {
		functions = functions[:len(functions)-2]
	}
	m := crosstab.Measure{Function: functions[random.IntN(len(functions))]}
	if whole {
		m.Base = []crosstab.Base{crosstab.NoBase, crosstab.NoBase, crosstab.PercentRow, crosstab.PercentColumn, crosstab.PercentTotal, crosstab.PercentParent}[random.IntN(6)]
	}
	pick := func(names ...string) string { return names[random.IntN(len(names))] }
	switch m.Function {
	case crosstab.Count:
		m.Field = pick("", "School", "Plain", "Days")
	case crosstab.Distinct:
		m.Field = pick("Student ID", "School", "Plain", "Day", "Budget")
	case crosstab.Min, crosstab.Max, crosstab.First, crosstab.Last:
		m.Field = pick(append(numeric, "Day", "Year")...)
		if m.Field == "Day" || m.Field == "Year" {
			m.Base = crosstab.NoBase
			if !whole {
				m.Field = "Days"
			}
		}
		if m.Function == crosstab.First || m.Function == crosstab.Last {
			m.By = pick("Day", "Year", "Plain")
		}
	case crosstab.Percentile:
		m.Field, m.Percent = pick(numeric...), []float64{0, 10, 33.3, 50, 90, 100}[random.IntN(6)]
	case crosstab.Yes:
		m.Field = "EL"
	case crosstab.Weighted:
		m.Field, m.By = pick("Days", "Budget", "Rate", "Plain"), pick("Days", "Rate", "Plain")
	case crosstab.Rate, crosstab.Ratio:
		m.Field, m.Over = randomMeasure(random, false).Name(), randomMeasure(random, false).Name()
	default:
		m.Field = pick(numeric...)
	}
	return m
}

func randomSpec(random *rand.Rand) (crosstab.Spec, func(map[string]table.Value) bool) {
	groupable := []string{"School", "Grade", "Object", "Student ID", "Year", "EL", "Days", "Plain", "left(Object, 1)", `if(Days >= 10, "Often", "Seldom")`, "year(Day)"}
	random.Shuffle(len(groupable), func(i, j int) { groupable[i], groupable[j] = groupable[j], groupable[i] })
	spec := crosstab.Spec{}
	take := func(n int) (axis []crosstab.Dimension) {
		for range n {
			axis = append(axis, crosstab.Dimension{Field: groupable[0], Descending: random.IntN(3) == 0})
			groupable = groupable[1:]
		}
		return axis
	}
	spec.Rows, spec.Columns = take(random.IntN(4)), take(random.IntN(3))
	for range 1 + random.IntN(4) {
		m := randomMeasure(random, true)
		spec.Measures = append(spec.Measures, m)
	}
	for _, axis := range [][]crosstab.Dimension{spec.Rows, spec.Columns} {
		for i := range axis {
			if random.IntN(4) == 0 {
				orderRandomly(random, &axis[i])
			}
			axis[i].NoSubtotal = random.IntN(5) == 0
		}
	}
	spec.Empty = random.IntN(8) == 0 && len(spec.Rows)+len(spec.Columns) < 4
	for i := range spec.Measures {
		if random.IntN(3) == 0 {
			showRandomly(random, &spec, i)
		}
	}
	spec.Totals = []crosstab.Totals{"", crosstab.AllTotals, crosstab.TotalsAbove, crosstab.NoTotals}[random.IntN(4)]
	if random.IntN(2) == 0 {
		c := conditions[random.IntN(len(conditions))]
		spec.Where = c.text
		return spec, c.holds
	}
	return spec, nil
}

// foldsMembers reports whether a field that is compared within has a limit: the
// member that is compared with may then be among all others.
func foldsMembers(spec crosstab.Spec) bool {
	for _, m := range spec.Measures {
		for _, d := range append(slices.Clone(spec.Rows), spec.Columns...) {
			if m.Member != "" && d.Field == m.In && d.Limit > 0 {
				return true
			}
		}
	}
	return false
}

// Every cell, subtotal and total of random cross-tabs of random tables is what
// an evaluation over plain rows gives, and so are its records.
func TestComputeEqualsOracle(t *testing.T) {
	tables, specs := 56, 20
	if testing.Short() {
		tables = 20
	}
	for seed := range uint64(tables) {
		random := rand.New(rand.NewPCG(seed, 2))
		length := []int{0, 1, 7, 60, 250}[random.IntN(5)]
		if seed%50 == 49 {
			length = 70_000 // more than one block
		}
		rows, columns, frame := randomTable(random, length)
		count := specs
		if length > 1000 {
			count = 2
		}
		for range count {
			spec, keep := randomSpec(random)
			if length > 1000 {
				spec.Rows = slices.DeleteFunc(spec.Rows, func(d crosstab.Dimension) bool { return d.Field == "Student ID" || d.Field == "Plain" })
				spec.Columns = slices.DeleteFunc(spec.Columns, func(d crosstab.Dimension) bool { return d.Field == "Student ID" || d.Field == "Plain" })
			}
			o := &oracle{columns: columns, rows: rows, keep: keep, derived: derivedFields, spec: spec}
			o.run()
			result, err := crosstab.Compute(context.Background(), frame, spec)
			if issue := table.IssueIn(err); issue != nil && issue.Code == "comparison-unfit" && (!o.knowsMembers() || foldsMembers(spec)) {
				continue
			}
			if issue := table.IssueIn(err); issue != nil && issue.Code == "too-many-cells" && spec.Empty {
				continue
			}
			if err != nil {
				t.Fatalf("seed %d: %+v: %v", seed, spec, err)
			}
			if difference := compareWithOracle(random, result, o); difference != "" {
				t.Fatalf("seed %d, %d rows, %+v: %s", seed, length, spec, difference)
			}
		}
	}
}

func compareWithOracle(random *rand.Rand, result *crosstab.Result, o *oracle) string {
	wantRows, wantColumns := o.headers(o.rowPaths, o.spec.Rows), o.headers(o.colPaths, o.spec.Columns)
	rows, columns := result.Rows(), result.Columns()
	for name, axis := range map[string]struct {
		got  []crosstab.Header
		want []expectedHeader
	}{"rows": {rows, wantRows}, "columns": {columns, wantColumns}} {
		if len(axis.got) != len(axis.want) {
			return fmt.Sprintf("%d %s, want %d", len(axis.got), name, len(axis.want))
		}
		for i := range axis.got {
			if pathKey(axis.got[i].Path) != pathKey(axis.want[i].path) || axis.got[i].Total != axis.want[i].total {
				return fmt.Sprintf("%s %d: %+v, want %+v", name, i, axis.got[i], axis.want[i])
			}
		}
	}
	for r, row := range rows {
		for c, column := range columns {
			cell := result.Cell(r, c)
			behind := o.cells[cellKey(row.Path, column.Path)]
			if cell.N != len(behind) {
				return fmt.Sprintf("%v x %v: %d rows, want %d", row.Labels, column.Labels, cell.N, len(behind))
			}
			for i, m := range o.spec.Measures {
				got, want := cell.Values[i], o.number(m, row.Path, column.Path)
				exact := m.Function == crosstab.Sum && m.Base == crosstab.NoBase
				if got.State != want.State || got.Used != want.Used || got.Withheld != want.Withheld || !close(got.Value, want.Value) || exact && got.Value != want.Value {
					return fmt.Sprintf("%v x %v, %s: %+v, want %+v", row.Labels, column.Labels, m.Name(), got, want)
				}
			}
			if random.IntN(20) != 0 && !row.Total {
				continue
			}
			if len(rows)*len(columns) > 400 && random.IntN(50) != 0 {
				continue
			}
			records, err := result.Records(context.Background(), r, c)
			if err != nil || !slices.Equal(records, behind) {
				return fmt.Sprintf("%v x %v: records %v, want %v (%v)", row.Labels, column.Labels, records, behind, err)
			}
			if !strings.Contains(strings.Join(row.Labels, ""), "|") {
				foundRow, foundColumn, ok := result.Find(row.Labels, column.Labels)
				if !ok || foundRow > r || foundColumn > c {
					return fmt.Sprintf("find %v x %v: %d, %d, %v", row.Labels, column.Labels, foundRow, foundColumn, ok)
				}
			}
		}
	}
	return ""
}

// fuzzTable is a table that is the same in every run.
func fuzzTable() ([]map[string]table.Value, map[string]table.Column, *table.Frame) {
	return randomTable(rand.New(rand.NewPCG(11, 3)), 60)
}
