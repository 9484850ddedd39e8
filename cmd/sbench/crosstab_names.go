package main

import (
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
)

// fieldNames reads how fields of a cross-tab are called, by their text in it.
// A formula may have equal signs of its own: the last one is meant.
func (p *program) fieldNames(calls []string, spec crosstab.Spec) (map[string]string, error) {
	if len(calls) == 0 {
		return nil, nil
	}
	names := map[string]string{}
	for _, call := range calls {
		at := strings.LastIndex(call, "=")
		if at < 0 || strings.TrimSpace(call[at+1:]) == "" {
			return nil, p.misused("--call %q: write a field, = and its name, such as 'Days >= 10 = Often absent'", call)
		}
		field, name := strings.TrimSpace(call[:at]), strings.TrimSpace(call[at+1:])
		dimensions := slices.Concat(spec.Rows, spec.Columns)
		found := slices.IndexFunc(dimensions, func(d crosstab.Dimension) bool { return strings.EqualFold(d.Field, field) })
		if found < 0 {
			return nil, p.misused("--call: there is no %s on the rows or columns", field)
		}
		names[dimensions[found].Field] = name
	}
	return names, nil
}
