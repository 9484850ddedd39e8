package crosstab

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/table"
)

// maxParts bounds how many dimensions and measures a spec may name.
const maxParts = 64

// source is where the values of a dimension or a measure come from: a column
// or an expression.
type source struct {
	column table.Column
	index  int                    // place in the schema, or -1 for an expression
	value  *expression.Expression // nil for a column
}

// Validate checks the spec against the columns of a dataset. The error is a
// *table.Issue that names the part that is wrong and says what to do.
func (s Spec) Validate(schema table.Schema) error {
	_, err := s.Resolve(schema)
	return err
}

// Resolve checks the spec as Validate does and returns it with every field
// spelled as the schema spells it.
func (s Spec) Resolve(schema table.Schema) (Spec, error) {
	in, err := s.scope(schema)
	if err != nil {
		return s, err
	}
	return s.resolve(in)
}

// scope is what the spec's expressions can speak of.
func (s Spec) scope(schema table.Schema) (in expression.Scope, err error) {
	in.Schema = schema
	if s.Calendar != nil {
		in.Calendar, err = s.Calendar.Index()
	}
	return in, err
}

func (s Spec) resolve(in expression.Scope) (Spec, error) {
	resolved := s
	switch s.Totals {
	case "", AllTotals, TotalsAbove, NoTotals:
	default:
		return s, problem(codeTotalsUnknown, fmt.Sprintf("Totals cannot be %q.", s.Totals), "Use all or none, or above to put them before their members.")
	}
	if len(s.Rows)+len(s.Columns) > maxParts || len(s.Measures) > maxParts {
		return s, problem(codeSpecInvalid, "The cross-tab names too many fields.", fmt.Sprintf("Use no more than %d.", maxParts))
	}
	if err := s.resolveTests(); err != nil {
		return s, err
	}
	if len(s.Measures) == 0 {
		return s, problem(codeMeasureMissing, "There is no measure.", "Add one, such as count.")
	}
	resolved.Rows, resolved.Columns = slices.Clone(s.Rows), slices.Clone(s.Columns)
	for _, axis := range [][]Dimension{resolved.Rows, resolved.Columns} {
		for i, dimension := range axis {
			from, err := sourceOf(dimension.Field, in)
			if err != nil {
				return s, err
			}
			if from.value == nil {
				axis[i].Field = from.column.Name
			}
			if err := axis[i].resolveMembers(from.column.Type); err != nil {
				return s, err
			}
			if err := axis[i].resolveOrder(in); err != nil {
				return s, err
			}
		}
	}
	resolved.Measures = slices.Clone(s.Measures)
	for i := range resolved.Measures {
		if err := resolved.Measures[i].resolve(in); err != nil {
			return s, err
		}
		if err := resolved.Measures[i].resolveShow(in, resolved.Rows, resolved.Columns); err != nil {
			return s, err
		}
	}
	_, err := s.condition(in)
	return resolved, err
}

// condition compiles Where; it is nil if there is none.
func (s Spec) condition(in expression.Scope) (*expression.Expression, error) {
	if strings.TrimSpace(s.Where) == "" {
		return nil, nil
	}
	condition, err := in.Compile(s.Where)
	if err != nil {
		return nil, err
	}
	if !condition.IsCondition() {
		return nil, problem("expression-invalid", fmt.Sprintf("The filter %q is neither true nor false.", s.Where), "Write a comparison, such as Grade = \"K\".")
	}
	return condition, nil
}

// sourceOf finds the column of this name, or else reads the text as an
// expression.
func sourceOf(field string, in expression.Scope) (source, error) {
	if index := in.Schema.Index(field); index >= 0 {
		return source{column: in.Schema[index], index: index}, nil
	}
	if strings.TrimSpace(field) == "" {
		return source{}, problem(codeFieldUnknown, "A field has no name.", "Name a column.")
	}
	if !expression.CallsFunction(field) {
		// A sum of two columns has no function in it.
		if value, err := in.Compile(field); err == nil && len(value.Fields()) > 0 {
			return source{column: value.Column(), index: -1, value: value}, nil
		}
		return source{}, fieldUnknown(field, in.Schema)
	}
	value, err := in.Compile(field)
	if err != nil {
		return source{}, err
	}
	return source{column: value.Column(), index: -1, value: value}, nil
}

// Fields returns the names of all columns the spec needs, those in Where and
// in expressions included, as the spec spells them and each once. It has no
// schema to go by: a field without functions, quotes or brackets is taken for
// a column's name.
func (s Spec) Fields() []string {
	return s.collect(func(field string) []string {
		if expression.CallsFunction(field) {
			return expression.Names(field)
		}
		return []string{field}
	}, expression.Names)
}

// FieldsIn returns the columns of this schema that the spec needs, as the
// schema spells them. Parts that Validate would refuse are left out.
func (s Spec) FieldsIn(schema table.Schema) []string {
	in, _ := s.scope(schema)
	compiled := func(text string) []string {
		value, err := in.Compile(text)
		if err != nil {
			return nil
		}
		return value.Fields()
	}
	return s.collect(func(field string) []string {
		if index := schema.Index(field); index >= 0 {
			return []string{schema[index].Name}
		}
		return compiled(field)
	}, compiled)
}

func (s Spec) collect(ofField, ofExpression func(string) []string) []string {
	var names []string
	seen := map[string]bool{}
	add := func(found []string) {
		for _, name := range found {
			if key := strings.ToLower(name); name != "" && !seen[key] {
				seen[key] = true
				names = append(names, name)
			}
		}
	}
	for _, dimension := range slices.Concat(s.Rows, s.Columns) {
		add(ofField(dimension.Field))
		dimension.Within = false
		if by, ok := dimension.measure(); ok {
			for _, field := range by.fields() {
				add(ofField(field))
			}
		}
	}
	for _, measure := range s.Measures {
		for _, field := range measure.fields() {
			add(ofField(field))
		}
	}
	if strings.TrimSpace(s.Where) != "" {
		add(ofExpression(s.Where))
	}
	return names
}
