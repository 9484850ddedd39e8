package unpivot

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/typing"
)

// unpivot writes an offer out: what the long table is, and the plan's columns
// with the types that they must have for it.
func (w *wide) unpivot(o *offer) (importers.Unpivot, []importers.PlanColumn) {
	grouped := map[int]bool{}
	for _, stem := range o.stems {
		for _, place := range stem.columns {
			grouped[place] = true
		}
	}
	names := names{}
	for place, column := range w.plan.Columns {
		if !grouped[place] && !column.Skip {
			names.take(column.Name)
		}
	}
	u := importers.Unpivot{Pattern: o.stems[0].before + "…" + o.stems[0].after, Key: w.keyColumn(o, names)}
	groups := map[string][]int{}
	var columns []importers.PlanColumn
	for i, stem := range o.stems {
		value := stem.value
		value.Label, value.Description, value.Skip, value.Index = "", "", false, -1
		for key, place := range stem.columns {
			if groups[key] == nil {
				groups[key] = slices.Repeat([]int{-1}, len(o.stems))
			}
			groups[key][i] = w.plan.Columns[place].Index
			column := value
			column.Name, column.Index = w.plan.Columns[place].Name, w.plan.Columns[place].Index
			columns = append(columns, column)
		}
		value.Name = names.unique(stemName(stem.before, stem.after))
		u.Values = append(u.Values, value)
	}
	for _, key := range o.keys {
		u.Groups = append(u.Groups, importers.UnpivotGroup{Key: key, Columns: groups[key]})
	}
	slices.SortFunc(columns, func(a, b importers.PlanColumn) int { return a.Index - b.Index })
	return u, columns
}

// keyColumn describes the column that says which group a row is.
func (w *wide) keyColumn(o *offer, names names) importers.PlanColumn {
	name := names.unique(o.kind.name())
	profile := typing.NewProfile(name, 1)
	for _, key := range o.keys {
		profile.Add([]byte(key))
	}
	column, _ := profile.Decide()
	column.Name, column.Index, column.Role = name, -1, 0
	return column
}

// names keeps the names of the long table apart, ignoring case.
type names map[string]bool

func (n names) take(name string) { n[strings.ToLower(name)] = true }

func (n names) unique(name string) string {
	if name == "" {
		name = "Value"
	}
	candidate := name
	for i := 2; n[strings.ToLower(candidate)]; i++ {
		candidate = fmt.Sprintf("%s %d", name, i)
	}
	n.take(candidate)
	return candidate
}
