package pdf_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/reports/pdf"
	"github.com/schoolbench/schoolbench/reports/renderertest"
	"golang.org/x/text/unicode/norm"
)

// render draws a document and returns the file's bytes.
func render(t testing.TB, document *reports.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := pdf.New().Render(context.Background(), &out, document); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// run runs one of the tools that look at PDF files from outside.
func run(t *testing.T, file []byte, tool string, arguments ...string) string {
	t.Helper()
	if _, err := exec.LookPath(tool); err != nil {
		t.Skipf("%s is not installed", tool)
	}
	path := filepath.Join(t.TempDir(), "document.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, argument := range arguments {
		if argument == "FILE" {
			arguments[i] = path
		}
	}
	command := exec.Command(tool, arguments...)
	output, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", command, err, output)
	}
	return string(output)
}

// pagesOf reads the text of each page in the order in which it is drawn.
func pagesOf(t *testing.T, file []byte) []string {
	t.Helper()
	pages := strings.Split(run(t, file, "pdftotext", "-raw", "-enc", "UTF-8", "FILE", "-"), "\f")
	return pages[:len(pages)-1]
}

// bare leaves out what a PDF file does not keep of a text: spaces, which lines
// end with or words are set apart by, and which script it is that a computer
// without the font for it cannot draw.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.IsControl(r):
			return -1
		case r > 0x2FFF:
			return '?'
		}
		return r
	}, norm.NFC.String(text))
}

// checkText looks for every text of a document in the file's text: rows whole,
// unless the table is split into panels.
func checkText(t *testing.T, document *reports.Document, file []byte) {
	t.Helper()
	all := bare(strings.Join(pagesOf(t, file), "\n"))
	for _, text := range append(append([]string{document.Title, document.Sentence, document.Source}, document.Notes...), document.Definitions...) {
		if !strings.Contains(all, bare(text)) {
			t.Errorf("the file does not say %q", text)
		}
	}
	panels := regexp.MustCompile(`Columns?\d+(–\d+)?of\d+`).MatchString(all)
	for i, row := range renderertest.Rows(document) {
		if strings.Contains(all, bare(strings.Join(row, ""))) {
			continue
		}
		if !panels {
			t.Errorf("row %d is not in the file as %q", i, row)
		}
		for _, text := range row {
			if !strings.Contains(all, bare(text)) {
				t.Errorf("row %d: the file does not say %q", i, text)
			}
		}
	}
}

// checkPages compares the page numbers with the pages.
func checkPages(t *testing.T, file []byte) {
	t.Helper()
	pages := pagesOf(t, file)
	for i, text := range pages {
		if want := fmt.Sprintf("Page %d of %d", i+1, len(pages)); !strings.Contains(text, want) {
			t.Errorf("page %d does not say %q", i+1, want)
		}
	}
}

func TestEveryTextIsThere(t *testing.T) {
	for name, document := range renderertest.Documents() {
		t.Run(name, func(t *testing.T) {
			file := render(t, document)
			checkText(t, document, file)
			checkPages(t, file)
		})
	}
}

func TestRandomDocuments(t *testing.T) {
	for seed := range uint64(20) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			document := renderertest.Random(seed)
			file := render(t, document)
			checkText(t, document, file)
			checkPages(t, file)
		})
	}
}

func TestFilesAreSound(t *testing.T) {
	for name, document := range renderertest.Documents() {
		t.Run(name, func(t *testing.T) { run(t, render(t, document), "qpdf", "--check", "FILE") })
	}
}

func TestProperties(t *testing.T) {
	file := render(t, renderertest.Documents()["many languages"])
	information := run(t, file, "pdfinfo", "-isodates", "FILE")
	for _, want := range []string{"Alumnos por escuela · Học sinh theo trường", "Creator:         Schoolbench", "CreationDate:    2026-11-22T", "612 x 792 pts (letter)"} {
		if !strings.Contains(information, want) {
			t.Errorf("the properties lack %q:\n%s", want, information)
		}
	}
	if !bytes.Contains(file, []byte("/Lang (en-US)")) {
		t.Error("the file names no language")
	}
	if !bytes.Contains(file, []byte("/Outlines")) {
		t.Error("the file has no bookmarks")
	}
}

// TestTotalsInLayout reads the table as it looks: a number is never broken.
func TestTotalsInLayout(t *testing.T) {
	document := grid(3, 4)
	total := reports.Row{Total: true, Cells: []reports.Cell{words("Total")}}
	for _, number := range []float64{961545496.85, 860917152.14, 100628344.71} {
		total.Cells = append(total.Cells, reports.NumberCell(number, 2, false))
	}
	document.Table.Body = append(document.Table.Body, total)
	text := run(t, render(t, document), "pdftotext", "-layout", "FILE", "-")
	if !regexp.MustCompile(`Total +961,545,496\.85 +860,917,152\.14 +100,628,344\.71`).MatchString(text) {
		t.Errorf("the totals do not stand in one row:\n%s", text)
	}
}

