package rows

import (
	"bytes"
	"errors"
	"io"

	"github.com/schoolbench/schoolbench/importers"
)

const (
	// mostPending is the number of rows that may turn out to be notes at the
	// end of a table.
	mostPending = 1000
	// mostFruitless is the number of blank rows after which no more tables are
	// looked for behind them: in some files every other row is blank.
	mostFruitless = 1000
	// mostSpans bounds what is set aside inside a table.
	mostSpans = 10_000
)

// readData reads the rows of the table, up to its end or the beginning of
// another table.
func (p *planner) readData() error {
	usual := len(p.names)
	if usual == 0 {
		_, usual = p.above.firstFilled()
	}
	previous := p.above.lastHeader()
	for {
		record, err := p.stream.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		count, width := record.filled()
		gap := previous.Number > 0 && !record.follows(previous)
		previous = Record{Number: record.Number, Lines: record.Lines}
		if resembles := p.resemblesHeader(record); resembles || gap || count*2 < usual || p.labelled(record) || (p.shape.exists() && !p.shape.hasValue(record)) || p.mayBeTotal(record) {
			if resembles || gap {
				record = record.clone() // looking ahead spoils what was read last
			}
			kind, ended := p.weigh(record, gap, usual)
			if ended {
				p.ended = true
				return nil
			}
			switch kind {
			case pendingRow:
				p.pending = append(p.pending, record.clone())
				continue
			case headerRow:
				for _, title := range p.pending {
					p.setAside(title, "note")
				}
				p.pending = p.pending[:0]
				p.setAside(record, "header")
				continue
			case totalRow:
				p.setAside(record, "total")
				if p.totals != nil {
					p.totals.set()
				}
				continue
			}
		}
		if err := p.keepPending(); err != nil {
			return err
		}
		if err := p.keep(record, width); err != nil {
			return err
		}
		if count*2 < usual {
			p.thin++
		}
	}
}

func (a above) lastHeader() Record {
	if len(a.header) == 0 {
		return Record{}
	}
	last := a.header[len(a.header)-1]
	return Record{Number: last.Number, Lines: last.Lines}
}

func (a above) firstFilled() (count, width int) {
	if len(a.data) == 0 {
		return 0, 0
	}
	return a.data[0].filled()
}

// keep takes a record for data.
func (p *planner) keep(record Record, width int) error {
	if p.columns.rows == 0 {
		p.first = record.clone()
	}
	if p.columns.rows == 0 && p.heading.exists() && isTotal(record, nil) {
		p.keepTotal(record)
		p.topTotal = true
	}
	if p.shape.exists() && width <= p.shape.first && p.shape.isLabel(record) {
		p.headed++
	}
	if p.totals != nil {
		p.totals.look(record)
		p.totals.add()
	}
	p.last.Number, p.last.Lines = record.Number, record.Lines
	if len(record.Cells) > 0 && !isBlank(record.Cells[0]) {
		p.group = append(p.group[:0], record.Cells[0]...)
	}
	return p.columns.add(record, width)
}

// keepPending takes for data what turned out to be inside the table.
func (p *planner) keepPending() error {
	for _, record := range p.pending {
		_, width := record.filled()
		if err := p.keep(record, width); err != nil {
			return err
		}
	}
	p.pending = p.pending[:0]
	return nil
}

// rowKind is what a record that stands out among the data is.
type rowKind uint8

const (
	dataRow rowKind = iota
	pendingRow
	headerRow
	totalRow
)

// weigh looks closer at a record. ended tells that another table begins with
// it; it has been given back to the stream then.
func (p *planner) weigh(record Record, gap bool, usual int) (kind rowKind, ended bool) {
	told := p.options.Skip != nil // a person has said what is set aside
	if !told && p.isHeader(record) {
		if !p.alone && p.columns.rows > 0 && p.startsOver(record, gap) {
			p.giveBack(record)
			return dataRow, true
		}
		return headerRow, false
	}
	if (gap || p.namesColumns(record)) && !p.alone && p.columns.rows > 0 && p.fruitless < mostFruitless && mayStart(record) {
		p.fruitless++
		following := append([]Record{record}, p.stream.peek(lookahead/4)...)
		if startsTable(following, p.above) {
			p.giveBack(record)
			return dataRow, true
		}
	}
	if !told && p.isTotal(record, usual) {
		return totalRow, false
	}
	if p.options.LastRow == 0 && (isSparse(record, usual) || p.lacksValues(record, gap)) && len(p.pending) < mostPending && (p.columns.rows > 0 || len(p.pending) > 0) {
		return pendingRow, false
	}
	return dataRow, false
}

// namesColumns reports whether a record has names, no two alike, where the
// table has values: another table may begin with it, even without a blank row
// before it.
func (p *planner) namesColumns(record Record) bool {
	if !p.shape.exists() || p.columns.rows < 2 {
		return false
	}
	f := p.shape.fit(record)
	if f.words < 2 || f.words*2 < p.shape.count || f.values+f.odd+f.marks+f.tokens > 0 {
		return false
	}
	seen := map[string]bool{}
	for _, cell := range record.Cells[:min(len(record.Cells), weighedColumns)] {
		if isBlank(cell) {
			continue
		}
		if seen[string(cell)] {
			return false
		}
		seen[string(cell)] = true
	}
	return true
}

// lacksValues reports whether a record may be a note for want of any value
// where the table has them: it stands apart, begins like a note, or follows
// one.
func (p *planner) lacksValues(record Record, gap bool) bool {
	if !p.shape.exists() || p.shape.hasValue(record) {
		return false
	}
	count, texts := 0, 0
	for _, cell := range record.Cells {
		if !isBlank(cell) {
			count++
			if kindOf(cell) == words {
				texts++
			}
		}
	}
	return texts > 0 && (gap || count == 1 || len(p.pending) > 0 || looksLikeNote(record))
}

