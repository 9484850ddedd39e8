package app

import (
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// explain says how the number in the selected cell is made: where it stands,
// what it is, from how many rows, and by which filter. It reports false when no
// number is selected, and the page is explained instead.
func (p *explorePage) explain() bool {
	row, column, ok := p.crosstab.Active()
	if !ok || p.presenter.view == nil || p.shell.window.Canvas().Focused() != p.crosstab {
		return false
	}
	text := p.explanation(row, column)
	if text == "" {
		return false
	}
	p.shell.showText(say("How this number is made"), text)
	return true
}

// explanation is what explain says of a cell; empty for a cell without a number.
func (p *explorePage) explanation(row, column int) string {
	view := p.presenter.view
	source := newDocumentSource(view)
	i := column - view.Document.Table.RowHeaders
	resultRow, resultColumn, found := source.place(row, column)
	if i < 0 || !found {
		return ""
	}
	i %= max(1, len(view.Report.Spec.Measures)) // without any, rows are counted
	cell := view.Document.Table.Body[row].Cells[column]
	request := recordsRequest{view: view, row: resultRow, column: resultColumn}
	lines := []string{"**" + plainText(request.path()) + ":** " + plainText(cell.Text)}
	switch cell.State {
	case table.Withheld:
		lines = append(lines, say("Every value behind it was withheld by whoever published the data. It is not zero."))
	case table.Missing:
		lines = append(lines, say("None of its rows reports a value. It is not zero."))
	}
	if i < len(view.Document.Definitions) {
		lines = append(lines, plainText(view.Document.Definitions[i]))
	}
	lines = append(lines, say("It is made from %s. Press Enter, or double-click it, to see them.", counted(view.Result.Cell(resultRow, resultColumn).N, "row", "rows")))
	var kept []string
	for _, term := range p.presenter.terms() {
		kept = append(kept, p.termWords(term))
	}
	if len(kept) > 0 {
		lines = append(lines, say("Only rows are counted where %s.", plainText(strings.Join(kept, ", and "))))
	}
	return strings.Join(append(lines, plainText(view.Document.Source)), "\n\n")
}

// plainText keeps signs in people's words from being read as a way of writing.
func plainText(text string) string {
	return strings.NewReplacer("*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "<", `\<`).Replace(text)
}
