package workbench

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// block says what the rows of a dataset tell.
func (f *personFinder) block(ctx context.Context, found foundRows) (PersonBlock, error) {
	block := PersonBlock{Dataset: found.dataset, Column: found.column, LostZeros: found.lost, Rows: slices.Clone(found.rows)}
	if dated := datedBy(found.frame, found.rows); dated != nil {
		block.Dated = dated.Column().Title()
		slices.SortStableFunc(block.Rows, func(a, b int) int { return newerFirst(dated.Value(a), dated.Value(b)) })
	}
	if vector, there := found.frame.Column(found.column); there {
		block.Shown = vector.Column().Display(vector.Value(found.rows[0]))
	}
	said := map[string]bool{}
	for _, column := range PersonColumns(found.dataset.Schema) {
		if column.Kind == f.kind && (f.kind == StudentPerson || column.Name == found.column) {
			said[column.Name] = true
		}
	}
	for _, name := range personNames(found.dataset.Schema, f.kind) {
		said[name] = true
	}
	for _, vector := range found.frame.Columns() {
		column := vector.Column()
		if said[column.Name] {
			continue
		}
		switch text, alike := commonText(vector, block.Rows); {
		case !alike:
			block.Columns = append(block.Columns, vector)
		case text != "":
			block.Same = append(block.Same, PersonFact{column.Title(), text, found.dataset.Name})
		}
	}
	var err error
	if block.Sums, err = f.sums(ctx, found, block); err != nil {
		return block, err
	}
	block.Counts = countsIn(block)
	return block, nil
}

// commonText is what all rows have in a column; false if they differ.
func commonText(vector *table.Vector, rows []int) (string, bool) {
	first := vector.Column().Display(vector.Value(rows[0]))
	for _, row := range rows[1:] {
		if vector.Column().Display(vector.Value(row)) != first {
			return "", false
		}
	}
	return first, true
}

// datedBy is the column that says when rows are of: the first date in which they
// differ, or else the school year; nil if there is none.
func datedBy(frame *table.Frame, rows []int) *table.Vector {
	for _, kind := range []table.Type{table.Date, table.SchoolYear} {
		for _, vector := range frame.Columns() {
			if vector.Column().Type != kind {
				continue
			}
			if _, alike := commonText(vector, rows); !alike {
				return vector
			}
		}
	}
	return nil
}

// newerFirst compares days or years, the later one first. What is not reported
// comes last.
func newerFirst(a, b table.Value) int {
	if a.IsReported() != b.IsReported() {
		if a.IsReported() {
			return -1
		}
		return 1
	}
	return cmp.Compare(b.Number, a.Number)
}

// The limits of what is counted in a block.
const (
	mostCounted      = 6 // values of a column
	mostCountedLines = 4 // columns
)

// countsIn counts the values of columns that have few: each of them, on the
// average, twice or more. Of two columns that tell the same rows apart, such as
// a course and its code, the first is enough.
func countsIn(block PersonBlock) []PersonCount {
	var counts []PersonCount
	var told [][]int
	for _, vector := range block.Columns {
		column := vector.Column()
		if column.Role == table.Identifier || column.Type == table.Date || column.Type.IsNumeric() && column.Type != table.SchoolYear && column.Type != table.Grade {
			continue
		}
		var values []ValueCount
		groups := make([]int, len(block.Rows)) // which value each row has
		fits := true
		for i, row := range block.Rows {
			value := vector.Value(row)
			text := column.Display(value)
			at := slices.IndexFunc(values, func(v ValueCount) bool { return v.Value == text })
			if at < 0 {
				at = len(values)
				values = append(values, ValueCount{Value: text})
			}
			if fits = len(values) <= mostCounted; !fits {
				break
			}
			values[at].Rows++
			groups[i] = at
		}
		if !fits || 2*len(values) > len(block.Rows) || slices.ContainsFunc(told, func(other []int) bool { return slices.Equal(other, groups) }) {
			continue
		}
		told = append(told, groups)
		slices.SortStableFunc(values, func(a, b ValueCount) int { return cmp.Compare(b.Rows, a.Rows) })
		if counts = append(counts, PersonCount{column.Title(), values}); len(counts) == mostCountedLines {
			break
		}
	}
	return counts
}

