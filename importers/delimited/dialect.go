package delimited

import (
	"bytes"
	"errors"
	"io"
	"strings"
)

// dialect is how a file writes its records.
type dialect struct {
	delimiter string // between values; empty when a line is one value
	quote     byte
	escape    byte // stands before a quote that is text; 0: quotes are doubled
	// width is the number of values that records have, when most have the
	// same, or 0. It decides between two ways to read a record with quotes out
	// of place.
	width int
}

const doubleQuote = '"'

// candidates are the delimiters, the one preferred among equals first.
func candidates() []string { return []string{"\t", "^", "|", ";", ","} }

// reluctant are delimiters that plain text may hold as well; they are tried
// when no other fits.
func reluctant() []string { return []string{"\x1F", "\x01", "~", `\t`, ":", " "} }

// sampleRecords bounds the search for the delimiter.
const sampleRecords = 500

// findDialect returns the dialect under which the records of the sample agree
// best on their number of fields, and how well from 0 to 1. The delimiter is
// empty when none splits the lines.
func findDialect(sample []byte, whole bool) (found dialect, agreement float64) {
	found = dialect{quote: doubleQuote}
	if quotesSingly(sample) {
		found.quote = '\''
	} else if escapesQuotes(sample) {
		found.escape = '\\'
	}
	declared, rest := declaredDelimiter(sample)
	if declared != "" {
		found.delimiter = declared
		agreement, found.width = agree(rest, found, whole)
		agreement = max(agreement, 0.9)
	} else {
		agreement = found.chooseDelimiter(sample, whole)
	}
	if found.delimiter == "" {
		return found, 0
	}
	if agreement < 0.6 || found.width < 2 {
		found.width = 0
	}
	if spaced := found.delimiter + " "; found.delimiter != " " && alwaysSpaced(rest, found) {
		found.delimiter = spaced
	}
	return found, agreement
}

// dialectOf returns the dialect of a sample whose delimiter a person has named.
func dialectOf(sample []byte, delimiter string, whole bool) dialect {
	found := dialect{delimiter: delimiter, quote: doubleQuote}
	if quotesSingly(sample) {
		found.quote = '\''
	} else if escapesQuotes(sample) {
		found.escape = '\\'
	}
	share, width := agree(sample, found, whole)
	if share >= 0.6 && width > 1 {
		found.width = width
	}
	return found
}

func (d *dialect) chooseDelimiter(sample []byte, whole bool) (agreement float64) {
	try := *d
	for _, candidate := range candidates() {
		try.delimiter = candidate
		share, fields := agree(sample, try, whole)
		if share > agreement+1e-9 || (share > agreement-0.05 && fields > 2*d.width) {
			d.delimiter, agreement, d.width = candidate, share, fields
		}
	}
	if rare, share, width := rareDelimiter(sample, try, whole); agreement < share && width > d.width {
		d.delimiter, agreement, d.width = rare, share, width
	}
	if agreement >= 0.3 {
		d.lengthen(sample, agreement, whole)
		return agreement
	}
	d.delimiter, d.width = "", 0
	if bytes.Count(sample, []byte{'\n'})+bytes.Count(sample, []byte{'\r'}) < 3 {
		return 0
	}
	for _, candidate := range reluctant() {
		try.delimiter = candidate
		if share, fields := agree(sample, try, whole); share >= 0.95 && (fields > 3 || (fields > 1 && candidate != ":" && candidate != " ")) {
			d.delimiter, d.width = candidate, fields
			d.lengthen(sample, share, whole)
			return share
		}
	}
	return d.discover(sample, whole)
}

// rareDelimiter returns a character, or a doubled one such as "::", that plain
// text hardly ever holds and that stands in all lines alike, if there is one:
// commas inside of amounts agree, too, but not so well.
func rareDelimiter(sample []byte, try dialect, whole bool) (delimiter string, share float64, width int) {
	rares := []string{"\x1F", "\x01", "~"}
	for _, separator := range separators(sample) {
		// Dashes, stars and the like are doubled for emphasis or for nothing.
		if marks := []rune(separator); len(marks) > 1 && strings.Trim(separator, string(marks[0])) == "" && !strings.ContainsRune("-=*_#+!?", marks[0]) {
			rares = append(rares, separator)
		}
	}
	for _, rare := range rares {
		if !bytes.Contains(sample, []byte(rare)) {
			continue
		}
		try.delimiter = rare
		if share, width := agree(sample, try, whole); share >= 0.95 && width > 2 {
			return rare, share, width
		}
	}
	return "", 0, 0
}

