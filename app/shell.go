package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// workspaceEnding is the ending of a workspace's file name.
const workspaceEnding = ".schoolbench"

// Shell is the window: a rail of rooms, the list of datasets, tabs with the
// work that is open, and a status bar. Before a workspace is open it shows the
// start page instead. It is used on the goroutine of the user interface.
type Shell struct {
	application fyne.App
	window      fyne.Window
	dispatcher  Dispatcher
	preferences preferences
	now         func() time.Time

	bench      *workbench.Workbench // nil before a workspace is open
	datasets   []warehouse.Dataset
	reports    []reports.Report
	dashboards []reports.Dashboard

	jobs    *jobs
	loading *latest // what the lists show
	opening *latest // a workspace

	rail         *rail
	side         *sideList
	tabs         *container.DocTabs
	pages        map[*container.TabItem]page
	openers      map[*container.TabItem]*container.TabItem // the tab that was shown when another was opened
	status       *statusBar
	notice       *notice
	start        *startPage
	split        *container.Split
	root         *fyne.Container
	targets      *targets
	students     *studentFinder
	due          *dueWatch
	asks         []openDialog // from the lowest to the one on top
	session      *sessionFile
	restoring    bool   // the tabs that were open are not back yet
	imports      int    // how many imports were begun; makes their keys
	explorations int    // the same for explorations
	takeBack     func() // takes the import back that was made last; nil when none was
	ended        func() // called when everything is closed
}

// NewShell makes the window of an application, empty and not yet shown.
func NewShell(application fyne.App, dispatcher Dispatcher) *Shell {
	s := &Shell{
		application: application,
		window:      application.NewWindow("Schoolbench"),
		dispatcher:  dispatcher,
		preferences: preferences{store: application.Preferences()},
		now:         time.Now,
		pages:       map[*container.TabItem]page{},
		openers:     map[*container.TabItem]*container.TabItem{},
		session:     newSessionFile(),
		ended:       application.Quit,
	}
	application.Settings().SetTheme(newTheme(s.preferences.look()))
	if err := speak(s.preferences.language()); err != nil {
		fyne.LogError("speak the language that was chosen", err)
	}
	s.window.SetIcon(applicationIcon())
	s.window.SetPadded(false)
	s.window.SetMaster()

	s.jobs = newJobs(dispatcher)
	s.loading = &latest{jobs: s.jobs}
	s.opening = &latest{jobs: s.jobs}
	s.targets = newTargets(s)
	s.students = newStudentFinder(s)
	s.due = newDueWatch(s)
	s.build()
	s.window.SetMainMenu(s.mainMenu())
	s.addShortcuts()
	s.window.Canvas().SetOnTypedKey(s.typedKey)
	s.window.SetOnDropped(func(_ fyne.Position, files []fyne.URI) {
		paths := make([]string, len(files))
		for i, file := range files {
			paths[i] = file.Path()
		}
		s.dropped(paths)
	})
	s.window.SetCloseIntercept(s.Close)
	s.window.Resize(s.preferences.windowSize())
	s.showStart()
	return s
}

// Show puts the window on the screen.
func (s *Shell) Show() { s.window.Show() }

func (s *Shell) build() {
	s.rail = newRail(s.enter)
	s.side = newSideList(s.beginImport, s.targets)
	s.side.openDataset, s.side.openReport, s.side.openDashboard = s.openDataset, s.openReport, s.openDashboard
	s.side.aboutDashboards = s.openBoards
	s.side.datasetMenu, s.side.reportMenu = s.showDatasetMenu, s.showReportMenu
	s.status = newStatusBar(s.jobs)
	s.notice = newNotice()
	s.targets.text("notice", s.notice.object, func() string { return s.notice.words })
	s.start = newStartPage(s)

	s.tabs = container.NewDocTabs()
	bareStrip(s.tabs)
	s.tabs.OnSelected = func(*container.TabItem) { s.selected() }
	s.tabs.CloseIntercept = s.closeTab
	s.split = container.NewHSplit(s.side.object, s.tabs)
	s.split.SetOffset(s.preferences.sideShare())
	s.root = container.NewStack()
	s.window.SetContent(container.New(newFrame(), s.root, s.notice.object, s.status.object))
}

