package app

import "testing"

// Ensure that every number is worked on once, however many there are.
func TestInParts(t *testing.T) {
	for _, n := range []int{0, 1, partsFrom - 1, 2 * partsFrom, 7*partsFrom + 5} {
		done := make([]int, n)
		inParts(n, func(from, to int) {
			for i := from; i < to; i++ {
				done[i]++
			}
		})
		for i, times := range done {
			if times != 1 {
				t.Fatalf("of %d, number %d was worked on %d times", n, i, times)
			}
		}
	}
}