func TestHeadersOnEveryPage(t *testing.T) {
	for name, document := range map[string]*reports.Document{"210 by 12": grid(210, 12), "5,000 rows": grid(5000, 4), "40 by 60": grid(40, 60)} {
		t.Run(name, func(t *testing.T) {
			pages := pagesOf(t, render(t, document))
			if len(pages) < 3 {
				t.Fatalf("%d pages are too few to tell", len(pages))
			}
			rows := 0
			for i, page := range pages {
				if strings.Contains(page, "Label ") {
					rows++
					if !strings.Contains(page, "School") || !strings.Contains(page, "Column") {
						t.Errorf("page %d has rows and no headers:\n%s", i+1, page)
					}
				}
			}
			if rows < 3 {
				t.Errorf("%d pages have rows", rows)
			}
		})
	}
}

func TestPanels(t *testing.T) {
	document := grid(3, 121)
	pages := pagesOf(t, render(t, document))
	text := strings.Join(pages, "\n")
	captions := regexp.MustCompile(`Columns (\d+)–(\d+) of (\d+)`).FindAllStringSubmatch(text, -1)
	if len(captions) < 3 {
		t.Fatalf("%d captions", len(captions))
	}
	next := 1
	for _, caption := range captions {
		if caption[1] != fmt.Sprint(next) || caption[3] != "120" {
			t.Errorf("%q does not go on at column %d of 120", caption[0], next)
		}
		if _, err := fmt.Sscan(caption[2], &next); err != nil {
			t.Fatal(err)
		}
		next++
	}
	if next != 121 {
		t.Errorf("the last column in the captions is %d", next-1)
	}
	// Panels of three rows share pages.
	if len(pages) >= len(captions) {
		t.Errorf("%d panels take %d pages", len(captions), len(pages))
	}
	for label := range 3 {
		if got := strings.Count(text, fmt.Sprintf("Label %d", label)); got != len(captions) {
			t.Errorf("label %d stands in %d of %d panels", label, got, len(captions))
		}
	}
}

func TestCharactersThatNoFontHas(t *testing.T) {
	document := grid(1, 2)
	document.Table.Body[0].Cells[0].Text = "Sam 😀 \U00016B00\U00016B01"
	text := strings.Join(pagesOf(t, render(t, document)), "\n")
	for _, want := range []string{"Sam [U+1F600] [U+16B00 U+16B01]", "U+1F600 grinning face", "U+16B00 pahawh hmong vowel keeb"} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
			t.Errorf("the file does not say %q:\n%s", want, text)
		}
	}
}

func TestSameDocumentSameBytes(t *testing.T) {
	for name, document := range renderertest.Documents() {
		first := render(t, document)
		for range 3 {
			if !bytes.Equal(first, render(t, document)) {
				t.Errorf("%s: the same document gave other bytes", name)
			}
		}
	}
	undated := grid(2, 2)
	undated.Created = undated.Created.AddDate(-3000, 0, 0)
	render(t, undated)
}

// Ensure that every report is tagged: a document with a heading, its table's
// cells as cells under headers, its chart as a figure with words, all pieces of
// pages in it, and the title shown as the window's.
func TestReportsAreTagged(t *testing.T) {
	for name, document := range renderertest.Documents() {
		t.Run(name, func(t *testing.T) {
			tree := run(t, render(t, document), "pdfinfo", "-struct-text", "FILE")
			counts := map[string]int{}
			for _, line := range strings.Split(tree, "\n") {
				if kind := strings.Fields(line); len(kind) > 0 {
					counts[strings.TrimSuffix(kind[0], ":")]++
				}
			}
			if counts["H1"] != 1 || counts["Document"] != 1 {
				t.Errorf("%d documents with %d headings:\n%.600s", counts["Document"], counts["H1"], tree)
			}
			if document.Table == nil || document.Table.Width() == 0 {
				return
			}
			if counts["Table"] == 0 || counts["TH"] == 0 || counts["TR"] < len(document.Table.Body) {
				t.Errorf("%d tables of %d rows and %d headers", counts["Table"], counts["TR"], counts["TH"])
			}
			if document.Chart != nil && document.Chart.Kind != chart.None && counts["Figure"] == 0 {
				t.Error("the chart is no figure")
			}
			if facts := run(t, render(t, document), "pdfinfo", "FILE"); !strings.Contains(facts, "Tagged:          yes") || !strings.Contains(facts, "Producer:        Schoolbench") {
				t.Errorf("the file says of itself:\n%s", facts)
			}
		})
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out bytes.Buffer
	err := pdf.New().Render(ctx, &out, grid(5000, 4))
	if !errors.Is(err, context.Canceled) || out.Len() > 0 {
		t.Errorf("a cancelled render gave %v and %d bytes", err, out.Len())
	}
}

var errFull = errors.New("no room left")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestFullDisk(t *testing.T) {
	if err := pdf.New().Render(context.Background(), full{}, grid(5, 4)); !errors.Is(err, errFull) {
		t.Errorf("a full disk gave %v", err)
	}
}
