package app

import (
	"context"
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// mostListed is how many different values a filter lists. A column with more of
// them, such as names, is searched by a condition.
const mostListed = 20_000

// listedValue is one of the different values of a column: how it reads, and how
// many rows have it.
type listedValue struct {
	text  string
	count int
}

// listedValues lists the different values of a column among some rows, in their
// order; rows nil stands for all. complete is false when there are more than
// mostListed, and the list then ends.
func listedValues(ctx context.Context, vector *table.Vector, rows []int) (list []listedValue, complete bool, err error) {
	counts := map[table.Value]int{}
	count := func(row int) bool {
		counts[vector.Value(row)]++
		return len(counts) <= mostListed
	}
	complete = true
	if vector.IsCoded() {
		counts, err = countCodes(ctx, vector, rows)
		if err != nil {
			return nil, false, err
		}
	} else if rows == nil {
		for row := 0; row < vector.Len() && complete; row++ {
			complete = count(row)
		}
	} else {
		for i := 0; i < len(rows) && complete; i++ {
			complete = count(rows[i])
		}
	}
	values := make([]table.Value, 0, len(counts))
	for value := range counts {
		values = append(values, value)
	}
	slices.SortFunc(values, table.Value.Compare)
	if len(values) > mostListed {
		values, complete = values[:mostListed], false
	}
	// Values that read alike, such as a blank and a blank that was withheld,
	// are one line.
	at := map[string]int{}
	for _, value := range values {
		text := vector.Column().Display(value)
		i, known := at[text]
		if !known {
			i = len(list)
			at[text] = i
			list = append(list, listedValue{text: text})
		}
		list[i].count += counts[value]
	}
	return list, complete, ctx.Err()
}

// countCodes counts the rows of each value of a coded column.
func countCodes(ctx context.Context, vector *table.Vector, rows []int) (map[table.Value]int, error) {
	dictionary, codes := vector.Dictionary(), vector.Codes()
	tally := make([]int, len(dictionary))
	if rows == nil {
		for row := range vector.Len() {
			tally[codes.At(row)]++
		}
	} else {
		for _, row := range rows {
			tally[codes.At(row)]++
		}
	}
	counts := make(map[table.Value]int, len(dictionary))
	for code, n := range tally {
		if n > 0 {
			counts[dictionary[code]] = n
		}
	}
	return counts, ctx.Err()
}
