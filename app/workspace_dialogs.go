package app

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// askOpenWorkspace lets a person choose a workspace to open.
func (s *Shell) askOpenWorkspace() {
	folder := filepath.Dir(s.defaultWorkspace())
	if last := s.preferences.recentWorkspaces(); len(last) > 0 {
		folder = filepath.Dir(last[0])
	}
	s.chooseFile(say("Open a workspace"), folder, []string{workspaceEnding}, func(path string) { s.OpenWorkspace(path, false) })
}

// chooseFile shows the toolkit's file dialog, nearly as large as the window,
// with the files of a folder.
func (s *Shell) chooseFile(title, folder string, endings []string, chosen func(path string)) {
	chooser := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil {
			s.reportProblem(workbench.Problem(err))
			return
		}
		if file == nil {
			return
		}
		path := file.URI().Path()
		if err := file.Close(); err != nil {
			s.reportProblem(workbench.Problem(err))
			return
		}
		chosen(path)
	}, s.window)
	s.dismissible(chooser)
	chooser.SetTitleText(title)
	if len(endings) > 0 {
		chooser.SetFilter(storage.NewExtensionFileFilter(endings))
	}
	if start, err := storage.ListerForURI(storage.NewFileURI(folder)); err == nil {
		chooser.SetLocation(start)
	}
	chooser.SetView(dialog.ListView) // names are read in full
	// The toolkit's file dialog has no size to change before it is shown.
	chooser.Show()
	room := s.window.Canvas().Size()
	chooser.Resize(fyne.NewSize(room.Width*0.82, room.Height*0.84))
}

// askNewWorkspace lets a person name a new workspace.
func (s *Shell) askNewWorkspace() {
	question := s.newAsk(say("New workspace"), say("Cancel"))
	path := question.entry()
	path.SetText(freeName(filepath.Join(documentsFolder(), "Schoolbench", "New workspace"+workspaceEnding)))
	problem := container.NewStack()
	path.OnChanged = func(string) {
		if len(problem.Objects) > 0 {
			problem.Objects = nil
			problem.Refresh()
			question.fit()
		}
	}
	question.agreeBy(say("Create"), func() {
		target := withEnding(cleanPath(path.Text), workspaceEnding)
		if issue := checkNewFile(target); issue != nil {
			problem.Objects = []fyne.CanvasObject{newProblemPanel(*issue)}
			problem.Refresh()
			question.fit()
			return
		}
		question.hide()
		s.OpenWorkspace(target, true)
	})
	question.show(fyne.NewSize(640, 240), path,
		hintText(say("A workspace is one file. It holds the data you import and the reports you save. Keep it where your other confidential files are.")),
		widget.NewLabel(say("File")), inset(path), problem)
	s.targets.text("new.path", path, func() string { return path.Text })
	s.targets.object("new.create", question.agree)
}

// hintText is a sentence that wraps.
func hintText(text string) *widget.Label {
	label := quiet(text)
	label.Wrapping = fyne.TextWrapWord
	return label
}

// checkNewFile says why a new workspace cannot be made at path, or nil.
func checkNewFile(path string) *table.Issue {
	if path == "" || strings.TrimSuffix(filepath.Base(path), workspaceEnding) == "" {
		return table.Failed("workspace-unnamed", table.Where{}, say("The workspace has no name yet."), say("Type a name for its file."), nil)
	}
	if _, err := os.Stat(path); err == nil {
		return table.Failed("workspace-exists", table.Where{File: path}, say("There is a file of this name already."), say("Choose another name, or open that workspace."), nil)
	}
	return nil
}

// withEnding adds the ending to a path that lacks it.
func withEnding(path, ending string) string {
	if path == "" || strings.EqualFold(filepath.Ext(path), ending) {
		return path
	}
	return path + ending
}

// freeName returns path, or path with a number where there is a file already.
func freeName(path string) string {
	ending := filepath.Ext(path)
	stem := strings.TrimSuffix(path, ending)
	free := path
	for n := 2; n < 1000; n++ {
		if _, err := os.Stat(free); err != nil {
			return free
		}
		free = stem + " " + number(n) + ending
	}
	return free
}

// makeSample makes a workspace with an invented district and opens it. A sample
// that was made before is opened again.
func (s *Shell) makeSample() {
	path := filepath.Join(documentsFolder(), "Schoolbench", "Sample district"+workspaceEnding)
	if _, err := os.Stat(path); err == nil {
		s.OpenWorkspace(path, false)
		return
	}
	s.notice.clear()
	s.opening.start(say("Making the sample district"), true, func(ctx context.Context, report func(workbench.Progress)) error {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		return makeSampleFile(ctx, path, report)
	}, func(err error) {
		if err != nil {
			s.reportProblem(workbench.Problem(err))
			return
		}
		s.OpenWorkspace(path, false)
	})
}

// makeSampleFile makes a workspace with the sample district in it. When that
// fails or is cancelled no file is left behind.
func makeSampleFile(ctx context.Context, path string, report func(workbench.Progress)) error {
	bench, err := workbench.Open(ctx, path, workbench.Options{Create: true})
	if err != nil {
		return err
	}
	if _, err := bench.MakeSample(ctx, workbench.SampleOptions{}, report); err != nil {
		err = errors.Join(err, bench.Close())
		for _, suffix := range []string{"", "-wal", "-shm"} {
			if gone := os.Remove(path + suffix); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
				err = errors.Join(err, gone)
			}
		}
		return err
	}
	return bench.Close()
}

// dismissible lets Escape close a dialog of the toolkit that has no keyboard of
// its own.
func (s *Shell) dismissible(chooser *dialog.FileDialog) {
	s.asks = append(s.asks, openDialog{of: chooser, key: func(key fyne.KeyName) {
		if key == fyne.KeyEscape {
			chooser.Dismiss()
		}
	}})
	chooser.SetOnClosed(func() { s.leaveDialog(chooser) })
}
