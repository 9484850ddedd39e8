package smoke_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// reportName is what the report is called that the tasks save.
const reportName = "Teachers by the marks they give"

// saves keeps the cross-tab that is shown as a report.
func (p *person) saves(name string) {
	p.t.Helper()
	open := p.says("report.name", "")
	if p.keyboard {
		p.steps++
		p.repeat("the dialog is open", open, func() { p.key("ctrl+s") })
		p.steps += 2
		p.repeat("the name is written", func() bool { return p.look()["report.name"].Text == name }, func() {
			p.key("ctrl+a")
			p.write(name)
		})
		p.picture()
		p.steps++
		p.repeat("the report is saved", p.says("notice", name), func() { p.key("Return") })
	} else {
		p.clicks("explore.save", "the dialog is open", open)
		p.writes("report.name", name)
		p.picture()
		p.clicks("report.save", "the report is saved", p.says("notice", name))
	}
	p.waitUntil("the page has the report's name", func() bool { return p.look()["window"].Text == name })
	p.idle()
}

// teacherQuestion is the fourth question as the command line asks it.
func teacherQuestion() []string {
	return []string{
		"staff",
		"--roll-up", "Mean of GPA Points = marks: mean(GPA Points) on Staff ID = Teacher ID",
		"--rows", "Mean of GPA Points", "--bands", "Mean of GPA Points: 4 quantiles",
		"--measures", "mean(Days Absent), distinct(Staff ID)", "--where", "not isblank([Mean of GPA Points])",
	}
}

// writesFile writes the cross-tab that is shown to a file, which holds what the
// command line answers.
func (p *person) writesFile(d district) {
	p.t.Helper()
	path := filepath.Join(p.home, "Documents", p.way()+".csv")
	p.exports("explore.export", path)
	p.exported(path, d.answer(p.t, teacherQuestion()...))
}

// addsTile puts the report that is shown on a new dashboard, where its totals
// are those of the command line.
func (p *person) addsTile(d district) {
	p.t.Helper()
	const board = "Staff room"
	answer := d.answer(p.t, teacherQuestion()...)
	open := p.says("todashboard.add", "")
	if p.keyboard {
		p.goesTo("Add to a dashboard this page", "the dialog is open", open)
	} else {
		p.clicks("explore.toDashboard", "the dialog is open", open)
	}
	p.chooses("todashboard.dashboard", func(line string) bool { return line == "A new dashboard" })
	p.writes("todashboard.new", board)
	p.picture()
	if p.keyboard {
		p.steps++
		p.repeat("the tile is added", p.says("notice", "Added"), func() { p.key("Return") })
	} else {
		p.clicks("todashboard.add", "the tile is added", p.says("notice", "Added"))
	}
	shown := func() bool { return p.look()["window"].Text == board }
	if p.keyboard {
		p.goesTo(board, "the dashboard is shown", shown)
	} else {
		p.clicks("notice.open", "the dashboard is shown", shown)
	}
	want := strings.Join(answer[len(answer)-1], "\t")
	p.waitUntil("the tile has the totals of the command line", func() bool {
		return plain(p.look()["board.table:"+reportName].Text) == plain(want)
	}, func() string {
		return fmt.Sprintf("it says %q, want %q", p.look()["board.table:"+reportName].Text, want)
	})
	p.idle()
}

// drills opens the rows behind a number, as many as it counts, names first.
func (p *person) drills(d district) {
	p.t.Helper()
	want := d.answer(p.t, "students", "--rows", "Grade", "--measures", "count")
	p.explores("students")
	p.puts("Grade", "Add to rows")
	p.shows(want, 1)
	rows := want[2][1] // of the second grade
	if p.keyboard {
		p.partsTo("explore.crosstab")
		p.keys("ctrl+Home", "Down")
		p.steps++
		p.repeat("the rows are shown", p.says("records.count", "row"), func() { p.key("Return") })
	} else {
		p.steps++
		p.repeat("the rows are shown", p.says("records.count", "row"), func() { p.doubleClick("crosstab:cell:1:1") })
	}
	p.waitFor("records.count", rows+" rows")
	p.idle()
	shown := p.look()
	if first := shown["rows:cell:0:0"].Text; first == "" {
		p.t.Errorf("no name is in the first row behind the number")
	}
	last, there := shown["rows:heading:Last Name"]
	for name, at := range shown { // those in view: a side sheet has room for few
		if strings.HasPrefix(name, "rows:heading:") && (!there || at.X < last.X) {
			p.t.Errorf("%s comes before the names among the rows behind a number", name)
		}
	}
	if !there {
		p.t.Errorf("there are no names among the rows behind a number")
	}
	p.picture()
}

