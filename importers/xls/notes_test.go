package xls_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/xls"
)

// counted writes a text of a link's record: its length in characters with the
// zero at its end, and its characters.
func counted(text string) []byte {
	return join(uint32(size(text)+1), wide(text+"\x00"))
}

// hyperlink writes a link's record for one cell.
func hyperlink(row, column int, flags uint32, parts ...any) []byte {
	class := make([]byte, 16)
	return rec(0x1B8, join(uint16(row), uint16(row), uint16(column), uint16(column)), class, uint32(2), flags, join(parts...))
}

// Comments and links are told by records of many forms; what is damaged of them
// takes nothing from the cells.
func TestNotes(t *testing.T) {
	address := []byte{0xE0, 0xC9, 0xEA, 0x79, 0xF9, 0xBA, 0xCE, 0x11, 0x8C, 0x82, 0x00, 0xAA, 0x00, 0x4B, 0xA9, 0x0B}
	file := []byte{0x03, 0x03, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46}
	link := wide("https://example.org/a\x00")
	object := func(id uint16, text string) []byte {
		drawn := rec(0x5D, uint16(0x15), uint16(18), uint16(25), id, make([]byte, 14))
		drawn = append(drawn, rec(0x1B6, make([]byte, 10), size(text), uint16(8), make([]byte, 4))...)
		return append(append(drawn, rec(0x3C, byte(1), wide(text))...), rec(0x3C, make([]byte, 16))...)
	}
	note := func(row, column int, id uint16, author string) []byte {
		return rec(0x1C, uint16(row), uint16(column), uint16(0), id, size(author), byte(1), wide(author), byte(0))
	}
	data := sheet(
		label(0, 0, "School"), label(0, 1, "Plan"), label(1, 0, "Oak"), label(1, 1, "open"), label(2, 0, "Ash"), label(2, 1, "https://example.org/a"),
		object(7, "closed in\nMay"), object(8, "Ñ"), note(1, 0, 7, "Ana"), note(2, 0, 8, ""), note(2, 1, 99, "nobody's"),
		hyperlink(1, 1, 0x03, address, uint32(len(link)), link),
		hyperlink(2, 1, 0x03, address, uint32(len(link)), link), // which says what its cell says
		hyperlink(0, 0, 0x08, counted("Plans!A1")),
		hyperlink(0, 1, 0x11, counted("shown"), file, uint16(1), uint32(9), "plan.xls\x00", make([]byte, 24), uint32(0)),
		hyperlink(5, 5, 0x103, counted("ftp://x")),
		hyperlink(6, 6, 0x03, address, uint32(1<<31), "x"),
		hyperlink(7, 7, 0x01, []byte{1, 2, 3}),
		rec(0x1B8, []byte{1}), rec(0x1C, []byte{1}), rec(0x1B6, []byte{1}),
	).bytes()
	source := importers.BytesSource("a.xls", data)
	plans, err := xls.Importer().Plan(t.Context(), source, importers.Options{})
	if err != nil || len(plans) != 1 || plans[0].Rows != 2 {
		t.Fatalf("%+v, %v", plans, err)
	}
	var got []string
	err = xls.Importer().Aside(t.Context(), source, plans, func(aside importers.Aside) error {
		if aside.Note != nil {
			got = append(got, aside.Note.String()+": "+aside.Note.Text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(got)
	want := []string{
		"Comment on A2 by Ana: closed in\nMay", "Comment on A3: Ñ", "Link in A1: #Plans!A1", "Link in B1: ../plan.xls", "Link in B2: https://example.org/a", "Link in F6: ftp://x",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the notes are %q, want %q", got, want)
	}
}

// Any cut of a link's record is survived.
func TestNotesCutOff(t *testing.T) {
	whole := hyperlink(1, 1, 0x1FF, counted("shown"), counted("frame"), counted("target"), counted("place"))
	for length := range len(whole) - 4 {
		cut := bytes.Clone(whole[:length+4])
		cut[2], cut[3] = byte(length), byte(length>>8)
		data := sheet(label(0, 0, "a"), label(0, 1, "b"), label(1, 0, "c"), label(1, 1, "d"), cut).bytes()
		if _, err := xls.Importer().Plan(t.Context(), importers.BytesSource("a.xls", data), importers.Options{}); err != nil {
			t.Fatalf("cut at %d: %v", length, err)
		}
	}
}
