package workbench

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// slicedReport is a tile's report with the filters of the dashboard and the slice on it.
type slicedReport struct {
	report  reports.Report
	dataset warehouse.Dataset
	// lacks names the field by which the dataset cannot be cut; the tile is
	// then not to be shown.
	lacks string
}

// sliced puts the filters of a dashboard and of a slice on a tile's report. The
// slice comes last and is never weakened: what it adds is joined by "and", in
// parentheses, to whatever the author wrote.
func (b *Workbench) sliced(ctx context.Context, dashboard reports.Dashboard, tile reports.Tile, slice reports.Slice) (slicedReport, error) {
	dataset, err := b.Dataset(ctx, tile.Report.Dataset)
	if err != nil {
		return slicedReport{}, err
	}
	made := slicedReport{report: tile.Report, dataset: dataset}
	made.report.Spec.Joins = slices.Clone(tile.Report.Spec.Joins)
	var filters []reports.Filter
	for _, filter := range dashboard.Filters {
		if !containsFold(tile.Ignore, filter.Field) {
			filters = append(filters, filter)
		}
	}
	if !tile.Comparison {
		filters = append(filters, slice.Filters...)
	} else if err := b.checkComparison(ctx, dataset, tile); err != nil {
		return slicedReport{}, err
	}
	var conditions []string
	if where := strings.TrimSpace(tile.Report.Spec.Where); where != "" {
		// A parenthesis too many would end the one around the author's part,
		// and an "or" behind it would let in what the slice keeps out.
		if err := expression.Whole(where); err != nil {
			return slicedReport{}, err
		}
		conditions = append(conditions, where)
	}
	for _, filter := range filters {
		column, found, err := b.columnFor(ctx, dashboard, &made, filter.Field)
		if err != nil {
			return slicedReport{}, err
		}
		if !found {
			made.lacks = filter.Field
			return made, nil
		}
		condition, err := b.condition(ctx, dataset, column, filter)
		if err != nil {
			return slicedReport{}, err
		}
		conditions = append(conditions, condition)
	}
	if len(conditions) == 1 {
		made.report.Spec.Where = conditions[0]
	} else if len(conditions) > 1 {
		made.report.Spec.Where = "(" + strings.Join(conditions, ") and (") + ")"
	}
	return made, nil
}

// columnFor finds the column by which a dataset is cut by a field: by the
// dashboard's way for it, by its own column of that name, or by a look-up that
// the tile itself declares.
func (b *Workbench) columnFor(ctx context.Context, dashboard reports.Dashboard, made *slicedReport, field string) (table.Column, bool, error) {
	spec := &made.report.Spec
	schema, err := b.JoinedSchema(ctx, made.dataset, spec.Joins)
	if err != nil {
		return table.Column{}, false, err
	}
	for _, way := range dashboard.Ways {
		if !strings.EqualFold(way.Field, field) || !strings.EqualFold(way.Dataset, made.dataset.Name) {
			continue
		}
		if way.LookUp == nil {
			at := made.dataset.Schema.Index(way.Column)
			if at < 0 {
				return table.Column{}, false, dashboardProblem(fmt.Sprintf("%s is to be cut by %s through its column %q, which it does not have.", made.dataset.Name, field, way.Column), "Correct the dashboard's ways.")
			}
			return made.dataset.Schema[at], true, nil
		}
		join := *way.LookUp
		join.Name = freeName(field, schema)
		if join.RollsUp() {
			return table.Column{}, false, dashboardProblem(fmt.Sprintf("%s is to be cut by %s through a number made of several rows.", made.dataset.Name, field), "Use a look-up in the dashboard's ways.")
		}
		spec.Joins = append(spec.Joins, join)
		if schema, err = b.JoinedSchema(ctx, made.dataset, spec.Joins); err != nil {
			return table.Column{}, false, err
		}
		return schema[len(schema)-1], true, nil
	}
	if at := made.dataset.Schema.Index(field); at >= 0 {
		return made.dataset.Schema[at], true, nil
	}
	for _, join := range spec.Joins {
		if strings.EqualFold(join.Name, field) && !join.RollsUp() {
			return schema[schema.Index(field)], true, nil
		}
	}
	return table.Column{}, false, nil
}

// freeName is a name that no column has.
func freeName(name string, schema table.Schema) string {
	free := name
	for i := 2; schema.Index(free) >= 0; i++ {
		free = fmt.Sprintf("%s %d", name, i)
	}
	return free
}

// condition writes a filter as an expression. A filter without values keeps
// nothing, so that an empty list of schools never shows all of them.
func (b *Workbench) condition(ctx context.Context, dataset warehouse.Dataset, column table.Column, filter reports.Filter) (string, error) {
	values := filter.Values
	if len(values) == 0 && filter.Latest {
		latest, found, err := b.latest(ctx, dataset, column)
		if err != nil {
			return "", err
		}
		if found {
			values = []string{latest}
		}
	}
	if len(values) == 0 {
		return "false", nil
	}
	var literals []string
	for _, value := range values {
		literals = append(literals, literal(column, value))
	}
	return fmt.Sprintf("%s in [%s]", bracketed(column.Name), strings.Join(literals, ", ")), nil
}

// bracketed writes a column's name as expressions do.
func bracketed(name string) string { return "[" + strings.ReplaceAll(name, "]", "]]") + "]" }

