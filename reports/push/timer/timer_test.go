package timer_test

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/reports/push/timer"
)

func task(workspace string) timer.Task {
	return timer.Task{
		Program: "/opt/School Bench/sbench", Workspace: workspace, Home: "/home/mo", Configuration: "/home/mo/.config",
		Now: time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC),
	}
}

// Ensure that a workspace's name, however odd, reaches the program unharmed on
// every system and never becomes another argument.
func TestOddNames(t *testing.T) {
	odd := `/srv/50% "off" & $HOME <b>'s \ Niños.schoolbench`
	for _, system := range timer.Systems() {
		setup, ok := timer.Describe(system, task(odd))
		if !ok || len(setup.Files) == 0 || len(setup.Install) == 0 || len(setup.Remove) == 0 || setup.Sentence == "" || setup.Caution == "" {
			t.Fatalf("%s: %+v", system, setup)
		}
		content := setup.Files[0].Text()
		switch system {
		case timer.Linux:
			if !strings.Contains(content, `"/opt/School Bench/sbench" "push" "send" "--due" "-w" "/srv/50%% \"off\" & $$HOME <b>'s \\ Niños.schoolbench"`+"\n") {
				t.Errorf("linux: %s", content)
			}
		case timer.MacOS:
			if words := values(t, content, "string"); len(words) != 7 || words[1] != "/opt/School Bench/sbench" || words[6] != odd {
				t.Errorf("macOS: %q", words)
			}
		case timer.Windows:
			content = strings.TrimPrefix(content, `<?xml version="1.0" encoding="UTF-16"?>`)
			want := `push send --due -w "/srv/50% \"off\" & $HOME <b>'s \ Niños.schoolbench"`
			if words := values(t, content, "Arguments"); len(words) != 1 || words[0] != want {
				t.Errorf("Windows: %q", words)
			}
		}
	}
	if _, ok := timer.Describe("plan9", task(odd)); ok {
		t.Error("a system without a scheduler that we know")
	}
}

// Ensure that two workspaces have timers of their own, and one always the same.
func TestNames(t *testing.T) {
	for _, system := range timer.Systems() {
		first, _ := timer.Describe(system, task("/srv/a.schoolbench"))
		again, _ := timer.Describe(system, task("/srv/a.schoolbench"))
		second, _ := timer.Describe(system, task("/srv/b.schoolbench"))
		if first.Name != again.Name || first.Name == second.Name || first.Files[0].Path == second.Files[0].Path {
			t.Errorf("%s: %s, %s, %s", system, first.Name, again.Name, second.Name)
		}
	}
}

// Ensure that systemd itself takes the units, where it is at hand.
func TestSystemdVerifies(t *testing.T) {
	program, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd-analyze is not installed")
	}
	described := task("/srv/district.schoolbench")
	described.Program = "/bin/true"
	described.Configuration = t.TempDir()
	setup, _ := timer.Describe(timer.Linux, described)
	for _, file := range setup.Files {
		if err := os.MkdirAll(filepath.Dir(file.Path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file.Path, file.Content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	verify := exec.Command(program, "verify", "--user", setup.Files[1].Path)
	verify.Env = append(os.Environ(), "XDG_RUNTIME_DIR="+t.TempDir())
	if output, err := verify.CombinedOutput(); err != nil || strings.Contains(string(output), setup.Name) {
		t.Errorf("%v: %s", err, output)
	}
}

// values returns the texts of all elements of a name.
func values(t *testing.T, document, name string) []string {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(document))
	decoder.Strict = true
	var found []string
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == name {
			var text string
			if err := decoder.DecodeElement(&text, &start); err != nil {
				t.Fatal(err)
			}
			found = append(found, text)
		}
	}
}
