package app

import (
	"os"
	"testing"

	"github.com/schoolbench/schoolbench/workbench"
)

// A workbook that a password protects asks for it on the page, again when it is
// wrong, and nothing of the copy stays when the page is closed.
func TestImportLocked(t *testing.T) {
	d := newDesk(t)
	path := shared(t, "import-dev/files/D118_agile_AES256_SHA512_CBC_pwd_password.xlsx")
	p := d.looking(path)
	if !p.unlock.asks(p.presenter.problem) {
		t.Fatalf("it does not ask for the password: %v", p.presenter.problem)
	}
	try := func(password string) {
		p.unlock.password.SetText(password)
		p.unlock.submit()
		if p.unlock.password.Text != "" {
			t.Error("the password stays in its field")
		}
		d.until("the file was opened", func() bool { return !p.queue.busy() && !p.presenter.peeking.busy() })
	}
	try("another")
	if issue := p.presenter.problem; issue == nil || issue.Code != "password-wrong" || !p.unlock.asks(issue) {
		t.Fatalf("a wrong password: %v", issue)
	}
	try("password")
	if p.presenter.problem != nil || p.presenter.table() == nil {
		t.Fatalf("the password: %v", p.presenter.problem)
	}
	copied := p.presenter.readable()
	if copied == path {
		t.Error("it reads the locked file")
	}
	p.presenter.name("Locked")
	p.start(false)
	d.until("the dataset is open", func() bool { return d.shell.find(datasetKey("Locked")) != nil })
	d.shell.closePage(p)
	if _, err := os.Stat(copied); !os.IsNotExist(err) {
		t.Errorf("the copy is still there: %v", err)
	}
	if workbench.CanUnlock(d.file("plain.csv", "a,b\n1,2\n")) {
		t.Error("a text could be unlocked")
	}
}