// agree returns the share of records that have the commonest number of fields
// above one, and that number.
func agree(sample []byte, d dialect, whole bool) (share float64, width int) {
	d.width = 0
	s := newSplitter(bytes.NewReader(sample), d)
	counts := map[int]int{}
	total := 0
	last := 0
	for total < sampleRecords {
		record, err := s.next()
		if errors.Is(err, io.EOF) || errors.Is(err, errWideRecord) {
			break
		}
		if err != nil {
			return 0, 0
		}
		last = len(record.Cells)
		counts[last]++
		total++
	}
	// The last record of a sample may be cut off.
	if !whole && total > 1 && s.start == s.end {
		counts[last]--
		total--
	}
	best := 0
	for fields, count := range counts {
		if fields > 1 && (count > best || (count == best && fields > width)) {
			best, width = count, fields
		}
	}
	if total == 0 {
		return 0, 0
	}
	return float64(best) / float64(total), width
}

// quotesSingly reports whether the file uses apostrophes as quotation marks:
// its first line does so throughout, or many values do and none has a double
// quote around it.
func quotesSingly(sample []byte) bool {
	first := bytes.TrimSpace(firstLine(sample))
	if len(first) > 4 && first[0] == '\'' && first[len(first)-1] == '\'' {
		for _, delimiter := range candidates() {
			if pairs := bytes.Count(first, []byte("'"+delimiter+"'")); pairs > 0 && bytes.Count(first, []byte{'\''}) == 2*pairs+2 {
				return true
			}
		}
	}
	for _, delimiter := range candidates() {
		for _, mark := range []string{delimiter + `"`, `"` + delimiter, "\n\""} {
			if bytes.Contains(sample, []byte(mark)) {
				return false
			}
		}
	}
	for _, delimiter := range candidates() {
		opened := bytes.Count(sample, []byte(delimiter+"'")) + bytes.Count(sample, []byte("\n'"))
		closed := bytes.Count(sample, []byte("'"+delimiter)) + bytes.Count(sample, []byte("'\n")) + bytes.Count(sample, []byte("'\r"))
		if opened >= 3 && closed >= 3 && opened*10 >= closed*8 && closed*10 >= opened*8 {
			return true
		}
	}
	return false
}

// escapesQuotes reports whether a backslash stands before quotes inside
// values, and no quote is doubled there.
func escapesQuotes(sample []byte) bool {
	escaped := 0
	for rest := sample; ; {
		at := bytes.Index(rest, []byte(`\"`))
		if at < 0 {
			break
		}
		if at > 0 && rest[at-1] != '\\' {
			escaped++
		}
		rest = rest[at+2:]
	}
	if escaped == 0 {
		return false
	}
	doubled := 0
	for i := 1; i+2 < len(sample); i++ {
		if sample[i] == '"' && sample[i+1] == '"' && isWordByte(sample[i-1]) && isWordByte(sample[i+2]) {
			doubled++
		}
	}
	return doubled == 0
}

func isWordByte(c byte) bool {
	return c == ' ' || c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
}

// alwaysSpaced reports whether a space follows every delimiter, as in
// "a, b, c".
func alwaysSpaced(sample []byte, d dialect) bool {
	s := newSplitter(bytes.NewReader(sample), d)
	spaced, seen := 0, 0
	for range sampleRecords {
		record, err := s.next()
		if err != nil {
			break
		}
		for i, f := range s.fields {
			if i == 0 || f.from > f.to || (i == len(s.fields)-1 && f.from == f.to) {
				continue
			}
			seen++
			if f.spaced || (len(record.Cells[i]) > 0 && record.Cells[i][0] == ' ') {
				spaced++
			}
		}
	}
	return seen >= 3 && spaced == seen
}

func firstLine(text []byte) []byte {
	if end := bytes.IndexAny(text, "\r\n"); end >= 0 {
		return text[:end]
	}
	return text
}

// declaredDelimiter reads a first line such as "sep=;", which spreadsheets
// write, and returns what follows it.
func declaredDelimiter(text []byte) (delimiter string, rest []byte) {
	const longestLine = 12
	end := bytes.IndexAny(text, "\r\n")
	if end < 0 || end > longestLine {
		return "", text
	}
	line := strings.Trim(string(text[:end]), `"`)
	if value, found := strings.CutPrefix(strings.ToLower(line), "sep="); found && value != "" {
		return value, bytes.TrimLeft(text[end:], "\r\n")
	}
	return "", text
}
