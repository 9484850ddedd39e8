package typing

import (
	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/internal/english"
	"github.com/schoolbench/schoolbench/table"
)

// agree lets the columns of a table settle what one of them leaves open.
func agree(decisions []*decision) {
	agreeOnOrder(decisions)
	agreeOnMarks(decisions)
}

// agreeOnOrder gives dates that could be either the order that other dates of
// the same table show, if all these show the same.
func agreeOnOrder(decisions []*decision) {
	var monthFirst, dayFirst *decision
	for _, d := range decisions {
		if d.column.Type != table.Date || d.assumed != nil || d.tally.slashed == 0 || isCompactLayout(d.column.Layout) {
			continue
		}
		if d.tally.days[1].fits > d.tally.days[0].fits {
			dayFirst = d
		} else {
			monthFirst = d
		}
	}
	if (monthFirst == nil) == (dayFirst == nil) {
		return
	}
	for _, d := range decisions {
		if d.assumed == nil {
			continue
		}
		shows, order, label, other := monthFirst, "month", "Day first", &d.tally.days[1]
		if dayFirst != nil {
			shows, order, label, other = dayFirst, "day", "Month first", &d.tally.days[0]
			d.column.Layout = d.tally.days[1].layout()
		}
		said := d.find("date-order-agreed", "read with the %s first, as the dates of %s show: its own %s values could be either.", order, shows.header, english.Number(d.tally.reported)).
			or(label, func(column *importers.PlanColumn) { retype(column, table.Date, other.layout()) }).orText()
		// It takes the place of the question.
		d.found = d.found[:len(d.found)-1]
		*d.assumed = *said
	}
}

// agreeOnMarks recognises a column without a single value whose texts are all
// marks that are marks in another column of the table, too.
func agreeOnMarks(decisions []*decision) {
	elsewhere := map[string]bool{}
	for _, d := range decisions {
		if d.tally.reported == 0 || d.column.Type.IsText() {
			continue
		}
		for text := range d.tally.marks {
			elsewhere[text] = true
		}
	}
	for _, d := range decisions {
		if d.tally.reported > 0 || len(d.tally.marks) == 0 {
			continue
		}
		all := true
		for text := range d.tally.marks {
			_, legend := d.tally.legend.State(text)
			all = all && (elsewhere[text] || legend)
		}
		d.onlyMarks = all
	}
}
