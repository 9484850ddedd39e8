package warehouse

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// Ensure that statements which a connection keeps give what they gave when they
// were prepared anew: while another of the same text is read, after the table
// has changed its shape, and after one has failed.
func TestKeptStatements(t *testing.T) {
	db, err := openDatabase(dataSource(filepath.Join(t.TempDir(), "a.db"), "mode=rwc"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	run := func(text string, args ...any) error {
		_, err := conn.ExecContext(t.Context(), text, args...)
		return err
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(run("CREATE TABLE pairs (a INTEGER PRIMARY KEY, b TEXT)"))
	const insert = "INSERT INTO pairs (a, b) VALUES (?, ?)"
	for i := range 5 {
		must(run(insert, i, fmt.Sprint("b", i)))
	}
	if err := run(insert, 3, "again"); err == nil {
		t.Error("a key was written twice")
	}
	must(run(insert, 5, "b5"))

	const read = "SELECT b FROM pairs WHERE a >= ? ORDER BY a"
	outer, err := conn.QueryContext(t.Context(), read, 0)
	must(err)
	var pairs []string
	for outer.Next() {
		var one, least string
		must(outer.Scan(&one))
		must(conn.QueryRowContext(t.Context(), read, 4).Scan(&least))
		pairs = append(pairs, one+least)
	}
	must(errors.Join(outer.Err(), outer.Close()))
	if got := strings.Join(pairs, " "); got != "b0b4 b1b4 b2b4 b3b4 b4b4 b5b4" {
		t.Errorf("one within the other they read %s", got)
	}

	const all = "SELECT * FROM pairs ORDER BY a"
	columns := func() int {
		rows, err := conn.QueryContext(t.Context(), all)
		must(err)
		defer func() { _ = rows.Close() }()
		names, err := rows.Columns()
		must(err)
		return len(names)
	}
	if columns() != 2 {
		t.Error("there are not two columns")
	}
	must(run("ALTER TABLE pairs ADD COLUMN c TEXT"))
	if columns() != 3 {
		t.Error("a column that was added is not read")
	}
	must(run("DROP TABLE pairs"))
	if err := run(insert, 9, "b9"); err == nil {
		t.Error("a table that is gone was written into")
	}

	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := conn.ExecContext(ended, "SELECT 1"); err == nil {
		t.Error("a statement ran after its context had ended")
	}

	// A connection does not keep statements without end.
	must(conn.Raw(func(driverConn any) error {
		kept, ok := driverConn.(*keepingConn)
		if !ok {
			return fmt.Errorf("the connection is a %T", driverConn)
		}
		for i := range 100 {
			text := fmt.Sprintf("SELECT %d %s", i, strings.Repeat(" ", 4000))
			rows, err := kept.QueryContext(t.Context(), text, nil)
			if err != nil {
				return err
			}
			if err := rows.Close(); err != nil {
				return err
			}
		}
		letters := 0
		for text := range kept.idle {
			letters += len(text)
		}
		if letters != kept.letters || letters > keptLetters || letters == 0 {
			return fmt.Errorf("%d letters are kept, counted as %d", letters, kept.letters)
		}
		if kept.idle[insert] != nil {
			return errors.New("the statement that was used longest ago is kept")
		}
		return nil
	}))
}

// Ensure that only statements are kept which may be run again.
func TestWhichStatementsAreKept(t *testing.T) {
	for text, want := range map[string]bool{
		"SELECT 1": true, " \n\tUPDATE t SET a = 1": true, "WITH v AS (SELECT 1) SELECT * FROM v": true, "SELECT\n1": true,
		"PRAGMA foreign_keys = 1": false, "CREATE TABLE t (a)": false, "DELETE FROM t; DELETE FROM u": false, "": false, "SELECT": false,
		"SELECT " + strings.Repeat("1", keptLetters): false,
	} {
		if got := isKept(text); got != want {
			t.Errorf("%.30q: %v, want %v", text, got, want)
		}
	}
}
