package crosstab_test

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// oracle evaluates a spec the slow way, over plain rows and maps. It shares no
// code with the engine.
type oracle struct {
	columns map[string]table.Column
	rows    []map[string]table.Value
	keep    func(map[string]table.Value) bool
	derived map[string]func(map[string]table.Value) table.Value // expression dimensions
	spec    crosstab.Spec

	listed   map[string][]string // by field: its members in an order asked for, the kept ones of a limit first
	cells    map[string][]int    // by row path and column path: which rows are behind
	rowPaths [][]table.Value     // leaves
	colPaths [][]table.Value
}

func pathKey(path []table.Value) string {
	var b strings.Builder
	for _, v := range path {
		b.WriteString(v.State.String() + "/" + strconv.FormatFloat(v.Number, 'g', -1, 64) + "/" + v.Text + "|")
	}
	return b.String()
}

func cellKey(row, column []table.Value) string { return pathKey(row) + "#" + pathKey(column) }

func (o *oracle) value(row int, field string) table.Value {
	if derive, found := o.derived[field]; found {
		return derive(o.rows[row])
	}
	return o.rows[row][field]
}

func (o *oracle) path(row int, dimensions []crosstab.Dimension) []table.Value {
	path := []table.Value{}
	for _, d := range dimensions {
		v := o.value(row, d.Field)
		if v.State == table.Missing {
			v.Text = ""
		}
		if listed, found := o.listed[d.Field]; found && v.State == table.Reported && d.Limit > 0 {
			if place := slices.Index(listed, pathKey([]table.Value{v})); place >= d.Limit {
				v = table.TextValue("All others")
			}
		}
		path = append(path, v)
	}
	return path
}

// list puts the reported members of a dimension that have rows in order.
func (o *oracle) list(d crosstab.Dimension) []string {
	rows := map[string][]int{}
	var members []table.Value
	for i := range o.rows {
		v := o.value(i, d.Field)
		if v.State != table.Reported || o.keep != nil && !o.keep(o.rows[i]) {
			continue
		}
		key := pathKey([]table.Value{v})
		if rows[key] == nil {
			members = append(members, v)
		}
		rows[key] = append(rows[key], i)
	}
	natural := crosstab.Dimension{Field: d.Field, Descending: d.Descending && d.By == ""}
	slices.SortFunc(members, func(a, b table.Value) int { return o.compare(natural, a, b) })
	switch {
	case d.By != "":
		by, _ := crosstab.ParseMeasures(d.By)
		number := func(v table.Value) crosstab.Number { return o.measure(by[0], rows[pathKey([]table.Value{v})]) }
		slices.SortStableFunc(members, func(a, b table.Value) int {
			x, y := number(a), number(b)
			switch {
			case x.State != table.Reported && y.State != table.Reported:
				return 0
			case x.State != table.Reported:
				return 1
			case y.State != table.Reported:
				return -1
			case close(x.Value, y.Value):
				return 0
			case (x.Value < y.Value) != d.Descending:
				return -1
			}
			return 1
		})
	case len(d.Order) > 0:
		place := func(v table.Value) int {
			if i := slices.Index(d.Order, v.Text); i >= 0 {
				return i
			}
			return len(d.Order)
		}
		slices.SortStableFunc(members, func(a, b table.Value) int { return place(a) - place(b) })
	}
	var keys []string
	for _, v := range members {
		keys = append(keys, pathKey([]table.Value{v}))
	}
	return keys
}

func (o *oracle) run() {
	listed := map[string][]string{}
	for _, d := range slices.Concat(o.spec.Rows, o.spec.Columns) {
		if d.By != "" || len(d.Order) > 0 || d.Limit > 0 {
			listed[d.Field] = o.list(d)
		}
	}
	o.listed = listed
	o.cells = map[string][]int{}
	rowSeen, colSeen := map[string]bool{}, map[string]bool{}
	for i := range o.rows {
		if o.keep != nil && !o.keep(o.rows[i]) {
			continue
		}
		r, c := o.path(i, o.spec.Rows), o.path(i, o.spec.Columns)
		if !rowSeen[pathKey(r)] {
			rowSeen[pathKey(r)] = true
			o.rowPaths = append(o.rowPaths, r)
		}
		if !colSeen[pathKey(c)] {
			colSeen[pathKey(c)] = true
			o.colPaths = append(o.colPaths, c)
		}
		for a := 0; a <= len(r); a++ {
			for b := 0; b <= len(c); b++ {
				key := cellKey(r[:a], c[:b])
				o.cells[key] = append(o.cells[key], i)
			}
		}
	}
}

