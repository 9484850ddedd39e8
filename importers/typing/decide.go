package typing

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// Decide says what the column is, and why. Name and Index are left to the
// caller. The profile must not be used again.
func (p *Profile) Decide() (importers.PlanColumn, []importers.Finding) {
	t := p.finish()
	d := &decision{header: p.header, words: p.words, tally: t}
	d.decideType()
	d.decideMarks()
	d.decideRole()
	d.decidePadding()
	if t.quoted > 0 && t.bare == 0 && d.column.Padding == 0 {
		d.column.Quoted = true
		d.find("quoted", "has every value in quotation marks; they are taken off.")
	}
	return d.column, d.findings
}

// decision is a column in the making.
type decision struct {
	header   string
	words    []string
	tally    *tally
	column   importers.PlanColumn
	findings []importers.Finding
}

func (d *decision) find(code, format string, args ...any) {
	d.findings = append(d.findings, importers.Finding{Code: code, Column: d.header, Message: d.header + " " + fmt.Sprintf(format, args...)})
}

func (d *decision) decideType() {
	t := d.tally
	if t.reported == 0 {
		return // a column without a single value stays text
	}
	for _, try := range []func() bool{d.isSchoolYear, d.isYesNo, d.isCompactDate, d.isDate, d.isCommaNumber, d.isNumber, d.isCode} {
		if try() {
			return
		}
	}
	d.explainText()
}

func (d *decision) isSchoolYear() bool {
	t := d.tally
	if t.yearCount != t.reported {
		return false
	}
	layout := mostFrequent(t.years)
	// 18-19 may be a range of scores and 1819 any number: the header must say year.
	short := !strings.HasPrefix(strings.ToUpper(layout), "SY") && !strings.HasPrefix(layout, "2018")
	if (short || t.digitYear > 0) && !speaksOf(d.words, "year", "yr", "sy", "yrs", "years") {
		return false
	}
	if t.digitYear > 0 && t.bareYears == t.digitYear {
		return false // 2021 is a calendar year unless others show that it is not
	}
	d.column.Type = table.SchoolYear
	if layout != "2018-19" {
		d.column.Layout = layout
	}
	if t.digitYear > 0 {
		d.find("school-year", "read as school years: in every value the second half follows the first, as in %s.", table.FormatSchoolYear(2014, layout))
	}
	return true
}

func (d *decision) isYesNo() bool {
	t := d.tally
	for pair, sides := range t.yesNo {
		no, yes := sides[0], sides[1]
		if no+yes != t.reported {
			continue
		}
		words := yesNoPairs()[pair]
		if len(words[0]) == 1 && yes == 0 {
			return false // N alone may be north as well as no
		}
		d.column.Type = table.YesNo
		layout := strings.Join(d.spelled(words), "|")
		if layout != "Yes|No" {
			d.column.Layout = layout
		}
		return true
	}
	return false
}

// spelled returns the two words as the column mostly writes them; a word that
// does not occur is given the case of the other.
func (d *decision) spelled(words [2]string) []string {
	found := [2]string{}
	for side, word := range words {
		best := 0
		for text, count := range d.tally.spelling {
			if strings.EqualFold(text, word) && (count > best || (count == best && text < found[side])) {
				found[side], best = text, count
			}
		}
	}
	for side, word := range words {
		if found[side] != "" {
			continue
		}
		other := found[1-side]
		switch {
		case other == strings.ToUpper(other):
			found[side] = strings.ToUpper(word)
		case other == strings.ToLower(other):
			found[side] = word
		default:
			found[side] = strings.ToUpper(word[:1]) + word[1:]
		}
	}
	return found[:]
}

func (d *decision) isCompactDate() bool {
	if !d.tally.mayBeCompact {
		return false
	}
	for i, layout := range compactLayouts() {
		if d.tally.compact[i] == d.tally.reported {
			d.column.Type, d.column.Layout = table.Date, layout
			d.find("date-compact", "read as dates written without separators.")
			return true
		}
	}
	return false
}

