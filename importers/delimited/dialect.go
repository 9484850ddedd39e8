package delimited

import (
	"bytes"
	"errors"
	"io"
	"strings"
)

// candidates are the delimiters, the one preferred among equals first.
func candidates() []byte { return []byte{'\t', '^', '|', ';', ','} }

// sampleRecords bounds the search for the delimiter.
const sampleRecords = 500

// findDelimiter returns the delimiter under which the records of the sample
// agree best on their number of fields, how well from 0 to 1, and how many
// fields that is. It returns 0 when no delimiter splits the lines.
func findDelimiter(sample []byte, whole bool) (delimiter byte, agreement float64, width int) {
	if declared, rest := declaredDelimiter(sample); declared != 0 {
		agreement, width = agree(rest, declared, whole)
		return declared, max(agreement, 0.9), max(width, 2)
	}
	for _, candidate := range candidates() {
		share, fields := agree(sample, candidate, whole)
		if share > agreement+1e-9 || (share > agreement-0.05 && fields > 2*width) {
			delimiter, agreement, width = candidate, share, fields
		}
	}
	if agreement < 0.3 {
		return 0, 0, 1
	}
	return delimiter, agreement, width
}

// agree returns the share of records that have the commonest number of fields
// above one, and that number.
func agree(sample []byte, delimiter byte, whole bool) (share float64, width int) {
	s := newSplitter(bytes.NewReader(sample), delimiter)
	counts := map[int]int{}
	total := 0
	last := 0
	for total < sampleRecords {
		record, err := s.next()
		if errors.Is(err, io.EOF) {
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

// declaredDelimiter reads a first line such as "sep=;", which spreadsheets
// write, and returns what follows it.
func declaredDelimiter(text []byte) (delimiter byte, rest []byte) {
	end := bytes.IndexAny(text, "\r\n")
	if end < 0 || end > 8 {
		return 0, text
	}
	line := strings.Trim(string(text[:end]), `"`)
	if value, found := strings.CutPrefix(strings.ToLower(line), "sep="); found && len(value) == 1 {
		return value[0], bytes.TrimLeft(text[end:], "\r\n")
	}
	return 0, text
}
