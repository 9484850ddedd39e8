package excel_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/excel"
	"github.com/schoolbench/schoolbench/importers/importertest"
	"github.com/schoolbench/schoolbench/table"
)

const styles = `<numFmts count="5"><numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="[$-409]d\-mmm\-yy;@"/>` +
	`<numFmt numFmtId="166" formatCode="[h]:mm"/><numFmt numFmtId="167" formatCode="&quot;day &quot;0"/><numFmt numFmtId="168" formatCode="yyyy\-mm\-dd hh:mm"/></numFmts>` +
	`<cellStyleXfs><xf numFmtId="14"/><xf numFmtId="14"/></cellStyleXfs>` +
	`<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="20"/><xf numFmtId="167"/><xf numFmtId="168"/><xf numFmtId="10"/></cellXfs>`

// numbers writes a row per cell, under a header, beside a column that keeps the
// sheet a table.
func cells(xml ...string) string {
	var b strings.Builder
	b.WriteString(text("What", "Value"))
	for _, cell := range xml {
		b.WriteString(`<row><c t="inlineStr"><is><t>x</t></is></c>` + cell + `</row>`)
	}
	return b.String()
}

func values(texts ...string) [][][]string {
	rows := [][]string{}
	for _, value := range texts {
		rows = append(rows, []string{"x", value})
	}
	return [][][]string{rows}
}

func fixture(t testing.TB, b book, want [][][]string) importertest.Fixture {
	return importertest.Fixture{Name: "a.xlsx", Data: b.bytes(t), Want: want}
}

