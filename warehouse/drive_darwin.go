package warehouse

import "syscall"

// isNetworkFolder asks whether the file system is one of this computer.
func isNetworkFolder(folder string) bool {
	const mountedLocally = 0x1000
	var about syscall.Statfs_t
	return syscall.Statfs(folder, &about) == nil && about.Flags&mountedLocally == 0
}
