package archive

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// opened is an archive and the list of its files.
type opened struct {
	file    string
	content importers.Content
	entries []entry
	left    int64 // bytes that may yet be unpacked
}

// entry is one file of an archive.
type entry struct {
	name      string // unique among the entries, with slashes
	encrypted bool
	size      int64 // as the archive claims; -1 if it does not
	open      func() (io.ReadCloser, error)
}

const (
	// An archive may always unpack to this many bytes; beyond it only so many
	// times its packed size. Texts pack about 1:10, the most even of them 1:50.
	freeUnpacked  = 512 << 20
	mostExpansion = 100
	// mostEntries bounds the files of an archive: a district's export of
	// everything has hundreds.
	mostEntries = 5000
)

const codeTooLarge = "archive-too-large"

func tooLarge(file string) *table.Issue {
	return table.Failed("archive-too-large", table.Where{File: file}, "This archive unpacks to far more than an archive of its size should.", "If you trust it, unpack it and import the files inside.", nil)
}

func damaged(file string, err error) *table.Issue {
	// A workbook is a zip archive inside, which is no word for whoever lost one.
	switch strings.ToLower(path.Ext(file)) {
	case ".xlsx", ".xlsm", ".ods":
		return table.Failed("file-damaged", table.Where{File: file}, "This workbook is damaged or incomplete.",
			"Copy or download it again; if it still opens in a spreadsheet program, save it there under a new name.", err)
	}
	return table.Failed("file-damaged", table.Where{File: file}, "This archive is damaged or incomplete.", "Copy or download it again.", err)
}

// openArchive lists the files of an archive.
func openArchive(source importers.Source) (*opened, error) {
	content, err := source.Open()
	if err != nil {
		return nil, importers.ReadIssue(source.Name(), err)
	}
	a := &opened{file: source.Name(), content: content, left: max(freeUnpacked, content.Size()*mostExpansion)}
	if err := a.list(); err != nil {
		_ = content.Close() // the first error is the one that matters
		return nil, err
	}
	return a, nil
}

func (a *opened) close() error { return a.content.Close() }

func (a *opened) list() error {
	mark := make([]byte, len(gzipMark()))
	n, err := a.content.ReadAt(mark, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return importers.ReadIssue(a.file, err)
	}
	switch mark = mark[:n]; {
	case bytes.Equal(mark, gzipMark()):
		return a.listGzip()
	case bytes.HasPrefix(mark, []byte("PK")):
		return a.listZip()
	}
	return table.Failed("file-not-a-table", table.Where{File: a.file}, "This is not a zip archive, whatever its name says.", "Open it in the program it came from and save it as .xlsx or .csv.", nil)
}

// listGzip finds the one file that a gzip archive holds, and its name.
func (a *opened) listGzip() error {
	first, err := gzip.NewReader(io.NewSectionReader(a.content, 0, a.content.Size()))
	if err != nil {
		return damaged(a.file, err)
	}
	name := strings.TrimSuffix(a.file, path.Ext(a.file))
	if !strings.EqualFold(path.Ext(a.file), ".gz") && first.Name != "" {
		name = path.Base(first.Name)
	}
	a.entries = []entry{{name: name, size: -1, open: func() (io.ReadCloser, error) {
		return gzip.NewReader(io.NewSectionReader(a.content, 0, a.content.Size()))
	}}}
	return nil
}

// listZip lists the files of a zip archive, without those that a system puts
// there for itself.
func (a *opened) listZip() error {
	const encryptedBit = 1
	archive, err := zip.NewReader(a.content, a.content.Size())
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return damaged(a.file, err)
	}
	taken := map[string]bool{}
	for _, file := range archive.File {
		name := cleanName(file.Name, file.NonUTF8)
		if file.FileInfo().IsDir() || !file.Mode().IsRegular() || isSystemFile(name) {
			continue
		}
		for n, base := 2, name; taken[name]; n++ {
			name = fmt.Sprintf("%s (%d)", base, n)
		}
		taken[name] = true
		a.entries = append(a.entries, entry{name: name, encrypted: file.Flags&encryptedBit != 0, size: int64(min(file.UncompressedSize64, 1<<62)), open: file.Open})
	}
	if len(a.entries) > mostEntries {
		return table.Failed(codeTooLarge, table.Where{File: a.file}, fmt.Sprintf("There are %s files in this archive, which is more than can be looked at together.", table.FormatNumber(float64(len(a.entries)), 0)), "Unpack it and import the files you need.", nil)
	}
	return nil
}

// cleanName makes a name readable and relative. Old programs write names in the
// characters of DOS.
func cleanName(name string, notUTF8 bool) string {
	if notUTF8 && !utf8.ValidString(name) {
		if decoded, err := charmap.CodePage437.NewDecoder().String(name); err == nil {
			name = decoded
		}
	}
	name = strings.ToValidUTF8(strings.ReplaceAll(name, "\\", "/"), "\uFFFD")
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

func isSystemFile(name string) bool {
	base := path.Base(name)
	return name == "" || strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(base, ".") || strings.EqualFold(base, "thumbs.db") || strings.EqualFold(base, "desktop.ini")
}

// firstName returns the name of the first file of a zip archive. ok is false
// for what is no zip archive; an empty one has no name.
func firstName(head []byte) (name string, ok bool) {
	const nameLengthAt, nameAt = 26, 30
	if bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return "", true
	}
	if !bytes.HasPrefix(head, []byte("PK\x03\x04")) || len(head) < nameAt {
		return "", false
	}
	length := int(binary.LittleEndian.Uint16(head[nameLengthAt:]))
	return string(head[nameAt:min(nameAt+length, len(head))]), true
}

// find unpacks the file with this name.
func (a *opened) find(ctx context.Context, name string) (*unpacked, error) {
	for _, one := range a.entries {
		if one.name == name {
			return a.unpack(ctx, one)
		}
	}
	return nil, table.Failed("sheet-unknown", table.Where{File: a.file}, fmt.Sprintf("The archive has no file called %q any more.", name), "Look at the archive again.", nil)
}
