package app

import (
	"runtime"
	"sync"
)

// partsFrom is how much work is shared out among processors at least: less is
// done sooner than handed over.
const partsFrom = 1 << 15

// inParts has all processors work on the numbers below n, each on a part that
// ends before to, and returns when all are done. It is for jobs, which have the
// time; what work writes for one number must not be looked at for another.
func inParts(n int, work func(from, to int)) {
	parts := min(runtime.GOMAXPROCS(0), n/partsFrom)
	if parts < 2 {
		work(0, n)
		return
	}
	var group sync.WaitGroup
	for part := range parts {
		group.Go(func() { work(n*part/parts, n*(part+1)/parts) })
	}
	group.Wait()
}
