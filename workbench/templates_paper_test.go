package workbench_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/workbench"
)

// tool runs one of the programs that look at PDF files from outside.
func tool(t *testing.T, name string, arguments ...string) string {
	t.Helper()
	said, err := exec.Command(name, arguments...).CombinedOutput()
	if err != nil {
		t.Errorf("%s %q: %v\n%s", name, arguments, err, said)
	}
	return string(said)
}

// Ensure that the PDF of every template, for the district and for a school, in
// both languages, is sound, has its fonts in it with what their letters are, is
// tagged, counts its pages, and gives its text in the order in which the page is
// read.
func TestTemplatesOnPaper(t *testing.T) {
	if testing.Short() {
		t.Skip("every template is made and looked at by four programs; run without -short")
	}
	for _, name := range []string{"qpdf", "pdffonts", "pdfinfo", "pdftotext"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("%s is not installed", name)
		}
	}
	bench := sampleBench(t)
	school := aSchool(t, bench)
	templates, err := workbench.DashboardTemplates()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for _, template := range templates {
		for whose, slice := range map[string]reports.Slice{
			"district": {},
			"school":   {Label: school, Language: reports.Spanish, Filters: []reports.Filter{{Field: "School", Values: []string{school}}}},
		} {
			t.Run(template.Name+", "+whose, func(t *testing.T) {
				board, err := bench.RunDashboard(t.Context(), template.Name, slice)
				if err != nil {
					t.Fatal(err)
				}
				var out bytes.Buffer
				if err := workbench.WriteBoard(t.Context(), &out, board, "pdf"); err != nil {
					t.Fatal(err)
				}
				path := filepath.Join(folder, whose+".pdf")
				if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
				checkPaper(t, board, path)
			})
		}
	}
}

func checkPaper(t *testing.T, board *reports.Board, path string) {
	t.Helper()
	tool(t, "qpdf", "--check", path)
	// name, type, encoding, emb, sub, uni, object: the names may hold spaces.
	fonts := strings.Split(strings.TrimSpace(tool(t, "pdffonts", path)), "\n")
	if len(fonts) < 4 {
		t.Errorf("too few fonts to tell:\n%s", strings.Join(fonts, "\n"))
	}
	for _, line := range fonts[min(2, len(fonts)):] {
		if facts := strings.Fields(line); len(facts) < 6 || facts[len(facts)-5] != "yes" || facts[len(facts)-3] != "yes" {
			t.Errorf("a font is not embedded, or does not say what its letters are:\n%s", line)
		}
	}
	if facts := tool(t, "pdfinfo", path); !strings.Contains(facts, "Tagged:          yes") {
		t.Errorf("the file says of itself:\n%s", facts)
	}
	pages := strings.Split(tool(t, "pdftotext", "-raw", "-enc", "UTF-8", path, "-"), "\f")
	pages = pages[:len(pages)-1]
	if board.OnePage && len(pages) != 1 {
		t.Errorf("one page is %d", len(pages))
	}
	for i, page := range pages {
		if want := fmt.Sprintf("%s %d %s %d", board.Word("word.page"), i+1, board.Word("word.of"), len(pages)); !strings.Contains(page, want) {
			t.Errorf("page %d does not say %q", i+1, want)
		}
	}
	rest := unspaced(strings.Join(pages, "\n"))
	next := func(what string) {
		_, after, found := strings.Cut(rest, unspaced(what))
		if !found {
			t.Errorf("%q does not follow what stands before it", what)
			return
		}
		rest = after
	}
	next(board.Title)
	for _, section := range board.Sections {
		next(section.Title)
		if section.Figure != nil && section.Kind != reports.BudgetTile {
			next(section.Figure.Number.Text)
		}
		for _, task := range section.Tasks {
			next(task.Text.Text)
		}
		if section.Kind == reports.ListTile && !board.OnePage {
			for _, row := range section.Document.Table.Body {
				line := ""
				for _, cell := range row.Cells {
					line += cell.Text
				}
				next(line)
			}
		}
		if len(section.Narrative.Shows) > 0 && section.Kind != reports.ListTile {
			next(section.Narrative.Shows[0].Text)
		}
	}
}

// unspaced leaves out spaces: words are broken into lines on paper.
func unspaced(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, norm.NFC.String(text))
}
