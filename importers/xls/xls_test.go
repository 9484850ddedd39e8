package xls_test

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/importertest"
	"github.com/schoolbench/schoolbench/importers/xls"
	"github.com/schoolbench/schoolbench/table"
)

// column writes a table of a name and these cells under a header, the cells
// being what the functions write for their row and the second column.
func column(cells ...func(row, column int) []byte) []byte {
	out := append(label(0, 0, "What"), label(0, 1, "Value")...)
	for i, cell := range cells {
		out = append(out, label(i+1, 0, "x")...)
		out = append(out, cell(i+1, 1)...)
	}
	return out
}

func values(texts ...string) [][][]string {
	rows := [][]string{}
	for _, text := range texts {
		rows = append(rows, []string{"x", text})
	}
	return [][][]string{rows}
}

func plain(value float64) func(row, column int) []byte {
	return func(row, column int) []byte { return number(row, column, value) }
}

func dated(value float64, style int) func(row, column int) []byte {
	return func(row, column int) []byte { return rec(0x203, styled(row, column, style), value) }
}

// cellOf writes a record for a cell with these parts behind its place.
func cellOf(kind uint16, parts ...any) func(row, column int) []byte {
	return func(row, column int) []byte { return rec(kind, append([]any{at(row, column)}, parts...)...) }
}

// formula writes a formula with a result of eight bytes, and what follows it.
func formula(result []byte, after ...[]byte) func(row, column int) []byte {
	return func(row, column int) []byte {
		return append(rec(0x06, at(row, column), result, uint16(0), uint32(0), uint16(0)), bytes.Join(after, nil)...)
	}
}

func special(kind, value byte) []byte { return []byte{kind, 0, value, 0, 0, 0, 0xFF, 0xFF} }

// formats are styles for numbers as they are, dates, zeros and times.
func formats() []byte {
	return bytes.Join([][]byte{
		rec(0x41E, uint16(164), uint16(5), byte(0), "00000"),
		rec(0x41E, uint16(165), size(`d"/"m"/"yyyy`), byte(1), wide(`d"/"m"/"yyyy`)),
		rec(0xE0, uint16(0), uint16(0), make([]byte, 16)),
		rec(0xE0, uint16(0), uint16(14), make([]byte, 16)),
		rec(0xE0, uint16(0), uint16(164), make([]byte, 16)),
		rec(0xE0, uint16(0), uint16(165), make([]byte, 16)),
		rec(0xE0, uint16(0), uint16(20), make([]byte, 16)),
	}, nil)
}

func shared(places ...uint32) []byte {
	var out []byte
	for i, place := range places {
		out = append(out, rec(0xFD, at(i/2, i%2), place)...)
	}
	return out
}

func fixture(b book, want [][][]string) importertest.Fixture {
	return importertest.Fixture{Name: "a.xls", Data: b.bytes(), Want: want}
}

