package app

import (
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/workbench"
)

// startPage is what the window shows before a workspace is open.
type startPage struct {
	shell  *Shell
	recent *fyne.Container
	path   *pathBox
	object fyne.CanvasObject
}

func newStartPage(s *Shell) *startPage {
	p := &startPage{shell: s, recent: container.NewVBox()}
	picture := canvas.NewImageFromResource(applicationIcon())
	picture.FillMode = canvas.ImageFillContain
	picture.SetMinSize(fyne.NewSize(64, 64))

	lead := widget.NewLabel(say("Bring in any spreadsheet or extract, cross-tabulate it, and see the names behind every number. Everything stays in one file on this computer: a workspace."))
	lead.Wrapping = fyne.TextWrapWord
	sample := primaryButton(say("Try the sample district"), "school", s.makeSample)
	create := plainButton(say("New workspace…"), "new", s.askNewWorkspace)
	open := plainButton(say("Open…"), "folder", s.askOpenWorkspace)
	p.path = newPathBox(say("Or type the path of a workspace, or of a file to import"), say("Open"), func(path string) { s.dropped([]string{path}) })

	title := container.New(newStack(-10), heading("Schoolbench"), quiet(say("The data workbench for schools")))
	column := container.New(newStack(10),
		container.NewHBox(picture, newGap(6, 1), title),
		newGap(1, 2),
		lead,
		container.NewHBox(newGap(3, 1), sample, create, open),
		newGap(1, 2),
		p.path.object,
		p.recent,
		caption(say("You can also drop a file anywhere on this window.")),
	)
	p.object = container.NewVScroll(container.New(measured{width: 620, top: 56}, column))
	s.targets.object("start.sample", sample)
	s.targets.object("start.new", create)
	s.targets.text("start.path", p.path.entry, func() string { return p.path.entry.Text })
	s.targets.object("start.open", p.path.button)
	return p
}

// show lists the workspaces that were open lately.
func (p *startPage) show() {
	home, _ := os.UserHomeDir()
	p.recent.Objects = nil
	for _, path := range p.shell.preferences.recentWorkspaces() {
		if len(p.recent.Objects) == 0 {
			p.recent.Add(smallHeading(say("RECENT WORKSPACES")))
		}
		line := newSideItem("school", workspaceName(path), shortFolder(path, home), func() { p.shell.OpenWorkspace(path, false) })
		p.recent.Add(line)
	}
	p.recent.Refresh()
}

// pathBox is a field for the path of a file with a button beside it. Enter
// does what the button does.
type pathBox struct {
	entry  *pathEntry
	button *widget.Button
	object fyne.CanvasObject
}

func newPathBox(prompt, word string, act func(path string), more ...fyne.CanvasObject) *pathBox {
	b := &pathBox{entry: newPathEntry()}
	b.entry.SetPlaceHolder(prompt)
	submit := func() {
		if path := cleanPath(b.entry.Text); path != "" {
			act(path)
		}
	}
	b.entry.OnSubmitted = func(string) { submit() }
	b.button = widget.NewButton(word, submit)
	buttons := container.NewHBox(more...)
	buttons.Add(b.button)
	b.object = container.NewBorder(nil, nil, nil, buttons, b.entry)
	return b
}

// cleanPath takes off what comes along when a path is pasted, such as quotation
// marks and file://, and replaces "~" by the home folder.
func cleanPath(text string) string {
	path := trimPasted(text)
	if path == "" || workbench.IsLink(path) {
		return path
	}
	if home, err := os.UserHomeDir(); err == nil {
		if path == "~" {
			path = home
		} else if len(path) > 1 && path[0] == '~' && (path[1] == '/' || path[1] == filepath.Separator) {
			path = filepath.Join(home, path[2:])
		}
	}
	if absolute, err := filepath.Abs(path); err == nil {
		return absolute
	}
	return path
}
