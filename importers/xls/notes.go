package xls

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"

	"github.com/schoolbench/schoolbench/importers"
)

// mostNotes bounds the comments and links of a sheet.
const mostNotes = 100_000

// notes are the comments and links of a sheet as its records tell them: a
// comment's text is that of a drawn object, which comes before it.
type notes struct {
	found  []importers.Note
	object uint16 // the last one drawn
	texts  map[uint16]string
}

// Notes returns the comments and links of the sheet.
func (s *scanner) Notes() []importers.Note { return s.notes }

// add keeps a note that says something.
func (n *notes) add(note importers.Note) {
	if strings.TrimSpace(note.Text) != "" && len(n.found) < mostNotes {
		n.found = append(n.found, note)
	}
}

// addNote takes in a record on comments and links. What cannot be read of them
// is passed over.
func (b *workbook) addNote(to *notes, r record) {
	switch {
	case r.kind == recordObject:
		const identity = 0x15 // the first part of every object
		if b.version == version8 && r.u16(0) == identity {
			to.object = r.u16(6)
		}
	case r.kind == recordLink:
		to.add(importers.Note{Kind: importers.NoteLink, Row: int(r.u16(0)) + 1, Column: int(r.u16(4)), Text: linkTarget(r)})
	case b.version == version8:
		note := importers.Note{Kind: importers.NoteComment, Row: int(r.u16(0)) + 1, Column: int(r.u16(2)), Text: to.texts[r.u16(6)]}
		if len(r.data) > 11 {
			author := parts{data: [][]byte{r.data[10:]}}
			if name, err := author.text(int(r.u16(8))); err == nil {
				note.Author = strings.TrimSpace(string(name))
			}
		}
		to.add(note)
	default:
		b.addOldNote(to, r)
	}
}

// addOldNote takes in a comment of Excel 2 to 95. A long one takes several
// records, of which all but the first belong to no cell.
func (b *workbook) addOldNote(to *notes, r record) {
	const noRow = 0xFFFF
	if len(r.data) < 6 {
		return
	}
	text := string(decodeBytes(r.data[6:], b.styles.page))
	if r.u16(0) == noRow && len(to.found) > 0 {
		to.found[len(to.found)-1].Text += text
		return
	}
	to.add(importers.Note{Kind: importers.NoteComment, Row: int(r.u16(0)) + 1, Column: int(r.u16(2)), Text: text})
}

// addText keeps the text of the object that was drawn last.
func (n *notes) addText(r record, data [][]byte) {
	length := int(r.u16(10))
	if length == 0 || len(data) < 2 || len(n.texts) >= mostNotes {
		return
	}
	text := parts{data: data[1:]}
	flags, err := text.u8()
	if err != nil {
		return
	}
	characters, err := text.characters(length, flags&textWide != 0)
	if err != nil {
		return
	}
	if n.texts == nil {
		n.texts = map[uint16]string{}
	}
	n.texts[n.object] = string(characters)
}

// What a link's record says of itself.
const (
	linkMoniker  = 0x01 // it leads outside
	linkLocation = 0x08 // to a place there, or in the workbook
	linkShown    = 0x10
	linkFrame    = 0x80
	linkString   = 0x100 // the moniker is a text
)

func addressClass() []byte {
	return []byte{0xE0, 0xC9, 0xEA, 0x79, 0xF9, 0xBA, 0xCE, 0x11, 0x8C, 0x82, 0x00, 0xAA, 0x00, 0x4B, 0xA9, 0x0B}
}

func fileClass() []byte {
	return []byte{0x03, 0x03, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46}
}

// linkTarget returns where a link leads, empty if that cannot be read.
func linkTarget(r record) string {
	const head, class = 8 + 16 + 4, 16
	if len(r.data) < head+4 {
		return ""
	}
	flags := r.u32(head)
	rest := r.data[head+4:]
	if flags&linkShown != 0 {
		_, rest = countedText(rest, 2)
	}
	if flags&linkFrame != 0 {
		_, rest = countedText(rest, 2)
	}
	target := ""
	switch {
	case flags&linkMoniker == 0:
	case flags&linkString != 0:
		target, rest = countedText(rest, 2)
	case bytes.HasPrefix(rest, addressClass()):
		target, rest = countedText(rest[class:], 1)
	case bytes.HasPrefix(rest, fileClass()):
		target, rest = fileTarget(rest[class:])
	default:
		return ""
	}
	if flags&linkLocation != 0 {
		place, _ := countedText(rest, 2)
		target += "#" + place
	}
	return strings.TrimSuffix(target, "#")
}

// countedText reads a text of two bytes a character after its length, which
// counts units of so many bytes. It ends at the first zero.
func countedText(data []byte, unit int) (text string, rest []byte) {
	if len(data) < 4 {
		return "", nil
	}
	length := int64(binary.LittleEndian.Uint32(data)) * int64(unit)
	data = data[4:]
	length = min(length, int64(len(data)))
	return wideText(data[:length]), data[length:]
}

func wideText(data []byte) string {
	units := make([]uint16, 0, len(data)/2)
	for ; len(data) > 1; data = data[2:] {
		unit := binary.LittleEndian.Uint16(data)
		if unit == 0 {
			break
		}
		units = append(units, unit)
	}
	return string(utf16.Decode(units))
}

// fileTarget reads the path of a file: in bytes, and then perhaps in wide
// characters.
func fileTarget(data []byte) (path string, rest []byte) {
	const reserved = 24 // after the path in bytes
	if len(data) < 6 {
		return "", nil
	}
	up := int(binary.LittleEndian.Uint16(data))
	length := int64(binary.LittleEndian.Uint32(data[2:]))
	data = data[6:]
	if length > int64(len(data)) {
		return "", nil
	}
	path, _, _ = strings.Cut(string(decodeBytes(data[:length], codePage(0))), "\x00")
	data = data[length:]
	if len(data) >= reserved+4 {
		size := int64(binary.LittleEndian.Uint32(data[reserved:]))
		data = data[reserved+4:]
		if size > 6 && size <= int64(len(data)) {
			path = wideText(data[6:size])
		}
		data = data[min(size, int64(len(data))):]
	} else {
		data = nil
	}
	return strings.Repeat("../", min(up, 64)) + path, data
}