func TestImporter(t *testing.T) {
	two := text("School", "Days") + `<row><c t="inlineStr"><is><t>Oak</t></is></c><c><v>175</v></c></row><row><c t="inlineStr"><is><t>Ash</t></is></c><c><v>170</v></c></row>`
	want := [][][]string{{{"Oak", "175"}, {"Ash", "170"}}}
	shared := `<si><t>School</t></si><si><t>Days</t></si><si><r><t>O</t></r><r><rPr><b/></rPr><t xml:space="preserve">ak </t></r><rPh sb="0" eb="1"><t>hint</t></rPh></si><si><t/></si><si><t>A &amp; &lt;B&gt; &#241; _x000D_ _x005F_x</t></si>`
	importertest.Run(t, excel.Importer(), map[string]importertest.Fixture{
		"plain":          fixture(t, book{sheets: []string{two}}, want),
		"prefixed":       fixture(t, book{sheets: []string{two}, prefix: "x"}, want),
		"strict":         fixture(t, book{sheets: []string{two}, space: "http://purl.oclc.org/ooxml/spreadsheetml/main"}, want),
		"shared texts":   fixture(t, book{shared: shared, sheets: []string{`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>1</v></c></row><row r="3"><c r="A3" t="s"><v>4</v></c><c r="B3" t="s"><v>3</v></c></row>`}}, [][][]string{{{"Oak ", "1"}, {"A & <B> ñ \r _x", ""}}}),
		"gaps":           fixture(t, book{sheets: []string{text("a", "b", "c") + `<row r="3"><c r="A3"><v>1</v></c><c r="C3"><v>3</v></c></row><row r="7"><c r="B7"><v>2</v></c></row>`}}, [][][]string{{{"1", "", "3"}, {"", "2", ""}}}),
		"empty million":  fixture(t, book{sheets: []string{two + strings.Repeat(`<row r="9"/>`, 3) + `<row r="1048576" ht="15"><c r="XFD1048576" s="1"/></row>`}}, want),
		"cdata":          fixture(t, book{sheets: []string{text("a", "b") + `<row><c t="str"><v><![CDATA[x<&]]>&gt;y</v></c><!-- note --><c><v>1</v></c></row>`}}, [][][]string{{{"x<&>y", "1"}}}),
		"text and value": fixture(t, book{sheets: []string{cells(`<c t="inlineStr"><v>1.0</v><is><r><t>1.</t></r></is></c>`, `<c t="inlineStr"><is><t>2.</t></is><v>2.0</v></c>`)}}, values("1.", "2.")),
		"booleans":       fixture(t, book{sheets: []string{cells(`<c t="b"><v>1</v></c>`, `<c t="b"><v>0</v></c>`)}}, values("TRUE", "FALSE")),
		"errors":         fixture(t, book{sheets: []string{cells(`<c t="e"><v>#N/A</v></c>`, `<c><v>2</v></c>`)}}, values("#N/A", "2")),
		"formulas":       fixture(t, book{sheets: []string{cells(`<c><f>1+1</f><v>2</v></c>`, `<c><f>1+2</f></c>`, `<c><v>3</v></c>`)}}, values("2", "", "3")),
		"dates": fixture(t, book{styles: styles, sheets: []string{cells(`<c s="1"><v>43831</v></c>`, `<c s="3"><v>1</v></c>`, `<c s="1"><v>59</v></c>`, `<c s="1"><v>60</v></c>`, `<c s="1"><v>61</v></c>`, `<c s="7"><v>43831</v></c>`, `<c t="d"><v>2020-01-02T00:00:00</v></c>`)}},
			values("2020-01-01", "1900-01-01", "1900-02-28", "1900-02-29", "1900-03-01", "2020-01-01", "2020-01-02")),
		"dates from 1904":   fixture(t, book{styles: styles, pr: `date1904="1"`, sheets: []string{cells(`<c s="1"><v>42369</v></c>`)}}, values("2020-01-01")),
		"extension of 1904": fixture(t, book{styles: styles, pr: `date1904="1"/><x15:workbookPr other="1"`, sheets: []string{cells(`<c s="1"><v>42369</v></c>`)}}, values("2020-01-01")),
		"times":             fixture(t, book{styles: styles, sheets: []string{cells(`<c s="1"><v>43831.354166666664</v></c>`, `<c s="5"><v>0.354166666666667</v></c>`, `<c s="4"><v>1.0625</v></c>`, `<c t="d"><v>2020-01-02T08:30:00</v></c>`)}}, values("2020-01-01 08:30:00", "08:30:00", "25:30:00", "2020-01-02 08:30:00")),
		"zeros":             fixture(t, book{styles: styles, sheets: []string{cells(`<c s="2"><v>42</v></c>`, `<c s="2"><v>123456</v></c>`, `<c s="6"><v>7</v></c>`)}}, values("00042", "123456", "7")),
		"numbers":           fixture(t, book{styles: styles, sheets: []string{cells(`<c><v>0.30000000000000004</v></c>`, `<c><v>1.2345678901234E+16</v></c>`, `<c><v>1E-3</v></c>`, `<c s="8"><v>0.125</v></c>`, `<c><v>-12.50</v></c>`)}}, values("0.3", "12345678901234000", "0.001", "0.125", "-12.50")),
		"title and two header rows": fixture(t, book{sheets: []string{text("Attendance") + `<row r="3"><c r="A3" t="str"><v>School</v></c><c r="B3" t="str"><v>Fall</v></c><c r="D3" t="str"><v>Spring</v></c></row>` +
			`<row r="4"><c r="B4" t="str"><v>n</v></c><c r="C4" t="str"><v>rate</v></c><c r="D4" t="str"><v>n</v></c><c r="E4" t="str"><v>rate</v></c></row>` +
			`<row r="5"><c r="A5" t="str"><v>Oak</v></c><c r="B5"><v>1</v></c><c r="C5"><v>0.5</v></c><c r="D5"><v>2</v></c><c r="E5"><v>0.7</v></c></row>`}},
			[][][]string{{{"Oak", "1", "0.5", "2", "0.7"}}}),
		"cut off sheet": {Name: "a.xlsx", Code: "file-damaged", Data: book{sheets: []string{`<?xml version="1.0"?><worksheet><sheetData>` + two}}.bytes(t)},
		"broken tag":    {Name: "a.xlsx", Code: "file-damaged", Data: book{sheets: []string{`<?xml version="1.0"?><worksheet><sheetData><row><c t="s`}}.bytes(t)},
		"wrong text":    {Name: "a.xlsx", Code: "file-damaged", Data: book{shared: `<si><t>x</t></si>`, sheets: []string{`<row><c t="s"><v>7</v></c></row>`}}.bytes(t)},
		"bad column":    {Name: "a.xlsx", Code: "file-damaged", Data: book{sheets: []string{`<row><c r="ZZZZ1"><v>7</v></c></row>`}}.bytes(t)},
		"entities":      {Name: "a.xlsx", Code: "file-damaged", Data: book{shared: `<si><t>x</t></si>`, sheets: []string{`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>`}}.bytes(t)},
		"no sheet part": {Name: "a.xlsx", Code: "file-damaged", Data: book{sheets: []string{two}, without: "xl/worksheets/a.xml"}.bytes(t)},
		"no workbook":   {Name: "a.xlsx", Code: "file-damaged", Data: book{sheets: []string{two}, without: "xl/workbook.xml"}.bytes(t)},
		"empty sheet":   {Name: "a.xlsx", Code: "file-empty", Data: book{sheets: []string{""}}.bytes(t)},
		"hidden only":   {Name: "a.xlsx", Code: "file-empty", Data: book{sheets: []string{two}, states: []string{"veryHidden"}}.bytes(t)},
		"pdf":           {Name: "a.xlsx", Code: "file-not-a-table", Data: []byte("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj")},
		"nothing":       {Name: "a.xlsx", Code: "file-not-a-table"},
	})
}

