package typing

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// compactLayouts are the forms of a day in digits alone, the likelier first.
func compactLayouts() []string {
	return []string{"20060102", "01022006", "010206", "02012006", "060102", "020106"}
}

// shortestDay is the fewest digits that a day takes: 10126 for 1 January 2026.
const shortestDay = 5

// readCompactDate reads digits by a layout without separators. Where the month
// or the day comes first its leading zero may be lost: 10124 stands for 010124.
func readCompactDate(text, layout string, rules dateRules) (date, bool) {
	if len(text) == len(layout)-1 && text != "" && text[0] != '0' && layout[0] == '0' && !strings.HasPrefix(layout, "06") {
		text = "0" + text
	}
	if len(text) != len(layout) || !allDigits(text) {
		return date{}, false
	}
	part := func(name string) string {
		at := strings.Index(layout, name)
		return text[at : at+len(name)]
	}
	yearName := "06"
	if len(layout) == 8 {
		yearName = "2006"
	}
	// The names of month and day do not occur in that of the year's place
	// before them: "2006" has neither "01" nor "02".
	year := rules.yearOf(part(yearName))
	if year < 1900 || year > 2100 {
		return date{}, false
	}
	return date{layout: layout, shortYear: len(layout) == 6, slashed: layout[0] == '0' && layout[1] != '6'}.on(year, digitsValue(part("01")), digitsValue(part("02")))
}

// compactTally counts the texts that one layout without separators fits, and
// what days they are.
type compactTally struct {
	fits        int
	months      uint16 // a bit for each that occurs
	first, last int    // years
}

func (c *compactTally) add(days float64, count int) {
	day := table.DayTime(days)
	if c.fits == 0 {
		c.first, c.last = day.Year(), day.Year()
	}
	c.fits += count
	c.months |= 1 << day.Month()
	c.first, c.last = min(c.first, day.Year()), max(c.last, day.Year())
}

// believable reports whether the days may be what was meant. Numbers that
// count something lie close together, so that 10869 and 13148 read as days
// would be of decades of Januaries.
func (c *compactTally) believable(distinct int) bool {
	const many, years = 20, 5
	return distinct < many || bits.OnesCount16(c.months) > 2 || c.last-c.first < years
}

// isCompactLayout reports whether a layout is one of digits alone.
func isCompactLayout(layout string) bool { return slices.Contains(compactLayouts(), layout) }

// The serial numbers that are taken for days under a header that says so: from
// 1954 to 2064.
const (
	firstSerial = 20000
	lastSerial  = 60000
)

// isSerial reports whether a number may count a day as spreadsheets do.
func isSerial(n number) bool {
	return n.onlyDigits && !n.leadingZero && n.value >= firstSerial && n.value <= lastSerial
}

// dayOf reads a text by the layout of its column, and failing that by any
// other form.
func dayOf(text, layout string, rules dateRules) (float64, bool) {
	if days, ok := table.ParseSerial(text, layout); ok {
		return days, true
	}
	if isCompactLayout(layout) {
		if d, ok := readCompactDate(text, layout, rules); ok {
			return d.days, true
		}
	}
	d, ok := readDate(text, rules)
	return d.days, ok
}
