package oracle

import (
	"math"
	"math/big"
	"slices"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// precision is in bits; nothing that is added up here is rounded.
const precision = 300

func exact(x float64) *big.Float { return new(big.Float).SetPrec(precision).SetFloat64(x) }

// of evaluates a measure that is written out, over some rows.
func (t *Table) of(text string, rows []int) crosstab.Number {
	measures, err := crosstab.ParseMeasures(text)
	if err != nil {
		panic(err)
	}
	return t.evaluate(measures[0], "", rows)
}

// evaluate evaluates a measure over some rows, which is no division. Rows in
// which the field beside is withheld, if it has a name, count as withheld.
func (t *Table) evaluate(m crosstab.Measure, beside string, rows []int) crosstab.Number {
	switch {
	case m.Function == crosstab.Weighted:
		return t.weighted(m, rows)
	case m.Field == "":
		return crosstab.Number{Value: float64(len(rows)), Used: len(rows)}
	}
	number := crosstab.Number{}
	var values []float64
	different := map[table.Value]bool{}
	all := t.values(m.Field)
	var other []table.Value
	if beside != "" {
		other = t.values(beside)
	}
	for _, row := range rows {
		v := all[row]
		if other != nil && other[row].State == table.Withheld {
			v = other[row]
		}
		switch v.State {
		case table.Reported:
			values = append(values, v.Number)
			if m.Function == crosstab.Distinct {
				different[v] = true
			}
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
	n := len(values)
	switch m.Function {
	case crosstab.Sum:
		decimals := 0
		if column := t.column(m.Field); column.Type == table.Decimal {
			decimals = column.Decimals
		}
		total, _ := sum(values).Float64()
		number.Value = table.Round(total, decimals)
	case crosstab.Mean:
		total, _ := sum(values).Float64()
		number.Value = total / float64(n)
	case crosstab.Min:
		number.Value = slices.Min(values)
	case crosstab.Max:
		number.Value = slices.Max(values)
	case crosstab.Distinct:
		number.Value = float64(len(different))
	case crosstab.Median:
		slices.Sort(values)
		number.Value = (values[(n-1)/2] + values[n/2]) / 2
	case crosstab.Percentile:
		slices.Sort(values)
		number.Value = quantileOf(values, m.Percent/100)
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
		number.Value = deviation(values)
	case crosstab.First, crosstab.Last:
		number.State, number.Value = t.endpoint(m, rows)
	}
	return number
}

// quantileOf is a quantile of sorted values; between two, in proportion.
func quantileOf(values []float64, fraction float64) float64 {
	n := len(values)
	place := fraction * float64(n-1)
	below := values[int(math.Floor(place))]
	return below + (values[min(n-1, int(math.Floor(place))+1)]-below)*(place-math.Floor(place))
}

func sum(values []float64) *big.Float {
	total := exact(0)
	for _, v := range values {
		total.Add(total, exact(v))
	}
	return total
}

func deviation(values []float64) float64 {
	n := len(values)
	mean := exact(0).Quo(sum(values), exact(float64(n)))
	squares := exact(0)
	for _, v := range values {
		apart := exact(0).Sub(exact(v), mean)
		squares.Add(squares, apart.Mul(apart, apart))
	}
	variance := squares.Quo(squares, exact(float64(n-1)))
	result, _ := variance.Sqrt(variance).Float64()
	return result
}

// endpoint is the value of the first or the last row by a date.
func (t *Table) endpoint(m crosstab.Measure, rows []int) (table.State, float64) {
	state, number, best := table.Missing, 0.0, math.Inf(1)
	values, dates := t.values(m.Field), t.values(m.By)
	for _, row := range rows {
		value, date := values[row], dates[row]
		if value.State != table.Reported || date.State != table.Reported {
			continue
		}
		away := date.Number
		if m.Function == crosstab.Last {
			away = -away
		}
		if away < best || away == best && m.Function == crosstab.Last {
			best, state, number = away, table.Reported, value.Number
		}
	}
	return state, number
}

// weighted evaluates a weighted mean over some rows.
func (t *Table) weighted(m crosstab.Measure, rows []int) crosstab.Number {
	number := crosstab.Number{}
	products, weights := exact(0), exact(0)
	values, weighing := t.values(m.Field), t.values(m.By)
	for _, row := range rows {
		value, weight := values[row], weighing[row]
		switch {
		case value.State == table.Reported && weight.State == table.Reported:
			number.Used++
			// A product of two numbers is one number.
			products.Add(products, exact(value.Number*weight.Number))
			weights.Add(weights, exact(weight.Number))
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
		number.Value, _ = products.Quo(products, weights).Float64()
	}
	return number
}

// Close reports whether two numbers are the same but for the last digits.
func Close(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-12*max(math.Abs(a), math.Abs(b))
}
