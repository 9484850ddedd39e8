package xls

import (
	"errors"
	"fmt"

	"golang.org/x/text/encoding"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/importers/sheets"
)

// workbook is the stream of a workbook and what its sheets share.
type workbook struct {
	file    string
	stream  []byte
	version int // of the records: 2, 3, 4, 5 (Excel 5 and 95) or 8
	sheets  []sheet
	styles  styles
	texts   [][]byte
}

// sheet is a worksheet and where its part begins in the stream.
type sheet struct {
	importers.Sheet
	at int
}

// styles is what is needed to make text of bytes and numbers.
type styles struct {
	page     encoding.Encoding
	from1904 bool
	spelled  map[int]sheets.Format // formats written out in the workbook
	cells    []int                 // the format number of each style
}

// The versions of the records.
const (
	version2 = 2
	version3 = 3
	version4 = 4
	version5 = 5
	version8 = 8
)

// What a part of a workbook is.
const (
	partGlobals  = 0x0005
	partSheet    = 0x0010
	partGlobals4 = 0x0100
)

// openWorkbook reads all of a workbook but the cells.
func openWorkbook(source importers.Source) (*workbook, error) {
	stream, err := readStream(source)
	if err != nil {
		return nil, err
	}
	book := &workbook{file: source.Name(), stream: stream, styles: styles{page: codePage(0), spelled: map[int]sheets.Format{}}}
	if err := book.read(); err != nil {
		return nil, sheets.Failure(source.Name(), "", err)
	}
	return book, nil
}

// Sheets lists the worksheets.
func (b *workbook) Sheets() []importers.Sheet {
	list := make([]importers.Sheet, len(b.sheets))
	for i, sheet := range b.sheets {
		list[i] = sheet.Sheet
	}
	return list
}

// Scan gathers the cells of a worksheet.
func (b *workbook) Scan(place int) (rows.Scanner, error) {
	cells, err := b.readCells(b.sheets[place])
	if err != nil {
		return nil, err
	}
	return &scanner{book: b, sheet: b.sheets[place].Name, cells: cells, notes: cells.notes.found}, nil
}

// Close does nothing: the stream is in memory.
func (b *workbook) Close() error { return nil }

func versionOf(begin record) int {
	switch begin.kind {
	case recordBegin2:
		return version2
	case recordBegin3:
		return version3
	case recordBegin4:
		return version4
	}
	if begin.u16(0) >= 0x0600 {
		return version8
	}
	return version5
}

func (b *workbook) read() error {
	reader := records{stream: b.stream}
	begin, err := reader.next()
	if err != nil {
		return err
	}
	if !begin.beginsPart() {
		return errors.New("the workbook does not begin as one")
	}
	b.version = versionOf(begin)
	switch kind := begin.u16(2); {
	case b.version < version5 && kind != partGlobals4:
		// The file is one sheet, with its styles inside.
		b.sheets = []sheet{{Sheet: importers.Sheet{Name: "Sheet1"}}}
		return b.checkPassword()
	case b.version == version4:
		return b.readWorkspace(&reader)
	case kind == partSheet:
		b.sheets = []sheet{{Sheet: importers.Sheet{Name: "Sheet1"}}}
		return b.checkPassword()
	}
	for {
		r, err := reader.next()
		if err != nil {
			return err
		}
		switch r.kind {
		case recordEnd:
			return nil
		case recordPassword:
			return encrypted(b.file)
		case recordSheet:
			if err := b.addSheet(r); err != nil {
				return err
			}
		case recordTexts:
			if err := b.readTexts(&parts{data: reader.continued(r)}); err != nil {
				return err
			}
		default:
			if err := b.readStyle(r); err != nil {
				return err
			}
		}
	}
}

// checkPassword looks through a file that is one sheet.
func (b *workbook) checkPassword() error {
	reader := records{stream: b.stream}
	for {
		r, err := reader.next()
		if err != nil || r.kind == recordEnd {
			return nil // that it is cut off will be seen when its cells are read
		}
		if r.kind == recordPassword {
			return encrypted(b.file)
		}
	}
}

// readWorkspace finds the sheets of a workbook of Excel 4, which follow one
// another inside it.
func (b *workbook) readWorkspace(reader *records) error {
	name := ""
	for {
		before := reader.at
		r, err := reader.next()
		if err != nil {
			return err
		}
		switch {
		case r.kind == recordEnd:
			return nil
		case r.kind == recordPassword:
			return encrypted(b.file)
		case r.kind == recordSheetName4:
			name = string(b.bytesText(r, 4, 1))
		case r.beginsPart():
			if r.u16(2) == partSheet {
				b.sheets = append(b.sheets, sheet{Sheet: importers.Sheet{Name: name}, at: before})
			}
			if err := skipPart(reader); err != nil {
				return err
			}
		default:
			if err := b.readStyle(r); err != nil {
				return err
			}
		}
	}
}

