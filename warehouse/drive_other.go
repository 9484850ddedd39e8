//go:build !linux && !darwin && !windows

package warehouse

// isNetworkFolder cannot tell on this system.
func isNetworkFolder(string) bool { return false }
