package app

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/schoolbench/schoolbench/assets"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// A workspace is made, remembered, closed with the window, and free for others
// afterwards.
func TestOpenAndClose(t *testing.T) {
	queue := newQueue()
	folder := t.TempDir()
	t.Setenv("HOME", folder)
	application := test.NewTempApp(t)
	s := NewShell(application, queue)
	ended := false
	s.ended = func() { ended = true }
	path := filepath.Join(folder, "deep", "School.schoolbench")
	s.OpenWorkspace(path, true)
	queue.until(t, "the workspace is open", func() bool { return s.bench != nil })
	if got := s.window.Title(); got != "School – Schoolbench" {
		t.Errorf("the window is called %q", got)
	}
	if s.shownPage().key() != homeKey {
		t.Errorf("%s is shown first", s.shownPage().key())
	}
	s.Close()
	s.Close() // a second click on the cross does nothing
	queue.until(t, "the program ends", func() bool { return ended })
	again, err := workbench.Open(context.Background(), path, workbench.Options{})
	if err != nil {
		t.Fatalf("the workspace is not free after the window closed: %v", err)
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
	if got := s.preferences.lastWorkspace(); got != path {
		t.Errorf("remembered is %q", got)
	}
}

// What cannot be opened is said, and the start page stays.
func TestOpenFails(t *testing.T) {
	d := newDeskWithout(t)
	for name, path := range map[string]string{
		"missing":         filepath.Join(d.folder, "gone.schoolbench"),
		"not a workspace": d.file("notes.schoolbench", strings.Repeat("These are notes. ", 100)),
		"a folder":        d.folder,
	} {
		d.shell.notice.clear()
		d.shell.OpenWorkspace(path, false)
		d.until("it is told", func() bool { return !d.shell.opening.busy() })
		if len(d.shell.notice.object.Objects) != 1 || d.shell.bench != nil {
			t.Errorf("%s: nothing is told", name)
		}
	}
}

// A data file dropped on the start page is looked into, in a workspace of the
// person's own.
func TestDropWithoutWorkspace(t *testing.T) {
	d := newDeskWithout(t)
	path := d.file("fall.csv", attendance(5))
	d.shell.dropped([]string{path})
	d.until("the file is looked into", func() bool {
		p, ok := d.shell.shownPage().(*importPage)
		return ok && !p.presenter.busy() && p.presenter.table() != nil
	})
	if got, want := d.shell.bench.Path(), filepath.Join(d.folder, "Schoolbench", "My school.schoolbench"); got != want {
		t.Errorf("the workspace is %s, want %s", got, want)
	}

	// A workspace dropped on the window is opened instead.
	other := filepath.Join(d.folder, "Other.schoolbench")
	bench, err := workbench.Open(context.Background(), other, workbench.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := bench.Close(); err != nil {
		t.Fatal(err)
	}
	d.shell.dropped([]string{other})
	d.until("the other workspace is open", func() bool { return d.shell.bench != nil && d.shell.bench.Path() == other })
}

// Tabs: opened once, turned round, closed; home stays.
func TestTabs(t *testing.T) {
	d := newDesk(t)
	d.dataset("fall", 10)
	s := d.shell
	s.openDataset("fall")
	s.openDataset("Fall")
	s.enter(dataRoom)
	s.enter(exploreRoom)
	if got := len(s.tabs.Items); got != 4 {
		t.Fatalf("%d tabs are open, want home, the dataset, data and an exploration", got)
	}
	if s.shownPage().room() != exploreRoom || !s.rail.buttons[exploreRoom].chosen {
		t.Error("the rail does not show the room of the tab")
	}
	s.turn(1)
	if s.shownPage().key() != homeKey {
		t.Errorf("after the last comes %s", s.shownPage().key())
	}
	s.closeShown()
	if got := len(s.tabs.Items); got != 4 {
		t.Error("home was closed")
	}
	s.turn(-1)
	s.closeShown()
	s.openDataset("fall")
	s.closeDataset("fall")
	if s.find(datasetKey("fall")) != nil || len(s.tabs.Items) != 2 {
		t.Errorf("%d tabs are left", len(s.tabs.Items))
	}
}

// Go to finds by words, and every destination of a workspace can be reached.
func TestGoTo(t *testing.T) {
	d := newDesk(t)
	d.dataset("fall", 10)
	all := d.shell.destinations()
	if got := matching(all, "explore fal"); len(got) != 1 || got[0].name != "Explore fall" {
		t.Errorf("found %v", got)
	}
	if got := matching(all, "zebra"); len(got) != 0 {
		t.Errorf("found %v", got)
	}
	d.shell.showPalette()
	box, ok := d.shell.window.Canvas().Focused().(*goToEntry)
	if !ok {
		t.Fatalf("%T has the keyboard", d.shell.window.Canvas().Focused())
	}
	test.Type(box, "fall dataset")
	box.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := d.shell.shownPage().key(); got != datasetKey("fall") {
		t.Errorf("went to %s", got)
	}
}

// Help, keys and about are there for every page, and the look can be changed.
func TestMenus(t *testing.T) {
	d := newDesk(t)
	d.dataset("fall", 10)
	for _, show := range []func(){d.shell.openData, func() { d.shell.openDataset("fall") }, d.shell.explore, func() { d.shell.openImport() }} {
		show()
		d.shell.showHelp()
		if d.shell.window.Canvas().Overlays().Top() == nil {
			t.Errorf("no help for %s", d.shell.shownPage().key())
		}
		d.shell.window.Canvas().Overlays().Remove(d.shell.window.Canvas().Overlays().Top())
	}
	for range 5 {
		d.shell.stepTextSize(1)
	}
	d.shell.setAppearance(dark)
	if got := d.shell.preferences.look(); got != (look{appearance: dark, textSize: doubleText}) {
		t.Errorf("the look is %v", got)
	}
	seen := map[string]string{}
	for _, menu := range d.shell.mainMenu().Items {
		for _, item := range menu.Items {
			if item.Shortcut == nil {
				continue
			}
			name := item.Shortcut.ShortcutName()
			if other, taken := seen[name]; taken {
				t.Errorf("%s and %s have the same keys", other, item.Label)
			}
			seen[name] = item.Label
		}
	}
}

// A job that is replaced is not heard of again, and after close nothing starts.
func TestJobs(t *testing.T) {
	queue := newQueue()
	running := newJobs(queue)
	last := &latest{jobs: running}
	var heard []string
	begin := func(name string) {
		last.start(name, false, func(ctx context.Context, report func(workbench.Progress)) error {
			for i := range 1000 {
				report(workbench.Progress{Step: name, Done: float64(i) / 1000})
			}
			return ctx.Err()
		}, func(error) { heard = append(heard, name) })
	}
	for _, name := range []string{"one", "two", "three"} {
		begin(name)
	}
	queue.until(t, "all have ended", func() bool { return len(running.running) == 0 })
	if len(heard) != 1 || heard[0] != "three" {
		t.Errorf("heard of %q", heard)
	}

	blocked := make(chan struct{})
	running.start("waits", true, func(ctx context.Context, _ func(workbench.Progress)) error {
		close(blocked)
		<-ctx.Done()
		return ctx.Err()
	}, func(error) { heard = append(heard, "waits") })
	<-blocked
	closed := false
	running.close(func() { closed = true })
	queue.until(t, "it is closed", func() bool { return closed })
	if job := running.start("late", true, nil, nil); job != nil {
		t.Error("a job began after close")
	}
	if len(heard) != 1 {
		t.Errorf("heard of %q after close", heard)
	}
}

// A read-only workspace says so, and what it refuses is told as an issue.
func TestReadOnly(t *testing.T) {
	d := newDesk(t)
	d.dataset("fall", 10)
	path := d.shell.bench.Path()
	d.shell.leave()
	d.until("the workspace is closed", func() bool { return len(d.shell.jobs.running) == 0 })
	d.shell.openWorkspace(path, workbench.Options{ReadOnly: true}, nil)
	d.until("it is open again", func() bool { return d.shell.bench != nil && len(d.shell.datasets) == 1 })
	if len(d.shell.notice.object.Objects) != 1 {
		t.Error("nothing says that it is read-only")
	}
	p := d.looking(d.file("other.csv", attendance(3)))
	p.start(false)
	d.until("it is refused", func() bool { return p.presenter.problem != nil })
	if p.presenter.problem.Code == "internal" {
		t.Errorf("refused as %+v", p.presenter.problem)
	}
}

// A workspace that another program holds can be opened to read.
func TestOpenElsewhere(t *testing.T) {
	d := newDeskWithout(t)
	path := filepath.Join(d.folder, "Held.schoolbench")
	holder, err := workbench.Open(context.Background(), path, workbench.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := holder.Close(); err != nil {
			t.Error(err)
		}
	}()
	_, err = workbench.Open(context.Background(), path, workbench.Options{})
	issue := table.IssueIn(err)
	if issue == nil {
		t.Fatalf("a second opening gave %v", err)
	}
	if issue.Code != lockedCode {
		t.Errorf("the issue is %q, the window looks for %q", issue.Code, lockedCode)
	}
}

// Every icon that is named in the sources exists.
func TestIconsExist(t *testing.T) {
	named := map[string]int{"icon": 0, "newSideItem": 0, "newCardButton": 0, "primaryButton": 1, "plainButton": 1}
	found := 0
	check := func(literal ast.Expr) {
		basic, ok := literal.(*ast.BasicLit)
		if !ok || basic.Kind != token.STRING {
			return
		}
		name, err := strconv.Unquote(basic.Value)
		if err != nil || name == "" {
			return
		}
		found++
		if _, err := assets.Icon(name); err != nil {
			t.Error(err)
		}
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.CallExpr:
				if function, ok := node.Fun.(*ast.Ident); ok {
					if place, known := named[function.Name]; known && place < len(node.Args) {
						check(node.Args[place])
					}
				}
			case *ast.FuncDecl:
				if node.Name.Name == "iconName" && len(node.Body.List) == 1 {
					check(node.Body.List[0].(*ast.ReturnStmt).Results[0])
				}
			}
			return true
		})
	}
	if found < 30 {
		t.Errorf("only %d icons were found in the sources", found)
	}
}

