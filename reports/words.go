package reports

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// fieldTitle is what people read for a dimension's or measure's field, which is
// a column's name or an expression.
func fieldTitle(field string, schema table.Schema) string {
	if i := schema.Index(field); i >= 0 {
		return schema[i].Title()
	}
	return field
}

var functionTitles = map[crosstab.Function]string{
	crosstab.Count: "Count of", crosstab.Sum: "Sum of", crosstab.Mean: "Mean of",
	crosstab.Min: "Smallest", crosstab.Max: "Largest", crosstab.Distinct: "Distinct", crosstab.Median: "Median of",
	crosstab.Deviation: "Standard deviation of", crosstab.Yes: "Share of yes in",
	crosstab.First: "First", crosstab.Last: "Last", crosstab.Weighted: "Weighted mean of",
}

// MeasureTitle is what people read above a measure: "Sum of Budget", "Rows",
// "Count of Student ID (% of row)".
func MeasureTitle(measure crosstab.Measure, schema table.Schema) string {
	title := plainMeasureTitle(measure, schema)
	switch measure.Base {
	case crosstab.PercentRow:
		title += " (% of row)"
	case crosstab.PercentColumn:
		title += " (% of column)"
	case crosstab.PercentTotal:
		title += " (% of total)"
	case crosstab.PercentParent:
		title += " (% of subtotal)"
	}
	return title + showTitle(measure, schema)
}

func plainMeasureTitle(measure crosstab.Measure, schema table.Schema) string {
	if measure.Function == crosstab.Count && measure.Field == "" {
		return "Count of rows"
	}
	switch measure.Function {
	case crosstab.Rate, crosstab.Ratio:
		return partTitle(measure.Field, schema) + " / " + partTitle(measure.Over, schema)
	case crosstab.Percentile:
		return ordinal(measure.Percent) + " percentile of " + fieldTitle(measure.Field, schema)
	}
	function, known := functionTitles[measure.Function]
	if !known {
		function = string(measure.Function) + " of"
	}
	if i := schema.Index(measure.Field); i >= 0 && isCalendar(schema[i].Type) {
		switch measure.Function {
		case crosstab.Min:
			function = "Earliest"
		case crosstab.Max:
			function = "Latest"
		}
	}
	title := function + " " + fieldTitle(measure.Field, schema)
	if measure.By != "" {
		title += " by " + fieldTitle(measure.By, schema)
	}
	return title
}

// partTitle is what people read for a measure that is divided, or divides.
func partTitle(text string, schema table.Schema) string {
	measures, err := crosstab.ParseMeasures(text)
	if err != nil || len(measures) != 1 {
		return text
	}
	return MeasureTitle(measures[0], schema)
}

// ordinal writes a number as a place in a row: "90th", "2.5th".
func ordinal(n float64) string {
	text := strconv.FormatFloat(n, 'f', -1, 64)
	if last := text[len(text)-1]; n == math.Trunc(n) && (n < 11 || n > 13) {
		switch last {
		case '1':
			return text + "st"
		case '2':
			return text + "nd"
		case '3':
			return text + "rd"
		}
	}
	return text + "th"
}

func (b *builder) title() string {
	switch {
	case b.report.Title != "":
		return b.report.Title
	case b.report.Name != "":
		return b.report.Name
	}
	// What is shown is said in the sentence beneath.
	return b.origin.Dataset
}

// what names the measures and dimensions: "Sum of Budget by School and Grade".
func (b *builder) what() string {
	var measures, fields []string
	for _, format := range b.measures {
		measures = append(measures, format.title)
	}
	for _, dimension := range append(append([]crosstab.Dimension{}, b.spec.Rows...), b.spec.Columns...) {
		fields = append(fields, fieldTitle(dimension.Field, b.origin.Schema))
	}
	text := joinWords(measures)
	if len(fields) > 0 {
		text += " by " + joinWords(fields)
	}
	return text
}

func (b *builder) sentence() string {
	text := b.what()
	if where := strings.TrimSpace(b.spec.Where); where != "" {
		text += ", where " + where
	}
	return text + "."
}

