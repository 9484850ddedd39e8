package disk

import (
	"errors"
	"syscall"
)

// The numbers under which Windows says that there is no room: on the handle's
// disk, and on any disk.
const (
	errorHandleDiskFull = syscall.Errno(39)
	errorDiskFull       = syscall.Errno(112)
)

// IsFull reports whether the operating system says that there is no room.
func IsFull(err error) bool {
	return errors.Is(err, errorHandleDiskFull) || errors.Is(err, errorDiskFull)
}
