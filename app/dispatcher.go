package app

import "fyne.io/fyne/v2"

// Dispatcher hands functions over to the goroutine of the user interface. Do
// may be called from any goroutine, returns at once, and runs the functions
// one after the other in the order given. Tests pass a queue that they empty
// themselves, so that nothing in a test happens by the way.
type Dispatcher interface {
	Do(function func())
}

// windowDispatcher is the Dispatcher of the running program. It is the only
// caller of fyne.Do in this package; fyne.DoAndWait is never used, since on the goroutine of
// the user interface it would wait for itself.
type windowDispatcher struct{}

// Do queues the function for the next turn of the event loop.
func (windowDispatcher) Do(function func()) { fyne.Do(function) }
