package excel

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/sheets"
	"github.com/schoolbench/schoolbench/table"
)

func zipMark() []byte { return []byte("PK") }

// oldMark begins the container of .xls files and of encrypted workbooks.
func oldMark() []byte { return []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1} }

// Explain returns nil for an .xlsx or .xlsm workbook, and otherwise an issue
// that says what the content is instead and what to do.
func Explain(file string, content importers.Content) *table.Issue {
	where := table.Where{File: file}
	mark := make([]byte, len(oldMark()))
	n, err := content.ReadAt(mark, 0)
	if err != nil && err != io.EOF {
		return importers.ReadIssue(file, err)
	}
	mark = mark[:n]
	switch {
	case bytes.Equal(mark, oldMark()):
		return explainOld(where, content)
	case !bytes.HasPrefix(mark, zipMark()):
		return table.Failed("file-not-a-table", where, "This is not an Excel workbook, whatever its name says.", "Open it in the program it came from and save it as .xlsx or .csv.", nil)
	}
	return explainArchive(where, content)
}

const saveAsWorkbook = "Open it in a spreadsheet program and save it as .xlsx (Excel workbook)."

// explainArchive tells a workbook from the other things that are zip files.
func explainArchive(where table.Where, content importers.Content) *table.Issue {
	archive, err := sheets.OpenArchive(content)
	if err != nil {
		return sheets.Damaged(where.File, "", err)
	}
	names := map[string]bool{}
	for _, file := range archive.File {
		names[partName(file.Name)] = true
	}
	has := func(prefix string) bool {
		for name := range names {
			if strings.HasPrefix(name, prefix) {
				return true
			}
		}
		return false
	}
	switch {
	case names["xl/workbook.bin"]:
		return table.Failed("file-not-a-table", where, "This is a binary Excel workbook (.xlsb), which Schoolbench cannot read.", saveAsWorkbook, nil)
	case names["_rels/.rels"] && (has("xl/") || !has("word/") && !has("ppt/") && !has("visio/")):
		return nil
	case names["content.xml"] && names["mimetype"]:
		return table.Failed("file-not-a-table", where, "This is an OpenDocument file and not an Excel workbook.", saveAsWorkbook, nil)
	case has("word/"):
		return table.Failed("file-not-a-table", where, "This is a Word document.", "Copy its table into a spreadsheet and save that as .xlsx.", nil)
	case has("ppt/"):
		return table.Failed("file-not-a-table", where, "This is a PowerPoint presentation.", "Export the data behind it as .xlsx or .csv and import that.", nil)
	case len(names) == 0:
		return table.Failed("file-empty", where, "There is nothing in this file: it is an empty archive.", "Check that the export has finished and that it is the right file.", nil)
	case has("xl/"):
		return sheets.Damaged(where.File, "", nil)
	case names["index/document.iwa"]:
		return table.Failed("file-not-a-table", where, "This is a Numbers spreadsheet, which Schoolbench cannot read.", "Open it in Numbers and export it as Excel.", nil)
	}
	return table.Failed("file-not-a-table", where, "This is a zip archive, not a workbook.", "Unpack it and import the files inside.", nil)
}

// explainOld tells an encrypted workbook from an .xls one, by the names in the
// container's directory.
func explainOld(where table.Where, content importers.Content) *table.Issue {
	names := oldNames(content)
	switch {
	case strings.Contains(names, "EncryptedPackage"), strings.Contains(names, "EncryptionInfo"):
		return table.Failed("file-encrypted", where, "This workbook is protected by a password.", "Give the password (--password-file on the command line), or open it in a spreadsheet program, remove the password and save it.", nil)
	case strings.Contains(names, "Workbook"), strings.Contains(names, "Book"):
		return table.Failed("file-not-a-table", where, "This is an Excel workbook in the old format (.xls) and not in the new one.", "Import it as an old Excel workbook, or save it as .xlsx (Excel workbook).", nil)
	case strings.Contains(names, "WordDocument"):
		return table.Failed("file-not-a-table", where, "This is a Word document.", "Copy its table into a spreadsheet and save that as .xlsx.", nil)
	}
	return table.Failed("file-not-a-table", where, "This is an Office document in an old format, and not one that Schoolbench can read.", "Open it in the program it came from and save it as .xlsx or .csv.", nil)
}

// oldNames returns the names in the first part of the container's directory,
// run together. It is empty when the container is damaged.
func oldNames(content importers.Content) string {
	const (
		headerLength    = 512
		entryLength     = 128
		sectorShiftAt   = 0x1E
		directoryAt     = 0x30
		nameLength      = 64
		mostDirectories = 32 // entries looked at: the workbook's are the first
	)
	header := make([]byte, headerLength)
	if n, err := content.ReadAt(header, 0); n < headerLength && err != nil {
		return ""
	}
	shift := binary.LittleEndian.Uint16(header[sectorShiftAt:])
	if shift < 7 || shift > 16 {
		return ""
	}
	offset := (int64(binary.LittleEndian.Uint32(header[directoryAt:])) + 1) << shift
	entries := make([]byte, mostDirectories*entryLength)
	n, err := content.ReadAt(entries, offset)
	if err != nil && err != io.EOF {
		return ""
	}
	var names strings.Builder
	for at := 0; at+entryLength <= n; at += entryLength {
		for i := 0; i < nameLength; i += 2 {
			if c := entries[at+i]; c >= ' ' && c < 0x7F && entries[at+i+1] == 0 {
				names.WriteByte(c)
			}
		}
		names.WriteByte('\n')
	}
	return names.String()
}
