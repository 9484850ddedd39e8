// Package disk knows what disks are like: folders for files that are not to
// stay, and how a system says that there is no room.
package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

const (
	// scratchPrefix begins the name of every scratch folder.
	scratchPrefix = "schoolbench-scratch-"
	// ownerFile is locked for as long as a folder is in use. The system lets go
	// of the lock when the program ends, however it ends.
	ownerFile = ".owner"
	// unownedAge is how old a folder without its lock must be to be taken for
	// one that a program died over while it made it.
	unownedAge = time.Hour
	// newborn is how old the lock's file must be to be looked at: there is a
	// moment between its making and its locking.
	newborn = time.Minute
)

// Scratch is a private folder, among the system's temporary files, for what is
// not to outlive the program: downloads, unpacked archives. Only this person
// may look into it.
type Scratch struct {
	path  string
	owner *flock.Flock
}

// NewScratch makes a folder, and removes those that programs which ended
// without doing so have left.
func NewScratch() (*Scratch, error) {
	Sweep()
	path, err := os.MkdirTemp("", scratchPrefix) // with mode 0700
	if err != nil {
		return nil, err
	}
	s := &Scratch{path: path, owner: flock.New(filepath.Join(path, ownerFile), flock.SetPermissions(0o600), flock.SetFlag(os.O_CREATE|os.O_RDWR))}
	locked, err := s.owner.TryLock()
	if err == nil && !locked {
		err = fs.ErrExist
	}
	if err != nil {
		return nil, errors.Join(&fs.PathError{Op: "lock", Path: path, Err: err}, os.RemoveAll(path))
	}
	return s, nil
}

// Path is where the folder is. There is one file in it already, whose name
// begins with a full stop.
func (s *Scratch) Path() string { return s.path }

// Remove removes the folder with all that is in it. It may be called more than
// once.
func (s *Scratch) Remove() error {
	// Windows removes no file that is open.
	return errors.Join(s.owner.Unlock(), os.RemoveAll(s.path))
}

// Sweep removes the scratch folders of programs that have ended. What cannot be
// removed, or looked at, is left.
func Sweep() {
	temporary, err := os.Open(os.TempDir())
	if err != nil {
		return
	}
	names, _ := temporary.Readdirnames(-1) // those that could be read
	_ = temporary.Close()
	for _, name := range names {
		if strings.HasPrefix(name, scratchPrefix) {
			sweep(filepath.Join(os.TempDir(), name))
		}
	}
}

func sweep(path string) {
	info, err := os.Lstat(path)
	if err != nil || !info.IsDir() {
		return
	}
	lock := filepath.Join(path, ownerFile)
	held, err := os.Lstat(lock)
	if errors.Is(err, fs.ErrNotExist) {
		// It is being made, or its program died over that: then it is empty.
		if time.Since(info.ModTime()) > unownedAge {
			_ = os.Remove(path)
		}
		return
	}
	if err != nil || time.Since(held.ModTime()) < newborn {
		return // its owner may have made the file and be about to lock it
	}
	owner := flock.New(lock, flock.SetFlag(os.O_RDWR))
	if locked, err := owner.TryLock(); err != nil || !locked {
		return
	}
	_ = owner.Unlock()
	_ = os.RemoveAll(path)
}
