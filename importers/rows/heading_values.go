package rows

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// headingOverValues finds the header of a table with columns of values: what
// stands above the first row of values, down from the last title. ok is false
// when that is no header.
func headingOverValues(records []Record, s shape) (h heading, ok bool) {
	for body := 1; body < len(records); body++ {
		if !s.isBody(records[body]) || s.namesColumns(records, body) {
			continue
		}
		if h, ok := headerAbove(records, body, s); ok {
			return h, true
		}
		// Parameters of a report can have values, too; a table follows them.
		for body+1 < len(records) && s.isBody(records[body+1]) {
			body++
		}
	}
	return heading{}, false
}

// namesColumns reports whether the numbers of a row are names: they number the
// columns, as grades do, or are years over values that are none.
func (s shape) namesColumns(records []Record, at int) bool {
	f := s.fit(records[at])
	if !f.run {
		return false
	}
	return at+1 >= len(records) || !s.fit(records[at+1]).run
}

// mostHeaderRows is the number of rows a header may take.
const mostHeaderRows = 10

// headerAbove finds the header over the first row of values.
func headerAbove(records []Record, body int, s shape) (heading, bool) {
	last := body - 1
	for last >= 0 && s.isLabel(records[last]) {
		last-- // labels that head groups of rows
	}
	if last < 0 {
		return heading{}, false
	}
	last = s.lastNames(records, last)
	h := heading{first: last, last: last, data: last + 1}
	if last < 0 || s.isBody(records[last]) && !s.namesColumns(records, last) {
		return heading{}, false
	}
	for h.first > 0 && h.last-h.first+1 < mostHeaderRows && s.partOfHeader(records, h) {
		h.first--
	}
	return h, s.isHeader(records[h.first:h.last+1], records[body:]) && s.labelled(records[h.first:h.last+1]) <= mostLabelled
}

// mostLabelled is the number of a header's rows that may have a name for the
// column of labels: more of them are data without values.
const mostLabelled = 3

// labelled counts the rows with something in the table's first column.
func (s shape) labelled(records []Record) int {
	count := 0
	for _, record := range records {
		if s.left < len(record.Cells) && !isBlank(record.Cells[s.left]) {
			count++
		}
	}
	return count
}

// lastNames moves up past rows of data that have words where the others have
// values. The row it comes to is the last of the header, if there is one.
func (s shape) lastNames(records []Record, last int) int {
	for last > 0 && (s.hasOwnValue(records[last]) || s.lacksNames(records, last) || s.recursBelow(records, last) || s.isOddRow(records, last) || s.headsGroup(records, last)) {
		last--
	}
	return last
}

// lacksNames reports whether a row under names has only letters and dashes
// where the values are: marks for values that are not there.
func (s shape) lacksNames(records []Record, at int) bool {
	f := s.fit(records[at])
	return f.words == 0 && f.tokens > 0 && f.values+f.odd == 0 && s.fit(records[at-1]).words > 0
}

// headsGroup reports whether a lone text under names heads a group of rows, as
// another in the same column does further down.
func (s shape) headsGroup(records []Record, at int) bool {
	count, _ := records[at].filled()
	above, _ := records[at-1].filled()
	if count != 1 || above < 2 {
		return false
	}
	place := slices.IndexFunc(records[at].Cells, func(cell []byte) bool { return !isBlank(cell) })
	for _, record := range records[min(at+2, len(records)):] {
		if count, width := record.filled(); count == 1 && width == place+1 && place >= s.first && kindOf(record.Cells[place]) == words {
			return true
		}
	}
	return false
}

// hasOwnValue reports whether a row has a value that is no name, in any column:
// a number that is no year and stands in no brackets, as units and the numbers
// of columns do, or a lone date.
func (s shape) hasOwnValue(row Record) bool {
	if s.fit(row).run {
		return false
	}
	dates := 0
	for _, cell := range row.Cells[:min(len(row.Cells), len(s.kinds))] {
		switch kindOf(cell) {
		case number:
			if !bytes.HasPrefix(bytes.TrimSpace(cell), []byte("(")) {
				return true
			}
		case date:
			dates++
		}
	}
	return dates == 1
}

// isOddRow reports whether a row under complete names is rather data with words
// among the values than a second row of names: there is too little below it to
// tell.
func (s shape) isOddRow(records []Record, at int) bool {
	row, above := records[at], records[at-1]
	if len(records)-at > 3 || !row.follows(above) || fillsGap(row, []Record{above}) {
		return false
	}
	count, _ := row.filled()
	full, _ := above.filled()
	return full >= count && s.fit(above).words*2 >= s.count && !inBrackets(row)
}

// inBrackets recognises a row of units: (1,000), (percent).
func inBrackets(row Record) bool {
	brackets, others := 0, 0
	for _, cell := range row.Cells {
		if cell = bytes.TrimSpace(cell); len(cell) == 0 {
			continue
		}
		if cell[0] == '(' && cell[len(cell)-1] == ')' {
			brackets++
		} else {
			others++
		}
	}
	return brackets > others
}

// recursBelow reports whether a row under names has words among the values
// that are found again below it.
func (s shape) recursBelow(records []Record, at int) bool {
	row, above := records[at], s.fit(records[at-1])
	if !row.follows(records[at-1]) || above.words*2 < s.count {
		return false
	}
	for i := s.first; i < min(len(s.kinds), len(row.Cells)); i++ {
		if s.kinds[i] != noValue && kindOf(row.Cells[i]) == words && recurs(row, records[at+1:], i) {
			return true
		}
	}
	return false
}