// A problem is shown with its message, its remedy and its place.
func TestProblemPanel(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(newTheme(look{appearance: light}))
	panel := newProblemPanel(*table.Failed("x", table.Where{File: "roster.csv", Row: 12}, "The row has no ID.", "Type one.", nil))
	window := test.NewTempWindow(t, panel)
	window.Resize(fyne.NewSize(400, 200))
	for _, words := range []string{"The row has no ID.", "Type one.", "roster.csv, row 12"} {
		if !strings.Contains(test.RenderToMarkup(window.Canvas()), words) {
			t.Errorf("the panel does not say %q", words)
		}
	}
}

func TestWhen(t *testing.T) {
	now := time.Date(2026, 11, 22, 15, 0, 0, 0, time.Local)
	for want, at := range map[string]time.Time{
		"":                   {},
		"today at 09:05":     now.Add(-6*time.Hour + 5*time.Minute),
		"yesterday at 23:30": time.Date(2026, 11, 21, 23, 30, 0, 0, time.Local),
		"Nov 2 at 08:00":     time.Date(2026, 11, 2, 8, 0, 0, 0, time.Local),
		"Dec 31, 2025":       time.Date(2025, 12, 31, 8, 0, 0, 0, time.Local),
	} {
		if got := when(at, now); got != want {
			t.Errorf("%v is %q, want %q", at, got, want)
		}
	}
}

// The sample district that cannot be made leaves no file behind.
func TestSampleCancelled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "Sample.schoolbench")
	ctx, cancel := context.WithCancel(context.Background())
	err := makeSampleFile(ctx, path, func(workbench.Progress) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled with %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file is left: %v", err)
	}
}
