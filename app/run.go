package app

import (
	"os"

	fyneapp "fyne.io/fyne/v2/app"
)

// identifier is under which the toolkit keeps our preferences.
const identifier = "org.schoolbench.app"

// Run opens the window and returns when it is closed. A path is a workspace to
// open or a file to import; without one the workspace that was open last is
// opened again.
func Run(path string) {
	application := calmDown(fyneapp.NewWithID(identifier))
	application.SetIcon(applicationIcon())
	shell := NewShell(application, windowDispatcher{})
	application.Lifecycle().SetOnStarted(func() { shell.begin(path) })
	shell.window.Show()
	application.Run()
}

// begin opens what the program was started with.
func (s *Shell) begin(path string) {
	if path != "" {
		s.dropped([]string{cleanPath(path)})
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
