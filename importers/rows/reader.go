package rows

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/typing"
	"github.com/schoolbench/schoolbench/importers/unpivot"
	"github.com/schoolbench/schoolbench/internal/english"
	"github.com/schoolbench/schoolbench/table"
)

// NewReader returns a reader of the table that a plan describes. It owns the
// scanner and closes it.
func NewReader(ctx context.Context, scanner Scanner, plan importers.Plan, file string) table.Reader {
	if plan.Unpivot == nil {
		return newReader(ctx, scanner, plan, file)
	}
	wide := plan
	wide.Unpivot = nil
	return unpivot.NewReader(plan, newReader(ctx, scanner, wide, file))
}

func newReader(ctx context.Context, scanner Scanner, plan importers.Plan, file string) *reader {
	r := &reader{ctx: ctx, scanner: scanner, plan: plan, schema: plan.Schema(), file: file, skip: skips{spans: plan.Skip}}
	for _, column := range plan.Columns {
		r.width = max(r.width, column.Index+1)
		if !column.Skip {
			r.columns = append(r.columns, readColumn{PlanColumn: column, parser: typing.NewParser(column)})
		}
	}
	for i := range r.columns {
		r.columns[i].parser.Share(len(r.columns))
	}
	return r
}

type reader struct {
	ctx     context.Context
	scanner Scanner
	plan    importers.Plan
	schema  table.Schema
	file    string
	columns []readColumn
	width   int
	skip    skips
	batch   batch
	cells   []table.Cell // of the batch
	places  []uint32
	next    int // record of the batch
	records int
	err     error
	// progress holds the bits of a float64.
	progress atomic.Uint64

	extra      int // records with filled cells beyond the plan
	firstExtra int
}

type readColumn struct {
	importers.PlanColumn
	parser  *typing.Parser
	misfits int
	first   []string // the first few, with their rows
}

func (r *reader) Schema() table.Schema { return r.schema }

// Progress is what Next last took down: whoever shows it is another goroutine
// than the one that reads.
func (r *reader) Progress() float64 { return math.Float64frombits(r.progress.Load()) }

func (r *reader) Close() error {
	if r.err == nil {
		r.err = io.EOF
	}
	r.batch.reset()
	r.next = 0
	return r.scanner.Close()
}

func (r *reader) Next() (table.Row, error) {
	for r.next == len(r.batch.records) {
		if r.err != nil {
			return table.Row{}, r.err
		}
		r.fill()
	}
	n, width := r.next, len(r.columns)
	r.next++
	return table.Row{
		Number: r.batch.records[n].number,
		Cells:  r.cells[n*width : (n+1)*width : (n+1)*width],
		Places: r.places[n*width : (n+1)*width : (n+1)*width],
	}, nil
}

// fill reads and parses the next batch. After an error, or the end, it is the
// last.
func (r *reader) fill() {
	r.batch.reset()
	r.next = 0
	for r.err == nil && !r.batch.isFull() {
		r.records++
		if r.records%checkEvery == 1 {
			if r.err = r.ctx.Err(); r.err != nil {
				break
			}
			r.progress.Store(math.Float64bits(r.scanner.Progress()))
		}
		record, err := r.scanner.Next()
		if err != nil {
			r.err = err
			break
		}
		if record.Number < r.plan.FirstRow {
			continue
		}
		if r.plan.LastRow > 0 && record.Number > r.plan.LastRow {
			r.err = io.EOF
			break
		}
		count, width := record.filled()
		if count == 0 || (r.plan.SkipHidden && record.Hidden) || (len(r.plan.Skip) > 0 && r.skip.has(record.Number)) {
			continue
		}
		if r.plan.Beside && !r.holds(record) {
			continue
		}
		if width > r.width && !r.plan.Beside {
			if r.extra++; r.firstExtra == 0 {
				r.firstExtra = record.Number
			}
		}
		r.batch.add(record)
	}
	r.parse()
}

// holds reports whether a record has anything in the columns of the plan.
func (r *reader) holds(record Record) bool {
	for _, column := range r.plan.Columns {
		if column.Index < len(record.Cells) && !isBlank(record.Cells[column.Index]) {
			return true
		}
	}
	return false
}

// parse makes cells of the batch, column by column.
func (r *reader) parse() {
	width := len(r.columns)
	size := len(r.batch.records) * width
	r.cells = slices.Grow(r.cells[:0], size)[:size]
	r.places = slices.Grow(r.places[:0], size)[:size]
	for i := range r.columns {
		column := &r.columns[i]
		for n := range r.batch.records {
			record := &r.batch.records[n]
			cell, place := column.parser.ParsePlace(r.batch.cell(record, column.Index))
			if cell.State == table.Misfit {
				column.noteMisfit(record.number, cell.Text)
			}
			r.cells[n*width+i], r.places[n*width+i] = cell, place
		}
	}
}

func (c *readColumn) noteMisfit(row int, text string) {
	if c.misfits++; len(c.first) < 3 {
		c.first = append(c.first, fmt.Sprintf("%q in row %s", shorten(text), english.Number(row)))
	}
}

func shorten(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:39]) + "…"
	}
	return text
}

// mostIssues bounds the list of issues; a table can have a thousand columns.
const mostIssues = 100

func (r *reader) Issues() []table.Issue {
	issues := tellHidden(r.scanner.Issues(), r.plan.SkipHidden)
	left := 0
	for i := range r.columns {
		column := &r.columns[i]
		if column.misfits == 0 {
			continue
		}
		if len(issues) >= mostIssues {
			left++
			continue
		}
		more := ""
		if column.misfits > len(column.first) {
			more = " and more"
		}
		issues = append(issues, table.Issue{
			Code: "value-misfit", Severity: table.Warning,
			Where: table.Where{File: r.file, Sheet: r.plan.Sheet, Column: column.Name},
			Message: fmt.Sprintf("%s %s not fit a column of %s and %s kept as written: %s%s.", english.Number(column.misfits), english.Plural(column.misfits, "value does", "values do"),
				typing.Describe(column.Type), english.Plural(column.misfits, "is", "are"), strings.Join(column.first, ", "), more),
			Remedy: "Correct them in the file and import it again, or import the column as text.",
		})
	}
	if left > 0 {
		issues = append(issues, table.Issue{Code: "value-misfit", Severity: table.Warning, Where: table.Where{File: r.file, Sheet: r.plan.Sheet}, Message: fmt.Sprintf("%d more columns hold values that do not fit.", left)})
	}
	if r.extra > 0 {
		issues = append(issues, table.Issue{
			Code: "row-long", Severity: table.Warning, Where: table.Where{File: r.file, Sheet: r.plan.Sheet, Row: r.firstExtra},
			Message: fmt.Sprintf("%s %s values beyond the last column and these were left out.", english.Number(r.extra), english.Plural(r.extra, "row has", "rows have")),
			Remedy:  "Look at the file again, so that columns are added for them.",
		})
	}
	return issues
}
