package table

import (
	"strconv"
	"strings"
)

// The numbers of the grades that have none of their own, in school order.
// Grades 1 to 12 are their own number, and so is 13, a further year.
const (
	gradeInfant   = -6
	gradeToddler  = -5
	gradeThrees   = -4
	gradeFours    = -3
	gradePreK     = -2
	gradeTK       = -1
	gradeK        = 0
	lastGrade     = 13
	gradeAdult    = 14
	gradeUngraded = 15 // elementary; secondary is the next
)

// plainGrade returns the plain form of a grade that is not its own number.
func plainGrade(grade int) (word string, named bool) {
	switch grade {
	case gradeInfant:
		return "IN", true
	case gradeToddler:
		return "TD", true
	case gradeThrees:
		return "PK3", true
	case gradeFours:
		return "PK4", true
	case gradePreK:
		return "PK", true
	case gradeTK:
		return "TK", true
	case gradeK:
		return "K", true
	case gradeAdult:
		return "AD", true
	case gradeUngraded:
		return "UE", true
	case gradeUngraded + 1:
		return "US", true
	}
	return "", false
}

// gradeWord reads a grade's name in capitals, without points, dashes and
// spaces.
func gradeWord(word string) (grade int, ok bool) {
	switch word {
	case "IN", "INFANT":
		return gradeInfant, true
	case "TD", "TODDLER":
		return gradeToddler, true
	case "PK3", "P3":
		return gradeThrees, true
	case "PK4", "P4":
		return gradeFours, true
	case "PK", "PREK", "PREKG", "PS", "PRESCHOOL", "PREKINDERGARTEN":
		return gradePreK, true
	case "TK", "TRANSITIONALK", "TRANSITIONALKINDERGARTEN":
		return gradeTK, true
	case "K", "KG", "KN", "KD", "KDG", "0K", "KINDER", "KINDERGARTEN", "0", "00":
		return gradeK, true
	case "AD", "ADULT":
		return gradeAdult, true
	case "UE":
		return gradeUngraded, true
	case "US":
		return gradeUngraded + 1, true
	}
	for i, ordinal := range [...]string{"FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH", "SIXTH", "SEVENTH", "EIGHTH", "NINTH", "TENTH", "ELEVENTH", "TWELFTH"} {
		if word == ordinal {
			return i + 1, true
		}
	}
	return 0, false
}

// ParseGrade reads a grade of school as files write it: K, KG, TK, PK, 1, 01,
// 1st, Grade 1, Ninth Grade, 1.0. The number puts grades in school order: TK is
// -1, kindergarten 0.
func ParseGrade(text string) (grade int, ok bool) {
	if len(text) == 0 || len(text) > 32 {
		return 0, false
	}
	if n, ok := gradeDigits(text); ok {
		return n, true
	}
	bare := strings.ToUpper(strings.TrimSpace(text))
	for _, word := range []string{"GRADE", "GR.", "GR"} {
		if after, found := strings.CutPrefix(bare, word); found && after != "" && (after[0] == ' ' || after[0] == '-' || (after[0] >= '0' && after[0] <= '9')) {
			bare = strings.TrimLeft(after, " -")
			break
		}
	}
	bare = strings.TrimSuffix(bare, " GRADE")
	if n, ok := gradeDigits(bare); ok {
		return n, true
	}
	if len(bare) > 2 {
		switch bare[len(bare)-2:] {
		case "ST", "ND", "RD", "TH":
			if n, ok := gradeDigits(bare[:len(bare)-2]); ok {
				return n, true
			}
		}
	}
	switch bare = strings.TrimSuffix(bare, ".0"); bare {
	case "-2":
		return gradePreK, true
	case "-1":
		return gradeTK, true
	}
	return gradeWord(strings.NewReplacer(" ", "", "-", "", ".", "").Replace(bare))
}

// gradeDigits reads 1 to 13, also as 01 and 1.0.
func gradeDigits(text string) (int, bool) {
	text = strings.TrimSuffix(text, ".0")
	if len(text) == 0 || len(text) > 2 {
		return 0, false
	}
	n := 0
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		n = n*10 + int(text[i]-'0')
	}
	return n, n >= 1 && n <= lastGrade
}

// gradeSamples are the grades that a layout shows: PK|TK|K|1.
const gradeSamples = 4

// FormatGrade writes a grade as in the layout, or in the plain form (PK, TK, K,
// 1) if the layout is empty. A layout has the words for preschool, transitional
// kindergarten, kindergarten and the first grade, with bars between them:
// "PK|TK|KN|01", "Pre-K|TK|K|1st", "-2|-1|0|1".
func FormatGrade(grade int, layout string) string {
	samples := strings.Split(layout, "|")
	if len(samples) != gradeSamples {
		samples = []string{"PK", "TK", "K", "1"}
	}
	if grade >= gradePreK && grade <= gradeK {
		return samples[grade-gradePreK]
	}
	if word, named := plainGrade(grade); named || grade < 1 {
		return word
	}
	digits := strconv.Itoa(grade)
	switch first := samples[3]; {
	case strings.HasSuffix(first, "01"):
		if len(digits) < 2 {
			digits = "0" + digits
		}
		return strings.TrimSuffix(first, "01") + digits
	case strings.HasSuffix(first, "1.0"):
		return strings.TrimSuffix(first, "1.0") + digits + ".0"
	case strings.HasPrefix(first, "1st"):
		return digits + ordinalEnding(grade) + strings.TrimPrefix(first, "1st")
	case strings.HasSuffix(first, "1"):
		return strings.TrimSuffix(first, "1") + digits
	}
	return digits
}

func ordinalEnding(n int) string {
	if n < 11 || n > 13 {
		switch n % 10 {
		case 1:
			return "st"
		case 2:
			return "nd"
		case 3:
			return "rd"
		}
	}
	return "th"
}

// GradeLayout returns the layout in which most of the texts, which are all
// grades, are written just so; the plain one, which is empty, when it does as
// well. The counts say how often each text occurs.
func GradeLayout(counts map[string]int) string {
	samples := []string{"PK", "TK", "K", "1"}
	best := make([]int, gradeSamples)
	for text, count := range counts {
		grade, ok := ParseGrade(text)
		if !ok || grade < gradePreK || grade > lastGrade {
			continue
		}
		place, sample := grade-gradePreK, text
		if grade >= 1 {
			place, sample = gradeSamples-1, firstGradeLike(text, grade)
		}
		if strings.Contains(sample, "|") || sample == "" {
			continue
		}
		// Ten reads alike with and without a zero before nine.
		if grade >= 10 {
			count = 0
		}
		if count > best[place] || (count == best[place] && best[place] > 0 && sample < samples[place]) {
			best[place], samples[place] = count, sample
		}
	}
	layout := strings.Join(samples, "|")
	if layout == "PK|TK|K|1" {
		return ""
	}
	return layout
}

// firstGradeLike returns how the first grade is written where another is text.
func firstGradeLike(text string, grade int) string {
	digits := strconv.Itoa(grade)
	for _, sample := range []struct{ old, first string }{{"0" + digits, "01"}, {digits + ordinalEnding(grade), "1st"}, {digits, "1"}} {
		if before, after, found := strings.Cut(text, sample.old); found {
			return before + sample.first + after
		}
	}
	return ""
}
