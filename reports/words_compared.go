package reports

import (
	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// showTitle is what is added to a measure's title when it is compared.
func (l Language) showTitle(measure crosstab.Measure, schema table.Schema) string {
	field := fieldTitle(measure.In, schema)
	switch measure.Show {
	case crosstab.Difference:
		if isShare(measure, schema) {
			return l.say(", difference from %s, in percentage points", l.comparedWith(measure, field))
		}
		return l.say(", difference from %s", l.comparedWith(measure, field))
	case crosstab.Change:
		return l.say(", change from %s", l.comparedWith(measure, field))
	case crosstab.Index:
		return l.say(", index (100 is %s)", l.comparedWith(measure, field))
	case crosstab.Rank:
		return l.say(", rank among %s", field)
	case crosstab.Running:
		return l.say(", running total over %s", field)
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

func (l Language) comparedWith(measure crosstab.Measure, field string) string {
	switch {
	case measure.In == "":
		return l.say("the total")
	case measure.LastYear:
		return l.say("the same school day last year")
	case measure.Member == "":
		return l.say("previous %s", field)
	}
	return measure.Member
}

// showMeaning says in words how a measure is compared.
func (l Language) showMeaning(measure crosstab.Measure, schema table.Schema) string {
	field := fieldTitle(measure.In, schema)
	other := l.say("the same for all rows")
	switch {
	case measure.LastYear:
		other = l.say("the same for the day with the same number in the school year before")
	case measure.Member != "":
		other = l.say("the same where %s is %s", field, measure.Member)
	case measure.In != "":
		other = l.say("the same for the %s before", field)
	}
	switch measure.Show {
	case crosstab.Difference:
		if isShare(measure, schema) {
			return l.say(", less %s, in percentage points", other)
		}
		return l.say(", less %s", other)
	case crosstab.Change:
		return l.say(", less %s, as a share of the size of that", other)
	case crosstab.Index:
		return l.say(", times 100, divided by %s", other)
	case crosstab.Rank:
		return l.say(", as a place among the others of %s: 1 is the largest, equal ones share a place", field)
	case crosstab.Running:
		return l.say(", added up over %s as it is listed", field)
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
		say := b.language.say
		note := say("The first %d of %s", d.Limit, fieldTitle(d.Field, b.origin.Schema))
		if d.Within {
			note += say(" in each group")
		}
		if d.By != "" {
			by := " by %s, smallest first,"
			if d.Descending {
				by = " by %s, largest first,"
			}
			note += say(by, b.language.partTitle(d.By, b.origin.Schema))
		}
		notes = append(notes, note+say(" stand apart; of equal ones, the first in natural order. The rest, if there are any, are together in All others."))
	}
	return notes
}
