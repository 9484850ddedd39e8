package profiles

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/internal/english"
	"github.com/schoolbench/schoolbench/table"
)

// proposal is a type that a profile proposes for a column.
type proposal struct {
	place    int // of the column in the plan
	column   importers.PlanColumn
	role     table.Role // as it was found
	reported int
	misfits  int
	example  string // the first text that does not fit
	decimals int
}

// markUse is a mark of the legend and the columns in which it was found.
type markUse struct {
	mark    Mark
	columns int
	changed int // in so many of them it was taken for something else
}

// propose notes for each column what the profile says of its type and marks.
func (a *applying) propose() {
	for i, at := range a.match.Columns {
		if at < 0 {
			continue
		}
		known, column := a.profile.Columns[at], a.plan.Columns[i]
		proposed := column
		if known.Type != nil && overrides(*known.Type, column.Type) {
			proposed = retyped(column, known)
		}
		proposed.Missing, proposed.Withheld = slices.Clone(proposed.Missing), slices.Clone(proposed.Withheld)
		marks := known.Marks
		if !proposed.Type.IsText() {
			marks = slices.Concat(marks, a.profile.Marks)
		}
		for _, mark := range marks {
			a.mark(&proposed, mark)
		}
		if proposed.Type != column.Type {
			a.proposals = append(a.proposals, &proposal{place: i, column: proposed, role: a.roles[i]})
			continue
		}
		if known.Layout != "" && a.says(column.Name, "school-year-alone") {
			proposed.Layout = known.Layout
			a.forget(column.Name, "school-year-alone")
		}
		// Marks alone need no trial: a mark is never a value of these types.
		a.plan.Columns[i] = proposed
	}
}

// overrides reports whether a profile's type is worth proposing for a column
// that was found to be of another. Text has nothing to say against codes, days
// and yes or no, only against numbers.
func overrides(known, found table.Type) bool {
	if known == table.Text {
		return found == table.Integer || found == table.Decimal
	}
	return known != found
}

func retyped(column importers.PlanColumn, known Column) importers.PlanColumn {
	wasNumber := column.Type == table.Integer || column.Type == table.Decimal
	column.Type = *known.Type
	if isNumber := column.Type == table.Integer || column.Type == table.Decimal; !wasNumber || !isNumber {
		column.Layout, column.Decimals = known.Layout, 0
	}
	if column.Type.IsText() {
		column.Layout, column.Decimals = "", 0
	}
	if known.Role == nil {
		column.Role = table.Dimension
		if column.Type == table.Integer || column.Type == table.Decimal {
			column.Role = table.Measure
		}
	}
	return column
}

// mark enters a mark of the legend into a column.
func (a *applying) mark(column *importers.PlanColumn, mark Mark) {
	wasMissing, wasWithheld := slices.Contains(column.Missing, mark.Text), slices.Contains(column.Withheld, mark.Text)
	if a.says(column.Name, "legend") {
		return // the file's own words count
	}
	isText := func(text string) bool { return text == mark.Text }
	column.Missing, column.Withheld = slices.DeleteFunc(column.Missing, isText), slices.DeleteFunc(column.Withheld, isText)
	other := wasMissing
	if mark.State == table.Missing.String() {
		column.Missing = append(column.Missing, mark.Text)
		other = wasWithheld
	} else {
		column.Withheld = append(column.Withheld, mark.Text)
	}
	slices.Sort(column.Missing)
	slices.Sort(column.Withheld)
	if !wasMissing && !wasWithheld {
		return
	}
	at := slices.IndexFunc(a.marked, func(use markUse) bool { return use.mark == mark })
	if at < 0 {
		at = len(a.marked)
		a.marked = append(a.marked, markUse{mark: mark})
	}
	a.marked[at].columns++
	if other {
		a.marked[at].changed++
		a.forget(column.Name, "missing", "withheld")
	}
}

// says reports whether there is a finding about a column.
func (a *applying) says(column, code string) bool {
	return slices.ContainsFunc(a.plan.Findings, func(finding importers.Finding) bool { return finding.Column == column && finding.Code == code })
}