func TestCells(t *testing.T) {
	two := column(plain(175), plain(170.5))
	want := values("175", "170.5")
	bare, book95 := sheet(two), sheet(two)
	bare.bare = true
	book95.stream = "Book"
	importertest.Run(t, xls.Importer(), map[string]importertest.Fixture{
		"plain":             fixture(sheet(two), want),
		"without container": fixture(bare, want),
		"other stream":      fixture(book95, want),
		"short numbers":     fixture(sheet(column(cellOf(0x27E, uint32(42<<2|2)), cellOf(0x27E, ^uint32(3<<2-1)|2), cellOf(0x27E, uint32(12345<<2|3)), cellOf(0x27E, uint32(math.Float64bits(0.5)>>32)))), values("42", "-3", "123.45", "0.5")),
		"run of numbers":    fixture(sheet(label(0, 0, "a"), label(0, 1, "b"), label(0, 2, "c"), rec(0xBD, uint16(1), uint16(0), uint16(0), uint32(1<<2|2), uint16(0), uint32(2<<2|2), uint16(0), uint32(3<<2|2), uint16(2))), [][][]string{{{"1", "2", "3"}}}),
		"booleans":          fixture(sheet(column(cellOf(0x205, byte(1), byte(0)), cellOf(0x205, byte(0), byte(0)))), values("TRUE", "FALSE")),
		"errors":            fixture(sheet(column(cellOf(0x205, byte(0x2A), byte(1)), cellOf(0x205, byte(0x07), byte(1)), plain(2))), values("#N/A", "#DIV/0!", "2")),
		"formulas": fixture(sheet(column(formula(join(2.5)), formula(special(0, 0), rec(0x4BC, uint32(0)), rec(0x207, size("Añb"), byte(1), wide("Añb"))), formula(special(1, 1)), formula(special(2, 0x0F)), formula(special(3, 0)), plain(1))),
			values("2.5", "Añb", "TRUE", "#VALUE!", "", "1")),
		"long text of a formula": fixture(sheet(column(formula(special(0, 0), rec(0x207, uint16(6), byte(0), "abc"), rec(0x3C, byte(1), wide("déf"))), plain(1))), values("abcdéf", "1")),
		"dates":                  fixture(sheet(column(dated(43831, 1), dated(43831.5, 1), dated(59, 3), dated(61, 3), dated(0.25, 4))).with(formats()), values("2020-01-01", "2020-01-01 12:00:00", "1900-02-28", "1900-03-01", "06:00:00")),
		"dates from 1904":        fixture(sheet(column(dated(42369, 1))).with(rec(0x22, uint16(1)), formats()), values("2020-01-01")),
		"zeros":                  fixture(sheet(column(dated(42, 2), dated(94612, 2))).with(formats()), values("00042", "94612")),
		"unknown style":          fixture(sheet(column(dated(42, 99))), values("42")),
		"big and small":          fixture(sheet(column(plain(12345678901234), plain(1e15), plain(0.1+0.2), plain(-1e-7))), values("12345678901234", "1000000000000000", "0.3", "-0.0000001")),
		"no number":              fixture(sheet(column(plain(math.NaN()), plain(math.Inf(1)), plain(1))), values("#NUM!", "#NUM!", "1")),
		"out of order":           fixture(sheet(number(2, 1, 2), number(1, 1, 9), label(2, 0, "x"), label(1, 0, "x"), number(1, 1, 1), label(0, 1, "Value"), label(0, 0, "What")), values("1", "2")),
		"chart inside":           fixture(sheet(label(0, 0, "What"), label(0, 1, "Value"), begin(0x20), number(0, 0, 99), rec(0x0A), label(1, 0, "x"), number(1, 1, 5)), values("5")),
		"wide gaps":              fixture(sheet(label(0, 0, "a"), label(0, 2, "b"), number(9, 0, 1), number(65535, 2, 2)), [][][]string{{{"1", ""}, {"", "2"}}}),
	})
}

