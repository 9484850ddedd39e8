package workbench

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// chooseColumns leaves the columns of these names out of the plans of a file, and
// takes those in again that are named in with: by the name in the dataset or the
// header in the file, in whatever case. A name that no table has is a
// *table.Issue.
func chooseColumns(plans []importers.Plan, without, with []string) ([]importers.Plan, error) {
	if len(without)+len(with) == 0 {
		return plans, nil
	}
	plans = slices.Clone(plans)
	for i := range plans {
		plans[i].Columns = slices.Clone(plans[i].Columns)
	}
	for _, name := range without {
		if err := chooseColumn(plans, name, true); err != nil {
			return nil, err
		}
	}
	for _, name := range with {
		if err := chooseColumn(plans, name, false); err != nil {
			return nil, err
		}
	}
	for _, plan := range plans {
		if !slices.ContainsFunc(plan.Columns, func(column importers.PlanColumn) bool { return !column.Skip }) {
			return nil, table.Failed("columns-none", table.Where{Sheet: plan.Sheet}, "Every column of the table is left out.", "Keep at least one.", nil)
		}
	}
	return plans, nil
}

// chooseColumn leaves one column out, or takes it in, wherever it occurs.
func chooseColumn(plans []importers.Plan, name string, skip bool) error {
	found := false
	var names []string
	for at, plan := range plans {
		for i, column := range plan.Columns {
			if strings.EqualFold(column.Name, name) || strings.EqualFold(header(column), name) {
				plan.Columns[i].Skip, found = skip, true
				// What was said of it is settled.
				plans[at].Findings = slices.DeleteFunc(slices.Clone(plans[at].Findings), func(finding importers.Finding) bool {
					return finding.Column == column.Name || finding.Column == header(column)
				})
			}
			names = append(names, column.Name)
		}
	}
	if found {
		return nil
	}
	const most = 12
	if len(names) > most {
		names = append(names[:most:most], "…")
	}
	return table.Failed("column-not-in-file", table.Where{}, fmt.Sprintf("The file has no column %q.", name), "It has "+strings.Join(names, ", ")+".", nil)
}
