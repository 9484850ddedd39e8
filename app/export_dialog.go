package app

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// exportFormat is a kind of file that a person can choose.
type exportFormat struct {
	ending, title, detail string
}

// tableFormats are the kinds of files a cross-tab can be written to.
func tableFormats() []exportFormat {
	return offered([]exportFormat{
		{"xlsx", say("Excel"), say("A workbook with real numbers, a frozen header and a chart.")},
		{"pdf", say("PDF"), say("Pages to print or to mail, with the header repeated on each.")},
		{"html", say("Web page"), say("One file that opens in any browser, also on a phone.")},
		{"csv", say("CSV"), say("Plain text for other programs: the numbers alone.")},
		{"png", say("Picture"), say("The chart as a picture, for a slide or a letter.")},
	})
}

// listFormats are the kinds of files a list of rows can be written to.
func listFormats() []exportFormat {
	return slices.DeleteFunc(tableFormats(), func(format exportFormat) bool { return format.ending == "png" })
}

// offered keeps the formats that the workbench can write.
func offered(formats []exportFormat) []exportFormat {
	written := workbench.Formats()
	return slices.DeleteFunc(formats, func(format exportFormat) bool { return !slices.Contains(written, format.ending) })
}

// exportRequest is what a person chose in the dialog.
type exportRequest struct {
	format exportFormat
	path   string
}

// check says why the file cannot be written as asked, or nil. An existing file
// is replaced only when that was said.
func (r exportRequest) check(replace bool) *table.Issue {
	if strings.TrimSuffix(filepath.Base(r.path), "."+r.format.ending) == "" || r.path == "" {
		return table.Failed("file-unnamed", table.Where{}, say("The file has no name yet."), say("Type a name for it."), nil)
	}
	info, err := os.Stat(r.path)
	if err != nil {
		return nil
	}
	if info.IsDir() {
		return table.Failed("file-is-folder", table.Where{File: r.path}, say("This is a folder."), say("Give the file a name inside it."), nil)
	}
	if !replace {
		return table.Failed("file-exists", table.Where{File: r.path}, say("There is a file of this name already."), say("Choose another name, or replace it."), nil)
	}
	return nil
}

// withFormat gives the path the ending of a format, in place of that of another.
func withFormat(path string, format exportFormat, all []exportFormat) string {
	ending := strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), ".")
	for _, other := range all {
		if other.ending == ending {
			path = strings.TrimSuffix(path, filepath.Ext(path))
			break
		}
	}
	return path + "." + format.ending
}

// formatOf is the place of the format whose ending the path has, or -1.
func formatOf(path string, formats []exportFormat) int {
	ending := strings.TrimPrefix(strings.ToLower(filepath.Ext(cleanPath(path))), ".")
	return slices.IndexFunc(formats, func(format exportFormat) bool { return format.ending == ending })
}

// fileName makes a name for a file out of a title.
func fileName(title string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, strings.TrimSpace(title))
	name = strings.Trim(name, ". ")
	if runes := []rune(name); len(runes) > 80 {
		name = strings.TrimSpace(string(runes[:80]))
	}
	if name == "" {
		return say("Export")
	}
	return name
}

// exportFolder is where exports go unless the person says otherwise: where the
// last one went, or the folder for documents.
func (s *Shell) exportFolder() string {
	if folder := s.preferences.exportFolder(); folder != "" {
		if info, err := os.Stat(folder); err == nil && info.IsDir() {
			return folder
		}
	}
	return documentsFolder()
}

// askExport lets a person choose a kind of file and its place, and writes it.
// The document is made by the job that writes it.
func (s *Shell) askExport(title string, formats []exportFormat, document func(ctx context.Context) (*reports.Document, error)) {
	s.askFile(title, formats, func(request exportRequest) { s.runExport(request, document) })
}