var gradeOrder = []string{"PK", "TK", "K", "1", "2", "9", "10", "12"}

// less orders two members of a dimension as a person expects them.
func (o *oracle) compare(d crosstab.Dimension, a, b table.Value) int {
	rank := map[table.State]int{table.Reported: 0, table.Withheld: 1, table.Misfit: 2, table.Missing: 3}
	if a.State != b.State {
		return rank[a.State] - rank[b.State]
	}
	c := 0
	if listed, found := o.listed[d.Field]; found && a.State == table.Reported && (d.By != "" || len(d.Order) > 0 || d.Limit > 0) {
		place := func(v table.Value) int {
			if i := slices.Index(listed, pathKey([]table.Value{v})); i >= 0 {
				return i
			}
			return len(listed) // all others
		}
		return place(a) - place(b)
	}
	switch {
	case a.State != table.Reported:
		return strings.Compare(a.Text, b.Text)
	case d.Field == "Grade":
		c = slices.Index(gradeOrder, a.Text) - slices.Index(gradeOrder, b.Text)
	case a.Text != b.Text:
		c = strings.Compare(a.Text, b.Text)
	case a.Number < b.Number:
		c = -1
	case a.Number > b.Number:
		c = 1
	}
	if d.Descending {
		return -c
	}
	return c
}

type expectedHeader struct {
	path  []table.Value
	total bool
}

// headers lists the members of an axis recursively, each group followed by its
// total.
func (o *oracle) headers(paths [][]table.Value, dimensions []crosstab.Dimension) []expectedHeader {
	if len(dimensions) == 0 {
		return []expectedHeader{{path: []table.Value{}, total: true}}
	}
	totals := o.spec.Totals != crosstab.NoTotals
	if o.spec.Empty {
		paths = o.combinations(paths, len(dimensions))
	}
	var list []expectedHeader
	var descend func(prefix []table.Value, paths [][]table.Value)
	descend = func(prefix []table.Value, paths [][]table.Value) {
		level := len(prefix)
		if level == len(dimensions) {
			list = append(list, expectedHeader{path: prefix})
			return
		}
		groups := map[string][][]table.Value{}
		var members []table.Value
		for _, path := range paths {
			key := pathKey(path[level : level+1])
			if groups[key] == nil {
				members = append(members, path[level])
			}
			groups[key] = append(groups[key], path)
		}
		slices.SortFunc(members, func(a, b table.Value) int { return o.compare(dimensions[level], a, b) })
		shown := totals && (level == 0 || !dimensions[level-1].NoSubtotal)
		if shown && o.spec.Totals == crosstab.TotalsAbove {
			list = append(list, expectedHeader{path: prefix, total: true})
			shown = false
		}
		for _, m := range members {
			descend(append(slices.Clone(prefix), m), groups[pathKey([]table.Value{m})])
		}
		if shown {
			list = append(list, expectedHeader{path: prefix, total: true})
		}
	}
	descend([]table.Value{}, paths)
	return list
}

// combinations lists all combinations of the members that occur at each level.
func (o *oracle) combinations(paths [][]table.Value, depth int) [][]table.Value {
	if len(paths) == 0 {
		return nil
	}
	all := [][]table.Value{{}}
	for level := range depth {
		seen := map[string]bool{}
		var longer [][]table.Value
		for _, path := range paths {
			if key := pathKey(path[level : level+1]); !seen[key] {
				seen[key] = true
				for _, before := range all {
					longer = append(longer, append(slices.Clone(before), path[level]))
				}
			}
		}
		all = longer
	}
	return all
}

