package reports

import (
	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/table"
)

// Report is a saved piece of work: a question asked of a dataset and how to
// draw the answer. It is a small JSON document.
type Report struct {
	Name    string        `json:"name"`
	Title   string        `json:"title,omitempty"`
	Dataset string        `json:"dataset"`
	Spec    crosstab.Spec `json:"crosstab"`
	Chart   chart.Kind    `json:"chart,omitempty"`
	// Labels name the measures as people should read them, in their order: the
	// empty ones, and those that are not there, are named by what they are.
	Labels []string `json:"labels,omitempty"`
	// Fields name the dimensions as people should read them, by their text in
	// the cross-tab: "School year" for schoolyear([Incident Date]).
	Fields map[string]string `json:"fields,omitempty"`
	// View is what the window shows of the report; files hold all of it.
	View View `json:"view,omitempty"`
	// Listed are the columns in which the rows behind a number are listed; none
	// for all of them.
	Listed []string `json:"listed,omitempty"`
	// Language is that of the words the program writes: titles of measures,
	// definitions, notes. It is whoever reads the report who chooses it, so that
	// it is not kept with the report; empty is English.
	Language Language `json:"-"`
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

// Label is what people read above a measure of the report.
func (r Report) Label(measure int, schema table.Schema) string {
	if measure < len(r.Labels) && r.Labels[measure] != "" {
		return r.Labels[measure]
	}
	return r.Language.MeasureTitle(r.Spec.Measures[measure], schema)
}