// Texts may go on in another record at any character, and in another form.
func TestSharedTexts(t *testing.T) {
	const hint = "\x01\x02\x03\x04"
	want := [][][]string{{{"Núñez", "日本 😀"}, {"Rich", "hinted"}}}
	cells := shared(0, 1, 2, 3, 4, 5)
	head := func(count int) []byte { return join(uint32(6), uint32(count)) }
	first := join(uint16(4), byte(0), "What", uint16(5), byte(0), "Value")
	rich := join(uint16(4), byte(8), uint16(1), "Rich", "\x00\x00\x01\x00")
	hinted := join(uint16(6), byte(4), uint32(4), "hinted", hint)
	importertest.Run(t, xls.Importer(), map[string]importertest.Fixture{
		"in one": fixture(sheet(cells).with(rec(0xFC, head(6), first, uint16(5), byte(0), "N\xFA\xF1ez", size("日本 😀"), byte(1), wide("日本 😀"), rich, hinted)), want),
		"between texts": fixture(sheet(cells).with(rec(0xFC, head(6), first),
			rec(0x3C, uint16(5), byte(0), "N\xFA\xF1ez", size("日本 😀"), byte(1), wide("日本 😀")), rec(0x3C, rich), rec(0x3C), rec(0x3C, hinted)), want),
		"inside a text": fixture(sheet(cells).with(rec(0xFC, head(6), first, uint16(5), byte(0), "N\xFA"),
			rec(0x3C, byte(1), wide("ñez"), size("日本 😀"), byte(1), wide("日")), rec(0x3C, byte(1), wide("本 😀"), uint16(4), byte(8), uint16(1), "Rich", "\x00\x00"), rec(0x3C, "\x01\x00", hinted[:10]), rec(0x3C, byte(0), hinted[10:])), want),
		"between halves of a character": fixture(sheet(cells).with(rec(0xFC, head(6), first, uint16(5), byte(0), "N\xFA\xF1ez", size("日本 😀"), byte(1), wide("日本 😀")[:8]),
			rec(0x3C, byte(1), wide("日本 😀")[8:], rich, hinted)), want),
		"after the flags": fixture(sheet(cells).with(rec(0xFC, head(6), first, uint16(5), byte(1)),
			rec(0x3C, byte(0), "N\xFA\xF1ez", size("日本 😀"), byte(1), wide("日本 😀"), rich, hinted)), want),
		"too many counted": fixture(sheet(cells).with(rec(0xFC, head(99), first, uint16(5), byte(0), "N\xFA\xF1ez", size("日本 😀"), byte(1), wide("日本 😀"), rich, hinted)), want),
		"too few":          {Name: "a.xls", Code: "file-damaged", Data: sheet(cells).with(rec(0xFC, head(2), first)).bytes()},
		"cut off":          {Name: "a.xls", Code: "file-damaged", Data: sheet(cells).with(rec(0xFC, head(6), first, uint16(5), byte(0), "N")).bytes()},
	})
}

// older writes the records of Excel before 97: texts are bytes in a code page.
func older(version uint16, globals ...[]byte) []byte {
	opening := func(part byte) []byte { return rec(0x809, version, uint16(part), uint32(0)) }
	list := func(at uint32) []byte {
		out := append(opening(globalsPart), bytes.Join(globals, nil)...)
		return append(append(out, rec(0x85, at, uint16(0), byte(4), "Tab\xE9")...), rec(0x0A)...)
	}
	out := list(uint32(len(list(0))))
	out = append(out, opening(sheetPart)...)
	out = append(out, rec(0x204, at(0, 0), uint16(4), "Wh\xE4t")...)
	out = append(out, rec(0xD6, at(0, 1), uint16(5), "Value", byte(0))...)
	out = append(out, rec(0x204, at(1, 0), uint16(1), "x")...)
	out = append(out, rec(0x203, styled(1, 1, 1), 43831.0)...)
	out = append(out, rec(0x204, at(2, 0), uint16(1), "x")...)
	out = append(out, rec(0x06, at(2, 1), special(0, 0), make([]byte, 8))...)
	out = append(out, rec(0x207, uint16(2), "\xE9\xF1")...)
	return append(out, rec(0x0A)...)
}

