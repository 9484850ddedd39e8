package crosstab

import "github.com/schoolbench/schoolbench/table"

// Result is an evaluated cross-tab. It is read-only and safe for any number of
// goroutines. It keeps the frame's columns in memory, so that Records can go
// back to them.
type Result struct {
	plan *plan
	n    []uint32

	letters *letters // nil unless columns are tested
}

// Spec returns the spec, with fields spelled as the schema spells them.
func (r *Result) Spec() Spec { return r.plan.spec }

// Rows returns the rows in display order: every subtotal after its members and
// the grand total last. Without row dimensions there is one row, the total.
func (r *Result) Rows() []Header { return r.plan.rows.describe() }

// Columns returns the columns in display order, as Rows does the rows.
func (r *Result) Columns() []Header {
	columns := r.plan.columns.describe()
	if r.letters != nil {
		for i := range columns {
			columns[i].Letter = r.letters.columns[i]
		}
	}
	return columns
}

// Format tells how the values of a measure of the spec are to be written.
func (r *Result) Format(measure int) Format { return r.plan.measures[measure].format }

// describe turns headers into what others see of them.
func (a *axis) describe() []Header {
	described := make([]Header, a.shown)
	for i, h := range a.headers[:a.shown] {
		d := Header{Path: make([]table.Value, len(h.path)), Labels: make([]string, len(h.path)), Total: h.total}
		for k, place := range h.path {
			m := a.keys[k].display().members[place]
			d.Path[k], d.Labels[k] = m.value, m.label
		}
		described[i] = d
	}
	return described
}

// Cell returns what a cell, subtotal or total holds. Row and column are places
// in Rows and Columns.
//
// Every number follows the same rule. The values behind a cell are reported,
// withheld or neither; a misfit counts as missing. Count is always reported,
// zero included. Any other measure is Reported if at least one value behind it
// is reported, and is evaluated from the reported ones alone; Withheld if none
// is, but some are withheld; Missing if there is nothing at all. A percentage
// takes the state of its measure, or else of the total it is a percentage of,
// and is Missing if that total is zero.
func (r *Result) Cell(row, column int) Cell {
	at := r.at(row, column)
	cell := Cell{N: int(r.n[at]), Values: make([]Number, len(r.plan.measures))}
	for i := range r.plan.measures {
		cell.Values[i] = r.number(i, row, column)
	}
	return cell
}

func (r *Result) at(row, column int) int { return row*len(r.plan.columns.headers) + column }

func (r *Result) number(measure, row, column int) Number {
	m := r.plan.measures[measure]
	based := r.based(m, row, column)
	if m.measure.Show != NoShow || !r.plan.spec.chances() {
		return r.shown(m, based, row, column)
	}
	at := r.at(row, column)
	number := r.withInterval(m, based, at)
	if r.base(m, row, column) == at {
		number.Interval, number.Low, number.High = false, 0, 0 // all of itself: chance has no part in it
	}
	if r.letters != nil {
		number.Higher = r.letters.higher[[2]int{measure, at}]
	}
	return number
}

// based evaluates a measure with its base, not yet compared.
func (r *Result) based(m *planned, row, column int) Number {
	number := r.plain(m, r.at(row, column))
	if m.measure.Base == NoBase {
		return number
	}
	return quotient(number, r.plain(m, r.base(m, row, column)))
}

// base is the cell that a cell is shown as a share of; -1 without one.
func (r *Result) base(m *planned, row, column int) int {
	switch m.measure.Base {
	case PercentRow:
		return r.at(row, r.plan.columns.grand())
	case PercentColumn:
		return r.at(r.plan.rows.grand(), column)
	case PercentTotal:
		return r.at(r.plan.rows.grand(), r.plan.columns.grand())
	case PercentParent:
		return r.at(r.plan.rows.headers[row].parent, column)
	}
	return -1
}

// plain evaluates a measure without its base.
func (r *Result) plain(m *planned, at int) Number {
	if m.over == nil {
		return m.number(at, r.n[at])
	}
	over := r.plain(m.over, at)
	number := quotient(r.plain(m.of, at), over)
	// What is withheld of either of the two makes the result less sure.
	number.Withheld = max(number.Withheld, over.Withheld)
	return number
}

// Find returns the row and the column with these labels, from the outermost
// dimension inwards. A shorter path finds a subtotal, an empty one the total.
func (r *Result) Find(rowPath, columnPath []string) (row, column int, ok bool) {
	row, foundRow := r.plan.rows.find(rowPath)
	column, foundColumn := r.plan.columns.find(columnPath)
	return row, column, foundRow && foundColumn
}

func (a *axis) find(path []string) (int, bool) {
search:
	for i, h := range a.headers[:a.shown] {
		if len(h.path) != len(path) {
			continue
		}
		for k, place := range h.path {
			if a.keys[k].display().members[place].label != path[k] {
				continue search
			}
		}
		return i, true
	}
	return 0, false
}
