// Package html writes a document as one HTML file that needs nothing else: no
// network, no scripts. It reads well on a phone, on paper and with a screen
// reader; its table holds every number that its chart draws. A content
// security policy in the file forbids everything it does not use.
package html

import (
	"bufio"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
)

//go:embed style.css
var style string

//go:embed page.gohtml
var pageSource string

// Renderer writes HTML.
type Renderer struct{}

// New returns the renderer.
func New() reports.Renderer { return Renderer{} }

// Format is "html".
func (Renderer) Format() string { return "html" }

// page is what the templates fill in.
type page struct {
	Document *reports.Document
	Policy   string
	Style    template.CSS
	Charts   []template.HTML
	Created  string
}

// Render writes the document.
func (Renderer) Render(ctx context.Context, w io.Writer, document *reports.Document) error {
	templates, err := template.New("page").Parse(pageSource)
	if err != nil {
		return fmt.Errorf("cannot read the page's template: %w", err)
	}
	hash := sha256.Sum256([]byte(style))
	filled := page{
		Document: document,
		Policy: "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) +
			"'; img-src data:; base-uri 'none'; form-action 'none'",
		Style:  template.CSS(style),
		Charts: charts(document.Chart),
	}
	if !document.Created.IsZero() {
		filled.Created = document.Created.Format("January 2, 2006, 3:04 PM")
	}
	out := bufio.NewWriterSize(w, 64<<10)
	if err := templates.ExecuteTemplate(out, "head", filled); err != nil {
		return err
	}
	if err := writeTable(ctx, out, document); err != nil {
		return err
	}
	if err := templates.ExecuteTemplate(out, "foot", filled); err != nil {
		return err
	}
	return out.Flush()
}

// charts draws the chart once for each kind of screen; the style sheet shows
// the one that suits. A drawing merely shrunk to a phone could not be read.
func charts(c *chart.Chart) []template.HTML {
	if c == nil {
		return nil
	}
	var drawn []template.HTML
	for _, size := range []struct {
		name  string
		width int
	}{{"wide", 960}, {"narrow", 360}} {
		for _, look := range []struct {
			name    string
			palette chart.Palette
		}{{"light", chart.Light()}, {"dark", chart.Dark()}} {
			height := int(chart.Height(c, float64(size.width)))
			svg := string(chart.SVG(c, size.width, height, look.palette))
			drawn = append(drawn, template.HTML(strings.Replace(svg, "<svg ", `<svg class="`+size.name+" "+look.name+`" `, 1)))
		}
	}
	return drawn
}
