package join

import (
	"context"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// Trial says how well the columns of two datasets match.
type Trial struct {
	// Rows is how many rows here have a key at all, and Matched how many of
	// these find it in the other dataset.
	Rows, Matched int
	// There is how many rows of the other dataset have a key, and Used how many
	// of these belong to a row here.
	There, Used int
	// Keys is how many different keys the other dataset has.
	Keys int
	// Unique is true if no key occurs there twice: there is one row to look up.
	Unique bool
}

// Try counts how well columns match, before anything is joined by them.
func Try(ctx context.Context, here, there *table.Frame, on []crosstab.Match) (Trial, error) {
	k, err := number(ctx, here, there, on)
	if err != nil {
		return Trial{}, err
	}
	trial := Trial{Keys: k.count}
	for _, key := range k.here {
		if key != noKey {
			trial.Rows++
		}
		if key >= 0 {
			trial.Matched++
		}
	}
	for _, key := range k.there {
		if key >= 0 {
			trial.There++
		}
	}
	trial.Used = len(k.there) - unused(k)
	trial.Unique = trial.There == k.count && trial.There > 0
	return trial, nil
}