// skipPart passes over the rest of a part and the parts inside it.
func skipPart(reader *records) error {
	for depth := 1; depth > 0; {
		r, err := reader.next()
		switch {
		case err != nil:
			return err
		case r.beginsPart():
			depth++
		case r.kind == recordEnd:
			depth--
		}
	}
	return nil
}

// addSheet adds a sheet of the list; charts and macros have no cells to read.
func (b *workbook) addSheet(r record) error {
	const hiddenBits, worksheet = 0x03, 0
	at := int(r.u32(0))
	if r.u8(5) != worksheet {
		return nil
	}
	name, err := b.shortText(r, 6)
	if err != nil {
		return err
	}
	reader := records{stream: b.stream, at: at}
	if begin, err := reader.next(); err != nil || !begin.beginsPart() {
		return fmt.Errorf("sheet %q is not where the workbook says", name)
	}
	b.sheets = append(b.sheets, sheet{Sheet: importers.Sheet{Name: string(name), Hidden: r.u8(4)&hiddenBits != 0}, at: at})
	return nil
}

// shortText reads a text whose length is one byte.
func (b *workbook) shortText(r record, at int) ([]byte, error) {
	if b.version < version8 {
		return b.bytesText(r, at, 1), nil
	}
	if at+1 > len(r.data) {
		return nil, errors.New("a record is too short")
	}
	text := parts{data: [][]byte{r.data[at+1:]}}
	return text.text(int(r.data[at]))
}

// bytesText reads a text in the workbook's code page, whose length takes one
// byte or two. What is cut off of it is missing.
func (b *workbook) bytesText(r record, at, width int) []byte {
	length := int(r.u8(at))
	if width == 2 {
		length = int(r.u16(at))
	}
	from := min(at+width, len(r.data))
	return decodeBytes(r.data[from:min(from+length, len(r.data))], b.styles.page)
}

// readTexts reads the texts that cells share.
func (b *workbook) readTexts(from *parts) error {
	if err := from.skip(4); err != nil { // how often they are used
		return err
	}
	count, err := from.u32()
	if err != nil {
		return err
	}
	for range count {
		if !from.left() {
			return nil // some programs count too many
		}
		length, err := from.u16()
		if err != nil {
			return err
		}
		text, err := from.text(int(length))
		if err != nil {
			return err
		}
		b.texts = append(b.texts, text)
	}
	return nil
}

// readStyle takes in a record on how texts and numbers are written, and passes
// over any other.
func (b *workbook) readStyle(r record) error {
	switch r.kind {
	case recordCodePage:
		b.styles.page = codePage(r.u16(0))
	case recordDateMode:
		b.styles.from1904 = r.u16(0) == 1
	case recordFormat:
		return b.readFormat(r)
	case recordFormat2:
		if b.version < version4 {
			b.styles.spelled[len(b.styles.spelled)] = sheets.ReadFormat(string(b.bytesText(r, 0, 1)))
		}
	case recordStyle:
		b.styles.cells = append(b.styles.cells, int(r.u16(2)))
	case recordStyle3, recordStyle4:
		b.styles.cells = append(b.styles.cells, int(r.u8(1)))
	}
	return nil
}

func (b *workbook) readFormat(r record) error {
	switch b.version {
	case version4:
		b.styles.spelled[len(b.styles.spelled)] = sheets.ReadFormat(string(b.bytesText(r, 2, 1)))
		return nil
	case version5:
		b.styles.spelled[int(r.u16(0))] = sheets.ReadFormat(string(b.bytesText(r, 2, 1)))
		return nil
	}
	if len(r.data) < 5 {
		return nil // a format without a text is General
	}
	text := parts{data: [][]byte{r.data[4:]}}
	code, err := text.text(int(r.u16(2)))
	if err != nil {
		return err
	}
	b.styles.spelled[int(r.u16(0))] = sheets.ReadFormat(string(code))
	return nil
}

// format returns what a style does to numbers. In Excel 2, cells name their
// format directly.
func (b *workbook) format(style int) sheets.Format {
	id := style
	if b.version > version2 {
		if style >= len(b.styles.cells) {
			return sheets.Format{}
		}
		id = b.styles.cells[style]
	}
	if spelled, ok := b.styles.spelled[id]; ok || b.version < version5 {
		return spelled
	}
	return sheets.BuiltInFormat(id)
}
