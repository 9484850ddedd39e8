package reports

import (
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

// functionTitles are formats that take the field, and for some what it goes by.
var functionTitles = map[crosstab.Function]string{
	crosstab.Count: "Count of %s", crosstab.Sum: "Sum of %s", crosstab.Mean: "Mean of %s",
	crosstab.Min: "Smallest %s", crosstab.Max: "Largest %s", crosstab.Distinct: "Distinct %s", crosstab.Median: "Median of %s",
	crosstab.Deviation: "Standard deviation of %s", crosstab.Yes: "Share of yes in %s",
	crosstab.First: "First %s by %s", crosstab.Last: "Last %s by %s", crosstab.Weighted: "Weighted mean of %s by %s",
}

// MeasureTitle is what people read above a measure, in English: "Sum of
// Budget", "Rows", "Count of Student ID (% of row)".
func MeasureTitle(measure crosstab.Measure, schema table.Schema) string {
	return English.MeasureTitle(measure, schema)
}

// MeasureTitle is what people read above a measure in the language.
func (l Language) MeasureTitle(measure crosstab.Measure, schema table.Schema) string {
	title := l.plainMeasureTitle(measure, schema)
	switch measure.Base {
	case crosstab.PercentRow:
		title += l.say(" (% of row)")
	case crosstab.PercentColumn:
		title += l.say(" (% of column)")
	case crosstab.PercentTotal:
		title += l.say(" (% of total)")
	case crosstab.PercentParent:
		title += l.say(" (% of subtotal)")
	}
	return title + l.showTitle(measure, schema)
}

func (l Language) plainMeasureTitle(measure crosstab.Measure, schema table.Schema) string {
	if measure.Function == crosstab.Count && measure.Field == "" {
		return l.say("Count of rows")
	}
	field := fieldTitle(measure.Field, schema)
	switch measure.Function {
	case crosstab.Rate, crosstab.Ratio:
		return l.partTitle(measure.Field, schema) + " / " + l.partTitle(measure.Over, schema)
	case crosstab.Percentile:
		return l.say("%s percentile of %s", l.ordinal(measure.Percent), field)
	}
	format, known := functionTitles[measure.Function]
	if !known {
		return string(measure.Function) + " " + field
	}
	if i := schema.Index(measure.Field); i >= 0 && isCalendar(schema[i].Type) {
		switch measure.Function {
		case crosstab.Min:
			format = "Earliest %s"
		case crosstab.Max:
			format = "Latest %s"
		}
	}
	if strings.Count(format, "%s") > 1 {
		return l.say(format, field, fieldTitle(measure.By, schema))
	}
	return l.say(format, field)
}

// partTitle is what people read for a measure that is divided, or divides.
func (l Language) partTitle(text string, schema table.Schema) string {
	measures, err := crosstab.ParseMeasures(text)
	if err != nil || len(measures) != 1 {
		return text
	}
	return l.MeasureTitle(measures[0], schema)
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
	text := b.language.join(measures)
	if len(fields) > 0 {
		text = b.language.say("%s by %s", text, b.language.join(fields))
	}
	return text
}

func (b *builder) sentence() string {
	text := b.what()
	if where := strings.TrimSpace(b.spec.Where); where != "" {
		text += b.language.say(", where %s", where)
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
	meaning, each := f.meaning(schema)
	say := f.language.say
	switch f.measure.Base {
	case crosstab.PercentRow:
		meaning += say(", as a share of the same for the whole row")
	case crosstab.PercentColumn:
		meaning += say(", as a share of the same for the whole column")
	case crosstab.PercentTotal:
		meaning += say(", as a share of the same for all rows")
	case crosstab.PercentParent:
		meaning += say(", as a share of the same for the subtotal that the row is a part of")
	}
	meaning += f.language.showMeaning(f.measure, schema)
	text := f.title + ": " + meaning + "."
	if totals {
		text += " " + say(each)
	}
	return text
}

// meaning says what a measure is, and in a sentence that is yet to be said in
// the language where each of its totals comes from.
func (f measureFormat) meaning(schema table.Schema) (meaning, each string) {
	field, by := fieldTitle(f.measure.Field, schema), fieldTitle(f.measure.By, schema)
	say := f.language.say
	const worked, taken = "Each total is worked out from its own rows.", "Each total is taken from its own rows."
	switch f.measure.Function {
	case crosstab.Count:
		if f.measure.Field != "" {
			return say("the number of rows in which %s is reported", field), "Each total is counted from its own rows."
		}
		return say("the number of rows"), "Each total is counted from its own rows."
	case crosstab.Sum:
		return say("the reported values of %s added up", field), "Each total is added up from its own rows."
	case crosstab.Mean:
		if f.Percent && f.measure.Base == crosstab.NoBase {
			yes := say("Yes")
			if i := schema.Index(f.measure.Field); i >= 0 && schema[i].Layout != "" {
				yes, _ = schema[i].YesNoWords()
			}
			return say("the share of %s among the reported values of %s", yes, field), "Each total is worked out from its own rows, not from the means above it."
		}
		return say("the reported values of %s added up and divided by how many they are", field), "Each total is worked out from its own rows, not from the means above it."
	case crosstab.Min:
		return f.extreme("the smallest reported value of %s", "the earliest reported value of %s", field), taken
	case crosstab.Max:
		return f.extreme("the largest reported value of %s", "the latest reported value of %s", field), taken
	case crosstab.Distinct:
		return say("how many different values of %s are reported", field), "Each total is counted from its own rows, so that a value that occurs in several places counts once."
	case crosstab.Median:
		return say("the middle one of the reported values of %s put in order; between two, their mean", field), worked
	case crosstab.Percentile:
		percent := strconv.FormatFloat(f.measure.Percent, 'f', -1, 64)
		return say("the value that %s %% of the way through the reported values of %s, put in order, is reached; between two, in proportion", percent, field), worked
	case crosstab.Deviation:
		return say("how far the reported values of %s lie from their mean: the root of their squared distances added up and divided by one less than how many they are", field), worked
	case crosstab.Yes:
		return say("the share of yes among the reported values of %s", field), worked
	case crosstab.First:
		return say("the value of %s in the row with the earliest %s; of several with the same, in the first of them", field, by), taken
	case crosstab.Last:
		return say("the value of %s in the row with the latest %s; of several with the same, in the last of them", field, by), taken
	case crosstab.Weighted:
		return say("each value of %s times %s, added up and divided by the sum of %s, over the rows that report both", field, by, by), worked
	case crosstab.Rate, crosstab.Ratio:
		return say("%s divided by %s", f.language.partTitle(f.measure.Field, schema), f.language.partTitle(f.measure.Over, schema)), "Each total is worked out from its own two numbers."
	}
	return string(f.measure.Function) + " " + field, worked
}

// extreme is the meaning of a largest or smallest value; days have words of
// their own.
func (f measureFormat) extreme(amount, day, field string) string {
	if isCalendar(f.Type) {
		return f.language.say(day, field)
	}
	return f.language.say(amount, field)
}

// notes says what a reader must know to read the numbers rightly.
func (b *builder) notes(document *Document) []string {
	var notes []string
	say := b.language.say
	compared := false
	for k, format := range b.measures {
		compared = compared || format.measure.Show != crosstab.NoShow
		if note := b.tallies[k].leftOut(format); note != "" {
			notes = append(notes, note)
		}
	}
	switch {
	case b.protected != nil && b.protected.Withholds():
		notes = append(notes, say("%s stands where fewer than %d people are behind a number, and where such a number could be worked out from others. It is not zero.", WithheldMark, b.protected.Least))
		if b.protected.WithholdsSingles() {
			notes = append(notes, say("It stands for the smallest, largest, first and last value, too, which are each of one person, and for percentiles beyond which there are few."))
		}
		if b.protected.Unordered {
			notes = append(notes, say("What stands apart and in which order goes by names, because an order by numbers would tell those withheld."))
		}
	case b.sawWithheld:
		notes = append(notes, say("%s stands where every value was withheld by whoever published the data. It is not zero.", WithheldMark))
	}
	if b.sawNothing {
		text := "%s stands where there are rows but none of them reports a value."
		if compared {
			text = "%s stands where there are rows but none of them reports a value, or where there is nothing to compare with."
		}
		notes = append(notes, say(text, NothingMark))
	}
	if b.sawEmpty {
		notes = append(notes, say("An empty cell has no rows behind it."))
	}
	notes = append(notes, b.chanceNotes()...)
	notes = append(notes, b.limits()...)
	if document.Chart != nil && document.Chart.Note != "" {
		notes = append(notes, document.Chart.Note)
	}
	return notes
}

// leftOut tells how many values could not take part in a measure.
func (t tally) leftOut(format measureFormat) string {
	if format.measure.Field == "" {
		return ""
	}
	var parts []string
	if t.withheld > 0 {
		parts = append(parts, format.language.withheldValues(t.withheld))
	}
	if t.missing > 0 {
		parts = append(parts, format.language.missingValues(t.missing))
	}
	if len(parts) == 0 {
		return ""
	}
	text := format.language.say("%s leaves out %s, of %s.", format.title, format.language.join(parts), format.language.countedRows(t.rows))
	if t.withheld > 0 && format.measure.DividesAmounts() {
		text += " " + format.language.say("A row that withholds one of the two numbers is in neither.")
	}
	return text
}

func (l Language) withheldValues(n int) string {
	return l.counted(n, "%s withheld value", "%s withheld values")
}

func (l Language) missingValues(n int) string {
	return l.counted(n, "%s missing or unreadable value", "%s missing or unreadable values")
}

func (l Language) countedRows(n int) string { return l.counted(n, "%s row", "%s rows") }

// sentence says where the rows came from, and how many of them are behind the
// document, unless that is not to be said.
func (o Origin) sentence(language Language, counted int) string {
	var parts []string
	if o.Dataset != "" {
		parts = append(parts, o.Dataset)
	}
	if o.Source != "" {
		parts = append(parts, o.Source)
	}
	if counted != notSaid {
		rows := language.countedRows(max(counted, o.Rows))
		if counted < o.Rows {
			rows = language.say("%s of %s", table.FormatNumber(float64(counted), 0), rows)
		}
		parts = append(parts, rows)
	}
	return language.say("From %s.", strings.Join(parts, "; "))
}