// measure evaluates one measure over some rows.
func (o *oracle) measure(m crosstab.Measure, rows []int) crosstab.Number {
	if m.Function == crosstab.Rate || m.Function == crosstab.Ratio {
		of, _ := crosstab.ParseMeasures(m.Field)
		over, _ := crosstab.ParseMeasures(m.Over)
		return share(o.measure(of[0], rows), o.measure(over[0], rows))
	}
	if m.Function == crosstab.Weighted {
		return o.weighted(m, rows)
	}
	if m.Field == "" {
		return crosstab.Number{Value: float64(len(rows)), Used: len(rows)}
	}
	number := crosstab.Number{}
	var values []float64
	different := map[table.Value]bool{}
	for _, row := range rows {
		v := o.value(row, m.Field)
		switch v.State {
		case table.Reported:
			values = append(values, v.Number)
			different[v] = true
		case table.Withheld:
			number.Withheld++
		}
	}
	number.Used = len(values)
	if m.Function == crosstab.Count {
		number.Value = float64(len(values))
		return number
	}
	if len(values) == 0 {
		number.State = table.Missing
		if number.Withheld > 0 {
			number.State = table.Withheld
		}
		return number
	}
	slices.Sort(values)
	sum := new(big.Float).SetPrec(500)
	for _, v := range values {
		sum.Add(sum, new(big.Float).SetFloat64(v))
	}
	total, _ := sum.Float64()
	n := len(values)
	switch m.Function {
	case crosstab.Sum:
		decimals := 0
		if o.columns[m.Field].Type == table.Decimal {
			decimals = o.columns[m.Field].Decimals
		}
		number.Value = table.Round(total, decimals)
	case crosstab.Mean:
		number.Value = total / float64(n)
	case crosstab.Min:
		number.Value = values[0]
	case crosstab.Max:
		number.Value = values[n-1]
	case crosstab.Distinct:
		number.Value = float64(len(different))
	case crosstab.Median:
		number.Value = (values[(n-1)/2] + values[n/2]) / 2
	case crosstab.Percentile:
		place := m.Percent / 100 * float64(n-1)
		below := values[int(math.Floor(place))]
		number.Value = below + (values[min(n-1, int(math.Floor(place))+1)]-below)*(place-math.Floor(place))
	case crosstab.Yes:
		yes := 0
		for _, v := range values {
			if v == 1 {
				yes++
			}
		}
		number.Value = float64(yes) / float64(n)
	case crosstab.Deviation:
		if n < 2 {
			number.State = table.Missing
			return number
		}
		mean := new(big.Float).SetPrec(500).Quo(sum, big.NewFloat(float64(n)))
		squares := new(big.Float).SetPrec(500)
		for _, v := range values {
			apart := new(big.Float).SetPrec(500).Sub(new(big.Float).SetFloat64(v), mean)
			squares.Add(squares, apart.Mul(apart, apart))
		}
		variance := squares.Quo(squares, big.NewFloat(float64(n-1)))
		number.Value, _ = variance.Sqrt(variance).Float64()
	case crosstab.First, crosstab.Last:
		number.State = table.Missing
		best := math.Inf(1)
		for _, row := range rows {
			value, date := o.value(row, m.Field), o.value(row, m.By)
			if value.State != table.Reported || date.State != table.Reported {
				continue
			}
			away := date.Number
			if m.Function == crosstab.Last {
				away = -away
			}
			if away < best || away == best && m.Function == crosstab.Last {
				best, number.State, number.Value = away, table.Reported, value.Number
			}
		}
	}
	return number
}

// weighted evaluates a weighted mean over some rows.
func (o *oracle) weighted(m crosstab.Measure, rows []int) crosstab.Number {
	number := crosstab.Number{}
	sum, weights := new(big.Float).SetPrec(500), new(big.Float).SetPrec(500)
	for _, row := range rows {
		value, weight := o.value(row, m.Field), o.value(row, m.By)
		switch {
		case value.State == table.Reported && weight.State == table.Reported:
			number.Used++
			// A product of two numbers is one number.
			sum.Add(sum, new(big.Float).SetFloat64(value.Number*weight.Number))
			weights.Add(weights, new(big.Float).SetFloat64(weight.Number))
		case value.State == table.Withheld || weight.State == table.Withheld:
			number.Withheld++
		}
	}
	total, _ := weights.Float64()
	switch {
	case number.Used == 0 && number.Withheld > 0:
		number.State = table.Withheld
	case number.Used == 0 || total == 0:
		number.State = table.Missing
	default:
		number.Value, _ = sum.Quo(sum, weights).Float64()
	}
	return number
}

// share divides one number by another.
func share(part, whole crosstab.Number) crosstab.Number {
	switch {
	case part.State != table.Reported:
	case whole.State != table.Reported:
		part.State, part.Value = whole.State, 0
	case whole.Value == 0:
		part.State, part.Value = table.Missing, 0
	default:
		part.Value /= whole.Value
	}
	return part
}

func close(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-12*max(math.Abs(a), math.Abs(b))
}
