package sheets

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/table"
)

// Book is an open workbook. It is used from one goroutine.
type Book interface {
	// Sheets lists the sheets that can hold cells, in the workbook's order.
	Sheets() []importers.Sheet
	// Scan starts reading a sheet, by its place in Sheets. Closing the scanner
	// leaves the workbook open.
	Scan(place int) (rows.Scanner, error)
	// Close releases the workbook.
	Close() error
}

// planBook returns a plan for every table on the visible sheets of a workbook.
// Sheets of notes are set aside, unless there is nothing else or Options.Sheet
// names one; so are hidden sheets, unless named. The importer's name goes into
// the plans and the file's name gives them theirs.
func planBook(ctx context.Context, book Book, importer, file string, options importers.Options) ([]importers.Plan, error) {
	p := planner{ctx: ctx, book: book, importer: importer, file: file, options: options}
	if err := p.planSheets(); err != nil {
		return nil, err
	}
	if err := p.applyLegends(); err != nil {
		return nil, err
	}
	return p.result()
}

// planner looks at the sheets of one workbook.
type planner struct {
	ctx      context.Context
	book     Book
	importer string
	file     string
	options  importers.Options

	tables   []importers.Plan
	notes    []importers.Plan // sheets with something in them that is no table
	legend   importers.Legend // what these say of marks
	findings []importers.Finding
}

func (p *planner) find(code, format string, args ...any) {
	p.findings = append(p.findings, importers.Finding{Code: code, Message: fmt.Sprintf(format, args...)})
}

func (p *planner) planSheets() error {
	if p.options.Sheet != "" {
		place, issue := find(p.book, p.file, p.options.Sheet)
		if issue != nil {
			return issue
		}
		return p.planSheet(p.book.Sheets()[place], place, 0, 1)
	}
	all := p.book.Sheets()
	for i, sheet := range all {
		if sheet.Hidden && !p.options.HiddenSheets {
			p.find("sheet-hidden", "Sheet %q is hidden and was left out; it can be imported by its name, or with all that is hidden.", sheet.Name)
			continue
		}
		if err := p.planSheet(sheet, i, i, len(all)); err != nil {
			return err
		}
	}
	return nil
}

// planSheet plans one sheet, the done-th of so many.
func (p *planner) planSheet(sheet importers.Sheet, place, done, of int) error {
	scanner, err := p.book.Scan(place)
	if err != nil {
		return Failure(p.file, sheet.Name, err)
	}
	defer scanner.Close() //nolint:errcheck // nothing was written
	options := p.options
	if report := p.options.Progress; report != nil {
		options.Progress = func(share float64) { report((float64(done) + share) / float64(of)) }
	}
	plans, err := rows.Plans(p.ctx, scanner, importers.Plan{Importer: p.importer, Sheet: sheet.Name}, options)
	if err != nil {
		return Failure(p.file, sheet.Name, err)
	}
	notes, err := notesOf(p.book, place, scanner)
	if err != nil {
		return Failure(p.file, sheet.Name, err)
	}
	if len(notes) > 0 {
		p.findings = append(p.findings, notesFinding(sheet.Name, notes))
	}
	if len(plans) == 0 {
		p.find("sheet-empty", "Sheet %q is empty.", sheet.Name)
		return nil
	}
	tables := slices.DeleteFunc(slices.Clone(plans), func(plan importers.Plan) bool { return !isTable(plan) })
	switch {
	case len(tables) > 0:
		p.tables = append(p.tables, tables...)
	case p.options.Sheet != "":
		p.tables = append(p.tables, plans...)
	default:
		p.notes = append(p.notes, plans[0])
		return p.readNotes(sheet, place)
	}
	return nil
}

// readNotes looks into a sheet of notes for what it says of marks.
func (p *planner) readNotes(sheet importers.Sheet, place int) error {
	scanner, err := p.book.Scan(place)
	if err != nil {
		return Failure(p.file, sheet.Name, err)
	}
	legend, err := rows.Legend(p.ctx, scanner, sheet.Name)
	if err != nil {
		return Failure(p.file, sheet.Name, err)
	}
	p.legend = append(p.legend, legend...)
	return nil
}

