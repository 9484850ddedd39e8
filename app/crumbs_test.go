package app

import "testing"

// What all have together is the room, and none has less than one that is
// shortened for it.
func TestFairShare(t *testing.T) {
	for name, test := range map[string]struct {
		wanted []float32
		room   float32
		want   []float32
	}{
		"all fit":         {[]float32{10, 20, 30}, 100, []float32{10, 20, 30}},
		"one is long":     {[]float32{10, 20, 300}, 100, []float32{10, 20, 70}},
		"two are long":    {[]float32{200, 10, 300}, 110, []float32{50, 10, 50}},
		"one fits barely": {[]float32{50, 10, 300}, 110, []float32{50, 10, 50}},
		"no room":         {[]float32{50, 10}, 0, []float32{0, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			most := fairShare(test.wanted, test.room)
			for i, wanted := range test.wanted {
				if got := min(wanted, most); got != test.want[i] {
					t.Errorf("%v of %v: %v, want %v", test.wanted, test.room, got, test.want[i])
				}
			}
		})
	}
}
