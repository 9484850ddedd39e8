package ods

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/importers/sheets"
	"github.com/schoolbench/schoolbench/importers/tags"
	"github.com/schoolbench/schoolbench/table"
)

// workbook is an open spreadsheet and the list of its sheets.
type workbook struct {
	ctx     context.Context
	file    string
	content importers.Content
	part    *zip.File // that holds the sheets; nil when the file itself does
	sheets  []importers.Sheet
}

// openWorkbook opens a spreadsheet and lists its sheets.
func openWorkbook(ctx context.Context, source importers.Source) (*workbook, error) {
	content, err := source.Open()
	if err != nil {
		return nil, importers.ReadIssue(source.Name(), err)
	}
	book := &workbook{ctx: ctx, file: source.Name(), content: content}
	if err := book.read(); err != nil {
		_ = content.Close() // the first error is the one that matters
		return nil, sheets.Failure(source.Name(), "", err)
	}
	return book, nil
}

// Close releases the file.
func (b *workbook) Close() error { return b.content.Close() }

// Sheets lists the sheets.
func (b *workbook) Sheets() []importers.Sheet { return b.sheets }

// Scan starts reading a sheet.
func (b *workbook) Scan(place int) (rows.Scanner, error) { return b.scan(place) }

func (b *workbook) read() error {
	mark := make([]byte, 2)
	n, err := b.content.ReadAt(mark, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return importers.ReadIssue(b.file, err)
	}
	switch mark = mark[:n]; {
	case bytes.Equal(mark, []byte("PK")):
		if err := b.findPart(); err != nil {
			return err
		}
	case len(mark) > 0 && (mark[0] == '<' || mark[0] == 0xEF || mark[0] == 0xFF || mark[0] == 0xFE):
	default:
		return b.notSpreadsheet("This is not an OpenDocument spreadsheet, whatever its name says.")
	}
	return b.listSheets()
}

func (b *workbook) notSpreadsheet(message string) *table.Issue {
	return table.Failed("file-not-a-table", table.Where{File: b.file}, message, "Open it in the program it came from and save it as .ods, .xlsx or .csv.", nil)
}

// findPart finds the part that holds the sheets and says what stands against
// reading it.
func (b *workbook) findPart() error {
	archive, err := sheets.OpenArchive(b.content)
	if err != nil {
		return err
	}
	parts := map[string]*zip.File{}
	for _, file := range archive.File {
		parts[strings.ToLower(file.Name)] = file
	}
	if part := parts["mimetype"]; part != nil {
		kind, err := b.readSmall(part)
		if err != nil {
			return err
		}
		if !strings.HasPrefix(kind, spreadsheetType) {
			return b.notSpreadsheet("This is an OpenDocument file, but not a spreadsheet.")
		}
	}
	if part := parts["meta-inf/manifest.xml"]; part != nil {
		manifest, err := b.readSmall(part)
		if err != nil {
			return err
		}
		if strings.Contains(manifest, "encryption-data") {
			return table.Failed("file-encrypted", table.Where{File: b.file}, "This spreadsheet is protected by a password.", "Open it in a spreadsheet program, save it without the password and import it again.", nil)
		}
	}
	if b.part = parts["content.xml"]; b.part == nil {
		if len(parts) == 0 || parts["mimetype"] == nil {
			return b.notSpreadsheet("This is not an OpenDocument spreadsheet, whatever its name says.")
		}
		return errors.New("the part with the sheets is missing")
	}
	return nil
}

// readSmall reads a part that says something about the others.
func (b *workbook) readSmall(part *zip.File) (string, error) {
	const most = 4 << 20
	text, err := sheets.OpenPart(part)
	if err != nil {
		return "", err
	}
	defer text.Close() //nolint:errcheck // nothing was written
	all, err := io.ReadAll(io.LimitReader(text, most))
	return string(all), err
}

// open starts reading the part that holds the sheets, and returns its size.
func (b *workbook) open() (io.ReadCloser, int64, error) {
	if b.part != nil {
		text, err := sheets.OpenPart(b.part)
		return text, int64(min(b.part.UncompressedSize64, 1<<62)), err
	}
	text, err := sheets.PlainText(io.NewSectionReader(b.content, 0, b.content.Size()))
	return io.NopCloser(text), b.content.Size(), err
}

// listSheets reads through the part once. Which sheets are hidden is a matter
// of their styles, which come before them.
func (b *workbook) listSheets() error {
	part, _, err := b.open()
	if err != nil {
		return err
	}
	defer part.Close() //nolint:errcheck // nothing was written
	reader := tags.New(part)
	hidden := map[string]bool{}
	style, root, depth := "", "", 0
	for n := 0; ; n++ {
		if n%checkEvery == 0 {
			if err := b.ctx.Err(); err != nil {
				return err
			}
		}
		tok, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if tok.Kind == tags.Text {
			continue
		}
		if root == "" {
			root = string(tok.Name)
		}
		switch string(tok.Name) {
		case "style":
			if tok.Kind == tags.Open {
				style = tok.Attribute("name")
			}
		case "table-properties":
			if tok.Attribute("display") == "false" {
				hidden[style] = true
			}
		case "table":
			switch tok.Kind {
			case tags.Open:
				if depth++; depth == 1 {
					b.sheets = append(b.sheets, importers.Sheet{Name: tok.Attribute("name"), Hidden: hidden[tok.Attribute("style-name")]})
				}
			case tags.Close:
				depth--
			case tags.Empty:
				if depth == 0 {
					b.sheets = append(b.sheets, importers.Sheet{Name: tok.Attribute("name"), Hidden: hidden[tok.Attribute("style-name")]})
				}
			}
		}
	}
	if !strings.HasPrefix(root, "document") {
		return b.notSpreadsheet("This is not an OpenDocument spreadsheet, whatever its name says.")
	}
	return nil
}

// checkEvery is how many tags pass between looks at the context.
const checkEvery = 1 << 14
