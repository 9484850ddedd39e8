package html_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/html"
	"github.com/schoolbench/schoolbench/reports/renderertest"
)

// Ensure that a board's page escapes what the data and authors say, allows no
// script but its own, follows no link that would run one, and shows its tables
// cell for cell.
func TestBoardPage(t *testing.T) {
	for name, document := range renderertest.Documents() {
		t.Run(name, func(t *testing.T) {
			attack := `<script>alert("x")</script>`
			board := &reports.Board{
				Title: attack, RunAs: "as " + attack, Language: reports.English, Created: renderertest.Created(), LeftOut: []string{attack},
				Words: map[string]string{"word.filter": `"><script>`},
				Sections: []reports.Section{{
					Name: "a", Kind: reports.CrosstabTile, Title: attack, Document: document,
					Narrative: reports.Narrative{Next: []reports.Sentence{{Text: attack, Link: "javascript:alert(1)", Status: reports.Act}}},
				}},
			}
			var out bytes.Buffer
			if err := html.NewBoard().RenderBoard(t.Context(), &out, board); err != nil {
				t.Fatal(err)
			}
			page := out.String()
			if strings.Count(page, "<script") != 1 || strings.Contains(page, `href="javascript:`) {
				t.Error("the page holds a script that is not its own")
			}
			for _, needed := range []string{"script-src &#39;sha256-", "style-src &#39;sha256-", "default-src &#39;none&#39;", "<main", "<h1>", `lang="en"`} {
				if !strings.Contains(page, needed) {
					t.Errorf("the page lacks %s", needed)
				}
			}
			if document.Table == nil || document.Table.Width() == 0 {
				return
			}
			if err := renderertest.Compare(document, parse(t, page).rows, renderertest.Shown); err != nil {
				t.Error(err)
			}
		})
	}
}
