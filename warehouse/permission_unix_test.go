//go:build unix

package warehouse_test

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/schoolbench/schoolbench/warehouse"
)

// asNobody makes a command run without the right to overrule permissions.
func asNobody(t *testing.T, command *exec.Cmd, folders ...string) {
	t.Helper()
	if os.Getuid() != 0 {
		return // then this user has no such right either
	}
	const nobody = 65534
	command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	// The test program is in a folder that only its owner may enter.
	program, err := os.ReadFile(command.Path)
	mustDo(t, err)
	open := t.TempDir()
	for folder := open; folder != os.TempDir() && len(folder) > 1; folder = filepath.Dir(folder) {
		mustDo(t, os.Chmod(folder, 0o755))
	}
	command.Path = filepath.Join(open, "child")
	mustDo(t, os.WriteFile(command.Path, program, 0o755))
	for _, folder := range folders {
		for ; folder != os.TempDir() && len(folder) > 1; folder = filepath.Dir(folder) {
			mustDo(t, os.Chmod(folder, 0o755))
		}
	}
}

func TestFolderWithoutPermissionToWrite(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "shared")
	mustDo(t, os.Mkdir(folder, 0o755))
	path := filepath.Join(folder, "district.schoolbench")
	finished(t, path)
	mustDo(t, os.Chmod(path, 0o444))
	restrict := func(command *exec.Cmd) *exec.Cmd {
		asNobody(t, command, folder)
		mustDo(t, os.Chmod(folder, 0o555))
		return command
	}
	t.Cleanup(func() { _ = os.Chmod(folder, 0o755) })

	out, err := restrict(childProcess(t, "read", path)).CombinedOutput()
	if err != nil || strings.TrimSpace(string(out)) != "rows 3" {
		t.Errorf("reading said %q (%v)", out, err)
	}
	out, err = restrict(childProcess(t, "write", path)).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "may not write here") {
		t.Errorf("opening for writing said %q (%v)", out, err)
	}
	mustDo(t, os.Chmod(path, 0o644))
	out, err = restrict(childProcess(t, "write", path)).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "may not write here") && !strings.Contains(string(out), "cannot be read") {
		t.Errorf("opening for writing said %q (%v)", out, err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v (%v); want the workspace alone", entries, err)
	}
}

// A reader without permission to write sees what a writer has committed and
// not yet moved into the file.
func TestReadingBesideWriterWithoutPermissionToWrite(t *testing.T) {
	w := newWorkspace(t)
	importRows(t, w, "Roster", smallSchema(), smallRows(5))
	folder := filepath.Dir(w.Path())
	command := childProcess(t, "read", w.Path())
	asNobody(t, command, folder)
	for _, suffix := range []string{"", "-wal", "-shm"} {
		mustDo(t, os.Chmod(w.Path()+suffix, 0o444))
	}
	mustDo(t, os.Chmod(folder, 0o555))
	defer func() { _ = os.Chmod(folder, 0o755) }()
	out, err := command.CombinedOutput()
	if err != nil || strings.TrimSpace(string(out)) != "rows 5" {
		t.Errorf("reading said %q (%v)", out, err)
	}
}

func TestKilledDuringImport(t *testing.T) {
	path := filepath.Join(t.TempDir(), "district.schoolbench")
	finished(t, path)
	before := dump(t, path)
	child := startChild(t, "import", path, "importing")
	info, err := os.Stat(path + "-load")
	if err != nil || info.Size() < 1<<20 {
		t.Errorf("the import had written nothing when it was killed (%v); the test proves little", err)
	}
	mustDo(t, child.Process.Kill())
	_ = child.Wait()
	if after := dump(t, path); after != before {
		t.Error("the workspace is not as it was before the import")
	}
	w := openAgain(t, path)
	if _, err := os.Stat(path + "-load"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the rows that were being imported still lie beside the workspace (%v)", err)
	}
	checkFrame(t, w, "Roster", smallSchema(), smallRows(3))
	importRows(t, w, "Roster", smallSchema(), smallRows(2))
	checkSound(t, w)
}

func TestKilledDuringMerge(t *testing.T) {
	path := filepath.Join(t.TempDir(), "district.schoolbench")
	finished(t, path)
	before := dump(t, path)
	child := startChild(t, "merge", path, "merging")
	mustDo(t, child.Process.Kill())
	_ = child.Wait()
	if after := dump(t, path); after != before {
		t.Error("the workspace is not as it was before the import")
	}
	w := openAgain(t, path)
	checkFrame(t, w, "Roster", smallSchema(), smallRows(3))
	checkSound(t, w)
	batch, _ := merge(t, w, warehouse.Replace, false, smallSchema(), smallRows(2))
	checkSound(t, w)
	mustDo(t, w.Undo(t.Context(), batch.ID))
	checkFrame(t, w, "Roster", smallSchema(), smallRows(3))
}
