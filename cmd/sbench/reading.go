package main

import (
	"errors"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/schoolbench/schoolbench/workbench"
)

// readingFlags are the flags that say how a file is to be read.
type readingFlags struct {
	delimiter, encoding, hidden, password string
}

// add adds the flags to a command.
func (f *readingFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.delimiter, "delimiter", "", "what separates the values of a text, itself or by name: comma, tab, semicolon, pipe, caret, space (default: found)")
	flags.StringVar(&f.encoding, "encoding", "", "how a text is written down, such as utf-8, utf-16, windows-1252, macintosh (default: found)")
	flags.StringVar(&f.hidden, "hidden", "", "what a workbook hides: all reads hidden rows, columns and sheets, none leaves them all out (default: rows and columns are read, sheets are not)")
	flags.StringVar(&f.password, "password-file", "", "a file that holds the password of a protected workbook")
}

// reading is what the flags say, or what is wrong with them.
func (f *readingFlags) reading(p *program) (workbench.Reading, error) {
	reading := workbench.Reading{Delimiter: f.delimiter, Encoding: f.encoding}
	named := map[string]string{"comma": ",", "tab": "\t", `\t`: "\t", "semicolon": ";", "pipe": "|", "caret": "^", "space": " "}
	if delimiter, known := named[strings.ToLower(f.delimiter)]; known {
		reading.Delimiter = delimiter
	}
	switch f.hidden {
	case "":
	case "all":
		reading.HiddenSheets = true
	case "none":
		reading.SkipHidden = true
	default:
		return reading, p.misused("--hidden %s: use all or none", f.hidden)
	}
	return reading, nil
}

// unlock returns the path at which a file can be read: its own, or that of a
// copy without its password, which done removes.
func (f *readingFlags) unlock(path string) (readable string, done func() error, err error) {
	done = func() error { return nil }
	if f.password == "" || workbench.IsFolder(path) || !workbench.IsLockedFile(path) {
		return path, done, nil
	}
	text, err := os.ReadFile(f.password)
	if err != nil {
		return path, done, withFile(err, f.password)
	}
	unlocked, err := workbench.Unlock(path, strings.TrimRight(string(text), "\r\n"))
	if err != nil {
		return path, done, err
	}
	return unlocked.Path, unlocked.Close, nil
}

// with runs work on a file that may be protected.
func (f *readingFlags) with(path string, work func(path string) error) error {
	path, done, err := f.unlock(path)
	if err != nil {
		return err
	}
	return errors.Join(work(path), done())
}
