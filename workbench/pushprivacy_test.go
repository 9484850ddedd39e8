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

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// insides returns every text that can be got out of a file: its bytes, the
// parts of a zip archive and those in them, the streams of a PDF with their
// strings, and what a PDF reader extracts.
func insides(t *testing.T, name string, content []byte) []string {
	t.Helper()
	if bytes.HasPrefix(content, []byte("%PDF")) {
		return pdfInsides(t, name, content)
	}
	found := []string{string(content), html.UnescapeString(string(content))}
	switch {
	case bytes.HasPrefix(content, []byte("PK")):
		archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, part := range archive.File {
			reader, err := part.Open()
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			inner, err := io.ReadAll(reader)
			if err != nil {
				t.Fatalf("%s, %s: %v", name, part.Name, err)
			}
			found = append(found, insides(t, name+"/"+part.Name, inner)...)
		}
	case bytes.HasPrefix(content, []byte("<?xml")):
		// Text that is written with entities, or in several runs.
		decoder := xml.NewDecoder(bytes.NewReader(content))
		decoder.Strict = false
		var text strings.Builder
		for {
			token, err := decoder.Token()
			if err != nil {
				break
			}
			if characters, ok := token.(xml.CharData); ok {
				text.Write(characters)
				text.WriteByte(' ')
			}
		}
		found = append(found, text.String())
	}
	return found
}

// hexString is a string of a PDF that is written in hexadecimal.
var hexString = regexp.MustCompile(`<([0-9a-fA-F]{2,})>`)

// pdfInsides returns what stands in a PDF: outside of streams and inside, with
// strings in hexadecimal and of UTF-16 decoded, and what a PDF reader extracts.
func pdfInsides(t *testing.T, name string, content []byte) []string {
	t.Helper()
	found := []string{}
	for _, part := range append(streams(content), content) {
		found = append(found, hexString.ReplaceAllString(string(part), " "), wide(part, 0), wide(part, 1))
		for _, match := range hexString.FindAllSubmatch(part, -1) {
			if decoded, err := hex.DecodeString(string(match[1])); err == nil {
				found = append(found, wide(decoded, 0))
			}
		}
	}
	if program, err := exec.LookPath("pdftotext"); err == nil {
		path := filepath.Join(t.TempDir(), "file.pdf")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		text, err := exec.Command(program, "-raw", path, "-").Output()
		if err != nil {
			t.Fatalf("%s: pdftotext: %v", name, err)
		}
		found = append(found, string(text))
	}
	return found
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

// codesIn lists the runs of digits in a text that are no part of an amount.
func codesIn(text string) map[string]bool {
	codes := map[string]bool{}
	for _, match := range regexp.MustCompile(`[0-9]{5,}(\.[0-9])?`).FindAllStringSubmatch(text, -1) {
		if match[1] == "" {
			codes[match[0]] = true
		}
	}
	return codes
}

// Ensure that the files of a school hold its own students and no name and no
// number of another school's, in any part of any format, and that nothing else
// is left anywhere.
func TestNobodyElsesStudents(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	bench := mustOpen(t)
	if _, err := bench.MakeSample(t.Context(), workbench.SampleOptions{Students: 240, Schools: 4, Years: 1}, nil); err != nil {
		t.Fatal(err)
	}
	frame, err := bench.Frame(t.Context(), "students", "Student ID", "SSID", "Last Name", "First Name", "School Code")
	if err != nil {
		t.Fatal(err)
	}
	value := func(row int, name string) string {
		vector, found := frame.Column(name)
		if !found || vector.Value(row).State != table.Reported {
			return ""
		}
		return vector.Column().Text(vector.Value(row))
	}
	schools, err := bench.Frame(t.Context(), "schools", "School Code", "School Name")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{} // school name by code
	codes, _ := schools.Column("School Code")
	titles, _ := schools.Column("School Name")
	for row := range schools.Len() {
		names[codes.Column().Text(codes.Value(row))] = titles.Column().Text(titles.Value(row))
	}
	// A student may have been at several schools in the year.
	enrolled, err := bench.Frame(t.Context(), "enrollment", "Student ID", "School Code")
	if err != nil {
		t.Fatal(err)
	}
	belongs := map[string]bool{}
	who, _ := enrolled.Column("Student ID")
	where, _ := enrolled.Column("School Code")
	for row := range enrolled.Len() {
		belongs[who.Column().Text(who.Value(row))+"@"+names[where.Column().Text(where.Value(row))]] = true
	}

	out := filepath.Join(t.TempDir(), "out")
	result, err := bench.Send(t.Context(), "Monday packets", workbench.PushOptions{Out: out, Formats: workbench.BoardFormats()})
	if err != nil || !result.Complete() || result.Sent != 4 {
		t.Fatalf("%+v, %v", result, err)
	}
	own := 0
	for _, entry := range result.Deliveries {
		if len(entry.Files) != len(workbench.BoardFormats()) || entry.Students == nil || *entry.Students == 0 {
			t.Errorf("%s: %d files, students %v", entry.Recipient, len(entry.Files), entry.Students)
		}
		for _, file := range entry.Files {
			content, err := os.ReadFile(filepath.Join(entry.To, file.Name))
			if err != nil {
				t.Fatal(err)
			}
			everything := strings.Join(insides(t, file.Name, content), "\n")
			codes, foundOwn := codesIn(everything), false
			for row := range frame.Len() {
				student := value(row, "Student ID")
				last, first := value(row, "Last Name"), value(row, "First Name")
				if belongs[student+"@"+entry.Recipient] {
					foundOwn = foundOwn || strings.Contains(everything, last)
					continue
				}
				if codes[student] || codes[value(row, "SSID")] {
					t.Errorf("%s, %s: the number of %s %s, of another school", entry.Recipient, file.Name, first, last)
				}
				for _, secret := range []string{last + ", " + first, first + " " + last, last + " " + first} {
					if strings.Contains(everything, secret) && !sharedName(frame.Len(), value, belongs, entry.Recipient, secret) {
						t.Errorf("%s, %s: %q is of another school", entry.Recipient, file.Name, secret)
					}
				}
			}
			switch {
			case foundOwn:
				own++
			case file.Format != "pdf": // one page, on which the list may have no room
				t.Errorf("%s, %s: none of their own students was found, so the search is worth nothing", entry.Recipient, file.Name)
			}
		}
	}
	if own == 4*(len(workbench.BoardFormats())-1) {
		t.Error("no PDF holds a name, so the search in them is worth nothing")
	}
	left, err := os.ReadDir(temporary)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range left {
		if !strings.HasPrefix(entry.Name(), "Test") && !strings.HasPrefix(entry.Name(), "go-") {
			t.Errorf("left in the folder for temporary files: %s", entry.Name())
		}
	}
}

// sharedName reports whether a name is also that of a student of the school.
func sharedName(students int, value func(int, string) string, belongs map[string]bool, school, secret string) bool {
	for row := range students {
		if !belongs[value(row, "Student ID")+"@"+school] {
			continue
		}
		last, first := value(row, "Last Name"), value(row, "First Name")
		// A name may be a part of a longer one: Ramírez Ana in Gómez Ramírez Ana.
		for _, own := range []string{last + ", " + first, first + " " + last, last + " " + first} {
			if strings.Contains(own, secret) {
				return true
			}
		}
	}
	return false
}