func plans(t *testing.T, b book, options importers.Options) []importers.Plan {
	t.Helper()
	found, err := excel.Importer().Plan(context.Background(), importers.BytesSource("roster.xlsx", b.bytes(t)), options)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// A part that unpacks to far more than its size is not read to its end.
func TestBomb(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a while to pack")
	}
	importertest.Run(t, excel.Importer(), map[string]importertest.Fixture{
		"shared texts": {Name: "a.xlsx", Code: "file-damaged", Data: book{sheets: []string{text("a", "b") + text("x", "1")}, swollen: 300}.bytes(t)},
	})
}

func TestSheets(t *testing.T) {
	tab := text("a", "b") + text("x", "y")
	notes := text("These figures were") + text("collected in the fall.")
	b := book{sheets: []string{notes, tab, tab, tab, ""}, names: []string{"Notes", "Fall", "Secret", "Spring &amp; on", "Empty"}, states: []string{"", "", "hidden"}}
	found := plans(t, b, importers.Options{})
	var got []string
	for _, plan := range found {
		got = append(got, plan.Name+"/"+plan.Sheet)
	}
	if want := []string{"roster/Fall", "roster - Spring & on/Spring & on"}; !slices.Equal(got, want) {
		t.Errorf("tables %q, want %q", got, want)
	}
	var codes []string
	for _, finding := range found[0].Findings {
		codes = append(codes, finding.Code)
	}
	slices.Sort(codes)
	if want := []string{"sheet-empty", "sheet-hidden", "sheet-notes", "sheets-alike", "yes-no"}; !slices.Equal(codes, want) {
		t.Errorf("findings %q, want %q", codes, want)
	}

	// Whatever is asked for by name is read, hidden or notes.
	for _, name := range []string{"Notes", "Secret", "fall"} {
		found := plans(t, b, importers.Options{Sheet: name})
		if len(found) != 1 || !strings.EqualFold(found[0].Sheet, name) || found[0].Name != "roster" {
			t.Errorf("asked for %q: got %+v", name, found)
		}
	}
	_, err := excel.Importer().Plan(context.Background(), importers.BytesSource("roster.xlsx", b.bytes(t)), importers.Options{Sheet: "Winter"})
	issue := table.IssueIn(err)
	if issue == nil || issue.Code != "sheet-unknown" || !strings.Contains(issue.Remedy, `"Spring & on"`) {
		t.Errorf("an unknown sheet: %v", err)
	}

	// Notes are better than nothing.
	if found := plans(t, book{sheets: []string{notes}}, importers.Options{}); len(found) != 1 {
		t.Errorf("a workbook of notes gives %d plans, want 1", len(found))
	}
}

// Hidden rows and columns are read and said.
func TestHidden(t *testing.T) {
	xml := `<?xml version="1.0"?><worksheet><cols><col min="2" max="16384" hidden="1"/></cols><sheetData>` + text("a", "b") +
		strings.Repeat(`<row hidden="1"><c><v>1</v></c><c><v>2</v></c></row>`, 2) + `<row hidden="0"><c><v>3</v></c><c><v>4</v></c></row><row hidden="1"/></sheetData></worksheet>`
	found := plans(t, book{sheets: []string{xml}}, importers.Options{})
	said := map[string]string{}
	for _, finding := range found[0].Findings {
		said[finding.Code] = finding.Message
	}
	if found[0].Rows != 3 || !strings.Contains(said["rows-hidden"], "2 rows are hidden") || !strings.Contains(said["columns-hidden"], "1 column is hidden") {
		t.Errorf("%d rows, findings %q", found[0].Rows, said)
	}
}