func TestOlderVersions(t *testing.T) {
	style := [][]byte{rec(0x41E, uint16(200), byte(6), "m/d/yy"), rec(0xE0, uint16(0), uint16(0), make([]byte, 12)), rec(0xE0, uint16(0), uint16(200), make([]byte, 12))}
	five := importertest.Container(map[string][]byte{"Book": older(0x500, style...)})
	mac := importertest.Container(map[string][]byte{"Book": older(0x500, append([][]byte{rec(0x42, uint16(10000))}, style...)...)})
	// Excel 2: cells have three bytes of style, and the format in the second.
	at2 := func(row, column int, format byte) []byte {
		return join(uint16(row), uint16(column), byte(0), format, byte(0))
	}
	two := bytes.Join([][]byte{
		rec(0x09, uint16(2), uint16(sheetPart)), rec(0x1E, byte(7), "General"), rec(0x1E, byte(6), "m/d/yy"),
		rec(0x04, at2(0, 0, 0), byte(4), "What"), rec(0x04, at2(0, 1, 0), byte(5), "Value"),
		rec(0x04, at2(1, 0, 0), byte(1), "x"), rec(0x02, at2(1, 1, 0), uint16(7)),
		rec(0x04, at2(2, 0, 0), byte(1), "x"), rec(0x03, at2(2, 1, 1), 43831.0),
		rec(0x04, at2(3, 0, 0), byte(1), "x"), rec(0x05, at2(3, 1, 0), byte(1), byte(0)),
		rec(0x04, at2(4, 0, 0), byte(1), "x"), rec(0x06, at2(4, 1, 0), special(0, 0), uint16(0)), rec(0x07, byte(2), "ab"),
		rec(0x0A),
	}, nil)
	four := func(kind, formula uint16, style []byte) []byte {
		return bytes.Join([][]byte{
			rec(kind, uint16(4), uint16(sheetPart), uint16(0)), style,
			rec(0x204, at(0, 0), uint16(4), "What"), rec(0x204, at(0, 1), uint16(5), "Value"),
			rec(0x204, at(1, 0), uint16(1), "x"), rec(0x203, styled(1, 1, 1), 43831.0),
			rec(0x204, at(2, 0), uint16(1), "x"), rec(formula, at(2, 1), special(0, 0), uint16(0), uint16(0)), rec(0x207, uint16(2), "ab"),
			rec(0x0A),
		}, nil)
	}
	style4 := join(rec(0x41E, uint16(0), byte(7), "General"), rec(0x41E, uint16(0), byte(6), "m/d/yy"), rec(0x443, byte(0), byte(0), make([]byte, 10)), rec(0x443, byte(0), byte(1), make([]byte, 10)))
	style3 := join(rec(0x1E, byte(7), "General"), rec(0x1E, byte(6), "m/d/yy"), rec(0x243, byte(0), byte(0), make([]byte, 10)), rec(0x243, byte(0), byte(1), make([]byte, 10)))
	importertest.Run(t, xls.Importer(), map[string]importertest.Fixture{
		"excel 95":      {Name: "a.xls", Data: five, Want: values("2020-01-01", "éñ")},
		"excel for mac": {Name: "a.xls", Data: mac, Want: values("2020-01-01", "ÈÒ")},
		"excel 4":       {Name: "a.xls", Data: four(0x409, 0x406, style4), Want: values("2020-01-01", "ab")},
		"excel 3":       {Name: "a.xls", Data: four(0x209, 0x206, style3), Want: values("2020-01-01", "ab")},
		"excel 2":       {Name: "a.xls", Data: two, Want: values("7", "2020-01-01", "TRUE", "ab")},
	})
	found, err := xls.Importer().Plan(context.Background(), importers.BytesSource("a.xls", five), importers.Options{})
	if err != nil || found[0].Sheet != "Tabé" || found[0].Columns[0].Name != "Whät" {
		t.Errorf("got %+v, %v", found, err)
	}
}

// Every code page that a file may name decodes something.
func TestCodePages(t *testing.T) {
	for page, tt := range map[uint16]struct{ raw, want string }{
		1250: {"\xE8\xE8", "čč"}, 1251: {"\xE8\xE8", "ии"}, 1252: {"\xE8\xE8", "èè"}, 1253: {"\xE8\xE8", "θθ"}, 1257: {"\xE8\xE8", "čč"},
		437: {"\xE8\xE8", "ΦΦ"}, 850: {"\xE8\xE8", "ÞÞ"}, 866: {"\xE8\xE8", "шш"}, 10000: {"\xE8\xE8", "ËË"}, 9999: {"\xE8\xE8", "èè"},
		932: {"\x93\xFA", "日"}, 936: {"\xC8\xD5", "日"}, 949: {"\xB0\xA1", "가"}, 950: {"\xA4\xE9", "日"},
	} {
		data := bytes.Join([][]byte{
			rec(0x409, uint16(4), uint16(sheetPart), uint16(0)), rec(0x42, page),
			rec(0x204, at(0, 0), uint16(1), "a"), rec(0x204, at(0, 1), uint16(1), "b"),
			rec(0x204, at(1, 0), uint16(2), tt.raw), rec(0x204, at(1, 1), uint16(1), "x"), rec(0x0A),
		}, nil)
		got := importertest.ReadAll(t, xls.Importer(), importers.BytesSource("a.xls", data))[0][0][0]
		if got != tt.want {
			t.Errorf("page %d: %q, want %q", page, got, tt.want)
		}
	}
}

