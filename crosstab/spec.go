package crosstab

import "github.com/schoolbench/schoolbench/crosstab/calendar"

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
	// Empty shows combinations of members that no row has, as long as each
	// member occurs.
	Empty bool `json:"empty,omitempty"`
	// Confidence, if not zero, gives shares and means an interval: 0.95 is an
	// interval that holds the true number of 95 groups in a hundred.
	Confidence float64 `json:"confidence,omitempty"`
	// Differ tests which columns of a row differ, with this correction for
	// testing many. The error allowed is what Confidence leaves, or 5 %.
	Differ Correction `json:"differ,omitempty"`
	// Joins brings columns from other datasets, in order: a join may go by one
	// before it. Whoever computes the cross-tab adds them to the frame.
	Joins []Join `json:"joins,omitempty"`
	// Calendar is what term and schoolDay go by in expressions, and comparisons
	// with the same school day of the year before. Without one, whoever computes
	// the cross-tab uses that of the workspace.
	Calendar *calendar.Calendar `json:"calendar,omitempty"`
}

// Dimension is a field that rows or columns are grouped by.
type Dimension struct {
	// Field is a column's name, or an expression such as left(Object, 1).
	Field string `json:"field"`
	// Descending lists the members from last to first.
	Descending bool `json:"descending,omitempty"`
	// Bands, if not nil, cuts numbers into stretches, which are the members.
	Bands *Bands `json:"bands,omitempty"`
	// Split, if not empty, is the sign between several answers in one value. A
	// row counts once in each of its answers, and once in every total.
	Split string `json:"split,omitempty"`
	// Groups makes one member of several, by their labels.
	Groups []Group `json:"groups,omitempty"`
	// Order lists members by their labels in the order wanted; others follow.
	Order []string `json:"order,omitempty"`
	// By sorts the members by this measure, such as "sum(Budget)", evaluated
	// from all rows of each: smallest first, or largest first if Descending.
	// Equal ones stand in natural order. Every group lists them alike.
	By string `json:"by,omitempty"`
	// Within sorts by By inside each group of the fields before this one, from
	// the rows of that group alone. A Limit then counts in each group: the first
	// five teachers of every school.
	Within bool `json:"within,omitempty"`
	// Limit, if not zero, keeps the first so many members apart and makes one
	// member of all others. Of equal ones at the limit, those first in natural
	// order are kept. Descending and By say which are first.
	Limit int `json:"limit,omitempty"`
	// NoSubtotal leaves out the subtotals of this field's members.
	NoSubtotal bool `json:"noSubtotal,omitempty"`
}

// Measure is a number that each cell shows.
type Measure struct {
	Function Function `json:"function"`
	// Field is the column the function is of. Count may go without: it then
	// counts rows.
	// Rate and Ratio have a measure here, such as "sum(Absent)".
	Field string `json:"field,omitempty"`
	// By is the date that First and Last go by, and the weight of Weighted.
	By string `json:"by,omitempty"`
	// Percent is which percentile, from 0 to 100.
	Percent float64 `json:"percent,omitempty"`
	// Over is the measure that Rate and Ratio divide by, such as "count".
	Over string `json:"over,omitempty"`
	// Base shows the measure as a share of a total.
	Base Base `json:"base,omitempty"`
	// Show compares the number with others of the table: with those of other
	// members of the field In, which is on the rows or columns, or of its named
	// Member; without a field, with the total of all rows in the same column.
	Show   Show   `json:"show,omitempty"`
	In     string `json:"in,omitempty"`
	Member string `json:"member,omitempty"`
	// LastYear compares each day of the field In, which holds dates, with the
	// same school day of the year before: the day with the same number among
	// the days of instruction, by the spec's calendar.
	LastYear bool `json:"lastYear,omitempty"`
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

	Percentile Function = "percentile"   // value below which Percent of the values lie, interpolated
	Deviation  Function = "stdev"        // standard deviation of a sample: divided by one less than their number
	Yes        Function = "yes"          // share of yes among the reported values
	First      Function = "first"        // value of the earliest row by By; of several, the first in the dataset
	Last       Function = "last"         // value of the latest row by By; of several, the last in the dataset
	Weighted   Function = "weightedmean" // values times By, added up and divided by the sum of By
	Rate       Function = "rate"         // Field divided by Over, read as a percentage; of two sums, over rows in which neither is withheld
	Ratio      Function = "ratio"        // Field divided by Over, read as a number
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
	PercentParent Base = "parent" // of the subtotal that the row is a part of, in the same column
)

// Show is how a number is compared with others.
type Show string

// The ways to show a number. What it is compared with is evaluated from its
// own rows. Previous is the member before in natural order.
const (
	NoShow     Show = ""
	Difference Show = "difference" // less the previous member's, the named one's or the total's
	Change     Show = "change"     // the difference as a share of the size of what it is compared with
	Index      Show = "index"      // as a percentage of the other, without the sign: 100 is the same
	Rank       Show = "rank"       // place among the members; 1 is the largest, equal ones share a rank
	Running    Show = "running"    // added up over the members as they are listed, up to this one
)

// Totals says which subtotals and totals are evaluated.
type Totals string

// The choices of totals. The zero value is all of them.
const (
	AllTotals   Totals = "all"
	TotalsAbove Totals = "above" // all, each before its members
	NoTotals    Totals = "none"
)
