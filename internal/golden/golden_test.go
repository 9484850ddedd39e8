package golden

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// recorder stands in for a test that is expected to fail.
type recorder struct {
	testing.TB
	failures []string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, arguments ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, arguments...))
}

func (r *recorder) Fatalf(format string, arguments ...any) {
	r.Errorf(format, arguments...)
	runtime.Goexit()
}

// assert runs Assert in a goroutine of its own, as Fatalf ends it.
func assert(name string, got string) []string {
	failing := &recorder{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		Assert(failing, name, []byte(got))
	}()
	<-done
	return failing.failures
}

func setUpdate(t *testing.T, on bool) {
	t.Helper()
	before := *update
	t.Cleanup(func() { *update = before })
	if err := flag.Set("update", fmt.Sprint(on)); err != nil {
		t.Fatal(err)
	}
}

func TestAssert(t *testing.T) {
	t.Chdir(t.TempDir())
	setUpdate(t, false)
	if err := os.MkdirAll("testdata", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("testdata", "roster.txt"), []byte("a\nb\r\nc"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ file, got, want string }{
		"equal":             {"roster.txt", "a\nb\r\nc", ""},
		"carriage return":   {"roster.txt", "a\nb\nc", `want: "b\r\n"`},
		"shorter":           {"roster.txt", "a\n", `got: ""`},
		"longer":            {"roster.txt", "a\nb\r\nc\nd", "line 3"},
		"no such file":      {"missing.txt", "a", "run the test with -update"},
		"outside testdata":  {"../roster.txt", "a", "leaves testdata"},
		"long line is cut":  {"roster.txt", strings.Repeat("x", 1000), "(1000 bytes)"},
		"empty against not": {"roster.txt", "", "line 1"},
	} {
		t.Run(name, func(t *testing.T) {
			failures := assert(test.file, test.got)
			if test.want == "" {
				if len(failures) > 0 {
					t.Fatalf("failed: %q", failures)
				}
				return
			}
			if len(failures) != 1 || !strings.Contains(failures[0], test.want) {
				t.Fatalf("failures %q, want one that says %q", failures, test.want)
			}
		})
	}
}

func TestAssertUpdates(t *testing.T) {
	t.Chdir(t.TempDir())
	setUpdate(t, true)
	if failures := assert("folder/roster.txt", "first"); len(failures) > 0 {
		t.Fatal(failures)
	}
	setUpdate(t, false)
	if failures := assert("folder/roster.txt", "first"); len(failures) > 0 {
		t.Fatal(failures)
	}
	if failures := assert("folder/roster.txt", "second"); len(failures) != 1 {
		t.Fatalf("failures %q, want one", failures)
	}
}
