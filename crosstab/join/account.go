package join

import (
	"fmt"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// Account says what became of the rows on both sides of a join. Matched,
// Unmatched, Blank and Several add up to Rows.
type Account struct {
	Join crosstab.Join
	// Rows is how many rows this dataset has.
	Rows int
	// Matched rows found a value, or rows to roll up.
	Matched int
	// Unmatched rows have a key that the other dataset does not.
	Unmatched int
	// Blank rows have no key, or no date, to go by.
	Blank int
	// Several rows found rows that say different things.
	Several int

	// Shared is how many rows here find a row that another row here finds, too;
	// it is counted for numbers only, which might be added up.
	Shared int
	// There is how many rows the other dataset has, and Unused how many of
	// them belong to no row here.
	There, Unused int
	// AsNumbers is true when codes were compared as numbers, since one of the
	// columns holds numbers: 0123 is then 123.
	AsNumbers bool
}

// Sentence tells people where the column comes from and what to know about it.
func (a Account) Sentence() string {
	text := a.Join.Sentence() + ": " + found(a.Matched, a.Rows)
	var rest []string
	note := func(n int, one, many string) {
		if n == 1 {
			rest = append(rest, "1 "+one)
		} else if n > 1 {
			rest = append(rest, table.FormatNumber(float64(n), 0)+" "+many)
		}
	}
	note(a.Unmatched, "has no match there", "have no match there")
	note(a.Blank, "has nothing to go by", "have nothing to go by")
	note(a.Several, "finds different values and shows "+severalText, "find different values and show "+severalText)
	if len(rest) > 0 {
		text += "; " + strings.Join(rest, ", ")
	}
	text += "."
	if a.Unused > 0 {
		belong := "belong"
		if a.Unused == 1 {
			belong = "belongs"
		}
		text += fmt.Sprintf(" %s of %s rows of %s %s to no row here.", table.FormatNumber(float64(a.Unused), 0), table.FormatNumber(float64(a.There), 0), a.Join.Dataset, belong)
	}
	if a.Shared > 0 && !a.Join.RollsUp() {
		text += fmt.Sprintf(" %s rows share what they find with other rows, so that a sum of it would count it several times.", table.FormatNumber(float64(a.Shared), 0))
	}
	if a.AsNumbers {
		text += " The keys were compared as numbers."
	}
	return text
}

func found(matched, rows int) string {
	return fmt.Sprintf("%s of %s rows have it", table.FormatNumber(float64(matched), 0), table.FormatNumber(float64(rows), 0))
}
