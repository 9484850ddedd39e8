package workbench_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/schoolbench/schoolbench/internal/mailtest"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/reports/push/mail"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// manySchools is a workspace with so many schools, of three students each, and
// a push that has one recipient for every school.
func manySchools(t *testing.T, schools int, where push.Where) *workbench.Workbench {
	t.Helper()
	bench := mustOpen(t)
	var students, list strings.Builder
	students.WriteString("Student ID,Last Name,School,Absent\n")
	list.WriteString("School,Principal,E-mail\n")
	for school := range schools {
		fmt.Fprintf(&list, "School %03d,Principal %03d,p%03d@district.example\n", school, school, school)
		for student := range 3 {
			fmt.Fprintf(&students, "%07d,Name%03dx%d,School %03d,%d\n", 1000000+school*10+student, school, student, school, student)
		}
	}
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "students.csv", students.String())})
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "schools.csv", list.String())})
	dashboard := reports.Dashboard{Name: "Principal", Tiles: []reports.Tile{
		{Name: "names", Kind: reports.ListTile, Report: reports.Report{Dataset: "students"}, List: &reports.Listing{Columns: []string{"Student ID", "Last Name", "Absent"}}},
	}}
	if err := bench.SaveDashboard(t.Context(), dashboard); err != nil {
		t.Fatal(err)
	}
	plan := push.Push{
		Name: "Monday packets", Dashboard: "Principal", Formats: []string{"txt"}, Where: where,
		Each: &push.Each{Dataset: "schools", Field: "School", Email: "E-mail"},
	}
	if err := bench.SavePush(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	return bench
}

func useServer(t *testing.T, bench *workbench.Workbench, server *mailtest.Server) {
	t.Helper()
	account := mail.Account{Server: "127.0.0.1", Port: server.Port, Encryption: mail.NoTLS, From: "Data Office <data@district.example>", PatienceSeconds: 1}
	if err := bench.SaveMailAccount(t.Context(), account); err != nil {
		t.Fatal(err)
	}
}

// atOnce does not wait between tries.
func atOnce() workbench.PushOptions {
	return workbench.PushOptions{Wait: func(context.Context, time.Duration) error { return nil }}
}

