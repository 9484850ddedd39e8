package rows

import (
	"bytes"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/typing"
)

// heading says where the header is among the first records.
type heading struct {
	first, last int // places of the first and last header record; last < first means none
	data        int // place of the first record of data
}

func (h heading) exists() bool { return h.last >= h.first }

// findHeading looks for the header, by the columns of values if the table has
// any.
func findHeading(records []Record) heading {
	if s := findShape(records); s.exists() {
		if h, ok := headingOverValues(records, s); ok {
			return h.reachDown(records)
		}
	}
	return headingOfWords(records).reachDown(records)
}

// headingOfWords looks for the first record that is about as wide as the table
// and does not itself look like data.
func headingOfWords(records []Record) heading {
	top := firstWide(records)
	none := heading{first: 0, last: -1, data: 0} // nothing is set aside without a header to go by
	if top >= len(records) {
		return none
	}
	top = pastTitles(records, top)
	below := records[top+1:]
	if !looksLikeHeader(records[top], below) {
		return none
	}
	h := heading{first: top, last: top, data: top + 1}
	// A header may take several rows: groups above, and names beneath them.
	for h.last-h.first+1 < mostHeaderRows && len(records)-h.data > 1 && adjacent(records[h.last], records[h.data]) &&
		(continuesHeader(records[h.last], records[h.data], records[h.data+1:]) || repeatsHeader(records[h.last], records[h.data], records[h.data+1:])) {
		h.last, h.data = h.data, h.data+1
	}
	for h.first > 0 && h.last-h.first+1 < mostHeaderRows && adjacent(records[h.first-1], records[h.first]) && groupsHeader(records[h.first-1], records[h.first]) {
		h.first--
	}
	return h
}

// namedHeading is the heading that a person has pointed at. When only the
// first row of data is known, the header is looked for above it.
func namedHeading(records []Record, options importers.Options) heading {
	from := func(row int) int {
		at := 0
		for at < len(records)-1 && records[at].Number < row {
			at++
		}
		return at
	}
	h := heading{first: 0, last: -1}
	switch row := options.HeaderRow; {
	case row > 0:
		h.last = from(row)
		h.first, h.data = h.last, h.last+1
		if options.HeaderTop > 0 {
			h.first = min(h.last, from(options.HeaderTop))
		}
	case row == 0:
		if h = findHeading(records); h.exists() && records[h.last].Number >= options.FirstRow {
			h = heading{first: 0, last: -1}
		}
	}
	if options.FirstRow > 0 {
		h.data = max(h.data, from(options.FirstRow))
	}
	return h
}

// pastTitles moves down past rows of titles and notes that happen to be about
// as wide as a header: below them follows a row of names that is fuller than
// each and has a name wherever they have a text.
func pastTitles(records []Record, top int) int {
	for names := top + 1; names < min(len(records)-1, top+mostHeaderRows); names++ {
		if !adjacent(records[names-1], records[names]) {
			break
		}
		if isWideAs(records[top], records[names], records[names+1:]) {
			continue
		}
		if standsUnder(records[:names+1], top) && looksLikeHeader(records[names], records[names+1:]) {
			return names
		}
	}
	return top
}

// isWideAs reports whether more of the rows below have as many cells filled as
// the first row than as the second, which has a value too many then.
func isWideAs(first, second Record, below []Record) bool {
	one, _ := first.filled()
	other, _ := second.filled()
	lead := 0
	for _, record := range below {
		switch count, _ := record.filled(); count {
		case one:
			lead++
		case other:
			lead--
		}
	}
	return lead > 0
}

// standsUnder reports whether the last of the records is the row of names
// under titles that begin at top, rather than part of a header with them.
func standsUnder(records []Record, top int) bool {
	names := records[len(records)-1]
	full, _ := names.filled()
	for _, row := range records[top : len(records)-1] {
		count, width := row.filled()
		// Groups of columns stand apart from one another; of titles there are
		// several rows, or they begin at the left.
		several := len(records)-1-top > 1 || (top > 0 && adjacent(records[top-1], records[top]))
		if count >= full || (!several && count != width) || groupsHeader(row, names) {
			return false
		}
		for i, cell := range row.Cells {
			if !isBlank(cell) && (i >= len(names.Cells) || isBlank(names.Cells[i])) {
				return false
			}
		}
	}
	return true
}

// firstWide returns the place of the first record that is at least half as
// full as the table usually is. Titles and notes above it are narrower.
func firstWide(records []Record) int {
	counts := make([]int, 0, len(records))
	for _, record := range records {
		count, _ := record.filled()
		counts = append(counts, count)
	}
	if len(counts) == 0 {
		return 0
	}
	sorted := slices.Clone(counts)
	slices.Sort(sorted)
	usual := sorted[len(sorted)*3/4]
	for i, count := range counts {
		if count*2 >= usual && (count > 1 || usual < 2) {
			return i
		}
	}
	return 0
}

// weighedColumns is the number of columns that are looked at to tell names
// from data: in a sheet of thousands, the first show as much as all.
const weighedColumns = 200

