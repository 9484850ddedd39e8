package app

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// keepFile takes over a file that was made for a page and goes with it.
type keepFile func(ctx context.Context, file *workbench.Fetched) error

// keepNothing removes a file at once: nobody is there to keep it.
func keepNothing(_ context.Context, file *workbench.Fetched) error { return file.Close() }

// settle names the file of the import. A copy without its password is of one
// file only.
func (p *importPresenter) settle(path string) {
	if path != p.path {
		p.unlocked = ""
	}
	p.path = path
}

// readable is where the file can be read: the file itself, or its copy without
// the password.
func (p *importPresenter) readable() string {
	if p.unlocked != "" {
		return p.unlocked
	}
	return p.path
}

// unlock opens a file that a password protects and looks into it. The password
// is not kept; the copy without it goes with the page.
func (p *importPresenter) unlock(password string) {
	if p.busy() {
		return
	}
	path, keep := p.path, p.keep
	fetch(&p.reading, say("Opening %s", filepath.Base(path)), true, func(ctx context.Context, _ func(workbench.Progress)) (string, error) {
		file, err := workbench.Unlock(path, password)
		if err != nil {
			return "", err
		}
		return file.Path, keep(ctx, file)
	}, func(unlocked string, err error) {
		if err != nil {
			p.problem = p.shell.problemOf(err)
			p.changed()
			return
		}
		p.unlocked = unlocked
		p.inspect(path)
	})
	p.changed()
}

// importUnlock asks for the password of a protected workbook, in the place where
// the page says that it is protected.
type importUnlock struct {
	page     *importPage
	password *widget.Entry
	open     *widget.Button
}

func newImportUnlock(p *importPage) *importUnlock {
	u := &importUnlock{page: p, password: widget.NewPasswordEntry()}
	u.password.SetPlaceHolder(say("Password"))
	u.password.OnSubmitted = func(string) { u.submit() }
	u.open = primaryButton(say("Open it"), "", u.submit)
	p.shell.targets.object("import.password", u.password)
	p.shell.targets.object("import.unlock", u.open)
	return u
}

// asks reports whether a problem is one that a password solves.
func (u *importUnlock) asks(issue *table.Issue) bool {
	if issue == nil || issue != u.page.presenter.problem {
		return false
	}
	return issue.Code == "password-wrong" || issue.Code == "file-encrypted" && workbench.CanUnlock(u.page.presenter.path)
}

// object shows the problem with a field for the password.
func (u *importUnlock) object(issue table.Issue) fyne.CanvasObject {
	if issue.Code == "file-encrypted" {
		issue.Severity = table.Warning
		issue.Remedy = say("Type its password to look inside. The password is not kept, and the copy that is read is removed when this page closes.")
	}
	row := container.NewBorder(nil, nil, container.New(fixedWidth(260), u.password), nil, container.NewHBox(u.open))
	if u.page.shell.shownPage() == page(u.page) {
		u.page.shell.focus(u.password)
	}
	return newProblemPanelWith(issue, row)
}

func (u *importUnlock) submit() {
	if u.password.Text == "" {
		return
	}
	password := u.password.Text
	u.password.SetText("")
	u.page.presenter.unlock(password)
}
