// Package unpivot finds tables that are wide where they should be long, with a
// column for every year, grade or test, or with groups of columns that repeat,
// and reads them as long ones.
//
// Find offers what it finds as a finding of the plan, by the names of the
// columns and their types; nothing is done unless a person chooses it. NewReader
// carries it out: every text of the file is in one of the long rows, under the
// row number it has in the file.
package unpivot
