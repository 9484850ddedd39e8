package xls_test

import (
	"encoding/binary"
	"math"
	"unicode/utf16"

	"github.com/schoolbench/schoolbench/importers/importertest"
)

// rec writes a record. Its parts are bytes, or numbers of the size of their
// type, or texts, which are written as they are.
func rec(kind uint16, parts ...any) []byte {
	data := join(parts...)
	head := binary.LittleEndian.AppendUint16(nil, kind)
	head = binary.LittleEndian.AppendUint16(head, uint16(len(data)))
	return append(head, data...)
}

func join(parts ...any) []byte {
	var data []byte
	little := binary.LittleEndian
	for _, part := range parts {
		switch part := part.(type) {
		case byte:
			data = append(data, part)
		case uint16:
			data = little.AppendUint16(data, part)
		case uint32:
			data = little.AppendUint32(data, part)
		case float64:
			data = little.AppendUint64(data, math.Float64bits(part))
		case string:
			data = append(data, part...)
		case []byte:
			data = append(data, part...)
		default:
			panic("no such part of a record")
		}
	}
	return data
}

// wide writes the characters of a text in two bytes each.
func wide(text string) []byte {
	var data []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		data = binary.LittleEndian.AppendUint16(data, unit)
	}
	return data
}

func size(text string) uint16 { return uint16(len(utf16.Encode([]rune(text)))) }

// The records of a sheet, in the version of Excel 97.

func at(row, column int) []byte { return join(uint16(row), uint16(column), uint16(0)) }

func styled(row, column, style int) []byte {
	return join(uint16(row), uint16(column), uint16(style))
}

func label(row, column int, text string) []byte {
	return rec(0x204, at(row, column), size(text), byte(1), wide(text))
}

func number(row, column int, value float64) []byte {
	return rec(0x203, at(row, column), value)
}

// book builds a workbook.
type book struct {
	globals []byte // records before the list of sheets
	sheets  []tab
	stream  string // the stream's name
	bare    bool   // without a container
}

type tab struct {
	name    string
	hidden  byte
	kind    byte
	records []byte
}

const (
	globalsPart = 0x05
	sheetPart   = 0x10
)

func begin(part byte) []byte { return rec(0x809, uint16(0x600), uint16(part), make([]byte, 12)) }

func (b book) records() []byte {
	list := func(positions []uint32) []byte {
		out := append(begin(globalsPart), b.globals...)
		for i, one := range b.sheets {
			out = append(out, rec(0x85, positions[i], one.hidden, one.kind, byte(size(one.name)), byte(1), wide(one.name))...)
		}
		return append(out, rec(0x0A)...)
	}
	positions := make([]uint32, len(b.sheets))
	at := uint32(len(list(positions)))
	var bodies []byte
	for i, one := range b.sheets {
		positions[i] = at + uint32(len(bodies))
		bodies = append(bodies, begin(sheetPart)...)
		bodies = append(bodies, one.records...)
		bodies = append(bodies, rec(0x0A)...)
	}
	return append(list(positions), bodies...)
}

func (b book) bytes() []byte {
	if b.bare {
		return b.records()
	}
	name := b.stream
	if name == "" {
		name = "Workbook"
	}
	return importertest.Container(map[string][]byte{name: b.records(), "\x05SummaryInformation": []byte("x")})
}

// sheet is a workbook of one sheet.
func sheet(records ...[]byte) book {
	one := tab{name: "Sheet1"}
	for _, record := range records {
		one.records = append(one.records, record...)
	}
	return book{sheets: []tab{one}}
}

func (b book) with(globals ...[]byte) book {
	for _, record := range globals {
		b.globals = append(b.globals, record...)
	}
	return b
}
