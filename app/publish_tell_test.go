package app

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/workbench"
)

// "Tell me when" makes a push with a condition to the person at the computer,
// which looks at the number at once, so that the next import can change it.
func TestTellMeWhen(t *testing.T) {
	d := newBoardDesk(t)
	p := d.board("Week")
	p.showAs("School=Birch")
	d.made(p)
	f := p.askTell("students")
	f.turn.SetSelectedIndex(1)
	f.least.SetText("5")
	d.save(f)
	if len(f.problem.Objects) == 0 {
		t.Fatal("an alert without a number is made")
	}
	f.by.SetText("3")
	d.save(f)
	name := "Students: tell " + owner()
	plan, err := d.shell.bench.Push(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	condition := push.Condition{Tile: "students", Is: push.Rises, By: 3, Least: 5}
	if len(plan.Conditions) != 1 || plan.Conditions[0] != condition || plan.Schedule.When != push.OnImport || len(plan.Recipients) != 1 || plan.Recipients[0].Whole || plan.Recipients[0].Slice.IsWhole() || plan.Where != push.ToFolder {
		t.Fatalf("made %+v", plan)
	}
	folder := plan.FolderIn(filepath.Dir(d.shell.bench.Path()))
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("something was sent at once: %v", err)
	}
	d.append("fall", 60)
	d.quiet()
	results, err := d.shell.bench.SendDue(t.Context(), workbench.PushOptions{})
	if err != nil || len(results) != 1 || results[0].Sent != 1 {
		t.Fatalf("after the import: %+v, %v", results, err)
	}

	again := p.askTell("students")
	again.by.SetText("5%")
	d.save(again)
	if _, err := d.shell.bench.Push(t.Context(), name+" 2"); err != nil {
		t.Error(err)
	}
}

// A page is subscribed to: every Monday, by mail to the address that is then
// known the next time.
func TestSendMeThisPage(t *testing.T) {
	d := newBoardDesk(t)
	p := d.board("Week")
	f := p.askTell("")
	if f.chosenWhen() != push.Weekly {
		t.Errorf("it begins with %q", f.chosenWhen())
	}
	f.address.SetText("no address")
	d.save(f)
	if len(f.problem.Objects) == 0 {
		t.Fatal("a bad address is taken")
	}
	f.address.SetText("jane.doe@district.example")
	d.save(f)
	plan, err := d.shell.bench.Push(t.Context(), "Week for "+owner())
	if err != nil || plan.Schedule.Day != "monday" || plan.Schedule.At != "06:30" || plan.Where != push.ToEmail || !plan.Recipients[0].Whole || plan.Recipients[0].Emails[0] != "jane.doe@district.example" {
		t.Fatalf("made %+v, %v", plan, err)
	}
	if words := d.shell.notice.words; !strings.Contains(words, "How this computer sends mail is not said yet.") {
		t.Errorf("told %q", words)
	}
	if next := p.askTell(""); next.address.Text != "jane.doe@district.example" {
		t.Errorf("the address is %q", next.address.Text)
	}
}

// ownComputer gives a test a home and a scheduler of its own, whose commands end
// as said and are written down.
func ownComputer(t *testing.T, refuses bool) (commands func() string) {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("the scheduler of this test is systemd")
	}
	home := t.TempDir()
	programs := filepath.Join(home, "bin")
	if err := os.Mkdir(programs, 0o700); err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(home, "commands")
	script := "#!/bin/sh\necho \"$@\" >> '" + log + "'\n"
	if refuses {
		script += "echo no bus >&2\nexit 1\n"
	}
	for name, text := range map[string]string{"systemctl": script, "sbench": "#!/bin/sh\n"} {
		if err := os.WriteFile(filepath.Join(programs, name), []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, ".config"))
	t.Setenv("PATH", programs+":"+os.Getenv("PATH"))
	return func() string {
		text, err := os.ReadFile(log)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		return string(text)
	}
}

// set reports whether the computer is set up to send by itself.
func (d *desk) set() bool {
	d.Helper()
	setup, err := d.shell.timerSetup()
	if err != nil {
		d.Fatal(err)
	}
	return workbench.TimerSet(setup)
}

// Sending by itself is set up on the computer and taken away again; left alone,
// nothing is written.
func TestTimerInWindow(t *testing.T) {
	commands := ownComputer(t, false)
	d := newBoardDesk(t)
	d.shell.askTimer()
	d.shell.asks[len(d.shell.asks)-1].of.(*ask).hide()
	if d.set() || commands() != "" {
		t.Fatalf("set up without having been agreed to: %q", commands())
	}
	d.shell.askTimer()
	d.confirm()
	d.quiet()
	if !d.set() || !strings.Contains(commands(), "enable --now") {
		t.Fatalf("not set up: %q", commands())
	}
	d.shell.askTimer()
	d.confirm()
	d.quiet()
	if d.set() || !strings.Contains(commands(), "disable --now") {
		t.Errorf("not taken away: %q", commands())
	}
}

// A scheduler that refuses leaves nothing behind, so that the window does not say
// that it is set up.
func TestTimerRefused(t *testing.T) {
	commands := ownComputer(t, true)
	d := newBoardDesk(t)
	d.shell.askTimer()
	question := d.shell.asks[len(d.shell.asks)-1].of.(*ask)
	question.confirm()
	d.quiet()
	if d.set() || commands() == "" || len(d.shell.asks) == 0 {
		t.Errorf("set up: %v, said %q", d.set(), commands())
	}
}

// What is due goes out while the window is open if, and only if, this computer
// was told to send by itself; and it goes out once.
func TestDueWhileOpen(t *testing.T) {
	keyring.MockInit()
	ownComputer(t, false)
	d := newBoardDesk(t)
	plan, err := d.shell.bench.Push(t.Context(), "Schools")
	if err != nil {
		t.Fatal(err)
	}
	plan.Schedule = push.Schedule{When: push.OnImport}
	plan.Formats = []string{"html"}
	if err := d.shell.bench.SavePush(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	time.Sleep(5 * time.Millisecond) // the import is after the schedule
	d.append("fall", 33)
	d.quiet()
	sent := func() int {
		log, err := d.shell.bench.PushLog(t.Context(), "Schools")
		if err != nil {
			t.Fatal(err)
		}
		return len(log)
	}
	d.shell.due.look()
	d.quiet()
	if sent() != 0 {
		t.Fatal("it is sent although nobody set this computer up for it")
	}
	d.shell.askTimer()
	d.confirm()
	d.quiet()
	d.shell.due.look()
	d.quiet()
	if sent() != 3 || !strings.Contains(d.shell.notice.words, "3 sent") {
		t.Fatalf("%d are sent, told %q", sent(), d.shell.notice.words)
	}
	d.shell.due.look()
	d.quiet()
	if sent() != 3 {
		t.Errorf("after the second look %d are sent", sent())
	}
}
