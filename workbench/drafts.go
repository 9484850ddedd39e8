package workbench

import (
	"os"
	"path/filepath"
	"strings"
	"time"
)

// abandonedAfter is how long nobody has written to a draft that a program died
// over.
const abandonedAfter = time.Hour

// draftPrefix begins the name of a file while it is written beside its place at
// path. Digits follow.
func draftPrefix(path string) string { return "." + filepath.Base(path) + "." }

// sweepDrafts removes drafts of the file at path that were left when a program
// ended while it wrote them: they hold what the file was to hold. What cannot
// be removed, or is no draft, stays.
func sweepDrafts(path string) {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return
	}
	for _, entry := range entries {
		digits, found := strings.CutPrefix(entry.Name(), draftPrefix(path))
		if !found || digits == "" || strings.Trim(digits, "0123456789") != "" || !entry.Type().IsRegular() {
			continue
		}
		if info, err := entry.Info(); err == nil && time.Since(info.ModTime()) > abandonedAfter {
			_ = os.Remove(filepath.Join(filepath.Dir(path), entry.Name()))
		}
	}
}
