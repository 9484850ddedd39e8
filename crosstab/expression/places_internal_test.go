package expression

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// However the places of kept codes are listed, they are the same.
func TestPlaces(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	sides := 0
	for round := range 3000 {
		used := 1 + random.IntN(256)
		kept := make([]uint8, 256)
		low, high := random.IntN(used), random.IntN(used)
		for code := range used {
			within := low <= code && code <= high
			if low > high {
				within = code >= low || code <= high
			}
			if round%3 == 0 {
				within = random.IntN(2) == 0
			}
			if within {
				kept[code] = 1
			}
		}
		codes := make([]uint8, random.IntN(40))
		var want []uint16
		mask := make([]uint8, len(codes))
		for i := range codes {
			codes[i] = uint8(random.IntN(used))
			if mask[i] = kept[codes[i]]; mask[i] == 1 {
				want = append(want, uint16(i))
			}
		}
		places := func() []uint16 { return make([]uint16, len(codes)) }
		if got := keep(places(), codes, kept); !slices.Equal(got, want) {
			t.Fatalf("looked up: %v, want %v", got, want)
		}
		if got := keepMask(places(), mask); !slices.Equal(got, want) {
			t.Fatalf("by mask: %v, want %v", got, want)
		}
		if side := stretchOf(kept, used); side.is {
			sides++
			if got := keepStretch(places(), codes, side); !slices.Equal(got, want) {
				t.Fatalf("%+v of %v: %v, want %v", side, codes, got, want)
			}
		} else if round%3 != 0 {
			t.Fatalf("%d to %d of %d is no stretch", low, high, used)
		}
	}
	if sides < 2000 {
		t.Errorf("only %d were stretches", sides)
	}
}
