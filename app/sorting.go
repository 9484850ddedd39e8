package app

import (
	"cmp"
	"context"
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// sortedRows returns the rows in the order of a column's values. Rows with
// equal values stay in the order they were given; what is not reported comes
// last either way. rows nil stands for all rows of the vector.
func sortedRows(ctx context.Context, vector *table.Vector, rows []int, falling bool) ([]int, error) {
	if rows == nil {
		rows = make([]int, vector.Len())
		for i := range rows {
			rows[i] = i
		}
	} else {
		rows = slices.Clone(rows)
	}

	// Values are ranked once; the rows are then ordered by small numbers.
	ranks := make([]float64, 0, len(rows))
	reported := make([]bool, 0, len(rows))
	if dictionary := vector.Dictionary(); dictionary != nil {
		order := make([]int, len(dictionary))
		for i := range order {
			order[i] = i
		}
		slices.SortFunc(order, func(a, b int) int { return dictionary[a].Compare(dictionary[b]) })
		rank := make([]float64, len(dictionary))
		for place, code := range order {
			rank[code] = float64(place)
		}
		codes := vector.Codes()
		for _, row := range rows {
			code := codes.At(row)
			ranks = append(ranks, rank[code])
			reported = append(reported, dictionary[code].IsReported())
		}
	} else {
		for _, row := range rows {
			value := vector.Value(row)
			ranks = append(ranks, value.Number)
			reported = append(reported, value.IsReported())
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}

	places := make([]int, len(rows))
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(a, b int) int {
		if reported[a] != reported[b] {
			if reported[a] {
				return -1
			}
			return 1
		}
		order := cmp.Compare(ranks[a], ranks[b])
		if falling {
			return -order
		}
		return order
	})
	sorted := make([]int, len(rows))
	for i, place := range places {
		sorted[i] = rows[place]
	}
	return sorted, ctx.Err()
}