func (d *decision) isDate() bool {
	t := d.tally
	months, days := &t.days[0], &t.days[1]
	if max(months.fits, days.fits)*100 < t.reported*99 {
		if t.slashed > 0 && mixedOrder(t) {
			d.find("date-order-mixed", "kept as text: some dates can only have the month first and others only the day first.")
		}
		return false
	}
	best := months
	if days.fits > months.fits {
		best = days
	}
	if !best.not.mayStay(t.reported) {
		return false
	}
	if mixedOrder(t) {
		d.find("date-order-mixed", "kept as text: some dates can only have the month first and others only the day first.")
		return false
	}
	if t.timed > 0 {
		d.find("date-with-time", "kept as text: %s of %s values hold a time of day as well.", countText(t.timed), countText(t.reported))
		return false
	}
	d.column.Type = table.Date
	d.column.Layout = best.layout()
	if t.slashed > 0 && months.fits == days.fits {
		d.find("date-order-assumed", "read with the month first, as in 11/22/2026: no value shows which comes first.")
	} else if best == days {
		d.find("date-day-first", "read with the day first, as in 22/11/2026: some values have a first number above 12.")
	}
	d.explainStrays("dates", &best.not)
	return true
}

// mixedOrder reports whether some dates fit only month first and others only
// day first.
func mixedOrder(t *tally) bool {
	months, days := &t.days[0], &t.days[1]
	if months.fits == days.fits {
		// Equal counts may still be different texts.
		for text := range months.not.distinct {
			if _, also := days.not.distinct[text]; !also {
				return true
			}
		}
		return months.not.over && days.not.over && t.slashed > 0
	}
	fewer, more := months, days
	if days.fits < months.fits {
		fewer, more = days, months
	}
	if more.not.over {
		return true
	}
	for text := range more.not.distinct {
		if _, ok := readDate(text, fewer == days); ok {
			return true
		}
	}
	return false
}

// layout returns the most frequent layout, in package time's terms; the plain
// form is the empty one.
func (t *dayTally) layout() string {
	best := ""
	for layout, seen := range t.layouts {
		if best == "" || seen.count > t.layouts[best].count || (seen.count == t.layouts[best].count && layout < best) {
			best = layout
		}
	}
	if seen := t.layouts[best]; seen.short > seen.padded {
		best = unpad(best)
	}
	if best == "2006-01-02" {
		return ""
	}
	return best
}

// isCommaNumber recognises a decimal comma, when at least one number can only
// have that, and none only a decimal point.
func (d *decision) isCommaNumber() bool {
	t := d.tally
	c := &t.comma
	if c.only == 0 || c.misses > 0 || t.leadingZeros > 0 || t.longDigits > 0 || (t.percents > 0 && t.percents != t.numbers) {
		return false
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
	d.find("decimal-comma", "read with a decimal comma: %s of %s values can be nothing else.", countText(c.only), countText(t.reported))
	return true
}

func (d *decision) isNumber() bool {
	t := d.tally
	if t.leadingZeros > 0 && t.onlyDigits == t.reported {
		d.asCode("kept as code: %s of %s values begin with 0.", countText(t.leadingZeros), countText(t.reported))
		return true
	}
	if t.leadingZeros > 0 || t.numbers == 0 || !t.notNumber.mayStay(t.reported) {
		return false
	}
	if t.notNumber.count > 0 && speaksOfGrades(d.words) {
		return false // K and TK are grades like any other
	}
	if t.longDigits > 0 && t.onlyDigits == t.reported {
		d.asCode("kept as code: the values have up to %d digits, more than a number can hold exactly.", t.longest)
		return true
	}
	if t.onlyDigits == t.reported && namesThings(d.words) {
		if t.shortest == t.longest && t.longest >= 5 {
			d.asCode("kept as code: every value has %d digits and the name says that it identifies.", t.longest)
		} else {
			d.asCode("kept as code: the name says that it identifies.")
		}
		return true
	}
	if t.longDigits > 0 {
		return false
	}
	if t.percents > 0 && t.percents != t.numbers {
		d.find("percent-mixed", "kept as text: %s of %s numbers have a percent sign and the others do not.", countText(t.percents), countText(t.numbers))
		return false
	}
	d.column.Type, d.column.Layout = table.Integer, wholeLayout(t.layouts.best())
	if t.fractions > 0 {
		d.column.Type, d.column.Decimals, d.column.Layout = table.Decimal, t.decimals, t.layouts.best()
	}
	if t.percents > 0 {
		d.find("percent", "read as percent: 12.5%% is the number 12.5.")
	}
	d.explainStrays("numbers", &t.notNumber)
	d.explainReserved()
	return true
}

// explainReserved points to negative numbers that public files use for data
// that are missing, in a column that has no others. Only their legend can tell.
func (d *decision) explainReserved() {
	negative := &d.tally.negative
	if negative.count == 0 || negative.over || negative.count == d.tally.numbers {
		return
	}
	for text := range negative.distinct {
		if !slices.Contains([]string{"-3", "-4", "-5", "-6", "-8", "-9", "-11", "-12", "-13", "-99", "-999", "-9999"}, text) {
			return
		}
	}
	texts := slices.Sorted(maps.Keys(negative.distinct))
	d.find("reserved", "has %s negative values, all of them %s: they may stand for missing values; see the file's legend.", countText(negative.count), list(texts))
}

func (d *decision) asCode(format string, args ...any) {
	d.column.Type = table.Code
	d.find("code", format, args...)
}

// isCode settles columns such as a course number with letters in it.
func (d *decision) isCode() bool {
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
		d.find("text-mixed", "kept as text: %s of %s values are not numbers.", countText(t.notNumber.count), countText(t.reported))
	}
}

