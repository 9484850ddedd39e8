package app

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/internal/mailtest"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/reports/push/mail"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// Without a push the page says what one is; a push is made by its form, proofed
// without anything leaving, sent into folders, and stands in the log.
func TestPublish(t *testing.T) {
	d := newBoardDesk(t)
	if err := d.shell.bench.DeletePush(t.Context(), "Schools"); err != nil {
		t.Fatal(err)
	}
	p := d.publish()
	if words := says(p.content()); len(p.list) != 0 || !p.known {
		t.Fatalf("listed: %+v, %q", p.list, words)
	}

	f := d.newPushForm(p, push.Push{}, "")
	f.name.SetText("Monday packets")
	f.dataset.SetSelected("fall")
	f.field.SetSelected("School")
	f.formats.SetSelected(formatWords([]string{"html"}))
	f.when.SetSelectedIndex(1)
	f.at.SetText("06:30")
	f.folder.SetText("out")
	d.save(f)
	plan, err := d.shell.bench.Push(t.Context(), "Monday packets")
	if err != nil || plan.Each == nil || plan.Each.Field != "School" || plan.Schedule.Day != "monday" || plan.Where != push.ToFolder {
		t.Fatalf("saved %+v, %v", plan, err)
	}
	if len(p.list) != 1 || p.list[0].Recipients != 3 || p.list[0].Next.IsZero() {
		t.Fatalf("listed: %+v", p.list)
	}

	proof := d.proofOf("Monday packets")
	if len(proof.proof.Lines) != 3 || proof.going() != 3 || proof.proof.Lines[0].Rows != 10 {
		t.Fatalf("the proof: %+v, %v", proof.proof, proof.issue)
	}
	if _, err := os.Stat(filepath.Join(d.folder, "out")); !os.IsNotExist(err) {
		t.Fatalf("the proof has written files: %v", err)
	}
	proof.look(1)
	shown := d.shell.shownPage().(*boardPage)
	d.made(shown)
	if !strings.HasPrefix(shown.runAs.Text, "As Birch") {
		t.Errorf("looked at as %q", shown.runAs.Text)
	}

	proof.askSend()
	d.confirm()
	d.quiet()
	for _, school := range []string{"Alder", "Birch", "Cedar"} {
		files, err := filepath.Glob(filepath.Join(d.folder, "out", school+"*", "*.html"))
		if err != nil || len(files) != 1 {
			t.Fatalf("%s has %q, %v", school, files, err)
		}
		content, err := os.ReadFile(files[0])
		if err != nil || !strings.Contains(string(content), "as "+school) {
			t.Errorf("the file of %s: %v", school, err)
		}
	}
	log := d.logOf("Monday packets")
	if len(log.entries) != 3 || log.entries[0].State != warehouse.Sent || len(log.entries[0].Files) != 1 || len(log.document().Table.Body[0].Cells[9].Text) != 64 {
		t.Errorf("the log: %+v", log.entries)
	}
	if p.list[0].LastRun[warehouse.Sent] != 3 {
		t.Errorf("the last run: %+v", p.list[0].LastRun)
	}
	p.stop("Monday packets")
	d.quiet()
	if !p.list[0].Push.Paused || !p.list[0].Next.IsZero() {
		t.Errorf("stopped: %+v", p.list[0])
	}
	p.resume("Monday packets")
	d.quiet()
	p.remove(p.list[0].Push)
	d.quiet()
	if len(p.list) != 0 {
		t.Errorf("deleted, but listed: %+v", p.list)
	}
	tapNotice(d, "Undo")
	d.quiet()
	if len(p.list) != 1 {
		t.Error("deleting cannot be taken back")
	}
}

