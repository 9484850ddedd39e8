// Package widgets holds the controls Schoolbench is made of and Fyne does not have: a grid that stays exact and quick
// at a million rows, a cross-tab, a chart, the shelves and the field list of the cross-tab designer, and an empty page
// that says what to do next.
//
// The package knows Fyne and nothing else of the project: each widget declares the small interface or the callbacks
// it needs. Start reading at [Grid].
//
// Rules that hold for every widget here: methods are called on the UI goroutine, callbacks arrive on it, no goroutine
// is started, colours are looked up by theme name on every refresh, and whatever the mouse does the keyboard can do
// as well.
package widgets
