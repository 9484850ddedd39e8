package workbench

import (
	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/table"
)

// formulas evaluates the formulas of own columns: expressions, as filters are.
type formulas struct{}

func (formulas) Fields(formula string, schema table.Schema) ([]string, error) {
	compiled, err := expression.Compile(formula, schema)
	if err != nil {
		return nil, err
	}
	return compiled.Fields(), nil
}

func (formulas) Evaluate(formula string, frame *table.Frame, column table.Column) (*table.Vector, error) {
	compiled, err := expression.Compile(formula, frame.Schema())
	if err != nil {
		return nil, err
	}
	vector, err := compiled.Vector(frame)
	if err != nil {
		return nil, err
	}
	described := vector.Column()
	described.Name, described.Label, described.Description = column.Name, column.Label, column.Description
	if vector.IsCoded() {
		return table.NewCodedVector(described, vector.Codes(), vector.Dictionary()), nil
	}
	return table.NewPlainVector(described, vector.Numbers(), vector.MarkCodes(), vector.Marks()), nil
}
