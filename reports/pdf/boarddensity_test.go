package pdf_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/reports/pdf"
	"github.com/schoolbench/schoolbench/reports/renderertest"
)

// schools is a chart of the rates of many schools, the largest last.
func schools(count int) *reports.Document {
	drawn := &chart.Chart{Kind: chart.Bar, ValueTitle: "Rate", Percent: true, Series: []chart.Series{{Name: "Rate"}}}
	for i := range count {
		value := float64(i+1) / 100
		drawn.Categories = append(drawn.Categories, fmt.Sprintf("Elementary School %02d", i+1))
		drawn.Series[0].Points = append(drawn.Series[0].Points, chart.Point{Value: value, Text: reports.NumberText(value, 1, true), Known: true})
	}
	return &reports.Document{Title: "By school", Chart: drawn, Created: renderertest.Created()}
}

// Ensure that a chart of many schools does not push what comes after it off a
// page that is to be one: it loses bars, says how many, and keeps the largest
// and the school that the page is for.
func TestChartOfManySchoolsOnOnePage(t *testing.T) {
	made := &reports.Board{
		Name: "Page", Title: "Page", RunAs: "as Elementary School 02", OnePage: true, Language: reports.English, Created: renderertest.Created(),
		Slice: reports.Slice{Label: "Elementary School 02", Filters: []reports.Filter{{Field: "School", Values: []string{"Elementary School 02"}}}},
		Words: map[string]string{"word.more": "# more lines are left out", "word.left": "Not shown", "word.comparison": "Whole district"},
	}
	for i, title := range []string{"Left", "Right"} {
		made.Sections = append(made.Sections, reports.Section{Name: title, Kind: reports.ChartTile, Title: title, View: reports.ChartOnly, Place: reports.Place{Column: 6 * i, Width: 6}, Document: schools(60), Comparison: true})
	}
	made.Sections = append(made.Sections,
		reports.Section{Name: "words", Kind: reports.TextTile, Title: "Words", Place: reports.Place{Row: 1}, Text: []reports.Sentence{sentence(strings.Repeat("Words that go on and on. ", 160))}},
		reports.Section{Name: "last", Kind: reports.TextTile, Title: "The last tile", Place: reports.Place{Row: 2}, Text: []reports.Sentence{sentence("It is still there.")}})
	file := renderBoard(t, pdf.NewBoard(), made)
	pages := pagesOf(t, file)
	text := strings.Join(strings.Fields(strings.Join(pages, " ")), " ")
	if len(pages) != 1 || strings.Contains(text, "Not shown") {
		t.Errorf("%d pages: %s", len(pages), text)
	}
	for _, want := range []string{"It is still there.", "more lines are left out", "Elementary School 60 ", "Elementary School 02 "} {
		if !strings.Contains(text+" ", want) {
			t.Errorf("the page does not say %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "Elementary School 05") {
		t.Error("a small school is drawn before larger ones")
	}
	whole := made.Sections[0].Document.Chart
	if len(whole.Categories) != 60 || len(whole.Series[0].Points) != 60 {
		t.Error("the document's own chart was cut")
	}
}

// Ensure that how to read the tiles stands at the end of a board of several
// pages, beside the tile's name, if a page would be empty otherwise, and in the
// tiles if not; either way it is all there.
func TestPagesAreNotLeftEmpty(t *testing.T) {
	read := func(i int) string { return fmt.Sprintf("Reading %d goes on for many words about what is counted. ", i) }
	made := func(lines int) *reports.Board {
		board := &reports.Board{Name: "Pages", Title: "Pages", RunAs: "as the whole district", Language: reports.English, Created: renderertest.Created(), Words: map[string]string{"part.read": "How to read this"}}
		for i := range 8 {
			board.Sections = append(board.Sections, reports.Section{
				Name: fmt.Sprint(i), Kind: reports.TextTile, Title: fmt.Sprintf("Tile %d", i), Place: reports.Place{Row: i / 4, Column: i % 4 * 3, Width: 3},
				Text:      []reports.Sentence{sentence(strings.Repeat("Some words. ", 10+40*(lines/6)))},
				Narrative: reports.Narrative{Read: slices.Repeat([]reports.Sentence{sentence(read(i))}, lines)},
			})
		}
		return board
	}
	for lines, atEnd := range map[int]bool{1: false, 6: true} {
		text := strings.Join(strings.Fields(strings.Join(pagesOf(t, renderBoard(t, pdf.NewBoard(), made(lines))), " ")), " ")
		if got := strings.Count(text, "How to read this") == 1; got != atEnd {
			t.Errorf("%d lines: how to read it stands once, at the end: %v, want %v", lines, got, atEnd)
		}
		for i := range 8 {
			if got := strings.Count(text, strings.TrimSpace(read(i))); got != lines {
				t.Errorf("%d lines: tile %d has %d of them", lines, i, got)
			}
		}
		if atEnd && !strings.Contains(text, "Tile 7: Reading 7") {
			t.Error("the tile is not named beside its lines")
		}
	}
}

// Ensure that a line never ends between n and its number.
func TestEqualsSignsHoldTogether(t *testing.T) {
	document := grid(1, 2)
	document.Notes = []string{strings.Repeat("The rate is 26.1% (n = 605) here. ", 40)}
	text := strings.Join(pagesOf(t, render(t, document)), "\n")
	if strings.Count(text, "n = 605") != 40 {
		t.Errorf("n is parted from its number:\n%s", text)
	}
}
