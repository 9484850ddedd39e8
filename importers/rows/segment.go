package rows

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers/typing"
)

// furthestTitle is the number of rows of titles that a further table on the
// same sheet may have above its header.
const furthestTitle = 6

// withinTable returns those of the first records that belong to the first
// table and what stands above it: they end where another table begins.
func withinTable(records []Record) []Record {
	for i := 2; i < len(records); i++ {
		if records[i].follows(records[i-1]) || !mayStart(records[i]) || !holdsTable(records[:i]) {
			continue
		}
		if h := findHeading(records[:i]); h.exists() && startsTable(records[i:], tableAbove(records[:i], h)) {
			return records[:i]
		}
	}
	return records
}

// mayStart is a quick look at a record after a blank row: titles and names
// hold no numbers or dates.
func mayStart(record Record) bool {
	for i, cell := range record.Cells {
		if i == weighedColumns {
			break
		}
		if typing.Glance(cell) == typing.LooksTyped {
			return false
		}
	}
	return true
}

// holdsTable reports whether there are two rows of two values among the
// records.
func holdsTable(records []Record) bool {
	wide := 0
	for _, record := range records {
		if count, _ := record.filled(); count > 1 {
			wide++
		}
	}
	return wide > 1
}

// above is what is known of a table when the rows after it are weighed.
type above struct {
	title  string   // the first text over its header
	header []Record // the rows of its header
	data   []Record // the first of its rows
	width  int
	values bool // it has columns of values
}

func tableAbove(records []Record, h heading) above {
	a := above{header: records[h.first : h.last+1], data: records[h.data:]}
	a.values = findShape(a.data).exists()
	if h.first > 0 {
		a.title = firstText(records[0])
	}
	for _, record := range a.header {
		_, width := record.filled()
		a.width = max(a.width, width)
	}
	return a
}

// startsTable reports whether records that follow a blank row begin a table of
// their own rather than carry on the one above them.
func startsTable(records []Record, before above) bool {
	// Only what reaches to the next blank row is looked at: titles, then a
	// header with at least one row under it.
	block := records
	wide := false
	for i := 1; i < len(records); i++ {
		if count, _ := records[i-1].filled(); count > 1 {
			wide = true
		}
		if wide && !records[i].follows(records[i-1]) {
			block = records[:i]
			break
		}
	}
	h := findHeading(block)
	if !h.exists() || h.first > furthestTitle || h.data >= len(block) {
		return false
	}
	header := block[h.last]
	count, _ := header.filled()
	if count < 2 || (count == 2 && before.values && !findShape(block[h.data:]).exists()) {
		return false // pairs of words under a table of values explain it
	}
	if h.first > 0 {
		// A title of its own; the same title over again is that of a page.
		if title := firstText(block[0]); title == before.title || !isTitle(block[0]) {
			return false
		}
		return true
	}
	if len(before.header) > 0 && sameCells(header, before.header[len(before.header)-1]) {
		return false
	}
	// Without a title the header itself must not be able to pass for data.
	return standsOut(header, before.data)
}

// isTitle tells a title from a row of data: it is one text and no number.
func isTitle(record Record) bool {
	count, _ := record.filled()
	if count > 2 {
		return false
	}
	for _, cell := range record.Cells {
		if !isBlank(cell) {
			return typing.Glance(cell) == typing.LooksText
		}
	}
	return false
}

// standsOut reports whether a header has texts where the table above it has
// numbers or dates.
func standsOut(header Record, data []Record) bool {
	texts := 0
	for i, cell := range header.Cells {
		if isBlank(cell) {
			continue
		}
		look := typing.Glance(cell)
		if look == typing.LooksTyped {
			return false
		}
		if look == typing.LooksText && (mostly(data, i, typing.LooksTyped) || mostly(data, i, typing.LooksYear)) {
			texts++
		}
	}
	return texts > 0
}

