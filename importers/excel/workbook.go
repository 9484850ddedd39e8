package excel

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/sheets"
	"github.com/schoolbench/schoolbench/importers/tags"
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
	importers.Sheet
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

func (b *workbook) read() error {
	if issue := Explain(b.file, b.content); issue != nil {
		return issue
	}
	archive, err := sheets.OpenArchive(b.content)
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
		if link.external {
			continue
		}
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

// partName folds what programs write differently in the names of parts.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, "\\", "/"), "/"))
}

// open returns the text of a part as UTF-8, and its size.
func (b *workbook) open(name string) (io.ReadCloser, int64, error) {
	file := b.parts[partName(name)]
	if file == nil {
		return nil, 0, fmt.Errorf("part %s is not in the workbook", name)
	}
	part, err := sheets.OpenPart(file)
	return part, int64(min(file.UncompressedSize64, 1<<62)), err
}

// eachElement calls visit for every opened element of a part.
func (b *workbook) eachElement(name string, visit func(tags.Token) error) error {
	return b.eachToken(name, func(tok tags.Token) error {
		if tok.Kind == tags.Open || tok.Kind == tags.Empty {
			return visit(tok)
		}
		return nil
	})
}

// eachToken calls visit for every tag and text of a part, until one fails.
func (b *workbook) eachToken(name string, visit func(tags.Token) error) error {
	part, _, err := b.open(name)
	if err != nil {
		return err
	}
	defer part.Close() //nolint:errcheck // nothing was written
	reader := tags.New(part)
	for {
		tok, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		if err := visit(tok); err != nil {
			return err
		}
	}
}

// has tells whether a part is in the workbook.
func (b *workbook) has(name string) bool { return b.parts[partName(name)] != nil }

// relation is a link from one part to another.
type relation struct {
	id, kind, target string
	external         bool // the target is no part of the workbook
}

func (b *workbook) relations(part string) ([]relation, error) {
	folder, name := path.Split(part)
	links := path.Join(folder, "_rels", name+".rels")
	if b.parts[partName(links)] == nil {
		return nil, fmt.Errorf("part %s is not in the workbook", links)
	}
	var found []relation
	err := b.eachElement(links, func(tok tags.Token) error {
		if string(tok.Name) != "Relationship" {
			return nil
		}
		link := relation{id: tok.Attribute("Id"), kind: path.Base(tok.Attribute("Type")), target: tok.Attribute("Target"), external: tok.Attribute("TargetMode") == "External"}
		if !link.external {
			if link.target = strings.ReplaceAll(link.target, "\\", "/"); !strings.HasPrefix(link.target, "/") {
				link.target = path.Join("/", folder, link.target)
			}
		}
		found = append(found, link)
		return nil
	})
	return found, err
}

// mainPart returns the name of the part that lists the sheets.
func (b *workbook) mainPart() (string, error) {
	links, err := b.relations("")
	if err == nil {
		for _, link := range links {
			if link.kind == "officeDocument" && !link.external {
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
	return b.eachElement(main, func(tok tags.Token) error {
		switch string(tok.Name) {
		case "workbookPr":
			// Extensions repeat the element under another prefix.
			b.from1904 = b.from1904 || isTrue(tok.Attribute("date1904"))
		case "sheet":
			link, known := targets[tok.Attribute("id")]
			if known && link.kind == "worksheet" && !link.external {
				state := tok.Attribute("state")
				b.sheets = append(b.sheets, sheet{Sheet: importers.Sheet{Name: tok.Attribute("name"), Hidden: state == "hidden" || state == "veryHidden"}, part: link.target})
			}
		}
		return nil
	})
}

func isTrue(text string) bool { return text == "1" || text == "true" || text == "on" }

// readStyles finds out which cell styles show dates, times or leading zeros.
func (b *workbook) readStyles(name string) error {
	if !b.has(name) {
		return nil // a workbook can do without
	}
	custom := map[int]sheets.Format{}
	inCells := false
	return b.eachToken(name, func(tok tags.Token) error {
		if tok.Kind == tags.Text {
			return nil
		}
		switch string(tok.Name) {
		case "numFmt":
			if id, err := strconv.Atoi(tok.Attribute("numFmtId")); err == nil {
				custom[id] = sheets.ReadFormat(tok.Attribute("formatCode"))
			}
		case "cellXfs":
			inCells = tok.Kind == tags.Open
		case "xf":
			if !inCells || tok.Kind == tags.Close {
				return nil
			}
			id, err := strconv.Atoi(tok.Attribute("numFmtId"))
			if err != nil {
				id = 0 // a style without a format is General
			}
			f, spelled := custom[id]
			if !spelled {
				f = sheets.BuiltInFormat(id)
			}
			b.formats = append(b.formats, f)
		}
		return nil
	})
}
