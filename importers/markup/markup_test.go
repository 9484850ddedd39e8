package markup_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/importertest"
	"github.com/schoolbench/schoolbench/importers/markup"
)

func html(name, text string, want ...[][]string) importertest.Fixture {
	return importertest.Fixture{Name: name, Data: []byte(text), Want: want}
}

func refused(text, code string) importertest.Fixture {
	return importertest.Fixture{Name: "a.xls", Data: []byte(text), Code: code}
}

func TestPages(t *testing.T) {
	want := [][]string{{"Oak", "175"}, {"Ash", "170"}}
	plain := "<table><tr><th>School</th><th>Days</th></tr><tr><td>Oak</td><td>175</td></tr><tr><td>Ash</td><td>170</td></tr></table>"
	importertest.Run(t, markup.Importer(), map[string]importertest.Fixture{
		"plain":           html("a.xls", plain, want),
		"whole page":      html("a.html", "<!DOCTYPE html><html><head><title>x</title><style>td{}</style></head><body>"+plain+"<script>var t='<table><tr><td>1'</script></body></html>", want),
		"sloppy":          html("a.xls", "<TABLE border=1><TR><TH>School<TH>Days<TR><TD>Oak<TD nowrap>175<TR><TD>Ash<TD>170</TABLE>", want),
		"sections":        html("a.xls", strings.NewReplacer("<table><tr>", "<table><thead><tr>", "Days</th></tr>", "Days</th></tr></thead><tbody>", "</table>", "</tbody></table>").Replace(plain), want),
		"entities":        html("a.xls", "<table><tr><td>Name</td><td>Note</td></tr><tr><td>&Ntilde;u&#241;ez&nbsp;</td><td>A &amp; B &lt;c&gt; &bogus;</td></tr></table>", [][]string{{"Ñuñez", "A & B <c> &bogus;"}}),
		"lines":           html("a.xls", "<table><tr><td>Name</td><td>Note</td></tr><tr><td>Oak</td><td>one<br>two<br/> three\n  four <p>five</p></td></tr></table>", [][]string{{"Oak", "one\ntwo\nthree four\nfive"}}),
		"spans":           html("a.xls", "<table><tr><td>a</td><td>b</td><td>c</td></tr><tr><td rowspan=2>1</td><td colspan='2'>2</td></tr><tr><td>3</td><td>4</td></tr><tr><td>5</td><td>6</td><td>7</td></tr></table>", [][]string{{"1", "2", ""}, {"", "3", "4"}, {"5", "6", "7"}}),
		"letters beneath": html("a.xls", "<table><tr><th rowspan=2>School<th colspan=2>Days<tr><th>A<th>B<tr><td>Oak<td>1<td>2<tr><td>Elm<td>3<td>4</table>", [][]string{{"Oak", "1", "2"}, {"Elm", "3", "4"}}),
		"two tables":      html("a.xls", plain+"<p>and</p>"+plain, want, want),
		"inside another":  html("a.xls", "<table><tr><td>"+plain+"</td></tr></table>", want),
		"windows-1252":    html("a.xls", "<table><tr><td>Name</td><td>n</td></tr><tr><td>Mu\xF1oz</td><td>1</td></tr></table>", [][]string{{"Muñoz", "1"}}),
		"declared":        html("a.xls", "<meta charset=windows-1251><table><tr><td>Name</td><td>n</td></tr><tr><td>\xE8\xE8</td><td>1</td></tr></table>", [][]string{{"ии", "1"}}),
		"utf-16":          html("a.xls", "\xFF\xFE"+strings.Join(strings.Split(plain, ""), "\x00")+"\x00", want),
		"no end":          html("a.xls", strings.TrimSuffix(plain, "</table>"), want),
		"zeros":           html("a.xls", "<table><tr><td>ID</td><td>n</td></tr><tr><td>007</td><td>1</td></tr><tr><td>008</td><td>2</td></tr></table>", [][]string{{"007", "1"}, {"008", "2"}}),
		"huge spans":      refused("<table><tr>"+strings.Repeat("<td colspan=16000>x</td>", 3)+"</tr></table>", "file-damaged"),
		"no table":        refused("<html><body><h1>Please sign in</h1></body></html>", "file-not-a-table"),
		"empty table":     refused("<html><table><tr></tr></table></html>", "file-empty"),
		"text":            refused("hello", "file-not-a-table"),
	})
}

// workbook wraps sheets into an XML workbook.
func workbook(sheets string) string {
	return `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="z"><NumberFormat ss:Format="00000"/></Style></Styles>` + sheets + `</Workbook>`
}

func sheet(name string, rows ...string) string {
	return `<Worksheet ss:Name="` + name + `"><Table>` + strings.Join(rows, "") + `</Table></Worksheet>`
}

func row(cells ...string) string { return "<Row>" + strings.Join(cells, "") + "</Row>" }

func cell(kind, data string) string {
	return `<Cell><Data ss:Type="` + kind + `">` + data + `</Data></Cell>`
}

