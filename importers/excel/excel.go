// Package excel imports Excel workbooks: .xlsx and .xlsm, as written by Excel,
// LibreOffice, Google and the many programs that write something like it.
//
// Sheets are read by a scanner over their bytes, one row at a time. A cell's
// text is what the file holds, with dates in the form 2026-11-22 and the
// leading zeros that a format such as 00000 shows.
package excel

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/table"
)

// Name is the importer's name in plans.
const Name = "excel"

// Importer reads workbooks. The zero value is ready for use.
type Importer struct{}

var _ importers.Importer = Importer{}

// Properties describes the importer.
func (Importer) Properties() importers.Properties {
	return importers.Properties{
		Name:        Name,
		Title:       "Excel workbook",
		Description: "A workbook of Excel's or of a program that writes its format; every sheet that holds a table.",
		Extensions:  []string{".xlsx", ".xlsm"},
	}
}

// Sniff says how sure the importer is of a file. It claims every zip file and
// every container of old Office files, since it can tell what is in them.
func (Importer) Sniff(_ string, head []byte) importers.Confidence {
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) || bytes.HasPrefix(head, oldMark()) {
		return importers.Certain
	}
	return importers.No
}

// Plan returns a plan for every visible sheet that holds a table. Sheets of
// notes are set aside, unless there is nothing else or Options.Sheet names
// one.
func (Importer) Plan(ctx context.Context, source importers.Source, options importers.Options) ([]importers.Plan, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	book, err := openWorkbook(source)
	if err != nil {
		return nil, err
	}
	defer book.close() //nolint:errcheck // nothing was written
	p := planner{ctx: ctx, book: book, options: options, source: source}
	if err := p.planSheets(); err != nil {
		return nil, err
	}
	return p.result()
}

// planner looks at the sheets of one workbook.
type planner struct {
	ctx     context.Context
	book    *workbook
	source  importers.Source
	options importers.Options

	tables   []importers.Plan
	notes    []importers.Plan // sheets with something in them that is no table
	findings []importers.Finding
}

func (p *planner) find(code, format string, args ...any) {
	p.findings = append(p.findings, importers.Finding{Code: code, Message: fmt.Sprintf(format, args...)})
}

func (p *planner) planSheets() error {
	chosen := p.book.sheets
	if p.options.Sheet != "" {
		one, issue := p.book.sheet(p.options.Sheet)
		if issue != nil {
			return issue
		}
		one.hidden = false // asked for by name
		chosen = []sheet{one}
	}
	for i, sheet := range chosen {
		if sheet.hidden {
			p.find("sheet-hidden", "Sheet %q is hidden and was left out.", sheet.name)
			continue
		}
		plan, found, err := p.planSheet(sheet, i, len(chosen))
		switch {
		case err != nil:
			return failure(p.book.file, sheet.name, err)
		case !found:
			p.find("sheet-empty", "Sheet %q is empty.", sheet.name)
		case p.options.Sheet != "" || isTable(plan):
			p.tables = append(p.tables, plan)
		default:
			p.notes = append(p.notes, plan)
		}
	}
	return nil
}

func (p *planner) planSheet(sheet sheet, place, of int) (importers.Plan, bool, error) {
	scanner, err := p.book.scan(sheet)
	if err != nil {
		return importers.Plan{}, false, err
	}
	defer scanner.Close() //nolint:errcheck // nothing was written
	options := p.options
	if report := p.options.Progress; report != nil {
		options.Progress = func(done float64) { report((float64(place) + done) / float64(of)) }
	}
	return rows.Plan(p.ctx, scanner, importers.Plan{Importer: Name, Sheet: sheet.name}, options)
}

// isTable tells a table from notes: prose has one column.
func isTable(plan importers.Plan) bool {
	return len(plan.Columns) >= 2 && plan.Rows >= 1 && (plan.HeaderRow > 0 || plan.Rows >= 2)
}

// result names the plans. Without a table, whatever else there is will do.
func (p *planner) result() ([]importers.Plan, error) {
	plans := p.tables
	if len(plans) == 0 {
		plans, p.notes = p.notes, nil
	}
	if len(plans) == 0 {
		return nil, p.nothing()
	}
	for _, note := range p.notes {
		p.find("sheet-notes", "Sheet %q holds notes rather than a table and was left out.", note.Sheet)
	}
	name := strings.TrimSuffix(p.source.Name(), filepath.Ext(p.source.Name()))
	for i := range plans {
		plans[i].Name = name
		if i > 0 {
			plans[i].Name = name + " - " + plans[i].Sheet
		}
	}
	plans[0].Findings = append(plans[0].Findings, p.findings...)
	return plans, nil
}

func (p *planner) nothing() error {
	where := table.Where{File: p.book.file}
	for _, sheet := range p.book.sheets {
		if sheet.hidden {
			return table.Failed("file-empty", where, "The visible sheets of this workbook are empty; what there is, is hidden.", "Show the hidden sheets in a spreadsheet program, or name the sheet to import.", nil)
		}
	}
	return table.Failed("file-empty", where, "There is nothing in this workbook.", "Check that the export has finished and that it is the right file.", nil)
}

// sheet finds a sheet by name, ignoring case if need be.
func (b *workbook) sheet(name string) (sheet, *table.Issue) {
	names := make([]string, 0, len(b.sheets))
	for _, known := range b.sheets {
		if known.name == name {
			return known, nil
		}
		names = append(names, fmt.Sprintf("%q", known.name))
	}
	for _, known := range b.sheets {
		if strings.EqualFold(strings.TrimSpace(known.name), strings.TrimSpace(name)) {
			return known, nil
		}
	}
	return sheet{}, table.Failed("sheet-unknown", table.Where{File: b.file}, fmt.Sprintf("The workbook has no sheet called %q.", name), "Its sheets are "+strings.Join(names, ", ")+".", nil)
}

// Open starts reading the sheet that the plan names.
func (Importer) Open(ctx context.Context, source importers.Source, plan importers.Plan) (table.Reader, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	book, err := openWorkbook(source)
	if err != nil {
		return nil, err
	}
	sheet, issue := book.sheet(plan.Sheet)
	if issue != nil {
		_ = book.close() // the first error is the one that matters
		return nil, issue
	}
	scanner, err := book.scan(sheet)
	if err != nil {
		_ = book.close() // the first error is the one that matters
		return nil, failure(source.Name(), sheet.name, err)
	}
	scanner.owned = true
	return rows.NewReader(ctx, scanner, plan, source.Name()), nil
}