// isHeader reports whether rows name columns: they stand over a good part of
// those that hold something.
func (s shape) isHeader(header, body []Record) bool {
	named, filled := 0, 0
	cells := 0
	for i := range s.kinds {
		has := false
		for _, row := range header {
			if i < len(row.Cells) && !isBlank(row.Cells[i]) {
				has = true
				cells++
			}
		}
		if s.kinds[i] == noValue && i != s.left {
			continue
		}
		for _, row := range body[:min(len(body), 10)] {
			if i < len(row.Cells) && !isBlank(row.Cells[i]) {
				filled++
				if has {
					named++
				}
				break
			}
		}
	}
	return cells >= 2 && named*2 >= filled || cells == 1 && named == 1 && s.count == 1
}

// partOfHeader reports whether the row above the header found so far belongs
// to it.
func (s shape) partOfHeader(records []Record, h heading) bool {
	row, header := records[h.first-1], records[h.first:h.last+1]
	count, _ := row.filled()
	gap := !header[0].follows(row)
	if gap && (header[0].Number > row.Number+2 || !s.spreads(row, header)) {
		return false
	}
	if s.isBody(row) && !s.namesColumns(records, h.first-1) || isParameter(row) || isProse(row) {
		return false
	}
	if count == 1 {
		return s.isLoneName(records[:h.first], header)
	}
	if looksLikeNote(row) || tableWords.MatchString(firstText(row)) {
		return false
	}
	full, _ := header[0].filled()
	return count >= full || fillsGap(row, header) || groupsHeader(row, header[len(header)-1]) || s.startsBlank(row)
}

// spreads reports whether a row that a blank row parts from the header is one
// of names nevertheless: it names most columns, and what follows only their
// units.
func (s shape) spreads(row Record, header []Record) bool {
	count, _ := row.filled()
	below, _ := header[0].filled()
	return count > 1 && len(header) == 1 && count*2 > s.count && count > below && !isProse(row)
}

// startsBlank reports whether a row names groups of columns only, and not that
// of the labels.
func (s shape) startsBlank(row Record) bool {
	return len(row.Cells) > s.left && isBlank(row.Cells[s.left])
}

// isLoneName tells a name that stands alone in its row from a title. It is the
// last of the records, over the header found so far.
func (s shape) isLoneName(records []Record, header []Record) bool {
	row := records[len(records)-1]
	at := 0
	for isBlank(row.Cells[at]) {
		at++
	}
	text := cleanName(row.Cells[at])
	if row.spanning(s.left+1) >= 0 && row.spanning(len(s.kinds)-1) >= 0 {
		return false // it is merged over the whole table
	}
	if tableWords.MatchString(text) || looksLikeNote(row) || strings.HasPrefix(text, "[") {
		return false
	}
	if at <= s.left {
		// The name of the labels' column, with the other names lower down.
		const longest = 25
		for _, below := range header {
			if at < len(below.Cells) && !isBlank(below.Cells[at]) {
				return false
			}
		}
		return len([]rune(text)) <= longest && !strings.HasSuffix(text, ":") && !strings.HasPrefix(text, "(")
	}
	const (
		longest = 80
		brief   = 20 // a name that is wrapped over several rows
	)
	below := header[0].Cells
	if header[0].follows(row) && len([]rune(text)) <= brief && strings.Count(text, " ") < 2 && at < len(below) && !isBlank(below[at]) {
		return true
	}
	if len([]rune(text)) > longest || isTitleRun(records, at) {
		return false
	}
	// A title in the middle stands over names that are complete; a group of
	// columns begins with one of them.
	return at < len(below) && !isBlank(below[at]) && !isBlank(below[min(at+1, len(below)-1)]) && at <= s.first || fillsGap(row, header)
}

// isTitleRun reports whether a text is the last of several titles, one under
// the other.
func isTitleRun(records []Record, at int) bool {
	if len(records) < 2 {
		return false
	}
	above := records[len(records)-2]
	count, _ := above.filled()
	return count == 1 && records[len(records)-1].follows(above) && at < len(above.Cells) && !isBlank(above.Cells[at])
}

// fillsGap reports whether a row has a name over a column that the header
// found so far leaves without one.
func fillsGap(row Record, header []Record) bool {
	for i, cell := range row.Cells {
		if isBlank(cell) {
			continue
		}
		named := false
		for _, below := range header {
			named = named || i < len(below.Cells) && !isBlank(below.Cells[i])
		}
		if !named {
			return true
		}
	}
	return false
}

// isParameter recognises a row such as "As of:", "10/31/2005".
func isParameter(row Record) bool {
	count, labels := 0, 0
	for _, cell := range row.Cells {
		if isBlank(cell) {
			continue
		}
		if count++; bytes.HasSuffix(bytes.TrimSpace(cell), []byte(":")) {
			labels++
		}
	}
	return labels > 0 && labels*2 >= count
}

// isProse recognises a row whose one long text is no name, be there a short one
// beside it.
func isProse(row Record) bool {
	const long = 100
	count, longest := 0, 0
	for _, cell := range row.Cells {
		if !isBlank(cell) {
			count++
			longest = max(longest, len(bytes.TrimSpace(cell)))
		}
	}
	return count <= 2 && longest > long
}

var tableWords = regexp.MustCompile(`(?i)^\W*(table|tab\.|figure|fig\.|chart|no\.|schedule|exhibit|appendix)\s*[A-Z]{0,3}[-. ]?\d`)
