package workbench_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/crosstab/calendar"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/reports/push/mail"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// moving is a workspace with a clock that the test moves.
func moving(t *testing.T, now *time.Time) *workbench.Workbench {
	t.Helper()
	bench, err := workbench.Open(t.Context(), filepath.Join(t.TempDir(), "w.schoolbench"), workbench.Options{Create: true, Now: func() time.Time { return *now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = bench.Close() })
	fillRecipients(t, bench, 2)
	return bench
}

func setPush(t *testing.T, bench *workbench.Workbench, change func(*push.Push)) {
	t.Helper()
	plan, err := bench.Push(t.Context(), "Monday packets")
	if err != nil {
		t.Fatal(err)
	}
	plan.Where = push.ToFolder
	change(&plan)
	if err := bench.SavePush(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
}

func sendDue(t *testing.T, bench *workbench.Workbench) []workbench.PushResult {
	t.Helper()
	results, err := bench.SendDue(t.Context(), atOnce())
	if err != nil {
		t.Fatal(err)
	}
	return results
}

// Ensure that what is due goes out once, that a computer that was off makes up
// for it once, and that a paused push stays where it is.
func TestSendDue(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) // a Sunday
	bench := moving(t, &now)
	setPush(t, bench, func(p *push.Push) {
		p.Schedule = push.Schedule{When: push.Weekly, Day: "monday", At: "06:30", Zone: "America/Los_Angeles"}
	})
	if got := sendDue(t, bench); len(got) != 0 {
		t.Fatalf("sent on Sunday: %+v", got)
	}
	now = time.Date(2026, 11, 23, 14, 30, 0, 0, time.UTC)
	if got := sendDue(t, bench); len(got) != 1 || got[0].Sent != 2 {
		t.Fatalf("on Monday: %+v", got)
	}
	now = now.Add(5 * time.Minute)
	if got := sendDue(t, bench); len(got) != 0 {
		t.Fatalf("five minutes later: %+v", got)
	}
	now = now.Add(24 * 24 * time.Hour)
	due, err := bench.DuePushes(t.Context())
	if err != nil || len(due) != 1 || due[0].Missed != 2 {
		t.Fatalf("after a vacation: %+v, %v", due, err)
	}
	if got := sendDue(t, bench); len(got) != 1 {
		t.Fatalf("after a vacation: %+v", got)
	}
	if got := sendDue(t, bench); len(got) != 0 {
		t.Fatalf("and once more: %+v", got)
	}
	now = now.Add(7 * 24 * time.Hour)
	setPush(t, bench, func(p *push.Push) { p.Paused = true })
	now = now.Add(7 * 24 * time.Hour)
	if got := sendDue(t, bench); len(got) != 0 {
		t.Fatalf("while paused: %+v", got)
	}
}

// Ensure that a push on import goes out after an import of data that it shows,
// and not after others.
func TestSendOnImport(t *testing.T) {
	now := clock()
	bench := moving(t, &now)
	now = now.Add(time.Minute)
	setPush(t, bench, func(p *push.Push) { p.Schedule = push.Schedule{When: push.OnImport} })
	now = now.Add(time.Minute)
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "meals.csv", "Day,Meals\n2026-11-02,310\n")})
	if got := sendDue(t, bench); len(got) != 0 {
		t.Fatalf("after another import: %+v", got)
	}
	now = now.Add(time.Minute)
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "more.csv", "Student ID,School\n0003,A\n"), Dataset: "students"})
	now = now.Add(time.Minute)
	got := sendDue(t, bench)
	if len(got) != 1 || got[0].Sent != 2 || got[0].Deliveries[0].Rows != 2 {
		t.Fatalf("after its import: %+v", got)
	}
	if got := sendDue(t, bench); len(got) != 0 {
		t.Fatalf("again: %+v", got)
	}
}

