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
func (o *outcome) rollUp(p *plan, f *field, scanned []accumulator) {
	var leafTallies []tally
	switch a := scanned[0].(type) {
	case *sumTable[uint8, tally]:
		leafTallies = a.sums
	case *sumTable[uint16, tally]:
		leafTallies = a.sums
	case *sumTable[uint32, tally]:
		leafTallies = a.sums
	case *plainTally:
		leafTallies = a.sums
	}
	if leafTallies != nil {
		o.tallies = rollUp(p, leafTallies, 0, func(into *tally, from tally) { *into += from })
	}
	var whole []int64
	var parts []wide
	switch a := scanned[1].(type) {
	case *sumTable[uint8, int64]:
		whole = a.sums
	case *sumTable[uint16, int64]:
		whole = a.sums
	case *sumTable[uint32, int64]:
		whole = a.sums
	case *wideTable[uint8]:
		parts = a.sums
	case *wideTable[uint16]:
		parts = a.sums
	case *wideTable[uint32]:
		parts = a.sums
	case *plainSum:
		parts = a.sums
	}
	switch {
	case whole != nil:
		totals := rollUp(p, whole, 0, func(into *int64, from int64) { *into += from })
		o.sums = make([]float64, len(totals))
		for i, units := range totals {
			o.sums[i] = float64(units) / f.scale
		}
		o.exact = o.sums
	case parts != nil:
		totals := rollUp(p, parts, wide{}, func(into *wide, from wide) {
			into.plus(from.high)
			into.low += from.low
		})
		o.sums, o.exact = make([]float64, len(totals)), make([]float64, len(totals))
		for i, sum := range totals {
			o.exact[i] = sum.high + sum.low
			o.sums[i] = table.Round(o.exact[i], f.decimals())
		}
	}
	var leafSpans []span
	switch a := scanned[2].(type) {
	case *spanTable[uint8]:
		leafSpans = a.spans
	case *spanTable[uint16]:
		leafSpans = a.spans
	case *spanTable[uint32]:
		leafSpans = a.spans
	case *plainSpan:
		leafSpans = a.spans
	}
	if leafSpans != nil {
		o.spans = rollUp(p, leafSpans, noSpan(), func(into *span, from span) { into.widen(from) })
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
