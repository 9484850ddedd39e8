package importers

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/schoolbench/schoolbench/table"
)

// FileSource returns the file at path as a Source. It fails with a *table.Issue
// when there is no such file, when it is a folder or not an ordinary file, and
// when it may not be read.
func FileSource(path string) (Source, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fileIssue(path, err)
	}
	where := table.Where{File: filepath.Base(path)}
	if info.IsDir() {
		return nil, table.Failed("file-is-folder", where, "This is a folder, not a file.", "Choose one of the files in it.", nil)
	}
	if !info.Mode().IsRegular() {
		return nil, table.Failed("file-unreadable", where, "This is not an ordinary file.", "Save the data to a file first and import that.", nil)
	}
	source := fileSource{path: path}
	content, err := source.Open()
	if err != nil {
		return nil, err
	}
	return source, content.Close()
}

type fileSource struct{ path string }

func (s fileSource) Name() string { return filepath.Base(s.path) }

func (s fileSource) Open() (Content, error) {
	file, err := os.Open(s.path)
	if err != nil {
		return nil, fileIssue(s.path, err)
	}
	info, err := file.Stat()
	if err != nil {
		_ = file.Close() // the first error is the one that matters
		return nil, fileIssue(s.path, err)
	}
	return fileContent{File: file, size: info.Size()}, nil
}

type fileContent struct {
	*os.File
	size int64
}

func (c fileContent) Size() int64 { return c.size }

// fileIssue puts an error of the operating system into words.
func fileIssue(path string, err error) *table.Issue {
	where := table.Where{File: filepath.Base(path)}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return table.Failed("file-missing", where, "There is no such file.", "Check the name and the folder; it may have been moved or renamed.", err)
	case errors.Is(err, fs.ErrPermission):
		return table.Failed("file-unreadable", where, "You do not have permission to read this file.", "Ask whoever owns it, or copy it to a folder of your own.", err)
	default:
		return ReadIssue(filepath.Base(path), err)
	}
}

// ReadIssue returns the issue for a file whose reading failed half way. An
// error that is an issue already is returned as it is.
func ReadIssue(name string, err error) *table.Issue {
	if issue := table.IssueIn(err); issue != nil {
		return issue
	}
	return table.Failed("file-unreadable", table.Where{File: name}, "The file could not be read to its end.", "If it is on a network drive or a memory stick, copy it to this computer and try again.", err)
}

// BytesSource returns data as a Source with this name. The data must not be
// changed while the source is in use.
func BytesSource(name string, data []byte) Source { return bytesSource{name: name, data: data} }

type bytesSource struct {
	name string
	data []byte
}

func (s bytesSource) Name() string { return s.name }

func (s bytesSource) Open() (Content, error) {
	return bytesContent{Reader: bytes.NewReader(s.data)}, nil
}

type bytesContent struct{ *bytes.Reader }

func (bytesContent) Close() error { return nil }
