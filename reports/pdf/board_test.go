package pdf_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/pdf"
	"github.com/schoolbench/schoolbench/reports/renderertest"
)

func sentence(text string) reports.Sentence { return reports.Sentence{Text: text} }

// board is a board with every kind of tile, one tile for each hard document.
func board(documents map[string]*reports.Document) *reports.Board {
	made := &reports.Board{
		Name: "Board", Title: "Tablero · Bảng", RunAs: "as Lincoln, 22 Nov 2026, filters School is Lincoln", Language: reports.English, Created: renderertest.Created(),
		Words: map[string]string{"part.read": "How to read this", "part.shows": "What it shows", "part.next": "What to do next", "word.page": "Page", "word.of": "of", "word.more": "# more lines", "word.act": "Act", "word.target": "Target", "word.atleast": "at least", "word.left": "Not shown"},
	}
	row := 1
	for _, name := range []string{"plain", "nested", "withheld", "wide", "many rows", "injection", "empty", "list", "many languages"} {
		document := documents[name]
		made.Sections = append(made.Sections, reports.Section{
			Name: name, Kind: reports.CrosstabTile, Title: name, Place: reports.Place{Row: row}, Document: document,
			Narrative: reports.Narrative{Read: []reports.Sentence{sentence("Read " + name)}, Shows: []reports.Sentence{sentence("Shows " + name)}, Next: []reports.Sentence{{Text: "Next", Status: reports.Act, Contact: "Office"}}},
		})
		row++
	}
	number := reports.NumberCell(0.25, 1, true)
	made.Sections = append(made.Sections,
		reports.Section{Name: "n", Kind: reports.NumberTile, Title: "Number", Place: reports.Place{Width: 6}, Document: documents["one number"], Figure: &reports.Figure{Number: number, Label: "Rate", Status: reports.Act, HasTarget: true, Target: number}},
		reports.Section{Name: "g", Kind: reports.GaugeTile, Title: "Gauge", Place: reports.Place{Column: 6, Width: 6}, Document: documents["one number"], Figure: &reports.Figure{Number: number, Label: "Rate", Bands: []reports.Band{{From: 0, To: 1, Label: "All", Status: reports.Good}}}},
		reports.Section{Name: "t", Kind: reports.TasksTile, Title: "Tasks", Place: reports.Place{Row: 20}, Tasks: []reports.TaskLine{{Text: sentence("Call"), Who: "Ana"}}},
		reports.Section{Name: "x", Kind: reports.TextTile, Title: "Text", Place: reports.Place{Row: 21}, Text: []reports.Sentence{sentence(strings.Repeat("Words that go on. ", 200))}},
	)
	made.LeftOut = []string{"Meals is not shown here."}
	return made
}

func renderBoard(t *testing.T, renderer reports.BoardRenderer, made *reports.Board) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := renderer.RenderBoard(t.Context(), &out, made); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Ensure that a board's file is sound, tagged, and has one page where one is
// asked for, whatever is on it.
func TestBoard(t *testing.T) {
	api.DisableConfigDir()
	for _, onePage := range []bool{false, true} {
		t.Run(fmt.Sprint(onePage), func(t *testing.T) {
			made := board(renderertest.Documents())
			made.OnePage = onePage
			file := renderBoard(t, pdf.NewBoard(), made)
			if err := api.Validate(bytes.NewReader(file), model.NewDefaultConfiguration()); err != nil {
				t.Error(err)
			}
			pages, err := api.PageCount(bytes.NewReader(file), model.NewDefaultConfiguration())
			if err != nil || onePage != (pages == 1) {
				t.Errorf("%d pages (%v)", pages, err)
			}
			context, err := api.ReadContext(bytes.NewReader(file), model.NewDefaultConfiguration())
			if err != nil {
				t.Fatal(err)
			}
			catalog, err := context.Catalog()
			if err != nil {
				t.Fatal(err)
			}
			for _, entry := range []string{"StructTreeRoot", "MarkInfo", "Lang", "Outlines"} {
				if _, found := catalog.Find(entry); !found {
					t.Errorf("the catalogue has no %s", entry)
				}
			}
		})
	}
}

