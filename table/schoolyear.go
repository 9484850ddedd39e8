package table

import (
	"fmt"
	"strconv"
	"strings"
)

// SchoolYearLayouts are the ways in which files write the school year that
// starts in 2018. The first is the plain form.
func SchoolYearLayouts() []string {
	return []string{"2018-19", "2018-2019", "2018/19", "2018/2019", "2018_2019", "SY 2018-19", "SY2018-19", "SY 2018-2019", "SY 18-19", "18-19", "1819", "201819"}
}

// ParseSchoolYear reads a school year in any of SchoolYearLayouts and returns
// the calendar year in which it starts and the layout it was written in. The
// second year must be the one after the first. Two-digit years are 1950-2049.
func ParseSchoolYear(text string) (start int, layout string, ok bool) {
	rest := text
	prefix := ""
	if len(rest) > 2 && strings.EqualFold(rest[:2], "SY") {
		prefix, rest = rest[:2], rest[2:]
		if strings.HasPrefix(rest, " ") {
			prefix, rest = prefix+" ", rest[1:]
		}
	}
	separator := ""
	first, second := "", ""
	if i := strings.IndexAny(rest, "-/_"); i >= 0 {
		separator, first, second = rest[i:i+1], rest[:i], rest[i+1:]
	} else if len(rest) == 4 {
		first, second = rest[:2], rest[2:]
	} else if len(rest) == 6 {
		first, second = rest[:4], rest[4:]
	}
	a, okFirst := yearDigits(first)
	b, okSecond := yearDigits(second)
	if !okFirst || !okSecond || (len(first) == 2 && len(second) == 4) {
		return 0, "", false
	}
	if (a+1)%100 != b%100 || (len(second) == 4 && b != a+1) {
		return 0, "", false
	}
	layout = prefix + "2018"[4-len(first):] + separator + "2019"[4-len(second):]
	return a, layout, true
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
