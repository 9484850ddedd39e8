package reports

import (
	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports/chart"
)

// Report is a saved piece of work: a question asked of a dataset and how to
// draw the answer. It is a small JSON document.
type Report struct {
	Name    string        `json:"name"`
	Title   string        `json:"title,omitempty"`
	Dataset string        `json:"dataset"`
	Spec    crosstab.Spec `json:"crosstab"`
	Chart   chart.Kind    `json:"chart,omitempty"`
}
