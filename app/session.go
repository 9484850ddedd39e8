package app

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/workbench"
)

// openTab is a tab as it is remembered between runs: what it is about and what
// a person has done on it that is not saved.
type openTab struct {
	Kind      tabKind              `json:"kind"`
	Dataset   string               `json:"dataset,omitempty"`
	Look      *rowsLook            `json:"look,omitempty"`
	Report    *reports.Report      `json:"report,omitempty"`
	Files     []string             `json:"files,omitempty"` // of an import that was not finished
	Dashboard string               `json:"dashboard,omitempty"`
	As        string               `json:"as,omitempty"`    // the recipient that a dashboard was shown as
	Draft     *reports.Dashboard   `json:"draft,omitempty"` // of a dashboard, what was not saved
	Person    *workbench.PersonKey `json:"person,omitempty"`
	Shown     bool                 `json:"shown,omitempty"`
}

// tabKind is what kind of page a tab has.
type tabKind string

// The pages that come back. Rows behind a number do not: they belong to a
// result, which is made anew.
const (
	dataTab      tabKind = "data"
	datasetTab   tabKind = "dataset"
	exploreTab   tabKind = "explore"
	importTab    tabKind = "import"
	dashboardTab tabKind = "dashboard"
	settingsTab  tabKind = "settings"
	glossaryTab  tabKind = "glossary"
	boardsTab    tabKind = "dashboards"
	publishTab   tabKind = "publish"
	peopleTab    tabKind = "people"
	personTab    tabKind = "person"
)

// keeper is a page that is remembered between runs; false if there is nothing
// on it to come back to.
type keeper interface{ keep() (openTab, bool) }

// mostSessions is for how many workspaces the open tabs are remembered.
const mostSessions = recentLimit

// session is what was open in one workspace.
type session struct {
	Workspace string    `json:"workspace"`
	Tabs      []openTab `json:"tabs"`
}

// sessionFile remembers the open tabs in a file of the person's own, which is
// written by a job soon after every change, so that a crash loses nothing.
type sessionFile struct {
	path    string
	known   []session // the one that was open last first
	writing bool
	again   bool // something changed while it was written
}

// newSessionFile reads what was remembered. What cannot be read is forgotten:
// no work is in it that is not elsewhere, too.
func newSessionFile() *sessionFile {
	f := &sessionFile{}
	folder, err := os.UserConfigDir()
	if err != nil {
		return f
	}
	f.path = filepath.Join(folder, "schoolbench", "open.json")
	if content, err := os.ReadFile(f.path); err == nil && json.Unmarshal(content, &f.known) != nil {
		f.known = nil
	}
	return f
}

// of returns what was open in a workspace.
func (f *sessionFile) of(workspace string) []openTab {
	for _, each := range f.known {
		if each.Workspace == workspace {
			return each.Tabs
		}
	}
	return nil
}

// put remembers what is open in a workspace.
func (f *sessionFile) put(workspace string, tabs []openTab) {
	f.known = slices.DeleteFunc(slices.Clone(f.known), func(each session) bool { return each.Workspace == workspace })
	f.known = slices.Insert(f.known, 0, session{workspace, tabs})
	f.known = f.known[:min(len(f.known), mostSessions)]
}