// looksLikeHeader weighs the cells of a record against those beneath them.
func looksLikeHeader(record Record, below []Record) bool {
	typed, textOverTyped, typedOverTyped, repeated, cells := 0, 0, 0, 0, 0
	for i, cell := range record.Cells[:min(len(record.Cells), weighedColumns)] {
		if isBlank(cell) {
			continue
		}
		cells++
		kind := typing.Glance(cell)
		isTyped := kind == typing.LooksTyped || (kind == typing.LooksYear && mostly(below, i, typing.LooksYear))
		if isTyped {
			typed++
		}
		if mostly(below, i, typing.LooksTyped) || mostly(below, i, typing.LooksYear) {
			if isTyped {
				typedOverTyped++
			} else if kind == typing.LooksText {
				textOverTyped++
			}
		}
		if recurs(record, below, i) {
			repeated++
		}
		if isCode(cell) && allCodes(below, i, len(cell)) {
			return false // a code like those beneath it is no name
		}
	}
	switch {
	case cells == 0:
		return false
	case cells == 1 && len(record.Cells) == 1 && len(record.Cells[0]) > 40:
		return false // a line of text is no column name
	case typed == 0:
		return textOverTyped > 0 || repeated*3 <= cells
	default:
		return textOverTyped > 0 && textOverTyped >= typedOverTyped
	}
}

// isCode recognises a text with several digits in it, such as 418-Y11-4111.
func isCode(cell []byte) bool {
	digits := 0
	for _, c := range cell {
		if c >= '0' && c <= '9' {
			digits++
		}
	}
	return digits > 2 && digits*3 > len(cell)
}

// allCodes reports whether all values of a column are codes of this length.
func allCodes(records []Record, column, length int) bool {
	seen := 0
	for _, record := range records {
		if column >= len(record.Cells) || isBlank(record.Cells[column]) {
			continue
		}
		if cell := record.Cells[column]; len(cell) != length || !isCode(cell) {
			return false
		}
		seen++
	}
	return seen > 1
}

// mostly reports whether the values under a header's cell are of this kind.
func mostly(records []Record, column int, kind typing.Look) bool {
	seen, fitting := 0, 0
	for _, record := range records {
		if column >= len(record.Cells) || isBlank(record.Cells[column]) {
			continue
		}
		look := typing.Glance(record.Cells[column])
		if look == typing.LooksMark {
			continue
		}
		seen++
		if look == kind {
			fitting++
		}
	}
	return seen > 0 && fitting*10 >= seen*7
}

// recurs reports whether a header's text is found again as a value beneath it,
// leaving out repeated headers.
func recurs(header Record, below []Record, column int) bool {
	for _, record := range below {
		if column < len(record.Cells) && bytes.Equal(record.Cells[column], header.Cells[column]) && !slices.EqualFunc(record.Cells, header.Cells, bytes.Equal) {
			return true
		}
	}
	return false
}

// repeatsHeader reports whether a second row of nothing but names follows the
// first, names as well of columns of numbers and dates.
func repeatsHeader(first, second Record, below []Record) bool {
	typed, texts := 0, 0
	for i, cell := range second.Cells[:min(len(second.Cells), weighedColumns)] {
		if isBlank(cell) {
			continue
		}
		if typing.Glance(cell) != typing.LooksText {
			return false
		}
		texts++
		if mostly(below, i, typing.LooksTyped) || mostly(below, i, typing.LooksYear) {
			typed++
		}
	}
	count, _ := first.filled()
	// One odd row under the names proves little.
	return len(below) > 2 && typed > 0 && texts*2 > count
}

func adjacent(a, b Record) bool { return b.follows(a) }

// continuesHeader reports whether the second of two records is the second row
// of a header whose first row has gaps where cells were merged.
func continuesHeader(first, second Record, below []Record) bool {
	gaps, texts, typedBelow := 0, 0, 0
	for i, cell := range second.Cells[:min(len(second.Cells), weighedColumns)] {
		if isBlank(cell) {
			continue
		}
		if typing.Glance(cell) != typing.LooksText {
			return false
		}
		if i >= len(first.Cells) || isBlank(first.Cells[i]) {
			gaps++
		}
		texts++
		if mostly(below, i, typing.LooksTyped) {
			typedBelow++
		}
	}
	return gaps > 0 && texts > 1 && typedBelow*2 >= texts
}

// groupsHeader reports whether a sparse record above the header names groups
// of its columns, which it does when most names alone are not unique.
func groupsHeader(above, header Record) bool {
	groups, _ := above.filled()
	if groups < 2 {
		return false
	}
	for _, cell := range above.Cells {
		if !isBlank(cell) && typing.Glance(cell) == typing.LooksTyped {
			return false
		}
	}
	counts := map[string]int{}
	for _, cell := range header.Cells {
		if name := strings.ToLower(cleanName(cell)); name != "" {
			counts[name]++
		}
	}
	named, repeated := 0, 0
	for _, count := range counts {
		named += count
		if count > 1 {
			repeated += count
		}
	}
	return repeated*2 >= named
}
