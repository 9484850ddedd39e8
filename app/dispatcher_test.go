package app

import (
	"sync"
	"testing"

	"fyne.io/fyne/v2/test"
)

// What is handed to the event loop runs once, one after the other and in
// order, also when it hands over more, or takes longer than its share of a turn.
func TestWindowDispatcher(t *testing.T) {
	test.NewTempApp(t)
	d := &windowDispatcher{}
	const most = 300
	var mutex sync.Mutex
	var got []int
	ended := make(chan struct{})
	note := func(n int) {
		mutex.Lock()
		defer mutex.Unlock()
		if got = append(got, n); len(got) == 2*most {
			close(ended)
		}
	}
	go func() {
		for n := range most {
			d.Do(func() {
				note(n)
				d.Do(func() { note(most + n) })
			})
		}
	}()
	<-ended
	first, second := 0, most
	for _, n := range got {
		switch n {
		case first:
			first++
		case second:
			second++
		default:
			t.Fatalf("%d came out of order: %v", n, got)
		}
	}
}