// mayBeTotal is a quick look for rows that are what others add up to, whatever
// they are called. It reads the record's numbers.
func (p *planner) mayBeTotal(record Record) bool {
	if p.totals == nil {
		return false
	}
	if p.columns.rows > mostSummed {
		p.totals = nil
		return false
	}
	p.totals.look(record)
	return p.totals.addsUp(false)
}

// isTotal reports whether a record is a total that is better left out: it has
// the label of one, or no label and is what the rows above it add up to. What
// adds up and has a name of its own is kept, and said. In a sheet that
// begins with a total, and in one of several sections, totals stand among their
// parts as rows like any others; there only what adds up is left out.
func (p *planner) isTotal(record Record, usual int) bool {
	if !p.adjoins(usual) {
		return false
	}
	labelled, mean := isTotal(record, p.group), isMeanLabel(record)
	if p.totals != nil && !labelled && isWhole(record) {
		p.totals.look(record)
		return p.totals.addsUp(true) && !p.topTotal
	}
	if p.totals == nil {
		return labelled
	}
	p.totals.look(record)
	switch {
	case p.topTotal:
		return false
	case mean:
		return p.totals.isMean()
	case p.totals.addsUp(labelled):
		if !labelled && !p.totals.lacksName() {
			if p.adding == 0 && p.totals.beyondChance() {
				p.adding = record.Number
			}
			return false
		}
		return true
	case labelled && p.headed > 0:
		p.keepTotal(record)
		return false
	}
	return labelled
}

func (p *planner) keepTotal(record Record) {
	if p.summed == 0 {
		p.summed = record.Number
	}
}

// adjoins reports whether a total makes sense here: in a table with a header
// and rows to add up.
func (p *planner) adjoins(usual int) bool {
	return p.heading.exists() && usual > 1 && p.columns.rows > 1 && len(p.plan.Skip) < mostSpans
}

// giveBack makes a record the next one of the stream.
func (p *planner) giveBack(record Record) {
	p.stream.queue = append([]Record{record}, p.stream.queue...)
	p.stream.size += record.size()
}

// resemblesHeader is a quick look that finds every repeated header, and hardly
// anything else.
func (p *planner) resemblesHeader(record Record) bool {
	for _, header := range p.above.header {
		if len(header.Cells) > 0 && len(record.Cells) > 0 && len(header.Cells[0]) > 0 && bytes.Equal(header.Cells[0], record.Cells[0]) {
			return true
		}
		// A header may begin with an empty cell.
		if len(header.Cells) > 1 && len(record.Cells) > 1 && len(header.Cells[0]) == 0 && len(record.Cells[0]) == 0 && bytes.Equal(header.Cells[1], record.Cells[1]) {
			return true
		}
	}
	return false
}

// isHeader reports whether a record is a row of the header over again, or the
// header of another copy of the table with a column more or less.
func (p *planner) isHeader(record Record) bool {
	for _, header := range p.above.header {
		count, _ := header.filled()
		if count > 1 && (sameCells(header, record) || (count > 2 && beginsLike(header, record))) {
			return true
		}
	}
	return false
}

// startsOver reports whether a repeated header begins a table rather than a
// page: another width, or the same rows again. Over blank rows, the same label
// on the first row will do.
func (p *planner) startsOver(header Record, gap bool) bool {
	if len(p.above.header) == 0 || !p.heading.exists() {
		return false
	}
	if first := p.above.header[0]; !sameCells(first, header) {
		return len(p.above.header) == 1
	}
	following := p.stream.peek(len(p.above.header))
	if len(following) < len(p.above.header) {
		return false
	}
	row := following[len(following)-1]
	return beginsLike(row, p.first) || gap && p.shape.exists() && p.shape.sameLabel(row, p.first)
}

// labelled is a quick look for totals.
func (p *planner) labelled(record Record) bool {
	for _, cell := range record.Cells {
		if isBlank(cell) || isYears(cell) {
			continue
		}
		if len(cell) > 60 || len(cell) < 3 {
			return false
		}
		if bytes.IndexFunc(cell, isLetter) < 0 {
			return false
		}
		folded := bytes.ToLower(cell[:min(len(cell), 40)])
		return bytes.Contains(folded, []byte("total")) || bytes.HasPrefix(folded, []byte("sum")) || bytes.Contains(folded, []byte("average")) || bytes.Contains(folded, []byte("mean")) || bytes.Contains(folded, []byte("avg")) || bytes.HasSuffix(folded, []byte("wide")) || bytes.HasPrefix(folded, []byte("all "))
	}
	return false
}

// isYears reports whether a cell is a year or a school year, as the rows of many
// files begin with: 2022, 2022-23, 2022-2023.
func isYears(cell []byte) bool {
	cell = bytes.TrimSpace(cell)
	return len(cell) >= 4 && len(cell) <= 9 && (cell[0] == '1' || cell[0] == '2') && yearWords.Match(cell)
}

func isLetter(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }

// setAside leaves a record inside the table out of its data.
func (p *planner) setAside(record Record, kind string) {
	last := record.Number + max(1, record.Lines) - 1
	spans := p.plan.Skip
	if n := len(spans); n > 0 && spans[n-1].Kind == kind && spans[n-1].Last+1 == record.Number {
		spans[n-1].Last = last
		return
	}
	p.plan.Skip = append(spans, importers.RowSpan{First: record.Number, Last: last, Kind: kind})
}
