package workbench_test

import (
	"path/filepath"
	"testing"

	"github.com/schoolbench/schoolbench/internal/mailtest"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// checkAlreadySent checks that the packets are not sent once more.
func checkAlreadySent(t *testing.T, bench *workbench.Workbench, options workbench.PushOptions) {
	t.Helper()
	result, err := bench.Send(t.Context(), "Monday packets", options)
	if issue := table.IssueIn(err); issue == nil || issue.Code != "push-already-sent" {
		t.Errorf("sent once more: %+v, %v", result, err)
	}
}

// Ensure that whatever runs came in between, a message that was sent is not
// sent again, and one that was not is.
func TestPushSentAlready(t *testing.T) {
	for name, test := range map[string]func(t *testing.T, bench *workbench.Workbench, server *mailtest.Server){
		"a folder in between": func(t *testing.T, bench *workbench.Workbench, _ *mailtest.Server) {
			mustSend(t, bench, atOnce())
			if result := mustSend(t, bench, workbench.PushOptions{Out: filepath.Join(t.TempDir(), "out")}); result.Sent != 5 {
				t.Errorf("into a folder: %+v", result)
			}
		},
		"stopped after two": func(t *testing.T, bench *workbench.Workbench, server *mailtest.Server) {
			interrupted(t, bench, server, 2)
			if _, err := bench.StopPush(t.Context(), "Monday packets"); err != nil {
				t.Fatal(err)
			}
			if result := mustSend(t, bench, atOnce()); result.Sent != 3 || result.Already != 2 {
				t.Errorf("the others: %+v", result)
			}
		},
		"one before the others": func(t *testing.T, bench *workbench.Workbench, _ *mailtest.Server) {
			only := atOnce()
			only.Only = []string{"School 003"}
			mustSend(t, bench, only)
			checkAlreadySent(t, bench, only)
			if result := mustSend(t, bench, atOnce()); result.Sent != 4 || result.Already != 1 {
				t.Errorf("the others: %+v", result)
			}
		},
		"the schedule changed": func(t *testing.T, bench *workbench.Workbench, _ *mailtest.Server) {
			mustSend(t, bench, atOnce())
			setPush(t, bench, func(p *push.Push) { p.Where, p.DailyLimit = push.ToEmail, 50 })
		},
	} {
		t.Run(name, func(t *testing.T) {
			bench := manySchools(t, 5, push.ToEmail)
			server := mailtest.Start(t, nil)
			useServer(t, bench, server)
			test(t, bench, server)
			checkAlreadySent(t, bench, atOnce())
			checkLetters(t, bench, server, 5)
		})
	}
}

// Ensure that a message of which it is not known whether it arrived is not sent
// by another run either, and that other data are other mail.
func TestPushSentUnknown(t *testing.T) {
	bench := manySchools(t, 2, push.ToEmail)
	server := mailtest.Start(t, nil)
	useServer(t, bench, server)
	server.OnTaken(func(message mailtest.Message) error {
		if message.To == "p001@district.example" {
			return mailtest.HangUp()
		}
		return nil
	})
	if result := mustSend(t, bench, atOnce()); result.Sent != 1 || result.Unknown != 1 {
		t.Fatalf("%+v", result)
	}
	server.OnTaken(nil)
	checkAlreadySent(t, bench, atOnce())
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "more.csv", "Student ID,Last Name,School,Absent\n2000000,Late,School 000,1\n"), Dataset: "students"})
	if result := mustSend(t, bench, atOnce()); result.Sent != 2 || result.Already != 0 {
		t.Errorf("after an import: %+v", result)
	}
}
