package typing

import (
	"strings"
	"time"
)

// readNamedDate reads a day with its month in letters: Nov 22, 2026, 22-Nov-26,
// 22NOV2026, Sunday, 22nd of November 2026. None depends on custom.
func readNamedDate(text string, rules dateRules) (date, bool) {
	if !strings.ContainsAny(text, "JFMASONDjfmasond") {
		return date{}, false
	}
	day, year, month := "", "", 0
	for rest := text; rest != ""; {
		var word string
		word, rest = nextDatePart(rest)
		switch {
		case word == "":
		case word[0] >= '0' && word[0] <= '9':
			switch {
			case day == "" && len(word) <= 2 && (month == 0 || year == ""):
				day = word
			case year == "" && (len(word) == 4 || len(word) == 2):
				year = word
			default:
				return date{}, false
			}
		case month == 0 && monthNamed(word) > 0:
			month = monthNamed(word)
		case !isDateWord(word):
			return date{}, false
		}
	}
	if month == 0 || day == "" || year == "" {
		return date{}, false
	}
	d, ok := date{shortYear: len(year) == 2}.on(rules.yearOf(year), month, digitsValue(day))
	if !ok {
		return date{}, false
	}
	d.layout = namedLayout(text, d.days)
	return d, true
}

// nextDatePart takes a run of digits or of letters off a text, without what
// stands between them. An apostrophe before a short year is none of it.
func nextDatePart(text string) (part, rest string) {
	text = strings.TrimLeft(text, " ,.-/'’\u00a0")
	if text == "" {
		return "", ""
	}
	isDigit := func(c byte) bool { return c >= '0' && c <= '9' }
	end := 1
	for end < len(text) && isDigit(text[end]) == isDigit(text[0]) && !strings.ContainsRune(" ,.-/'’\u00a0", rune(text[end])) {
		end++
	}
	return text[:end], text[end:]
}

func monthNamed(word string) int {
	if len(word) < 3 || len(word) > 9 {
		return 0
	}
	for month := time.January; month <= time.December; month++ {
		name := month.String()
		if strings.EqualFold(word, name[:3]) || strings.EqualFold(word, name) || (month == time.September && strings.EqualFold(word, "Sept")) {
			return int(month)
		}
	}
	return 0
}

// isDateWord reports whether a word may stand in a date beside the month.
func isDateWord(word string) bool {
	switch strings.ToLower(word) {
	case "st", "nd", "rd", "th", "of":
		return true
	}
	for day := time.Sunday; day <= time.Saturday; day++ {
		name := day.String()
		if len(word) >= 3 && len(word) <= len(name) && strings.EqualFold(word, name[:len(word)]) {
			return true
		}
	}
	return false
}

// namedLayout returns the layout of package time that writes the day as text
// has it, or the nearest there is.
func namedLayout(text string, days float64) string {
	layouts := []string{
		"2-Jan-2006", "02-Jan-2006", "2-Jan-06", "02-Jan-06", "Jan 2, 2006", "Jan 02, 2006", "January 2, 2006", "January 02, 2006", "2 Jan 2006", "02 Jan 2006",
		"2 January 2006", "Jan 2 2006", "02Jan2006", "Jan-2-2006", "Jan-02-2006", "Monday, January 2, 2006", "Mon, Jan 2, 2006", "Mon Jan 2 2006", "2/Jan/2006", "02/Jan/2006",
	}
	moment := time.Unix(int64(days)*86400, 0).UTC()
	for _, layout := range layouts {
		if moment.Format(layout) == text {
			return layout
		}
	}
	return layouts[4]
}
