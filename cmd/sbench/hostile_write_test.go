//go:build linux

package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"strings"
	"testing"
)

// zipEntry is a file of an archive, perhaps with a size that is not true.
type zipEntry struct {
	name    string
	text    []byte
	packed  []byte // deflated already; size tells of what it unpacks to
	size    uint64
	claimed uint64
	link    bool
}

// bombEntry is a file of spaces that unpacks to this size and packs to a
// thousandth of it.
func bombEntry(name string, size uint64) zipEntry {
	const part = 1 << 20
	var one bytes.Buffer
	w, err := flate.NewWriter(&one, flate.BestCompression)
	if err != nil {
		panic(err)
	}
	spaces := bytes.Repeat([]byte{' '}, part)
	_, _ = w.Write(spaces)
	_ = w.Flush() // ends at a whole byte, so that copies can follow one another
	packed := bytes.Repeat(one.Bytes(), int(size/part))
	var end bytes.Buffer
	w.Reset(&end)
	_ = w.Close()
	return zipEntry{name: name, packed: append(packed, end.Bytes()...), size: size}
}

// smallLiar is such a file that claims to be small.
func smallLiar(name string, size uint64) zipEntry {
	entry := bombEntry(name, size)
	entry.claimed = 10
	return entry
}

func (e zipEntry) add(archive *zip.Writer) error {
	header := &zip.FileHeader{Name: e.name, Method: zip.Store}
	if e.link {
		header.SetMode(os.ModeSymlink | 0o777)
	}
	text := e.text
	header.CRC32, header.UncompressedSize64 = crc32.ChecksumIEEE(text), uint64(len(text))
	if e.packed != nil {
		text, header.Method, header.UncompressedSize64 = e.packed, zip.Deflate, e.size
	}
	header.CompressedSize64 = uint64(len(text))
	if e.claimed > 0 {
		header.UncompressedSize64 = e.claimed
	}
	w, err := archive.CreateRaw(header)
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}

func zipBytes(t *testing.T, entries ...zipEntry) []byte {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, entry := range entries {
		if err := entry.add(archive); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func writeZip(entries ...zipEntry) func(*testing.T, string) {
	return func(t *testing.T, path string) { writeBytes(t, path, zipBytes(t, entries...)) }
}

func writeBytes(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func writeText(text string) func(*testing.T, string) {
	return func(t *testing.T, path string) { writeBytes(t, path, []byte(text)) }
}

func sheetEntry(rows string) zipEntry {
	return zipEntry{name: "xl/worksheets/sheet1.xml", text: []byte(`<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows + `</sheetData></worksheet>`)}
}

// writeWorkbook writes a workbook of one sheet.
func writeWorkbook(parts ...zipEntry) func(*testing.T, string) {
	const links = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	return writeZip(append([]zipEntry{
		{name: "_rels/.rels", text: []byte(links + `officeDocument" Target="xl/workbook.xml"/></Relationships>`)},
		{name: "xl/workbook.xml", text: []byte(`<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`)},
		{name: "xl/_rels/workbook.xml.rels", text: []byte(links + `worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`)},
	}, parts...)...)
}

// laughs is a document of entities that grow to gigabytes when they are
// replaced.
func laughs(root, inner string) string {
	var text strings.Builder
	fmt.Fprintf(&text, "<?xml version=\"1.0\"?><!DOCTYPE %s [<!ENTITY a0 \"ha\">", root)
	for i := range 40 {
		fmt.Fprintf(&text, "<!ENTITY a%d \"%s\">", i+1, strings.Repeat(fmt.Sprintf("&a%d;", i), 10))
	}
	fmt.Fprintf(&text, "<!ENTITY file SYSTEM \"file:///etc/hostname\">]><%s><%s><tr><td>&a40;</td><td>&file;</td></tr><tr><td>1</td><td>2</td></tr></%s></%s>", root, inner, inner, root)
	return text.String()
}

func writeGzipBomb(size uint64) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		data := []byte{0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255}
		data = append(data, bombEntry("", size).packed...)
		writeBytes(t, path, append(data, make([]byte, 8)...))
	}
}

// writeNestedZip packs an archive into an archive, over and over, twice each
// time.
func writeNestedZip(t *testing.T, path string) {
	inner := zipBytes(t, bombEntry("rows.csv", 64<<20))
	for range 7 {
		inner = zipBytes(t, zipEntry{name: "a.zip", text: inner}, zipEntry{name: "b.zip", text: inner})
	}
	writeBytes(t, path, inner)
}

// writeOverlappingZip lists one large file two thousand times.
func writeOverlappingZip(t *testing.T, path string) {
	one := zipBytes(t, bombEntry("0000.csv", 200<<20))
	end := len(one) - 22
	directory := int(binary.LittleEndian.Uint32(one[end+16:]))
	listed := one[directory:end]
	data := append([]byte{}, one[:directory]...)
	const copies = 2000
	for i := range copies {
		at := len(data)
		data = append(data, listed...)
		copy(data[at+46:], fmt.Sprintf("%04d", i))
	}
	size := len(data) - directory
	data = append(data, one[end:]...)
	last := data[len(data)-22:]
	binary.LittleEndian.PutUint16(last[8:], copies)
	binary.LittleEndian.PutUint16(last[10:], copies)
	binary.LittleEndian.PutUint32(last[12:], uint32(size))
	writeBytes(t, path, data)
}

func writeManyEntries(t *testing.T, path string) {
	entries := make([]zipEntry, 60_000)
	for i := range entries {
		entries[i] = zipEntry{name: fmt.Sprintf("%d.csv", i), text: []byte("a,b\n1,2\n")}
	}
	writeZip(entries...)(t, path)
}

// writeLine writes a beginning and after it one text over and over, up to this
// size.
func writeLine(text, beginning string, size int) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		file, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		_, err = io.WriteString(file, beginning)
		block := bytes.Repeat([]byte(text), (1<<20)/len(text))
		for written := 0; written < size && err == nil; written += len(block) {
			_, err = file.Write(block)
		}
		if err = errors.Join(err, file.Close()); err != nil {
			t.Fatal(err)
		}
	}
}

// writeSparse writes a file of zero bytes that takes no room.
func writeSparse(size int64) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		writeBytes(t, path, nil)
		if err := os.Truncate(path, size); err != nil {
			t.Fatal(err)
		}
	}
}

// writeWidening writes rows that each have a value more than the one before.
func writeWidening(t *testing.T, path string) {
	var text bytes.Buffer
	for i := range 5000 {
		text.WriteString(strings.Repeat("1,", i) + "1\n")
	}
	writeBytes(t, path, text.Bytes())
}

// writeManyTexts writes two thousand columns in which no text comes twice.
func writeManyTexts(t *testing.T, path string) {
	var text bytes.Buffer
	for row := range 1500 {
		for column := range 2000 {
			if column > 0 {
				text.WriteByte(',')
			}
			fmt.Fprintf(&text, "%d/%d", row, column)
		}
		text.WriteByte('\n')
	}
	writeBytes(t, path, text.Bytes())
}
