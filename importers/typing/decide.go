package typing

import (
	"fmt"
	"slices"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// Decided is what was decided about one column, and why. Name and Index of the
// columns, those in the findings included, are left to the caller.
type Decided struct {
	Column   importers.PlanColumn
	Findings []importers.Finding
}

// Place gives the column, and those that the findings offer instead, its name
// and its place in the file.
func (d *Decided) Place(name string, index int) {
	d.Column.Name, d.Column.Index = name, index
	for i := range d.Findings {
		for j := range d.Findings[i].Undo {
			columns := d.Findings[i].Undo[j].Columns
			for k := range columns {
				columns[k].Name, columns[k].Index = name, index
			}
			for k := range d.Findings[i].Undo[j].LeaveOut {
				d.Findings[i].Undo[j].LeaveOut[k] = index
			}
		}
	}
}

// Decide says what the columns of one table are. What a column leaves open the
// others may settle: the order of day and month, and whether a column that
// holds nothing but marks is one of marks. The profiles must not be used again.
func Decide(profiles []*Profile) []Decided {
	decisions := make([]*decision, len(profiles))
	for i, profile := range profiles {
		decisions[i] = &decision{header: profile.header, words: profile.words, tally: profile.finish()}
		decisions[i].decideType()
	}
	agree(decisions)
	decided := make([]Decided, len(decisions))
	for i, d := range decisions {
		d.decideMarks()
		d.decideRole()
		d.decidePadding()
		d.explainSecret()
		decided[i] = Decided{Column: d.column, Findings: d.conclude()}
	}
	return decided
}

// Decide is the function Decide for a table of one column.
func (p *Profile) Decide() (importers.PlanColumn, []importers.Finding) {
	decided := Decide([]*Profile{p})[0]
	return decided.Column, decided.Findings
}

// decision is a column in the making.
type decision struct {
	header string
	words  []string
	tally  *tally
	column importers.PlanColumn
	found  []*finding
	// assumed tells that no value shows whether day or month comes first.
	assumed *finding
	// onlyMarks tells that all texts of the column are marks beyond doubt.
	onlyMarks bool
	// extra are texts that turned out to be marks.
	extra map[string]table.State
}

// finding is a finding whose alternatives are not written out yet: they depend
// on what else is decided.
type finding struct {
	importers.Finding
	edits []edit
}

type edit struct {
	label string
	apply func(column *importers.PlanColumn)
	// leaveOut has the column left out, in place of apply.
	leaveOut bool
}

func (d *decision) find(code, format string, args ...any) *finding {
	f := &finding{Finding: importers.Finding{Code: code, Column: d.header, Message: d.header + " " + fmt.Sprintf(format, args...)}}
	d.found = append(d.found, f)
	return f
}

// or adds an alternative.
func (f *finding) or(label string, apply func(column *importers.PlanColumn)) *finding {
	f.edits = append(f.edits, edit{label: label, apply: apply})
	return f
}

// asks says that a person should look.
func (f *finding) asks() *finding {
	f.Asks = true
	return f
}

func (f *finding) orText() *finding {
	return f.or("Read as text", func(column *importers.PlanColumn) { retype(column, table.Text, "") })
}

// retype makes a column one of another type. Marks are kept for types that are
// no text, where they can be nothing else.
func retype(column *importers.PlanColumn, kind table.Type, layout string) {
	column.Type, column.Layout, column.Decimals, column.Role = kind, layout, 0, table.Dimension
	if kind.IsText() {
		column.Missing, column.Withheld = nil, nil
	}
}

// conclude writes the findings out, with the columns that would undo them.
func (d *decision) conclude() []importers.Finding {
	var findings []importers.Finding
	for _, f := range d.found {
		for _, e := range f.edits {
			if e.leaveOut {
				f.Undo = append(f.Undo, leaveOut(e.label, d.column))
				continue
			}
			column := d.column
			column.Missing, column.Withheld = slices.Clone(column.Missing), slices.Clone(column.Withheld)
			e.apply(&column)
			f.Undo = append(f.Undo, importers.Change{Label: e.label, Columns: []importers.PlanColumn{column}})
		}
		findings = append(findings, f.Finding)
	}
	return findings
}

func (d *decision) decideType() {
	t := d.tally
	if t.reported == 0 {
		return // a column without a single value stays text
	}
	for _, try := range []func() bool{d.isSchoolYear, d.isGrade, d.isYesNo, d.isCross, d.isCompactDate, d.isDate, d.isSerialDate, d.isCommaNumber, d.isCode, d.isNumber, d.isWordedCode} {
		if try() {
			return
		}
	}
	d.explainText()
}

func (d *decision) decideRole() {
	t := d.tally
	unique := t.overflow || t.distinct*2 > t.total
	switch d.column.Type {
	case table.Integer:
		d.column.Role = table.Measure
		if groupsBy(d.words) || speaksOfDates(d.words) || speaksOfSchoolYears(d.words) {
			d.column.Role = table.Dimension
		}
	case table.Decimal:
		d.column.Role = table.Measure
	case table.Text, table.Code:
		if unique && t.reported > 0 && namesOnePerson(d.words) {
			d.column.Role = table.Identifier
		}
	}
}

// decidePadding recognises a column that the file filled up with spaces to one
// width throughout, and one whose values all stand in quotation marks.
func (d *decision) decidePadding() {
	t := d.tally
	if t.trailing > 0 && t.unpadded == 0 && len(t.widths) == 1 {
		for width := range t.widths {
			if width > 1 {
				d.column.Padding = width
				d.find("padding", "has every value filled with spaces to %d characters; they are taken off.", width)
			}
		}
	}
	if t.quoted > 0 && t.bare == 0 && d.column.Padding == 0 {
		d.column.Quoted = true
		d.find("quoted", "has every value in quotation marks; they are taken off.").or("Keep the marks", func(column *importers.PlanColumn) { column.Quoted = false })
	}
}

func mostFrequent(counts map[string]int) string {
	best := ""
	for text, count := range counts {
		if best == "" || count > counts[best] || (count == counts[best] && text < best) {
			best = text
		}
	}
	return best
}
