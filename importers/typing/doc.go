// Package typing decides what the columns of a file are, and reads their cells
// accordingly. Every importer shares it.
//
// A Profile is fed every text of one column, never a sample, and decides the
// column's type, layout, role and marks, with its reasons in words. A Parser
// turns the texts of a column so described into cells, so that the text in the
// file can always be had back: see importers.PlanColumn.Original.
package typing