func (b *builder) definitions() []string {
	var lines []string
	for _, format := range b.measures {
		lines = append(lines, format.definition(b.origin.Schema, b.spec.Totals != crosstab.NoTotals))
	}
	return lines
}

// definition says in a line what a measure is and from what it is made.
func (f measureFormat) definition(schema table.Schema, totals bool) string {
	field := fieldTitle(f.measure.Field, schema)
	var meaning, each string
	switch f.measure.Function {
	case crosstab.Count:
		meaning, each = "the number of rows", "counted from its own rows"
		if f.measure.Field != "" {
			meaning = "the number of rows in which " + field + " is reported"
		}
	case crosstab.Sum:
		meaning, each = "the reported values of "+field+" added up", "added up from its own rows"
	case crosstab.Mean:
		meaning, each = "the reported values of "+field+" added up and divided by how many they are", "worked out from its own rows, not from the means above it"
		if f.Percent && f.measure.Base == crosstab.NoBase {
			yes := "Yes"
			if i := schema.Index(f.measure.Field); i >= 0 {
				yes, _ = schema[i].YesNoWords()
			}
			meaning = fmt.Sprintf("the share of %s among the reported values of %s", yes, field)
		}
	case crosstab.Min:
		meaning, each = "the "+f.extreme("smallest", "earliest")+" reported value of "+field, "taken from its own rows"
	case crosstab.Max:
		meaning, each = "the "+f.extreme("largest", "latest")+" reported value of "+field, "taken from its own rows"
	case crosstab.Distinct:
		meaning, each = "how many different values of "+field+" are reported", "counted from its own rows, so that a value that occurs in several places counts once"
	case crosstab.Median:
		meaning, each = "the middle one of the reported values of "+field+" put in order; between two, their mean", "worked out from its own rows"
	case crosstab.Percentile:
		meaning, each = fmt.Sprintf("the value that %v %% of the way through the reported values of %s, put in order, is reached; between two, in proportion", f.measure.Percent, field), "worked out from its own rows"
	case crosstab.Deviation:
		meaning, each = "how far the reported values of "+field+" lie from their mean: the root of their squared distances added up and divided by one less than how many they are", "worked out from its own rows"
	case crosstab.Yes:
		meaning, each = "the share of yes among the reported values of "+field, "worked out from its own rows"
	case crosstab.First, crosstab.Last:
		which, of := "earliest", "first"
		if f.measure.Function == crosstab.Last {
			which, of = "latest", "last"
		}
		meaning, each = fmt.Sprintf("the value of %s in the row with the %s %s; of several with the same, in the %s of them", field, which, fieldTitle(f.measure.By, schema), of), "taken from its own rows"
	case crosstab.Weighted:
		by := fieldTitle(f.measure.By, schema)
		meaning, each = fmt.Sprintf("each value of %s times %s, added up and divided by the sum of %s, over the rows that report both", field, by, by), "worked out from its own rows"
	case crosstab.Rate, crosstab.Ratio:
		meaning, each = partTitle(f.measure.Field, schema)+" divided by "+partTitle(f.measure.Over, schema), "worked out from its own two numbers"
	default:
		meaning, each = string(f.measure.Function)+" of "+field, "worked out from its own rows"
	}
	switch f.measure.Base {
	case crosstab.PercentRow:
		meaning += ", as a share of the same for the whole row"
	case crosstab.PercentColumn:
		meaning += ", as a share of the same for the whole column"
	case crosstab.PercentTotal:
		meaning += ", as a share of the same for all rows"
	case crosstab.PercentParent:
		meaning += ", as a share of the same for the subtotal that the row is a part of"
	}
	meaning += showMeaning(f.measure, schema)
	text := f.title + ": " + meaning + "."
	if totals {
		text += " Each total is " + each + "."
	}
	return text
}

// extreme is the word for a largest or smallest value; days have words of their own.
func (f measureFormat) extreme(amount, day string) string {
	if isCalendar(f.Type) {
		return day
	}
	return amount
}

