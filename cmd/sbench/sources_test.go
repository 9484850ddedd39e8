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
