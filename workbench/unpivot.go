package workbench

import (
	"slices"

	"github.com/schoolbench/schoolbench/importers"
)

// lengthened returns the plan with what it offers for a wide table carried out:
// columns that should be rows become rows. A plan that offers nothing, or is
// long already, stays as it is.
func lengthened(plan importers.Plan) importers.Plan {
	if plan.Unpivot != nil {
		return plan
	}
	for _, finding := range plan.Findings {
		i := slices.IndexFunc(finding.Undo, func(change importers.Change) bool { return change.Unpivot != nil })
		if i >= 0 {
			return plan.With(finding.Undo[i])
		}
	}
	return plan
}
