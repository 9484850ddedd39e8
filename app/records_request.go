package app

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// recordsRequest says which rows are shown: those behind one cell of a
// cross-tab.
type recordsRequest struct {
	view        *workbench.View
	row, column int
	// listed are the columns to show; none for all. list remembers a choice of
	// them; nil where nothing is remembered.
	listed []string
	list   func(columns []string)
}

// in is the same cell of a newer view; false if the view shows other fields or
// the cell is there no more.
func (r recordsRequest) in(view *workbench.View) (recordsRequest, bool) {
	before, now := r.view.Report.Spec, view.Report.Spec
	if r.view.Dataset.Name != view.Dataset.Name || !reflect.DeepEqual([][]crosstab.Dimension{before.Rows, before.Columns}, [][]crosstab.Dimension{now.Rows, now.Columns}) {
		return r, false
	}
	find := func(headers []crosstab.Header, wanted crosstab.Header) int {
		return slices.IndexFunc(headers, func(h crosstab.Header) bool {
			return h.Total == wanted.Total && slices.Equal(h.Labels, wanted.Labels)
		})
	}
	row := find(view.Result.Rows(), r.view.Result.Rows()[r.row])
	column := find(view.Result.Columns(), r.view.Result.Columns()[r.column])
	r.view, r.row, r.column = view, row, column
	return r, row >= 0 && column >= 0
}

// path is where the cell is in words: "Teachers Salaries · Allendale".
func (r recordsRequest) path() string {
	var parts []string
	for _, labels := range [][]string{r.view.Result.Rows()[r.row].Labels, r.view.Result.Columns()[r.column].Labels} {
		for _, label := range labels {
			if label == "" {
				label = say("(blank)")
			}
			parts = append(parts, label)
		}
	}
	if len(parts) == 0 {
		return say("All rows")
	}
	return strings.Join(parts, " · ")
}

// countWords is how many rows there are, what the cell's sums are and by what
// the rows were filtered.
func (r recordsRequest) countWords(rows int) string {
	words := counted(rows, "row", "rows")
	for _, tableRow := range r.view.Document.Table.Body {
		for i, cell := range tableRow.Cells {
			if cell.Row != r.row || cell.Column != r.column || !cell.IsNumber || i < r.view.Document.Table.RowHeaders {
				continue
			}
			measures := r.view.Report.Spec.Measures
			measure := measures[(i-r.view.Document.Table.RowHeaders)%len(measures)]
			if plain := (crosstab.Measure{Function: crosstab.Sum, Field: measure.Field}); reflect.DeepEqual(measure, plain) {
				words += " · " + spoken().MeasureTitle(measure, r.view.Schema) + " " + cell.Text
			}
		}
	}
	if where := r.view.Report.Spec.Where; where != "" {
		words += " " + say("· only rows where %s", where)
	}
	return words
}

// columns orders the columns for a person: names first, then the IDs of people,
// then what the cross-tab is made of, then the rest as in the file.
func (r recordsRequest) columns(all []*table.Vector) []*table.Vector {
	ordered := workbench.NamesFirst(all)
	asked := map[string]bool{}
	for _, field := range r.view.Report.Spec.FieldsIn(r.view.Schema) {
		asked[field] = true
	}
	schema := make(table.Schema, len(all))
	for i, vector := range all {
		schema[i] = vector.Column()
	}
	identified := map[string]bool{}
	if ids := workbench.PersonColumns(schema); len(ids) > 0 {
		identified[ids[0].Name] = true
	}
	names := 0 // how many columns name a person: those that moved to the front
	for names < len(ordered) && names < len(all) && isName(ordered[names]) {
		names++
	}
	rest := slices.Clone(ordered[names:])
	place := func(vector *table.Vector) int {
		switch name := vector.Column().Name; {
		case identified[name]:
			return 0
		case asked[name]:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(rest, func(a, b *table.Vector) int { return cmp.Compare(place(a), place(b)) })
	return append(slices.Clone(ordered[:names]), rest...)
}

// isName reports whether a column names a person: alone before any other
// column, it keeps its place in front.
func isName(column *table.Vector) bool {
	other := table.NewPlainVector(table.Column{Name: "-"}, nil, table.Codes{}, nil)
	return workbench.NamesFirst([]*table.Vector{other, column})[0] == column
}

// from is what the cross-tab is called: its report's name, or what it shows.
func (r recordsRequest) from() string {
	if name := cmp.Or(r.view.Report.Name, r.view.Report.Title); name != "" {
		return name
	}
	return strings.TrimSuffix(r.view.Document.Sentence, ".")
}
