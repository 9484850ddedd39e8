package excel

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/klauspost/compress/flate"
	"golang.org/x/text/encoding/unicode"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/sheets"
)

// workbook is an open workbook: its list of sheets, its formats and the texts
// that its sheets share.
type workbook struct {
	file     string
	content  importers.Content
	parts    map[string]*zip.File
	sheets   []sheet
	from1904 bool
	formats  []sheets.Format
	shared   sharedTexts
}

// sheet is a worksheet and the part that holds it.
type sheet struct {
	sheets.Sheet
	part string
}

// openWorkbook opens a workbook and reads all of it but the sheets.
func openWorkbook(source importers.Source) (*workbook, error) {
	content, err := source.Open()
	if err != nil {
		return nil, importers.ReadIssue(source.Name(), err)
	}
	book := &workbook{file: source.Name(), content: content}
	if err := book.read(); err != nil {
		_ = content.Close() // the first error is the one that matters
		return nil, sheets.Failure(source.Name(), "", err)
	}
	return book, nil
}

func (b *workbook) close() error { return b.content.Close() }

func (b *workbook) read() error {
	if issue := Explain(b.file, b.content); issue != nil {
		return issue
	}
	archive, err := newArchive(b.content)
	if err != nil {
		return err
	}
	b.parts = map[string]*zip.File{}
	for _, file := range archive.File {
		b.parts[partName(file.Name)] = file
	}
	main, err := b.mainPart()
	if err != nil {
		return err
	}
	links, err := b.relations(main)
	if err != nil {
		return err
	}
	if err := b.readSheets(main, links); err != nil {
		return err
	}
	for _, link := range links {
		switch link.kind {
		case "styles":
			err = b.readStyles(link.target)
		case "sharedStrings":
			err = b.readShared(link.target)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func newArchive(content importers.Content) (*zip.Reader, error) {
	archive, err := zip.NewReader(content, content.Size())
	if err != nil {
		return nil, err
	}
	archive.RegisterDecompressor(zip.Deflate, func(source io.Reader) io.ReadCloser { return flate.NewReader(source) })
	return archive, nil
}

// partName folds what programs write differently in the names of parts.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, "\\", "/"), "/"))
}

// limited stops reading a part that unpacks to an absurd size.
type limited struct {
	io.ReadCloser
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.ReadCloser.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, errBomb
	}
	return n, err
}

var errBomb = errors.New("part unpacks to more than its size allows")

const (
	// A part may always unpack to this many bytes; beyond it only so many
	// times its packed size. Sheets pack about 1:15.
	freeUnpacked  = 256 << 20
	mostExpansion = 100
)

// open returns the text of a part as UTF-8.
func (b *workbook) open(name string) (io.ReadCloser, int64, error) {
	file := b.parts[partName(name)]
	if file == nil {
		return nil, 0, fmt.Errorf("part %s is not in the workbook", name)
	}
	packed, err := file.Open()
	if err != nil {
		return nil, 0, err
	}
	allowed := max(freeUnpacked, int64(min(file.CompressedSize64, 1<<40))*mostExpansion)
	part := &limited{ReadCloser: packed, left: allowed}
	buffered := bufio.NewReader(part)
	mark, err := buffered.Peek(2)
	if err != nil && !errors.Is(err, io.EOF) {
		_ = packed.Close() // the first error is the one that matters
		return nil, 0, err
	}
	var text io.Reader = buffered
	if bytes.Equal(mark, []byte{0xFF, 0xFE}) || bytes.Equal(mark, []byte{0xFE, 0xFF}) {
		text = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(buffered)
	}
	return struct {
		io.Reader
		io.Closer
	}{text, packed}, int64(min(file.UncompressedSize64, 1<<62)), nil
}

// eachElement calls visit for every opened element of a part.
func (b *workbook) eachElement(name string, visit func(token) error) error {
	part, _, err := b.open(name)
	if err != nil {
		return err
	}
	defer part.Close() //nolint:errcheck // nothing was written
	reader := newTokens(part)
	for {
		tok, err := reader.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		if tok.kind == openToken || tok.kind == emptyToken {
			if err := visit(tok); err != nil {
				return err
			}
		}
	}
}

// relation is a link from one part to another.
type relation struct {
	id, kind, target string
}

func (b *workbook) relations(part string) ([]relation, error) {
	folder, name := path.Split(part)
	links := path.Join(folder, "_rels", name+".rels")
	if b.parts[partName(links)] == nil {
		return nil, fmt.Errorf("part %s is not in the workbook", links)
	}
	var found []relation
	err := b.eachElement(links, func(tok token) error {
		if string(tok.name) == "Relationship" && tok.attribute("TargetMode") != "External" {
			target := strings.ReplaceAll(tok.attribute("Target"), "\\", "/")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("/", folder, target)
			}
			found = append(found, relation{id: tok.attribute("Id"), kind: path.Base(tok.attribute("Type")), target: target})
		}
		return nil
	})
	return found, err
}

// mainPart returns the name of the part that lists the sheets.
func (b *workbook) mainPart() (string, error) {
	links, err := b.relations("")
	if err == nil {
		for _, link := range links {
			if link.kind == "officeDocument" {
				return link.target, nil
			}
		}
	}
	if b.parts["xl/workbook.xml"] != nil {
		return "/xl/workbook.xml", nil
	}
	return "", errors.Join(errors.New("no workbook part"), err)
}

func (b *workbook) readSheets(main string, links []relation) error {
	targets := map[string]relation{}
	for _, link := range links {
		targets[link.id] = link
	}
	return b.eachElement(main, func(tok token) error {
		switch string(tok.name) {
		case "workbookPr":
			// Extensions repeat the element under another prefix.
			b.from1904 = b.from1904 || isTrue(tok.attribute("date1904"))
		case "sheet":
			link, known := targets[tok.attribute("id")]
			if known && link.kind == "worksheet" {
				state := tok.attribute("state")
				b.sheets = append(b.sheets, sheet{Sheet: sheets.Sheet{Name: tok.attribute("name"), Hidden: state == "hidden" || state == "veryHidden"}, part: link.target})
			}
		}
		return nil
	})
}

func isTrue(text string) bool { return text == "1" || text == "true" || text == "on" }

// readStyles finds out which cell styles show dates, times or leading zeros.
func (b *workbook) readStyles(name string) error {
	if b.parts[partName(name)] == nil {
		return nil // a workbook can do without
	}
	custom := map[int]sheets.Format{}
	inCells := false
	part, _, err := b.open(name)
	if err != nil {
		return err
	}
	defer part.Close() //nolint:errcheck // nothing was written
	reader := newTokens(part)
	for {
		tok, err := reader.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		if tok.kind == textToken {
			continue
		}
		switch string(tok.name) {
		case "numFmt":
			if id, err := strconv.Atoi(tok.attribute("numFmtId")); err == nil {
				custom[id] = sheets.ReadFormat(tok.attribute("formatCode"))
			}
		case "cellXfs":
			inCells = tok.kind == openToken
		case "xf":
			if !inCells || tok.kind == closeToken {
				continue
			}
			id, err := strconv.Atoi(tok.attribute("numFmtId"))
			if err != nil {
				id = 0 // a style without a format is General
			}
			f, spelled := custom[id]
			if !spelled {
				f = sheets.BuiltInFormat(id)
			}
			b.formats = append(b.formats, f)
		}
	}
}
