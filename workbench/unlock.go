package workbench

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/excel"
	"github.com/schoolbench/schoolbench/table"
)

// mostLocked is the size of a protected workbook that is opened: it is held in
// memory as a whole.
const mostLocked = 1 << 30

// IsLocked reports whether an error says that a password protects a file, so
// that a person can be asked for it and the file be given to Unlock.
func IsLocked(err error) bool {
	issue := table.IssueIn(err)
	return issue != nil && issue.Code == "file-encrypted"
}

// IsLockedFile reports whether a password protects the file at path.
func IsLockedFile(path string) bool {
	_, _, err := recognise(path)
	return IsLocked(err)
}

// CanUnlock reports whether the file at path is a workbook of the kind that
// Unlock opens. Old workbooks (.xls) and OpenDocument spreadsheets are not.
func CanUnlock(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	return excel.IsEncrypted(file)
}

// Unlock opens the workbook at path, which a password protects, into a private
// file of the same name that lies there until it is closed. A password that
// does not open it is an issue with the code password-wrong, after which a
// person can be asked again. Old workbooks (.xls) cannot be unlocked.
func Unlock(path, password string) (*Fetched, error) {
	source, err := importers.FileSource(path)
	if err != nil {
		return nil, err
	}
	where := table.Where{File: source.Name()}
	content, err := source.Open()
	if err != nil {
		return nil, err
	}
	size := content.Size()
	if err := content.Close(); err != nil || size > mostLocked {
		return nil, errors.Join(err, table.Failed("file-too-large", where, "This workbook is too large to be opened with its password.", "Open it in a spreadsheet program, remove the password, save it and import it again.", nil))
	}
	locked, err := os.ReadFile(path)
	if err != nil {
		return nil, importers.ReadIssue(source.Name(), err)
	}
	plain, err := excel.Decrypt(locked, password)
	switch {
	case errors.Is(err, excel.ErrPassword):
		return nil, table.Failed("password-wrong", where, "The password does not open this workbook.", "Check it: capitals and small letters are different.", err)
	case err != nil:
		return nil, table.Failed("file-encrypted", where, "This workbook is protected in a way that Schoolbench cannot open.", "Open it in a spreadsheet program, remove the password, save it and import it again.", err)
	}
	return keep(filepath.Base(path), io.Reader(bytes.NewReader(plain)))
}
