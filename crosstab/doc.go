// Package crosstab computes cross-tabs: Spec -> plan -> scan -> Result, over the
// column vectors of a table.Frame.
//
// Every cell, subtotal and total is evaluated from its own rows and never from
// other cells, and every one can hand back the numbers of those rows. The
// package is pure: it reads a frame and returns a result. It knows no database,
// no file and no screen.
//
// # How it works
//
// Start reading at Compute. A plan binds the spec to the frame (plan.go): each
// dimension becomes a key, which says by code which member a row belongs to
// (key.go, member.go, and for bands, groups and orders band.go and order.go);
// each side of the table an axis, which numbers the
// combinations of members as leaves (axis.go), or only those that occur when
// there are too many (compact.go). The scan then goes over the rows once on all
// cores and finds each row's leaf cell by adding up one number for each key
// (scan.go). Accumulators gather what is asked for (accumulator.go, field.go).
//
// What accumulators hold is made from rows and adds up without loss: counts,
// sums in whole cents or with twice the usual precision, smallest and largest
// values, sets of codes, histograms. That is why a total may be rolled up from
// the accumulators of its leaves (totals.go), while a mean, a count of
// different values or a median is never made from other means, counts or
// medians (outcome.go, distinct.go, quantile.go). Where sets and histograms would
// not fit in memory, the values of each cell are brought together instead
// (grouped.go).
//
// A field may list several answers in one value (split.go), and each group may
// keep its own first members apart (within.go): a header then stands for leaves
// that are not side by side. An expression may speak of many rows at once
// (aggregate.go); such a number is a column made before the plan.
//
// Usual cross-tabs are gathered in fewer steps (packed.go). An Engine keeps what
// adds up as a cube (cube.go, engine.go), so that the same fields in another
// arrangement need no scan. Percentages, and comparisons with other members
// (show.go), are made when a cell is asked for, from numbers that were each
// evaluated from their own rows.
//
// # What is counted how
//
// A missing value of a dimension is a member of its own, "(blank)"; a withheld
// one or a misfit is a member by its mark. Members are listed in their natural
// order, grades in the order of school, marks last. Members and combinations
// without rows do not appear.
//
// Measures of a field are evaluated from its reported values; Result.Cell says
// what a cell shows where there is none. A share is the measure of the cell
// divided by the same measure of all rows of the cell's row, of its column or
// of the whole table.
package crosstab
