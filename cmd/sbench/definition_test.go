package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Ensure that a definition with something behind its end, as when two were
// joined by mistake, is refused rather than half read.
func TestDefinitionsEndWhereTheyEnd(t *testing.T) {
	workspace := filepath.Join(t.TempDir(), "w.schoolbench")
	if code, _, stderr := mustRun(t, "sample", "-w", workspace, "--students", "40", "--schools", "2", "--years", "1"); code != 0 {
		t.Fatal(stderr)
	}
	for name, test := range map[string]struct {
		show []string
		save []string // what reads the definition, without the name of its file
	}{
		"dashboard": {[]string{"dashboard", "show", "-w", workspace, "Principal"}, []string{"dashboard", "save", "-w", workspace}},
		"push":      {[]string{"push", "show", "-w", workspace, "Monday packets"}, []string{"push", "save", "-w", workspace}},
	} {
		t.Run(name, func(t *testing.T) {
			code, definition, stderr := mustRun(t, test.show...)
			if code != 0 {
				t.Fatal(stderr)
			}
			file := filepath.Join(t.TempDir(), "definition.json")
			for text, want := range map[string]int{definition: 0, definition + definition: 1} {
				if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
				code, _, stderr := mustRun(t, append(test.save, file)...)
				if code != want {
					t.Errorf("%d bytes: exit %d, want %d: %s", len(text), code, want, stderr)
				}
				if want != 0 && !strings.Contains(stderr, "something stands behind its end") {
					t.Errorf("said: %s", stderr)
				}
			}
		})
	}
}
