package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Ensure that import takes what another program sends, and what is at an
// address, and leaves nothing of either behind.
func TestImportFromElsewhere(t *testing.T) {
	home := t.TempDir()
	t.Setenv("TMPDIR", home)
	const roster = "Student ID\tScore\n004211\t81\n004212\t*\n"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/roster.txt" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, roster)
	}))
	defer server.Close()
	sent, err := os.Create(filepath.Join(t.TempDir(), "sent"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sent.WriteString(roster); err != nil {
		t.Fatal(err)
	}
	stdin := os.Stdin
	defer func() { os.Stdin = stdin }()
	workspace := filepath.Join(t.TempDir(), "w.schoolbench")
	for name, test := range map[string]struct {
		word, dataset string
		code          int
		says          string
	}{
		"standard input": {"-", "sent", exitOK, `Imported 2 rows into "sent"`},
		"an address":     {server.URL + "/roster.txt", "fetched", exitOK, `Imported 2 rows into "fetched"`},
		"with a secret":  {server.URL + "/other.txt?sig=hidden", "nothing", exitError, server.URL + "/other.txt: "},
		"nothing there":  {server.URL + "/other.txt", "nothing", exitError, "There is no file at this address any more."},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := sent.Seek(0, 0); err != nil {
				t.Fatal(err)
			}
			os.Stdin = sent
			var stdout, stderr bytes.Buffer
			code := Run(t.Context(), []string{"import", "-w", workspace, "--dataset", test.dataset, test.word}, &stdout, &stderr, stoppedClock)
			if code != test.code || !strings.Contains(stderr.String(), test.says) {
				t.Errorf("exit code %d, and it says:\n%s", code, stderr.String())
			}
			if strings.Contains(stdout.String()+stderr.String(), "hidden") {
				t.Errorf("the query is shown:\n%s", stderr.String())
			}
			left, err := os.ReadDir(home)
			if err != nil || len(left) > 0 {
				t.Errorf("left behind: %v (%v)", left, err)
			}
		})
	}
}

// Ensure that the folder that a workspace lies in can be imported.
func TestImportFolderOfWorkspace(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "roster.csv"), []byte("Student ID,Score\n004211,81\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		var stdout, stderr bytes.Buffer
		if code := Run(t.Context(), []string{"import", "--again", "-w", filepath.Join(folder, "w.schoolbench"), folder}, &stdout, &stderr, stoppedClock); code != exitOK {
			t.Errorf("exit code %d, and it says:\n%s", code, stderr.String())
		}
	}
}

// Ensure that stacks of different files are kept apart, that one does not go
// into a dataset that merely has its name, and that the same files are still
// not imported twice.
func TestStacksApart(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"week1 roster.csv": "Student ID,School\n001,Alder\n002,Birch\n", "week2 roster.csv": "Student ID,School\n003,Alder\n",
		"week1 scores.csv": "Test,Score,Day\nMath,5,1\n", "week2 scores.csv": "Test,Score,Day\nMath,6,2\n",
		"more1.csv": "Student ID,School\n011,Alder\n", "more2.csv": "Student ID,School\n012,Alder\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	workspace := filepath.Join(folder, "w.schoolbench")
	run := func(code int, words ...string) string {
		t.Helper()
		var stdout, stderr bytes.Buffer
		if got := Run(t.Context(), words, &stdout, &stderr, stoppedClock); got != code {
			t.Fatalf("exit code %d, and it says:\n%s", got, stderr.String())
		}
		return stdout.String() + stderr.String()
	}
	stack := func(names ...string) []string {
		words := []string{"import", "-w", workspace, "--stack"}
		for _, name := range names {
			words = append(words, filepath.Join(folder, name))
		}
		return words
	}
	weeks := stack("week1 roster.csv", "week2 roster.csv", "week1 scores.csv", "week2 scores.csv")
	run(exitOK, weeks...)
	run(exitOK, append(stack("more1.csv", "more2.csv"), "--dataset", "more")...)
	if err := os.WriteFile(filepath.Join(folder, "more1.csv"), []byte("Student ID,School\n021,Alder\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "more2.csv"), []byte("Student ID,School\n022,Alder\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if says := run(exitOK, stack("more1.csv", "more2.csv")...); !strings.Contains(says, `There is a "more" already; --dataset "more" adds them to it.`) {
		t.Errorf("it says %s", says)
	}
	if says := run(exitError, weeks...); !strings.Contains(says, "already in the dataset") {
		t.Errorf("of the same files it says %s", says)
	}
	listed := strings.Join(strings.Fields(run(exitOK, "datasets", "-w", workspace)), " ")
	for _, want := range []string{"week roster 3 3 ", "week scores 2 4 ", "more 2 3 ", "more (2) 2 3 "} {
		if !strings.Contains(listed, want) {
			t.Errorf("%q is not in %s", want, listed)
		}
	}
}
