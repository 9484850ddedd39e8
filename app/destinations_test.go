package app

import (
	"slices"
	"strings"
	"testing"
)

// Go to reaches every line of the menus, every dataset and its fields, and what
// the page can do; the best match comes first.
func TestDestinations(t *testing.T) {
	d := newDesk(t)
	d.dataset("fall", 30)
	d.shell.openExplore(reportFor("fall"))
	p := d.shell.shownPage().(*explorePage)
	all := d.shell.destinations()
	for _, menu := range d.shell.menus() {
		for _, item := range menu.Items {
			if item.IsSeparator || item.Disabled || item.ChildMenu != nil {
				continue
			}
			name := strings.TrimSuffix(item.Label, "…")
			if !slices.ContainsFunc(all, func(each destination) bool { return each.name == name && each.act != nil }) {
				t.Errorf("%s > %s cannot be reached by name", menu.Label, item.Label)
			}
		}
	}
	for typed, want := range map[string]string{
		"text size larg": "Text size: Large", "twice as large view": "Text size: Twice as large", "fall": "fall", "days": "Days Absent", "chart lines": "Chart: Lines", "swap": "Swap rows and columns", "school fall": "School",
	} {
		if found := matching(all, typed); len(found) == 0 || found[0].name != want {
			t.Errorf("%q leads first to %v, want %q", typed, found[:min(1, len(found))], want)
		}
	}

	// A field opens an exploration with the field in it, on a page whose columns
	// are not read yet as well.
	d.shell.closePage(p)
	field := matching(all, "school")[0]
	if field.kind != "field of fall" {
		t.Fatalf("found %+v", field)
	}
	field.act()
	p = d.shell.shownPage().(*explorePage)
	d.settled(p)
	if rows := p.presenter.report.Spec.Rows; len(rows) != 1 || rows[0].Field != "School" {
		t.Errorf("rows %+v", rows)
	}
}

// The worked examples are there when what they are about is, open as work that
// is not saved, and one key draws the next kind of chart.
func TestExamplesOnHome(t *testing.T) {
	d := newDesk(t)
	if home := d.shell.find(homeKey).(*homePage); home.exampleCards() != nil {
		t.Error("examples about datasets that are not there")
	}
	d.importFile(d.file("marks.csv", "Student ID,Course,Mark,GPA Points\n1,Algebra,A,4\n2,Algebra,F,0\n3,Art,B,3\n"))
	d.until("the dataset is listed", func() bool { _, listed := d.shell.dataset("marks"); return listed })
	if d.shell.find(homeKey).(*homePage).exampleCards() == nil {
		t.Fatal("no example about marks")
	}
	matching(d.shell.destinations(), "which courses give")[0].act()
	p := d.shell.shownPage().(*explorePage)
	d.settled(p)
	if p.presenter.problem != nil {
		t.Fatal(p.presenter.problem)
	}
	if got, want := p.title(), "Which courses give the most D's and F's?"; got != want || p.heading.Text != want {
		t.Errorf("the page is called %q, its heading %q", got, p.heading.Text)
	}
	before := p.kinds.Selected
	d.shell.nextChart()
	if p.kinds.Selected == before {
		t.Error("the chart is of the same kind")
	}
}
