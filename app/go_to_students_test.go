package app

import (
	"slices"
	"testing"
)

// Go to finds students by name, also those who came with a later import, and
// shows what is known of the one that is chosen.
func TestGoToStudents(t *testing.T) {
	d := newDesk(t)
	s := d.shell
	d.importFile(d.file("roster.csv", "Student ID,Last Name,First Name,School\n0001,Núñez,Zoë,Alder\n0002,Anders,Lee,Birch\n0001,Núñez,Zoë,Cedar\n"))
	d.until("the dataset is listed", func() bool { _, listed := s.dataset("roster"); return listed })
	if s.students.index != nil {
		t.Error("names were read before anybody asked")
	}
	s.showPalette()
	d.until("the names are read", func() bool { return s.students.known() })
	found := s.students.matching("zoe")
	if len(found) != 1 || found[0].kind != "student 0001 in roster" {
		t.Fatalf("found %+v", found)
	}
	found[0].act()
	page, ok := s.shownPage().(*personPage)
	if !ok {
		t.Fatalf("shown is %T", s.shownPage())
	}
	d.until("her page is filled", func() bool { return page.person != nil })
	if page.title() != "Núñez, Zoë" || len(page.person.Blocks[0].Rows) != 2 {
		t.Errorf("the page of %q has %+v", page.title(), page.person.Blocks)
	}

	// Her rows open in the dataset, filtered; on a page that is open already as well.
	s.openPersonRows(&page.person.Blocks[0])
	rows := s.shownPage().(*datasetPage)
	d.until("her rows are shown", func() bool {
		return rows.version > 0 && rows.rows.source.Rows() == 2 && !rows.rows.arranging.busy()
	})
	s.students.matching("0002")[0].act()
	other := s.shownPage().(*personPage)
	d.until("his page is filled", func() bool { return other.person != nil })
	s.openPersonRows(&other.person.Blocks[0])
	d.until("his row is shown", func() bool { return rows.rows.source.Rows() == 1 })

	// The rows have changed.
	d.importFile(d.file("more.csv", "Student ID,Last Name,First Name\n0003,Later,Lou\n"))
	d.until("the dataset is listed", func() bool { _, listed := s.dataset("more"); return listed })
	if s.students.known() {
		t.Error("the names of before pass for those of now")
	}
	s.showPalette()
	d.until("the names are read again", func() bool { return len(s.students.matching("later")) == 1 })

	// What there are few of stays above the students.
	list := withStudents(matching(s.destinations(), "roster"), []destination{{name: "Rosterman, Al", kind: "student"}})
	if at := slices.IndexFunc(list, func(each destination) bool { return each.kind == "student" }); at < 1 || list[0].name != "roster" {
		t.Errorf("the dataset is not first: %d, %+v", at, list[0])
	}
}
