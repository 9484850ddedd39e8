package typing

import (
	"strings"
	"time"
)

// date is what a text says when it is read as a calendar day.
type date struct {
	days   float64 // since 1970-01-01
	layout string  // of package time, with two digits for month and day
	// short and padded tell how a month or day below ten was written.
	short, padded bool
	timed         bool // a time of day other than midnight stands beside it
	slashed       bool // the order of day and month is a matter of custom
	shortYear     bool // the century is a matter of custom
}

// dateRules settle what a text alone does not.
type dateRules struct {
	dayFirst bool // decides about 3/4/2026
	// pivot is the first two-digit year that belongs to the 1900s.
	pivot int
	// loose lets 1-2-06 and 1.2.06 be dates, which elsewhere are rather
	// numbers of sections and chapters.
	loose bool
}

// The pivots. Those of births are the ones that spreadsheets have: nobody is
// born in years to come.
const (
	usualPivot = 69
	birthPivot = 30
)

// readDate reads a calendar day.
func readDate(text string, rules dateRules) (date, bool) {
	if len(text) < 6 || len(text) > 40 {
		return date{}, false
	}
	if text[0] < '0' || text[0] > '9' {
		return readNamedDate(text, rules)
	}
	day, clock := splitClock(text)
	suffix, timed, ok := readClock(clock)
	if !ok {
		return readNamedDate(text, rules)
	}
	first, rest := leadingDigits(day)
	if rest == "" {
		return date{}, false
	}
	separator := rest[:1]
	if !strings.Contains("-/.", separator) {
		return readNamedDate(text, rules)
	}
	second, rest := leadingDigits(rest[1:])
	if second == "" {
		return readNamedDate(text, rules)
	}
	if !strings.HasPrefix(rest, separator) {
		return date{}, false
	}
	third, rest := leadingDigits(rest[1:])
	if rest != "" || len(second) > 2 {
		return date{}, false
	}
	d := date{timed: timed}
	year, month, dayText := first, second, third
	switch {
	case len(first) == 4 && len(third) <= 2 && third != "":
		d.layout = "2006" + separator + "01" + separator + "02"
	case len(first) <= 2 && (len(third) == 4 || (len(third) == 2 && (separator == "/" || rules.loose))):
		d.slashed, d.shortYear = true, len(third) == 2
		yearLayout := "2006"[4-len(third):]
		year, month, dayText = third, first, second
		d.layout = "01" + separator + "02" + separator + yearLayout
		if rules.dayFirst {
			month, dayText = dayText, month
			d.layout = "02" + separator + "01" + separator + yearLayout
		}
	default:
		return date{}, false
	}
	d.layout += suffix
	for _, part := range []string{month, dayText} {
		d.short = d.short || len(part) == 1
		d.padded = d.padded || (len(part) == 2 && part[0] == '0')
	}
	return d.on(rules.yearOf(year), digitsValue(month), digitsValue(dayText))
}

// on fills in the day, if there is such a day.
func (d date) on(year, month, day int) (date, bool) {
	if year < 1000 || month < 1 || month > 12 || day < 1 || day > 31 {
		return date{}, false
	}
	moment := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if moment.Day() != day {
		return date{}, false
	}
	d.days = float64(moment.Unix() / 86400)
	return d, true
}

// splitClock parts "2026-11-22T08:30" into its day and " 08:30" or "T08:30".
func splitClock(text string) (day, clock string) {
	if i := strings.IndexAny(text, " T"); i > 0 && i+1 < len(text) && text[i+1] >= '0' && text[i+1] <= '9' {
		return text[:i], text[i:]
	}
	return text, ""
}

// readClock returns the layout of a time of day that is midnight, or timed for
// any other.
func readClock(clock string) (layout string, timed, ok bool) {
	if clock == "" {
		return "", false, true
	}
	gap, rest := clock[:1], clock[1:]
	for _, form := range []string{"15:04:05", "15:04", "3:04:05 PM", "3:04 PM", "3:04:05 pm", "3:04 pm", "3:04:05PM", "3:04PM", "15:04:05Z07:00", "15:04:05-07:00", "15:04:05-0700"} {
		moment, err := time.Parse(form, rest)
		if err != nil {
			continue
		}
		midnight := moment.Hour() == 0 && moment.Minute() == 0 && moment.Second() == 0 && moment.Nanosecond() == 0
		// Noughts in a layout stand for themselves.
		if midnight && !strings.ContainsAny(rest, "123456789") {
			return clock, false, true
		}
		return gap + form, !midnight, true
	}
	return "", false, false
}

// unpad turns a layout with two digits for month and day into one without
// leading zeros.
func unpad(layout string) string {
	day, clock := splitClock(layout)
	return strings.NewReplacer("2006", "2006", "01", "1", "02", "2").Replace(day) + clock
}

// isDayFirst reports whether a layout puts the day before the month.
func isDayFirst(layout string) bool {
	bare, _ := splitClock(layout)
	bare = strings.NewReplacer("2006", "Y", "06", "Y").Replace(bare)
	day, month := strings.Index(bare, "2"), strings.Index(bare, "1")
	return day >= 0 && month > day && !strings.HasPrefix(bare, "Y")
}

func leadingDigits(text string) (digits, rest string) {
	i := 0
	for i < len(text) && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	return text[:i], text[i:]
}

func digitsValue(text string) int {
	if len(text) == 0 || len(text) > 4 {
		return -1
	}
	n := 0
	for i := range len(text) {
		n = n*10 + int(text[i]-'0')
	}
	return n
}

// yearOf reads a year of two or four digits.
func (r dateRules) yearOf(text string) int {
	n := digitsValue(text)
	if len(text) != 2 {
		return n
	}
	if n >= r.pivot {
		return 1900 + n
	}
	return 2000 + n
}
