package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// program builds sbench once more as a program of its own, for the tests that
// must interrupt it.
func buildProgram(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sbench")
	command := exec.Command("go", "build", "-o", path, ".")
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, output)
	}
	return path
}

// writeRoster writes a csv of this many students.
func writeRoster(t *testing.T, path string, students int) {
	t.Helper()
	var text bytes.Buffer
	text.WriteString("Student ID,School,Grade,Score,Comment\n")
	for i := range students {
		fmt.Fprintf(&text, "%07d,School %d,%d,%d.%d,comment number %d\n", i, i%86, i%13, i%1000, i%10, i)
	}
	if err := os.WriteFile(path, text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// fileHashes returns the content of a folder, so that it can be compared.
func fileHashes(t *testing.T, folder string) string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, entry := range entries {
		content, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&text, "%s %x\n", entry.Name(), sha256.Sum256(content))
	}
	return text.String()
}

// Ensure that Ctrl+C in the middle of an import ends with a sentence, and that
// the workspace is what it was, to the last row.
func TestInterruptedImport(t *testing.T) {
	program := buildProgram(t)
	folder, work := t.TempDir(), t.TempDir()
	writeRoster(t, filepath.Join(folder, "small.csv"), 100)
	writeRoster(t, filepath.Join(folder, "large.csv"), 400_000)
	workspace := filepath.Join(work, "w.schoolbench")
	sbench(t, "import", "-w", workspace, filepath.Join(folder, "small.csv"))
	before := string(sbench(t, "datasets", "-w", workspace, "--json")) + string(sbench(t, "rows", "-w", workspace, "small"))

	for name, target := range map[string]string{"existing workspace": workspace, "new workspace": filepath.Join(work, "new.schoolbench")} {
		t.Run(name, func(t *testing.T) {
			var stderr lockedBuffer
			command := exec.Command(program, "import", "-w", target, filepath.Join(folder, "large.csv"))
			command.Stderr = &stderr
			if err := command.Start(); err != nil {
				t.Fatal(err)
			}
			// Far enough in to be writing, with seconds of it to come.
			waitFor(t, func() bool { return strings.Contains(stderr.String(), "Importing large") })
			if err := command.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
			err := command.Wait()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() != exitError {
				t.Fatalf("ended with %v, want exit %d\n%s", err, exitError, stderr.String())
			}
			if !strings.Contains(stderr.String(), "cancelled") {
				t.Errorf("stderr does not say that it was cancelled:\n%s", stderr.String())
			}
		})
	}
	if _, err := os.Stat(filepath.Join(work, "new.schoolbench")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a workspace that was made for a cancelled import is still there (%v)", err)
	}
	after := string(sbench(t, "datasets", "-w", workspace, "--json")) + string(sbench(t, "rows", "-w", workspace, "small"))
	if after != before {
		t.Error("the workspace is not what it was")
	}
	sbench(t, "check", "-w", workspace)
}

// lockedBuffer is a buffer that one goroutine writes while another looks.
type lockedBuffer struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.text.String()
}

func waitFor(t *testing.T, condition func() bool) {
	t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		if condition() {
			return
		}
	}
	t.Fatal("waited in vain")
}

// Ensure that a second program that wants to change a workspace is told who
// has it open, and that looking is allowed meanwhile.
func TestSecondProgramIsTold(t *testing.T) {
	program := buildProgram(t)
	folder := t.TempDir()
	writeRoster(t, filepath.Join(folder, "small.csv"), 100)
	writeRoster(t, filepath.Join(folder, "large.csv"), 400_000)
	workspace := filepath.Join(folder, "w.schoolbench")
	sbench(t, "import", "-w", workspace, filepath.Join(folder, "small.csv"))

	var progress lockedBuffer
	first := exec.Command(program, "import", "-w", workspace, filepath.Join(folder, "large.csv"))
	first.Stderr = &progress
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = first.Process.Kill()
		_ = first.Wait()
	}()
	waitFor(t, func() bool { return strings.Contains(progress.String(), "Importing large") })
	var stdout, stderr bytes.Buffer
	second := exec.Command(program, "import", "-w", workspace, filepath.Join(folder, "small.csv"), "--dataset", "again")
	second.Stdout, second.Stderr = &stdout, &stderr
	if err := second.Run(); err == nil {
		t.Fatal("a second program could change the workspace")
	}
	if !strings.Contains(stderr.String(), "open") || strings.Contains(stderr.String(), "SQLITE") {
		t.Errorf("the message does not tell a person what is so:\n%s", stderr.String())
	}
	looking := exec.Command(program, "rows", "-w", workspace, "small", "--limit", "1")
	if output, err := looking.CombinedOutput(); err != nil || !strings.Contains(string(output), "0000000") {
		t.Errorf("looking beside a running import: %v\n%s", err, output)
	}
}