// Ensure that the workspace's school calendar says which day is the first of a
// month with school, also after the summer.
func TestFirstSchoolDayByTheCalendar(t *testing.T) {
	now := time.Date(2026, 8, 3, 12, 0, 0, 0, time.UTC)
	bench := moving(t, &now)
	days, err := calendar.Read([]byte(`{"years": [{"first": "2025-08-18", "last": "2026-05-29"}, {"first": "2026-08-17", "last": "2027-05-28", "closed": [{"first": "2026-09-01", "last": "2026-09-03"}], "open": ["2026-09-03"]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if err := bench.SaveCalendar(t.Context(), days); err != nil {
		t.Fatal(err)
	}
	setPush(t, bench, func(p *push.Push) { p.Schedule = push.Schedule{When: push.FirstSchoolDay, At: "07:00", Zone: "UTC"} })
	for _, want := range []string{"2026-08-17", "2026-09-03", "2026-10-01"} {
		var sent string
		for day := 0; sent == "" && day < 60; day++ {
			now = now.Add(24 * time.Hour)
			if len(sendDue(t, bench)) > 0 {
				sent = now.Format(time.DateOnly)
			}
		}
		if sent != want {
			t.Errorf("sent on %s, want %s", sent, want)
		}
	}
}

// Ensure that a locked push makes files that the password alone opens, and that
// it makes none without a password.
func TestLockedPush(t *testing.T) {
	bench := manySchools(t, 2, push.ToFolder)
	secrets := mail.Secrets{Folder: t.TempDir()}
	keyring.MockInit()
	if _, _, err := bench.LockPush(t.Context(), "Monday packets", "correct horse", secrets); table.IssueIn(err) == nil || table.IssueIn(err).Code != "push-invalid" {
		t.Errorf("locking a push that makes text files: %v", err)
	}
	plan, err := bench.Push(t.Context(), "Monday packets")
	if err != nil {
		t.Fatal(err)
	}
	plan.Formats = []string{"pdf"}
	if err := bench.SavePush(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	if _, _, err := bench.LockPush(t.Context(), "Monday packets", "short", secrets); err == nil {
		t.Error("a password of five characters")
	}
	if place, _, err := bench.LockPush(t.Context(), "Monday packets", "correct horse", secrets); err != nil || place != mail.InKeychain {
		t.Fatalf("kept in %q, %v", place, err)
	}
	out := filepath.Join(t.TempDir(), "out")
	result, err := bench.Send(t.Context(), "Monday packets", workbench.PushOptions{Out: out, Secrets: secrets})
	if err != nil || result.Sent != 2 {
		t.Fatalf("%+v, %v", result, err)
	}
	entry := result.Deliveries[0]
	content, err := os.ReadFile(filepath.Join(entry.To, entry.Files[0].Name))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(content, []byte("/Encrypt")) || bytes.Contains(content, []byte("Name000x")) {
		t.Error("the file is not encrypted")
	}
	if program, err := exec.LookPath("qpdf"); err == nil {
		path := filepath.Join(entry.To, entry.Files[0].Name)
		if output, err := exec.Command(program, "--password=correct horse", "--check", path).CombinedOutput(); err != nil {
			t.Errorf("with the password: %v: %s", err, output)
		}
		if err := exec.Command(program, "--check", path).Run(); err == nil {
			t.Error("it opens without the password")
		}
	}
	if err := secrets.ForgetNamed(bench.Path() + " monday packets"); err != nil {
		t.Fatal(err)
	}
	_, err = bench.Send(t.Context(), "Monday packets", workbench.PushOptions{Out: out, Secrets: secrets})
	if issue := table.IssueIn(err); issue == nil || issue.Code != "push-password" {
		t.Errorf("without a password: %v", err)
	}
}

// Ensure that a condition compares with what was really sent before.
func TestConditionOverTime(t *testing.T) {
	bench := twoSchools(t)
	page := reports.Dashboard{Name: "Absence", Tiles: []reports.Tile{{
		Name: "days", Kind: reports.NumberTile, Title: "Days absent", Report: reports.Report{Dataset: "students", Spec: sumOf("Absent")},
	}}}
	if err := bench.SaveDashboard(t.Context(), page); err != nil {
		t.Fatal(err)
	}
	plan := push.Push{
		Name: "Alert", Dashboard: "Absence", Formats: []string{"txt"}, Folder: filepath.Join(t.TempDir(), "alerts"),
		Each: &push.Each{Dataset: "schools", Field: "School Code", Label: "School Name"},
	}
	if err := bench.SavePush(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	if result, err := bench.Send(t.Context(), "Alert", atOnce()); err != nil || result.Sent != 2 {
		t.Fatalf("%+v, %v", result, err)
	}
	plan.Conditions = []push.Condition{{Tile: "days", Is: push.Rises, By: 5, Least: 2}}
	if err := bench.SavePush(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "more.csv", "Student ID,Last Name,School Code,Grade,Absent\n00006,Fir,101,3,5\n00007,Gum,102,3,4\n"), Dataset: "students"})
	result, err := bench.Send(t.Context(), "Alert", atOnce())
	if err != nil {
		t.Fatal(err)
	}
	if result.Sent != 1 || result.Held != 1 || !result.Complete() || result.Deliveries[0].State != warehouse.Sent || !strings.Contains(result.Deliveries[1].Detail, "was 10 and is 14") {
		t.Errorf("%+v", result.Deliveries)
	}
	proof, err := bench.Proof(t.Context(), "alert", workbench.PushOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if line := proof.Lines[1]; line.LastRows == nil || *line.LastRows != 3 || len(line.Changes) != 1 || line.Changes[0] != "Days absent: 14, was 10" {
		t.Errorf("the proof of the second: %+v", line)
	}
}

// Ensure that a run that ended while its files were made leaves nothing to be
// sent, and is made anew.
func TestEndedWhileMaking(t *testing.T) {
	bench := manySchools(t, 8, push.ToFolder)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := bench.Send(ctx, "Monday packets", workbench.PushOptions{Progress: func(p workbench.Progress) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	entries, err := bench.PushLog(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if entry.State != warehouse.Stopped {
			t.Errorf("%s is %s", entry.Recipient, entry.State)
		}
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(bench.Path()), "Monday packets")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something was written: %v", err)
	}
	if result := mustSend(t, bench, atOnce()); result.Continued || result.Sent != 8 {
		t.Errorf("afterwards: %+v", result)
	}
}

// Ensure that one recipient's trouble is told and is nobody else's, and that
// trouble with everything is an error.
func TestTroubleOfOne(t *testing.T) {
	bench := manySchools(t, 2, push.ToFolder)
	plan, err := bench.Push(t.Context(), "Monday packets")
	if err != nil {
		t.Fatal(err)
	}
	plan.Recipients = []push.Recipient{{Name: "School 001", Slice: reports.Slice{Filters: []reports.Filter{{Field: "Teacher", Values: []string{"x"}}}}}}
	if err := bench.SavePush(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	result := mustSend(t, bench, atOnce())
	if result.Sent != 1 || result.Held != 1 || result.Complete() {
		t.Errorf("%+v", result)
	}
	if err := bench.DeleteDashboard(t.Context(), "Principal"); err != nil {
		t.Fatal(err)
	}
	_, err = bench.Send(t.Context(), "Monday packets", atOnce())
	if issue := table.IssueIn(err); issue == nil || issue.Code != "unknown-dashboard" {
		t.Errorf("without its dashboard: %v", err)
	}
}

func sumOf(field string) crosstab.Spec {
	return crosstab.Spec{Measures: []crosstab.Measure{{Function: crosstab.Sum, Field: field}}}
}
