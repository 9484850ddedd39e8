package typing

import (
	"maps"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/internal/english"
	"github.com/schoolbench/schoolbench/table"
)

// isCommaNumber recognises a decimal comma, when at least one number can only
// have that, and none only a decimal point.
func (d *decision) isCommaNumber() bool {
	t := d.tally
	c := &t.comma
	if c.only == 0 || c.misses > 0 || t.leadingZeros > 0 || t.longDigits > 0 || (t.percents > 0 && t.barePercents > 0) {
		return false
	}
	if !t.mayBeComma && c.sure == 0 {
		return false // 9,10 may well be two numbers
	}
	if strays := t.notNumber.count - c.only; strays*100 > t.reported {
		return false
	}
	// Two numbers joined by a comma are no more likely than one with decimals,
	// but three are no number at all: readNumber has seen to that.
	d.column.Type, d.column.Decimals, d.column.Layout = table.Decimal, c.decimals, c.layouts.best()
	if !hasDecimalComma(d.column.Layout) {
		d.column.Layout = "0,#"
	}
	d.find("decimal-comma", "read with a decimal comma: %s of %s values can be nothing else.", english.Number(c.only), english.Number(t.reported)).orText()
	return true
}

// isCode recognises digits that identify and must stay as they are.
func (d *decision) isCode() bool {
	t := d.tally
	all := t.onlyDigits == t.reported
	reported := english.Number(t.reported)
	switch {
	case t.rounded > 0 && t.numbers == t.reported && (namesThings(d.words) || t.longest >= 9 || t.rounded == t.reported):
		d.asCode(d.find("digits-lost", "kept as code: %s of %s values are written like %s. Their last digits are not in the file: whoever saved it must export the column as text.",
			english.Number(t.rounded), reported, "1.23457E+13")).asks()
	case t.leadingZeros > 0 && all:
		d.asCode(d.find("code", "kept as code: %s of %s values begin with 0.", english.Number(t.leadingZeros), reported))
	case t.numbers == 0 || t.leadingZeros > 0:
		return false
	case t.noughts > 2 && t.noughts == t.longDigits && all:
		d.asCode(d.find("digits-lost", "kept as code: %s of %s values have noughts from the sixteenth digit on, where spreadsheets lose what was there. Whoever saved the file must export the column as text.",
			english.Number(t.noughts), reported)).asks()
	case t.longDigits > 0 && all:
		d.asCode(d.find("code", "kept as code: the values have up to %d digits, more than a number can hold exactly.", t.longest))
	case all && namesThings(d.words) && t.shortest == t.longest && t.longest >= 5:
		d.asCode(d.find("code", "kept as code: %s has %d digits and the name says that it identifies.", everyValue(t.reported), t.longest))
	case all && namesThings(d.words):
		d.asCode(d.find("code", "kept as code: the name says that it identifies, and %s digits.", valuesAre(t.reported, t.reported)))
	case all && t.shortest == t.longest && t.longest >= 9 && t.reported > 1:
		d.asCode(d.find("code", "kept as code: %s has %d digits, as numbers that count something have not.", everyValue(t.reported), t.longest))
	case namesThings(d.words) && t.wholes+t.onlyDigits == t.reported && t.decimals == 1 && t.wholes > 0:
		d.asCode(d.find("code-decimal", "kept as code: %s of %s values end in .0, as if another program had taken them for amounts; leading zeros may be gone.", english.Number(t.wholes), reported))
	default:
		return false
	}
	return true
}

// asCode makes the column one of codes and says why.
func (d *decision) asCode(why *finding) *finding {
	d.column.Type = table.Code
	return why.or("Read as numbers", d.toNumber)
}

// toNumber makes a column one of numbers, whatever else was decided.
func (d *decision) toNumber(column *importers.PlanColumn) {
	t := d.tally
	retype(column, table.Integer, wholeLayout(t.layouts.best()))
	column.Role = table.Measure
	if t.fractions > 0 {
		column.Type, column.Decimals, column.Layout = table.Decimal, t.decimals, t.layouts.best()
	}
	for _, text := range slices.Sorted(maps.Keys(t.marks)) {
		if state, _ := t.markState(text); state == table.Missing {
			column.Missing = append(column.Missing, text)
		} else {
			column.Withheld = append(column.Withheld, text)
		}
	}
}