// showStart shows the page for when no workspace is open.
func (s *Shell) showStart() {
	s.window.SetTitle("Schoolbench")
	s.start.show()
	s.root.Objects = []fyne.CanvasObject{s.start.object}
	s.root.Refresh()
}

// showBench shows the rail, the list and the tabs.
func (s *Shell) showBench() {
	s.window.SetTitle(say("%s – Schoolbench", workspaceName(s.bench.Path())))
	s.root.Objects = []fyne.CanvasObject{container.New(newSpine(), s.rail.object, s.split)}
	s.root.Refresh()
}

// OpenWorkspace opens the workspace at path, or makes it, and closes the one
// that was open.
func (s *Shell) OpenWorkspace(path string, create bool) {
	s.openWorkspace(path, workbench.Options{Create: create}, nil)
}

func (s *Shell) openWorkspace(path string, options workbench.Options, then func()) {
	s.notice.clear()
	fetch(s.opening, say("Opening %s", workspaceName(path)), true, func(ctx context.Context, _ func(workbench.Progress)) (*workbench.Workbench, error) {
		if options.Create {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				return nil, err
			}
		}
		return workbench.Open(ctx, path, options)
	}, func(bench *workbench.Workbench, err error) {
		if err != nil {
			s.openFailed(path, options, err)
			return
		}
		s.use(bench)
		if then != nil {
			then()
		}
	})
}

// openFailed says why a workspace could not be opened, and offers to look at it
// without changing it when another program is holding it.
func (s *Shell) openFailed(path string, options workbench.Options, err error) {
	issue := workbench.Problem(err)
	var actions []*widget.Button
	if issue.Code == lockedCode && !options.ReadOnly {
		actions = append(actions, plainButton(say("Open to read only"), "", func() {
			s.openWorkspace(path, workbench.Options{ReadOnly: true}, nil)
		}))
	}
	if _, missing := os.Stat(path); missing != nil && !options.Create {
		s.preferences.forgetWorkspace(path)
	}
	s.reportProblem(issue, actions...)
	if s.bench == nil {
		s.showStart()
	}
}

// use makes a workspace the one the window is about.
func (s *Shell) use(bench *workbench.Workbench) {
	s.leave()
	s.bench, s.restoring = bench, true
	s.preferences.setLastWorkspace(bench.Path())
	s.window.SetMainMenu(s.mainMenu())
	s.openHome()
	s.showBench()
	s.reload()
	if bench.ReadOnly() {
		s.reportProblem(table.Issue{Severity: table.Note, Message: say("This workspace is open to read only."), Remedy: say("Another program has it open. Nothing can be imported or saved until that is closed.")})
	}
}

// leave closes the pages and the workspace that are open. Closing the file
// waits for its readers, so it is done by a job.
func (s *Shell) leave() {
	for _, item := range slices.Clone(s.tabs.Items) {
		s.pages[item].close()
	}
	s.pages = map[*container.TabItem]page{}
	s.openers = map[*container.TabItem]*container.TabItem{}
	s.tabs.SetItems(nil)
	bareStrip(s.tabs) // the toolkit forgets what it has not drawn for a while
	s.takeBack = nil
	s.students.forget()
	if old := s.bench; old != nil {
		s.bench, s.datasets, s.reports, s.dashboards = nil, nil, nil, nil
		s.jobs.start(say("Closing %s", workspaceName(old.Path())), false, func(context.Context, func(workbench.Progress)) error {
			return old.Close()
		}, func(error) {})
	}
}

