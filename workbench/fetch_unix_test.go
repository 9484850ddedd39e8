//go:build unix

package workbench_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"github.com/schoolbench/schoolbench/workbench"
)

// Ensure that a disk that is full is said to be so, rather than the connection
// to be bad, when a file from the web has no room on it.
func TestFetchToFullDisk(t *testing.T) {
	if link := os.Getenv("FULL_DISK_LINK"); link != "" {
		// As with a full disk, the file grows up to here and no further.
		signal.Ignore(syscall.SIGXFSZ)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 64 << 10, Max: 64 << 10}); err != nil {
			t.Fatal(err)
		}
		_, err := workbench.Fetch(t.Context(), link, workbench.FetchOptions{})
		problem := workbench.Problem(err)
		fmt.Printf("%s|%s|%s\n", problem.Code, problem.Message, problem.Where.File)
		return
	}
	fetchHome(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, strings.Repeat("a,b\n", 100_000))
	}))
	t.Cleanup(server.Close)
	program := exec.Command(os.Args[0], "-test.run", "^TestFetchToFullDisk$")
	program.Env = append(os.Environ(), "FULL_DISK_LINK="+server.URL+"/roster.csv?sig=hidden")
	output, err := program.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	if want := "disk-full|The disk is full.|" + server.URL + "/roster.csv\n"; !strings.HasPrefix(string(output), want) {
		t.Errorf("said %s, want %s", output, want)
	}
}