// sums adds up what can be added up, as a cross-tab does: what is withheld or
// missing is never taken for zero.
func (f *personFinder) sums(ctx context.Context, found foundRows, block PersonBlock) ([]PersonFact, error) {
	var spec crosstab.Spec
	var vectors []*table.Vector
	for _, vector := range block.Columns {
		if column := vector.Column(); addsUp(column) {
			spec.Measures = append(spec.Measures, crosstab.Measure{Function: crosstab.Sum, Field: column.Name})
			vectors = append(vectors, pickRows(vector, block.Rows))
		}
	}
	if len(vectors) == 0 {
		return nil, nil
	}
	frame, err := table.NewFrame(len(block.Rows), vectors...)
	if err != nil {
		return nil, err
	}
	report := reports.Report{Dataset: found.dataset.Name, Spec: spec}
	result, err := f.bench.engine.Compute(ctx, frame, spec)
	if err != nil {
		return nil, err
	}
	origin := reports.Origin{Dataset: found.dataset.Name, Rows: len(block.Rows), Schema: frame.Schema()}
	var sums []PersonFact
	body := reports.Build(report, result, origin, f.bench.now()).Table.Body
	if len(body) == 0 {
		return nil, nil
	}
	cells := body[len(body)-1].Cells
	for i, measure := range spec.Measures {
		if cell := cells[len(cells)-len(spec.Measures)+i]; cell.Text != "" {
			sums = append(sums, PersonFact{reports.MeasureTitle(measure, frame.Schema()), cell.Text, found.dataset.Name})
		}
	}
	return sums, nil
}

// addsUp reports whether the numbers of a column make sense together, by the
// words of its header: days and hours do, periods and scores do not.
func addsUp(column table.Column) bool {
	if column.Type != table.Integer && column.Type != table.Decimal || column.Role == table.Identifier {
		return false
	}
	words := headerWords(column.Name)
	if slices.ContainsFunc(words, func(word string) bool {
		return slices.Contains([]string{"rate", "percent", "average", "gpa", "per", "number", "year", "years"}, word)
	}) {
		return false
	}
	return slices.ContainsFunc(words, func(word string) bool {
		return slices.Contains([]string{"days", "hours", "minutes", "absences", "absent", "tardies", "tardy", "credits", "incidents", "count", "amount", "referrals"}, word)
	})
}

// pickRows is a vector of some rows of another.
func pickRows(vector *table.Vector, rows []int) *table.Vector {
	pick := func(codes table.Codes, limit int) table.Codes {
		picked := table.MakeCodes(len(rows), limit)
		for i, row := range rows {
			picked.Set(i, codes.At(row))
		}
		return picked
	}
	if vector.IsCoded() {
		return table.NewCodedVector(vector.Column(), pick(vector.Codes(), len(vector.Dictionary())), vector.Dictionary())
	}
	numbers := make([]float64, len(rows))
	for i, row := range rows {
		numbers[i] = vector.Numbers()[row]
	}
	var marks table.Codes
	if vector.MarkCodes().Len() > 0 {
		marks = pick(vector.MarkCodes(), len(vector.Marks()))
	}
	return table.NewPlainVector(vector.Column(), numbers, marks, vector.Marks())
}

// personNames are the columns that name the people of a kind, family names
// first. In a dataset about students, the teacher's name says so.
func personNames(schema table.Schema, kind PersonKind) []string {
	ids := PersonColumns(schema)
	aboutStudents := len(ids) > 0 && ids[0].Kind == StudentPerson
	var names []string
	for _, column := range schema {
		words := headerWords(column.Name)
		ofStaff := slices.ContainsFunc(words, func(word string) bool { return word == "staff" || word == "teacher" })
		switch {
		case !IsPersonName(column.Name) || slices.Contains(words, "middle"):
		case kind == StudentPerson && !ofStaff, kind == StaffPerson && (ofStaff || !aboutStudents):
			names = append(names, column.Name)
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(namePlace(a), namePlace(b)) })
	return names
}

// writtenName joins the parts of a name: "Last, First Preferred".
func writtenName(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return parts[0] + ", " + strings.Join(parts[1:], " ")
}
