package rows

import (
	"fmt"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/internal/english"
)

// settleEnd decides which of the last rows are notes, and says what of the
// table was set aside.
func (p *planner) settleEnd() error {
	notes := p.pending[p.firstNote():]
	p.pending = p.pending[:len(p.pending)-len(notes)]
	if err := p.keepPending(); err != nil {
		return err
	}
	for _, note := range notes {
		p.readNote(note)
	}
	if len(notes) > 0 || p.ended {
		p.plan.LastRow = p.last.Number
	}
	if p.options.LastRow > 0 {
		p.plan.LastRow = p.options.LastRow
	}
	p.skipNamed()
	if len(notes) > 0 {
		p.find("note-rows", "", "%d %s set aside, from row %s on: %q.", len(notes), english.Plural(len(notes), "row below the table was", "rows below the table were"), english.Number(notes[0].Number), shorten(firstText(notes[0])))
	}
	p.tellSpans("header", importers.Finding{Code: "rows-header", Message: "The header is repeated inside the table; left out, %s: %s."})
	p.tellSpans("total", importers.Finding{Code: "rows-total", Message: "Totals are left out of the data, so that nothing is counted twice, %s: %s."})
	p.tellSpans("note", importers.Finding{Code: "rows-note", Message: "Titles inside the table were set aside, %s: %s."})
	p.tellKept()
	return nil
}

// tellKept says that a total is among the data.
func (p *planner) tellKept() {
	row := p.summed
	if row == 0 && p.totals != nil && p.options.Skip == nil && p.totals.beginWithTotal() {
		row = p.first.Number
	}
	if row == 0 && p.adding > 0 {
		p.plan.Findings = append(p.plan.Findings, importers.Finding{
			Code: "total-kept", Asks: true,
			Message: fmt.Sprintf("The rows above row %s add up to it. It was kept, for it has a name of its own as rows of data have. If it is a total, leave it out before you add up a column, or it is counted twice.", english.Number(p.adding)),
		})
		return
	}
	if row == 0 {
		return
	}
	p.plan.Findings = append(p.plan.Findings, importers.Finding{
		Code: "total-kept", Asks: true,
		Message: fmt.Sprintf("This table holds totals among its rows, the first of them row %s; they were kept. Leave them out before you add up a column, or it is counted twice.", english.Number(row)),
	})
}

// skipNamed takes over the rows among the data that a person has set aside.
func (p *planner) skipNamed() {
	for _, span := range p.options.Skip {
		if span.Last >= p.plan.FirstRow && (p.plan.LastRow == 0 || span.First <= p.plan.LastRow) {
			p.plan.Skip = append(p.plan.Skip, span)
		}
	}
}

// firstNote returns the place of the first pending row that is a note; from it
// on all are.
func (p *planner) firstNote() int {
	if p.ended {
		return 0 // titles of the table that follows
	}
	before := p.last
	for i, record := range p.pending {
		gap := before.Number > 0 && !record.follows(before)
		count, _ := record.filled()
		full := p.columns.rows >= 8 || (p.columns.rows >= 2 && p.shape.exists() && !p.shape.hasValue(record))
		if gap || (p.thin == 0 && full && p.columns.named >= 3 && count == 1) || looksLikeNote(record) {
			return i
		}
		before = record
	}
	return len(p.pending)
}

// tellSpans says which rows inside the table were set aside. The finding's
// message has places for how many and where.
func (p *planner) tellSpans(kind string, finding importers.Finding) {
	rows := 0
	var places []string
	for _, span := range p.plan.Skip {
		if span.Kind != kind {
			continue
		}
		rows += span.Last - span.First + 1
		if len(places) == 10 {
			places = append(places, "and more")
		}
		if len(places) > 10 {
			continue
		}
		if span.Last > span.First {
			places = append(places, fmt.Sprintf("rows %s to %s", english.Number(span.First), english.Number(span.Last)))
		} else {
			places = append(places, "row "+english.Number(span.First))
		}
	}
	if rows > 0 {
		finding.Message = fmt.Sprintf(finding.Message, english.Number(rows)+english.Plural(rows, " row", " rows"), strings.Join(places, ", "))
		p.plan.Findings = append(p.plan.Findings, finding)
	}
}
