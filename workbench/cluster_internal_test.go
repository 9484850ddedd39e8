package workbench

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"
)

// plainDistance reckons the distance of two texts without any bound.
func plainDistance(a, b []rune) int {
	table := make([][]int, len(a)+1)
	for i := range table {
		table[i] = make([]int, len(b)+1)
		for j := range table[i] {
			if i == 0 || j == 0 {
				table[i][j] = i + j
				continue
			}
			changed := 1
			if a[i-1] == b[j-1] {
				changed = 0
			}
			table[i][j] = min(table[i-1][j]+1, table[i][j-1]+1, table[i-1][j-1]+changed)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				table[i][j] = min(table[i][j], table[i-2][j-2]+1)
			}
		}
	}
	return table[len(a)][len(b)]
}

func randomLetters(random *rand.Rand, length, letters int) []rune {
	text := make([]rune, length)
	for i := range text {
		text[i] = 'a' + rune(random.IntN(letters))
	}
	return text
}

// Ensure that the bounded distance is the distance, up to the bound.
func TestClusterDistance(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var distances distanceTable
	for range 20_000 {
		a, b := randomLetters(random, random.IntN(9), 3), randomLetters(random, random.IntN(9), 3)
		limit := 1 + random.IntN(4)
		if got, want := distances.lettersApart(a, b, limit), min(plainDistance(a, b), limit+1); got != want {
			t.Fatalf("%q and %q are %d apart, want %d at a limit of %d", string(a), string(b), got, want, limit)
		}
	}
}

// Ensure that thousands of values that begin and end alike are split, spellings
// of one another are still found, and a person can stop it.
func TestClusterManyThatBeginAlike(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var spellings []Spelling
	for range 3000 {
		spellings = append(spellings, Spelling{"The " + string(randomLetters(random, 24, 26)) + " School", 2})
	}
	for i := range 20 {
		misspelled := []rune(spellings[i*7].Text)
		misspelled[4+i] = 'ø'
		spellings = append(spellings, Spelling{string(misspelled), 1})
	}
	var all []int
	plain := make([][]rune, len(spellings))
	for i, spelling := range spellings {
		plain[i], all = []rune(spelling.Text), append(all, i)
	}
	for _, block := range blocksOf(plain, all, 0, func(text []rune, n int) rune { return text[n] }) {
		if len(block) > largestBlock {
			t.Errorf("a block has %d values", len(block))
		}
	}
	clusters, err := fewLetters(t.Context(), spellings)
	if err != nil || len(clusters) != 20 {
		t.Errorf("%d clusters, want 20 (%v)", len(clusters), err)
	}
	stopped := &endingContext{Context: t.Context(), after: 10}
	if _, err := fewLetters(stopped, spellings[:900]); !errors.Is(err, context.Canceled) {
		t.Errorf("it went on: %v", err)
	}
}

// endingContext is cancelled once it has been asked a few times.
type endingContext struct {
	context.Context
	after int
}

func (c *endingContext) Err() error {
	if c.after--; c.after < 0 {
		return context.Canceled
	}
	return nil
}
