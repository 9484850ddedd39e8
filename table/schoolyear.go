package table

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// SchoolYearLayouts are ways in which files write the school year that starts
// in 2018. The first is the plain form.
func SchoolYearLayouts() []string {
	return []string{"2018-19", "2018-2019", "2018/19", "2018/2019", "2018_2019", "SY 2018-19", "SY2018-19", "SY 2018-2019", "SY 18-19", "18-19", "1819", "201819"}
}

// ParseSchoolYear reads a school year as files write it, such as those of
// SchoolYearLayouts, and returns the calendar year in which it starts and the
// layout it was written in. The second year must be the one after the first.
// Two-digit years are 1950-2049.
func ParseSchoolYear(text string) (start int, layout string, ok bool) {
	if len(text) < 4 || len(text) > 40 {
		return 0, "", false
	}
	from := strings.IndexAny(text, "0123456789")
	to := strings.LastIndexAny(text, "0123456789") + 1
	if from < 0 || !isYearWord(text[:from]) || !isYearWord(text[to:]) {
		return 0, "", false
	}
	first, between, second := splitYears(text[from:to])
	a, okFirst := yearDigits(first)
	b, okSecond := yearDigits(second)
	if !okFirst || !okSecond || (len(first) == 2 && len(second) == 4) {
		return 0, "", false
	}
	if (a+1)%100 != b%100 || (len(second) == 4 && b != a+1) {
		return 0, "", false
	}
	return a, text[:from] + "2018"[4-len(first):] + between + "2019"[4-len(second):] + text[to:], true
}

// The layouts of files that write one calendar year for a school year: that in
// which it starts, or that in which it ends.
const (
	StartYearLayout = "2018"
	EndYearLayout   = "2019"
)

// ReadSchoolYear is ParseSchoolYear for a text of a column with this layout: in
// one of a single calendar year, four digits are that year.
func ReadSchoolYear(text, layout string) (start int, ok bool) {
	if (layout == StartYearLayout || layout == EndYearLayout) && len(text) == 4 {
		year, isYear := yearDigits(text)
		if layout == EndYearLayout {
			year--
		}
		return year, isYear
	}
	start, _, ok = ParseSchoolYear(text)
	return start, ok
}

// isYearWord reports whether a text may stand before or after the years.
func isYearWord(text string) bool {
	switch strings.ToUpper(strings.Trim(text, " .:-'")) {
	case "", "SY", "AY", "SCHOOL YEAR", "ACADEMIC YEAR", "YEAR", "SCHOOLYEAR":
		return !strings.HasPrefix(text, "-")
	}
	return false
}

// splitYears parts 2018-19, 2018 - 2019, 1819 and 201819 into the two years.
func splitYears(text string) (first, between, second string) {
	from := strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	if from < 0 {
		switch len(text) {
		case 4, 8:
			return text[:len(text)/2], "", text[len(text)/2:]
		case 6:
			return text[:4], "", text[4:]
		}
		return "", "", ""
	}
	to := strings.LastIndexFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	_, size := utf8.DecodeRuneInString(text[to:])
	first, between, second = text[:from], text[from:to+size], text[to+size:]
	switch strings.Trim(between, " ") {
	case "-", "/", "_", "–", "—", "to":
		return first, between, second
	}
	return "", "", ""
}

func yearDigits(text string) (int, bool) {
	if len(text) != 2 && len(text) != 4 {
		return 0, false
	}
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, false
	}
	if len(text) == 4 {
		return n, n >= 1900 && n <= 2100
	}
	if n < 50 {
		return 2000 + n, true
	}
	return 1900 + n, true
}

// FormatSchoolYear writes the school year that starts in this calendar year,
// as in the layout, or in the plain form ("2018-19") if the layout is empty.
func FormatSchoolYear(start int, layout string) string {
	if layout == "" {
		layout = "2018-19"
	}
	short := func(year int) string { return fmt.Sprintf("%02d", ((year%100)+100)%100) }
	// The sample years in the layout do not overlap: 2018 and 2019 first, and
	// then what is left of them in two digits.
	replacer := strings.NewReplacer("2018", strconv.Itoa(start), "2019", strconv.Itoa(start+1), "18", short(start), "19", short(start+1))
	return replacer.Replace(layout)
}