// Ensure that a workspace that may not be written is left alone with a
// sentence, and can still be read.
func TestReadOnlyWorkspace(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Log("running as root, who may write anything: the folder is made read-only by a mount where that is allowed")
	}
	folder, work := t.TempDir(), t.TempDir()
	writeRoster(t, filepath.Join(folder, "small.csv"), 100)
	workspace := filepath.Join(work, "w.schoolbench")
	sbench(t, "import", "-w", workspace, filepath.Join(folder, "small.csv"))
	makeReadOnly(t, work)
	before := fileHashes(t, work)

	var stdout, stderr bytes.Buffer
	code := Run(t.Context(), []string{"import", "-w", workspace, filepath.Join(folder, "small.csv"), "--dataset", "again"}, &stdout, &stderr, stoppedClock)
	if code != exitError || stderr.Len() == 0 {
		t.Errorf("exit %d, want %d\n%s", code, exitError, stderr.String())
	}
	for _, jargon := range []string{"SQLITE", "EROFS", "panic"} {
		if strings.Contains(stderr.String(), jargon) {
			t.Errorf("the message speaks of %s:\n%s", jargon, stderr.String())
		}
	}
	if rows := sbench(t, "rows", "-w", workspace, "small", "--limit", "1"); !bytes.Contains(rows, []byte("0000000")) {
		t.Errorf("a read-only workspace cannot be read:\n%s", rows)
	}
	if after := fileHashes(t, work); after != before {
		t.Errorf("the folder changed:\n%s\nwas\n%s", after, before)
	}
}

// makeReadOnly takes the right to write a folder away until the test ends: by
// its mode, or for root, whom modes do not bind, by mounting it read-only.
func makeReadOnly(t *testing.T, folder string) {
	t.Helper()
	if os.Geteuid() != 0 {
		if err := os.Chmod(folder, 0o500); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(folder, 0o700) })
		return
	}
	if err := syscall.Mount(folder, folder, "", syscall.MS_BIND, ""); err != nil {
		t.Skipf("root may not mount here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(folder, syscall.MNT_DETACH) })
	if err := syscall.Mount("", folder, "", syscall.MS_BIND|syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skipf("root may not mount read-only here: %v", err)
	}
}

// Ensure that a full disk ends with a sentence, the workspace as it was.
func TestFullDisk(t *testing.T) {
	work, folder := t.TempDir(), t.TempDir()
	if err := syscall.Mount("tmpfs", work, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("a small disk cannot be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(work, syscall.MNT_DETACH) })
	writeRoster(t, filepath.Join(folder, "small.csv"), 100)
	writeRoster(t, filepath.Join(folder, "large.csv"), 200_000)
	workspace := filepath.Join(work, "w.schoolbench")
	sbench(t, "import", "-w", workspace, filepath.Join(folder, "small.csv"))
	before := string(sbench(t, "datasets", "-w", workspace, "--json"))

	var stdout, stderr bytes.Buffer
	code := Run(t.Context(), []string{"import", "-w", workspace, filepath.Join(folder, "large.csv")}, &stdout, &stderr, stoppedClock)
	if code != exitError || !strings.Contains(stderr.String(), "full") {
		t.Errorf("exit %d, want %d and a sentence about a full disk\n%s", code, exitError, stderr.String())
	}
	if after := string(sbench(t, "datasets", "-w", workspace, "--json")); after != before {
		t.Errorf("the workspace is not what it was:\n%s", after)
	}
	sbench(t, "check", "-w", workspace)
}
