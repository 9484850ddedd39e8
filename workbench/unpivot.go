package workbench

import (
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
)

// lengthened returns the plan with what it offers for a wide table carried out:
// columns that should be rows become rows. A plan that offers nothing, or is
// long already, stays as it is.
func lengthened(plan importers.Plan) importers.Plan {
	if plan.Unpivot != nil {
		return plan
	}
	for at, finding := range plan.Findings {
		i := slices.IndexFunc(finding.Undo, func(change importers.Change) bool { return change.Unpivot != nil })
		if i >= 0 {
			plan = plan.With(finding.Undo[i])
			plan.Findings = slices.Clone(plan.Findings)
			// What was offered is done.
			plan.Findings[at].Message = strings.Replace(finding.Message, "can be read as rows", "are read as rows", 1)
			plan.Findings[at].Undo = nil
			return plan
		}
	}
	return plan
}