// notes says what a reader must know to read the numbers rightly.
func (b *builder) notes(document *Document) []string {
	var notes []string
	compared := false
	for k, format := range b.measures {
		compared = compared || format.measure.Show != crosstab.NoShow
		if note := b.tallies[k].leftOut(format, b.origin.Schema); note != "" {
			notes = append(notes, note)
		}
	}
	switch {
	case b.protected != nil && b.protected.Withholds():
		notes = append(notes, fmt.Sprintf("%s stands where fewer than %d people are behind a number, and where such a number could be worked out from others. It is not zero.", WithheldMark, b.protected.Least))
		if b.protected.WithholdsSingles() {
			notes = append(notes, "It stands for the smallest, largest, first and last value, too, which are each of one person, and for percentiles beyond which there are few.")
		}
		if b.protected.Unordered {
			notes = append(notes, "What stands apart and in which order goes by names, because an order by numbers would tell those withheld.")
		}
	case b.sawWithheld:
		notes = append(notes, WithheldMark+" stands where every value was withheld by whoever published the data. It is not zero.")
	}
	if b.sawNothing {
		text := NothingMark + " stands where there are rows but none of them reports a value"
		if compared {
			text += ", or where there is nothing to compare with"
		}
		notes = append(notes, text+".")
	}
	if b.sawEmpty {
		notes = append(notes, "An empty cell has no rows behind it.")
	}
	notes = append(notes, b.chanceNotes()...)
	notes = append(notes, b.limits()...)
	if document.Chart != nil && document.Chart.Note != "" {
		notes = append(notes, document.Chart.Note)
	}
	return notes
}

// leftOut tells how many values could not take part in a measure.
func (t tally) leftOut(format measureFormat, schema table.Schema) string {
	if format.measure.Field == "" {
		return ""
	}
	var parts []string
	if t.withheld > 0 {
		parts = append(parts, countWords(t.withheld, "withheld value"))
	}
	if t.missing > 0 {
		parts = append(parts, countWords(t.missing, "missing or unreadable value"))
	}
	if len(parts) == 0 {
		return ""
	}
	text := fmt.Sprintf("%s leaves out %s, of %s.", format.title, joinWords(parts), countWords(t.rows, "row"))
	if both := bothReported(format.measure, schema); t.withheld > 0 && both != "" {
		text += " A row that withholds one of the two numbers gives the other all the same, so that the result may be too low or too high; the filter " + both + " keeps the rows that report both."
	}
	return text
}

// bothReported is the filter that keeps the rows with both numbers of a
// division; empty for other measures, and where a part is no sum of a column.
func bothReported(measure crosstab.Measure, schema table.Schema) string {
	if measure.Function != crosstab.Rate && measure.Function != crosstab.Ratio {
		return ""
	}
	var conditions []string
	for _, part := range []string{measure.Field, measure.Over} {
		measures, err := crosstab.ParseMeasures(part)
		if err != nil || len(measures) != 1 || measures[0].Function != crosstab.Sum || schema.Index(measures[0].Field) < 0 {
			return ""
		}
		conditions = append(conditions, "isreported(["+measures[0].Field+"])")
	}
	if conditions[0] == conditions[1] {
		return ""
	}
	return strings.Join(conditions, " and ")
}

// sentence says where the rows came from, and how many of them are behind the
// document, unless that is not to be said.
func (o Origin) sentence(counted int) string {
	var parts []string
	if o.Dataset != "" {
		parts = append(parts, o.Dataset)
	}
	if o.Source != "" {
		parts = append(parts, o.Source)
	}
	if counted != notSaid {
		rows := countWords(max(counted, o.Rows), "row")
		if counted < o.Rows {
			rows = table.FormatNumber(float64(counted), 0) + " of " + rows
		}
		parts = append(parts, rows)
	}
	return "From " + strings.Join(parts, "; ") + "."
}

// countWords writes a number and its noun: "1 row", "1,204 rows".
func countWords(n int, noun string) string {
	text := table.FormatNumber(float64(n), 0) + " " + noun
	if n != 1 {
		text += "s"
	}
	return text
}

// joinWords writes a list as a sentence does: "a, b and c".
func joinWords(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
