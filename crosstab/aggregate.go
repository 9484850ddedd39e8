package crosstab

import (
	"fmt"
	"slices"

	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/table"
)

// Expressions may speak of many rows at once, as in Score - mean(Score by
// Grade). Each such part is a small cross-tab of all rows of the dataset, which
// filters do not touch; its numbers become a column beside the others.

// maxAggregates bounds how many numbers of many rows a spec may name.
const maxAggregates = 16

// aggregates lists the numbers of many rows that the spec's expressions name.
func (s Spec) aggregates() []expression.Aggregate {
	var all []expression.Aggregate
	find := func(text string) []string {
		for _, found := range expression.Aggregates(text) {
			if !slices.Contains(all, found) {
				all = append(all, found)
			}
		}
		return nil
	}
	s.collect(find, find)
	return all
}

// aggregateSpec is the cross-tab that an aggregate is.
func (s Spec) aggregateSpec(a expression.Aggregate) (Spec, error) {
	if len(expression.Aggregates(a.Field))+len(expression.Aggregates(a.By)) > 0 {
		return Spec{}, problem(codeSpecInvalid, fmt.Sprintf("In %s, a number of many rows stands within another.", a.Text), "Work them out beside each other.")
	}
	spec := Spec{Calendar: s.Calendar, Totals: NoTotals, Measures: []Measure{{Function: Function(a.Function), Field: unbracketed(a.Field)}}}
	var err error
	spec.Rows, err = ParseFields(a.By)
	if err == nil && len(spec.Rows) == 0 {
		err = problem(codeSpecInvalid, fmt.Sprintf("%s does not say by what.", a.Text), "Name a field behind by.")
	}
	return spec, err
}

// describeAggregates adds to a schema the columns that the aggregates are.
func (s Spec) describeAggregates(schema table.Schema) (table.Schema, error) {
	all := s.aggregates()
	if len(all) > maxAggregates {
		return schema, problem(codeSpecInvalid, "The cross-tab's expressions name too many numbers of many rows.", fmt.Sprintf("Use no more than %d.", maxAggregates))
	}
	for _, a := range all {
		if schema.Index(a.Text) >= 0 {
			continue
		}
		spec, err := s.aggregateSpec(a)
		if err != nil {
			return schema, err
		}
		in, err := spec.scope(schema)
		if err != nil {
			return schema, err
		}
		if spec, err = spec.resolve(in); err != nil {
			return schema, err
		}
		var of table.Column
		if field := spec.Measures[0].Field; field != "" {
			from, err := sourceOf(field, in)
			if err != nil {
				return schema, err
			}
			of = from.column
		}
		format := formatOf(spec.Measures[0], of)
		column := table.Column{Name: a.Text, Type: format.Type, Layout: format.Layout, Decimals: format.Decimals}
		schema = append(slices.Clip(schema), column)
	}
	return schema, nil
}

// withAggregates adds the aggregates' columns to the frame.
func (b *binding) withAggregates(spec Spec) error {
	for _, a := range spec.aggregates() {
		if _, known := b.frame.Column(a.Text); known {
			continue
		}
		described, err := spec.aggregateSpec(a)
		if err != nil {
			return err
		}
		column := b.scope.Schema[b.scope.Schema.Index(a.Text)]
		bases := columnsOf(b.frame, described.FieldsIn(b.frame.Schema()))
		vector, err := b.engine.derive(a.Text+calendarText(b.scope), bases, func() (*table.Vector, error) { return b.spread(column, described) })
		if err != nil {
			return err
		}
		if b.frame, err = table.NewFrame(b.frame.Len(), append(slices.Clone(b.frame.Columns()), vector)...); err != nil {
			return err
		}
	}
	return nil
}

// spread computes a cross-tab without columns and gives every row the number of
// its group.
func (b *binding) spread(column table.Column, spec Spec) (*table.Vector, error) {
	result, err := compute(b.ctx, b.frame, spec, b.engine)
	if err != nil {
		return nil, err
	}
	p := result.plan
	values := slices.Repeat([]table.Value{{State: table.Missing}}, max(1, p.rows.leaves))
	for row, header := range p.rows.headers {
		if len(header.path) < len(p.rows.keys) {
			continue
		}
		number := result.Cell(row, 0).Values[0]
		value := table.Value{State: number.State, Number: number.Value}
		if number.State == table.Withheld {
			value = table.Mark(table.Withheld, "*")
		}
		header.stretches(func(from, to int) {
			for leaf := from; leaf < to; leaf++ {
				values[leaf] = value
			}
		})
	}
	// A dictionary holds each value once.
	var dictionary []table.Value
	index, codeOf := map[table.Value]uint32{}, make([]uint32, len(values))
	for leaf, value := range values {
		code, known := index[value]
		if !known {
			code = uint32(len(dictionary))
			index[value] = code
			dictionary = append(dictionary, value)
		}
		codeOf[leaf] = code
	}
	codes := table.MakeCodes(p.length, len(dictionary))
	err = inBlocks(b.ctx, p.length, func(int) func(from, to int) {
		r := newReader(p.finders, nil)
		return func(from, to int) {
			r.each(from, to, func(cells []uint32, s strip) {
				for i, leaf := range cells {
					codes.Set(s.from+i, codeOf[leaf])
				}
			})
		}
	})
	return table.NewCodedVector(column, codes, dictionary), err
}
