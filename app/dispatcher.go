package app

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

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
//
// The event loop draws between any two functions that are handed to it one by
// one. A person who types starts and cancels a job with every letter, so that
// on a slow screen their ends would queue up for seconds: here all that wait
// are run in one turn of the loop, as far as its share of time goes.
type windowDispatcher struct {
	mutex   sync.Mutex
	waiting []func()
	asked   bool // for a turn of the event loop
}

// turnShare is how long functions run before the loop may draw again.
const turnShare = 10 * time.Millisecond

// Do queues the function for the next turn of the event loop.
func (d *windowDispatcher) Do(function func()) {
	d.mutex.Lock()
	d.waiting = append(d.waiting, function)
	ask := !d.asked
	d.asked = true
	d.mutex.Unlock()
	if ask {
		fyne.Do(d.turn) // which runs it here, before the loop begins and after it ends
	}
}

// turn runs what waits, in order.
func (d *windowDispatcher) turn() {
	for end := time.Now().Add(turnShare); ; {
		d.mutex.Lock()
		if len(d.waiting) == 0 {
			d.asked = false
			d.mutex.Unlock()
			return
		}
		next := d.waiting[0]
		d.waiting = d.waiting[1:]
		d.mutex.Unlock()
		next()
		if time.Now().After(end) {
			fyne.Do(d.turn)
			return
		}
	}
}
