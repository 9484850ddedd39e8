package delimited

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
)

const (
	// separatorLines is the number of lines in which a separator must stand.
	separatorLines = 50
	// longestSeparator is how many characters a separator has at most.
	longestSeparator = 4
)

// discover looks for a separator that is none of the usual ones: whatever
// stands equally often in nearly every line.
func (d *dialect) discover(sample []byte, whole bool) (agreement float64) {
	try := *d
	for _, separator := range separators(sample) {
		try.delimiter = separator
		// A lone mark between two texts may be part of them.
		least := 2
		if len([]rune(separator)) == 1 {
			least = 3
		}
		if share, fields := agree(sample, try, whole); share >= 0.95 && fields >= least {
			d.delimiter, d.width = separator, fields
			// Another reading of the file may be likelier than a separator that
			// nobody has heard of.
			const unheardOf = 0.69
			return min(share, unheardOf)
		}
	}
	return 0
}

// lengthen takes a longer separator where the delimiter found is never on its
// own: "||", or "|~|".
func (d *dialect) lengthen(sample []byte, agreement float64, whole bool) {
	if d.delimiter == "," || d.delimiter == ";" || d.delimiter == " " || len(d.delimiter) != 1 {
		return // beside a comma there may be an empty value
	}
	for _, separator := range separators(sample) {
		parts := strings.Count(separator, d.delimiter)
		if parts == 0 || len(separator) == 1 {
			continue
		}
		try := *d
		try.delimiter = separator
		share, fields := agree(sample, try, whole)
		if fields > 1 && share >= agreement-0.01 && d.width-1 == parts*(fields-1) {
			d.delimiter, d.width = separator, fields
			return
		}
	}
}

// separators returns what may separate the values of a text, the longest
// first: runs of marks that stand in nearly all of its first lines.
func separators(sample []byte) []string {
	lines := textLines(sample)
	if len(lines) < 3 {
		return nil
	}
	var found []string
	// A line in the middle is no title.
	marks := []rune(string(lines[len(lines)/2]))
	for from := range marks {
		for to := from + 1; to <= min(len(marks), from+longestSeparator) && isSeparating(marks[to-1]); to++ {
			separator := string(marks[from:to])
			if !slices.Contains(found, separator) && maySeparate(separator, lines) {
				found = append(found, separator)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b string) int { return len([]rune(b)) - len([]rune(a)) })
	return found
}

func textLines(sample []byte) [][]byte {
	var lines [][]byte
	for line := range bytes.FieldsFuncSeq(sample, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if lines = append(lines, line); len(lines) == separatorLines {
			break
		}
	}
	return lines
}

// isSeparating reports whether a character may be part of a separator: it is
// none of those that words, numbers, dates and addresses are written with.
func isSeparating(r rune) bool {
	return r == '\t' || (!unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsSpace(r) && !unicode.IsControl(r) && r != unicode.ReplacementChar && !strings.ContainsRune(`"'/.`, r))
}

// maySeparate reports whether a separator stands in nearly all lines, and is
// more than a mark that texts and numbers hold as well.
func maySeparate(separator string, lines [][]byte) bool {
	if len([]rune(separator)) == 1 && strings.Contains("-_()[]{}&@$%+*?!,:;#", separator) {
		return false
	}
	if strings.ContainsAny(separator[len(separator)-1:], "-$+([{") && len(strings.Trim(separator, separator[:1])) > 0 {
		return false // it may belong to the value behind it
	}
	in := 0
	for _, line := range lines {
		if bytes.Contains(line, []byte(separator)) {
			in++
		}
	}
	return in*20 >= len(lines)*19
}