// askFile lets a person choose a kind of file and its place, and passes both on.
func (s *Shell) askFile(title string, formats []exportFormat, write func(request exportRequest)) {
	chosen := formats[0]
	question := s.newAsk(say("Export"), say("Cancel"))
	path := question.entry()
	path.SetText(filepath.Join(s.exportFolder(), fileName(title)+"."+chosen.ending))
	detail := hintText(chosen.detail)
	problem := container.NewStack()
	replace := false
	var submit func()
	question.agreeBy(say("Save"), func() { submit() })
	save := question.agree
	reset := func() {
		if !replace && len(problem.Objects) == 0 {
			return
		}
		replace = false
		save.SetText(say("Save"))
		problem.Objects = nil
		problem.Refresh()
		question.fit()
	}

	choices := container.NewGridWithColumns(len(formats))
	buttons := make([]*askButton, len(formats))
	choose := func(i int) {
		chosen = formats[i]
		for j, button := range buttons {
			button.Importance = widget.MediumImportance
			if i == j {
				button.Importance = widget.HighImportance
			}
			button.Refresh()
		}
		detail.SetText(chosen.detail)
	}
	for i, format := range formats {
		buttons[i] = question.button(format.title, func() {
			choose(i)
			path.SetText(withFormat(path.Text, format, formats))
			reset()
		})
		choices.Add(buttons[i])
		s.targets.object("export.format:"+format.ending, buttons[i])
	}
	choose(0)

	// A typed ending says which kind of file is meant.
	path.OnChanged = func(typed string) {
		if i := formatOf(typed, formats); i >= 0 && formats[i] != chosen {
			choose(i)
		}
		reset()
	}
	submit = func() {
		request := exportRequest{format: chosen, path: withEnding(cleanPath(path.Text), "."+chosen.ending)}
		if issue := request.check(replace); issue != nil {
			problem.Objects = []fyne.CanvasObject{newProblemPanel(*issue)}
			problem.Refresh()
			if issue.Code == "file-exists" {
				replace = true
				save.SetText(say("Replace it"))
			}
			question.fit()
			return
		}
		question.hide()
		write(request)
	}
	browse := question.button(say("Folder…"), func() {
		s.chooseFolder(func(folder string) { path.SetText(filepath.Join(folder, filepath.Base(path.Text))) })
	})
	browse.Icon = icon("folder")
	question.show(fyne.NewSize(700, 330), path, widget.NewLabel(say("Write it as")), inset(choices), detail,
		widget.NewLabel(say("File")), inset(container.NewBorder(nil, nil, nil, browse, path)), problem)
	s.targets.text("export.path", path, func() string { return path.Text })
	s.targets.object("export.save", save)
}

// runExport writes the file as a job and says where it is.
func (s *Shell) runExport(request exportRequest, document func(ctx context.Context) (*reports.Document, error)) {
	s.runWriting(request, func(ctx context.Context) error {
		written, err := document(ctx)
		if err != nil {
			return err
		}
		return workbench.Export(ctx, written, request.format.ending, request.path)
	})
}

// runWriting has a file written by a job and says where it is.
func (s *Shell) runWriting(request exportRequest, write func(ctx context.Context) error) {
	s.preferences.setExportFolder(filepath.Dir(request.path))
	s.jobs.start(say("Writing %s", filepath.Base(request.path)), true, func(ctx context.Context, _ func(workbench.Progress)) error {
		return write(ctx)
	}, func(err error) {
		if err != nil {
			s.reportProblem(workbench.Problem(err))
			return
		}
		s.notice.tell(say("Saved %s", request.path),
			widget.NewButton(say("Open"), func() { s.openOutside(request.path) }),
			widget.NewButton(say("Show folder"), func() { s.openOutside(filepath.Dir(request.path)) }))
	})
}

// openOutside opens a file or a folder with the computer's own program.
func (s *Shell) openOutside(path string) {
	if err := s.application.OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}); err != nil {
		s.reportProblem(table.Issue{
			Severity: table.Failure, Message: say("The computer found no program to open this with."),
			Remedy: say("Open it from its folder."), Where: table.Where{File: path}, Err: err,
		})
	}
}

// chooseFolder shows the toolkit's dialog for folders.
func (s *Shell) chooseFolder(chosen func(folder string)) {
	chooser := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		if err != nil {
			s.reportProblem(workbench.Problem(err))
			return
		}
		if folder != nil {
			chosen(folder.Path())
		}
	}, s.window)
	s.dismissible(chooser)
	if start, err := storage.ListerForURI(storage.NewFileURI(s.exportFolder())); err == nil {
		chooser.SetLocation(start)
	}
	chooser.SetView(dialog.ListView)
	chooser.Show()
	room := s.window.Canvas().Size()
	chooser.Resize(fyne.NewSize(room.Width*0.82, room.Height*0.84))
}
