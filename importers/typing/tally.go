package typing

import (
	"unicode/utf8"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// tally is what has been seen in a column so far. All its parts are counts of
// cells, not of distinct texts, unless they say otherwise.
//
// What can no longer become of the column is no longer asked.
type tally struct {
	mayBeCode, mayBeDay, mayBeRange, ofGrades bool // by the header
	ofSchoolYears                             bool // likewise
	mayBeGrade                                bool
	mayBeComma                                bool // by the file
	rules                                     dateRules
	legend                                    importers.Legend

	total, blank, reported int
	distinct               int  // distinct texts counted
	overflow               bool // there are more distinct texts than were counted

	marks map[string]int

	numbers, fractions, onlyDigits, leadingZeros, longDigits int
	percents, barePercents                                   int // with a percent sign; without one, noughts left out
	rounded                                                  int // 1.23457E+13
	noughts                                                  int // of longDigits: those with noughts from the sixteenth digit on
	wholes                                                   int // fractions that are none: 10322.0
	serials                                                  int
	bits                                                     [2]int // noughts and ones
	decimals                                                 int
	shortest, longest                                        int // digits of the onlyDigits
	currencies                                               map[string]int
	notNumber                                                strays
	negative                                                 strays // not strays, but counted alike

	layouts layoutTallies
	comma   commaTally

	days       [2]dayTally // month first, day first
	timed      int
	slashed    int
	shortYears int
	compact    [6]compactTally
	years      map[string]int // school years by layout
	yearCount  int
	bareYears  int // school years of four digits that could be calendar years
	digitYear  int // school years of digits alone
	// calendarYears counts texts of four digits that are a year of our time,
	// and oneYear each of the first few.
	calendarYears int
	oneYear       map[string]int
	// longDigit is the first text of digits long enough for a day.
	longDigit string
	notYear   strays

	grades       map[string]int // grades by their text
	gradeCount   int
	gradeLetters int // grades that are no bare number
	notGrade     strays

	yesNo    [yesNoKinds][2]int // pair, no or yes
	spelling map[string]int
	crosses  int // X

	codeLike       int // short, no space, some digit
	socialSecurity int // written as a social security number

	quoted, bare int // texts in double quotes, and others

	trailing, unpadded int
	widths             map[int]int // characters, of texts that end in a space or fill the width
}

type dayTally struct {
	fits    int
	layouts map[string]*layoutTally
	not     strays
}

type layoutTally struct{ count, short, padded int }

// strays counts the texts that do not fit and remembers a few of them.
type strays struct {
	count    int
	distinct map[string]int // with their counts
	over     bool
}

func (s *strays) add(text string, count int) {
	s.count += count
	if s.over {
		return
	}
	if s.distinct == nil {
		s.distinct = map[string]int{}
	}
	if s.distinct[text] += count; len(s.distinct) > tolerated {
		s.over, s.distinct = true, nil
	}
}

// mayStay reports whether so few texts fail to fit that the type may be kept.
func (s *strays) mayStay(reported int) bool {
	return s.count == 0 || (!s.over && s.count*100 <= reported)
}

func newTally(header string) tally {
	words := headerWords(header)
	t := tally{
		marks: map[string]int{}, years: map[string]int{}, spelling: map[string]int{}, widths: map[int]int{}, grades: map[string]int{}, currencies: map[string]int{}, oneYear: map[string]int{},
		mayBeCode: namesThings(words), mayBeDay: speaksOfDays(words), mayBeRange: !speaksOfSpans(words), ofGrades: speaksOfGradeLevels(words), mayBeGrade: true, ofSchoolYears: speaksOfSchoolYears(words),
		rules: dateRules{pivot: usualPivot},
	}
	t.rules.loose = t.mayBeDay
	if speaksOfBirth(words) {
		t.rules.pivot = birthPivot
	}
	for i := range t.days {
		t.days[i].layouts = map[string]*layoutTally{}
	}
	return t
}

// mostMarks bounds the distinct marks of a column.
const mostMarks = 1000

// add looks at one text that count cells hold.
func (t *tally) add(raw string, count int) {
	t.total += count
	text := trimText(raw)
	t.addWidth(raw, text, count)
	if inner := unquote(text); len(inner) < len(text) {
		t.quoted += count
		text = inner
	} else if text != "" {
		t.bare += count
	}
	if text == "" {
		t.blank += count
		return
	}
	if t.isMark(text) && (len(t.marks) < mostMarks || t.marks[text] > 0) {
		t.marks[text] += count
		return
	}
	t.addNumber(text, count)
	if !t.days[0].not.over || !t.days[1].not.over {
		t.addDate(text, count)
	}
	if len(t.notYear.distinct) <= strayYears && !t.notYear.over {
		t.addYear(text, count)
	}
	if t.mayBeGrade {
		t.addGrade(text, count)
	}
	t.addYesNo(text, count)
	if isSocialSecurity(text) {
		t.socialSecurity += count
	}
	if t.mayBeCode && isCodeLike(text) {
		t.codeLike += count
	}
	t.reported += count
}

// isMark reports whether a text is set aside before the column is judged.
func (t *tally) isMark(text string) bool {
	if len(t.legend) > 0 {
		if state, known := t.legend.State(text); known {
			return state != table.Reported
		}
	}
	if _, ok := markOf(text); ok {
		// PS is preschool under a header that speaks of grades.
		_, isGrade := table.ParseGrade(text)
		return !isGrade || !t.ofGrades
	}
	return t.mayBeRange && isRange(text)
}

// strayYears is the number of distinct texts after which a column is no longer
// looked at as one of school years.
const strayYears = 3

func (t *tally) addYear(text string, count int) {
	_, layout, ok := table.ParseSchoolYear(text)
	if !ok {
		t.notYear.add(text, count)
		return
	}
	t.years[layout] += count
	t.yearCount += count
	if allDigits(text) {
		t.digitYear += count
		if len(text) == 4 && digitsValue(text) >= 1950 && digitsValue(text) <= 2100 {
			t.bareYears += count
		}
	}
}

func (t *tally) addGrade(text string, count int) {
	if _, ok := table.ParseGrade(text); !ok {
		if t.notGrade.add(text, count); len(t.notGrade.distinct) > strayYears {
			t.mayBeGrade = false
		}
		return
	}
	t.grades[text] += count
	t.gradeCount += count
	if !isSmallNumber(text) {
		t.gradeLetters += count
	}
}

// isSmallNumber reports whether a grade is written as any number may be.
func isSmallNumber(text string) bool {
	n, ok := readNumber(text)
	return ok && !n.leadingZero
}

// addWidth counts characters for as long as all texts have as many.
func (t *tally) addWidth(raw, text string, count int) {
	if raw[len(raw)-1] == ' ' {
		t.trailing += count
	}
	if len(t.widths) > 1 {
		return
	}
	t.widths[utf8.RuneCountInString(raw)] += count
}

func (t *tally) addNumber(text string, count int) {
	n, ok := readNumber(text)
	t.comma.add(text, ok, count)
	if !ok {
		t.notNumber.add(text, count)
		return
	}
	t.layouts.add(text, n, false, count)
	t.numbers += count
	t.decimals = max(t.decimals, n.decimals)
	if n.decimals > 0 {
		t.fractions += count
		if n.value == float64(int64(n.value)) {
			t.wholes += count
		}
	}
	if n.leadingZero {
		t.leadingZeros += count
	}
	switch {
	case n.percent:
		t.percents += count
	case n.value != 0:
		t.barePercents += count
	}
	if n.currency != "" {
		t.currencies[n.currency] += count
	}
	if n.value < 0 {
		t.negative.add(text, count)
	}
	if n.rounded {
		t.rounded += count
	}
	if n.onlyDigits {
		t.addDigits(text, n, count)
	}
	if n.digits > 15 {
		t.longDigits += count
		if n.onlyDigits && allNoughts(text[15:]) {
			t.noughts += count
		}
	}
}

func (t *tally) addDigits(text string, n number, count int) {
	t.onlyDigits += count
	t.longest = max(t.longest, n.digits)
	if t.shortest == 0 || n.digits < t.shortest {
		t.shortest = n.digits
	}
	if len(text) == 1 && n.value < 2 {
		t.bits[int(n.value)] += count
	}
	if isSerial(n) {
		t.serials += count
	}
	if t.longDigit == "" && len(text) >= shortestDay {
		t.longDigit = text
	}
	if t.ofSchoolYears && len(text) == 4 && n.value >= 1950 && n.value <= 2100 {
		t.calendarYears += count
		if len(t.oneYear) < tolerated || t.oneYear[text] > 0 {
			t.oneYear[text] += count
		}
	}
	if len(text) == 8 || (t.mayBeDay && len(text) >= 5 && len(text) <= 7) {
		for i, layout := range compactLayouts() {
			if day, ok := readCompactDate(text, layout, t.rules); ok {
				t.compact[i].add(day.days, count)
			}
		}
	}
}

func allNoughts(text string) bool {
	for i := range len(text) {
		if text[i] != '0' {
			return false
		}
	}
	return true
}

func (t *tally) addDate(text string, count int) {
	for i := range t.days {
		rules := t.rules
		rules.dayFirst = i == 1
		day := &t.days[i]
		d, ok := readDate(text, rules)
		if !ok {
			day.not.add(text, count)
			continue
		}
		day.fits += count
		known := day.layouts[d.layout]
		if known == nil {
			known = &layoutTally{}
			day.layouts[d.layout] = known
		}
		known.count += count
		if d.short {
			known.short += count
		}
		if d.padded {
			known.padded += count
		}
		if i > 0 && t.days[0].not.distinct[text] == 0 {
			continue // counted with the month first
		}
		if d.timed {
			t.timed += count
		}
		if d.slashed {
			t.slashed += count
		}
		if d.shortYear {
			t.shortYears += count
		}
	}
}

func (t *tally) addYesNo(text string, count int) {
	if len(text) == 1 && text[0]|0x20 == 'x' {
		t.crosses += count
		t.spelling[text] += count
		return
	}
	pair, yes, ok := yesNoWord(text)
	if !ok {
		return
	}
	side := 0
	if yes {
		side = 1
	}
	t.yesNo[pair][side] += count
	t.spelling[text] += count
}

// longestCode is as long as a code with letters can be: UUIDs have 36 letters,
// and digests, by which extracts without names tell people apart, up to 64.
const longestCode = 64

// isCodeLike reports whether a text has the form of a code with letters, such
// as 01M015 or ALG-2.
func isCodeLike(text string) bool {
	if len(text) > longestCode {
		return false
	}
	digit := false
	for i := range len(text) {
		c := text[i]
		if c <= ' ' || c >= utf8.RuneSelf {
			return false
		}
		digit = digit || (c >= '0' && c <= '9')
	}
	return digit
}
