package warehouse

import "testing"

// Ensure that the kinds of file system that matter are told apart.
func TestKindsOfFileSystem(t *testing.T) {
	for name, tt := range map[string]struct {
		kind uint32
		want bool
	}{
		"NFS": {0x6969, true}, "SMB": {0x517B, true}, "CIFS": {0xFF534D42, true}, "SMB 2": {0xFE534D42, true}, "FUSE": {0x65735546, true}, "9P": {0x01021997, true},
		"ext4": {0xEF53, false}, "XFS": {0x58465342, false}, "btrfs": {0x9123683E, false}, "tmpfs": {0x01021994, false}, "overlay": {0x794C7630, false}, "ZFS": {0x2FC12FC1, false}, "FAT": {0x4D44, false}, "NTFS": {0x7366746E, false},
	} {
		if got := isNetworkKind(tt.kind); got != tt.want {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}
