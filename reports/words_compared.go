package reports

import (
	"fmt"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// showTitle is what is added to a measure's title when it is compared.
func showTitle(measure crosstab.Measure, schema table.Schema) string {
	field := fieldTitle(measure.In, schema)
	switch measure.Show {
	case crosstab.Difference:
		title := ", difference from " + comparedWith(measure, field)
		if isShare(measure, schema) {
			title += ", in percentage points"
		}
		return title
	case crosstab.Change:
		return ", change from " + comparedWith(measure, field)
	case crosstab.Index:
		return ", index (100 is " + comparedWith(measure, field) + ")"
	case crosstab.Rank:
		return ", rank among " + field
	case crosstab.Running:
		return ", running total over " + field
	}
	return ""
}

// isShare reports whether a measure is read as a percentage before it is
// compared with another: the difference of two such is no percentage of either.
func isShare(measure crosstab.Measure, schema table.Schema) bool {
	switch measure.Function {
	case crosstab.Yes, crosstab.Rate:
		return true
	case crosstab.Mean:
		if i := schema.Index(measure.Field); i >= 0 && schema[i].Type == table.YesNo {
			return true
		}
	}
	return measure.Base != crosstab.NoBase
}

func comparedWith(measure crosstab.Measure, field string) string {
	switch {
	case measure.In == "":
		return "the total"
	case measure.LastYear:
		return "the same school day last year"
	case measure.Member == "":
		return "previous " + field
	}
	return measure.Member
}

// showMeaning says in words how a measure is compared.
func showMeaning(measure crosstab.Measure, schema table.Schema) string {
	field := fieldTitle(measure.In, schema)
	other := "the same for all rows"
	switch {
	case measure.LastYear:
		other = "the same for the day with the same number in the school year before"
	case measure.Member != "":
		other = "the same where " + field + " is " + measure.Member
	case measure.In != "":
		other = "the same for the " + field + " before"
	}
	switch measure.Show {
	case crosstab.Difference:
		if isShare(measure, schema) {
			return ", less " + other + ", in percentage points"
		}
		return ", less " + other
	case crosstab.Change:
		return ", less " + other + ", as a share of the size of that"
	case crosstab.Index:
		return ", times 100, divided by " + other
	case crosstab.Rank:
		return ", as a place among the others of " + field + ": 1 is the largest, equal ones share a place"
	case crosstab.Running:
		return ", added up over " + field + " as it is listed"
	}
	return ""
}

// limits says which members stand apart and which became one.
func (b *builder) limits() []string {
	var notes []string
	for _, d := range append(append([]crosstab.Dimension{}, b.spec.Rows...), b.spec.Columns...) {
		if d.Limit == 0 {
			continue
		}
		note := fmt.Sprintf("The first %d of %s", d.Limit, fieldTitle(d.Field, b.origin.Schema))
		if d.Within {
			note += " in each group"
		}
		if d.By != "" {
			size := "smallest"
			if d.Descending {
				size = "largest"
			}
			note += " by " + partTitle(d.By, b.origin.Schema) + ", " + size + " first,"
		}
		notes = append(notes, note+" stand apart; of equal ones, the first in natural order. The rest, if there are any, are together in All others.")
	}
	return notes
}
