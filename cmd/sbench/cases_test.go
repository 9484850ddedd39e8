package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/internal/golden"
)

// The cases are folders in testdata/cases:
//
//	cmd      command lines, one a line; # begins a comment
//	input/   the files they find in their working folder
//	expout   what stdout must be, with the exit code of each line that failed
//	experr   what stderr must be
//
// A new case needs a cmd and perhaps an input; `go test ./cmd/sbench -run
// TestCases -update` writes the rest, and git diff is the review.
const casesFolder = "../../testdata/cases"

// stoppedClock is the time at which every case happens.
func stoppedClock() time.Time { return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) }

func TestCases(t *testing.T) {
	t.Setenv("TZ", "UTC")
	folders, err := filepath.Glob(filepath.Join(casesFolder, "*", "cmd"))
	if err != nil || len(folders) == 0 {
		t.Fatalf("no cases in %s (%v)", casesFolder, err)
	}
	home, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range folders {
		folder := filepath.Join(home, filepath.Dir(path))
		t.Run(filepath.Base(folder), func(t *testing.T) {
			stdout, stderr := runCase(t, folder)
			t.Chdir(home)
			golden.AssertFile(t, filepath.Join(folder, "expout"), stdout)
			golden.AssertFile(t, filepath.Join(folder, "experr"), stderr)
		})
	}
}

func runCase(t *testing.T, folder string) (stdout, stderr []byte) {
	t.Helper()
	script, err := os.ReadFile(filepath.Join(folder, "cmd"))
	if err != nil {
		t.Fatal(err)
	}
	work := t.TempDir()
	copyFiles(t, filepath.Join(folder, "input"), work)
	t.Chdir(work)
	var out, messages bytes.Buffer
	for _, line := range strings.Split(string(script), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		words := splitWords(t, line)
		if words[0] == "cat" {
			content, err := os.ReadFile(words[1])
			if err != nil {
				t.Fatal(err)
			}
			out.Write(content)
			continue
		}
		if words[0] != "sbench" {
			t.Fatalf("a case runs sbench or cat, not %q", words[0])
		}
		if code := Run(context.Background(), words[1:], &out, &messages, stoppedClock); code != exitOK {
			fmt.Fprintf(&out, "exit %d\n", code)
		}
	}
	return scrub(out.Bytes()), scrub(messages.Bytes())
}

// scrub takes out what differs from run to run and means nothing.
func scrub(text []byte) []byte {
	text = regexp.MustCompile(`process \d+`).ReplaceAll(text, []byte("process N"))
	// The hash of a file that was sent changes with every word in it.
	return regexp.MustCompile(`  [0-9a-f]{12}  `).ReplaceAll(text, []byte("  hashhashhash  "))
}

func copyFiles(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if os.IsNotExist(err) {
			return filepath.SkipAll
		}
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return os.MkdirAll(filepath.Join(to, relative), 0o700)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, relative), content, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// splitWords splits a command line at spaces, with single and double quotes
// holding words together as a shell would.
func splitWords(t *testing.T, line string) []string {
	t.Helper()
	var words []string
	var word strings.Builder
	quote := rune(0)
	inWord := false
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, inWord = r, true
		case quote == 0 && r == ' ':
			if inWord {
				words = append(words, word.String())
			}
			word.Reset()
			inWord = false
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	if quote != 0 {
		t.Fatalf("a quote is not closed in %q", line)
	}
	if inWord {
		words = append(words, word.String())
	}
	return words
}
