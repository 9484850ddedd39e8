package profiles

import (
	"slices"

	"github.com/schoolbench/schoolbench/importers"
)

// Renamed returns the plan with its key, levels, links and derived columns
// speaking of the columns by the names that these have now: a person may have
// renamed some since the profile was applied. The plan itself is not changed.
func Renamed(plan importers.Plan) importers.Plan {
	now := map[string]string{}
	for _, column := range plan.Columns {
		if column.Header != "" && column.Header != column.Name {
			now[column.Header] = column.Name
		}
	}
	if len(now) == 0 {
		return plan
	}
	rename := func(name *string) {
		if renamed, found := now[*name]; found {
			*name = renamed
		}
	}
	plan.Key, plan.PickOne = slices.Clone(plan.Key), slices.Clone(plan.PickOne)
	plan.Links, plan.Derived = slices.Clone(plan.Links), slices.Clone(plan.Derived)
	for i := range plan.Key {
		rename(&plan.Key[i])
	}
	for i := range plan.PickOne {
		rename(&plan.PickOne[i].Column)
	}
	for i := range plan.Links {
		rename(&plan.Links[i].Column)
	}
	for i := range plan.Derived {
		rename(&plan.Derived[i].From)
	}
	return plan
}