// edits writes into a cell, and takes that back.
func (p *person) edits() {
	p.t.Helper()
	p.opensDataset("staff")
	const cell, text = "rows:cell:1:3", "Schoolbench"
	before := p.waitFor(cell, "").Text
	if p.keyboard {
		p.partsTo(cell)
		p.keys("ctrl+Home", "Down", "Right", "Right", "Right")
		p.steps += 2
		p.repeat("the cell holds the text", p.says(cell, text), func() {
			p.key("F2", "ctrl+a")
			p.write(text)
			p.key("Return")
			p.settles(p.says(cell, text))
		})
	} else {
		p.steps += 2
		p.repeat("the cell holds the text", p.says(cell, text), func() {
			p.doubleClick(cell)
			p.key("ctrl+a")
			p.write(text)
			p.key("Return")
			p.settles(p.says(cell, text))
		})
	}
	p.idle()
	p.picture()
	p.steps++
	p.repeat("the cell holds what was there", p.says(cell, before), func() { p.key("ctrl+z") })
	p.idle()
}

// changed are the numbers of rows that the command line says would change.
var changed = regexp.MustCompile(`(\d+) added, (\d+) changed, (\d+) gone, (\d+) unchanged`)

// nextWeek imports a file like one that is there, with one row more, one less
// and the others as they were.
func (p *person) nextWeek(d district) {
	p.t.Helper()
	content, err := os.ReadFile(filepath.Join(d.files, "discipline.csv"))
	if err != nil {
		p.t.Fatal(err)
	}
	lines := strings.SplitAfter(string(content), "\n")
	lines = append(append(lines[:1:1], lines[2:]...), strings.Replace(lines[1], "D0000001", "D0009999", 1))
	folder := filepath.Join(p.home, p.way())
	path := filepath.Join(folder, "discipline.csv")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Join(lines, "")), 0o600); err != nil {
		p.t.Fatal(err)
	}
	counts := changed.FindStringSubmatch(d.run(p.t, "import", "-w", d.workspace, path, "--dataset", "discipline", "--mode", "replace", "--changes"))
	if counts == nil {
		p.t.Fatal("the command line does not say what would change")
	}

	if p.keyboard {
		p.steps++
		p.repeat("the import is open", p.says("import.path", ""), func() { p.key("ctrl+i") })
		p.steps++
		p.repeat("the path is written", func() bool { return p.look()["import.path"].Text == path }, func() {
			p.key("ctrl+a")
			p.write(path)
		})
		p.keys("Return")
	} else {
		p.clicks("side.import", "the import is open", p.says("import.path", ""))
		p.writes("import.path", path)
		p.clicks("import.open", "the file is read", p.says("import.summary", "row"))
	}
	p.waitFor("import.summary", "240 rows")
	p.idle()
	p.picture()
	if p.keyboard {
		p.partsTo("import.name")
		p.tabsTo("import.recalled")
		p.steps++
		p.repeat("the file goes into its dataset", p.says("import.mode", ""), func() { p.key("space") })
	} else {
		p.clicks("import.recalled", "the file goes into its dataset", p.says("import.mode", ""))
	}
	p.idle()
	p.chooses("import.mode", func(line string) bool { return line == "Replace its rows" })
	p.waitFor("import.part:changes", fmt.Sprintf("Rows: %s new, ", counts[1])) // and how many changed, where a key is found
	p.waitFor("import.part:changes", fmt.Sprintf("%s not in the file, %s as before.", counts[3], counts[4]))
	p.idle()
	p.picture()
	if p.keyboard {
		p.partsTo("import.run")
		p.keys("space")
	} else {
		p.clicks("import.run", "the rows are there", p.says("dataset.detail", "240 rows"))
	}
	p.waitFor("dataset.detail", "240 rows")
	p.waitFor("dataset.detail", "1 earlier import")
	p.idle()
}
