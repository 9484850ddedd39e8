package profiles

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

//go:embed library/*.json
var embedded embed.FS

// Library is a collection of profiles. It is read-only and safe for any number
// of goroutines.
type Library struct {
	profiles []*Profile // by name
	issues   []table.Issue
}

// Standard returns the profiles that come with Schoolbench.
func Standard() (*Library, error) {
	library := &Library{}
	if err := library.add(embedded, "library"); err != nil {
		return nil, err
	}
	for _, issue := range library.issues {
		return nil, &issue // ours are sound, or the tests fail
	}
	return library, nil
}

// Open returns the standard profiles and those in a folder of a person's own.
// Of two with one name the person's counts. A file there that cannot be used
// is left out and told by Issues. A folder that does not exist is an empty one.
func Open(folder string) (*Library, error) {
	library, err := Standard()
	if err != nil || folder == "" {
		return library, err
	}
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		return library, nil
	}
	if err := library.add(os.DirFS(folder), "."); err != nil {
		return nil, table.Failed("profiles-unreadable", table.Where{File: folder}, "The folder with your own profiles cannot be read.", "Check that it is a folder and that you may read it.", err)
	}
	return library, nil
}

// Folder is where a person's own profiles are looked for: the folder
// schoolbench/profiles in the place the system has for settings. Empty when
// the system names none.
func Folder() string {
	settings, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(settings, "schoolbench", "profiles")
}

// add reads the profiles in a folder, in place of those of the same names.
func (l *Library) add(files fs.FS, folder string) error {
	entries, err := fs.ReadDir(files, folder)
	if err != nil {
		return fmt.Errorf("list profiles: %w", err)
	}
	for _, entry := range entries {
		if entry.IsDir() || !strings.EqualFold(path.Ext(entry.Name()), ".json") {
			continue
		}
		profile, err := readFile(files, path.Join(folder, entry.Name()))
		if err != nil {
			l.issues = append(l.issues, *table.IssueIn(err))
			continue
		}
		at, found := slices.BinarySearchFunc(l.profiles, profile.Name, func(p *Profile, name string) int { return strings.Compare(p.Name, name) })
		if found {
			l.profiles[at] = profile
		} else {
			l.profiles = slices.Insert(l.profiles, at, profile)
		}
	}
	return nil
}

func readFile(files fs.FS, name string) (*Profile, error) {
	content, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, table.Failed("profile-invalid", table.Where{File: path.Base(name)}, "This profile cannot be read.", "Check that you may read the file.", err)
	}
	return Read(path.Base(name), content)
}

// All returns the profiles by name.
func (l *Library) All() []*Profile { return slices.Clone(l.profiles) }

// Named returns the profile with this name, or nil.
func (l *Library) Named(name string) *Profile {
	for _, profile := range l.profiles {
		if profile.Name == name {
			return profile
		}
	}
	return nil
}

// Text returns the profile as it was written.
func (p *Profile) Text() []byte { return bytes.Clone(p.text) }

// Issues tells of the files that could not be used.
func (l *Library) Issues() []table.Issue { return slices.Clone(l.issues) }