func (d *decision) explainStrays(kind string, s *strays) {
	if s.count == 0 {
		return
	}
	examples := make([]string, 0, len(s.distinct))
	for text := range s.distinct {
		examples = append(examples, fmt.Sprintf("%q", text))
	}
	slices.Sort(examples)
	more := ""
	if len(examples) > 3 {
		examples, more = examples[:3], " and others"
	}
	d.find("misfit", "holds %s of %s values that are not %s (%s%s); they are kept as written.", countText(s.count), countText(d.tally.reported), kind, strings.Join(examples, ", "), more)
}

// decideMarks lists the texts that stand for missing and withheld values.
func (d *decision) decideMarks() {
	t := d.tally
	isText := d.column.Type.IsText()
	counts := map[table.State]int{}
	for text, count := range t.marks {
		m, known := markOf(text)
		if !known {
			m.state = table.Withheld // a range
		}
		if isText && !(m.plain && (m.state == table.Missing || (t.reported > 0 && t.distinct > 2))) {
			if d.column.Type != table.Code || m.state != table.Missing {
				continue
			}
		}
		counts[m.state] += count
		if m.state == table.Missing {
			d.column.Missing = append(d.column.Missing, text)
		} else {
			d.column.Withheld = append(d.column.Withheld, text)
		}
	}
	slices.Sort(d.column.Missing)
	slices.Sort(d.column.Withheld)
	if n := counts[table.Withheld]; n > 0 {
		d.find("withheld", "has %s of %s values withheld (%s).", countText(n), countText(t.total), list(d.column.Withheld))
	}
	if n := counts[table.Missing]; n > 0 {
		d.find("missing", "has %s of %s values missing (%s).", countText(n), countText(t.total), list(d.column.Missing))
	}
}

func (d *decision) decideRole() {
	t := d.tally
	unique := t.overflow || t.distinct*2 > t.total
	switch d.column.Type {
	case table.Integer:
		d.column.Role = table.Measure
		if groupsBy(d.words) {
			d.column.Role = table.Dimension
		}
	case table.Decimal:
		d.column.Role = table.Measure
	case table.Text, table.Code:
		if unique && t.reported > 0 && namesOnePerson(d.words) {
			d.column.Role = table.Identifier
		}
	}
}

// decidePadding recognises a column that the file filled up with spaces to one
// width throughout.
func (d *decision) decidePadding() {
	t := d.tally
	if t.trailing == 0 || t.unpadded > 0 || len(t.widths) != 1 {
		return
	}
	for width := range t.widths {
		if width > 1 {
			d.column.Padding = width
			d.find("padding", "has every value filled with spaces to %d characters; they are taken off.", width)
		}
	}
}

func mostFrequent(counts map[string]int) string {
	best := ""
	for text, count := range counts {
		if best == "" || count > counts[best] || (count == counts[best] && text < best) {
			best = text
		}
	}
	return best
}

// countText writes a count with commas between thousands.
func countText(n int) string { return table.FormatNumber(float64(n), 0) }

func list(texts []string) string {
	if len(texts) > 5 {
		return strings.Join(texts[:5], ", ") + " and others"
	}
	return strings.Join(texts, ", ")
}
