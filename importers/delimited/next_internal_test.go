package delimited

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// Ensure that looking at eight bytes at a time finds what looking at one does.
func TestNextOf(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 50_000 {
		data := make([]byte, random.IntN(40))
		for i := range data {
			data[i] = []byte{'a', 0, ',' - 1, ',', ',' + 1, '\n', '\n' + 1, '\r', '\r' + 1, 0x80, 0xAC, 0xFF}[random.IntN(12)]
			if random.IntN(3) > 0 {
				data[i] = byte(random.IntN(256))
			}
		}
		from := random.IntN(len(data) + 1)
		delimiter := []byte{',', '\t', 0x1F, 0xFF, '\n'}[random.IntN(5)]
		want := bytes.IndexAny(data[from:], "\r\n")
		if at := bytes.IndexByte(data[from:], delimiter); at >= 0 && (want < 0 || at < want) {
			want = at
		}
		if want += from; want < from {
			want = len(data)
		}
		if got := nextOf(data, from, delimiter); got != want {
			t.Fatalf("%q from %d, %q: %d, want %d", data, from, delimiter, got, want)
		}
	}
}
