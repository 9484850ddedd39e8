package ods_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/importertest"
	"github.com/schoolbench/schoolbench/importers/ods"
)

// document is a spreadsheet to build.
type document struct {
	tables   string // the XML of the sheets
	mimetype string // a spreadsheet's if empty
	manifest string
	without  string // a part to leave out
	flat     bool   // one XML file rather than an archive
}

const spreadsheet = "application/vnd.oasis.opendocument.spreadsheet"

func (d document) bytes(t testing.TB) []byte {
	t.Helper()
	content := `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:automatic-styles><style:style style:name="secret" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>` +
		`<office:body><office:spreadsheet>` + d.tables + `</office:spreadsheet></office:body></office:document-content>`
	if d.flat {
		content = strings.Replace(content, "document-content xmlns", `document office:mimetype="`+spreadsheet+`" xmlns`, 1)
		return []byte(`<?xml version="1.0"?>` + strings.Replace(content, "</office:document-content>", "</office:document>", 1))
	}
	if d.mimetype == "" {
		d.mimetype = spreadsheet
	}
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, part := range [][2]string{{"mimetype", d.mimetype}, {"META-INF/manifest.xml", "<manifest>" + d.manifest + "</manifest>"}, {"content.xml", content}} {
		if part[0] == d.without {
			continue
		}
		writer, err := archive.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := writer.Write([]byte(part[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func sheet(name string, rows ...string) string {
	return `<table:table table:name="` + name + `">` + strings.Join(rows, "") + `</table:table>`
}

func row(cells ...string) string {
	return "<table:table-row>" + strings.Join(cells, "") + "</table:table-row>"
}

// text is a cell with paragraphs, which may hold elements.
func text(paragraphs ...string) string {
	return `<table:table-cell office:value-type="string"><text:p>` + strings.Join(paragraphs, "</text:p><text:p>") + "</text:p></table:table-cell>"
}

func cell(kind, value, shown string) string {
	return `<table:table-cell office:value-type="` + kind + `" ` + value + `><text:p>` + shown + `</text:p></table:table-cell>`
}

func number(value string) string { return cell("float", `office:value="`+value+`"`, "shown") }

// column is a table of a name and these cells under a header.
func column(cells ...string) string {
	rows := []string{row(text("What"), text("Value"))}
	for _, one := range cells {
		rows = append(rows, row(text("x"), one))
	}
	return sheet("Sheet1", rows...)
}

func values(texts ...string) [][][]string {
	rows := [][]string{}
	for _, text := range texts {
		rows = append(rows, []string{"x", text})
	}
	return [][][]string{rows}
}

func TestImporter(t *testing.T) {
	fixture := func(tables string, want [][][]string) importertest.Fixture {
		return importertest.Fixture{Name: "a.ods", Data: document{tables: tables}.bytes(t), Want: want}
	}
	two, want := column(number("175"), number("170.5")), values("175", "170.5")
	importertest.Run(t, ods.Importer(), map[string]importertest.Fixture{
		"plain":        fixture(two, want),
		"flat":         {Name: "a.fods", Data: document{tables: two, flat: true}.bytes(t), Want: want},
		"no manifest":  {Name: "a.ods", Data: document{tables: two, without: "META-INF/manifest.xml"}.bytes(t), Want: want},
		"other prefix": fixture(strings.ReplaceAll(strings.ReplaceAll(two, "table:", "t:"), "text:", "x:"), want),
		"dates": fixture(column(cell("date", `office:date-value="2020-01-02"`, "2. 1."), cell("date", `office:date-value="2020-01-02T08:30:00.000000001"`, "x"), cell("date", `office:date-value="2020-01-02T00:00:00"`, "x")),
			values("2020-01-02", "2020-01-02 08:30:00", "2020-01-02")),
		"times": fixture(column(cell("time", `office:time-value="PT08H30M00S"`, "x"), cell("time", `office:time-value="PT27H17M54.5S"`, "x"), cell("time", `office:time-value="P1DT1H"`, "x"), cell("time", `office:time-value="-PT1M2S"`, "x"), cell("time", `office:time-value="noon"`, "x")),
			values("08:30:00", "27:17:54.5", "25:00:00", "-00:01:02", "noon")),
		"booleans": fixture(column(cell("boolean", `office:boolean-value="true"`, "WAHR"), cell("boolean", `office:boolean-value="false"`, "x")), values("TRUE", "FALSE")),
		"errors":   fixture(column(`<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>`, `<table:table-cell calcext:value-type="error" office:value-type="float" office:value="0"><text:p>#DIV/0!</text:p></table:table-cell>`, number("1")), values("#N/A", "#DIV/0!", "1")),
		"money":    fixture(column(cell("currency", `office:currency="USD" office:value="12.5"`, "$12.50"), cell("percentage", `office:value="0.125"`, "12.5%")), values("12.5", "0.125")),
		"zeros":    fixture(column(cell("float", `office:value="42"`, "00042"), cell("float", `office:value="94612"`, "94612"), cell("float", `office:value="0.5"`, "05")), values("00042", "94612", "0.5")),
		"big":      fixture(column(number("1.2345678901234E+16"), number("0.30000000000000004")), values("12345678901234000", "0.3")),
		"texts": fixture(column(text("two", "lines"), text(`a<text:s/>b<text:s text:c="3"/>c<text:tab/>d<text:line-break/>e`), text("A &amp; B &lt;c&gt;"), text("\n   in   a\n row"), text(`see <text:a xlink:href="h">this <text:span>link</text:span></text:a>`),
			`<table:table-cell office:value-type="string" office:string-value="only told"/>`, text("漢<text:ruby-text>kan</text:ruby-text>")),
			values("two\nlines", "a b   c\td\ne", "A & B <c>", "in a row", "see this link", "only told", "漢")),
		"comments and drawings": fixture(column(`<table:table-cell office:value-type="string"><office:annotation><text:p>note <text:span>to self</text:span></text:p></office:annotation><text:p>kept</text:p><draw:frame><draw:text-box><text:p>drawn</text:p></draw:text-box></draw:frame></table:table-cell>`), values("kept")),
		"repeated": fixture(sheet("S", row(text("a"), text("b"), text("c")), `<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="2"><text:p>1</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="2"/></table:table-row>`,
			`<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`), [][][]string{{{"1", "1", "2"}, {"1", "1", "2"}}}),
		"gaps":         fixture(sheet("S", row(text("a"), text("b"), text("c")), row(`<table:table-cell table:number-columns-repeated="2"/>`, number("3")), `<table:table-row table:number-rows-repeated="5"/>`, row(number("1"), `<table:covered-table-cell/>`, number("2"))), [][][]string{{{"", "", "3"}, {"1", "", "2"}}}),
		"groups":       fixture(sheet("S", `<table:table-header-rows>`+row(text("What"), text("Value"))+`</table:table-header-rows><table:table-row-group><table:table-rows>`, row(text("x"), number("1")), `</table:table-rows></table:table-row-group>`), values("1")),
		"inner table":  fixture(sheet("S", row(text("What"), text("Value")), row(text("x"), `<table:table-cell office:value-type="float" office:value="7"><table:table table:is-sub-table="true"/></table:table-cell>`)), values("7")),
		"nonsense":     fixture(column(`<table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="-3"/>`), values("7")),
		"text file":    {Name: "a.ods", Code: "file-not-a-table", Data: document{tables: two, mimetype: "application/vnd.oasis.opendocument.text"}.bytes(t)},
		"other xml":    {Name: "a.ods", Code: "file-not-a-table", Data: []byte("<?xml version='1.0'?><html/>")},
		"csv":          {Name: "a.ods", Code: "file-not-a-table", Data: []byte("a,b\n1,2\n")},
		"nothing":      {Name: "a.ods", Code: "file-not-a-table"},
		"password":     {Name: "a.ods", Code: "file-encrypted", Data: document{tables: two, manifest: `<file-entry full-path="content.xml"><encryption-data/></file-entry>`}.bytes(t)},
		"no content":   {Name: "a.ods", Code: "file-damaged", Data: document{without: "content.xml"}.bytes(t)},
		"open sheet":   {Name: "a.ods", Code: "file-damaged", Data: document{tables: `<table:table table:name="S">` + row(text("a"))}.bytes(t)},
		"broken tag":   {Name: "a.ods", Code: "file-damaged", Data: document{tables: `<table:table table:name="S"><table:table-row table:x="`}.bytes(t)},
		"entities":     {Name: "a.fods", Code: "file-damaged", Data: []byte(`<!DOCTYPE x [<!ENTITY a "b">]>` + string(document{tables: two, flat: true}.bytes(t)))},
		"no sheets":    {Name: "a.ods", Code: "file-empty", Data: document{}.bytes(t)},
		"empty sheets": {Name: "a.ods", Code: "file-empty", Data: document{tables: sheet("A") + `<table:table table:name="B"/>`}.bytes(t)},
		"too much":     {Name: "a.ods", Code: "file-too-large", Data: document{tables: sheet("S", row(text("a"), text("b")), `<table:table-row table:number-rows-repeated="1048570"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="500"/></table:table-row>`)}.bytes(t)},
		"too wide":     {Name: "a.ods", Code: "file-too-large", Data: document{tables: sheet("S", row(`<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="99999999999"/>`))}.bytes(t)},
	})
}

func TestSheets(t *testing.T) {
	data := []string{row(text("a"), text("b")), row(number("1"), number("2"))}
	tables := sheet("Notes", row(text("These figures were")), row(text("collected in the fall."))) + sheet("Fall", data...) +
		`<table:table table:name="Secret" table:style-name="secret">` + strings.Join(data, "") + `</table:table>` + sheet("Spring &amp; on", data...)
	source := importers.BytesSource("roster.ods", document{tables: tables}.bytes(t))
	found, err := ods.Importer().Plan(context.Background(), source, importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, plan := range found {
		got = append(got, plan.Name+"/"+plan.Sheet)
	}
	if want := []string{"roster/Fall", "roster - Spring & on/Spring & on"}; !slices.Equal(got, want) {
		t.Errorf("tables %q, want %q", got, want)
	}
	if !slices.ContainsFunc(found[0].Findings, func(f importers.Finding) bool {
		return f.Code == "sheet-hidden" && strings.Contains(f.Message, "Secret")
	}) {
		t.Errorf("nothing is said of the hidden sheet: %+v", found[0].Findings)
	}
	if found, err := ods.Importer().Plan(context.Background(), source, importers.Options{Sheet: "Secret"}); err != nil || len(found) != 1 || found[0].Rows != 1 {
		t.Errorf("the hidden sheet by name: %+v, %v", found, err)
	}
	var aside []string
	err = ods.Importer().Aside(context.Background(), source, found, func(row importers.Aside) error {
		aside = append(aside, fmt.Sprint(row.Sheet, row.Row))
		return nil
	})
	if want := []string{"Notes1", "Notes2", "Secret1", "Secret2"}; err != nil || !slices.Equal(aside, want) {
		t.Errorf("aside %q, %v; want %q", aside, err, want)
	}
}

func TestHidden(t *testing.T) {
	tables := sheet("S", `<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="16383"/>`, row(text("a"), text("b")),
		`<table:table-row table:visibility="filter" table:number-rows-repeated="2">`+number("1")+number("2")+`</table:table-row>`, row(number("3"), number("4")))
	found, err := ods.Importer().Plan(context.Background(), importers.BytesSource("a.ods", document{tables: tables}.bytes(t)), importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, finding := range found[0].Findings {
		said[finding.Code] = finding.Message
	}
	if found[0].Rows != 3 || !strings.Contains(said["rows-hidden"], "2 rows are hidden") || !strings.Contains(said["columns-hidden"], "1 column is hidden") {
		t.Errorf("%d rows, findings %q", found[0].Rows, said)
	}
}

func TestSniff(t *testing.T) {
	for name, tt := range map[string]struct {
		data []byte
		want importers.Confidence
	}{
		"archive":       {document{}.bytes(t), importers.Certain},
		"flat":          {document{flat: true}.bytes(t), importers.Certain},
		"other archive": {document{without: "mimetype"}.bytes(t), importers.No},
		"other xml":     {[]byte("<?xml version='1.0'?><document/>"), importers.No},
		"text":          {[]byte("a,b\n"), importers.No},
	} {
		if got := ods.Importer().Sniff("a.bin", tt.data); got != tt.want {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

func FuzzODS(f *testing.F) {
	f.Add(column(number("1"), text("a<text:s/>", "b")))
	f.Add(sheet("S", row(text("a")), `<table:table-row table:number-rows-repeated="3">`+cell("time", `office:time-value="PT1H"`, "x")+`</table:table-row>`))
	f.Add(sheet("A") + `<table:table table:name="B"/>`)
	f.Fuzz(func(t *testing.T, tables string) {
		source := importers.BytesSource("fuzz.fods", document{tables: tables, flat: true}.bytes(t))
		importertest.MustKeep(t, ods.Importer(), source)
	})
}
