package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/internal/mailtest"
	"github.com/schoolbench/schoolbench/workbench"
)

// childVariable makes the test's own program behave as sbench, so that a test
// can end one for good.
const childVariable = "SCHOOLBENCH_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
		defer stop()
		os.Exit(Run(ctx, os.Args[1:], os.Stdout, os.Stderr, time.Now))
	}
	os.Exit(m.Run())
}

// mustRun runs sbench here and returns its exit code and what it said.
func mustRun(t *testing.T, args ...string) (int, string, string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := Run(t.Context(), args, &stdout, &stderr, time.Now)
	return code, stdout.String(), stderr.String()
}

// pushWorkspace makes a workspace with 86 schools and a push by mail.
func pushWorkspace(t *testing.T, server *mailtest.Server, schools int) string {
	t.Helper()
	folder := t.TempDir()
	var students, list strings.Builder
	students.WriteString("Student ID,Last Name,School\n")
	list.WriteString("School,E-mail\n")
	for school := range schools {
		fmt.Fprintf(&list, "S%03d,s%03d@district.example\n", school, school)
		fmt.Fprintf(&students, "%06d,Name%03d,S%03d\n", 100000+school, school, school)
	}
	for name, content := range map[string]string{
		"students.csv": students.String(), "schools.csv": list.String(),
		"push.json": `{"name": "Monday packets", "report": "Names", "formats": ["txt"], "where": "email", "each": {"dataset": "schools", "field": "School", "email": "E-mail"}}`,
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	workspace := filepath.Join(folder, "w.schoolbench")
	for _, line := range [][]string{
		{"import", "-w", workspace, filepath.Join(folder, "students.csv")},
		{"import", "-w", workspace, filepath.Join(folder, "schools.csv")},
		{"crosstab", "-w", workspace, "students", "--rows", "Last Name, Student ID", "--save", "Names"},
		{"push", "save", "-w", workspace, filepath.Join(folder, "push.json")},
		{"push", "mail", "-w", workspace, "--server", "127.0.0.1", "--port", strconv.Itoa(server.Port), "--encryption", "none", "--from", "data@district.example", "--patience", "2"},
	} {
		if code, _, message := mustRun(t, line...); code != exitOK {
			t.Fatalf("%v: %d %s", line, code, message)
		}
	}
	return workspace
}

// Ensure that a program that is killed while a message is handed over, without
// any chance to clean up, loses nothing and sends nothing twice: the next one
// goes on, and asks about the one message that nobody can know about.
func TestKilledInTheMiddle(t *testing.T) {
	schools := 86
	if testing.Short() {
		schools = 16
	}
	for _, at := range []int{1, schools / 2, schools} {
		t.Run(fmt.Sprintf("at message %d", at), func(t *testing.T) {
			server := mailtest.Start(t, nil)
			workspace := pushWorkspace(t, server, schools)
			child := exec.Command(os.Args[0], "push", "send", "-w", workspace, "Monday packets")
			child.Env = append(os.Environ(), childVariable+"=1")
			var output bytes.Buffer
			child.Stdout, child.Stderr = &output, &output
			var once sync.Once
			started := make(chan struct{})
			var taken atomic.Int64
			server.OnTaken(func(mailtest.Message) error {
				if taken.Add(1) == int64(at) {
					<-started
					once.Do(func() { _ = child.Process.Kill() })
					time.Sleep(100 * time.Millisecond) // so that no answer can reach it
				}
				return nil
			})
			if err := child.Start(); err != nil {
				t.Fatal(err)
			}
			close(started)
			if err := child.Wait(); err == nil {
				t.Fatalf("the program was not killed: %s", output.String())
			}
			code, said, message := mustRun(t, "push", "send", "-w", workspace, "Monday packets", "--json")
			if code != exitError {
				t.Errorf("exit %d, although one message is in doubt: %s", code, message)
			}
			var result workbench.PushResult
			if err := json.Unmarshal([]byte(said), &result); err != nil {
				t.Fatalf("%v in %q (%s)", err, said, message)
			}
			if !result.Continued || result.Sent != schools-1 || result.Unknown != 1 || result.Waiting != 0 {
				t.Errorf("%d sent, %d unknown, %d waiting, continued %v", result.Sent, result.Unknown, result.Waiting, result.Continued)
			}
			// The server may still be writing down the message it was killed over.
			for tries := 0; len(server.Messages()) < schools && tries < 100; tries++ {
				time.Sleep(50 * time.Millisecond)
			}
			got := map[string]int{}
			for _, letter := range server.Messages() {
				got[letter.To]++
			}
			for school := range schools {
				if address := fmt.Sprintf("s%03d@district.example", school); got[address] != 1 {
					t.Errorf("%s got %d messages", address, got[address])
				}
			}
			_, said, _ = mustRun(t, "push", "log", "-w", workspace, "--json")
			var entries []workbench.LogEntry
			if err := json.Unmarshal([]byte(said), &entries); err != nil {
				t.Fatal(err)
			}
			states := map[string]int{}
			for _, entry := range entries {
				states[string(entry.State)]++
			}
			if len(entries) != schools || states["sent"] != schools-1 || states["unknown"] != 1 {
				t.Errorf("the log has %d lines: %v", len(entries), states)
			}
		})
	}
}
