package renderertest_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/csv"
	"github.com/schoolbench/schoolbench/reports/excel"
	htmlwriter "github.com/schoolbench/schoolbench/reports/html"
	"github.com/schoolbench/schoolbench/reports/pdf"
	"github.com/schoolbench/schoolbench/reports/renderertest"
)

func rendered(t *testing.T, renderer reports.Renderer, document *reports.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := renderer.Render(t.Context(), &out, document); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Ensure that every visible cell of 500 random reports is the same on every
// surface: by value and format in the workbook, in the page's DOM, in the text
// of the PDF, and in the comma-separated text.
func TestOneDocumentEverySurface(t *testing.T) {
	count := uint64(500)
	if testing.Short() {
		count = 60
	}
	_, err := exec.LookPath("pdftotext")
	hasText := err == nil
	if !hasText {
		t.Log("pdftotext is not installed: the text of the PDF files is not compared")
	}
	cells := 0
	for seed := uint64(1000); seed < 1000+count; seed++ {
		document := renderertest.Random(seed)
		for _, row := range renderertest.Rows(document) {
			cells += len(row)
		}
		if err := workbookAgrees(t, document); err != nil {
			t.Errorf("seed %d, workbook: %v", seed, err)
		}
		if err := renderertest.Compare(document, pageRows(t, rendered(t, htmlwriter.New(), document)), renderertest.Shown); err != nil {
			t.Errorf("seed %d, page: %v", seed, err)
		}
		if text := string(rendered(t, csv.New(), document)); !strings.Contains(text, ",") && document.Table.Width() > 1 {
			t.Errorf("seed %d: no comma in %q", seed, text)
		}
		// Every tenth is a PDF too: they take the longest.
		if hasText && seed%10 == 0 {
			if err := paperAgrees(t, document); err != nil {
				t.Errorf("seed %d, PDF: %v", seed, err)
			}
		}
	}
	t.Logf("%d cells of %d documents", cells, count)
}

// workbookAgrees compares the cells as Excel shows them and as it holds them.
func workbookAgrees(t *testing.T, document *reports.Document) error {
	t.Helper()
	file, err := excelize.OpenReader(bytes.NewReader(rendered(t, excel.New(), document)))
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	sheet := file.GetSheetName(0)
	const firstRow = 4
	head := len(document.Table.HeaderRows)
	for i, row := range renderertest.Rows(document) {
		for j, want := range row {
			if i < head && document.Table.HeaderRows[i][j].Span == 0 {
				continue // merged into the one before it, whose text it would show
			}
			name, err := excelize.CoordinatesToCellName(j+1, firstRow+i)
			if err != nil {
				return err
			}
			shown, err := file.GetCellValue(sheet, name)
			if err != nil {
				return err
			}
			if shown != want && strings.ReplaceAll(want, "\r", "") != shown {
				return fmt.Errorf("%s shows %q, want %q", name, shown, want)
			}
			if i < head {
				continue
			}
			raw, err := file.GetCellValue(sheet, name, excelize.Options{RawCellValue: true})
			if err != nil {
				return err
			}
			if cell := document.Table.Body[i-head].Cells[j]; !renderertest.Value(cell, raw) {
				return fmt.Errorf("%s holds %q, want %q", name, raw, cell.Text)
			}
		}
	}
	return nil
}

// pageRows are the cells of a page's table, as a parser of HTML finds them.
func pageRows(t *testing.T, page []byte) [][]string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	var visit func(*html.Node)
	visit = func(node *html.Node) {
		if node.Type == html.ElementNode {
			switch node.Data {
			case "tr":
				rows = append(rows, nil)
			case "td", "th":
				last := len(rows) - 1
				rows[last] = append(rows[last], textOf(node))
				for _, attribute := range node.Attr {
					if attribute.Key == "colspan" {
						covered := 0
						if _, err := fmt.Sscan(attribute.Val, &covered); err != nil {
							t.Error(err)
						}
						for range covered - 1 {
							rows[last] = append(rows[last], "")
						}
					}
				}
				return
			}
		}
		for child := node.FirstChild; child != nil; child = child.NextSibling {
			visit(child)
		}
	}
	visit(root)
	return rows
}

func textOf(node *html.Node) string {
	if node.Type == html.TextNode {
		return node.Data
	}
	var text strings.Builder
	for child := node.FirstChild; child != nil; child = child.NextSibling {
		text.WriteString(textOf(child))
	}
	return text.String()
}

// paperAgrees looks for the text of every cell in the text of the PDF. Words
// are broken into lines on paper, so spaces do not count.
func paperAgrees(t *testing.T, document *reports.Document) error {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, rendered(t, pdf.New(), document), 0o600); err != nil {
		return err
	}
	text, err := exec.Command("pdftotext", "-raw", "-enc", "UTF-8", path, "-").Output()
	if err != nil {
		return err
	}
	squeezed := squeeze(string(text))
	for _, row := range renderertest.Rows(document) {
		for _, want := range row {
			// A font of this computer may lack a letter; that is said in a note.
			if strings.ContainsFunc(want, func(r rune) bool { return r > 0x2FFF }) {
				continue
			}
			if !strings.Contains(squeezed, squeeze(want)) {
				return fmt.Errorf("no %q", want)
			}
		}
	}
	return nil
}

func squeeze(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, norm.NFC.String(text))
}
