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
	// View is what the window shows of the report; files hold all of it.
	View View `json:"view,omitempty"`
}

// View is which parts of a report are shown.
type View string

// The views of a report.
const (
	TableAndChart View = ""
	TableOnly     View = "table"
	ChartOnly     View = "chart"
)

// Views lists the views in the order menus offer them.
func Views() []View { return []View{TableAndChart, TableOnly, ChartOnly} }
