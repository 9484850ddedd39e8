package disk_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/internal/disk"
)

// TestMain lets the test be a program of its own that uses a scratch folder:
// it names the folder and ends without a word when its input does.
func TestMain(m *testing.M) {
	if os.Getenv("SCRATCH_HELPER") == "" {
		os.Exit(m.Run())
	}
	scratch, err := disk.NewScratch()
	if err == nil {
		err = os.WriteFile(filepath.Join(scratch.Path(), "students.csv"), []byte("Name\nAnn\n"), 0o600)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(scratch.Path())
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(1) // as a crash would: nothing is removed
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// Ensure that what a program that crashed has left is removed when the next one
// makes a folder, and nothing before that, nor what is none of ours.
func TestSweep(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	t.Setenv("TMP", temporary) // Windows

	program := exec.Command(os.Args[0])
	program.Env = append(os.Environ(), "SCRATCH_HELPER=1")
	program.Stderr = os.Stderr
	input, err := program.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := program.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	path, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	path = strings.TrimSpace(path)

	foreign := filepath.Join(temporary, "schoolbench-notes")
	fresh := filepath.Join(temporary, "schoolbench-scratch-fresh")
	stale := filepath.Join(temporary, "schoolbench-scratch-stale")
	full := filepath.Join(temporary, "schoolbench-scratch-full")
	file := filepath.Join(temporary, "schoolbench-scratch-file")
	for _, folder := range []string{foreign, fresh, stale, full} {
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{file, filepath.Join(full, "mine.txt"), filepath.Join(foreign, ".owner")} {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{foreign, stale, full, file} {
		if err := os.Chtimes(path, time.Time{}, time.Now().Add(-48*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}

	// Nor is age what tells that an owner is gone.
	if err := os.Chtimes(filepath.Join(path, ".owner"), time.Time{}, time.Now().Add(-48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	mine, err := disk.NewScratch()
	if err != nil {
		t.Fatal(err)
	}
	disk.Sweep()
	for _, kept := range []string{path, filepath.Join(path, "students.csv"), mine.Path(), foreign, fresh, full, file} {
		if !exists(kept) {
			t.Errorf("%s was removed", kept)
		}
	}
	if exists(stale) {
		t.Errorf("%s is still there", stale)
	}

	if err := input.Close(); err != nil {
		t.Fatal(err)
	}
	if err := program.Wait(); err == nil {
		t.Error("the program did not crash")
	}
	if !exists(path) {
		t.Fatal("the crash removed the folder: the test shows nothing")
	}
	// A lock's file that has only just been made may be about to be locked.
	if err := os.Chtimes(filepath.Join(path, ".owner"), time.Time{}, time.Now()); err != nil {
		t.Fatal(err)
	}
	disk.Sweep()
	if !exists(path) {
		t.Error("a folder was removed whose owner may be making it")
	}
	if err := os.Chtimes(filepath.Join(path, ".owner"), time.Time{}, time.Now().Add(-2*time.Minute)); err != nil {
		t.Fatal(err)
	}
	other, err := disk.NewScratch()
	if err != nil {
		t.Fatal(err)
	}
	if exists(path) {
		t.Errorf("%s is still there after its program has ended", path)
	}
	for _, scratch := range []*disk.Scratch{mine, other, mine} {
		if err := scratch.Remove(); err != nil {
			t.Error(err)
		}
		if exists(scratch.Path()) {
			t.Errorf("%s was not removed", scratch.Path())
		}
	}
}

// Ensure that nobody else may look into a folder.
func TestScratchIsPrivate(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	t.Setenv("TMP", temporary)
	scratch, err := disk.NewScratch()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = scratch.Remove() }()
	info, err := os.Stat(scratch.Path())
	if err != nil || info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("%v (%v)", info.Mode(), err)
	}
}

// Ensure that a folder that cannot be made is an error.
func TestNoScratch(t *testing.T) {
	none := filepath.Join(t.TempDir(), "none")
	t.Setenv("TMPDIR", none)
	t.Setenv("TMP", none)
	if _, err := disk.NewScratch(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}
