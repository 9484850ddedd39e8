package app

import (
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// openParts opens a dataset and waits for its rows.
func (d *desk) openParts(name string) *datasetPage {
	d.Helper()
	d.shell.openDataset(name)
	p := d.shell.shownPage().(*datasetPage)
	d.until("the rows are shown", func() bool { return p.version != 0 })
	return p
}

// The parts of a dataset's page tell what its columns are, where its rows came
// from, and which cells are odd.
func TestDatasetParts(t *testing.T) {
	d := newDesk(t)
	d.dataset("attendance", 30)
	p := d.openParts("attendance")

	p.sections.show(columnsPart)
	columns := p.sections.views[columnsPart].(*datasetColumns)
	d.until("the columns are listed", func() bool { return len(columns.shown) == 5 })
	days := columns.known[4]
	if got := distributionWords(days); got != "11 different values · 1 missing · 1 withheld" {
		t.Errorf("days absent: %q", got)
	}
	if got := spreadWords(days); got != "0 to 10" {
		t.Errorf("days absent go from %q", got)
	}
	if got := spreadWords(columns.known[1]); got != "Alder 33%, Birch 33%, Cedar 33%" {
		t.Errorf("schools: %q", got)
	}
	columns.search.SetText("absent school")
	if len(columns.shown) != 0 {
		t.Errorf("%d columns are found by words none of them has", len(columns.shown))
	}
	columns.search.SetText("days")
	if len(columns.shown) != 1 || columns.count.Text != "1 of 5 columns" {
		t.Errorf("found %d, %q", len(columns.shown), columns.count.Text)
	}

	columns.describe("Days Absent", "Since the first day of school")
	d.until("the description is shown", func() bool { return len(columns.known) == 5 && columns.known[4].Description != "" })

	p.sections.show(problemsPart)
	problems := p.sections.views[problemsPart].(*datasetProblems)
	d.until("the odd cells are listed", func() bool { return problems.version != 0 })
	if got := problems.words.Text; !strings.HasPrefix(got, "1 odd cell: 1 withheld.") {
		t.Errorf("problems: %q", got)
	}

	d.append("attendance", 12)
	p.sections.show(historyPart)
	d.until("both imports are listed", func() bool { return len(p.batches) == 2 })
	history := p.sections.views[historyPart].(*datasetHistory)
	if got := len(history.lines.Objects); got != 5 {
		t.Errorf("the history has %d lines, want a sentence and two imports with a rule each", got)
	}
	p.sections.show(rowsPart)
	if p.body.Objects[0] != p.rows.object {
		t.Error("the rows are not shown again")
	}
}

// The list of datasets tells source, owner and age.
func TestDataPage(t *testing.T) {
	d := newDesk(t)
	d.dataset("attendance", 30)
	d.append("attendance", 12)
	d.shell.openData()
	p := d.shell.shownPage().(*dataPage)
	d.until("the datasets are listed", func() bool { return len(p.source.rows) == 1 && p.source.rows[0].Imports == 2 })
	cells := make([]string, p.source.Columns())
	for i := range cells {
		cells[i] = p.source.Cell(0, i).Text
	}
	if got := strings.Join(cells[:5], "|"); got != "attendance|attendance-12.csv and 1 earlier import|not named|42|5" {
		t.Errorf("the list says %q", got)
	}
	if cells[6] != "today's" {
		t.Errorf("the age is %q", cells[6])
	}
	d.shell.askOwner(p.source.rows[0])
	question := d.shell.asks[0].of.(*ask)
	question.hide()
	if err := d.shell.bench.SetOwner(t.Context(), "attendance", "Ms. Ortiz"); err != nil {
		t.Fatal(err)
	}
	d.shell.reload()
	d.until("the owner is shown", func() bool { return p.source.Cell(0, ownerColumn).Text == "Ms. Ortiz" })
}

// How old data are is said in words, and marked when the next file is late.
func TestFreshnessWords(t *testing.T) {
	for want, fresh := range map[string]workbench.Freshness{
		"today's":                             {},
		"1 day old":                           {Days: 1},
		"3 days old":                          {Days: 3},
		"⚠ 9 days old, usually every day":     {Days: 9, Usual: 1, Late: true},
		"⚠ 12 days old, usually every 7 days": {Days: 12, Usual: 7, Late: true},
	} {
		if got := freshnessWords(fresh); got != want {
			t.Errorf("%+v is %q, want %q", fresh, got, want)
		}
	}
}

// A word that is renamed once is shown so everywhere, until it is not.
func TestGlossaryPage(t *testing.T) {
	d := newDesk(t)
	d.dataset("attendance", 30)
	d.shell.openGlossary()
	p := d.shell.shownPage().(*glossaryPage)
	p.word.SetText("school")
	if got := p.found.Text; got != "It is in 1 column of 1 dataset." {
		t.Errorf("found: %q", got)
	}
	if !p.add.Disabled() {
		t.Error("a word without another can be added")
	}
	p.shown.SetText("Campus")
	p.submit()
	title := func() string {
		known, _ := d.shell.dataset("attendance")
		return known.Schema[1].Title()
	}
	d.until("the column has its new title", func() bool { return title() == "Campus" })
	d.until("the word is listed", func() bool { return len(p.terms) == 1 })
	if p.terms[0] != (warehouse.Term{Term: "school", Shown: "Campus"}) {
		t.Errorf("the glossary is %+v", p.terms)
	}
	p.rename("school", "")
	d.until("the column has its own title", func() bool { return title() == "School" })
	d.until("the list is empty", func() bool { return len(p.terms) == 0 })
}
