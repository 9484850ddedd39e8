// Package app is the window: its pages, menus, shortcuts and the presenters
// behind them. It calls package workbench for all work and package widgets for
// everything that is drawn in a special way; it never touches a file format or
// the database itself.
//
// Start reading at Shell, the window with its rail, its list of datasets and
// its tabs. Each tab is a page. A page of any depth has a presenter that holds
// its state and knows no widgets, so that it can be tested without pixels.
//
// Everything in this package runs on the goroutine of the user interface. Work
// that may take longer than a blink runs as a job of package workbench, and its
// outcome comes back through the Dispatcher.
package app