func mustSend(t *testing.T, bench *workbench.Workbench, options workbench.PushOptions) workbench.PushResult {
	t.Helper()
	result, err := bench.Send(t.Context(), "monday packets", options)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// checkLetters checks that each school's principal got one message, under one
// Message-ID, with the school's students and nobody else's, whose hash is in
// the log.
func checkLetters(t *testing.T, bench *workbench.Workbench, server *mailtest.Server, schools int) {
	t.Helper()
	entries, err := bench.PushLog(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	hashes := map[string][]string{}
	for _, entry := range entries {
		for _, file := range entry.Files {
			hashes[entry.To] = append(hashes[entry.To], file.Hash)
		}
	}
	got := map[string]int{}
	for _, message := range server.Messages() {
		got[message.To]++
		letter := mailtest.Open(t, message)
		if len(letter.Files) != 1 {
			t.Errorf("%s got %d files", message.To, len(letter.Files))
		}
		school := strings.TrimSuffix(strings.TrimPrefix(message.To, "p"), "@district.example")
		for name, content := range letter.Files {
			if !strings.Contains(name, "School "+school) {
				t.Errorf("%s got the file %q", message.To, name)
			}
			for other := range schools {
				mine := fmt.Sprintf("%03d", other) == school
				if strings.Contains(string(content), fmt.Sprintf("Name%03dx", other)) != mine {
					t.Errorf("%s: names of school %03d in the file: %v", message.To, other, !mine)
				}
			}
			sum := sha256.Sum256(content)
			if !slices.Contains(hashes[message.To], hex.EncodeToString(sum[:])) {
				t.Errorf("%s got a file that is not in the log", message.To)
			}
		}
		if strings.Contains(letter.Text, "Name") || strings.Contains(letter.Page, "Name") {
			t.Errorf("the message to %s names a student", message.To)
		}
	}
	for school := range schools {
		if address := fmt.Sprintf("p%03d@district.example", school); got[address] != 1 {
			t.Errorf("%s got %d messages", address, got[address])
		}
	}
	if len(got) != schools {
		t.Errorf("%d people got mail, want %d", len(got), schools)
	}
}

// Ensure that 86 schools get 86 messages, each to the right person with the
// right attachment, and that asking again does not send them again.
func TestMailToEverySchool(t *testing.T) {
	bench := manySchools(t, 86, push.ToEmail)
	server := mailtest.Start(t, nil)
	useServer(t, bench, server)
	result := mustSend(t, bench, atOnce())
	if result.Sent != 86 || !result.Complete() {
		t.Fatalf("%+v", result.Problem)
	}
	checkLetters(t, bench, server, 86)
	_, err := bench.Send(t.Context(), "Monday packets", atOnce())
	if issue := table.IssueIn(err); issue == nil || issue.Code != "push-already-sent" {
		t.Errorf("sent once more: %v", err)
	}
	again := atOnce()
	again.Again = true
	if result := mustSend(t, bench, again); result.Sent != 86 || len(server.Messages()) != 172 {
		t.Errorf("with again: %d sent", result.Sent)
	}
}

// Ensure that files go into one folder for each recipient, for their owner's
// eyes alone, with nothing else left beside them.
func TestPushToFolders(t *testing.T) {
	bench := manySchools(t, 3, push.ToFolder)
	out := filepath.Join(t.TempDir(), "out")
	result := mustSend(t, bench, workbench.PushOptions{Out: out})
	if result.Sent != 3 || !result.Complete() {
		t.Fatalf("%+v", result)
	}
	var files []string
	err := filepath.WalkDir(out, func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if mode := info.Mode().Perm(); mode&0o077 != 0 {
			t.Errorf("%s has mode %o", path, mode)
		}
		if !entry.IsDir() {
			files = append(files, strings.TrimPrefix(path, out+string(filepath.Separator)))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		filepath.Join("School 000", "Principal - School 000 - 2026-11-22.txt"),
		filepath.Join("School 001", "Principal - School 001 - 2026-11-22.txt"),
		filepath.Join("School 002", "Principal - School 002 - 2026-11-22.txt"),
	}
	if !slices.Equal(files, want) {
		t.Errorf("files %q, want %q", files, want)
	}
	for i, file := range files {
		content, err := os.ReadFile(filepath.Join(out, file))
		if err != nil {
			t.Fatal(err)
		}
		for other := range 3 {
			if strings.Contains(string(content), fmt.Sprintf("Name%03dx", other)) != (other == i) {
				t.Errorf("%s: school %d", file, other)
			}
		}
		if sum := sha256.Sum256(content); result.Deliveries[i].Files[0].Hash != hex.EncodeToString(sum[:]) {
			t.Errorf("%s has another hash in the log", file)
		}
	}
	if result := mustSend(t, bench, workbench.PushOptions{Out: out}); result.Sent != 3 {
		t.Errorf("writing the folders again: %+v", result)
	}
}

// Ensure that a server that is down loses nothing and sends nothing twice.
func TestServerDown(t *testing.T) {
	bench := manySchools(t, 5, push.ToEmail)
	down := mailtest.Start(t, nil)
	useServer(t, bench, down)
	down.Stop()
	waits := 0
	result := mustSend(t, bench, workbench.PushOptions{Wait: func(context.Context, time.Duration) error { waits++; return nil }})
	if result.Waiting != 5 || result.Problem == nil || result.Problem.Code != "mail-unreachable" || waits != 3 {
		t.Fatalf("waiting %d after %d waits, %v", result.Waiting, waits, result.Problem)
	}
	server := mailtest.Start(t, nil)
	useServer(t, bench, server)
	result = mustSend(t, bench, atOnce())
	if !result.Continued || result.Sent != 5 || !result.Complete() {
		t.Errorf("afterwards: %+v", result)
	}
	checkLetters(t, bench, server, 5)
}

// Ensure that a refused recipient is told and does not keep others from their
// mail, and that one that is put off gets it in the end.
func TestRefusedAndPutOff(t *testing.T) {
	bench := manySchools(t, 4, push.ToEmail)
	server := mailtest.Start(t, nil)
	useServer(t, bench, server)
	putOff := 0
	server.RefuseBy(func(address string) error {
		switch address {
		case "p001@district.example":
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such person"}
		case "p002@district.example":
			if putOff++; putOff <= 2 {
				return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "greylisted"}
			}
		}
		return nil
	})
	result := mustSend(t, bench, atOnce())
	if result.Sent != 3 || result.Refused != 1 || result.Complete() {
		t.Fatalf("%+v", result)
	}
	refused, late := result.Deliveries[1], result.Deliveries[2]
	if refused.State != warehouse.Refused || !strings.Contains(refused.Detail, "no such person") {
		t.Errorf("refused: %+v", refused)
	}
	if late.State != warehouse.Sent || late.Attempts != 3 {
		t.Errorf("put off: %+v", late)
	}
	server.RefuseBy(nil)
	results, err := bench.Resend(t.Context(), []int64{refused.ID}, atOnce())
	if err != nil || len(results) != 1 || results[0].Sent != 4 || !results[0].Complete() {
		t.Fatalf("sent again: %+v, %v", results, err)
	}
	checkLetters(t, bench, server, 4)
}

// Ensure that a message whose answer never came is neither sent again nor
// counted as sent, until somebody decides; and that a server that swallows
// message after message is not fed.
func TestNoAnswer(t *testing.T) {
	bench := manySchools(t, 6, push.ToEmail)
	server := mailtest.Start(t, nil)
	useServer(t, bench, server)
	var silent atomic.Bool
	silent.Store(true)
	server.OnTaken(func(message mailtest.Message) error {
		if silent.Load() && message.To != "p000@district.example" {
			return mailtest.HangUp()
		}
		return nil
	})
	result := mustSend(t, bench, atOnce())
	if result.Sent != 1 || result.Unknown != 2 || result.Waiting != 3 || result.Problem == nil || result.Problem.Code != "mail-no-answer" {
		t.Fatalf("%+v", result)
	}
	silent.Store(false)
	result = mustSend(t, bench, atOnce())
	if !result.Continued || result.Sent != 4 || result.Unknown != 2 || result.Waiting != 0 || result.Complete() {
		t.Fatalf("%+v", result)
	}
	first, second := result.Deliveries[1], result.Deliveries[2]
	if err := bench.AcceptDelivery(t.Context(), first.ID); err != nil {
		t.Fatal(err)
	}
	if err := bench.AcceptDelivery(t.Context(), first.ID); err == nil {
		t.Error("accepted twice")
	}
	if _, err := bench.Resend(t.Context(), []int64{second.ID}, atOnce()); err != nil {
		t.Fatal(err)
	}
	ids := map[string][]string{}
	for _, message := range server.Messages() {
		ids[message.To] = append(ids[message.To], mailtest.Open(t, message).ID)
	}
	twice := ids["p002@district.example"]
	if len(twice) != 2 || twice[0] != twice[1] || len(ids["p001@district.example"]) != 1 {
		t.Errorf("messages by recipient: %v", ids)
	}
	entries, err := bench.PushLog(t.Context(), "Monday packets")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if entry.State != warehouse.Sent {
			t.Errorf("%s is %s", entry.Recipient, entry.State)
		}
	}
}

// Ensure that a server that is slow is waited for, and that one that answers only
// after all patience leaves a message in doubt: it is not sent a second time,
// nobody else goes without, and the log says so.
func TestSlowServer(t *testing.T) {
	bench := manySchools(t, 3, push.ToEmail)
	server := mailtest.Start(t, nil)
	useServer(t, bench, server)
	answer := make(chan struct{})
	server.OnTaken(func(message mailtest.Message) error {
		switch message.To {
		case "p000@district.example":
			time.Sleep(300 * time.Millisecond)
		case "p001@district.example":
			<-answer
		}
		return nil
	})
	result := mustSend(t, bench, atOnce())
	close(answer) // the server takes it after all
	if result.Sent != 2 || result.Unknown != 1 || result.Complete() {
		t.Fatalf("%+v", result)
	}
	late := result.Deliveries[slices.IndexFunc(result.Deliveries, func(entry workbench.LogEntry) bool { return entry.State == warehouse.Unknown })]
	if late.To != "p001@district.example" || late.Detail == "" {
		t.Errorf("in doubt is %+v", late)
	}
	for end := time.Now().Add(10 * time.Second); len(server.Messages()) < 3 && time.Now().Before(end); {
		time.Sleep(10 * time.Millisecond)
	}
	if _, err := bench.Send(t.Context(), "Monday packets", atOnce()); err == nil {
		t.Error("it is sent once more without a word")
	}
	checkLetters(t, bench, server, 3)
}

// Ensure that whoever stops in the middle stops the rest: nothing half sent,
// nothing lost, and StopPush ends it for good.
func TestStopInTheMiddle(t *testing.T) {
	bench := manySchools(t, 6, push.ToEmail)
	server := mailtest.Start(t, nil)
	useServer(t, bench, server)
	ctx, cancel := context.WithCancel(t.Context())
	server.OnTaken(func(message mailtest.Message) error {
		if message.To == "p002@district.example" {
			cancel()
		}
		return nil
	})
	result, err := bench.Send(ctx, "Monday packets", atOnce())
	if err != nil {
		t.Fatal(err)
	}
	if result.Sent != 3 || result.Waiting != 3 || result.Unknown != 0 || result.Problem == nil || result.Problem.Code != "push-interrupted" {
		t.Fatalf("%+v", result)
	}
	stopped, err := bench.StopPush(t.Context(), "Monday packets")
	if err != nil || stopped != 3 {
		t.Fatalf("stopped %d, %v", stopped, err)
	}
	if plan, err := bench.Push(t.Context(), "Monday packets"); err != nil || !plan.Paused {
		t.Errorf("paused %v, %v", plan.Paused, err)
	}
	if len(server.Messages()) != 3 {
		t.Errorf("%d messages left", len(server.Messages()))
	}
}

// Ensure that the daily limit lets the rest wait, and that a day later it goes.
func TestDailyLimit(t *testing.T) {
	now := clock()
	bench, err := workbench.Open(t.Context(), filepath.Join(t.TempDir(), "w.schoolbench"), workbench.Options{Create: true, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = bench.Close() })
	fillRecipients(t, bench, 5)
	server := mailtest.Start(t, nil)
	useServer(t, bench, server)
	plan, err := bench.Push(t.Context(), "Monday packets")
	if err != nil {
		t.Fatal(err)
	}
	plan.DailyLimit = 2
	if err := bench.SavePush(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
	for day, want := range []int{2, 4, 5} {
		result := mustSend(t, bench, atOnce())
		if result.Sent != want || (want < 5) != (result.Problem != nil && result.Problem.Code == "mail-limit") {
			t.Fatalf("day %d: %d sent, %v", day, result.Sent, result.Problem)
		}
		if result := mustSendIfWaiting(t, bench); result > want {
			t.Errorf("day %d: %d sent on the second try", day, result)
		}
		now = now.Add(24*time.Hour + time.Minute)
	}
	if len(server.Messages()) != 5 {
		t.Errorf("%d messages", len(server.Messages()))
	}
}

func mustSendIfWaiting(t *testing.T, bench *workbench.Workbench) int {
	t.Helper()
	result, err := bench.Send(t.Context(), "Monday packets", atOnce())
	if table.IssueIn(err) != nil && table.IssueIn(err).Code == "push-already-sent" {
		return 0
	}
	if err != nil {
		t.Fatal(err)
	}
	return result.Sent
}

// fillRecipients gives a workspace a push to so many recipients by mail.
func fillRecipients(t *testing.T, bench *workbench.Workbench, recipients int) {
	t.Helper()
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "students.csv", "Student ID,School\n0001,A\n0002,B\n")})
	if err := bench.SaveDashboard(t.Context(), reports.Dashboard{Name: "Page", Tiles: []reports.Tile{
		{Name: "names", Kind: reports.ListTile, Report: reports.Report{Dataset: "students"}, List: &reports.Listing{Columns: []string{"Student ID"}}},
	}}); err != nil {
		t.Fatal(err)
	}
	plan := push.Push{Name: "Monday packets", Dashboard: "Page", Formats: []string{"txt"}, Where: push.ToEmail}
	for i := range recipients {
		plan.Recipients = append(plan.Recipients, push.Recipient{
			Name: fmt.Sprintf("Person %d", i), Emails: []string{fmt.Sprintf("person%d@district.example", i)},
			Slice: reports.Slice{Filters: []reports.Filter{{Field: "School", Values: []string{"A"}}}},
		})
	}
	if err := bench.SavePush(t.Context(), plan); err != nil {
		t.Fatal(err)
	}
}
