package workbench_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// fetchHome gives the test a folder for temporary files of its own, and sees
// that nothing is left in it.
func fetchHome(t *testing.T) {
	t.Helper()
	home := t.TempDir()
	t.Setenv("TMPDIR", home)
	t.Cleanup(func() {
		left, err := os.ReadDir(home)
		if err != nil || len(left) > 0 {
			t.Errorf("left behind: %v (%v)", left, err)
		}
	})
}

// Ensure that a file on the web is imported under its name, and that nothing of
// it stays outside the workspace.
func TestFetch(t *testing.T) {
	for name, test := range map[string]struct {
		serve http.HandlerFunc
		path  string
		want  string
	}{
		"the name it is sent under": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Disposition", `attachment; filename="fallback.csv"; filename*=UTF-8''Roster%20N%C3%BA%C3%B1ez.csv`)
			fmt.Fprint(w, roster)
		}, "/download?id=7", "Roster Núñez.csv"},
		"the address": {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, roster) }, "/data/roster.csv", "roster.csv"},
		"the kind": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/csv")
			fmt.Fprint(w, roster)
		}, "/export", "export.csv"},
		"a name with folders": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Disposition", `attachment; filename="../../etc/roster.csv"`)
			fmt.Fprint(w, roster)
		}, "/x", "roster.csv"},
		"a redirect": {func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/old" {
				http.Redirect(w, r, "/new/roster.csv", http.StatusFound)
				return
			}
			fmt.Fprint(w, roster)
		}, "/old", "roster.csv"},
	} {
		t.Run(name, func(t *testing.T) {
			fetchHome(t)
			server := httptest.NewServer(test.serve)
			defer server.Close()
			fetched, err := workbench.Fetch(t.Context(), server.URL+test.path, workbench.FetchOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if got := filepath.Base(fetched.Path); got != test.want {
				t.Errorf("the file is called %q, want %q", got, test.want)
			}
			info, err := os.Stat(fetched.Path)
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("the file's mode is %v (%v)", info.Mode(), err)
			}
			bench := mustOpen(t)
			imported := mustImport(t, bench, workbench.ImportRequest{Path: fetched.Path})
			if imported[0].Batch.Rows != 5 || imported[0].Batch.File != test.want {
				t.Errorf("imported %+v", imported[0].Batch)
			}
			if err := fetched.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// Ensure that whatever goes wrong on the web is said in words and leaves
// nothing behind.
func TestFetchSaysWhatIsWrong(t *testing.T) {
	release := make(chan struct{})
	defer close(release)
	for name, test := range map[string]struct {
		serve http.HandlerFunc
		code  string
	}{
		"missing":   {http.NotFound, "link-missing"},
		"forbidden": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }, "link-needs-sign-in"},
		"an error":  {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, "link-refused"},
		"nothing":   {func(http.ResponseWriter, *http.Request) {}, "link-empty"},
		"too large": {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, strings.Repeat("a,b\n", 1000)) }, "link-too-large"},
		"said to be too large": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000000")
			fmt.Fprint(w, "a")
		}, "link-too-large"},
		"cut short": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, "a,b\n1,2\n")
		}, "link-unreachable"},
		"round and round": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) }, "link-unusable"},
		"silence before":  {func(http.ResponseWriter, *http.Request) { <-release }, "link-timed-out"},
		"silence in the middle": {func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "a,b\n")
			w.(http.Flusher).Flush()
			<-release
		}, "link-timed-out"},
	} {
		t.Run(name, func(t *testing.T) {
			fetchHome(t)
			server := httptest.NewUnstartedServer(test.serve)
			server.Start()
			t.Cleanup(func() { server.CloseClientConnections() })
			_, err := workbench.Fetch(t.Context(), server.URL+"/roster.csv?sig=hidden", workbench.FetchOptions{MostBytes: 2000, Patience: 300 * time.Millisecond})
			issue := table.IssueIn(err)
			if issue == nil || issue.Code != test.code || issue.Remedy == "" {
				t.Errorf("got %v, want %s", err, test.code)
			}
			if whole := fmt.Sprintf("%v %v", err, errors.Unwrap(err)); issue.Where.File != server.URL+"/roster.csv" || strings.Contains(whole, "hidden") {
				t.Errorf("the query is shown: %s", whole)
			}
		})
	}
	for _, link := range []string{"", "roster.csv", "ftp://example.org/a.csv", "https://", "file:///etc/passwd"} {
		_, err := workbench.Fetch(t.Context(), link, workbench.FetchOptions{})
		wantCode(t, err, "link-unusable")
	}
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	_, err := workbench.Fetch(t.Context(), closed.URL, workbench.FetchOptions{})
	wantCode(t, err, "link-unreachable")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := workbench.Fetch(ctx, closed.URL, workbench.FetchOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want a cancelled context", err)
	}
}

func TestPlainLink(t *testing.T) {
	for link, want := range map[string]string{
		"https://example.org/a%2Fb/roster.csv?sig=x#y": "https://example.org/a%2Fb/roster.csv",
		" http://me:word@example.org:8080/?a ":         "http://example.org:8080/",
		"https://example.org":                          "https://example.org",
		"https://exa mple.org/a?sig=x":                 "https://exa mple.org/a",
		"roster.csv":                                   "roster.csv",
	} {
		if got := workbench.PlainLink(link); got != want {
			t.Errorf("%q is shown as %q, want %q", link, got, want)
		}
	}
}

// Ensure that a range copied in a spreadsheet becomes a table, with what stands
// in quotes.
func TestPaste(t *testing.T) {
	fetchHome(t)
	fetched, err := workbench.Paste("Student ID\tNote\r\n004211\t\"two\nlines, and a \"\"word\"\"\"\r\n004212\tplain\r\n004213\t\r\n")
	if err != nil {
		t.Fatal(err)
	}
	defer fetched.Close() //nolint:errcheck // the home is looked at afterwards
	bench := mustOpen(t)
	imported := mustImport(t, bench, workbench.ImportRequest{Path: fetched.Path})
	if imported[0].Batch.Rows != 3 || imported[0].Dataset != "Clipboard" {
		t.Errorf("imported %+v", imported[0])
	}
	frame, err := bench.Frame(t.Context(), "Clipboard")
	if err != nil {
		t.Fatal(err)
	}
	if note := frame.Columns()[1].Value(0).Text; note != "two\nlines, and a \"word\"" {
		t.Errorf("the note is %q", note)
	}
	if id := frame.Columns()[0].Value(0).Text; id != "004211" {
		t.Errorf("the ID is %q", id)
	}
	_, err = workbench.Paste(" \n")
	wantCode(t, err, "clipboard-empty")
}
