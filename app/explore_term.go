package app

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/table"
)

// filterTerm is one part of a cross-tab's filter: a field, and which of its
// values are kept. The filter itself is a text in the language of expressions;
// terms are how people see it and change it.
type filterTerm struct {
	text  string       // as the filter has it; made anew by write
	field string       // empty for a part that only the language can say
	about table.Column // describes the field's values
	only  []termValue  // those that are kept, or left out
	not   bool         // only are left out; all others stay, also those that are new
	test  condition    // what is asked of a value instead
}

// termValue is a value that a filter names. The state tells the missing and the
// withheld from a text that reads the same.
type termValue struct {
	text  string // with all its digits; empty unless reported
	state table.State
}

// termValueOf is how terms name a value of a column.
func termValueOf(about table.Column, value table.Value) termValue {
	switch {
	case value.State != table.Reported:
		return termValue{state: value.State}
	case about.Type.IsText():
		return termValue{text: value.Text}
	case about.Type == table.Integer || about.Type == table.Decimal:
		return termValue{text: strconv.FormatFloat(value.Number, 'f', -1, 64)}
	case about.Type == table.Date:
		return termValue{text: table.DayTime(value.Number).Format("2006-01-02")}
	case about.Type == table.SchoolYear:
		return termValue{text: table.FormatSchoolYear(int(value.Number), "")}
	}
	return termValue{text: about.Display(value)}
}

// words are how people read the value.
func (v termValue) words(about table.Column) string {
	switch v.state {
	case table.Missing:
		return say("(blank)")
	case table.Withheld:
		return say("(withheld)")
	case table.Misfit:
		return say("(does not fit)")
	}
	if isSized(about) && !about.Type.IsText() {
		if number, ok := parseValue(about, v.text); ok && about.Type != table.Decimal {
			return about.Display(table.NumberValue(number))
		}
	}
	return v.text
}

// readTerms cuts a filter into its terms; nil if it cannot be read.
func readTerms(where string, schema table.Schema, describe func(field string) table.Column) []filterTerm {
	var terms []filterTerm
	for _, c := range expression.Conditions(where, schema) {
		term := filterTerm{text: c.Text}
		if c.Field != "" {
			known := filterTerm{text: c.Text, field: c.Field, about: describe(c.Field)}
			if known.read(c) {
				term = known
			}
		}
		terms = append(terms, term)
	}
	return terms
}