func TestHeaderOfTwoRows(t *testing.T) {
	xml := text("School", "Fall", "", "Spring", "") + text("", "n", "rate", "n", "rate") +
		`<row><c t="str"><v>Oak</v></c><c><v>1</v></c><c><v>0.5</v></c><c><v>2</v></c><c><v>0.7</v></c></row>`
	found := plans(t, book{sheets: []string{xml}}, importers.Options{})
	if got := strings.Join(found[0].Schema().Names(), "|"); got != "School|Fall n|Fall rate|Spring n|Spring rate" {
		t.Errorf("columns %q", got)
	}
	if found[0].HeaderRow != 2 || found[0].FirstRow != 3 {
		t.Errorf("header %d, first %d", found[0].HeaderRow, found[0].FirstRow)
	}
}

func TestTypes(t *testing.T) {
	xml := cells(`<c s="1"><v>43831</v></c>`, `<c s="1"><v>43832</v></c>`)
	column := plans(t, book{styles: styles, sheets: []string{xml}}, importers.Options{})[0].Columns[1]
	if column.Type != table.Date || column.Layout != "" {
		t.Errorf("dates became %v with layout %q", column.Type, column.Layout)
	}
	xml = cells(`<c s="2"><v>42</v></c>`, `<c s="2"><v>94612</v></c>`)
	if column := plans(t, book{styles: styles, sheets: []string{xml}}, importers.Options{})[0].Columns[1]; column.Type != table.Code {
		t.Errorf("zero-filled numbers became %v", column.Type)
	}
}

