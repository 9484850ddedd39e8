package reports

import (
	"context"
	"slices"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// UsualSmallestGroup is the smallest group whose numbers go to people outside
// the district where nobody says otherwise.
const UsualSmallestGroup = 10

// notSaid stands for a number of rows that is withheld with its cell.
const notSaid = -1

// People says how many different people are behind a cell of a result. A row
// behind the last one, and a column behind the last one, stand for the grand
// total that the result lacks; where that is not known it is -1.
type People func(row, column int) int

// Protected is a result in which the numbers of small groups are withheld, and
// those of as many others as it takes that none can be worked out from totals.
// A withheld cell holds neither its numbers nor how many rows are behind it:
// what is drawn from a Protected result has nothing to give away.
//
// It is read-only and safe for any number of goroutines if its Result is.
type Protected struct {
	Result
	// Least is the smallest group that is shown.
	Least int
	// Unordered says that members stand in the order of their labels because
	// the order wanted would have told withheld numbers. Whoever computes the
	// result sees to it and says so here.
	Unordered bool

	// hidden are the cells withheld, and those totals that the table lacks and
	// that nobody may know.
	hidden   map[cellAt]bool
	measures []guarded
	// withholds is true if some cell is withheld, and single if some number is
	// because it is one person's.
	withholds, single bool
	grand             cellAt   // where the total of each side is, or would be
	parents           []family // the subtotals of the rows
}

// guarded is what must be known of a measure to protect it.
type guarded struct {
	base crosstab.Base
	// along is true if its numbers stand for other cells' too.
	along bool
	// single is true if its numbers are each the value of one row.
	single bool
	// least is how many values must be behind a number of it, because it is a
	// place in their order; 0 if it is none.
	least int
}

type cellAt struct{ row, column int }

// Protect withholds in a result of spec what stands for fewer than least
// people, but for more than none. people says how many different people are
// behind a cell; nil takes each row for one. Numbers made from fewer values
// than that, because some are missing, are withheld as well.
//
// A withheld cell never stands alone between a total and its other members:
// the smallest of them is withheld too, until those withheld together are
// certainly that many different people. Then every withheld number of a small
// group is checked, by elimination, against all totals at once, as in
// "Statistical Methods for Protecting Personally Identifiable Information in
// Aggregate Reporting" (National Center for Education Statistics, 2011-603).
// Grand totals count even if the table does not show them: they are known from
// elsewhere.
//
// A share of a withheld total, which would tell it, is withheld, and so are
// numbers that compare with other cells as soon as any cell is. The smallest,
// largest, first and last value are one person's and always withheld; a
// percentile is where fewer than half a smallest group lie on either side of it.
// The order of the members is not looked at: see Unordered. It stops early when
// ctx is cancelled.
func Protect(ctx context.Context, result Result, spec crosstab.Spec, people People, least int) (*Protected, error) {
	p := &Protected{Result: result, Least: least, hidden: map[cellAt]bool{}}
	audit := newAudit(result, spec, people, least)
	if err := audit.run(ctx); err != nil {
		return nil, err
	}
	for i, cell := range audit.cells {
		if audit.hidden[i] {
			p.hidden[cell.at] = true
			p.withholds = p.withholds || !cell.elsewhere
		}
	}
	rows, columns := result.Rows(), result.Columns()
	place := func(headers []crosstab.Header) int {
		if at := slices.IndexFunc(headers, func(header crosstab.Header) bool { return len(header.Path) == 0 }); at >= 0 {
			return at
		}
		return len(headers)
	}
	p.grand, p.parents = cellAt{place(rows), place(columns)}, familiesOf(rows)
	for _, measure := range spec.Measures {
		p.measures = append(p.measures, guardOf(measure, least))
	}
	p.single = p.withholdsSingles(len(rows), len(columns))
	return p, nil
}

// guardOf tells what must be known of a measure to protect it.
func guardOf(measure crosstab.Measure, least int) guarded {
	made := guarded{base: measure.Base, along: measure.Show != crosstab.NoShow}
	switch measure.Function {
	case crosstab.Min, crosstab.Max, crosstab.First, crosstab.Last:
		made.single = true
	case crosstab.Median:
		made.least = least
	case crosstab.Percentile:
		made.least = mostValues
		if side := min(measure.Percent, 100-measure.Percent); side > 0 {
			made.least = int(min(float64(least)*50/side, mostValues))
		}
	case crosstab.Rate, crosstab.Ratio:
		for _, text := range []string{measure.Field, measure.Over} {
			parts, err := crosstab.ParseMeasures(text)
			if err != nil || len(parts) != 1 {
				made.single = true // nobody knows what it is
				continue
			}
			part := guardOf(parts[0], least)
			made.single, made.least = made.single || part.single, max(made.least, part.least)
		}
	}
	// The difference to a place in the order of few would tell that.
	made.single = made.single || made.least > 0 && (made.along || made.base != crosstab.NoBase)
	return made
}

// mostValues is more values than any group has.
const mostValues = 1 << 40

// withholdsSingles reports whether some number is withheld for being one
// person's.
func (p *Protected) withholdsSingles(rows, columns int) bool {
	if !slices.ContainsFunc(p.measures, func(m guarded) bool { return m.single || m.least > 0 }) {
		return false
	}
	for i := range rows {
		for j := range columns {
			for k, number := range p.Result.Cell(i, j).Values {
				if k < len(p.measures) && number.State == table.Reported && p.measures[k].tellsOne(number) {
					return true
				}
			}
		}
	}
	return false
}

// tellsOne reports whether a number is that of one person or of a few.
func (m guarded) tellsOne(number crosstab.Number) bool {
	return m.single || number.Used < m.least
}

// Withholds reports whether any number is withheld.
func (p *Protected) Withholds() bool { return p.withholds || p.single }

// WithholdsSingles reports whether numbers are withheld that are one person's,
// such as the largest.
func (p *Protected) WithholdsSingles() bool { return p.single }

// Hidden reports whether a cell is withheld.
func (p *Protected) Hidden(row, column int) bool { return p.hidden[cellAt{row, column}] }

// Cell is the cell of the result, or one that says nothing.
func (p *Protected) Cell(row, column int) crosstab.Cell {
	cell := p.Result.Cell(row, column)
	if p.Hidden(row, column) {
		hidden := crosstab.Cell{N: notSaid, Values: make([]crosstab.Number, len(cell.Values))}
		for i := range hidden.Values {
			hidden.Values[i].State = table.Withheld
		}
		return hidden
	}
	if !p.Withholds() {
		return cell
	}
	// Also a cell without anybody behind it has a share of something, and
	// stands in a running total.
	values := slices.Clone(cell.Values)
	for k := range values {
		if k < len(p.measures) && p.keeps(p.measures[k], values[k], row, column) {
			values[k] = crosstab.Number{State: table.Withheld}
		}
		values[k].Higher = "" // it compares with what may be withheld
	}
	cell.Values = values
	return cell
}

// keeps reports whether a number of a cell that is shown is withheld by itself.
func (p *Protected) keeps(measure guarded, number crosstab.Number, row, column int) bool {
	if measure.along && p.withholds || number.State == table.Reported && measure.tellsOne(number) {
		return true
	}
	switch measure.base {
	case crosstab.PercentRow:
		return p.hidden[cellAt{row, p.grand.column}]
	case crosstab.PercentColumn:
		return p.hidden[cellAt{p.grand.row, column}]
	case crosstab.PercentTotal:
		return p.hidden[p.grand]
	case crosstab.PercentParent:
		return p.withholds && p.parentHidden(row, column)
	}
	return false
}

// parentHidden reports whether the subtotal that a row is a part of is withheld.
// One that is not in the table was not looked at, and is taken for withheld.
func (p *Protected) parentHidden(row, column int) bool {
	path := p.Rows()[row].Path
	for _, each := range p.parents {
		if !slices.Contains(each.parts, row) {
			continue
		}
		switch {
		case each.whole < 0:
			return len(path) > 1 || p.hidden[cellAt{p.grand.row, column}]
		case len(p.Rows()[each.whole].Path) < len(path)-1:
			return true
		}
		return p.hidden[cellAt{each.whole, column}]
	}
	return false // the grand total, which is a part of itself
}
