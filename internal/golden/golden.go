// Package golden compares what a test produced with a file that a person has
// looked at and accepted. It is for tests only and imports nothing of ours.
//
// The accepted files live in the testdata folder of the package under test.
// Run its tests with -update to write them anew, then read the difference in
// git before committing it.
package golden

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew instead of comparing with them")

// Assert fails the test unless got equals the file testdata/NAME, byte for
// byte. With -update it writes the file instead. A name may contain folders,
// with forward slashes, but must stay inside testdata. It goes on after a
// difference, so that one run shows them all.
func Assert(t testing.TB, name string, got []byte) {
	t.Helper()
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		t.Fatalf("golden file name %q leaves testdata", name)
	}
	AssertFile(t, filepath.Join("testdata", filepath.FromSlash(name)), got)
}

// AssertFile is Assert for an accepted file anywhere, such as a page of the
// documentation that is written from the code.
func AssertFile(t testing.TB, path string, got []byte) {
	t.Helper()
	if *update {
		write(t, path, got)
		return
	}
	want, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Errorf("golden file %s does not exist; run the test with -update to write it, then read it", path)
		return
	}
	if err != nil {
		t.Errorf("read golden file: %v", err)
		return
	}
	if !bytes.Equal(got, want) {
		t.Errorf("differs from %s: %s\nIf the change is meant, run the test with -update and read the difference.", path, difference(got, want))
	}
}

// write replaces the golden file at path.
func write(t testing.TB, path string, content []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatalf("make the folder of a golden file: %v", err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatalf("write golden file: %v", err)
	}
}

// difference describes the first line in which two texts differ. Lines are
// quoted, since what differs is often a space, a carriage return or a mark.
func difference(got, want []byte) string {
	gotLines, wantLines := bytes.SplitAfter(got, []byte("\n")), bytes.SplitAfter(want, []byte("\n"))
	for i := range max(len(gotLines), len(wantLines)) {
		gotLine, wantLine := lineAt(gotLines, i), lineAt(wantLines, i)
		if gotLine != wantLine {
			return fmt.Sprintf("line %d\n got: %s\nwant: %s", i+1, gotLine, wantLine)
		}
	}
	return "no line differs"
}

// lineAt returns line i quoted and cut to a readable length, or says that
// there is none.
func lineAt(lines [][]byte, i int) string {
	const longest = 400
	if i >= len(lines) {
		return "(the text has ended)"
	}
	if len(lines[i]) > longest {
		return fmt.Sprintf("%q... (%d bytes)", lines[i][:longest], len(lines[i]))
	}
	return fmt.Sprintf("%q", lines[i])
}
