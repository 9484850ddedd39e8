package warehouse

import "syscall"

// isNetworkFolder asks for the kind of the file system.
func isNetworkFolder(folder string) bool {
	var about syscall.Statfs_t
	return syscall.Statfs(folder, &about) == nil && isNetworkKind(uint32(about.Type))
}

// isNetworkKind knows the kinds of file system, by the numbers that statfs(2)
// lists, that other computers may have open at the same time. A file system of
// a program (FUSE) may be one of them.
func isNetworkKind(kind uint32) bool {
	switch kind {
	case 0x6969, // NFS
		0x517B, 0xFF534D42, 0xFE534D42, // Windows shares
		0x564C,     // NetWare
		0x5346414F, // AFS
		0x73757245, // Coda
		0x00C36400, // Ceph
		0x0BD00BD0, // Lustre
		0x01021997, // 9P: the drives of a virtual machine's host
		0x786F4256, // the same of VirtualBox
		0x65735546: // FUSE
		return true
	}
	return false
}
