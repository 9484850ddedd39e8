package workbench

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// matchNames finds the columns that have the same name, or, in files without
// headers, the same place.
func (r *recaller) matchNames() {
	r.partner, r.how = make([]int, len(r.plan.Columns)), make([]MatchKind, len(r.plan.Columns))
	for i := range r.partner {
		r.partner[i] = -1
	}
	if r.plan.HeaderRow == 0 {
		for i := range r.partner {
			r.partner[i], r.how[i] = i, SamePlace
		}
		return
	}
	// The exact header first: "Score" and "SCORE" may be two columns.
	for _, same := range []struct {
		how  MatchKind
		form func(string) string
	}{
		{SameName, func(s string) string { return s }},
		{SameName, func(s string) string { return strings.Join(headerWords(s), "") }},
		{Synonym, plainHeader},
	} {
		for i, column := range r.plan.Columns {
			if r.partner[i] >= 0 {
				continue
			}
			form := same.form(header(column))
			r.take(i, same.how, func(before importers.PlanColumn) bool {
				return form != "" && (same.form(header(before)) == form || same.form(before.Name) == form)
			})
		}
	}
}

// matchKnown finds the columns whose header a profile knows as another name of
// one that was there.
func (r *recaller) matchKnown() error {
	if r.plan.HeaderRow == 0 || !slices.Contains(r.partner, -1) {
		return nil
	}
	library, err := Profiles()
	if err != nil {
		return err
	}
	sameProfile := r.plan.Profile != "" && r.plan.Profile == r.memory.Plan.Profile
	for i, column := range r.plan.Columns {
		if r.partner[i] >= 0 {
			continue
		}
		r.take(i, SameKnown, func(before importers.PlanColumn) bool {
			if sameProfile && column.Known != "" && before.Known != "" && !strings.ContainsAny(column.Known, "{*") {
				return column.Known == before.Known
			}
			return library.Same(header(column), header(before)) || library.Same(header(column), before.Name)
		})
	}
	return nil
}

// take matches a column with the first free one that suits.
func (r *recaller) take(i int, how MatchKind, suits func(importers.PlanColumn) bool) {
	for at, before := range r.memory.Plan.Columns {
		if !slices.Contains(r.partner, at) && suits(before) {
			r.partner[i], r.how[i] = at, how
			return
		}
	}
}

// matchOthers compares what is left by likeness of names and by values. Names
// that are alike are taken, unless the values speak against it; values alone
// only make a question.
func (r *recaller) matchOthers() error {
	var left []string
	for at, before := range r.memory.Plan.Columns {
		if !slices.Contains(r.partner, at) && !before.Skip {
			left = append(left, before.Name)
		}
	}
	if len(left) == 0 || r.plan.HeaderRow == 0 {
		return nil
	}
	var open []int
	for i := range r.partner {
		if r.partner[i] < 0 {
			open = append(open, i)
		}
	}
	values, err := r.sampleValues(open)
	if err != nil || len(open) == 0 {
		return err
	}
	known, err := r.knownValues(left)
	if err != nil {
		return err
	}
	for n, i := range open {
		column := r.plan.Columns[i]
		near := expression.Near(header(column), left)
		for _, name := range left {
			at := slices.IndexFunc(r.memory.Plan.Columns, func(before importers.PlanColumn) bool { return before.Name == name })
			if slices.Contains(r.partner, at) || r.partner[i] >= 0 || !mayStandFor(column.Type, r.memory.Plan.Columns[at].Type) {
				continue
			}
			there, all := overlap(values[n], known[name])
			tells := all >= fewestTelling && len(known[name]) > 0 && column.Type.IsText()
			switch {
			case slices.Contains(near, name) && (!tells || there*2 >= all):
				r.partner[i], r.how[i] = at, SimilarName
				r.recall.Columns = append(r.recall.Columns, ColumnMatch{Header: header(column), Name: name, How: SimilarName, Known: there, Values: all})
				r.findings = append(r.findings, importers.Finding{
					Code: "column-taken", Column: name,
					Message: fmt.Sprintf("Column %q is taken for %q as last time%s.", header(column), name, evidence(there, all, tells)),
				})
			case tells && there*10 >= all*9:
				r.findings = append(r.findings, importers.Finding{
					Code: "column-perhaps", Column: column.Name, Asks: true,
					Message: fmt.Sprintf("Column %q may be %q of last time%s. It is read as a column of its own until you say so.", header(column), name, evidence(there, all, true)),
					Undo:    []importers.Change{{Label: fmt.Sprintf("Take it for %q", name), Columns: []importers.PlanColumn{renamed(column, name)}}},
				})
			}
		}
	}
	return nil
}

func evidence(there, all int, tells bool) string {
	if !tells {
		return ""
	}
	return fmt.Sprintf(": %s of %s values were there before", table.FormatNumber(float64(there), 0), table.FormatNumber(float64(all), 0))
}