// reload reads the lists of datasets and reports again and tells the pages.
func (s *Shell) reload() {
	bench := s.bench
	if bench == nil {
		return
	}
	type lists struct {
		datasets   []warehouse.Dataset
		reports    []reports.Report
		dashboards []reports.Dashboard
	}
	fetch(s.loading, say("Reading the workspace"), false, func(ctx context.Context, _ func(workbench.Progress)) (found lists, err error) {
		if found.datasets, err = bench.Datasets(ctx); err != nil {
			return found, err
		}
		if found.reports, err = bench.Reports(ctx); err != nil {
			return found, err
		}
		found.dashboards, err = bench.Dashboards(ctx)
		return found, err
	}, func(found lists, err error) {
		if err != nil {
			s.reportProblem(workbench.Problem(err))
			return
		}
		s.datasets, s.reports, s.dashboards = found.datasets, found.reports, found.dashboards
		s.side.show(workspaceName(bench.Path()), s.datasets, s.reports, s.dashboards)
		for _, item := range slices.Clone(s.tabs.Items) {
			if shown, ok := s.pages[item].(refresher); ok {
				shown.refresh()
			}
		}
		if s.restoring {
			s.restore()
		}
		s.selected()
	})
}

// dataset returns the dataset of this name from the list, ignoring case.
func (s *Shell) dataset(name string) (warehouse.Dataset, bool) {
	for _, dataset := range s.datasets {
		if strings.EqualFold(dataset.Name, name) {
			return dataset, true
		}
	}
	return warehouse.Dataset{}, false
}

// dropped takes files that were dropped on the window: a workspace is opened,
// anything else is imported.
func (s *Shell) dropped(paths []string) {
	for _, path := range paths {
		if strings.EqualFold(filepath.Ext(path), workspaceEnding) {
			s.OpenWorkspace(path, false)
			return
		}
	}
	s.withWorkspace(func() {
		s.openImport(paths...)
	})
}

// withWorkspace calls then once a workspace is open. Without one, the person's
// own workspace in the documents folder is opened, and made the first time.
func (s *Shell) withWorkspace(then func()) {
	if s.bench != nil {
		then()
		return
	}
	s.openWorkspace(s.defaultWorkspace(), workbench.Options{Create: true}, then)
}

// defaultWorkspace is where a workspace is kept unless a person says otherwise.
func (s *Shell) defaultWorkspace() string {
	return filepath.Join(documentsFolder(), "Schoolbench", "My school"+workspaceEnding)
}

// documentsFolder is the person's folder for documents, or else their home.
func documentsFolder() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	documents := filepath.Join(home, "Documents")
	if info, err := os.Stat(documents); err == nil && info.IsDir() {
		return documents
	}
	return home
}

// reportProblem shows an issue above the status bar, where it stays until it is
// closed.
//
// What the person has cancelled is no problem and is said quietly.
func (s *Shell) reportProblem(issue table.Issue, actions ...*widget.Button) {
	if errors.Is(issue.Err, context.Canceled) {
		s.notice.tell(say("Cancelled. Nothing was changed."))
		return
	}
	dismiss := plainButton(say("Close"), "", s.notice.clear)
	s.notice.show(container.NewPadded(newProblemPanel(issue, append(actions, dismiss)...)))
}

// Close cancels what is running, closes the workspace and ends the program.
func (s *Shell) Close() {
	if s.jobs.closed {
		return
	}
	s.preferences.setWindowSize(s.window.Canvas().Size())
	s.preferences.setSideShare(s.split.Offset)
	s.remember()
	s.window.Hide()
	for _, item := range s.tabs.Items {
		s.pages[item].close()
	}
	s.targets.close()
	s.due.close()
	s.jobs.close(func() {
		s.session.flush()
		if s.bench != nil {
			if err := s.bench.Close(); err != nil {
				fyne.LogError("close the workspace", err)
			}
		}
		s.window.SetCloseIntercept(nil)
		s.ended()
	})
}

// lockedCode is the code of the issue that another program has the workspace
// open.
const lockedCode = "workspace-locked"