// write writes the file anew. A crash leaves the file before it or this one.
func (f *sessionFile) write(content []byte) error {
	if err := os.MkdirAll(filepath.Dir(f.path), 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(f.path+".new", content, 0o600); err != nil {
		return err
	}
	return os.Rename(f.path+".new", f.path)
}

// flush writes the file when the window closes and no job will any more.
func (f *sessionFile) flush() {
	if f.path == "" || len(f.known) == 0 {
		return
	}
	content, err := json.Marshal(f.known)
	if err == nil {
		err = f.write(content)
	}
	if err != nil {
		fyne.LogError("remember what is open", err)
	}
}

// remember notes what is open, if it has changed.
func (s *Shell) remember() {
	f := s.session
	if s.bench == nil || s.restoring || f.path == "" || s.jobs.closed {
		return
	}
	before, err := json.Marshal(f.of(s.bench.Path()))
	if err != nil {
		return
	}
	tabs := s.openTabs()
	if after, err := json.Marshal(tabs); err != nil || string(after) == string(before) {
		return
	}
	f.put(s.bench.Path(), tabs)
	if f.writing {
		f.again = true
		return
	}
	s.writeSession()
}

// writeSession writes what is open by a job, and once more when it has changed
// meanwhile.
func (s *Shell) writeSession() {
	f := s.session
	content, err := json.Marshal(f.known)
	if err != nil {
		return
	}
	f.writing, f.again = true, false
	s.jobs.start(say("Remembering what is open"), false, func(context.Context, func(workbench.Progress)) error {
		return f.write(content)
	}, func(err error) {
		f.writing = false
		if err != nil {
			fyne.LogError("remember what is open", err)
		}
		if f.again {
			s.writeSession()
		}
	})
}

// openTabs lists what is open.
func (s *Shell) openTabs() []openTab {
	tabs := []openTab{}
	for _, item := range s.tabs.Items {
		kept, ok := s.pages[item].(keeper)
		if !ok {
			continue
		}
		if tab, worth := kept.keep(); worth {
			tab.Shown = item == s.tabs.Selected()
			tabs = append(tabs, tab)
		}
	}
	return tabs
}

// restore opens what was open when the workspace was left. What is gone
// meanwhile stays away. A file that the window was opened on stays in front.
func (s *Shell) restore() {
	selected := s.tabs.Selected()
	_, asked := s.pages[selected].(*importPage)
	for _, tab := range s.session.of(s.bench.Path()) {
		s.restoreTab(tab)
		if tab.Shown && !asked {
			selected = s.tabs.Selected()
		}
	}
	s.tabs.Select(selected)
	s.restoring = false
	s.selected()
}

func (s *Shell) restoreTab(tab openTab) {
	name := tab.Dataset
	if tab.Report != nil {
		name = tab.Report.Dataset
	}
	_, listed := s.dataset(name)
	switch {
	case tab.Kind == dataTab:
		s.openData()
	case tab.Kind == publishTab:
		s.openPublish()
	case tab.Kind == peopleTab:
		s.openPeople()
	case tab.Kind == personTab:
		s.restorePerson(tab)
	case tab.Kind == settingsTab:
		s.openSettings()
	case tab.Kind == glossaryTab:
		s.openGlossary()
	case tab.Kind == boardsTab:
		s.openBoards()
	case tab.Kind == dashboardTab:
		s.restoreDashboard(tab)
	case tab.Kind == importTab:
		if there := slices.DeleteFunc(slices.Clone(tab.Files), func(path string) bool { _, err := os.Stat(path); return err != nil }); len(there) > 0 {
			s.openImport(there...)
		}
	case !listed:
	case tab.Kind == datasetTab:
		s.openDataset(name)
		if page, ok := s.shownPage().(*datasetPage); ok && tab.Look != nil {
			page.rows.look = *tab.Look
		}
	case tab.Kind == exploreTab && tab.Report != nil:
		s.restoreExploration(*tab.Report)
	}
}

// restoreExploration opens an exploration as it was, with what was not saved.
func (s *Shell) restoreExploration(report reports.Report) {
	saved, known := reports.Report{}, false
	for _, each := range s.reports {
		if report.Name != "" && strings.EqualFold(each.Name, report.Name) {
			saved, known = each, true
		}
	}
	if !known {
		report.Name = "" // it was removed: what it shows is not
	}
	id := reportKey(report.Name)
	if report.Name == "" {
		id = s.newExplorationKey()
	}
	s.open(id, func() page {
		page := newExplorePage(s, id, report)
		page.presenter.saved = saved
		return page
	})
}

func (p *dataPage) keep() (openTab, bool) { return openTab{Kind: dataTab}, true }

func (p *datasetPage) keep() (openTab, bool) {
	look := p.rows.look // as it is now: what is remembered is compared with what is shown later
	return openTab{Kind: datasetTab, Dataset: p.name, Look: &look}, true
}

func (p *explorePage) keep() (openTab, bool) {
	report := p.presenter.report
	return openTab{Kind: exploreTab, Report: &report}, true
}

func (p *importPage) keep() (openTab, bool) {
	var files []string
	for _, file := range p.queue.files {
		if file.state != fileImported && file.path != "" && !p.queue.fetched.has(file.path) {
			files = append(files, file.path)
		}
	}
	return openTab{Kind: importTab, Files: files}, len(files) > 0
}