// literal writes a value of a column as expressions do.
func literal(column table.Column, value string) string {
	if column.Type.IsNumeric() {
		if number, err := strconv.ParseFloat(strings.ReplaceAll(value, ",", ""), 64); err == nil {
			return strconv.FormatFloat(number, 'f', -1, 64)
		}
	}
	return `"` + strings.ReplaceAll(value, `"`, `""`) + `"`
}

// latest is the last value of a column of the dataset itself, as it is written.
func (b *Workbench) latest(ctx context.Context, dataset warehouse.Dataset, column table.Column) (string, bool, error) {
	if dataset.Schema.Index(column.Name) < 0 {
		return "", false, dashboardProblem(fmt.Sprintf("The latest %s of %s cannot be found, because it is looked up in another dataset.", column.Name, dataset.Name), "Name the values instead.")
	}
	result, err := b.members(ctx, dataset, column.Name)
	if err != nil || len(result) == 0 {
		return "", false, err
	}
	return result[len(result)-1], true, nil
}

// members lists the reported values of a column in their order.
func (b *Workbench) members(ctx context.Context, dataset warehouse.Dataset, column string) ([]string, error) {
	frame, err := b.columns(ctx, dataset, []string{column})
	if err != nil {
		return nil, err
	}
	result, err := b.engine.Compute(ctx, frame, crosstab.Spec{
		Rows: []crosstab.Dimension{{Field: column}}, Measures: []crosstab.Measure{{Function: crosstab.Count}}, Totals: crosstab.NoTotals,
	})
	if err != nil {
		return nil, err
	}
	var members []string
	for _, header := range result.Rows() {
		if len(header.Path) == 1 && header.Path[0].IsReported() {
			members = append(members, header.Labels[0])
		}
	}
	return members, nil
}

func containsFold(list []string, name string) bool {
	return slices.ContainsFunc(list, func(other string) bool { return strings.EqualFold(other, name) })
}

// checkComparison refuses a comparison that would list people: by their names,
// their numbers, or anything else that only one person has.
func (b *Workbench) checkComparison(ctx context.Context, dataset warehouse.Dataset, tile reports.Tile) error {
	spec := tile.Report.Spec
	schema, err := b.JoinedSchema(ctx, dataset, spec.Joins)
	if err != nil {
		return err
	}
	shown := crosstab.Spec{Rows: spec.Rows, Columns: spec.Columns, Measures: []crosstab.Measure{{Function: crosstab.Count}}}
	for _, name := range shown.FieldsIn(schema) {
		for _, join := range spec.Joins {
			if strings.EqualFold(join.Name, name) && join.Field != "" {
				name = join.Field // whatever it is called here
			}
		}
		if IsPersonName(name) || standsForPerson(name) {
			return listsNames(tile.Name)
		}
	}
	return nil
}

// standsForPerson tells from a header whether its values each stand for one
// person: their name, number, address or day of birth. It errs on the side of
// telling too many.
func standsForPerson(header string) bool {
	folded := strings.ToLower(header)
	for _, part := range []string{"email", "e-mail", "phone", "address", "birth", "ssid"} {
		if strings.Contains(folded, part) {
			return true
		}
	}
	words := personWords(header)
	if len(words) == 0 {
		return false
	}
	if slices.Contains(studentNumbers, strings.Join(words, "")) || slices.Contains(nameWords, words[0]) && len(words) == 1 {
		return true
	}
	persons := slices.Concat(studentWords, staffWords, []string{"person"})
	last := words[len(words)-1]
	if len(words) == 1 && slices.Contains(persons, strings.TrimSuffix(last, "s")) {
		return true
	}
	isNumber := slices.Contains(numberWords, last)
	for _, who := range persons {
		if strings.Contains(folded, who) && (isNumber || strings.HasSuffix(folded, "id") || strings.HasSuffix(folded, "number") || anyOf(words, nameWords)) {
			return true
		}
	}
	// A number of something, unless it is something that many people share.
	return slices.Contains(plainNumbers, last) && !anyOf(words, sharedWords)
}

// aboutPeople reports whether a dataset says whom its rows are about.
func aboutPeople(schema table.Schema) bool {
	return studentColumn(schema) != "" || slices.ContainsFunc(schema, func(column table.Column) bool {
		return IsPersonName(column.Name) || standsForPerson(column.Name)
	})
}

// mostlySingles reports whether the groups that a view shows are mostly of one
// row each, so that to list them is to list what the rows are about.
func mostlySingles(view *View) bool {
	groups, singles := 0, 0
	count := func(headers []crosstab.Header, depth int, n func(int) int) {
		if depth == 0 {
			return
		}
		for i, header := range headers {
			if header.Total || len(header.Path) != depth {
				continue
			}
			if rows := n(i); rows > 0 {
				groups++
				if rows == 1 {
					singles++
				}
			}
		}
	}
	result := view.Result
	count(result.Rows(), len(view.Report.Spec.Rows), func(i int) int {
		most := 0
		for j := range result.Columns() {
			most = max(most, result.Cell(i, j).N)
		}
		return most
	})
	count(result.Columns(), len(view.Report.Spec.Columns), func(j int) int {
		most := 0
		for i := range result.Rows() {
			most = max(most, result.Cell(i, j).N)
		}
		return most
	})
	return singles > 0 && 2*singles >= groups
}
