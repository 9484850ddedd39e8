package warehouse

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
	"github.com/schoolbench/schoolbench/table"
)

// holder says who has a workspace open for writing.
type holder struct {
	Host    string    `json:"host"`
	Process int       `json:"process"`
	Program string    `json:"program"`
	Since   time.Time `json:"since"`
}

// fileLock is the lock that lets one process at a time write to a workspace.
// The operating system drops it when the process ends, however it ends, so a
// lock file left behind by a crash blocks nobody.
//
// The first byte of the lock file is what is locked; the holder is written
// after it, where other processes can read it on every system.
type fileLock struct {
	lock *flock.Flock
	path string
}

// lockFile takes the lock for the workspace or says who has it.
func lockFile(workspace string, who holder) (*fileLock, error) {
	where := table.Where{File: filepath.Base(workspace)}
	path := workspace + ".lock"
	// Whoever had the lock may remove the file between our opening and locking
	// it. Then the lock is on a file that nobody else can see: take another.
	for range 20 {
		lock := flock.New(path, flock.SetPermissions(0o600), flock.SetFlag(os.O_CREATE|os.O_RDWR))
		locked, err := lock.TryLock()
		if err != nil {
			if errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrNotExist) {
				return nil, explainAt(where, err)
			}
			return nil, table.Failed("workspace-cannot-lock", where, "The workspace cannot be reserved for this program, so it was not opened for writing.",
				"A network drive may not support this. Copy the workspace to a disk of this computer, or open it for reading only.", err)
		}
		if !locked {
			return nil, lockedBy(where, path)
		}
		held, heldErr := lock.Stat()
		seen, seenErr := os.Stat(path)
		if heldErr == nil && seenErr == nil && os.SameFile(held, seen) {
			result := &fileLock{lock: lock, path: path}
			if err := result.write(who); err != nil {
				result.release()
				return nil, explainAt(where, err)
			}
			return result, nil
		}
		_ = lock.Unlock()
	}
	return nil, lockedBy(where, path)
}

// write tells others who has the lock. The locked byte itself is not touched,
// and the file is not cut to size: Windows allows neither to a second handle.
func (l *fileLock) write(who holder) error {
	text, err := json.Marshal(who)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(l.path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = file.WriteAt(append(text, '\n'), 1)
	return errors.Join(err, file.Close())
}

// release gives the lock back and removes its file.
func (l *fileLock) release() {
	// Removed before it is unlocked: afterwards it might be another's. Windows
	// does not remove an open file, so there it is tried once more.
	err := os.Remove(l.path)
	_ = l.lock.Unlock()
	if err != nil {
		_ = os.Remove(l.path)
	}
}

// lockedBy says who holds the lock, as far as the lock file tells.
func lockedBy(where table.Where, path string) *table.Issue {
	const remedy = "Close it there, then try again. Until then you can open the workspace for reading only."
	message := "The workspace is open in another program."
	if who, err := readHolder(path); err == nil && who.Process != 0 {
		message = fmt.Sprintf("The workspace is open in %s on %s (process %d) since %s.",
			who.Program, who.Host, who.Process, who.Since.Local().Format("2006-01-02 15:04"))
	}
	return table.Failed("workspace-locked", where, message, remedy, nil)
}

func readHolder(path string) (holder, error) {
	var who holder
	file, err := os.Open(path)
	if err != nil {
		return who, err
	}
	defer func() { _ = file.Close() }()
	// What follows the first value may be left from an earlier, longer one.
	return who, json.NewDecoder(io.NewSectionReader(file, 1, 1<<16)).Decode(&who)
}

// thisProcess describes this program for others.
func thisProcess(now time.Time) holder {
	host, err := os.Hostname()
	if err != nil || host == "" {
		host = "this computer"
	}
	return holder{Host: host, Process: os.Getpid(), Program: filepath.Base(os.Args[0]), Since: now}
}
