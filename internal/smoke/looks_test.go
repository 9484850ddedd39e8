package smoke_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// everyLook is set by make shots: pictures in every size and scale, not only
// light and dark.
const everyLook = "SCHOOLBENCH_SHOTS"

// The pages stay whole, light and dark, in a small and a large window, and at
// 125 % and 200 %: the buttons that a page is for are inside the window. A
// picture of each is kept to be looked at.
func TestLooks(t *testing.T) {
	if testing.Short() {
		t.Skip("the window is not driven in short tests")
	}
	looks := []struct {
		name          string
		width, height int
		scale         string
		appearance    string // its line in the menu
		always        bool
	}{
		{"light", 1440, 900, "1", "", true},
		{"dark", 1440, 900, "1", "Dark", true},
		{"small", 1280, 720, "1", "", false},
		{"large", 2560, 1440, "1", "", false},
		{"double-text", 1280, 720, "1", "Twice as large", false},
		{"largest-text", 1440, 900, "1", "Very large", false},
		{"contrast", 1440, 900, "1", "High contrast", false},
		{"125", 1440, 900, "1.25", "", false},
		{"200", 2560, 1440, "2", "", false},
		{"200-dark", 2560, 1440, "2", "Dark", false},
	}
	program, district := build(t), newDistrict(t)
	for _, look := range looks {
		t.Run(look.name, func(t *testing.T) {
			if !look.always && os.Getenv(everyLook) == "" {
				t.Skipf("make shots looks at it: it sets %s", everyLook)
			}
			s := newScreen(t, look.width, look.height)
			s.scale = look.scale
			p := &person{screen: s, keyboard: true}
			workspace := filepath.Join(s.home, "Documents", "District.schoolbench")
			district.copyTo(t, workspace)
			s.start(program, workspace)
			s.waitFor("side:dataset:marks", "")
			p.idle()
			if look.appearance != "" {
				p.goesTo(look.appearance+" view", "the look has changed", func() bool { return !p.says("goto", "")() })
			}
			p.looks(look.name, district)
			s.quit()
		})
	}
}

// looks goes through the pages and keeps a picture of each.
func (p *person) looks(name string, d district) {
	p.t.Helper()
	number := 0
	keep := func(page string, inside ...string) {
		p.t.Helper()
		p.idle()
		number++
		p.shot(fmt.Sprintf("look-%s-%02d-%s", name, number, page))
		shown := p.look()
		window := shown["window"]
		for _, each := range inside {
			at, there := shown[each]
			if !there || at.X < 0 || at.Y < 0 || at.X+at.W > window.W || at.Y+at.H > window.H {
				p.t.Errorf("%s: %s is at %v, not inside the window of %v", page, each, at, window)
			}
		}
	}
	keep("home", "side.import")
	p.opensDataset("students")
	keep("dataset", "dataset.explore", "dataset.export")
	p.goesTo("Marks by grade report", "the report is shown", p.says("explore.crosstab", "Grade"))
	keep("explore", "explore.save", "explore.export", "explore.formula", "explore.search", "shelf:rows", "shelf:columns", "shelf:values")
	p.key("ctrl+k")
	p.waitFor("goto", "")
	p.write("mar")
	keep("go-to", "goto")
	p.key("Escape")
	p.waitUntil("Go to is closed", p.gone("goto"))
	p.repeat("the dialog is open", p.says("export.path", ""), func() { p.key("ctrl+shift+e") })
	keep("export", "export.path", "export.save")
	p.key("Escape")
	p.waitUntil("the dialog is closed", p.gone("export.path"))
	p.goesTo("Help with this page", "help is shown", func() bool { return p.says("overlays", "1")() && !p.says("goto", "")() })
	keep("help")
	p.key("Escape")
	p.goesTo("Principal", "the dashboard is shown", func() bool { return p.look()["window"].Text == "Principal" })
	keep("dashboard")
	p.repeat("the import is open", p.says("import.path", ""), func() { p.key("ctrl+i") })
	path := filepath.Join(d.files, "discipline.csv")
	p.repeat("the path is written", func() bool { return p.look()["import.path"].Text == path }, func() {
		p.key("ctrl+a")
		p.write(path)
	})
	p.key("Return")
	p.waitFor("import.summary", "240 rows")
	keep("import", "import.run", "import.name", "import.summary")
	if os.Getenv(everyLook) != "" {
		p.looksOn(keep)
	}
}

// looksOn goes through the pages that are looked at only by make shots.
func (p *person) looksOn(keep func(page string, inside ...string)) {
	p.t.Helper()
	open := func(words, title, picture string, inside ...string) {
		p.t.Helper()
		p.goesTo(words, words+" is shown", func() bool { return p.look()["window"].Text == title })
		keep(picture, inside...)
	}
	open("Data room", "Data", "data", "data.open", "data.owner", "data.glossary")
	open("Glossary", "Glossary", "glossary", "glossary.word", "glossary.shown", "glossary.add")
	open("People room", "People", "people", "people.search")
	p.repeat("a person is shown", p.says("person.name", ""), func() {
		p.partsTo("people.list")
		p.key("Down", "Return")
	})
	keep("person", "person.name")
	open("Dashboards room", "Dashboards", "dashboards", "boards.new")
	open("Attendance office", "Attendance office", "attendance-office", "board.as", "board.edit", "board.export", "board.more")
	p.key("Page_Down")
	keep("attendance-office-lower")
	open("Counselor", "Counselor", "counselor", "board.as", "board.edit", "board.export", "board.more")
	open("Budget in plain words", "Budget in plain words", "budget", "board.as", "board.edit", "board.export", "board.more")
	open("Publish room", "Publish", "publish", "publish.mail", "publish.timer")
	open("Settings room", "Settings", "settings", "settings.size", "settings.light")
	open("Marks by grade report", "Marks by grade", "explore-again", "explore.save")
	p.partsTo("explore.crosstab")
	p.key("ctrl+Home", "Down")
	p.repeat("the rows are shown", p.says("records.count", "row"), func() { p.key("Return") })
	keep("side-sheet", "records.count", "sheet.close", "sheet.whole")
}
