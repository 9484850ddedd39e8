package rows

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/typing"
	"github.com/schoolbench/schoolbench/table"
)

// lookahead is how many records the search for the header sees.
const lookahead = 100

// furthestHeader is the number of records among which a header that a person
// has named is looked for.
const furthestHeader = 100 * lookahead

// checkEvery is how many records pass between looks at the context.
const checkEvery = 1024

// Plan reads all records and completes the plan: header, rows and columns. The
// base plan holds what the importer knows already. ok is false when there is
// no record at all.
func Plan(ctx context.Context, scanner Scanner, base importers.Plan, options importers.Options) (plan importers.Plan, ok bool, err error) {
	p := planner{ctx: ctx, scanner: scanner, plan: base, options: options}
	if err := p.readTop(); err != nil {
		return base, false, err
	}
	if len(p.top) == 0 {
		return base, false, nil
	}
	p.settleHeading()
	for _, record := range p.top[p.heading.data:] {
		p.add(record)
	}
	if err := p.readRest(); err != nil {
		return base, false, err
	}
	p.settleColumns()
	return p.plan, true, nil
}

type planner struct {
	ctx     context.Context
	scanner Scanner
	plan    importers.Plan
	options importers.Options

	top     []Record
	ended   bool
	heading heading
	names   []string

	profiles  []*typing.Profile
	short     int // records with fewer cells than the header
	firstLong int // number of the first record with more filled cells than the header
	records   int
}

// readTop buffers the first records that are not blank.
func (p *planner) readTop() error {
	// A header that a person has named may stand further down.
	for len(p.top) < lookahead || (len(p.top) < furthestHeader && p.top[len(p.top)-1].Number < p.options.HeaderRow) {
		record, err := p.next()
		if errors.Is(err, io.EOF) {
			p.ended = true
			return nil
		}
		if err != nil {
			return err
		}
		if count, _ := record.filled(); count > 0 {
			p.top = append(p.top, record.clone())
		}
	}
	return nil
}

func (p *planner) next() (Record, error) {
	p.records++
	if p.records%checkEvery == 1 {
		if err := p.ctx.Err(); err != nil {
			return Record{}, err
		}
		if p.options.Progress != nil {
			p.options.Progress(p.scanner.Progress())
		}
	}
	return p.scanner.Next()
}

func (p *planner) readRest() error {
	for !p.ended {
		record, err := p.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		p.add(record)
	}
	if p.options.Progress != nil {
		p.options.Progress(1)
	}
	return p.ctx.Err()
}

// settleHeading finds the header, or takes the one a person has named.
func (p *planner) settleHeading() {
	switch row := p.options.HeaderRow; {
	case row == importers.NoHeader:
		p.heading = heading{first: 0, last: -1}
	case row > 0:
		at := 0
		for at < len(p.top)-1 && p.top[at].Number < row {
			at++
		}
		p.heading = heading{first: at, last: at, data: at + 1}
	default:
		p.heading = findHeading(p.top)
	}
	h := p.heading
	if h.exists() {
		p.names = headerNames(p.top[h.first : h.last+1])
		p.plan.HeaderRow = p.top[h.last].Number
		p.plan.FirstRow = p.plan.HeaderRow + 1
	} else {
		p.plan.HeaderRow = 0
		p.plan.FirstRow = p.top[h.data].Number
		p.find("header-none", "", "No header was found: the columns are numbered.")
	}
	if h.first > 0 {
		p.find("title-rows", "", "%d %s set aside, beginning with %q.", h.first, plural(h.first, "row above the table was", "rows above the table were"), firstText(p.top[0]))
	}
	for i := range p.names {
		p.profiles = append(p.profiles, typing.NewProfile(p.names[i], len(p.names)))
	}
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

// add gives the cells of a record to their columns' profiles.
func (p *planner) add(record Record) {
	count, width := record.filled()
	if count == 0 {
		return
	}
	if width > len(p.profiles) {
		p.widen(record, width)
	}
	if len(record.Cells) < len(p.names) {
		p.short++
	}
	for i, profile := range p.profiles {
		if i < len(record.Cells) {
			profile.Add(record.Cells[i])
		} else {
			profile.AddBlank(1)
		}
	}
	p.plan.Rows++
}

// widen adds columns for a record with more cells than any before it.
func (p *planner) widen(record Record, width int) {
	if p.heading.exists() {
		if p.firstLong == 0 {
			p.firstLong = record.Number
		}
	}
	for len(p.profiles) < width {
		profile := typing.NewProfile("", max(width, len(p.names)))
		profile.AddBlank(p.plan.Rows)
		p.profiles = append(p.profiles, profile)
	}
}

// settleColumns has every column typed and named.
func (p *planner) settleColumns() {
	named := len(p.names)
	names := append([]string{}, p.names...)
	for len(names) < len(p.profiles) {
		names = append(names, "")
	}
	names, findings := uniqueNames(names)
	if !p.heading.exists() {
		findings = nil // that all are numbered has been said
	}
	changed := map[string]importers.Finding{}
	for _, finding := range findings {
		changed[finding.Column] = finding
	}
	for i, profile := range p.profiles {
		profile.Rename(names[i])
		column, found := profile.Decide()
		if profile.IsBlank() && (i >= named || p.names[i] == "") {
			continue // a nameless column without a value is a delimiter too many
		}
		column.Name, column.Index = names[i], i
		p.plan.Columns = append(p.plan.Columns, column)
		if finding, ok := changed[names[i]]; ok {
			p.plan.Findings = append(p.plan.Findings, finding)
		}
		p.plan.Findings = append(p.plan.Findings, found...)
	}
	if p.firstLong > 0 {
		p.find("row-long", "", "Some rows have more values than the header has names, the first of them row %s; columns were added for them.", countText(p.firstLong))
	}
	if p.short > 0 {
		p.find("row-short", "", "%s of %s rows have fewer values than the header has names; the rest is missing.", countText(p.short), countText(p.plan.Rows))
	}
	for _, issue := range p.scanner.Issues() {
		p.plan.Findings = append(p.plan.Findings, importers.Finding{Code: issue.Code, Message: strings.TrimSpace(issue.Where.String() + ": " + issue.Message)})
	}
}

func countText(n int) string { return table.FormatNumber(float64(n), 0) }

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
