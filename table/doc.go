// Package table is the vocabulary that every other room of Schoolbench speaks:
// what a column is, what a cell can hold, how a table is read row by row and how
// it is kept column by column.
//
// A cell is never just "empty". It is reported (zero included), missing,
// withheld by whoever published the file, or a misfit: text that does not fit
// its column's type and is kept as it was written. That distinction is made
// once, by an importer, and survives everything that follows.
//
// The package imports nothing but the standard library and nothing of ours.
// Start reading at Column and Value; Reader is how rows arrive, Frame is how
// columns are asked questions.
package table
