package workbench_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"encoding/xml"
	"html"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// part is a text that can be got out of a file, with where it was found.
type part struct{ place, text string }

// insides returns every text that can be got out of a file: its bytes, the
// parts of a zip archive and those in them, the cells of a workbook row by row,
// the streams of a PDF with their strings, and what a PDF reader extracts.
func insides(t *testing.T, name string, content []byte) []part {
	t.Helper()
	switch {
	case bytes.HasPrefix(content, []byte("%PDF")):
		return pdfInsides(t, name, content)
	case bytes.HasPrefix(content, []byte("PK")):
		return zipInsides(t, name, content)
	case bytes.HasPrefix(content, []byte("<?xml")):
		return append(xmlInsides(name, content), part{name, string(content)})
	}
	found := []part{{name, string(content)}, {name, html.UnescapeString(string(content))}}
	if strings.HasSuffix(name, ".html") {
		// The cells of a row on one line, as they are read.
		rows := regexp.MustCompile(`</t[dh]>\s*<t[dh][^>]*>`).ReplaceAllString(string(content), "\t")
		rows = regexp.MustCompile(`<[^>]*>`).ReplaceAllString(rows, "\n")
		found = append(found, part{name + ", rows", html.UnescapeString(rows)})
	}
	return found
}

func zipInsides(t *testing.T, name string, content []byte) []part {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	// Names of parts and comments may hold words too.
	found := []part{{name, archive.Comment}}
	for _, each := range archive.File {
		reader, err := each.Open()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		inner, err := io.ReadAll(reader)
		if err != nil {
			t.Fatalf("%s, %s: %v", name, each.Name, err)
		}
		found = append(found, part{name, each.Name + "\n" + each.Comment})
		found = append(found, insides(t, name+"/"+each.Name, inner)...)
	}
	if !strings.HasSuffix(name, ".xlsx") {
		return found
	}
	book, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	defer func() { _ = book.Close() }()
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatalf("%s, %s: %v", name, sheet, err)
		}
		var lines strings.Builder
		for _, row := range rows {
			lines.WriteString(strings.Join(row, "\t") + "\n")
		}
		found = append(found, part{name + ", sheet " + sheet, lines.String()})
	}
	return found
}

// xmlInsides are the words of an XML part without its entities, each on its
// line, and the members of a line of records, such as of a PivotTable, on one.
func xmlInsides(name string, content []byte) []part {
	decoder := xml.NewDecoder(bytes.NewReader(content))
	decoder.Strict = false
	var words, records strings.Builder
	for {
		token, err := decoder.Token()
		if err != nil {
			break
		}
		switch each := token.(type) {
		case xml.CharData:
			words.Write(each)
			words.WriteByte('\n')
		case xml.StartElement:
			for _, attribute := range each.Attr {
				words.WriteString(attribute.Value + "\n")
				if attribute.Name.Local == "v" {
					records.WriteString(attribute.Value + "\t")
				}
			}
		case xml.EndElement:
			if each.Name.Local == "r" {
				records.WriteByte('\n')
			}
		}
	}
	return []part{{name, words.String()}, {name + ", records", records.String()}}
}

// hexString is a string of a PDF that is written in hexadecimal.
var hexString = regexp.MustCompile(`<([0-9a-fA-F]{2,})>`)

// pdfInsides returns what stands in a PDF: outside of streams and inside, as it
// is and as qpdf unpacks it, with strings in hexadecimal and of UTF-16 decoded,
// and what a PDF reader extracts.
func pdfInsides(t *testing.T, name string, content []byte) []part {
	t.Helper()
	var found []part
	bodies := append(streams(content), content)
	path := filepath.Join(t.TempDir(), "file.pdf")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	if program, err := exec.LookPath("qpdf"); err == nil {
		unpacked, err := exec.Command(program, "--qdf", "--object-streams=disable", path, "-").Output()
		if err != nil {
			t.Fatalf("%s: qpdf: %v", name, err)
		}
		bodies = append(bodies, withoutPlaces(unpacked))
	}
	for _, body := range bodies {
		found = append(found, part{name, hexString.ReplaceAllString(string(body), " ")}, part{name, wide(body, 0)}, part{name, wide(body, 1)})
		for _, match := range hexString.FindAllSubmatch(body, -1) {
			if decoded, err := hex.DecodeString(string(match[1])); err == nil {
				found = append(found, part{name, wide(decoded, 0)}, part{name, string(decoded)})
			}
		}
	}
	if program, err := exec.LookPath("pdftotext"); err == nil {
		text, err := exec.Command(program, "-raw", "-enc", "UTF-8", path, "-").Output()
		if err != nil {
			t.Fatalf("%s: pdftotext: %v", name, err)
		}
		found = append(found, part{name + ", text", string(text)})
	}
	return found
}

// withoutPlaces leaves out the numbers of an unpacked PDF that are lengths and
// places in the file.
func withoutPlaces(unpacked []byte) []byte {
	unpacked = regexp.MustCompile(`/Length1? [0-9]+`).ReplaceAll(unpacked, nil)
	unpacked = regexp.MustCompile(`startxref\n[0-9]+`).ReplaceAll(unpacked, nil)
	return regexp.MustCompile(`(?m)^ *[0-9]+$`).ReplaceAll(unpacked, nil) // objects that are a length
}

// streams inflates the streams of a PDF.
func streams(content []byte) [][]byte {
	var found [][]byte
	for rest := content; ; {
		start := bytes.Index(rest, []byte("stream\n"))
		if start < 0 {
			return found
		}
		rest = rest[start+len("stream\n"):]
		end := bytes.Index(rest, []byte("endstream"))
		if end < 0 {
			return found
		}
		body := rest[:end]
		if inflated, err := zlib.NewReader(bytes.NewReader(body)); err == nil {
			if plain, _ := io.ReadAll(inflated); len(plain) > 0 {
				body = plain
			}
		}
		found = append(found, body)
		rest = rest[end:]
	}
}

// wide decodes bytes as UTF-16 from a place on, backslashes before parentheses
// undone.
func wide(body []byte, from int) string {
	plain := strings.NewReplacer(`\(`, "(", `\)`, ")", `\\`, `\`).Replace(string(body))
	var units []uint16
	for i := from; i+1 < len(plain); i += 2 {
		units = append(units, uint16(plain[i])<<8|uint16(plain[i+1]))
	}
	return string(utf16.Decode(units))
}
