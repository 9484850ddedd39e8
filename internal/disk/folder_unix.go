//go:build !windows

package disk

import (
	"errors"
	"os"
	"syscall"
)

// SyncFolder waits until what was made, renamed or removed in a folder is on
// the disk, so that a file that was put there is there after a power failure.
// File systems that cannot do that are taken at their word.
func SyncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return nil // it may be written and not read, which is enough
	}
	err = folder.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		err = nil
	}
	return errors.Join(err, folder.Close())
}
