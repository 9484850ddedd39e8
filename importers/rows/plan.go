package rows

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/internal/english"
	"github.com/schoolbench/schoolbench/table"
)

// lookahead is how many records the search for the header sees.
const lookahead = 100

// furthestHeader is the number of records among which a header that a person
// has named is looked for.
const furthestHeader = 100 * lookahead

// checkEvery is how many records pass between looks at the context.
const checkEvery = 1024

// mostTables bounds the tables of one sheet; what follows the last stays in
// it.
const mostTables = 500

// MostColumns is the number of columns a table can have, which is that of a
// spreadsheet.
const MostColumns = 16384

// Plans reads all records of a sheet and returns a plan for each table in it,
// in order; nil when there is no record at all. The base plan holds what the
// importer knows already. The second table is named after the first with (2).
//
// When options say where the header or the data are, there is one table.
func Plans(ctx context.Context, scanner Scanner, base importers.Plan, options importers.Options) ([]importers.Plan, error) {
	most := mostTables
	if options.Single() {
		most = 1
	}
	return plans(ctx, scanner, base, options, most)
}

func plans(ctx context.Context, scanner Scanner, base importers.Plan, options importers.Options, most int) ([]importers.Plan, error) {
	source := newStream(ctx, scanner, options)
	var found []importers.Plan
	beside := false
	var err error
	if most > 1 {
		if found, beside, err = besideOneAnother(ctx, source, base, options); err != nil {
			return nil, err
		}
	}
	if !beside {
		if found, err = plansOf(source, base, options, most); err != nil {
			return nil, err
		}
	}
	if len(found) > 0 {
		for _, issue := range tellHidden(scanner.Issues(), options.SkipHidden) {
			found[0].Findings = append(found[0].Findings, issueFinding(issue))
		}
		tellTables(found, beside)
	}
	for i := range found {
		if i > 0 && base.Name != "" {
			found[i].Name = fmt.Sprintf("%s (%d)", base.Name, i+1)
		}
		found[i].Beside = found[i].Beside || len(options.SkipColumns) > 0
		if options.SkipHidden {
			skipHidden(&found[i], scanner)
		}
	}
	if options.Progress != nil {
		options.Progress(1)
	}
	return found, ctx.Err()
}

// tellTables says that a sheet holds more than one table.
func tellTables(plans []importers.Plan, beside bool) {
	if len(plans) < 2 {
		return
	}
	how := "below one another"
	if beside {
		how = "beside one another"
	}
	plans[0].Findings = append(plans[0].Findings, importers.Finding{Code: "tables", Message: fmt.Sprintf("There are %d tables %s; this is the first.", len(plans), how)})
}

// plansOf plans the tables of a stream that stand below one another.
func plansOf(source *stream, base importers.Plan, options importers.Options, most int) ([]importers.Plan, error) {
	var plans []importers.Plan
	for {
		p := planner{stream: source, plan: base, options: options, alone: len(plans) == most-1}
		found, err := p.planTable()
		if err != nil {
			return nil, err
		}
		if !found {
			return plans, nil
		}
		plans = append(plans, p.plan)
	}
}

// Plan is Plans for a sheet that is to be read as one table, whatever is in
// it. ok is false when there is no record at all.
func Plan(ctx context.Context, scanner Scanner, base importers.Plan, options importers.Options) (plan importers.Plan, ok bool, err error) {
	found, err := plans(ctx, scanner, base, options, 1)
	if err != nil || len(found) == 0 {
		return base, false, err
	}
	return found[0], true, nil
}

// planner plans one table of a sheet.
type planner struct {
	stream  *stream
	plan    importers.Plan
	options importers.Options
	alone   bool // no further table is looked for

	heading heading
	above   above
	names   []string
	shape   shape
	totals  *totals // nil where nothing can be added up
	columns columns

	first     Record // the first row of data
	last      Record // the last row of data, without cells
	group     []byte // the text that last stood in the first column
	pending   []Record
	fruitless int  // blank rows with no other table behind them
	thin      int  // rows of data that are less than half full
	headed    int  // rows of data that head others
	summed    int  // the number of the first total that is kept as data
	adding    int  // the number of the first row with a name of its own that others add up to
	topTotal  bool // which is the first row
	noted     int  // rows of titles and notes
	ended     bool // another table follows
}

