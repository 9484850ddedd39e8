package delimited

import (
	"bytes"
	"math/rand/v2"
	"slices"
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

// Ensure that the way most records are split finds the fields that the general
// one does.
func TestUsualRecordsSplitAlike(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 50_000 {
		data := make([]byte, random.IntN(60))
		for i := range data {
			data[i] = []byte{'a', 'b', ',', ',', '"', '"', ' ', '\n', '\r', ';'}[random.IntN(10)]
		}
		s := newSplitter(bytes.NewReader(nil), dialect{delimiter: ",", quote: '"'})
		s.ended = random.IntN(2) == 0
		usual := s.split(data, reading{})
		fields := slices.Clone(s.fields)
		general := s.split(data, reading{plain: -1})
		if usual != general || (usual.complete && !slices.Equal(fields, s.fields)) {
			t.Fatalf("%q (ended: %t): %+v %+v, want %+v %+v", data, s.ended, usual, fields, general, s.fields)
		}
	}
}

// Ensure that a quoted field is looked through as far as one may reach, and no
// further.
func TestLongestQuotedField(t *testing.T) {
	for _, test := range []struct {
		length int
		closed bool
	}{{longestQuoted - 1, true}, {longestQuoted, true}, {longestQuoted + 1, false}, {longestQuoted + 100, false}} {
		data := append(append([]byte{'"'}, bytes.Repeat([]byte{'x'}, test.length)...), '"', '\n')
		s := newSplitter(bytes.NewReader(nil), dialect{delimiter: ",", quote: '"'})
		s.ended = true
		if q := s.quoted(data, 0, false); !q.complete || q.closed != test.closed {
			t.Errorf("%d bytes: complete %t, closed %t, want closed %t", test.length, q.complete, q.closed, test.closed)
		}
	}
}
