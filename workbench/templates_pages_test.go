package workbench_test

import (
	"bytes"
	"testing"

	"github.com/schoolbench/schoolbench/internal/browsertest"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/workbench"
)

// Ensure that the page of every template, for the district and for a school, in
// both languages, is one that people with disabilities can use, on a desk and
// on a telephone, light and dark.
func TestTemplatePagesAreAccessible(t *testing.T) {
	browser := browsertest.Start(t)
	axe := browsertest.AxeSource(t)
	bench := sampleBench(t)
	school := aSchool(t, bench)
	list, err := workbench.DashboardTemplates()
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string][]byte{}
	for i, template := range list {
		parts := map[string]reports.Slice{"district": {}}
		if i%2 == 0 {
			parts["school"] = reports.Slice{Label: school, Language: reports.Spanish, Filters: []reports.Filter{{Field: "School", Values: []string{school}}}}
		}
		for whose, slice := range parts {
			board, err := bench.RunDashboard(t.Context(), template.Name, slice)
			if err != nil {
				t.Fatal(err)
			}
			var page bytes.Buffer
			if err := workbench.WriteBoard(t.Context(), &page, board, "html"); err != nil {
				t.Fatal(err)
			}
			pages["dashboard "+template.Name+" "+whose] = page.Bytes()
		}
	}
	browser.CheckPages(t, axe, pages, true)
}