func TestDamage(t *testing.T) {
	two := column(plain(1), plain(2))
	whole := sheet(two).records()
	container := func(stream []byte) []byte { return importertest.Container(map[string][]byte{"Workbook": stream}) }
	lost := bytes.Clone(sheet(two).bytes())
	copy(lost[48:], "\xFF\xFF\x00\x00") // where the directory is
	importertest.Run(t, xls.Importer(), map[string]importertest.Fixture{
		"password":       {Name: "a.xls", Code: "file-encrypted", Data: sheet(two).with(rec(0x2F, uint16(1), make([]byte, 52))).bytes()},
		"new encryption": {Name: "a.xls", Code: "file-encrypted", Data: importertest.Container(map[string][]byte{"EncryptedPackage": []byte("x"), "EncryptionInfo": []byte("x")})},
		"word":           {Name: "a.xls", Code: "file-not-a-table", Data: importertest.Container(map[string][]byte{"WordDocument": []byte("x")})},
		"powerpoint":     {Name: "a.xls", Code: "file-not-a-table", Data: importertest.Container(map[string][]byte{"PowerPoint Document": []byte("x")})},
		"something else": {Name: "a.xls", Code: "file-not-a-table", Data: importertest.Container(nil)},
		"text":           {Name: "a.xls", Code: "file-not-a-table", Data: []byte("a,b\n1,2\n")},
		"nothing":        {Name: "a.xls", Code: "file-not-a-table"},
		"no end":         {Name: "a.xls", Code: "file-damaged", Data: whole[:len(whole)-4]},
		"half a record":  {Name: "a.xls", Code: "file-damaged", Data: whole[:len(whole)-9]},
		"padded":         {Name: "a.xls", Code: "file-damaged", Data: container(whole[:len(whole)-4])},
		"not a workbook": {Name: "a.xls", Code: "file-damaged", Data: container([]byte("hello"))},
		"short record":   {Name: "a.xls", Code: "file-damaged", Data: sheet(rec(0x203, at(0, 0), uint16(1))).bytes()},
		"sheet nowhere":  {Name: "a.xls", Code: "file-damaged", Data: container(append(append(begin(globalsPart), rec(0x85, uint32(1<<30), byte(0), byte(0), byte(1), byte(0), "x")...), rec(0x0A)...))},
		"no directory":   {Name: "a.xls", Code: "file-damaged", Data: lost},
		"empty":          {Name: "a.xls", Code: "file-empty", Data: sheet().bytes()},
	})
}

// A container whose tables lead in circles ends in an issue, and soon.
func TestCircles(t *testing.T) {
	whole := sheet(column(plain(1))).bytes()
	for at := 512; at < 1024; at += 4 {
		for _, value := range []string{"\x00\x00\x00\x00", "\x01\x00\x00\x00", "\x02\x00\x00\x00", "\xFF\xFF\xFF\x7F"} {
			data := bytes.Clone(whole)
			copy(data[at:], value)
			if _, err := xls.Importer().Plan(context.Background(), importers.BytesSource("a.xls", data), importers.Options{}); err != nil && table.IssueIn(err) == nil {
				t.Errorf("byte %d: %v is no issue", at, err)
			}
		}
	}
}

