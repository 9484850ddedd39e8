package crosstab

import "github.com/schoolbench/schoolbench/table"

// outcome is what is known about a field in every cell, subtotal and total,
// row header by row header. Parts that no measure asked for are nil.
type outcome struct {
	tallies  []tally // nil if every value is reported
	sums     []float64
	exact    []float64 // sums before rounding, for means
	spans    []span
	distinct []float64
	median   []float64
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
}

// number evaluates a measure without its base in one cell.
func (o *outcome) number(function Function, cell int, n uint32) Number {
	if o == nil {
		return Number{Value: float64(n), Used: int(n)}
	}
	number := Number{Used: int(n)}
	if o.tallies != nil {
		number.Used = int(o.tallies[cell] & (oneWithheld - 1))
		number.Withheld = int(o.tallies[cell] >> 32)
	}
	if function == Count {
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
	switch function {
	case Sum:
		number.Value = o.sums[cell]
	case Mean:
		number.Value = o.exact[cell] / float64(number.Used)
	case Min:
		number.Value = o.spans[cell].low
	case Max:
		number.Value = o.spans[cell].high
	case Distinct:
		number.Value = o.distinct[cell]
	case Median:
		number.Value = o.median[cell]
	}
	return number
}