func TestWorkbooks(t *testing.T) {
	header := row(cell("String", "What"), cell("String", "Value"))
	column := func(cells ...string) string {
		rows := []string{header}
		for _, one := range cells {
			rows = append(rows, row(cell("String", "x"), one))
		}
		return workbook(sheet("S", rows...))
	}
	values := func(texts ...string) [][]string {
		var rows [][]string
		for _, text := range texts {
			rows = append(rows, []string{"x", text})
		}
		return rows
	}
	importertest.Run(t, markup.Importer(), map[string]importertest.Fixture{
		"numbers":  html("a.xls", column(cell("Number", "175"), cell("Number", "0.30000000000000004")), values("175", "0.3")),
		"dates":    html("a.xls", column(cell("DateTime", "2020-01-02T00:00:00.000"), cell("DateTime", "2020-01-02T10:20:30.000"), cell("DateTime", "1899-12-31T08:30:00.500")), values("2020-01-02", "2020-01-02 10:20:30", "08:30:00.5")),
		"booleans": html("a.xls", column(cell("Boolean", "1"), cell("Boolean", "0")), values("TRUE", "FALSE")),
		"errors":   html("a.xls", column(cell("Error", "#N/A"), cell("Number", "1")), values("#N/A", "1")),
		"zeros":    html("a.xls", column(`<Cell ss:StyleID="z"><Data ss:Type="Number">42</Data></Cell>`, `<Cell ss:StyleID="z"><Data ss:Type="Number">94612</Data></Cell>`), values("00042", "94612")),
		"texts":    html("a.xls", column(cell("String", "A &amp; B&#10;c"), `<Cell><ss:Data ss:Type="String"><B>bold</B> text</ss:Data><Comment><ss:Data><B>me:</B> note</ss:Data></Comment></Cell>`), values("A & B\nc", "bold text")),
		"places": html("a.xls", workbook(sheet("S", row(cell("String", "a"), cell("String", "b"), cell("String", "c"), cell("String", "d")), `<Row ss:Index="5">`+cell("Number", "1")+`<Cell ss:Index="3"><Data ss:Type="Number">3</Data></Cell>`+cell("Number", "4")+`</Row>`,
			row(`<Cell ss:MergeAcross="2"><Data ss:Type="Number">5</Data></Cell>`, cell("Number", "8")))), [][]string{{"1", "", "3", "4"}, {"5", "", "", "8"}}),
		"empty cells": html("a.xls", workbook(sheet("S", header, row(`<Cell/>`, cell("Number", "2")), `<Row/>`, row(cell("String", "x"), `<Cell/>`), row(cell("String", "y"), cell("Number", "3")))), [][]string{{"", "2"}, {"x", ""}, {"y", "3"}}),
		"cut off":     refused(strings.TrimSuffix(column(cell("Number", "1")), "</Workbook>"), "file-damaged"),
		"too wide":    refused(workbook(sheet("S", row(`<Cell ss:Index="99999"><Data ss:Type="Number">1</Data></Cell>`))), "file-damaged"),
		"nothing":     refused(workbook(""), "file-not-a-table"),
		"empty":       refused(workbook(sheet("S")), "file-empty"),
	})
}

func TestNames(t *testing.T) {
	data := "<tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr>"
	page := "<h1>Attendance</h1><p>As of June</p><table><caption>Fall</caption>" + data + "</table><table>" + data + "</table>All figures rounded."
	source := importers.BytesSource("report.xls", []byte(page))
	found, err := markup.Importer().Plan(context.Background(), source, importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, plan := range found {
		got = append(got, plan.Name+"/"+plan.Sheet)
	}
	if want := []string{"report/Fall", "report - Table 2/Table 2"}; !slices.Equal(got, want) {
		t.Errorf("tables %q, want %q", got, want)
	}
	var aside []string
	err = markup.Importer().Aside(context.Background(), source, found, func(row importers.Aside) error {
		aside = append(aside, strings.Join(row.Cells, "|"))
		return nil
	})
	if want := []string{"Attendance", "As of June", "All figures rounded."}; err != nil || !slices.Equal(aside, want) {
		t.Errorf("aside %q, %v; want %q", aside, err, want)
	}
}

func TestHiddenAndUnclosed(t *testing.T) {
	rows := row(cell("String", "a"), cell("String", "b")) + `<Row ss:Hidden="1">` + cell("Number", "1") + cell("Number", "2") + `</Row>`
	text := workbook(sheet("Fall", rows) + strings.Replace(sheet("Secret", rows), "</Worksheet>", "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>", 1))
	found, err := markup.Importer().Plan(context.Background(), importers.BytesSource("a.xml", []byte(text)), importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	codes := fmt.Sprint(found[0].Findings)
	if len(found) != 1 || !strings.Contains(codes, "sheet-hidden") || !strings.Contains(codes, "rows-hidden") {
		t.Errorf("%d tables, findings %s", len(found), codes)
	}
	found, err = markup.Importer().Plan(context.Background(), importers.BytesSource("a.xls", []byte("<table><tr><td>a<td>b<tr><td>1<td>2")), importers.Options{})
	if err != nil || !strings.Contains(fmt.Sprint(found[0].Findings), "table-unclosed") {
		t.Errorf("nothing is said of a table that is not closed: %+v, %v", found, err)
	}
}

func FuzzMarkup(f *testing.F) {
	f.Add("<table><tr><td rowspan=2>a<td>b<tr><td>1</table>text")
	f.Add(workbook(sheet("S", row(cell("String", "a"), cell("DateTime", "2020-01-02T00:00:00.000")))))
	f.Add("<table><caption>x</caption><tr><td><table><tr><td>1")
	f.Fuzz(func(t *testing.T, text string) {
		source := importers.BytesSource("fuzz.xls", []byte(text))
		importertest.MustKeep(t, markup.Importer(), source)
	})
}

func TestMergedNames(t *testing.T) {
	page := "<table><tr><th rowspan=2>School<th colspan=2>Fall<th>Spring<th rowspan=2>Rooms<tr><th>n<th>rate<th>n" +
		"<tr><td>Oak<td>7<td>0.5<td>8<td>3<tr><td>Ash<td>9<td>0.7<td>8<td>2</table>"
	found, err := markup.Importer().Plan(context.Background(), importers.BytesSource("a.html", []byte(page)), importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(found[0].Schema().Names(), "|"), "School|Fall n|Fall rate|Spring n|Rooms"; got != want {
		t.Errorf("names %q, want %q", got, want)
	}
}