func TestSheets(t *testing.T) {
	data := column(plain(1))
	notes := append(label(0, 0, "These figures were"), label(1, 0, "collected in the fall.")...)
	b := book{sheets: []tab{{name: "Notes", records: notes}, {name: "Fall", records: data}, {name: "Chart", kind: 2}, {name: "Secret", hidden: 2, records: data}, {name: "Frühling", records: data}}}
	source := importers.BytesSource("roster.xls", b.bytes())
	found, err := xls.Importer().Plan(context.Background(), source, importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, plan := range found {
		got = append(got, plan.Name+"/"+plan.Sheet)
	}
	if want := []string{"roster/Fall", "roster - Frühling/Frühling"}; !slices.Equal(got, want) {
		t.Errorf("tables %q, want %q", got, want)
	}
	if !slices.ContainsFunc(found[0].Findings, func(f importers.Finding) bool {
		return f.Code == "sheet-hidden" && strings.Contains(f.Message, "Secret")
	}) {
		t.Errorf("nothing is said of the hidden sheet: %+v", found[0].Findings)
	}
	if found, err := xls.Importer().Plan(context.Background(), source, importers.Options{Sheet: "Secret"}); err != nil || len(found) != 1 || found[0].Rows != 1 {
		t.Errorf("the hidden sheet by name: %+v, %v", found, err)
	}
	_, err = xls.Importer().Plan(context.Background(), source, importers.Options{Sheet: "Chart"})
	if issue := table.IssueIn(err); issue == nil || issue.Code != "sheet-unknown" {
		t.Errorf("a chart by name: %v", err)
	}
}

func TestHidden(t *testing.T) {
	b := sheet(column(plain(1), plain(2), plain(3)), rec(0x208, uint16(2), make([]byte, 10), uint32(0x20)), rec(0x208, uint16(77), make([]byte, 10), uint32(0x20)), rec(0x7D, uint16(1), uint16(3), uint16(0), uint16(0), uint16(1)))
	found, err := xls.Importer().Plan(context.Background(), importers.BytesSource("a.xls", b.bytes()), importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, finding := range found[0].Findings {
		said[finding.Code] = finding.Message
	}
	if found[0].Rows != 3 || !strings.Contains(said["rows-hidden"], "1 row is hidden") || !strings.Contains(said["columns-hidden"], "1 column is hidden") {
		t.Errorf("%d rows, findings %q", found[0].Rows, said)
	}
}

// A workbook of which any one byte was lost either reads as something or ends
// in an issue.
func TestAnyByteMayBeWrong(t *testing.T) {
	whole := sheet(column(plain(1), cellOf(0x27E, uint32(42<<2|2)), formula(special(0, 0), rec(0x207, uint16(3), byte(0), "abc")))).with(formats(), rec(0xFC, uint32(1), uint32(1), uint16(4), byte(9), uint16(1), wide("Rich"), "1234"))
	const tables = 2048 // the container's own part comes first
	for _, data := range [][]byte{whole.records(), whole.bytes()[:tables]} {
		for at := range data {
			damaged := bytes.Clone(data)
			damaged[at] ^= 0xFF
			if len(data) == tables {
				damaged = append(damaged, whole.bytes()[tables:]...)
			}
			_, err := xls.Importer().Plan(context.Background(), importers.BytesSource("a.xls", damaged), importers.Options{})
			if err != nil && table.IssueIn(err) == nil {
				t.Errorf("byte %d: %v is no issue", at, err)
			}
		}
	}
}

// Writers fill a sheet to its bounds.
func TestFullSheet(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a while")
	}
	var records bytes.Buffer
	want := [][]string{}
	for i := range 65535 {
		records.Write(label(i+1, 0, fmt.Sprint("s", i)))
		records.Write(number(i+1, 1, float64(i)))
		want = append(want, []string{fmt.Sprint("s", i), fmt.Sprint(i)})
	}
	data := sheet(label(0, 0, "Name"), label(0, 1, "n"), records.Bytes()).bytes()
	importertest.Compare(t, importertest.ReadAll(t, xls.Importer(), importers.BytesSource("a.xls", data)), [][][]string{want})
}

func FuzzXLS(f *testing.F) {
	f.Add(sheet(column(plain(1))).bytes())
	f.Add(sheet(column(formula(special(0, 0), rec(0x207, uint16(3), byte(0), "abc")))).with(formats(), rec(0xFC, uint32(1), uint32(1), uint16(4), byte(9), uint16(1), wide("Rich"), "1234")).records())
	f.Add(older(0x500))
	f.Add(rec(0x09, uint16(2), uint16(sheetPart)))
	f.Fuzz(func(t *testing.T, data []byte) {
		source := importers.BytesSource("fuzz.xls", data)
		importertest.MustKeep(t, xls.Importer(), source)
	})
}