// planTable reads one table; false when nothing is left of the sheet.
func (p *planner) planTable() (bool, error) {
	top := p.readTop()
	if len(top) == 0 {
		if err := p.stream.err; err != nil && !errors.Is(err, io.EOF) {
			return false, err
		}
		return false, nil
	}
	if err := p.settleHeading(top); err != nil {
		return false, err
	}
	for range p.heading.data {
		if _, err := p.stream.next(); err != nil {
			return false, err
		}
	}
	if err := p.readData(); err != nil {
		return false, err
	}
	if err := p.settleEnd(); err != nil {
		return false, err
	}
	p.settleColumns()
	return true, nil
}

// readTop looks at the first records.
func (p *planner) readTop() []Record {
	n := lookahead
	top := p.stream.peek(n)
	// A header that a person has named may stand further down.
	for len(top) == n && n < furthestHeader && top[n-1].Number < max(p.options.HeaderRow, p.options.FirstRow) {
		n = min(furthestHeader, n+lookahead)
		top = p.stream.peek(n)
	}
	return top
}

// settleHeading finds the header, or takes the one a person has named.
func (p *planner) settleHeading(top []Record) error {
	switch {
	case p.options.Single():
		p.heading = namedHeading(top, p.options)
	default:
		if !p.alone {
			top = withinTable(top)
		}
		p.heading = findHeading(top)
	}
	h := p.heading
	p.above = tableAbove(top, h)
	p.shape = findShape(top[min(h.data, len(top)):])
	p.totals = newTotals(p.shape)
	if h.exists() {
		p.names = headerNames(top[h.first : h.last+1])
		if p.plan.Delimiter != "" && h.first == h.last {
			p.names = withoutExtra(p.names, top[h.data:])
		}
		p.plan.HeaderRow = top[h.last].Number
		if h.last > h.first {
			p.plan.HeaderTop = top[h.first].Number
		}
		p.plan.FirstRow = max(p.plan.HeaderRow+1, p.options.FirstRow)
	} else {
		p.plan.HeaderRow = 0
		p.plan.FirstRow = top[h.data].Number
		if p.names = givenNames(p.plan.Columns); p.names == nil {
			p.find("header-none", "", "No header was found: the columns are numbered.")
		}
	}
	if len(p.names) > MostColumns {
		return tooWide(top[h.last].Number)
	}
	for _, title := range top[:h.first] {
		p.readNote(title)
	}
	if h.first > 0 {
		p.find("title-rows", "", "%d %s set aside, beginning with %q.", h.first, english.Plural(h.first, "row above the table was", "rows above the table were"), firstText(top[0]))
	}
	p.plan.Columns = nil
	p.columns.comma = p.plan.Delimiter != "" && !strings.HasPrefix(p.plan.Delimiter, ",")
	p.columns.begin(p.names)
	return nil
}

// givenNames are the names that the importer knows of a table without a
// header, such as those of a layout file.
func givenNames(columns []importers.PlanColumn) []string {
	var names []string
	for _, column := range columns {
		names = append(names, column.Name)
	}
	return names
}

func tooWide(row int) error {
	return table.Failed("table-too-wide", table.Where{Row: row}, fmt.Sprintf("A row has more than %s values, more than any table's.", english.Number(MostColumns)), "Check that it is the right file.", nil)
}

func (p *planner) find(code, column, format string, args ...any) {
	p.plan.Findings = append(p.plan.Findings, importers.Finding{Code: code, Column: column, Message: fmt.Sprintf(format, args...)})
}

func firstText(record Record) string {
	for _, cell := range record.Cells {
		if !isBlank(cell) {
			return cleanName(cell)
		}
	}
	return ""
}

func issueFinding(issue table.Issue) importers.Finding {
	message := issue.Message
	if where := issue.Where.String(); where != "" {
		message = where + ": " + message
	}
	return importers.Finding{Code: issue.Code, Message: message}
}
