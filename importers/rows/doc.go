// Package rows plans and reads a table from raw records, the form that text
// files and worksheets share once they are split into cells: it finds the
// header, has the columns typed, and turns records into rows of cells.
//
// An importer supplies a Scanner and gets both of its methods from here: Plan
// reads the whole source once and never more than a few records at a time;
// NewReader reads by a plan.
package rows
