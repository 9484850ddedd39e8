package push

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longestName is how many bytes a part of a path may take, with room for an
// ending. File systems allow 255.
const longestName = 150

// SafeName makes a file or folder name of any text, usable on every system and
// in any shell: no separators, no characters with a meaning to a system, no
// name that Windows keeps for itself, never hidden and never empty.
func SafeName(text string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == utf8.RuneError:
			return -1
		case strings.ContainsRune(`<>:"/\|?*`, r):
			return '-'
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, text)
	name = strings.Trim(strings.Join(strings.Fields(name), " "), ". -")
	for len(name) > longestName {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	name = strings.TrimRight(name, ". ")
	if name == "" {
		return "unnamed"
	}
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	if isDevice(strings.TrimSpace(stem)) {
		return "_" + name
	}
	return name
}

// isDevice reports whether Windows keeps a name, in upper case and without an
// ending, for itself.
func isDevice(stem string) bool {
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	number, port := strings.CutPrefix(stem, "COM")
	if !port {
		number, port = strings.CutPrefix(stem, "LPT")
	}
	// Windows takes the small raised digits for digits, too.
	return port && utf8.RuneCountInString(number) == 1 && strings.ContainsAny(number, "0123456789¹²³")
}

// FolderNames gives each recipient a folder of their own. A name that cannot be
// a folder's as it is, or that another's is equal to on a system that ignores
// case, has digits after it that come from the whole name. Names do not depend on
// the order of the recipients: otherwise another run could write the files of
// one into the folder of another.
func FolderNames(recipients []Recipient) []string {
	names := make([]string, len(recipients))
	for i, recipient := range recipients {
		if names[i] = SafeName(recipient.Name); names[i] != recipient.Name {
			names[i] = markedName(recipient.Name, shortMark)
		}
	}
	// What is marked may by chance be what another is named.
	for _, digits := range []int{shortMark, longMark} {
		count := map[string]int{}
		for _, name := range names {
			count[folderKey(name)]++
		}
		for i, recipient := range recipients {
			if count[folderKey(names[i])] > 1 {
				names[i] = markedName(recipient.Name, digits)
			}
		}
	}
	return names
}

// How many hexadecimal digits tell folders apart: usually, and when those of two
// come out alike.
const (
	shortMark = 6
	longMark  = 2 * sha256.Size
)

// markedName is a folder's name with digits that stand for the whole name.
func markedName(name string, digits int) string {
	sum := sha256.Sum256([]byte(name))
	return fmt.Sprintf("%s (%s)", SafeName(name), hex.EncodeToString(sum[:])[:digits])
}

// folderKey is the same for names that are one folder on some system: those
// that ignore case, or in how many characters an accent is written.
func folderKey(name string) string {
	return strings.ToLower(strings.ToUpper(norm.NFC.String(name)))
}
