package workbench

// Progress is how far a piece of work has come.
type Progress struct {
	// Step says what is being done: "Reading roster.csv".
	Step string
	// Done goes from 0 to 1; it is negative when it cannot be told.
	Done float64
	// Rows is how many rows have been written so far, where that is known.
	Rows int
}
