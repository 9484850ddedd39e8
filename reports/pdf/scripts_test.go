package pdf_test

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/schoolbench/schoolbench/reports"
)

// Ensure that names of the languages that are spoken in schools can be copied
// out of a file as they are spelled, from fonts that are in it; and that letters
// that no font of this computer has are told by number, never by a box.
func TestNamesOfManyLanguages(t *testing.T) {
	names := map[string]string{
		"Spanish": "José Núñez Ibáñez", "Vietnamese": "Nguyễn Đình Chiểu", "Hmong": "Paj Ntaub Xyooj", "Tongan": "Losaʻina Fīfita",
		"Chinese": "李小龙", "Arabic": "محمد", "Hmong, in Pahawh": "\U00016B0C\U00016B23",
	}
	document := grid(0, 2)
	for language, name := range names {
		document.Table.Body = append(document.Table.Body, reports.Row{Depth: 1, Cells: []reports.Cell{words(language + ": " + name), words("end")}})
	}
	file := render(t, document)
	text := strings.Join(strings.Fields(strings.Join(pagesOf(t, file), " ")), " ")
	for language, name := range names {
		_, after, found := strings.Cut(text, language+": ")
		got, _, ends := strings.Cut(after, " end")
		if !found || !ends {
			t.Errorf("%s: not in the file:\n%s", language, text)
			continue
		}
		// Letters that join are written in the forms that they join in.
		got = strings.Trim(got, "\u202a\u202b\u202c")
		if norm.NFKC.String(got) != name && !strings.Contains(got, "U+") {
			t.Errorf("%s: %q, want %q", language, got, name)
		}
	}
	for _, language := range []string{"Spanish", "Vietnamese", "Hmong", "Tongan"} {
		if !strings.Contains(text, norm.NFC.String(names[language])) {
			t.Errorf("%s must be drawn on any computer", language)
		}
	}
	fonts := strings.Split(strings.TrimSpace(run(t, file, "pdffonts", "FILE")), "\n")
	for _, line := range fonts[2:] {
		if facts := strings.Fields(line); facts[len(facts)-5] != "yes" || facts[len(facts)-3] != "yes" {
			t.Errorf("a font is not embedded, or does not say what its letters are:\n%s", line)
		}
	}
}
