package app

import (
	"math"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
)

// A formula is grouped by and counted like a column, and one that does not fit
// is said with its reason and changes nothing.
func TestCalculatedField(t *testing.T) {
	d, p := exploring(t)
	p.askCalculated(rowsShelf)
	d.press("Use it")
	if d.closed() || len(p.presenter.report.Spec.Rows) != 0 {
		t.Fatal("nothing is taken for a formula")
	}
	d.press("Cancel")
	for formula, fits := range map[string]bool{
		`if([Days Absent] >= 5, "Often", "Seldom")`: true,
		`if([Days Missed] >= 5, "Often", "Seldom")`: false,
		`if([Days Absent] >= `:                      false,
	} {
		before := len(p.presenter.report.Spec.Rows)
		if issue := p.presenter.addCalculated(rowsShelf, formula, ""); (issue == nil) != fits {
			t.Errorf("%s: %v", formula, issue)
		}
		if added := len(p.presenter.report.Spec.Rows) > before; added != fits {
			t.Errorf("%s: on the shelf is %v", formula, p.presenter.report.Spec.Rows)
		}
	}
	d.settled(p)
	if got := len(p.presenter.view.Document.Table.Body); got != 5 { // both members, a missing and a withheld number, and the total
		t.Errorf("the table has %d rows", got)
	}
	for formula, want := range map[string]crosstab.Function{
		`[Days Absent] / 180`: crosstab.Mean,
		`[Days Absent] >= 5`:  crosstab.Yes,
		`left(School, 1)`:     crosstab.Distinct,
	} {
		if issue := p.presenter.addCalculated(valuesShelf, formula, ""); issue != nil {
			t.Errorf("%s: %v", formula, issue)
			continue
		}
		measures := p.presenter.report.Spec.Measures
		if got := measures[len(measures)-1]; got.Field != formula || got.Function != want {
			t.Errorf("%s is shown by %v", formula, got)
		}
		d.settled(p)
		if p.presenter.problem != nil {
			t.Errorf("%s: %v", formula, p.presenter.problem)
		}
	}
}

// A formula goes by its name: on its chip, above the members and in the sentence;
// taking the name back is a step of its own.
func TestAFieldIsCalledByItsName(t *testing.T) {
	d, p := exploring(t)
	const formula = `if([Days Absent] >= 5, "Often", "Seldom")`
	if issue := p.presenter.addCalculated(rowsShelf, formula, " How often absent "); issue != nil {
		t.Fatal(issue)
	}
	d.settled(p)
	heading := func() string { return p.presenter.view.Document.Table.HeaderRows[0][0].Text }
	if heading() != "How often absent" || p.fieldTitle(formula) != "How often absent" {
		t.Errorf("it is called %q and %q", heading(), p.fieldTitle(formula))
	}
	if chips := p.shelves[rowsShelf].Chips(); len(chips) != 1 || chips[0].Text != "How often absent" {
		t.Errorf("the chips are %v", chips)
	}
	p.askFieldName(formula)
	d.press("Cancel")
	p.presenter.call(formula, "")
	d.settled(p)
	if heading() != formula {
		t.Errorf("without a name it is called %q", heading())
	}
	if !p.undo() {
		t.Fatal("nothing can be undone")
	}
	d.settled(p)
	if heading() != "How often absent" {
		t.Errorf("undone it is called %q", heading())
	}
}

// A number of bands is one of them, from two on.
func TestBandCount(t *testing.T) {
	for text, want := range map[string]int{"2": 2, " 7 ": 7, "50": 50, "51": 0, "1": 0, "-3": 0, "": 0, "many": 0, "2.5": 0} {
		for _, asManyRows := range []bool{false, true} {
			bands, issue := bandCount(text, asManyRows)
			if (issue == nil) != (want > 0) {
				t.Errorf("%q: %v", text, issue)
				continue
			}
			if issue == nil && (bands.Equal+bands.Quantile != want || (bands.Quantile > 0) != asManyRows) {
				t.Errorf("%q: %v", text, bands)
			}
		}
	}
}

// Members are sorted by a number that the table does not show.
func TestSortByWhatIsNotShown(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	p.presenter.sortBy(rowsShelf, 0, "Days Absent")
	d.settled(p)
	if got := p.presenter.report.Spec.Rows[0]; got.By != "sum(Days Absent)" || !got.Descending {
		t.Errorf("it is sorted by %q, descending %v", got.By, got.Descending)
	}
	result := p.presenter.view.Result
	byHand := map[string]float64{}
	p.presenter.report.Spec.Measures = []crosstab.Measure{{Function: crosstab.Sum, Field: "Days Absent"}}
	p.presenter.run()
	d.shown(p)
	for i, header := range p.presenter.view.Result.Rows() {
		if header.Total {
			continue
		}
		byHand[header.Labels[0]] = p.presenter.view.Result.Cell(i, 0).Values[0].Value
	}
	before := math.Inf(1)
	for _, header := range result.Rows() {
		if header.Total {
			continue
		}
		if byHand[header.Labels[0]] > before {
			t.Errorf("%s comes after one with fewer days", header.Labels[0])
		}
		before = byHand[header.Labels[0]]
	}
}
