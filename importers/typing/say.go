package typing

import "github.com/schoolbench/schoolbench/internal/english"

// valuesAre says how many of a column's values are something: "412 of 1,204
// values are", "all 6 values are", "its only value is".
func valuesAre(some, all int) string {
	switch {
	case all == 1:
		return "its only value is"
	case some == all:
		return "all " + english.Number(all) + " values are"
	}
	return english.Number(some) + " of " + english.Number(all) + " values are"
}

// everyValue is the beginning of what holds of each of so many values.
func everyValue(all int) string {
	if all == 1 {
		return "its only value"
	}
	return "every one of " + english.Number(all) + " values"
}

// noneShows is the beginning of what not one of so many values shows.
func noneShows(all int) string {
	if all == 1 {
		return "its only value does not show"
	}
	return "not one of " + english.Number(all) + " values shows"
}
