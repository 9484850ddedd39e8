package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// importChanges shows what an import would change in a dataset that is there:
// how many rows are new, gone and changed, and each change with its key.
type importChanges struct {
	page   *importPage
	words  *widget.Label
	notes  *fyne.Container
	grid   *widgets.Grid
	object fyne.CanvasObject
	shown  *workbench.ChangeReport
}

func newImportChanges(p *importPage) *importChanges {
	c := &importChanges{page: p, words: widget.NewLabel(""), notes: container.New(newStack(-10)), grid: widgets.NewGrid(nil)}
	c.words.Wrapping = fyne.TextWrapWord
	c.grid.Name = say("What would change")
	c.grid.Empty = say("Nothing would change")
	c.object = container.NewBorder(container.New(newStack(-8), c.words, c.notes), nil, nil, nil, c.grid)
	return c
}

// refresh follows the comparison.
func (c *importChanges) refresh() {
	p := c.page.presenter
	report := p.compared.report
	if report == nil {
		c.words.SetText(say("Comparing the file with the dataset…"))
		if c.shown != nil {
			c.shown = nil
			c.notes.Objects = nil
			c.notes.Refresh()
			c.grid.SetSource(nil)
		}
		return
	}
	if c.shown == report {
		return
	}
	c.shown = report
	c.words.SetText(changeWords(report, p.table().into))
	c.notes.Objects = nil
	for i, finding := range report.Findings {
		if i == 3 {
			c.notes.Add(hint(say("And %s to know.", counted(len(report.Findings)-i, "more thing", "more things"))))
			break
		}
		c.notes.Add(hint(translated(finding.Message)))
	}
	c.notes.Refresh()
	c.grid.SetSource(newChangeSource(report))
	c.grid.AutoFit()
}

// changeWords says in a sentence what would become of the dataset.
func changeWords(report *workbench.ChangeReport, into intoDataset) string {
	added, gone := say("%s new", number(report.Added)), say("%s not in the file", number(report.Gone))
	parts := []string{added}
	if len(report.Key) > 0 {
		parts = append(parts, say("%s changed", number(report.Changed)))
	}
	parts = append(parts, gone, say("%s as before", number(report.Unchanged+report.Rewritten)))
	words := say("Rows: %s.", strings.Join(parts, ", "))
	var fields []string
	for i, field := range report.Fields {
		if i == 4 {
			fields = append(fields, say("and others"))
			break
		}
		fields = append(fields, say("%s in %s", field.Column, number(field.Rows)))
	}
	if len(fields) > 0 {
		words += " " + say("Changed: %s.", strings.Join(fields, ", "))
	}
	switch {
	case into.mode == warehouse.Add:
		words += " " + say("All %s of the file are added, and those that are there stay as they are.", counted(report.Rows, "row", "rows"))
	case into.mode == warehouse.Replace:
		words += " " + say("The dataset will hold the rows of the file and no others.")
	case into.dropGone:
		words += " " + say("Rows that the file does not have are taken out.")
	default:
		words += " " + say("Rows that the file does not have stay.")
	}
	return words
}

// changeLine is one line of the list of changes: a field of a row.
type changeLine struct {
	kind, key, name, column, before, after, row string
	style                                       widgets.CellStyle
}

// changeLetters is how much of a whole row is written, so that the columns
// beside it stay in view.
const changeLetters = 40

// changeSource lists the changes in a grid, field by field.
type changeSource struct {
	lines []changeLine
	parts []changePart
}

func newChangeSource(report *workbench.ChangeReport) changeSource {
	words := map[warehouse.ChangeKind]string{
		warehouse.RowAdded: say("New"), warehouse.RowChanged: say("Changed"), warehouse.RowGone: say("Not in the file"), warehouse.RowRewritten: say("Written otherwise"),
	}
	var lines []changeLine
	for _, change := range report.List {
		line := changeLine{kind: words[change.Kind], key: strings.Join(change.Key, " · "), name: change.Name}
		if change.Row > 0 {
			line.row = number(change.Row)
		}
		switch change.Kind {
		case warehouse.RowAdded, warehouse.RowGone:
			var fields []string
			for _, field := range change.Fields {
				if slices.Contains(report.Key, field.Column) {
					continue // it stands before them
				}
				fields = append(fields, field.Column+": "+field.Old+field.New)
			}
			line.before, line.after = "", shortened(strings.Join(fields, ", "), changeLetters)
			if change.Kind == warehouse.RowGone {
				line.before, line.after = line.after, ""
			}
			lines = append(lines, line)
		default:
			for _, field := range change.Fields {
				line.column, line.before, line.after = field.Column, field.Old, field.New
				lines = append(lines, line)
			}
		}
	}
	if report.ListMore > 0 {
		lines = append(lines, changeLine{kind: say("And %s", counted(report.ListMore, "more row", "more rows")), style: widgets.StyleMark})
	}
	return changeSource{lines, changeParts(report)}
}

// changePart is one column of the list of changes.
type changePart struct {
	title string
	text  func(changeLine) string
	align widgets.Align
}

// changeParts are the columns of the list: who it is first, as far as the rows
// say so, and what has changed.
func changeParts(report *workbench.ChangeReport) []changePart {
	parts := []changePart{{title: say("What"), text: func(l changeLine) string { return l.kind }}}
	if len(report.Key) > 0 {
		parts = append(parts, changePart{title: strings.Join(report.Key, " · "), text: func(l changeLine) string { return l.key }})
	}
	if slices.ContainsFunc(report.List, func(change warehouse.RowChange) bool { return change.Name != "" }) {
		parts = append(parts, changePart{title: say("Name"), text: func(l changeLine) string { return l.name }})
	}
	return append(parts,
		changePart{title: say("Column"), text: func(l changeLine) string { return l.column }},
		changePart{title: say("In the dataset"), text: func(l changeLine) string { return l.before }},
		changePart{title: say("In the file"), text: func(l changeLine) string { return l.after }},
		changePart{title: say("File row"), text: func(l changeLine) string { return l.row }, align: widgets.AlignTrailing})
}

// Rows is how many lines there are.
func (c changeSource) Rows() int { return len(c.lines) }

// Columns are those of changeParts.
func (c changeSource) Columns() int { return len(c.parts) }

// HeaderRows is one.
func (c changeSource) HeaderRows() int { return 1 }

// HeaderColumns is none.
func (c changeSource) HeaderColumns() int { return 0 }

// Header names the columns.
func (c changeSource) Header(_, column int) widgets.GridCell {
	part := c.parts[column]
	return widgets.GridCell{Text: part.title, Style: widgets.StyleHeader, Align: part.align}
}

// Cell is one part of a change.
func (c changeSource) Cell(row, column int) widgets.GridCell {
	part, line := c.parts[column], c.lines[row]
	return widgets.GridCell{Text: part.text(line), Style: line.style, Align: part.align}
}
