// Package crosstab computes cross-tabs: Spec -> plan -> scan -> Result, over the
// column vectors of a table.Frame.
//
// Every cell, subtotal and total is evaluated from its own rows and never from
// other cells, and every one can hand back the numbers of those rows. The
// package is pure: it reads a frame and returns a result. It knows no database,
// no file and no screen.
package crosstab
