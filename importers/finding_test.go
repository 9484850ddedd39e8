package importers_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// A change takes the place of the column it means, under the name that a
// person has given it, and leaves the plan it was taken from alone.
func TestPlanWithChange(t *testing.T) {
	plan := importers.Plan{Columns: []importers.PlanColumn{
		{Column: table.Column{Name: "ID", Type: table.Code}, Index: 0},
		{Column: table.Column{Name: "Score (fall)", Label: "Fall", Type: table.Integer}, Index: 3, Skip: true, Missing: []string{"NA"}},
	}}
	change := importers.Change{Label: "Read as text", Columns: []importers.PlanColumn{{Column: table.Column{Name: "Score", Type: table.Text}, Index: 3}}}
	got := plan.With(change)
	want := importers.PlanColumn{Column: table.Column{Name: "Score (fall)", Label: "Fall", Type: table.Text}, Index: 3, Skip: true}
	if !reflect.DeepEqual(got.Columns[1], want) || !reflect.DeepEqual(got.Columns[0], plan.Columns[0]) {
		t.Errorf("got %+v", got.Columns)
	}
	if plan.Columns[1].Type != table.Integer {
		t.Error("the plan itself was changed")
	}
}

// A plan with its findings, their questions and its legend is the same after
// it has been written down.
func TestPlanJSON(t *testing.T) {
	column := importers.PlanColumn{Column: table.Column{Name: "Born", Type: table.Date, Layout: "2/1/2006"}, Index: 1}
	want := importers.Plan{
		Importer: "delimited", Name: "a", Columns: []importers.PlanColumn{column},
		Legend:   importers.Legend{{Mark: "*", State: table.Missing, Words: "*=blank cell"}, {Mark: "-3", State: table.Withheld}},
		Findings: []importers.Finding{{Code: "date-order-assumed", Column: "Born", Asks: true, Undo: []importers.Change{{Label: "Day first", Columns: []importers.PlanColumn{column}}}}},
	}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got importers.Plan
	if err := json.Unmarshal(text, &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%s became %+v (%v)", text, got, err)
	}
	if state, known := got.Legend.State("-3"); !known || state != table.Withheld {
		t.Errorf("the legend says %v, %v of -3", state, known)
	}
	if _, known := got.Legend.State("x"); known {
		t.Error("the legend knows what it does not say")
	}
	var state table.State
	if err := json.Unmarshal([]byte(`"hidden"`), &state); err == nil {
		t.Error("an unknown state was taken")
	}
}
