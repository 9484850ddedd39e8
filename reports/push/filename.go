package push

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
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
	stem = strings.TrimSpace(stem)
	reserved := stem == "CON" || stem == "PRN" || stem == "AUX" || stem == "NUL"
	if len(stem) == 4 && (strings.HasPrefix(stem, "COM") || strings.HasPrefix(stem, "LPT")) && unicode.IsDigit(rune(stem[3])) {
		reserved = true
	}
	if reserved {
		return "_" + name
	}
	return name
}

// FolderNames gives each recipient a folder of their own: two whose names come
// out alike, also on a system that ignores case, are told apart by a number.
func FolderNames(recipients []Recipient) []string {
	taken := map[string]bool{}
	names := make([]string, len(recipients))
	for i, recipient := range recipients {
		base := SafeName(recipient.Name)
		name := base
		for n := 2; taken[strings.ToLower(name)]; n++ {
			name = fmt.Sprintf("%s (%d)", base, n)
		}
		taken[strings.ToLower(name)] = true
		names[i] = name
	}
	return names
}
