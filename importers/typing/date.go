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
}

// readDate reads a calendar day. dayFirst decides about 3/4/2026.
func readDate(text string, dayFirst bool) (date, bool) {
	if len(text) < 6 || len(text) > 40 {
		return date{}, false
	}
	if text[0] < '0' || text[0] > '9' {
		return readNamedDate(text)
	}
	day, clock := splitClock(text)
	suffix, timed, ok := readClock(clock)
	if !ok {
		return date{}, false
	}
	first, rest := leadingDigits(day)
	if rest == "" {
		return date{}, false
	}
	separator := rest[:1]
	if !strings.Contains("-/.", separator) {
		return readNamedDate(text)
	}
	second, rest := leadingDigits(rest[1:])
	if second == "" {
		return readNamedDate(text)
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
	case len(first) <= 2 && (len(third) == 4 || (len(third) == 2 && separator == "/")):
		d.slashed = true
		yearLayout := "2006"[4-len(third):]
		year, month, dayText = third, first, second
		d.layout = "01" + separator + "02" + separator + yearLayout
		if dayFirst {
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
	return d.on(yearOf(year), digitsValue(month), digitsValue(dayText))
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
	if moment.Unix() < 0 && moment.Unix()%86400 != 0 {
		d.days--
	}
	return d, true
}

// namedLayouts are the forms with the month's name. None depends on custom.
func namedLayouts() []string {
	return []string{"Jan 2, 2006", "January 2, 2006", "2-Jan-2006", "2-Jan-06", "2 Jan 2006", "2 January 2006", "02-Jan-2006", "02-Jan-06", "Jan 02, 2006", "Jan 2 2006"}
}

func readNamedDate(text string) (date, bool) {
	if !strings.ContainsAny(text, "JFMASONDjfmasond") {
		return date{}, false
	}
	for _, layout := range namedLayouts() {
		moment, err := time.Parse(layout, text)
		if err == nil && moment.Year() >= 1000 {
			return date{layout: layout}.on(moment.Year(), int(moment.Month()), moment.Day())
		}
	}
	return date{}, false
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
	switch rest {
	case "00:00:00", "00:00", "0:00", "0:00:00", "00:00:00.000", "00:00:00.0", "00:00:00Z", "00:00:00.000Z":
		return clock, false, true
	case "12:00:00 AM":
		return gap + "3:04:05 PM", false, true
	case "12:00 AM":
		return gap + "3:04 PM", false, true
	}
	for _, form := range []string{"15:04:05", "15:04", "3:04:05 PM", "3:04 PM", "15:04:05Z07:00"} {
		if _, err := time.Parse(form, rest); err == nil {
			return gap + form, true, true
		}
	}
	return "", false, false
}

// readCompactDate reads eight digits by a layout without separators.
func readCompactDate(text, layout string) (date, bool) {
	if len(text) != 8 || !allDigits(text) {
		return date{}, false
	}
	moment, err := time.Parse(layout, text)
	if err != nil || moment.Year() < 1900 || moment.Year() > 2100 {
		return date{}, false
	}
	return date{layout: layout}.on(moment.Year(), int(moment.Month()), moment.Day())
}

// compactLayouts are the forms of eight digits.
func compactLayouts() []string { return []string{"20060102", "01022006"} }

// unpad turns a layout with two digits for month and day into one without
// leading zeros.
func unpad(layout string) string {
	return strings.NewReplacer("2006", "2006", "01", "1", "02", "2").Replace(layout)
}

// isDayFirst reports whether a layout puts the day before the month.
func isDayFirst(layout string) bool {
	bare := strings.NewReplacer("2006", "Y", "06", "Y", "15:04", "", "3:04", "").Replace(layout)
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

// yearOf reads a year as package time does: two digits are 1969-2068.
func yearOf(text string) int {
	n := digitsValue(text)
	if len(text) != 2 {
		return n
	}
	if n >= 69 {
		return 1900 + n
	}
	return 2000 + n
}
