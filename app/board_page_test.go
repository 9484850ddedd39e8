package app

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/push"
)

// dashboardOfSchools saves a dashboard over attendance and a push to each
// school. Its tile of meals cannot be cut by school.
func (d *desk) dashboardOfSchools() {
	d.Helper()
	d.dataset("fall", 30)
	d.importFile(d.file("meals.csv", "Day,Meals\n2026-11-02,310\n2026-11-03,305\n"))
	d.until("the meals are listed", func() bool { _, listed := d.shell.dataset("meals"); return listed })
	count := []crosstab.Measure{{Function: crosstab.Count}}
	bench := d.shell.bench
	if err := bench.SaveDashboard(d.Context(), reports.Dashboard{
		Name: "Week", Description: "What the week was like.",
		Tiles: []reports.Tile{
			{Name: "students", Kind: reports.NumberTile, Title: "Students", Place: reports.Place{Width: 4}, Target: &reports.Target{Value: 20}, Report: reports.Report{Dataset: "fall", Spec: crosstab.Spec{Measures: count}}},
			{Name: "grades", Kind: reports.CrosstabTile, Title: "Grades", Place: reports.Place{Column: 4, Width: 8}, Report: reports.Report{Dataset: "fall", Spec: crosstab.Spec{Rows: []crosstab.Dimension{{Field: "Grade"}}, Measures: count}}},
			{Name: "names", Kind: reports.ListTile, Title: "Names", Place: reports.Place{Row: 1, Width: 6}, Report: reports.Report{Dataset: "fall"}, List: &reports.Listing{Columns: []string{"Student Name"}, Limit: 3}},
			{Name: "to do", Kind: reports.TasksTile, Title: "To do", Place: reports.Place{Row: 1, Column: 6, Width: 6}, Tasks: []reports.Task{{Text: map[reports.Language]string{reports.English: "Call the families."}, Who: "Office"}}},
			{Name: "meals", Kind: reports.NumberTile, Title: "Meals", Place: reports.Place{Row: 2}, Report: reports.Report{Dataset: "meals", Spec: crosstab.Spec{Measures: []crosstab.Measure{{Function: crosstab.Sum, Field: "Meals"}}}}},
		},
	}); err != nil {
		d.Fatal(err)
	}
	if err := bench.SavePush(d.Context(), push.Push{Name: "Schools", Dashboard: "Week", Formats: []string{"pdf"}, Each: &push.Each{Dataset: "fall", Field: "School"}}); err != nil {
		d.Fatal(err)
	}
	d.shell.reload()
	d.until("the dashboard is listed", func() bool { return len(d.shell.dashboards) == 1 && !d.shell.loading.busy() })
}

// made waits until a dashboard is worked out.
func (d *desk) made(p *boardPage) {
	d.Helper()
	d.until("the dashboard is made", func() bool { return !p.running.busy() })
	if p.issue != nil {
		d.Fatal(*p.issue)
	}
}

// says lists the words of all visible labels in an object.
func says(object fyne.CanvasObject) []string {
	var words []string
	if !object.Visible() {
		return nil
	}
	switch object := object.(type) {
	case *widget.Label:
		return []string{object.Text}
	case *figureLabel:
		return []string{object.Text}
	case *widget.Button:
		return []string{object.Text}
	case *container.Scroll:
		return says(object.Content)
	case *fyne.Container:
		for _, child := range object.Objects {
			words = append(words, says(child)...)
		}
	}
	return words
}

// A dashboard shows the text of the board's cells, for the whole district and
// for a recipient, who is told what is left out.
func TestBoardShowsCells(t *testing.T) {
	d := newBoardDesk(t)
	if _, listed := d.shell.side.items[dashboardKey("Week")]; !listed {
		t.Error("the side list does not name the dashboard")
	}
	d.shell.openDashboard("Week")
	p := d.shell.shownPage().(*boardPage)
	d.made(p)
	if !slices.Equal(p.names, []string{"Alder", "Birch", "Cedar"}) {
		t.Errorf("it can be shown as %q", p.names)
	}
	want := p.board.Sections[0].Document.Table.Body[0].Cells
	for _, words := range []string{want[len(want)-1].Text, "30", "615", "Target at least 20: reached", "☐ Call the families.", "Office", "What the week was like."} {
		if !slices.Contains(says(p.object), words) {
			t.Errorf("the whole district's page does not say %q: %q", words, says(p.object))
		}
	}
	if !slices.Contains(says(p.object), upperFirst(p.board.RunAs)) || len(p.board.LeftOut) != 0 {
		t.Errorf("run as %q, left out %q", p.runAs.Text, p.board.LeftOut)
	}

	p.whom.SetSelected("Birch")
	if slices.Contains(says(p.object), "30") {
		t.Error("the district's number stays while a recipient's page is made")
	}
	d.made(p)
	own := says(p.object)
	if !slices.Contains(own, "10") || !slices.Contains(own, "Target at least 20: not reached") || slices.Contains(own, "30") {
		t.Errorf("the page of Birch says %q", own)
	}
	if len(p.board.LeftOut) != 1 || !slices.Contains(own, p.board.LeftOut[0]) || !strings.Contains(p.board.LeftOut[0], "Meals") {
		t.Errorf("left out is %q, the page says %q", p.board.LeftOut, own)
	}
	if !strings.HasPrefix(p.runAs.Text, "As Birch, ") {
		t.Errorf("run as %q", p.runAs.Text)
	}

	path := filepath.Join(d.folder, "birch.html")
	p.export()
	d.shell.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	d.shell.runBoard(p.board, exportRequest{format: boardFormats()[2], path: path})
	d.until("the file is written", func() bool { return len(d.shell.jobs.running) == 0 })
	if written, err := os.ReadFile(path); err != nil || !strings.Contains(string(written), "as Birch") {
		t.Errorf("the file: %v", err)
	}
}

