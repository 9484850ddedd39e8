package crosstab

import (
	"math"

	"github.com/schoolbench/schoolbench/table"
)

// outcome is what is known about a field in every cell, subtotal and total,
// row header by row header. Parts that no measure asked for are nil.
type outcome struct {
	tallies  []tally // nil if every value is reported
	sums     []float64
	exact    []float64 // sums before rounding, for means
	spans    []span
	distinct []float64
	moments  []moment
	// by quantile and by order of the field; NaN where there is no value.
	quantiles, ends [][]float64
}

// rollUp fills in what adds up: tallies, sums and spans.
func (o *outcome) rollUp(p *plan, f *field, l leaves) {
	if l.tallies != nil {
		o.tallies = rollUpSums(p, l.tallies)
	}
	if l.units != nil {
		totals := rollUpSums(p, l.units)
		o.sums = make([]float64, len(totals))
		for i, units := range totals {
			o.sums[i] = float64(units) / f.scale
		}
		o.exact = o.sums
	}
	if l.wides != nil {
		totals := rollUp(p, l.wides, wide{}, addWide)
		o.sums, o.exact = make([]float64, len(totals)), make([]float64, len(totals))
		for i, sum := range totals {
			o.exact[i] = sum.high + sum.low
			o.sums[i] = table.Round(o.exact[i], f.decimals())
		}
	}
	if l.spans != nil {
		o.spans = rollUp(p, l.spans, noSpan(), addSpan)
	}
	if l.moments != nil {
		o.moments = rollUp(p, l.moments, moment{}, addMoment)
	}
	if len(l.ends) == 0 {
		return
	}
	values := readingOf(f.vector)
	for i, found := range l.ends {
		rows := rollUp(p, found, noEndpoint(), f.orders[i].keep())
		numbers := make([]float64, len(rows))
		for cell, end := range rows {
			numbers[cell] = values.at(end.row)
		}
		o.ends = append(o.ends, numbers)
	}
}

// number evaluates a measure of one field, without its base, in one cell.
func (m *planned) number(cell int, n uint32) Number {
	o := m.outcome
	if o == nil {
		return Number{Value: float64(n), Used: int(n)}
	}
	number := Number{Used: int(n)}
	if o.tallies != nil {
		number.Used = int(o.tallies[cell] & (oneWithheld - 1))
		number.Withheld = int(o.tallies[cell] >> 32)
	}
	if m.measure.Function == Count {
		number.Value = float64(number.Used)
		return number
	}
	if number.Used == 0 {
		number.State = table.Missing
		if number.Withheld > 0 {
			number.State = table.Withheld
		}
		return number
	}
	if value := m.evaluate(cell, number.Used); value == value {
		number.Value = value
	} else {
		number.State = table.Missing
	}
	return number
}

// evaluate makes a measure of at least one reported value; NaN if that is not
// enough for it.
func (m *planned) evaluate(cell, used int) float64 {
	o := m.outcome
	switch m.measure.Function {
	case Sum:
		if m.exact {
			return o.exact[cell]
		}
		return o.sums[cell]
	case Mean, Yes:
		return o.exact[cell] / float64(used)
	case Min:
		return o.spans[cell].low
	case Max:
		return o.spans[cell].high
	case Distinct:
		return o.distinct[cell]
	case Median, Percentile:
		return o.quantiles[m.part][cell]
	case Deviation:
		if used < 2 {
			return math.NaN() // one value does not spread
		}
		return o.moments[cell].deviation(used)
	case First, Last:
		return o.ends[m.part][cell]
	}
	return math.NaN()
}

// quotient divides one number by another. It is not reported where either is
// not, and missing where the other is zero.
func quotient(part, whole Number) Number {
	if part.State != table.Reported {
		return part
	}
	number := part
	if whole.State == table.Reported && whole.Value == 0 {
		whole.State = table.Missing
	}
	if whole.State != table.Reported {
		number.State, number.Value = whole.State, 0
		return number
	}
	number.Part, number.Whole = part.Value, whole.Value
	number.Value = part.Value / whole.Value
	return number
}