// sameCells compares two records without regard to blanks at their ends.
func sameCells(a, b Record) bool {
	return slices.EqualFunc(trimmed(a.Cells), trimmed(b.Cells), func(x, y []byte) bool {
		return bytes.Equal(bytes.TrimSpace(x), bytes.TrimSpace(y))
	})
}

func trimmed(cells [][]byte) [][]byte {
	for len(cells) > 0 && isBlank(cells[len(cells)-1]) {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// beginsLike reports whether two records agree on the columns that both have.
func beginsLike(a, b Record) bool {
	x, y := trimmed(a.Cells), trimmed(b.Cells)
	n := min(len(x), len(y))
	return n > 1 && sameCells(Record{Cells: x[:n]}, Record{Cells: y[:n]})
}

var (
	noteWords  = regexp.MustCompile(`(?i)^\W{0,3}(notes?|sources?|caution|footnotes?|legend|key|report(ed)? (created|generated|run|date)|generated|printed|prepared|updated|last updated|created|as of|disclaimer|copyright|page \d+|end of|definitions?|data (source|as|from|are|is)|confidential|please|for more|see)([^.\w]|\.\s|\.?$)|^(\*+|†|‡|§|¹|²|³|©|\[\d+\]|\(\d+\)|\d\)|--+) ?\S`)
	totalWords = regexp.MustCompile(`(?i)^\W*((grand|sub|overall|report|column|(district|state|school|county|city|nation)(-?wide)?|sum)[- ]*)?totals?\b\W*((for|of)\b.*|\(.*\)|:)?\W*$|^\W*(sum|summe|sub-?totals?)\b\W*$`)
	// These may as well name a group of which there are more rows.
	wholeWords = regexp.MustCompile(`(?i)^\W*((district|state|school|county|city|nation)-?wide|all (schools|districts|counties|grades|sites|rows))\W*$`)
	yearWords  = regexp.MustCompile(`^(19|20)\d\d([-/](19|20)?\d\d)?$`)
)

// isSparse reports whether a record holds one text and nothing else, where the
// table has several columns.
func isSparse(record Record, columns int) bool {
	if columns < 2 {
		return false
	}
	count, _ := record.filled()
	if count != 1 && (count != 2 || columns < 6) {
		return false
	}
	for _, cell := range record.Cells {
		if !isBlank(cell) && typing.Glance(cell) != typing.LooksText {
			return false
		}
	}
	return true
}

// looksLikeNote reports whether a sparse record's text is that of a note.
func looksLikeNote(record Record) bool {
	text := firstText(record)
	return noteWords.MatchString(text) || len([]rune(text)) > 60 || (strings.HasSuffix(text, ".") && strings.Count(text, " ") > 2)
}

// isTotal reports whether a record is labelled as a total, be it of the group
// above it, and names nothing else: besides the label there are only numbers,
// and perhaps the year before it.
func isTotal(record Record, group []byte) bool {
	return isLabelled(record, func(label []byte) bool { return isTotalLabel(label, bytes.TrimSpace(group)) })
}

// isWhole reports whether a record is labelled as being about all: statewide.
func isWhole(record Record) bool {
	return isLabelled(record, wholeWords.Match)
}

func isLabelled(record Record, fits func(label []byte) bool) bool {
	labels, numbers := 0, 0
	for _, cell := range record.Cells {
		if isBlank(cell) || labels == 0 && numbers == 0 && isYears(cell) {
			continue
		}
		switch typing.Glance(cell) {
		case typing.LooksText:
			if labels++; labels > 1 || numbers > 0 || !fits(bytes.TrimSpace(cell)) {
				return false
			}
		case typing.LooksTyped, typing.LooksYear:
			numbers++
		}
	}
	return labels == 1 && numbers > 0
}

func isTotalLabel(label, group []byte) bool {
	if totalWords.Match(label) {
		return true
	}
	if len(group) == 0 || len(label) <= len(group) || !bytes.EqualFold(label[:len(group)], group) {
		return false
	}
	return totalWords.Match(label[len(group):])
}
