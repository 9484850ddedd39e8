package rows

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// mostBeside is the number of records of a sheet in which tables beside one
// another are looked for: somebody arranged them on a page.
const mostBeside = 2000

// strip is a run of columns, from one place up to another.
type strip struct{ from, to int }

// besideOneAnother plans the tables of a sheet that stand beside one another.
// found is false when there are none such; nothing has been read then.
func besideOneAnother(ctx context.Context, source *stream, base importers.Plan, options importers.Options) (plans []importers.Plan, found bool, err error) {
	records := source.peek(mostBeside)
	if len(records) == mostBeside || !errors.Is(source.err, io.EOF) {
		return nil, false, nil
	}
	strips := findStrips(records)
	if len(strips) < 2 {
		return nil, false, nil
	}
	for _, one := range strips {
		inside := newStream(ctx, &recordScanner{records: records}, options)
		inside.strip = one
		more, err := plansOf(inside, base, options, mostTables)
		if err != nil {
			return nil, false, err
		}
		for i := range more {
			more[i].Beside = true
		}
		plans = append(plans, more...)
	}
	plans = slices.DeleteFunc(plans, func(plan importers.Plan) bool { return plan.HeaderRow == 0 })
	slices.SortStableFunc(plans, func(a, b importers.Plan) int {
		return cmp.Compare(topOf(a), topOf(b))
	})
	return plans, len(plans) > 1, nil
}

// topOf returns the row in which a plan's table begins.
func topOf(plan importers.Plan) int {
	if plan.HeaderTop > 0 {
		return plan.HeaderTop
	}
	return plan.HeaderRow
}

// findStrips divides a sheet at blank columns where another table begins
// behind them. It returns one strip, or none, for a sheet that is undivided.
func findStrips(records []Record) []strip {
	width := 0
	for _, record := range records {
		_, filled := record.filled()
		width = max(width, min(filled, weighedColumns))
	}
	used := make([]bool, width+1)
	for _, record := range records {
		// A title may reach over the gap, and a note below it.
		if count, _ := record.filled(); count < 2 {
			continue
		}
		for i, cell := range record.Cells[:min(len(record.Cells), width)] {
			used[i] = used[i] || !isBlank(cell)
		}
	}
	var strips []strip
	begin := 0
	for at := 1; at <= width; at++ {
		if used[at-1] || !used[at] || at-1 <= begin {
			continue
		}
		// The next blank column ends what is to the right of this one.
		end := at
		for end < width && used[end] {
			end++
		}
		left, right := strip{begin, at}, strip{at, end}
		if standsAlone(records, left) && standsAlone(records, right) && areApart(records, left, right) || endsEarlier(records, left, right) {
			strips = append(strips, strip{begin, at})
			begin = at
		}
	}
	return append(strips, strip{begin, MostColumns})
}

// cut returns the records of a strip that hold anything.
func cut(records []Record, s strip) []Record {
	var inside []Record
	for _, record := range records {
		record.Cells = within(nil, record.Cells, s)
		if count, _ := record.filled(); count > 0 {
			inside = append(inside, record)
		}
	}
	return inside
}

// within appends the cells of a strip in their places.
func within(to, cells [][]byte, s strip) [][]byte {
	for i := range min(len(cells), s.to) {
		if i < s.from {
			to = append(to, nil)
		} else {
			to = append(to, cells[i])
		}
	}
	return to
}

// endsEarlier reports whether the left of two strips with headers in the same
// row ends several rows above the right one: the rows of one table have
// something on their left to the last.
func endsEarlier(records []Record, a, b strip) bool {
	left, right := cut(records, a), cut(records, b)
	const fewest = 2 // columns and rows
	if len(left) <= fewest || len(right) <= fewest {
		return false
	}
	one, two := findHeading(left[:min(len(left), lookahead)]), findHeading(right[:min(len(right), lookahead)])
	if !one.exists() || !two.exists() || left[one.last].Number != right[two.last].Number || !names(left[one.last], fewest) || !names(right[two.last], fewest) {
		return false
	}
	end, below := left[len(left)-1].Number, 0
	for _, record := range right {
		if count, _ := record.filled(); record.Number > end && count >= fewest {
			below++
		}
	}
	return below >= fewest
}

// names reports whether a header has at least so many names.
func names(header Record, least int) bool {
	count, _ := header.filled()
	return count >= least
}

// standsAlone reports whether there is a table in a strip: a header over two
// columns, and labels of its own on the left of its values.
func standsAlone(records []Record, s strip) bool {
	inside := cut(records, s)
	if len(inside) < 2 {
		return false
	}
	h := findHeading(inside[:min(len(inside), lookahead)])
	if !h.exists() || h.data >= len(inside) {
		return false
	}
	count, _ := inside[h.last].filled()
	if count < 2 {
		return false
	}
	shape := findShape(inside[h.data:min(len(inside), lookahead)])
	return !shape.exists() || shape.kinds[shape.left] != number
}

// areApart reports whether two strips hold tables of their own rather than the
// columns of one: their headers are the same or begin in different rows, or
// many rows have something in one of them only.
func areApart(records []Record, a, b strip) bool {
	left, right := cut(records, a), cut(records, b)
	one, two := findHeading(left), findHeading(right)
	if left[one.last].Number != right[two.last].Number || sameNames(left[one.last], right[two.last]) {
		return true
	}
	rows := map[int]int{}
	for _, record := range left[one.data:] {
		rows[record.Number]++
	}
	for _, record := range right[two.data:] {
		rows[record.Number]--
	}
	lone := 0
	for _, balance := range rows {
		if balance != 0 {
			lone++
		}
	}
	return lone >= 2 && lone*5 > len(rows)
}

// sameNames reports whether two rows hold the same texts in the same order.
func sameNames(a, b Record) bool {
	isEmpty := func(cell []byte) bool { return isBlank(cell) }
	x, y := slices.DeleteFunc(slices.Clone(a.Cells), isEmpty), slices.DeleteFunc(slices.Clone(b.Cells), isEmpty)
	return len(x) > 1 && sameCells(Record{Cells: x}, Record{Cells: y})
}

// recordScanner hands over records that have been read.
type recordScanner struct {
	records []Record
	at      int
}

func (s *recordScanner) Next() (Record, error) {
	if s.at == len(s.records) {
		return Record{}, io.EOF
	}
	s.at++
	return s.records[s.at-1], nil
}

func (s *recordScanner) Issues() []table.Issue { return nil }
func (s *recordScanner) Progress() float64     { return 1 }
func (s *recordScanner) Close() error          { return nil }
