package warehouse

import (
	"path/filepath"
	"syscall"
	"unsafe"
)

// isNetworkFolder asks Windows about the drive or the share.
func isNetworkFolder(folder string) bool {
	const remote = 4
	root, err := syscall.UTF16PtrFromString(filepath.VolumeName(folder) + `\`)
	if err != nil {
		return false
	}
	kind, _, _ := syscall.NewLazyDLL("kernel32.dll").NewProc("GetDriveTypeW").Call(uintptr(unsafe.Pointer(root)))
	return kind == remote
}