// explainMarks says what the legend says of the marks in the file.
func (a *applying) explainMarks() {
	for _, use := range a.marked {
		says := fmt.Sprintf("%s is %s in %s %s: %s", use.mark.Text, use.mark.State, english.Number(use.columns), english.Plural(use.columns, "column", "columns"), use.mark.Means)
		if use.changed > 0 {
			says += " That is its own legend; elsewhere the mark stands for something else."
		}
		a.find("profile-mark", "", "%s", says)
	}
}

// settleTypes takes over the types that every value fits.
func (a *applying) settleTypes() {
	changed := map[[2]table.Type][]importers.PlanColumn{}
	for _, p := range a.proposals {
		column := &a.plan.Columns[p.place]
		if p.misfits > 0 {
			a.contradict(p, column)
			continue
		}
		// A whole number is a number, and a code is text: nothing changes for a
		// person.
		same := (column.Type == table.Integer && p.column.Type == table.Decimal) || (column.Type.IsText() && p.column.Type.IsText())
		if p.reported > 0 && !same {
			change := [2]table.Type{column.Type, p.column.Type}
			changed[change] = append(changed[change], *column)
		}
		a.forget(column.Name, "code", "misfit", "date-compact", "reserved", "school-year", "school-year-alone", "percent", "text-mixed", "date-order-mixed", "date-with-time", "date-day-first", "date-order-assumed", "grade")
		p.column.Decimals = max(p.column.Decimals, p.decimals)
		*column = p.column
	}
	for _, from := range table.Types() {
		for _, to := range table.Types() {
			a.explainTypes(from, to, changed[[2]table.Type{from, to}])
		}
	}
}

// contradict says that a column is not what the profile says, and offers to
// read it so all the same.
func (a *applying) contradict(p *proposal, column *importers.PlanColumn) {
	column.Role = p.role
	a.plan.Findings = append(a.plan.Findings, importers.Finding{
		Code: "profile-contradicted", Column: column.Name,
		Message: fmt.Sprintf("%s should hold %s, and %s of %s values are something else (%q): it is read as %s.",
			column.Name, kind(p.column.Type), english.Number(p.misfits), english.Number(p.reported+p.misfits), shorten(p.example), kind(column.Type)),
		Undo: []importers.Change{{Label: "Read as " + kind(p.column.Type), Columns: []importers.PlanColumn{p.column}}},
	})
}

// mostApart is how many columns with the same change have a finding each.
const mostApart = 3

// explainTypes says which columns became another type. The columns are given
// as they were, so that it can be undone.
func (a *applying) explainTypes(from, to table.Type, columns []importers.PlanColumn) {
	undo := "Read as " + kind(from)
	if len(columns) > mostApart {
		names := make([]string, len(columns))
		for i, column := range columns {
			names[i] = column.Name
		}
		a.plan.Findings = append(a.plan.Findings, importers.Finding{
			Code:    "profile-type",
			Message: fmt.Sprintf("%s columns are read as %s, which they are in this extract; their values alone look like %s: %s.", english.Number(len(columns)), kind(to), kind(from), list(names)),
			Undo:    []importers.Change{{Label: undo, Columns: columns}},
		})
		return
	}
	for _, column := range columns {
		a.plan.Findings = append(a.plan.Findings, importers.Finding{
			Code: "profile-type", Column: column.Name,
			Message: fmt.Sprintf("%s is read as %s, which it is in this extract; its values alone look like %s.", column.Name, kind(to), kind(from)),
			Undo:    []importers.Change{{Label: undo, Columns: []importers.PlanColumn{column}}},
		})
	}
}

// forget drops findings about a column that no longer hold.
func (a *applying) forget(column string, codes ...string) {
	a.plan.Findings = slices.DeleteFunc(slices.Clone(a.plan.Findings), func(finding importers.Finding) bool {
		return finding.Column == column && slices.Contains(codes, finding.Code)
	})
}

// kind names what a column of a type holds.
func kind(t table.Type) string {
	switch t {
	case table.Code:
		return "codes"
	case table.Integer:
		return "whole numbers"
	case table.Decimal:
		return "numbers"
	case table.Date:
		return "dates"
	case table.SchoolYear:
		return "school years"
	case table.Grade:
		return "grades"
	case table.YesNo:
		return "yes or no"
	default:
		return "text"
	}
}

// shorten keeps a quoted text from filling a sentence.
func shorten(text string) string {
	const most = 30
	if runes := []rune(strings.TrimSpace(text)); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return strings.TrimSpace(text)
}
