package app

import (
	"os"

	fyneapp "fyne.io/fyne/v2/app"
)

// identifier is under which the toolkit keeps our preferences.
const identifier = "org.schoolbench.app"

// Run opens the window and returns when it is closed. A path is a workspace to
// open, or a file to import with the others; without one the workspace that was
// open last is opened again.
func Run(paths ...string) {
	application := calmDown(fyneapp.NewWithID(identifier))
	application.SetIcon(applicationIcon())
	shell := NewShell(application, &windowDispatcher{})
	application.Lifecycle().SetOnStarted(func() { shell.begin(paths) })
	shell.due.begin()
	shell.window.Show()
	application.Run()
}

// begin opens what the program was started with.
func (s *Shell) begin(paths []string) {
	if len(paths) > 0 {
		cleaned := make([]string, len(paths))
		for i, path := range paths {
			cleaned[i] = cleanPath(path)
		}
		s.dropped(cleaned)
		return
	}
	last := s.preferences.lastWorkspace()
	if last == "" {
		return
	}
	if _, err := os.Stat(last); err != nil {
		s.preferences.forgetWorkspace(last)
		s.start.show()
		return
	}
	s.OpenWorkspace(last, false)
}