// Ensure that a locked file opens with its password alone.
func TestLockedBoard(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", home)
	t.Setenv("AppData", home)
	file := renderBoard(t, pdf.NewLockedBoard("sesame"), board(renderertest.Documents()))
	for password, opens := range map[string]bool{"sesame": true, "": false, "wrong": false} {
		configuration := model.NewDefaultConfiguration()
		configuration.UserPW, configuration.OwnerPW = password, password
		if err := api.Validate(bytes.NewReader(file), configuration); (err == nil) != opens {
			t.Errorf("password %q: %v", password, err)
		}
	}
	// Nothing is left in the person's home by it.
	if left, err := os.ReadDir(home); err != nil || len(left) > 0 {
		t.Errorf("in the home folder: %v (%v)", left, err)
	}
}

// Ensure that several boards can be made at once.
func TestBoardsAtOnce(t *testing.T) {
	made := board(renderertest.Documents())
	var group sync.WaitGroup
	for i := range 4 {
		renderer := pdf.NewBoard()
		if i%2 == 1 {
			renderer = pdf.NewLockedBoard("sesame")
		}
		group.Go(func() {
			if err := renderer.RenderBoard(t.Context(), io.Discard, made); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

// Ensure that a table that is cut short for one page has as many lines as fit:
// with one line more than it shows there is a second page or hardly any room.
func TestOnePageIsFull(t *testing.T) {
	document := renderertest.Documents()["many rows"]
	made := &reports.Board{
		Title: "Principal", RunAs: "as Lincoln Elementary", Language: reports.English, OnePage: true,
		Words:    map[string]string{"word.more": "# more lines"},
		Sections: []reports.Section{{Name: "a", Kind: reports.CrosstabTile, Title: "All", View: reports.TableOnly, Document: document}},
	}
	file := renderBoard(t, pdf.NewBoard(), made)
	pages := pagesOf(t, file)
	found := regexp.MustCompile(`([\d,]+) more lines`).FindStringSubmatch(strings.Join(pages, " "))
	if len(pages) != 1 || found == nil {
		t.Fatalf("%d pages, which say %q of what is left out", len(pages), found)
	}
	left, err := strconv.Atoi(strings.ReplaceAll(found[1], ",", ""))
	if err != nil {
		t.Fatal(err)
	}
	// The table alone has room for more than the closest setting's lines.
	if shown := len(document.Table.Body) - left; shown < 25 {
		t.Errorf("only %d lines are shown on an empty page", shown)
	}
}

// Ensure that what a page says of how many lines of a list it shows is true of
// the page, where it shows fewer than the list has.
func TestShortenedListSaysHowMany(t *testing.T) {
	document := renderertest.Documents()["many rows"]
	all := len(document.Table.Body)
	shows := []reports.Sentence{{Key: "shows.list", Text: "They are on the list."}, {Key: reports.FirstLines, Text: "As many as there are of them here."}}
	made := &reports.Board{
		Title: "Principal", RunAs: "as Lincoln Elementary", Language: reports.English, OnePage: true,
		Words:    map[string]string{"word.more": "# more lines", "word.first": "The first # of ## stand here"},
		Sections: []reports.Section{{Name: "a", Kind: reports.ListTile, Title: "All", Document: document, Narrative: reports.Narrative{Shows: shows}}},
	}
	pages := strings.Join(pagesOf(t, renderBoard(t, pdf.NewBoard(), made)), " ")
	found := regexp.MustCompile(`The first ([\d,]+) of ([\d,]+) stand here`).FindStringSubmatch(pages)
	if found == nil || strings.ReplaceAll(found[2], ",", "") != strconv.Itoa(all) {
		t.Fatalf("the page does not say how many of %d lines it shows: %q", all, found)
	}
	if strings.Contains(pages, "As many as there are") || !strings.Contains(pages, "They are on the list.") {
		t.Error("the page repeats what is true of the whole list only, or leaves out how long it is")
	}
}
