package importers

import "github.com/schoolbench/schoolbench/table"

// Unpivot makes a long table of a wide one: a row for each group of columns
// that repeats, such as a column for every year or Exam Code 01 to 30 beside
// Score 01 to 30. The columns that are in no group stand in every row.
type Unpivot struct {
	// Pattern is how the columns are named, for people: "Exam Code …".
	Pattern string `json:"pattern,omitempty"`
	// Key is the column that says which group a row is: the year, the number.
	Key PlanColumn `json:"key"`
	// Values are the columns that take the values, such as Exam Code and Score.
	Values []PlanColumn `json:"values"`
	// Groups become rows, in this order.
	Groups []UnpivotGroup `json:"groups"`
}

// UnpivotGroup is the columns of the file that become one row.
type UnpivotGroup struct {
	Key string `json:"key"` // what the key column holds, as the file's header writes it
	// Columns has, for each of Unpivot.Values, the PlanColumn.Index of the column
	// whose values it takes, or -1 where the group has none.
	Columns []int `json:"columns"`
}

// ReadColumns returns the columns of the table that reading by the plan yields,
// in order: those that are not left out, or what Unpivot makes of them.
func (p Plan) ReadColumns() []PlanColumn {
	grouped := map[int]bool{}
	if p.Unpivot != nil {
		for _, group := range p.Unpivot.Groups {
			for _, index := range group.Columns {
				grouped[index] = true
			}
		}
	}
	columns := make([]PlanColumn, 0, len(p.Columns))
	for _, column := range p.Columns {
		if !column.Skip && !grouped[column.Index] {
			columns = append(columns, column)
		}
	}
	if p.Unpivot != nil {
		columns = append(append(columns, p.Unpivot.Key), p.Unpivot.Values...)
	}
	return columns
}

// Schema returns the columns of the table that reading by the plan yields, all
// but Derived.
func (p Plan) Schema() table.Schema {
	columns := p.ReadColumns()
	schema := make(table.Schema, len(columns))
	for i, column := range columns {
		schema[i] = column.Column
	}
	return schema
}