// The tiles of a row stand side by side on the grid, and beneath one another in
// a narrow window.
func TestBoardGrid(t *testing.T) {
	d := newBoardDesk(t)
	d.shell.openDashboard("Week")
	p := d.shell.shownPage().(*boardPage)
	d.made(p)
	first, second, third := p.grid.Objects[0], p.grid.Objects[1], p.grid.Objects[2]
	if first.Position().Y != second.Position().Y || first.Size().Height != second.Size().Height || first.Position().X+first.Size().Width >= second.Position().X {
		t.Errorf("the first is at %v %v, the second at %v %v", first.Position(), first.Size(), second.Position(), second.Size())
	}
	if third.Position().Y < first.Position().Y+first.Size().Height {
		t.Errorf("the second row begins at %v, above the end of the first", third.Position())
	}
	p.grid.Resize(fyne.NewSize(500, 2000))
	if second.Position().Y < first.Size().Height || second.Position().X != 0 {
		t.Errorf("in a narrow window, the second is at %v", second.Position())
	}
}

// What is folded is shown by its line, and the page becomes higher.
func TestBoardFold(t *testing.T) {
	d := newBoardDesk(t)
	d.shell.openDashboard("Week")
	p := d.shell.shownPage().(*boardPage)
	d.made(p)
	read := p.board.Sections[1].Narrative.Read
	if len(read) == 0 || slices.Contains(says(p.object), read[0].Text) {
		t.Fatalf("how to read it is not folded: %v", read)
	}
	before := p.grid.MinSize().Height
	tapButton(p.grid.Objects[1], "How to read this")
	if !slices.Contains(says(p.object), read[0].Text) || p.grid.MinSize().Height <= before {
		t.Errorf("unfolded, the page is %v high, before %v: %q", p.grid.MinSize().Height, before, says(p.object))
	}
}

// tapButton taps the button with these words.
func tapButton(object fyne.CanvasObject, words string) {
	switch object := object.(type) {
	case *widget.Button:
		if object.Text == words {
			object.OnTapped()
		}
	case *fyne.Container:
		for _, child := range slices.Clone(object.Objects) {
			tapButton(child, words)
		}
	}
}

// A dashboard's tab comes back as whom it was shown, and Go to and the home
// page name it.
func TestSessionOfDashboard(t *testing.T) {
	d := newBoardDesk(t)
	path := d.shell.bench.Path()
	if !slices.ContainsFunc(d.shell.destinations(), func(each destination) bool { return each.name == "Week" && each.kind == "dashboard" }) {
		t.Error("Go to does not name the dashboard")
	}
	if d.shell.find(homeKey).(*homePage).dashboardCards() == nil {
		t.Error("the home page has no card of it")
	}
	d.shell.openDashboard("Week")
	p := d.shell.shownPage().(*boardPage)
	d.made(p)
	p.showAs("Cedar")
	d.made(p)
	ended := false
	d.shell.ended = func() { ended = true }
	d.shell.Close()
	d.until("the window is closed", func() bool { return ended })

	next := d.again(path)
	again, ok := next.shell.shownPage().(*boardPage)
	if !ok {
		t.Fatalf("%q is shown", next.shell.shownPage().title())
	}
	next.made(again)
	if again.as != "Cedar" || again.whom.Selected != "Cedar" || !strings.HasPrefix(again.runAs.Text, "As Cedar") {
		t.Errorf("it is shown as %q, %q", again.as, again.runAs.Text)
	}
}

// Where there is no dashboard, the window says what one is.
func TestGoToWithoutDashboards(t *testing.T) {
	d := newDesk(t)
	d.dataset("fall", 5)
	d.shell.side.items[dashboardKey("")].onTap()
	if _, ok := d.shell.shownPage().(*boardsPage); !ok {
		t.Errorf("%s is shown", d.shell.shownPage().key())
	}
}
