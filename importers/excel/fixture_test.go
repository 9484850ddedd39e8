package excel_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

// book builds a workbook part by part, so that a test can say exactly what is
// in it.
type book struct {
	sheets  []string // the XML of each sheet's data, or of the whole part
	names   []string
	states  []string
	shared  string
	styles  string
	pr      string // attributes of workbookPr
	space   string // the namespace
	prefix  string
	without string // a part to leave out
	swollen int    // megabytes of nothing in the shared texts
}

const usualSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

func (b book) bytes(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	add := func(name, text string) {
		if name == b.without {
			return
		}
		part, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	const links = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	const kind = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	add("_rels/.rels", links+`<Relationship Id="rId1" Type="`+kind+`officeDocument" Target="xl/workbook.xml"/></Relationships>`)
	var sheets, targets strings.Builder
	for i, data := range b.sheets {
		id := string(rune('a' + i))
		name, state := "Sheet "+id, ""
		if i < len(b.names) {
			name = b.names[i]
		}
		if i < len(b.states) && b.states[i] != "" {
			state = ` state="` + b.states[i] + `"`
		}
		sheets.WriteString(`<sheet name="` + name + `" sheetId="1"` + state + ` r:id="` + id + `"/>`)
		targets.WriteString(`<Relationship Id="` + id + `" Type="` + kind + `worksheet" Target="worksheets/` + id + `.xml"/>`)
		if !strings.HasPrefix(data, "<?xml") {
			data = b.element("worksheet", "<sheetData>"+data+"</sheetData><pageMargins/>")
		}
		add("xl/worksheets/"+id+".xml", data)
	}
	add("xl/workbook.xml", b.element("workbook", `<workbookPr `+b.pr+`/><sheets>`+sheets.String()+`</sheets>`))
	add("xl/_rels/workbook.xml.rels", links+targets.String()+`<Relationship Id="s" Type="`+kind+`styles" Target="styles.xml"/><Relationship Id="t" Type="`+kind+`sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`)
	if b.styles != "" {
		add("xl/styles.xml", b.element("styleSheet", b.styles))
	}
	if b.shared != "" {
		add("xl/sharedStrings.xml", b.element("sst", b.shared))
	}
	if b.swollen > 0 {
		part, err := archive.Create("xl/sharedStrings.xml")
		if err != nil {
			t.Fatal(err)
		}
		megabyte := append(append([]byte("<!--"), bytes.Repeat([]byte(" "), 1<<20)...), "-->"...)
		for range b.swollen {
			if _, err := part.Write(megabyte); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// element wraps XML in a root element, with the book's namespace and prefix.
func (b book) element(name, inside string) string {
	space := b.space
	if space == "" {
		space = usualSpace
	}
	text := `<?xml version="1.0" encoding="UTF-8"?><` + name + ` xmlns="` + space + `" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` + inside + `</` + name + `>`
	if b.prefix == "" {
		return text
	}
	text = strings.Replace(text, `xmlns="`, `xmlns:`+b.prefix+`="`, 1)
	head, body, _ := strings.Cut(text, "?>")
	body = strings.ReplaceAll(body, "</", "\x00")
	body = strings.ReplaceAll(body, "<", "<"+b.prefix+":")
	return head + "?>" + strings.ReplaceAll(body, "\x00", "</"+b.prefix+":")
}

// text writes a row of inline texts.
func text(cells ...string) string {
	var b strings.Builder
	b.WriteString("<row>")
	for _, cell := range cells {
		b.WriteString(`<c t="inlineStr"><is><t>` + cell + `</t></is></c>`)
	}
	b.WriteString("</row>")
	return b.String()
}