func (d *decision) isNumber() bool {
	t := d.tally
	if t.leadingZeros > 0 || t.numbers == 0 {
		return false
	}
	if t.notNumber.count > 0 && speaksOfGrades(d.words) {
		return false // K and TK are grades like any other
	}
	unknown := d.unknownMarks()
	if !t.notNumber.mayStay(t.reported) && unknown == nil && !d.hasOneStray() {
		return false
	}
	if t.longDigits > 0 {
		return false
	}
	if t.percents > 0 && t.barePercents > 0 {
		d.find("percent-mixed", "kept as text: %s of %s numbers have a percent sign and the others do not.", english.Number(t.percents), english.Number(t.numbers)).asks().
			or("Read as numbers, 12.5% as 12.5", d.toNumber)
		return false
	}
	if len(t.currencies) > 1 {
		d.find("currency-mixed", "kept as text: the amounts are in more than one currency (%s).", list(slices.Sorted(maps.Keys(t.currencies)))).asks().
			or("Read as numbers, whatever the currency", d.toNumber)
		return false
	}
	d.column.Type, d.column.Layout = table.Integer, wholeLayout(t.layouts.best())
	if t.fractions > 0 {
		d.column.Type, d.column.Decimals, d.column.Layout = table.Decimal, t.decimals, t.layouts.best()
	}
	d.explainNumber()
	if unknown != nil {
		d.takeUnknown(unknown)
	} else {
		d.explainStrays("numbers", &t.notNumber)
	}
	d.explainReserved()
	return true
}

// hasOneStray reports whether all but one of the values of a class are numbers:
// one student is Excused, and the marks of the others are there to be averaged.
func (d *decision) hasOneStray() bool {
	const class = 20
	return d.tally.notNumber.count == 1 && d.tally.reported >= class && !groupsBy(d.words) && !namesThings(d.words) && !speaksOfDays(d.words)
}

// explainNumber says what of the numbers is not as plain as it looks.
func (d *decision) explainNumber() {
	t := d.tally
	if t.shortest >= shortestDay && t.onlyDigits == t.numbers && speaksOfDates(d.words) {
		d.find("date-unknown", "kept as whole numbers: the name speaks of dates, but %s is none that can be told. Whoever made the file knows from which day on it counts.", t.longDigit).asks()
	}
	if t.percents > 0 {
		d.find("percent", "read as percent: %s of %s values have the sign, and 12.5%% is the number 12.5.", english.Number(t.percents), english.Number(t.reported)).orText()
	}
	if t.rounded > 0 {
		d.find("digits-lost", "has %s of %s values written like 1.23457E+13: their last digits are not in the file, and sums of them are not exact.", english.Number(t.rounded), english.Number(t.reported)).asks().
			or("Keep as code", func(column *importers.PlanColumn) { retype(column, table.Code, "") })
	}
}

// Text in a column of numbers is taken for marks that nobody has explained if
// there are few kinds of it and each comes again.
const (
	unknownKinds  = 3
	unknownLength = 12
)

// unknownMarks returns the texts among numbers that stand for something else,
// or nil.
func (d *decision) unknownMarks() []string {
	t := d.tally
	s := &t.notNumber
	if s.count == 0 || s.over || len(s.distinct) > unknownKinds || t.numbers*2 < t.reported || t.distinct-len(s.distinct) < surelyCounts/2 {
		return nil
	}
	if groupsBy(d.words) || namesThings(d.words) || speaksOfDays(d.words) {
		return nil
	}
	for text, count := range s.distinct {
		if count < 2 || len(text) > unknownLength || strings.ContainsAny(text, "0123456789") {
			return nil
		}
	}
	return slices.Sorted(maps.Keys(s.distinct))
}

func (d *decision) takeUnknown(texts []string) {
	if d.extra == nil {
		d.extra = map[string]table.State{}
	}
	for _, text := range texts {
		d.extra[text] = table.Missing
	}
	examples, _ := quoted(texts)
	d.find("mark-unknown", "has %s of %s values that are no numbers and come again and again (%s): they are taken for marks of missing values.", english.Number(d.tally.notNumber.count), english.Number(d.tally.reported), examples).asks().
		or("They are withheld", func(column *importers.PlanColumn) { moveMarks(&column.Missing, &column.Withheld, texts) }).orText()
}

// isWordedCode settles columns such as a course number with letters in it.
func (d *decision) isWordedCode() bool {
	t := d.tally
	if !namesThings(d.words) || t.codeLike*2 < t.reported || t.notNumber.count == 0 {
		return false
	}
	if t.codeLike*10 < t.reported*9 {
		return false
	}
	d.column.Type = table.Code
	return true
}

// explainText says why a column that is mostly numbers or dates stays text.
func (d *decision) explainText() {
	t := d.tally
	if t.numbers*10 >= t.reported*9 && t.notNumber.count > 0 {
		examples, more := quoted(slices.Sorted(maps.Keys(t.notNumber.distinct)))
		if examples != "" {
			examples = " (" + examples + more + ")"
		}
		d.find("text-mixed", "kept as text: %s of %s values are not numbers%s.", english.Number(t.notNumber.count), english.Number(t.reported), examples).
			or("Read as numbers; the others are kept as written", d.toNumber)
	}
}
