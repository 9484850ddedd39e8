package main

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "modernc.org/sqlite" // another program that opens the workspace
)

// Ensure that a row changed by another program is noticed by check, and that
// rebuild makes cross-tabs show it.
func TestRebuildAfterAnotherProgram(t *testing.T) {
	folder := t.TempDir()
	workspace, file := filepath.Join(folder, "w.schoolbench"), filepath.Join(folder, "spending.csv")
	if err := os.WriteFile(file, []byte("Fund,Amount\nGeneral,10\nGeneral,20\nBond,5\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	sbench(t, "import", "-w", workspace, file)
	db, err := sql.Open("sqlite", workspace)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`UPDATE spending SET Amount = 100 WHERE Fund = 'Bond'`); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}

	var stdout, stderr bytes.Buffer
	if code := Run(t.Context(), []string{"check", "-w", workspace}, &stdout, &stderr, stoppedClock); code != exitError || !strings.Contains(stderr.String(), "Amount") {
		t.Errorf("check: exit %d\n%s", code, stderr.String())
	}
	sbench(t, "rebuild", "-w", workspace, "spending")
	sbench(t, "check", "-w", workspace)
	if shown := sbench(t, "crosstab", "-w", workspace, "spending", "--measures", "sum(Amount)"); !strings.Contains(string(shown), "130") {
		t.Errorf("the cross-tab does not show the changed row:\n%s", shown)
	}
}
