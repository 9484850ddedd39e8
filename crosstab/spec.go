package crosstab

// Spec says what a cross-tab shows. It is a small JSON document: it is what is
// saved, what the command line runs and what a test fixture holds.
type Spec struct {
	Rows     []Dimension `json:"rows,omitempty"`
	Columns  []Dimension `json:"columns,omitempty"`
	Measures []Measure   `json:"measures"`
	// Where keeps the rows for which this expression is true; empty keeps all.
	// Package expression defines the language.
	Where  string `json:"where,omitempty"`
	Totals Totals `json:"totals,omitempty"`
}

// Dimension is a field that rows or columns are grouped by.
type Dimension struct {
	// Field is a column's name, or an expression such as left(Object, 1).
	Field string `json:"field"`
	// Descending lists the members from last to first.
	Descending bool `json:"descending,omitempty"`
}

// Measure is a number that each cell shows.
type Measure struct {
	Function Function `json:"function"`
	// Field is the column the function is of. Count may go without: it then
	// counts rows.
	Field string `json:"field,omitempty"`
	// Base shows the measure as a share of a total.
	Base Base `json:"base,omitempty"`
}

// Function is how the values of a cell's rows become one number.
type Function string

// The functions. Each is evaluated over the rows of its own cell, subtotal or
// total, never over other cells.
const (
	Count    Function = "count"    // rows, or reported values of a field
	Sum      Function = "sum"      // of the reported values
	Mean     Function = "mean"     // of the reported values
	Min      Function = "min"      // smallest reported value
	Max      Function = "max"      // largest reported value
	Distinct Function = "distinct" // different reported values
	Median   Function = "median"   // middle reported value; between two, their mean
)

// Base is what a share is a share of.
type Base string

// The bases. The denominator of a share is the same measure, evaluated from
// the rows of the total it names.
const (
	NoBase        Base = ""
	PercentRow    Base = "row"    // of the row's total
	PercentColumn Base = "column" // of the column's total
	PercentTotal  Base = "total"  // of the grand total
)

// Totals says which subtotals and totals are evaluated.
type Totals string

// The choices of totals. The zero value is all of them.
const (
	AllTotals Totals = "all"
	NoTotals  Totals = "none"
)
