package html_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/html"
	"github.com/schoolbench/schoolbench/reports/renderertest"
)

func render(t *testing.T, document *reports.Document) string {
	t.Helper()
	var out bytes.Buffer
	if err := html.New().Render(context.Background(), &out, document); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// parsed is what a reader finds in a page.
type parsed struct {
	rows     [][]string
	elements map[string]int
	title    string
}

// parse reads a page with the parser of encoding/xml, which knows nothing of
// the renderer.
func parse(t *testing.T, page string) parsed {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(page))
	decoder.Strict, decoder.AutoClose, decoder.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	found := parsed{elements: map[string]int{}}
	var text strings.Builder
	span := 1
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			found.elements[token.Name.Local]++
			text.Reset()
			span = 1
			for _, attribute := range token.Attr {
				if strings.HasPrefix(attribute.Name.Local, "on") || attribute.Name.Local == "style" {
					t.Errorf("<%s> has the attribute %s", token.Name.Local, attribute.Name.Local)
				}
				if attribute.Name.Local == "colspan" {
					if span, err = strconv.Atoi(attribute.Value); err != nil {
						t.Error(err)
					}
				}
			}
			if token.Name.Local == "tr" {
				found.rows = append(found.rows, nil)
			}
		case xml.CharData:
			text.Write(token)
		case xml.EndElement:
			switch token.Name.Local {
			case "td", "th":
				last := len(found.rows) - 1
				found.rows[last] = append(found.rows[last], text.String())
				for range span - 1 {
					found.rows[last] = append(found.rows[last], "")
				}
			case "h1":
				found.title = text.String()
			}
		}
	}
}

func agrees(t *testing.T, document *reports.Document) {
	t.Helper()
	found := parse(t, render(t, document))
	if err := renderertest.Compare(document, found.rows, renderertest.Shown); err != nil {
		t.Error(err)
	}
	if found.title != document.Title {
		t.Errorf("title %q, want %q", found.title, document.Title)
	}
	for _, element := range []string{"script", "img", "iframe", "link", "b", "i"} {
		if found.elements[element] > 0 {
			t.Errorf("the page holds <%s>", element)
		}
	}
	if document.Chart != nil && found.elements["svg"] == 0 {
		t.Error("the chart is not drawn")
	}
}

func TestEveryDocumentReadsBack(t *testing.T) {
	for name, document := range renderertest.Documents() {
		t.Run(name, func(t *testing.T) { agrees(t, document) })
	}
}

func TestRandomDocumentsReadBack(t *testing.T) {
	for seed := range uint64(200) {
		agrees(t, renderertest.Random(seed))
	}
}

func TestPageNeedsNothingElse(t *testing.T) {
	page := render(t, renderertest.Documents()["nested"])
	for _, reference := range regexp.MustCompile(`(?i)(src|href|url\(|@import)[^>]{0,60}`).FindAllString(page, -1) {
		if !strings.Contains(reference, "-src") && !strings.HasPrefix(reference, "src 'none'") && !strings.HasPrefix(reference, "src 'sha256") && !strings.HasPrefix(reference, "src data:") {
			t.Errorf("the page refers to something: %s", reference)
		}
	}
	for _, needed := range []string{`<html lang="en">`, "Content-Security-Policy", "default-src &#39;none&#39;", `name="viewport"`, `scope="row"`, `scope="colgroup"`, "<caption>", `role="img"`} {
		if !strings.Contains(page, needed) {
			t.Errorf("the page lacks %s", needed)
		}
	}
}

func TestWordsAreThere(t *testing.T) {
	document := renderertest.Documents()["withheld"]
	page := render(t, document)
	for _, text := range append(append([]string{document.Sentence, document.Source}, document.Notes...), document.Definitions...) {
		if !strings.Contains(page, text) {
			t.Errorf("the page does not say %q", text)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := html.New().Render(ctx, &bytes.Buffer{}, renderertest.Documents()["many rows"]); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestWriteErrorsAreTold(t *testing.T) {
	if err := html.New().Render(context.Background(), brokenWriter{}, renderertest.Documents()["plain"]); err == nil {
		t.Error("a full disk was not noticed")
	}
}
