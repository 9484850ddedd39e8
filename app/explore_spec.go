package app

import (
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// addWhereItBelongs puts a field where it is most often wanted: numbers are
// added up, what names one person is counted, everything else makes rows.
func (p *explorePresenter) addWhereItBelongs(field string) {
	column, _ := p.column(field)
	if column.Role == table.Measure || column.Role == table.Identifier {
		p.add(valuesShelf, field)
		return
	}
	p.add(rowsShelf, field)
}

// add puts a field on a shelf. A field groups rows or columns once: put there
// again it moves.
func (p *explorePresenter) add(where shelf, field string) {
	spec := &p.report.Spec
	if where == valuesShelf {
		p.addMeasure(p.usualMeasure(field))
		return
	}
	dimension := crosstab.Dimension{Field: field}
	for _, axis := range []*[]crosstab.Dimension{&spec.Rows, &spec.Columns} {
		if i := dimensionIndex(*axis, field); i >= 0 {
			dimension = (*axis)[i]
			*axis = slices.Delete(slices.Clone(*axis), i, i+1)
		}
	}
	axis := p.axis(where)
	*axis = append(slices.Clone(*axis), dimension)
	p.run()
}

// insert puts a field on the shelf of rows or columns in a place among its
// chips. A field that is on a shelf already moves, with how its members are
// made.
func (p *explorePresenter) insert(where shelf, at int, field string) {
	if where == valuesShelf {
		p.add(where, field)
		return
	}
	spec := &p.report.Spec
	dimension := crosstab.Dimension{Field: field}
	for i, axis := range []*[]crosstab.Dimension{&spec.Rows, &spec.Columns} {
		if old := dimensionIndex(*axis, field); old >= 0 {
			dimension = (*axis)[old]
			*axis = slices.Delete(slices.Clone(*axis), old, old+1)
			if shelf(i) == where && old < at {
				at--
			}
		}
	}
	axis := p.axis(where)
	*axis = slices.Insert(slices.Clone(*axis), max(0, min(at, len(*axis))), dimension)
	p.run()
}

// replace puts a field in the place of the dimension at i.
func (p *explorePresenter) replace(where shelf, i int, field string) {
	axis := p.axis(where)
	if i >= len(*axis) || strings.EqualFold((*axis)[i].Field, field) {
		return
	}
	*axis = slices.Delete(slices.Clone(*axis), i, i+1)
	p.insert(where, i, field)
}

// take moves what a chip stands for from one shelf to another: a dimension
// goes with how its members are made, and becomes a measure among the values.
func (p *explorePresenter) take(from shelf, i int, to shelf, at int) {
	var field string
	if from == valuesShelf {
		measure := p.report.Spec.Measures[i]
		if _, known := p.column(measure.Field); !known {
			return // rows are counted, or one measure is divided by another: no field
		}
		field = measure.Field
		p.report.Spec.Measures = slices.Delete(slices.Clone(p.report.Spec.Measures), i, i+1)
	} else {
		field = (*p.axis(from))[i].Field
	}
	if to == valuesShelf {
		axis := p.axis(from)
		*axis = slices.Delete(slices.Clone(*axis), i, i+1)
	}
	p.insert(to, at, field)
}

// addMeasure puts a measure on the shelf of values, unless it is there.
func (p *explorePresenter) addMeasure(measure crosstab.Measure) {
	if measures := &p.report.Spec.Measures; !slices.Contains(*measures, measure) {
		*measures = append(slices.Clone(*measures), measure)
		p.run()
	}
}

// usualMeasure is what is most often asked of a field.
func (p *explorePresenter) usualMeasure(field string) crosstab.Measure {
	column, _ := p.column(field)
	switch {
	case column.Type == table.YesNo:
		return crosstab.Measure{Function: crosstab.Yes, Field: field}
	case workbench.IsLevel(column):
		return crosstab.Measure{Function: crosstab.Mean, Field: field}
	case column.Type.IsNumeric():
		return crosstab.Measure{Function: crosstab.Sum, Field: field}
	case column.Role == table.Identifier:
		return crosstab.Measure{Function: crosstab.Distinct, Field: field}
	}
	return crosstab.Measure{Function: crosstab.Count, Field: field}
}

// functionsOf lists what is mostly asked of a field.
func (p *explorePresenter) functionsOf(field string) []crosstab.Function {
	column, known := p.column(field)
	switch {
	case field == "":
		return []crosstab.Function{crosstab.Count}
	case known && column.Type.IsText():
		return []crosstab.Function{crosstab.Count, crosstab.Distinct}
	case known && column.Type == table.YesNo:
		return []crosstab.Function{crosstab.Yes, crosstab.Count, crosstab.Sum}
	case known && !column.Type.IsNumeric():
		return []crosstab.Function{crosstab.Count, crosstab.Min, crosstab.Max, crosstab.Distinct}
	}
	return []crosstab.Function{crosstab.Count, crosstab.Sum, crosstab.Mean, crosstab.Median, crosstab.Min, crosstab.Max, crosstab.Deviation, crosstab.Distinct}
}

func (p *explorePresenter) axis(where shelf) *[]crosstab.Dimension {
	if where == columnsShelf {
		return &p.report.Spec.Columns
	}
	return &p.report.Spec.Rows
}

func dimensionIndex(axis []crosstab.Dimension, field string) int {
	return slices.IndexFunc(axis, func(d crosstab.Dimension) bool { return strings.EqualFold(d.Field, field) })
}

// remove takes a chip off its shelf.
func (p *explorePresenter) remove(where shelf, i int) {
	if where == valuesShelf {
		measures := &p.report.Spec.Measures
		*measures = slices.Delete(slices.Clone(*measures), i, i+1)
	} else {
		axis := p.axis(where)
		*axis = slices.Delete(slices.Clone(*axis), i, i+1)
	}
	p.run()
}

// move puts a chip of a shelf in another place of it.
func (p *explorePresenter) move(where shelf, from, to int) {
	if where == valuesShelf {
		p.report.Spec.Measures = moved(p.report.Spec.Measures, from, to)
	} else {
		axis := p.axis(where)
		*axis = moved(*axis, from, to)
	}
	p.run()
}

func moved[T any](list []T, from, to int) []T {
	if from < 0 || from >= len(list) || to < 0 || to >= len(list) {
		return list
	}
	item := list[from]
	return slices.Insert(slices.Delete(slices.Clone(list), from, from+1), to, item)
}

// send moves a dimension to the other shelf.
func (p *explorePresenter) send(from shelf, i int) {
	to := rowsShelf
	if from == rowsShelf {
		to = columnsShelf
	}
	p.add(to, (*p.axis(from))[i].Field)
}

// setDimension changes the dimension at i of a shelf.
func (p *explorePresenter) setDimension(where shelf, i int, dimension crosstab.Dimension) {
	axis := p.axis(where)
	*axis = slices.Clone(*axis)
	(*axis)[i] = dimension
	p.run()
}

// setMeasure changes the measure at i.
func (p *explorePresenter) setMeasure(i int, measure crosstab.Measure) {
	p.report.Spec.Measures = slices.Clone(p.report.Spec.Measures)
	p.report.Spec.Measures[i] = measure
	p.run()
}

// swap turns rows into columns and columns into rows.
func (p *explorePresenter) swap() {
	spec := &p.report.Spec
	spec.Rows, spec.Columns = spec.Columns, spec.Rows
	p.run()
}

// setTotals shows totals or leaves them out.
func (p *explorePresenter) setTotals(shown bool) {
	totals := crosstab.AllTotals
	if !shown {
		totals = crosstab.NoTotals
	}
	if p.totals() != shown {
		p.report.Spec.Totals = totals
		p.run()
	}
}

// setTotalsAbove puts totals before their members, or after them.
func (p *explorePresenter) setTotalsAbove(above bool) {
	p.report.Spec.Totals = crosstab.AllTotals
	if above {
		p.report.Spec.Totals = crosstab.TotalsAbove
	}
	p.run()
}

// setEmpty shows combinations that no row has, or leaves them out.
func (p *explorePresenter) setEmpty(shown bool) {
	p.report.Spec.Empty = shown
	p.run()
}

// totals reports whether totals are shown.
func (p *explorePresenter) totals() bool { return p.report.Spec.Totals != crosstab.NoTotals }

// setChart changes the kind of chart.
func (p *explorePresenter) setChart(kind chart.Kind) {
	if p.report.Chart != kind {
		p.report.Chart = kind
		p.run()
	}
}

// setWhere changes the filter.
func (p *explorePresenter) setWhere(expression string) {
	if p.report.Spec.Where != expression {
		p.report.Spec.Where = expression
		p.pause()
		p.run()
	}
}

// tidy takes away what a change has left without a meaning: comparisons in a
// field that is no longer on the rows or columns, orders within a group that
// is gone, and combinations of answers that no row has.
func (p *explorePresenter) tidy() {
	spec := &p.report.Spec
	for _, axis := range []*[]crosstab.Dimension{&spec.Rows, &spec.Columns} {
		for i, dimension := range *axis {
			if dimension.Split != "" {
				spec.Empty = false // every answer may stand with every other
			}
			if dimension.Within && (i == 0 || dimension.By == "" && dimension.Limit == 0) {
				*axis = slices.Clone(*axis)
				(*axis)[i].Within = false
			}
		}
	}
	for i, measure := range spec.Measures {
		if measure.In != "" && dimensionIndex(spec.Rows, measure.In) < 0 && dimensionIndex(spec.Columns, measure.In) < 0 {
			spec.Measures = slices.Clone(spec.Measures)
			spec.Measures[i].Show, spec.Measures[i].In, spec.Measures[i].Member, spec.Measures[i].LastYear = crosstab.NoShow, "", "", false
		}
	}
}

// addJoin brings a column of another dataset and puts it where it belongs.
func (p *explorePresenter) addJoin(join crosstab.Join, schema table.Schema) {
	p.report.Spec.Joins = append(slices.Clone(p.report.Spec.Joins), join)
	p.schema = schema
	if column, _ := p.column(join.Name); !join.RollsUp() && column.Role == table.Measure && column.Type != table.YesNo {
		// Rows that share one row there share its number, too: a sum would
		// count it once for each of them.
		p.addMeasure(crosstab.Measure{Function: crosstab.Mean, Field: join.Name})
		return
	}
	p.addWhereItBelongs(join.Name)
}

// isJoined reports whether a field comes from another dataset.
func (p *explorePresenter) isJoined(field string) bool {
	return slices.ContainsFunc(p.report.Spec.Joins, func(j crosstab.Join) bool { return strings.EqualFold(j.Name, field) })
}

// removeJoin takes a column of another dataset out again, from the shelves
// too. Joins that go by it go with it.
func (p *explorePresenter) removeJoin(field string) {
	gone := []string{field}
	isGone := func(name string) bool {
		return slices.ContainsFunc(gone, func(other string) bool { return strings.EqualFold(name, other) })
	}
	spec := &p.report.Spec
	var kept []crosstab.Join
	for _, join := range spec.Joins {
		if isGone(join.Name) || slices.ContainsFunc(join.FieldsHere(), isGone) {
			gone = append(gone, join.Name)
			continue
		}
		kept = append(kept, join)
	}
	uses := func(part crosstab.Spec) bool { return slices.ContainsFunc(part.FieldsIn(p.schema), isGone) }
	for _, axis := range []*[]crosstab.Dimension{&spec.Rows, &spec.Columns} {
		*axis = slices.DeleteFunc(slices.Clone(*axis), func(d crosstab.Dimension) bool {
			return uses(crosstab.Spec{Rows: []crosstab.Dimension{d}})
		})
	}
	spec.Measures = slices.DeleteFunc(slices.Clone(spec.Measures), func(m crosstab.Measure) bool {
		return uses(crosstab.Spec{Measures: []crosstab.Measure{m}})
	})
	spec.Joins = kept
	p.schema = slices.DeleteFunc(slices.Clone(p.schema), func(column table.Column) bool {
		return isGone(column.Name) && p.dataset.Schema.Index(column.Name) < 0
	})
	p.run()
}
