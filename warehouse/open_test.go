package warehouse_test

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

func wantIssue(t *testing.T, err error, code string) *table.Issue {
	t.Helper()
	issue := table.IssueIn(err)
	if issue == nil {
		t.Fatalf("got %v, want the issue %s", err, code)
	}
	if issue.Code != code {
		t.Fatalf("got %s (%v), want %s", issue.Code, err, code)
	}
	if issue.Message == "" || issue.Remedy == "" {
		t.Errorf("issue %s says %q and advises %q; neither may be empty", code, issue.Message, issue.Remedy)
	}
	return issue
}

// finished makes a workspace with one dataset and closes it.
func finished(t *testing.T, path string) {
	t.Helper()
	w, err := warehouse.Create(t.Context(), path, warehouse.Options{Now: testClock()})
	if err != nil {
		t.Fatal(err)
	}
	importRows(t, w, "Roster", smallSchema(), smallRows(3))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func smallSchema() table.Schema {
	return table.Schema{{Name: "School"}, {Name: "Days", Type: table.Integer}}
}

func smallRows(n int) [][]table.Cell {
	rows := make([][]table.Cell, n)
	for i := range rows {
		rows[i] = []table.Cell{{Value: table.TextValue(fmt.Sprintf("School %d", i%7))}, {Value: table.NumberValue(float64(i))}}
	}
	return rows
}

func change(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=rwc")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	for _, statement := range statements {
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	for name, test := range map[string]struct {
		prepare func(t *testing.T, path string)
		code    string
	}{
		"nothing there": {func(*testing.T, string) {}, "workspace-missing"},
		"a folder":      {func(t *testing.T, path string) { mustDo(t, os.Mkdir(path, 0o700)) }, "workspace-is-folder"},
		"an empty file": {func(t *testing.T, path string) { mustDo(t, os.WriteFile(path, nil, 0o600)) }, "workspace-not-ours"},
		"a text file":   {func(t *testing.T, path string) { mustDo(t, os.WriteFile(path, []byte("School,Days\n"), 0o600)) }, "workspace-not-ours"},
		"a database of another program": {func(t *testing.T, path string) {
			change(t, path, "CREATE TABLE t (a)")
		}, "workspace-not-ours"},
		"a newer layout": {func(t *testing.T, path string) {
			finished(t, path)
			change(t, path, "PRAGMA user_version = 99")
		}, "workspace-newer"},
		"cut off in the header": {func(t *testing.T, path string) {
			finished(t, path)
			mustDo(t, os.Truncate(path, 40))
		}, "workspace-damaged"},
		"cut off in the middle": {func(t *testing.T, path string) {
			finished(t, path)
			mustDo(t, os.Truncate(path, 3*4096))
		}, "workspace-damaged"},
		"catalogue overwritten": {func(t *testing.T, path string) {
			finished(t, path)
			file, err := os.OpenFile(path, os.O_RDWR, 0)
			mustDo(t, err)
			info, err := file.Stat()
			mustDo(t, err)
			_, err = file.WriteAt([]byte(strings.Repeat("garbage ", int(info.Size()-100)/8)), 100)
			mustDo(t, err)
			mustDo(t, file.Close())
		}, "workspace-damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.schoolbench")
			test.prepare(t, path)
			before, _ := os.ReadFile(path)
			for _, readOnly := range []bool{false, true} {
				w, err := warehouse.Open(t.Context(), path, warehouse.Options{ReadOnly: readOnly})
				if err == nil {
					_ = w.Close()
				}
				wantIssue(t, err, test.code)
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("the file was changed")
			}
			if _, err := os.Stat(path + ".lock"); !errors.Is(err, fs.ErrNotExist) {
				t.Error("a lock file was left behind")
			}
		})
	}
}

func mustDo(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestCreateSaysWhatIsWrong(t *testing.T) {
	folder := t.TempDir()
	existing := filepath.Join(folder, "there.schoolbench")
	finished(t, existing)
	before, err := os.ReadFile(existing)
	mustDo(t, err)
	for name, test := range map[string]struct{ path, code string }{
		"a file is there":   {existing, "workspace-exists"},
		"a folder is there": {folder, "workspace-is-folder"},
		"no such folder":    {filepath.Join(folder, "none", "a.schoolbench"), "workspace-missing"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := warehouse.Create(t.Context(), test.path, warehouse.Options{})
			wantIssue(t, err, test.code)
		})
	}
	if after, err := os.ReadFile(existing); err != nil || string(after) != string(before) {
		t.Error("the existing workspace was changed")
	}
}

// Files with names' data are for their owner alone, whatever the umask allows.
func TestFilesAreForTheirOwnerAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no file modes")
	}
	for _, name := range []string{"plain.schoolbench", "what? #1 50% of it.schoolbench", "Núñez & Söhne;a=b.schoolbench"} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			w, err := warehouse.Create(t.Context(), filepath.Join(folder, name), warehouse.Options{})
			mustDo(t, err)
			importRows(t, w, "Roster", smallSchema(), smallRows(10))
			seen := map[string]bool{}
			entries, err := os.ReadDir(folder)
			mustDo(t, err)
			for _, entry := range entries {
				info, err := entry.Info()
				mustDo(t, err)
				if info.Mode().Perm() != 0o600 {
					t.Errorf("%s has mode %v", entry.Name(), info.Mode())
				}
				seen[entry.Name()] = true
			}
			for _, suffix := range []string{"", "-wal", "-shm", ".lock"} {
				if !seen[name+suffix] {
					t.Errorf("there is no file %s", name+suffix)
				}
			}
			mustDo(t, w.Close())
			mustDo(t, w.Close())
			if entries, err = os.ReadDir(folder); err != nil || len(entries) != 1 || entries[0].Name() != name {
				t.Errorf("after closing there are %v (%v); want the workspace alone", entries, err)
			}
			w, err = warehouse.Open(t.Context(), filepath.Join(folder, name), warehouse.Options{})
			mustDo(t, err)
			checkFrame(t, w, "Roster", smallSchema(), smallRows(10))
			mustDo(t, w.Close())
		})
	}
}

func TestSecondProcessIsToldWhoHasIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "district.schoolbench")
	finished(t, path)
	child := startChild(t, "hold", path, "open")

	_, err := warehouse.Open(t.Context(), path, warehouse.Options{})
	issue := wantIssue(t, err, "workspace-locked")
	if want := fmt.Sprintf("(process %d)", child.Process.Pid); !strings.Contains(issue.Message, want) {
		t.Errorf("the message %q does not tell %s", issue.Message, want)
	}
	if host, err := os.Hostname(); err == nil && !strings.Contains(issue.Message, host) {
		t.Errorf("the message %q does not name the computer", issue.Message)
	}
	reader, err := warehouse.Open(t.Context(), path, warehouse.Options{ReadOnly: true})
	mustDo(t, err)
	checkFrame(t, reader, "Roster", smallSchema(), smallRows(3))
	_, err = reader.Import(t.Context(), warehouse.ImportRequest{Dataset: "x"}, &memoryReader{schema: smallSchema()})
	wantIssue(t, err, "workspace-read-only")
	mustDo(t, reader.Close())

	// A process that is killed leaves its lock file, and it blocks nobody.
	mustDo(t, child.Process.Kill())
	_ = child.Wait()
	if _, err := os.Stat(path + ".lock"); err != nil {
		t.Fatalf("the killed process left no lock file: %v", err)
	}
	w, err := warehouse.Open(t.Context(), path, warehouse.Options{})
	mustDo(t, err)
	mustDo(t, w.Close())
}

// A reader sees the last committed state while another writes.
func TestReaderBesideWriter(t *testing.T) {
	w := newWorkspace(t)
	importRows(t, w, "Roster", smallSchema(), smallRows(3))
	reader, err := warehouse.Open(t.Context(), w.Path(), warehouse.Options{ReadOnly: true})
	mustDo(t, err)
	defer func() { _ = reader.Close() }()
	checkFrame(t, reader, "Roster", smallSchema(), smallRows(3))
	rows := &memoryReader{schema: smallSchema(), rows: smallRows(40_000), before: func(n int) {
		if n == 39_000 {
			checkFrame(t, reader, "Roster", smallSchema(), smallRows(3))
		}
	}}
	_, err = w.Import(t.Context(), warehouse.ImportRequest{Dataset: "Roster"}, rows)
	mustDo(t, err)
	checkFrame(t, reader, "Roster", smallSchema(), append(smallRows(3), smallRows(40_000)...))
}

// Ensure that a workspace of an older layout is brought up to date with its
// rows in it when it is opened for writing.
func TestOlderLayoutIsBroughtUpToDate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.schoolbench")
	w, err := warehouse.Create(t.Context(), path, warehouse.Options{})
	mustDo(t, err)
	importRows(t, w, "Roster", smallSchema(), smallRows(3))
	mustDo(t, w.Close())
	change(t, path, "DROP TABLE sb_delivery_files", "DROP TABLE sb_deliveries", "DROP TABLE sb_push_runs", "DROP TABLE sb_pushes")
	change(t, path, "DROP TABLE sb_dashboards", "DROP TABLE sb_settings", "DROP TABLE sb_asides", "DROP TABLE sb_retired", "DROP TABLE sb_plans", "DROP TABLE sb_edit_cells", "DROP TABLE sb_edits",
		"DROP TABLE sb_edited", "DROP TABLE sb_comments", "DROP TABLE sb_terms", "DELETE FROM sb_migrations WHERE number > 1", "PRAGMA user_version = 1")
	for _, column := range []string{
		"batches DROP COLUMN mode", "batches DROP COLUMN added", "batches DROP COLUMN changed", "batches DROP COLUMN rewritten",
		"batches DROP COLUMN gone", "batches DROP COLUMN unchanged", "batch_columns DROP COLUMN carried", "columns DROP COLUMN became",
		"columns DROP COLUMN hidden", "columns DROP COLUMN key_position", "columns DROP COLUMN description",
		"columns DROP COLUMN own", "columns DROP COLUMN choices", "columns DROP COLUMN formula", "columns DROP COLUMN removed",
		"columns DROP COLUMN edited", "columns DROP COLUMN edit_decimals", "datasets DROP COLUMN edits",
	} {
		change(t, path, "ALTER TABLE sb_"+column)
	}

	_, err = warehouse.Open(t.Context(), path, warehouse.Options{ReadOnly: true})
	wantIssue(t, err, "workspace-older")
	w, err = warehouse.Open(t.Context(), path, warehouse.Options{})
	mustDo(t, err)
	checkFrame(t, w, "Roster", smallSchema(), smallRows(3))
	mustDo(t, w.Close())
}