// writeTerms is the filter that has all the terms.
func writeTerms(terms []filterTerm) string {
	var texts []string
	for _, term := range terms {
		text := term.text
		if term.field == "" && len(terms) > 1 && !strings.HasPrefix(text, "(") && strings.Contains(strings.ToLower(text), "or") {
			text = "(" + text + ")" // or would reach over what stands beside it
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, " and ")
}

// read takes a condition of the language; false if a term cannot say it.
func (t *filterTerm) read(c expression.Condition) bool {
	switch c.Operator {
	case "and":
		if asksMisfit(c) {
			t.only = []termValue{{state: table.Misfit}}
			return true
		}
		if len(c.Parts) != 2 || c.Parts[0].Operator != ">=" || c.Parts[1].Operator != "<=" || c.Not || c.Parts[0].Not || c.Parts[1].Not {
			return false
		}
		t.test = condition{isBetween, t.shown(c.Parts[0].Values[0]), t.shown(c.Parts[1].Values[0])}
		return true
	case "or":
		return t.readEither(c)
	case "isreported":
		t.only, t.not = []termValue{{state: table.Missing}, {state: table.Withheld}, {state: table.Misfit}}, !c.Not
		return true
	case "isblank", "iswithheld":
		state := table.Missing
		if c.Operator == "iswithheld" {
			state = table.Withheld
		}
		t.only, t.not = []termValue{{state: state}}, c.Not
		return true
	case "in":
		return !c.Lower && t.list(c)
	case "==":
		if !c.Lower && !isSized(t.about) || !c.Lower && c.Not {
			return t.list(c)
		}
	}
	test, known := map[string]rowTest{
		"==": isEqual, "!=": isNot, ">": isMore, ">=": isAtLeast, "<": isLess, "<=": isAtMost,
		"contains": contains, "startsWith": beginsWith, "endsWith": endsWith,
	}[c.Operator]
	if !known || c.Not || len(c.Values) != 1 || c.Lower != (!isSized(t.about) && test != isNot) {
		return false
	}
	t.test = condition{Test: test, Value: t.shown(c.Values[0])}
	return true
}

// asksMisfit reports whether a condition keeps what does not fit its column: it
// is not reported, and neither blank nor withheld.
func asksMisfit(c expression.Condition) bool {
	if c.Operator != "and" || c.Not || len(c.Parts) != 3 {
		return false
	}
	for i, operator := range []string{"isreported", "isblank", "iswithheld"} {
		if part := c.Parts[i]; part.Operator != operator || !part.Not {
			return false
		}
	}
	return true
}

// list takes values that are kept; after not, those that are not reported go
// with the ones that are named, and a term says that as several.
func (t *filterTerm) list(c expression.Condition) bool {
	for _, value := range c.Values {
		t.only = append(t.only, termValue{text: t.shown(value)})
	}
	if t.not = c.Not; t.not {
		t.only = append(t.only, termValue{state: table.Missing}, termValue{state: table.Withheld}, termValue{state: table.Misfit})
	}
	return true
}

// readEither takes a list of values with those that are not reported.
func (t *filterTerm) readEither(c expression.Condition) bool {
	if c.Not {
		return false
	}
	kept := map[table.State]bool{}
	for _, part := range c.Parts {
		switch {
		case part.Operator == "in" && !part.Lower && t.only == nil:
			for _, value := range part.Values {
				t.only = append(t.only, termValue{text: t.shown(value)})
			}
			t.not = part.Not
		case part.Operator == "contains" && part.Lower && part.Not && len(c.Parts) == 2:
			t.test = condition{Test: lacks, Value: part.Values[0]}
		case asksMisfit(part):
			kept[table.Misfit] = true
		case part.Operator == "isblank" && !part.Not:
			kept[table.Missing] = true
		case part.Operator == "iswithheld" && !part.Not:
			kept[table.Withheld] = true
		case part.Operator == "isreported" && !part.Not && t.only == nil:
			t.not = true
		case part.Operator == "isreported" && part.Not:
			kept[table.Missing], kept[table.Withheld], kept[table.Misfit] = true, true, true
		default:
			return false
		}
	}
	if t.test.Test == lacks {
		return len(kept) == 3
	}
	for _, state := range []table.State{table.Missing, table.Withheld, table.Misfit} {
		if kept[state] != t.not {
			t.only = append(t.only, termValue{state: state})
		}
	}
	return true
}

// shown is a value of the language as people read it.
func (t *filterTerm) shown(value string) string {
	switch {
	case t.about.Type.IsText():
		return value
	case t.about.Type == table.YesNo:
		yes, no := t.about.YesNoWords()
		for _, word := range []string{yes, "yes", "y", "true", "1"} {
			if strings.EqualFold(word, value) {
				return t.about.Display(table.NumberValue(1))
			}
		}
		return cmp.Or(no, "No")
	}
	if number, ok := parseValue(t.about, value); ok {
		return termValueOf(t.about, table.NumberValue(number)).text
	}
	return value
}

// writtenField is a column's name as the language writes it; a part of a date
// is written already.
func writtenField(field string) string {
	if _, _, isPart := datePart(field); isPart {
		return field
	}
	return "[" + strings.ReplaceAll(field, "]", "]]") + "]"
}

// write makes the text of the term anew, or says what is wrong with it.
func (t *filterTerm) write() *table.Issue {
	field := writtenField(t.field)
	if t.test.Test == isNot {
		t.only, t.not, t.test = []termValue{{text: strings.TrimSpace(t.test.Value)}}, true, condition{}
	}
	if t.test.Test != anyValue {
		return t.writeTest(field)
	}
	if t.not && len(t.only) == 1 && t.only[0].state == table.Missing {
		t.text = "not isblank(" + field + ")"
		return nil
	}
	var values []string
	states := map[table.State]bool{}
	for _, value := range t.only {
		if value.state != table.Reported {
			states[value.state] = true
			continue
		}
		literal, issue := t.literal(value.text)
		if issue != nil {
			return issue
		}
		values = append(values, literal)
	}
	var parts []string
	if len(values) > 0 {
		part := field + " in [" + strings.Join(values, ", ") + "]"
		if t.not {
			part = "not " + part
		}
		parts = append(parts, part)
	} else if t.not {
		parts = append(parts, "isreported("+field+")")
	}
	blank, withheld, misfit := states[table.Missing] != t.not, states[table.Withheld] != t.not, states[table.Misfit] != t.not
	switch {
	case blank && withheld && misfit:
		parts = append(parts, "not isreported("+field+")")
	case misfit:
		parts = append(parts, "(not isreported("+field+") and not isblank("+field+") and not iswithheld("+field+"))")
		fallthrough
	default:
		if blank {
			parts = append(parts, "isblank("+field+")")
		}
		if withheld {
			parts = append(parts, "iswithheld("+field+")")
		}
	}
	t.text = strings.Join(parts, " or ")
	if len(parts) > 1 {
		t.text = "(" + t.text + ")"
	}
	if len(parts) == 0 {
		return table.Failed(codeFilter, table.Where{}, say("No value is ticked, so no row would be left."), say("Tick at least one value."), nil)
	}
	return nil
}

// writeTest is write for a condition.
func (t *filterTerm) writeTest(field string) *table.Issue {
	if _, issue := t.test.compile(t.about); issue != nil {
		return issue
	}
	switch t.test.Test {
	case isMissing:
		t.text = "isblank(" + field + ")"
		return nil
	case isGiven:
		t.text = "not isblank(" + field + ")"
		return nil
	case isWithheld:
		t.text = "iswithheld(" + field + ")"
		return nil
	case doesNotFit:
		t.text = "(not isreported(" + field + ") and not isblank(" + field + ") and not iswithheld(" + field + "))"
		return nil
	}
	value := t.test.Value
	if !isSized(t.about) && t.test.Test != isNot {
		field, value = "lower("+field+")", strings.ToLower(strings.TrimSpace(value))
	}
	first, issue := t.literal(value)
	if issue != nil {
		return issue
	}
	if t.test.Test == isBetween {
		second, issue := t.literal(t.test.Second)
		if issue != nil {
			return issue
		}
		if a, _ := parseValue(t.about, t.test.Value); true {
			if b, _ := parseValue(t.about, t.test.Second); b < a {
				first, second = second, first
			}
		}
		t.text = "(" + field + " >= " + first + " and " + field + " <= " + second + ")"
		return nil
	}
	sign := map[rowTest]string{
		isEqual: "==", isNot: "!=", isMore: ">", isAtLeast: ">=", isLess: "<", isAtMost: "<=",
		contains: "contains", lacks: "contains", beginsWith: "startsWith", endsWith: "endsWith",
	}[t.test.Test]
	t.text = field + " " + sign + " " + first
	if t.test.Test == lacks {
		t.text = "(not " + t.text + " or not isreported(" + writtenField(t.field) + "))"
	}
	return nil
}

// literal writes a value that a person reads as the language does.
func (t *filterTerm) literal(text string) (string, *table.Issue) {
	quoted := `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	if t.about.Type.IsText() || t.about.Type == table.YesNo {
		return quoted, nil
	}
	value, ok := parseValue(t.about, text)
	if !ok {
		return "", unreadable(t.about, text)
	}
	switch t.about.Type {
	case table.Date:
		return `"` + table.DayTime(value).Format("2006-01-02") + `"`, nil
	case table.SchoolYear:
		return `"` + table.FormatSchoolYear(int(value), "") + `"`, nil
	case table.Grade:
		return `"` + table.FormatGrade(int(value), "") + `"`, nil
	}
	return strconv.FormatFloat(value, 'f', -1, 64), nil
}

// listedInWords is how many values a term names before it counts the rest.
const listedInWords = 3

// words say what the term keeps: "School is Alder or Birch".
func (t *filterTerm) words(title string) string {
	switch {
	case t.field == "":
		return t.text
	case t.test.Test != anyValue:
		about := t.about
		about.Label = title
		return t.test.words(about)
	}
	only := slices.Clone(t.only)
	if t.not {
		// That the missing go with those that are left out is said when it is all
		// there is to say.
		reported := slices.DeleteFunc(slices.Clone(only), func(v termValue) bool { return v.state != table.Reported })
		if len(reported) > 0 {
			only = reported
		}
	}
	if len(only) == 1 && only[0].state == table.Missing {
		if t.not {
			return title + " " + say("is not blank")
		}
		return title + " " + say("is blank")
	}
	var shown []string
	for _, value := range only[:min(len(only), listedInWords)] {
		shown = append(shown, value.words(t.about))
	}
	if more := len(only) - len(shown); more > 0 {
		shown = append(shown, counted(more, "other", "others"))
	}
	last := len(shown) - 1
	list := shown[last]
	if last > 0 {
		list = say("%s or %s", strings.Join(shown[:last], ", "), list)
	}
	if t.not {
		return say("%s is not %s", title, list)
	}
	return say("%s is %s", title, list)
}
