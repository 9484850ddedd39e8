package crosstab

import "github.com/schoolbench/schoolbench/table"

// Header is one row or one column of a result: a leaf, a subtotal or the grand
// total.
type Header struct {
	// Path has one value for each dimension from the outermost inwards. A
	// subtotal's path stops short; the grand total's is empty.
	Path []table.Value
	// Labels is Path as people read it.
	Labels []string
	// Total is true for subtotals and the grand total.
	Total bool
	// Letter names a column that is tested against those beside it.
	Letter string
}

// Cell is what one cell, subtotal or total holds.
type Cell struct {
	// N is how many rows are behind it.
	N int
	// Values has one number for each measure of the spec.
	Values []Number
}

// Number is the value of one measure in one cell.
type Number struct {
	// State is Reported when Value means something; Withheld when every value
	// behind it that is not missing is withheld; Missing when there is nothing
	// to evaluate.
	State table.State
	Value float64
	// Used is how many values went into Value, and Withheld how many could
	// not because the publisher hid them.
	Used, Withheld int
	// Part and Whole are what Value is the quotient of, for a rate, a ratio, a
	// weighted mean and a percentage; zero for other measures.
	Part, Whole float64
	// Low and High are the confidence interval, if Interval.
	Interval  bool
	Low, High float64
	// Small is true if so few are behind a share or a mean that it is not
	// tested; it is filled in if the spec asks about chance.
	Small bool
	// Higher has the letters of the columns of the same row than which this
	// number is higher, by more than chance.
	Higher string
}
