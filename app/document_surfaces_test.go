package app

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/renderertest"
	"github.com/schoolbench/schoolbench/widgets"
)

// Ensure that every visible cell of random reports is on the screen, and on the
// clipboard, what it is in the document; package renderertest compares the
// files. SCHOOLBENCH_SURFACES says how many; `make surfaces` asks for 500.
func TestOneDocumentEverySurface(t *testing.T) {
	count := 60
	if asked := os.Getenv("SCHOOLBENCH_SURFACES"); asked != "" {
		var err error
		if count, err = strconv.Atoi(asked); err != nil {
			t.Fatal(err)
		}
	}
	cells := 0
	for i := range count {
		seed := uint64(1000 + i)
		document, list := renderertest.Random(seed), false
		if i%5 == 4 {
			document, list = renderertest.RandomList(seed), true
		}
		source := documentSource{table: document.Table, list: list}
		if err := renderertest.Compare(document, onScreen(source), renderertest.Shown); err != nil {
			t.Errorf("%s, screen: %v", document.Title, err)
		}
		for row := range source.Rows() {
			for column := range source.Columns() {
				cells++
				if err := drawnAs(source.Cell(row, column), document.Table.Body[row].Cells[column]); err != nil {
					t.Errorf("%s, row %d, cell %d: %v", document.Title, row, column, err)
				}
			}
		}
		view := widgets.NewCrosstabView()
		view.SetSource(source)
		view.SelectAll()
		if err := renderertest.Compare(document, readPasted(view.CopyTextWithHeaders()), renderertest.Shown); err != nil {
			t.Errorf("%s, clipboard: %v", document.Title, err)
		}
	}
	t.Logf("%d cells of the bodies of %d documents", cells, count)
}

// onScreen are the texts of the cells that the grid is given to show.
func onScreen(source documentSource) [][]string {
	var rows [][]string
	for row := range source.HeaderRows() {
		var texts []string
		for column := range source.Columns() {
			texts = append(texts, source.Header(row, column).Text)
		}
		rows = append(rows, texts)
	}
	for row := range source.Rows() {
		var texts []string
		for column := range source.Columns() {
			texts = append(texts, source.Cell(row, column).Text)
		}
		rows = append(rows, texts)
	}
	return rows
}

// drawnAs tells what is wrong with how a cell of the body is drawn: numbers end
// at the right, totals look like totals, and a mark is no number.
func drawnAs(drawn widgets.GridCell, from reports.Cell) error {
	switch {
	case from.IsNumber && from.State == 0 && drawn.Align != widgets.AlignTrailing && strings.ContainsAny(drawn.Text, ".,%"):
		return fmt.Errorf("the number %q begins at the left", drawn.Text)
	case from.Total && drawn.Style != widgets.StyleTotal:
		return fmt.Errorf("the total %q is drawn as style %v", drawn.Text, drawn.Style)
	}
	return nil
}