// applyLegends plans the tables over again when there is a sheet that explains
// their marks.
func (p *planner) applyLegends() error {
	if len(p.legend) == 0 || len(p.tables) == 0 || len(p.options.Legend) > 0 {
		return nil
	}
	p.options.Legend = p.legend
	p.tables, p.notes, p.findings, p.legend = nil, nil, nil, nil
	return p.planSheets()
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
	name := strings.TrimSuffix(p.file, filepath.Ext(p.file))
	onSheet := map[string]int{}
	main := mainSheet(plans)
	for i := range plans {
		plans[i].Name = name
		if plans[i].Sheet != main {
			plans[i].Name = name + " - " + plans[i].Sheet
		}
		if onSheet[plans[i].Sheet]++; onSheet[plans[i].Sheet] > 1 {
			plans[i].Name += fmt.Sprintf(" (%d)", onSheet[plans[i].Sheet])
		}
	}
	p.tellAlike(plans)
	plans[0].Findings = append(plans[0].Findings, p.findings...)
	return plans, nil
}

// tellAlike says which sheets have the same columns: a year or a school on
// each, most likely.
func (p *planner) tellAlike(plans []importers.Plan) {
	var shapes []string // in the order of the sheets
	alike := map[string][]string{}
	for _, plan := range plans {
		names := strings.ToLower(strings.Join(plan.Schema().Names(), "\n"))
		if plan.HeaderRow == 0 || slices.Contains(alike[names], plan.Sheet) {
			continue
		}
		if len(alike[names]) == 0 {
			shapes = append(shapes, names)
		}
		alike[names] = append(alike[names], plan.Sheet)
	}
	for _, names := range shapes {
		if found := alike[names]; len(found) > 1 {
			p.find("sheets-alike", "%d sheets have the same columns and can be stacked into one dataset: %s.", len(found), quotedList(found))
		}
	}
}

// quotedList lists names, and says how many more there are than can be read.
func quotedList(names []string) string {
	const most = 6
	quoted := make([]string, 0, most)
	for _, name := range names[:min(len(names), most)] {
		quoted = append(quoted, fmt.Sprintf("%q", name))
	}
	list := strings.Join(quoted, ", ")
	if len(names) > most {
		list += fmt.Sprintf(" and %d more", len(names)-most)
	}
	return list
}

func (p *planner) nothing() error {
	where := table.Where{File: p.file}
	for _, sheet := range p.book.Sheets() {
		if sheet.Hidden {
			return table.Failed("file-empty", where, "The visible sheets of this workbook are empty; what there is, is hidden.", "Show the hidden sheets in a spreadsheet program, or name the sheet to import.", nil)
		}
	}
	return table.Failed("file-empty", where, "There is nothing in this workbook.", "Check that the export has finished and that it is the right file.", nil)
}

// find returns the place of the sheet with this name, ignoring case if need be.
func find(book Book, file, name string) (int, *table.Issue) {
	all := book.Sheets()
	names := make([]string, 0, len(all))
	for i, known := range all {
		if known.Name == name {
			return i, nil
		}
		names = append(names, fmt.Sprintf("%q", known.Name))
	}
	for i, known := range all {
		if strings.EqualFold(strings.TrimSpace(known.Name), strings.TrimSpace(name)) {
			return i, nil
		}
	}
	remedy := "Its sheets are " + strings.Join(names, ", ") + "."
	if len(names) == 0 {
		remedy = "It has none that hold cells."
	}
	return 0, table.Failed("sheet-unknown", table.Where{File: file}, fmt.Sprintf("The workbook has no sheet called %q.", name), remedy, nil)
}

// Damaged returns the issue for a workbook that cannot be read to its end.
func Damaged(file, sheet string, err error) *table.Issue {
	return table.Failed("file-damaged", table.Where{File: file, Sheet: sheet}, "This workbook is damaged or incomplete.",
		"Copy or download it again; if it still opens in a spreadsheet program, save it there under a new name.", err)
}

// Failure puts an error met in a workbook into words. A cancelled context and
// what is an issue already stay as they are.
func Failure(file, sheet string, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if issue := table.IssueIn(err); issue != nil {
		return issue
	}
	return Damaged(file, sheet, err)
}