// Recipients are typed or pasted, and a slip says in which line it is.
func TestReadRecipients(t *testing.T) {
	for name, test := range map[string]struct {
		text  string
		names []string
		wrong string
	}{
		"typed":             {"Jane Doe | School=Alder | jane@d.example, office@d.example\n\nBoard | all", []string{"Jane Doe", "Board"}, ""},
		"pasted":            {"Jane Doe\tSchool=Alder|Birch;Grade=Upper\tjane@d.example", []string{"Jane Doe"}, ""},
		"no part":           {"Jane Doe | School=Alder\nJohn Roe | Birch", nil, "Line 2"},
		"no name":           {" | School=Alder", nil, "no name"},
		"twice":             {"Jane | School=Alder\njane | School=Birch", nil, "Two recipients"},
		"no address at all": {"Jane | School=Alder | nowhere", nil, "not an e-mail address"},
	} {
		t.Run(name, func(t *testing.T) {
			recipients, err := readRecipients(test.text, nil)
			if test.wrong != "" {
				if err == nil || !strings.Contains(err.Error(), test.wrong) {
					t.Fatalf("%v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, recipient := range recipients {
				names = append(names, recipient.Name)
			}
			if !slices.Equal(names, test.names) {
				t.Errorf("%q", names)
			}
			again, err := readRecipients(recipientLines(recipients), recipients)
			if err != nil || len(again) != len(recipients) || again[0].Slice.Filters[0].String() != recipients[0].Slice.Filters[0].String() || len(again[0].Emails) != len(recipients[0].Emails) {
				t.Errorf("written and read again: %+v, %v", again, err)
			}
		})
	}
}

// Mail is set up with a password that is nowhere shown, tested, and sent to a
// real server; what is sent again arrives twice.
func TestPublishByMail(t *testing.T) {
	d := newBoardDesk(t)
	server := mailtest.Start(t, nil)
	secrets := mail.Secrets{Folder: filepath.Join(d.folder, "secrets")}
	f := d.shell.askMailWith(secrets)
	d.until("the form is there", func() bool { return f.ask != nil })
	f.server.SetText("127.0.0.1")
	f.port.SetText("no port")
	f.test()
	if len(f.said.Objects) != 1 {
		t.Error("a port that is no number is not refused")
	}
	f.port.SetText(number(server.Port))
	f.encryption.SetSelectedIndex(2)
	f.from.SetText("Data Office <data@district.example>")
	f.try.SetText("me@district.example")
	f.test()
	d.quiet()
	if letters := server.Messages(); len(letters) != 1 || letters[0].To != "me@district.example" {
		t.Fatalf("the test: %+v; %q", letters, says(f.said))
	}
	f.ask.hide()

	plan := push.Push{Name: "By mail", Dashboard: "Week", Formats: []string{"html"}, Where: push.ToEmail, Recipients: []push.Recipient{
		toSchool("Alder", "alder@district.example"),
		toSchool("Birch", "birch@elsewhere.example"),
	}}
	d.keepPush(plan)
	proof := d.proofOf("By mail")
	proof.options.Secrets = secrets
	if proof.going() != 1 || proof.proof.Lines[1].HeldWhy() == "" {
		t.Fatalf("an address outside the district: %+v", proof.proof.Lines)
	}
	proof.sendAll()
	d.quiet()
	if letters := server.Messages(); len(letters) != 2 || letters[1].To != "alder@district.example" {
		t.Fatalf("sent: %d letters", len(letters))
	}
	log := d.logOf("By mail")
	log.options.Secrets = secrets
	at := slices.IndexFunc(log.entries, func(entry workbench.LogEntry) bool { return entry.State == warehouse.Sent })
	if at < 0 {
		t.Fatalf("the log: %+v", log.entries)
	}
	log.resendAll([]int64{log.entries[at].ID})
	d.quiet()
	if letters := server.Messages(); len(letters) != 3 || letters[2].To != "alder@district.example" {
		t.Errorf("sent again: %d letters", len(letters))
	}
}

// A message of which nobody knows whether it arrived is asked about, and is
// settled by the answer.
func TestPublishInDoubt(t *testing.T) {
	d := newBoardDesk(t)
	server := mailtest.Start(t, nil)
	if err := d.shell.bench.SaveMailAccount(t.Context(), mail.Account{Server: "127.0.0.1", Port: server.Port, Encryption: mail.NoTLS, From: "data@district.example", PatienceSeconds: 1}); err != nil {
		t.Fatal(err)
	}
	plan := push.Push{Name: "By mail", Dashboard: "Week", Formats: []string{"html"}, Where: push.ToEmail, Recipients: []push.Recipient{
		toSchool("Alder", "alder@district.example"),
	}}
	d.keepPush(plan)
	server.OnTaken(func(mailtest.Message) error { return mailtest.HangUp() })
	proof := d.proofOf("By mail")
	proof.sendAll()
	d.quiet()
	p := d.publish()
	if len(p.list) == 0 || p.list[0].Doubtful != 1 {
		t.Fatalf("in doubt: %+v", p.list)
	}
	log := d.logOf("By mail")
	if len(log.doubt.Objects) != 1 {
		t.Fatalf("nothing is asked about %+v", log.entries)
	}
	log.accept(log.entries[0])
	d.quiet()
	if len(log.doubt.Objects) != 0 || log.entries[0].State != warehouse.Sent {
		t.Errorf("after the answer: %+v", log.entries[0])
	}
}
