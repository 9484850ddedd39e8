package crosstab

import (
	"fmt"

	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/table"
)

// Codes of the issues this package returns. The expression language adds
// "expression-invalid".
const (
	codeFieldUnknown    = "field-unknown"
	codeMeasureUnknown  = "measure-unknown"
	codeMeasureNumber   = "measure-needs-number"
	codeMeasureMissing  = "measure-missing"
	codeMeasureArgument = "measure-argument"
	codeComparison      = "comparison-unfit"
	codeOrder           = "order-unfit"
	codeBands           = "bands-unfit"
	codeStatistics      = "statistics-unfit"
	codeSplit           = "split-unfit"
	codeBaseUnknown     = "base-unknown"
	codeBaseUnfit       = "base-needs-amount"
	codeTotalsUnknown   = "totals-unknown"
	codeSpecInvalid     = "spec-invalid"
	codeJoin            = "join-unfit"
	codeTooManyCells    = "too-many-cells"
)

func problem(code, message, remedy string) *table.Issue {
	return table.Failed(code, table.Where{}, message, remedy, nil)
}

func fieldUnknown(name string, schema table.Schema) *table.Issue {
	return problem(codeFieldUnknown, fmt.Sprintf("There is no column %q.", name), expression.Suggestion(name, schema.Names()))
}

func tooManyCells(what string, limit int) *table.Issue {
	return problem(codeTooManyCells,
		fmt.Sprintf("The cross-tab would have %s; the most it can have is %d.", what, limit),
		"Take away a field, filter the rows, or group the field with the most members, for example with left(...).")
}
