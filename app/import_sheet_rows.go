package app

import (
	"context"
	"path/filepath"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// How much of a sheet is shown as it is: its beginning, and what surrounds the
// end of its last table. What lies between is data like that above it.
const (
	rawHead = 2_000
	rawTail = 20
)

// mostBlank is how many blank rows one after the other are drawn.
const mostBlank = 4

// rawSheet is what is known of a sheet as it is in the file.
type rawSheet struct {
	head   []importers.ViewRow
	tail   []importers.ViewRow // around the end of a long sheet
	last   int                 // the number of its last row, as far as it was read
	hidden int                 // rows that are hidden in the workbook
}

// peek reads the sheet of the table that is shown as it is, unless it is known.
func (p *importPresenter) peek() {
	t := p.table()
	if t == nil || p.raw[t.plan.Sheet] != nil {
		return
	}
	bench, path, plan := p.shell.bench, p.readable(), t.plan
	end := 0 // the last row of the sheet's tables, as it was counted
	for _, other := range p.tables {
		if other.plan.Sheet == plan.Sheet {
			end = max(end, other.plan.LastRow, other.plan.FirstRow+other.plan.Rows)
		}
	}
	type peeked struct {
		sheet  *rawSheet
		sheets []importers.Sheet
	}
	fetch(&p.peeking, say("Reading %s", filepath.Base(path)), false, func(ctx context.Context, _ func(workbench.Progress)) (found peeked, err error) {
		view, err := bench.Peek(ctx, path, plan, 1, rawHead)
		if err != nil {
			return found, err
		}
		found.sheet, found.sheets = &rawSheet{head: view.Rows}, view.Sheets
		if view.More {
			const far = 1 << 30
			tail, err := bench.Peek(ctx, path, plan, max(rawHead+1, end-rawTail), min(far, max(rawHead+1, end+10*rawTail)))
			if err != nil {
				return found, err
			}
			found.sheet.tail = tail.Rows
		}
		found.sheet.measure()
		return found, nil
	}, func(found peeked, err error) {
		if err != nil {
			return // the table itself is shown; what is wrong with the file is told there
		}
		p.raw[plan.Sheet], p.sheets = found.sheet, found.sheets
		p.previews++
		p.changed()
	})
}

// measure counts what is known of the sheet.
func (r *rawSheet) measure() {
	for _, rows := range [][]importers.ViewRow{r.head, r.tail} {
		for _, row := range rows {
			r.last = max(r.last, row.Number)
			if row.Hidden {
				r.hidden++
			}
		}
	}
}

// rows lists what is shown of the sheet, blank rows included, with a line for
// what is left out between.
func (r *rawSheet) rows() []widgets.SheetRow {
	shown := make([]widgets.SheetRow, 0, len(r.head)+len(r.tail))
	next := 1
	for _, row := range r.head {
		shown = blankRows(shown, next, row.Number)
		shown = append(shown, widgets.SheetRow{Number: row.Number, Cells: row.Cells})
		next = row.Number + 1
	}
	for i, row := range r.tail {
		if i == 0 && row.Number > next {
			shown = append(shown, widgets.SheetRow{Number: next, Gap: say("%s not shown here", counted(row.Number-next, "row is", "rows are"))})
		} else {
			shown = blankRows(shown, next, row.Number)
		}
		shown = append(shown, widgets.SheetRow{Number: row.Number, Cells: row.Cells})
		next = row.Number + 1
	}
	return shown
}

// blankRows adds the blank rows from a number up to another, or a line that
// says how many they are.
func blankRows(shown []widgets.SheetRow, from, to int) []widgets.SheetRow {
	if to-from > mostBlank {
		return append(shown, widgets.SheetRow{Number: from, Gap: counted(to-from, "blank row", "blank rows")})
	}
	for ; from < to; from++ {
		shown = append(shown, widgets.SheetRow{Number: from})
	}
	return shown
}

// onSheet lists the tables that stand on a sheet.
func (p *importPresenter) onSheet(sheet string) []*importTable {
	var here []*importTable
	for _, t := range p.tables {
		if t.plan.Sheet == sheet {
			here = append(here, t)
		}
	}
	return here
}
