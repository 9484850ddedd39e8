//go:build !windows

package disk

import (
	"errors"
	"syscall"
)

// IsFull reports whether the operating system says that there is no room:
// on the disk, or for this person.
func IsFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}
