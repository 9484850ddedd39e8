package html_test

import (
	"testing"

	"github.com/schoolbench/schoolbench/internal/browsertest"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/reports/renderertest"
)

// Ensure that the page of every kind of report, and of every kind of chart, is
// one that people with disabilities can use, and that it never scrolls sideways.
func TestPagesAreAccessible(t *testing.T) {
	browser := browsertest.Start(t)
	axe := browsertest.AxeSource(t)
	pages := map[string][]byte{}
	for name, document := range renderertest.Documents() {
		if document.Table != nil && len(document.Table.Body) > 300 {
			continue // nothing but more of the same
		}
		pages[name] = []byte(render(t, document))
	}
	for _, kind := range chart.Kinds() {
		document := *renderertest.Documents()["plain"]
		drawn := *document.Chart
		drawn.Kind = kind
		document.Chart = &drawn
		pages["chart "+string(kind)] = []byte(render(t, &document))
	}
	browser.CheckPages(t, axe, pages, false)
}