// What another program writes is read as it was written.
func TestAgreesWithExcelize(t *testing.T) {
	file := excelize.NewFile()
	defer file.Close()
	want := [][]string{}
	for i, name := range []string{"ID", "Name", "Score"} {
		if err := file.SetCellValue("Sheet1", string(rune('A'+i))+"1", name); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 500 {
		row := []string{fmt.Sprintf("%06d", i), fmt.Sprintf("Señor <%d> & Söhne\nzwei", i%7), fmt.Sprint(float64(i) / 8)}
		want = append(want, row)
		at := fmt.Sprint(i + 2)
		for _, err := range []error{
			file.SetCellValue("Sheet1", "A"+at, row[0]), file.SetCellValue("Sheet1", "B"+at, row[1]), file.SetCellValue("Sheet1", "C"+at, float64(i)/8),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	var data bytes.Buffer
	if err := file.Write(&data); err != nil {
		t.Fatal(err)
	}
	importertest.Run(t, excel.Importer(), map[string]importertest.Fixture{"excelize": {Name: "a.xlsx", Data: data.Bytes(), Want: [][][]string{want}}})
}

func TestEncrypted(t *testing.T) {
	file := excelize.NewFile()
	defer file.Close()
	var data bytes.Buffer
	if err := file.Write(&data, excelize.Options{Password: "secret"}); err != nil {
		t.Fatal(err)
	}
	if !excel.IsEncrypted(bytes.NewReader(data.Bytes())) || excel.IsEncrypted(strings.NewReader("a,b")) || excel.IsEncrypted(bytes.NewReader(data.Bytes()[:512])) {
		t.Error("it does not tell what is encrypted")
	}
	_, err := excel.Importer().Plan(context.Background(), importers.BytesSource("a.xlsx", data.Bytes()), importers.Options{})
	if issue := table.IssueIn(err); issue == nil || issue.Code != "file-encrypted" {
		t.Errorf("got %v, want file-encrypted", err)
	}
}

// Rows that are written twice, in a newer and an older way, are read once.
func TestAlternateContent(t *testing.T) {
	newer, older := `<row r="2"><c r="A2" t="inlineStr"><is><t>Oak</t></is></c><c r="B2"><v>175</v></c></row>`, `<row r="2"><c r="A2" t="inlineStr"><is><t>old</t></is></c></row>`
	xml := text("School", "Days") + `<mc:AlternateContent><mc:Choice Requires="x14">` + newer + `</mc:Choice><mc:Fallback>` + older + `</mc:Fallback></mc:AlternateContent>` +
		`<row r="3"><c r="A3" t="inlineStr"><is><t>Ash</t></is></c><c r="B3"><v>5</v></c></row>`
	importertest.Run(t, excel.Importer(), map[string]importertest.Fixture{
		"rows": {Name: "a.xlsx", Data: book{sheets: []string{xml}}.bytes(t), Want: [][][]string{{{"Oak", "175"}, {"Ash", "5"}}}},
	})
}

// A workbook of which any one byte was lost on the way either reads as before
// or ends in an issue; it never reads as a shorter one.
func TestDamageIsSeen(t *testing.T) {
	var xml strings.Builder
	xml.WriteString(text("School", "Days"))
	for i := range 200 {
		fmt.Fprintf(&xml, `<row><c t="inlineStr"><is><t>School %d</t></is></c><c><v>%d</v></c></row>`, i, i*7)
	}
	whole := book{sheets: []string{xml.String()}}.bytes(t)
	step := 13
	if testing.Short() {
		step = 211
	}
	for at := 0; at < len(whole); at += step {
		data := bytes.Clone(whole)
		data[at] ^= 0x55
		found, err := excel.Importer().Plan(context.Background(), importers.BytesSource("a.xlsx", data), importers.Options{})
		if err != nil {
			if table.IssueIn(err) == nil {
				t.Errorf("byte %d: %v is no issue", at, err)
			}
			continue
		}
		if found[0].Rows != 200 {
			t.Errorf("byte %d: read as %d rows of 200", at, found[0].Rows)
		}
	}
}

func FuzzExcel(f *testing.F) {
	f.Add(text("a", "b")+text("x", "1"), `<si><t>x</t></si>`, styles)
	f.Add(`<row r="2"><c r="B2" t="s"><v>0</v></c></row>`, `<si><r><t>x</t></r></si>`, "")
	f.Add(`<row><c t="e"><v>#N/A</v></c><c s="1"><v>1e9</v></c></row>`, "", styles)
	f.Fuzz(func(t *testing.T, sheet, shared, styles string) {
		source := importers.BytesSource("fuzz.xlsx", book{sheets: []string{sheet}, shared: shared, styles: styles}.bytes(t))
		importertest.MustKeep(t, excel.Importer(), source)
	})
}

// A merged name stands over the columns that it is merged with, and over no
// others.
func TestMergedNames(t *testing.T) {
	const data = `<row r="1"><c r="A1" t="str"><v>Report of the fall</v></c></row>` +
		`<row r="2"><c r="A2" t="str"><v>School</v></c><c r="B2" t="str"><v>Fall</v></c><c r="D2" t="str"><v>Spring</v></c></row>` +
		`<row r="3"><c r="B3" t="str"><v>n</v></c><c r="C3" t="str"><v>rate</v></c><c r="D3" t="str"><v>n</v></c><c r="E3" t="str"><v>Rooms</v></c></row>` +
		`<row r="4"><c r="A4" t="str"><v>Oak</v></c><c r="B4"><v>7</v></c><c r="C4"><v>0.5</v></c><c r="D4"><v>8</v></c><c r="E4"><v>3</v></c></row>` +
		`<row r="5"><c r="A5" t="str"><v>Ash</v></c><c r="B5"><v>9</v></c><c r="C5"><v>0.7</v></c><c r="D5"><v>8</v></c><c r="E5"><v>2</v></c></row>`
	const merged = `<mergeCells count="3"><mergeCell ref="A1:E1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:C2"/></mergeCells>`
	found := plans(t, book{sheets: []string{`<?xml version="1.0"?><worksheet xmlns="` + usualSpace + `"><sheetData>` + data + `</sheetData>` + merged + `</worksheet>`}}, importers.Options{})
	if got, want := strings.Join(found[0].Schema().Names(), "|"), "School|Fall n|Fall rate|Spring n|Rooms"; got != want || found[0].HeaderTop != 2 {
		t.Errorf("header from row %d, names %q, want %q", found[0].HeaderTop, got, want)
	}
}
