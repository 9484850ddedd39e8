package main

import (
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
)

// names reads what fields and measures are called. Fields are named by their
// text in the cross-tab, measures by their place in it.
func (p *program) names(calls []string, spec crosstab.Spec) (fields map[string]string, labels []string, err error) {
	for _, call := range calls {
		at := strings.LastIndex(call, "=")
		if at < 0 || strings.TrimSpace(call[at+1:]) == "" {
			return nil, nil, p.misused("--call %q: write a field or a measure, = and its name, such as 'Days >= 10 = Often absent' or 'sum(Budget) = Money'", call)
		}
		text, name := strings.TrimSpace(call[:at]), strings.TrimSpace(call[at+1:])
		dimensions := slices.Concat(spec.Rows, spec.Columns)
		if found := slices.IndexFunc(dimensions, func(d crosstab.Dimension) bool { return strings.EqualFold(d.Field, text) }); found >= 0 {
			if fields == nil {
				fields = map[string]string{}
			}
			fields[dimensions[found].Field] = name
			continue
		}
		found := -1
		if measures, err := crosstab.ParseMeasures(text); err == nil && len(measures) == 1 {
			found = slices.IndexFunc(spec.Measures, func(m crosstab.Measure) bool { return strings.EqualFold(m.Name(), measures[0].Name()) })
		}
		if found < 0 {
			return nil, nil, p.misused("--call: there is no %s on the rows or columns, nor among the measures", text)
		}
		if labels == nil {
			labels = make([]string, len(spec.Measures))
		}
		labels[found] = name
	}
	return fields, labels, nil
}
