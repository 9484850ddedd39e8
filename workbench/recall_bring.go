package workbench

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// renamed is a column under the name of last time.
func renamed(column importers.PlanColumn, name string) importers.PlanColumn {
	if column.Name != name {
		column.Header, column.Name = header(column), name
	}
	return column
}

// bring gives a column of the plan what is remembered of it.
func (r *recaller) bring(i int, before importers.PlanColumn) {
	column := r.plan.Columns[i]
	if r.how[i] != SimilarName { // which has told already
		r.recall.Columns = append(r.recall.Columns, ColumnMatch{Header: header(column), Name: before.Name, How: r.how[i]})
	}
	if r.how[i] == SameKnown {
		r.findings = append(r.findings, importers.Finding{
			Code: "column-taken", Column: before.Name,
			Message: fmt.Sprintf("Column %q is taken for %q as last time: extracts of this kind call it by both names.", header(column), before.Name),
		})
	}
	if r.how[i] == Synonym || (r.how[i] == SameName && !strings.EqualFold(header(column), before.Name) && !strings.EqualFold(header(column), header(before))) {
		r.findings = append(r.findings, importers.Finding{
			Code: "column-taken", Column: before.Name,
			Message: fmt.Sprintf("Column %q is taken for %q as last time: the words are the same.", header(column), before.Name),
		})
	}
	clash := slices.ContainsFunc(r.plan.Columns, func(other importers.PlanColumn) bool {
		return other.Index != column.Index && strings.EqualFold(other.Name, before.Name)
	})
	if !clash {
		column = renamed(column, before.Name)
	}
	if before.Label != "" {
		column.Label = before.Label
	}
	found := column.Type
	switch corrected := slices.Contains(r.memory.Corrected, before.Name); {
	case corrected:
		column.Skip = before.Skip
		column.Missing, column.Withheld = mergedTexts(column.Missing, before.Missing), mergedTexts(column.Withheld, before.Withheld)
		if column.Type != before.Type {
			column.Type, column.Layout, column.Decimals = before.Type, before.Layout, max(column.Decimals, before.Decimals)
		}
		column.Role = before.Role
		if found != before.Type {
			r.tellType(column, found, "as it was corrected last time")
		}
		if column.Skip {
			r.tellLeftOut(column)
		}
	case before.Type == table.Integer && found == table.SchoolYear && column.Layout == table.EndYearLayout:
		// Years that were read as numbers when nothing else was known of them.
		column.Type, column.Layout, column.Role = before.Type, before.Layout, before.Role
		r.tellType(column, found, "as last time")
	case before.Type == table.Code && found == table.Integer:
		// A file whose identifiers happen to have no leading zero.
		column.Type, column.Layout, column.Role = before.Type, "", before.Role
		r.tellType(column, found, "as last time")
	case !mayStandFor(found, before.Type):
		r.findings = append(r.findings, importers.Finding{
			Code: "column-other-type", Column: column.Name, Asks: true,
			Message: fmt.Sprintf("Column %q held %s values last time and holds %s values now: see whether it is the same.", header(column), before.Type, found),
		})
	}
	r.plan.Columns[i] = column
	if column.Type == before.Type && column.Layout == before.Layout {
		r.answered(header(column))
	}
}

// answered takes back the questions about a column: they were asked of the last
// file, and this one is read as that was.
func (r *recaller) answered(column string) {
	r.plan.Findings = slices.Clone(r.plan.Findings)
	for i := range r.plan.Findings {
		if finding := &r.plan.Findings[i]; finding.Column == column && slices.Contains([]string{"secret", "school-year-alone", "date-unknown", "date-order-assumed", "date-compact", "date-serial", "cross"}, finding.Code) {
			finding.Asks = false
		}
	}
}

// tellLeftOut says that a column is left out because it was last time, in place
// of what would be said of its values.
func (r *recaller) tellLeftOut(column importers.PlanColumn) {
	r.plan.Findings = slices.DeleteFunc(slices.Clone(r.plan.Findings), func(finding importers.Finding) bool { return finding.Column == header(column) })
	r.findings = append(r.findings, importers.Finding{
		Code: "column-left-out", Column: column.Name, Message: fmt.Sprintf("Column %q is left out, as last time.", header(column)),
		Undo: []importers.Change{{Label: "Take the column in", TakeIn: []int{column.Index}}},
	})
}

func (r *recaller) tellType(column importers.PlanColumn, found table.Type, why string) {
	r.plan.Findings = slices.DeleteFunc(slices.Clone(r.plan.Findings), func(finding importers.Finding) bool {
		return finding.Column == header(column) && (finding.Code == "code" || finding.Code == "school-year-alone")
	})
	r.findings = append(r.findings, importers.Finding{
		Code: "type-recalled", Column: column.Name,
		Message: fmt.Sprintf("Column %q is read as %s, %s; by itself it would be %s.", header(column), column.Type, why, found),
	})
}

func mergedTexts(texts, more []string) []string {
	for _, text := range more {
		if !slices.Contains(texts, text) {
			texts = append(slices.Clip(texts), text)
		}
	}
	return texts
}

// bringKey takes the key over, if the plan has none of its own and all of its
// columns are there.
func (r *recaller) bringKey() {
	key := r.memory.Plan.Key
	if len(r.plan.Key) > 0 || len(key) == 0 {
		return
	}
	schema := r.plan.Schema()
	if !slices.ContainsFunc(key, func(name string) bool { return schema.Index(name) < 0 }) {
		r.plan.Key = key
	}
}

// conclude says first what the plan goes by.
func (r *recaller) conclude() {
	same := len(r.recall.Columns)
	message := fmt.Sprintf("Read as %s, which went into %q on %s: %d of %s", r.recall.File, r.recall.Dataset,
		r.recall.Used.In(r.bench.now().Location()).Format("2 Jan 2006"), same, counted(len(r.plan.Columns), "column", "columns"))
	if same == 1 {
		message += " is known."
	} else {
		message += " are known."
	}
	findings := []importers.Finding{{Code: "recalled", Message: message}}
	if r.plan.HeaderRow == 0 {
		findings[0].Message += " There are no column names, so they are taken in their order."
	}
	if n := len(r.recall.New); n > 0 {
		findings = append(findings, importers.Finding{Code: "column-new", Message: "Not there last time: " + strings.Join(r.recall.New, ", ") + "."})
	}
	if n := len(r.recall.Missing); n > 0 {
		findings = append(findings, importers.Finding{Code: "column-missing", Message: "There last time and missing now: " + strings.Join(r.recall.Missing, ", ") + "."})
	}
	r.plan.Findings = slices.Concat(findings, r.findings, r.plan.Findings)
}
