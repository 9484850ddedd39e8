package rows

import (
	"runtime"
	"sync/atomic"

	"github.com/schoolbench/schoolbench/importers/typing"
)

const (
	// mostLanes bounds the goroutines that look at cells at the same time.
	mostLanes = 4
	// mostBatches bounds how far the reading may be ahead of them.
	mostBatches = 8
)

// lanes has profiles look at batches of records while further ones are read.
// Each lane has some of the columns and takes the batches in their order.
//
// The zero value is ready for use. Its methods are used from one goroutine.
type lanes struct {
	last []chan struct{} // by lane: closed when its latest batch has been looked at
	free chan *batch
	made int
	// failed holds the first panic of a lane, which becomes one of whoever
	// waits.
	failed atomic.Pointer[any]
}

// spare returns an empty batch, and waits for one if there are enough.
func (l *lanes) spare() *batch {
	if l.free == nil {
		l.free = make(chan *batch, mostBatches)
	}
	if l.made < mostBatches {
		select {
		case b := <-l.free:
			return b
		default:
			l.made++
			return &batch{}
		}
	}
	return <-l.free
}

// run has the profiles look at a batch, which becomes spare afterwards.
func (l *lanes) run(full *batch, profiles []*typing.Profile) {
	if l.last == nil {
		l.last = make([]chan struct{}, min(mostLanes, runtime.GOMAXPROCS(0)))
	}
	working := new(atomic.Int32)
	working.Store(int32(len(l.last)))
	for lane, before := range l.last {
		done := make(chan struct{})
		l.last[lane] = done
		go func() {
			defer close(done)
			defer func() {
				if cause := recover(); cause != nil {
					l.failed.CompareAndSwap(nil, &cause)
				}
				if working.Add(-1) == 0 {
					full.reset()
					l.free <- full
				}
			}()
			if before != nil {
				<-before
			}
			for i := lane; i < len(profiles); i += len(l.last) {
				full.profile(i, profiles[i])
			}
		}()
	}
	l.check()
}

// wait returns when everything has been looked at.
func (l *lanes) wait() {
	for _, done := range l.last {
		if done != nil {
			<-done
		}
	}
	l.check()
}

func (l *lanes) check() {
	if cause := l.failed.Load(); cause != nil {
		panic(*cause)
	}
}

// profile has a profile look at its column of the batch.
func (b *batch) profile(column int, profile *typing.Profile) {
	for r := range b.records {
		profile.Add(b.cell(&b.records[r], column))
	}
}
