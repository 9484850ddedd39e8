package crosstab

import "github.com/schoolbench/schoolbench/table"

// planned is a measure made ready: the field it is of, or the two measures it
// divides.
type planned struct {
	measure Measure
	format  Format
	field   *field // nil for a count of rows
	part    int    // which of the field's quantiles or orders it wants
	exact   bool   // a sum without rounding
	// of and over are what a rate, a ratio or a weighted mean divides.
	of, over *planned
	against  *comparison // nil unless it is compared within a field
	standing *standing   // of a rank or a running total
	outcome  *outcome    // once the rows have been gone over
}

// planMeasures notes what to gather about which field.
func (p *plan) planMeasures(bound *binding) error {
	fields := map[*table.Vector]*field{}
	for _, measure := range p.spec.Measures {
		m, err := p.planMeasure(bound, fields, measure)
		if err != nil {
			return err
		}
		p.measures = append(p.measures, m)
	}
	return nil
}

func (p *plan) planMeasure(bound *binding, fields map[*table.Vector]*field, measure Measure) (*planned, error) {
	m := &planned{measure: measure, format: formatOf(measure, table.Column{})}
	switch {
	case measure.divides():
		return m, p.planDivision(bound, fields, m)
	case measure.Function == Weighted:
		products, weights, err := bound.weighted(measure)
		if err != nil {
			return nil, err
		}
		m.of, m.over = p.exactSum(fields, products), p.exactSum(fields, weights)
		value, err := bound.vector(measure.Field)
		if err != nil {
			return nil, err
		}
		m.format = formatOf(measure, value.Column())
		return m, nil
	case measure.Field == "":
		return m, nil
	}
	vector, err := bound.vector(measure.Field)
	if err != nil {
		return nil, err
	}
	return m, p.planField(bound, fields, m, vector)
}

// planDivision plans the two measures of a rate or a ratio.
func (p *plan) planDivision(bound *binding, fields map[*table.Vector]*field, m *planned) error {
	of, over, err := m.measure.parts()
	if err != nil {
		return err
	}
	if m.measure.DividesAmounts() {
		first, second, err := bound.together(of, over)
		if err != nil {
			return err
		}
		m.of, m.over = &planned{measure: of}, &planned{measure: over}
		if err := p.planField(bound, fields, m.of, first); err != nil {
			return err
		}
		return p.planField(bound, fields, m.over, second)
	}
	if m.of, err = p.planMeasure(bound, fields, of); err != nil {
		return err
	}
	m.over, err = p.planMeasure(bound, fields, over)
	return err
}

// exactSum is the sum of a vector, not rounded.
func (p *plan) exactSum(fields map[*table.Vector]*field, vector *table.Vector) *planned {
	f := p.fieldOf(fields, vector)
	f.sums = true
	return &planned{measure: Measure{Function: Sum}, field: f, exact: true}
}

// fieldOf returns what is noted about a vector.
func (p *plan) fieldOf(fields map[*table.Vector]*field, vector *table.Vector) *field {
	f := fields[vector]
	if f == nil {
		f = &field{vector: vector}
		f.prepare()
		fields[vector] = f
		p.fields = append(p.fields, f)
	}
	return f
}

// planField notes what a measure of one field wants to know about it.
func (p *plan) planField(bound *binding, fields map[*table.Vector]*field, m *planned, vector *table.Vector) error {
	measure := m.measure
	f := p.fieldOf(fields, vector)
	switch measure.Function {
	case Sum, Mean, Yes:
		f.sums = true
		// An interval of a mean needs to know how the values spread.
		f.moments = f.moments || p.spec.chances() && measure.Function == Mean && measure.Base == NoBase
	case Min, Max:
		f.spans = true
	case Distinct:
		f.sets = true
	case Median:
		m.part = f.quantile(0.5)
	case Percentile:
		m.part = f.quantile(measure.Percent / 100)
	case Deviation:
		f.moments = true
	case First, Last:
		by, err := bound.vector(measure.By)
		if err != nil {
			return err
		}
		m.part = f.endpoint(order{by: by, last: measure.Function == Last})
	}
	m.field, m.format = f, formatOf(measure, vector.Column())
	return nil
}
