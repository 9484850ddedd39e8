package workbench_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/schoolbench/schoolbench/internal/mailtest"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// interrupted sends the packets and ends after so many messages; the rest is
// waiting.
func interrupted(t *testing.T, bench *workbench.Workbench, server *mailtest.Server, after int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	taken := 0
	server.OnTaken(func(mailtest.Message) error {
		if taken++; taken == after {
			cancel()
		}
		return nil
	})
	result, err := bench.Send(ctx, "Monday packets", atOnce())
	if err != nil || result.Sent != after || result.Waiting == 0 {
		t.Fatalf("%+v, %v", result, err)
	}
	server.OnTaken(nil)
}

// Ensure that a run that has not come to its end is not gone on with by mail
// when somebody asks for a folder, for one recipient or for other files.
func TestPushOpen(t *testing.T) {
	bench := manySchools(t, 3, push.ToEmail)
	server := mailtest.Start(t, nil)
	useServer(t, bench, server)
	interrupted(t, bench, server, 1)
	for name, options := range map[string]workbench.PushOptions{
		"a folder":      {Out: filepath.Join(t.TempDir(), "out")},
		"another place": {Where: push.ToFolder},
		"one recipient": {Only: []string{"School 002"}},
		"other files":   {Formats: []string{"html"}},
	} {
		_, err := bench.Send(t.Context(), "Monday packets", options)
		if issue := table.IssueIn(err); issue == nil || issue.Code != "push-open" {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := bench.SendDue(t.Context(), workbench.PushOptions{Out: filepath.Join(t.TempDir(), "out")})
	if issue := table.IssueIn(err); issue == nil || issue.Code != "push-open" {
		t.Errorf("what is due, into a folder: %v", err)
	}
	if got := len(server.Messages()); got != 1 {
		t.Errorf("%d messages left", got)
	}
	if stopped, err := bench.StopPush(t.Context(), "Monday packets"); err != nil || stopped != 2 {
		t.Fatalf("stopped %d, %v", stopped, err)
	}
	result, err := bench.Send(t.Context(), "Monday packets", workbench.PushOptions{Out: filepath.Join(t.TempDir(), "out")})
	if err != nil || result.Sent != 3 || len(server.Messages()) != 1 {
		t.Errorf("into a folder afterwards: %+v, %v", result, err)
	}
}
