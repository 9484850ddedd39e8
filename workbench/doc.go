// Package workbench is the use cases of Schoolbench: look into a file, import
// it, cross-tabulate, open a number onto its rows, export, save, check, undo.
// The window and the command line both call it and do nothing of the kind
// themselves.
//
// It is the one place that knows both sides: importers on one, the warehouse,
// cross-tabs and reports on the other. It knows no screen. Jobs are the only
// place where work gets a goroutine of its own; every other function works on
// the goroutine that calls it and stops when its context does.
package workbench
