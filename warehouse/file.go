package warehouse

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// applicationID marks a SQLite file as a Schoolbench workspace: "Schb".
const applicationID = 0x53636862

// Extension is how the names of workspaces end.
const Extension = ".schoolbench"

// headerSize is the length of the fixed beginning of a SQLite file.
const headerSize = 100

// probe looks at the beginning of a file before SQLite touches it, so that a
// file that is not ours is never changed. newest is the newest layout this
// program knows.
func probe(path string, newest int) error {
	where := table.Where{File: filepath.Base(path)}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return table.Failed("workspace-missing", where, "There is no such workspace.",
			"Check the name and the folder, or create a new workspace.", err)
	case err != nil:
		return cannotRead(where, err)
	case info.IsDir():
		return table.Failed("workspace-is-folder", where, "This is a folder, not a workspace.",
			"Choose a file whose name ends in "+Extension+".", nil)
	case !info.Mode().IsRegular():
		return table.Failed("workspace-not-ours", where, "This is not a Schoolbench workspace.",
			"Choose a file whose name ends in "+Extension+".", nil)
	}
	file, err := os.Open(path)
	if err != nil {
		return cannotRead(where, err)
	}
	defer func() { _ = file.Close() }()
	var header [headerSize]byte
	n, err := io.ReadFull(file, header[:])
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return cannotRead(where, err)
	}
	isSQLite := strings.HasPrefix(string(header[:n]), "SQLite format 3\x00")
	if isSQLite && n < headerSize {
		return damaged(where, io.ErrUnexpectedEOF)
	}
	if !isSQLite || binary.BigEndian.Uint32(header[68:]) != applicationID {
		return table.Failed("workspace-not-ours", where, "This file is not a Schoolbench workspace, or its beginning is damaged.",
			"Choose a file whose name ends in "+Extension+". To bring other data in, create a workspace and import the file.", nil)
	}
	if version := int(binary.BigEndian.Uint32(header[60:])); version > newest {
		return tooNew(where, version, newest)
	}
	pageSize := int64(binary.BigEndian.Uint16(header[16:]))
	if pageSize == 1 {
		pageSize = 1 << 16
	}
	pages := int64(binary.BigEndian.Uint32(header[28:]))
	if wal, err := os.Stat(path + "-wal"); (err != nil || wal.Size() == 0) && info.Size() < pages*pageSize {
		return damaged(where, fmt.Errorf("the file has %d bytes and should have %d", info.Size(), pages*pageSize))
	}
	return nil
}

func cannotRead(where table.Where, err error) *table.Issue {
	return table.Failed("workspace-cannot-open", where, "The workspace cannot be read.",
		"Check that you may read the file and that its disk is connected.", err)
}

func tooNew(where table.Where, version, newest int) *table.Issue {
	return table.Failed("workspace-newer", where,
		fmt.Sprintf("This workspace was written by a newer Schoolbench (layout %d; this one knows up to %d).", version, newest),
		"Update Schoolbench, then open the workspace again.", nil)
}

// createEmpty makes the file with permission for its owner alone, before
// SQLite opens it: SQLite gives its own side files the same permission.
func createEmpty(path string) error {
	where := table.Where{File: filepath.Base(path)}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		if info, statErr := os.Stat(path); statErr == nil && info.IsDir() {
			return table.Failed("workspace-is-folder", where, "This is a folder, not a workspace.", "Give the new workspace another name.", err)
		}
		return table.Failed("workspace-exists", where, "There is already a file with this name.",
			"Open it, or give the new workspace another name.", err)
	case errors.Is(err, fs.ErrNotExist):
		return table.Failed("workspace-missing", where, "The folder for the new workspace does not exist.",
			"Create the folder first, or choose another.", err)
	case errors.Is(err, fs.ErrPermission):
		return folderReadOnly(path, err)
	case err != nil:
		return explainAt(where, err)
	}
	return file.Close()
}

func folderReadOnly(path string, cause error) *table.Issue {
	return table.Failed("workspace-read-only", table.Where{File: filepath.Base(path)}, "You may not write in this folder.",
		"Choose a folder of your own.", cause)
}

// dataSource writes the name under which the driver opens a file. Characters
// with a meaning in names of this kind are escaped.
func dataSource(path string, options ...string) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // a drive letter
	}
	name := url.URL{Scheme: "file", Path: slashed, RawQuery: strings.Join(options, "&")}
	return name.String()
}

// realPath is the absolute path with symbolic links followed as far as it
// exists, so that one file is locked under one name.
func realPath(path string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if resolved, err := filepath.EvalSymlinks(absolute); err == nil {
		return resolved, nil
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(absolute))
	if err != nil {
		return absolute, nil
	}
	return filepath.Join(folder, filepath.Base(absolute)), nil
}
