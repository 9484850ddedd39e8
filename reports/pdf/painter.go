package pdf

import (
	"bytes"
	"context"
	"fmt"
	"image/color"
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/schoolbench/schoolbench/assets/fonts"
	"github.com/schoolbench/schoolbench/reports"
)

// application is the name under which files are written.
const application = "Schoolbench"

// painter puts a composition on paper.
type painter struct {
	*composition
	pdf   *fpdf.Fpdf
	faces *faces
	// selected is the font in use on this page.
	selected *face
	size     float64
	// tags marks what is painted for screen readers.
	tags *tagger
}

// paint writes the pages as a PDF file, tagged for screen readers.
func paint(ctx context.Context, w io.Writer, composed *composition, f *faces) error {
	pdf := newFile(composed, f)
	p := &painter{composition: composed, pdf: pdf, faces: f, tags: newTagger(pdf)}
	for i, page := range composed.pages {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		pdf.AddPage()
		p.selected = nil
		p.bookmarks(i + 1)
		p.tags.artifact()
		p.furniture(i + 1)
		p.tags.end()
		for _, what := range page.items {
			what.paint(p)
		}
	}
	file, err := p.finish(ctx)
	if err != nil {
		return err
	}
	_, err = w.Write(file)
	return err
}

// finish ends the file and adds the structure of what was painted.
func (p *painter) finish(ctx context.Context) ([]byte, error) {
	p.tags.root.kids = p.structure.kids
	var file bytes.Buffer
	if err := p.pdf.Output(&file); err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return withStructure(file.Bytes(), p.tags)
}

// newFile begins a file of the composition's paper, fonts and properties.
func newFile(composed *composition, f *faces) *fpdf.Fpdf {
	pdf := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: composed.fit.paperWidth, Ht: composed.fit.paperHeight}})
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	pdf.SetCompression(true)
	pdf.SetCatalogSort(true)
	for _, font := range append([]*face{f.regular, f.bold}, f.fallbacks...) {
		if font != nil {
			pdf.AddUTF8FontFromBytes(font.family, font.style, font.file)
		}
	}
	created := createdOf(composed.document)
	pdf.SetCreationDate(created)
	pdf.SetModificationDate(created)
	pdf.SetLang("en-US")
	pdf.SetTitle(clean(composed.document.Title), true)
	pdf.SetSubject(clean(composed.document.Sentence), true)
	pdf.SetCreator(application, true)
	pdf.SetProducer(application, true)
	pdf.SetDisplayMode("default", "continuous")
	return pdf
}

// createdOf is when a document was made. Without that the library would put in
// the time of day, and no two files would be equal.
func createdOf(document *reports.Document) time.Time {
	if document.Created.IsZero() {
		return time.Unix(0, 0).UTC()
	}
	return document.Created
}

// bookmarks adds the outline entries of a page.
func (p *painter) bookmarks(number int) {
	p.selectFont(p.faces.regular, smallStyle.size)
	for _, entry := range p.composition.bookmarks {
		if entry.page == number {
			p.pdf.Bookmark(entry.text, entry.level, entry.y)
		}
	}
}

// furniture paints what every page has: title, source, page number.
func (p *painter) furniture(number int) {
	right := p.fit.paperWidth - sideMargin
	if number > 1 {
		title := p.faces.shorten(p.faces.clean(p.document.Title), smallStyle.size, p.fit.content())
		p.text(title, sideMargin, topMargin, smallStyle)
	}
	y := p.bottomOfText() + 4
	p.rule(sideMargin, right, y, lightRule, 0.6)
	y += 4
	for i, line := range p.footer {
		p.text(line, sideMargin, y+float64(i)*smallStyle.lineHeight()+smallStyle.ascent(), smallStyle)
	}
	words := fmt.Sprintf("Page %d of %d", number, len(p.pages))
	p.text(words, right-p.faces.width(words, smallStyle.size, false), y+smallStyle.ascent(), smallStyle)
}

// bottomOfText is where the room for text ends on every page.
func (p *painter) bottomOfText() float64 {
	return p.fit.paperHeight - bottomMargin - float64(len(p.footer))*smallStyle.lineHeight() - 8
}

func (p *painter) selectFont(font *face, size float64) {
	if font != p.selected || size != p.size {
		p.pdf.SetFont(font.family, font.style, size)
		p.selected, p.size = font, size
	}
}

// text paints one line with its baseline at y and tells where it ends.
func (p *painter) text(line string, x, y float64, style textStyle) float64 {
	p.pdf.SetTextColor(int(style.color.R), int(style.color.G), int(style.color.B))
	for _, piece := range p.faces.runs(fonts.Visual(line, p.faces.can), style.bold) {
		p.selectFont(piece.face, style.size)
		p.pdf.Text(x, y, piece.text)
		for _, r := range piece.text {
			advance, _ := piece.face.advance(r)
			x += advance * style.size
		}
	}
	return x
}

// rule paints a level line.
func (p *painter) rule(left, right, y float64, stroke color.RGBA, width float64) {
	p.pdf.SetDrawColor(int(stroke.R), int(stroke.G), int(stroke.B))
	p.pdf.SetLineWidth(width)
	p.pdf.Line(left, y, right, y)
}

func (t textItem) paint(p *painter) {
	for i, line := range t.lines {
		p.tags.beginOr(t.of)
		p.text(line, t.x, t.y+t.style.ascent()+float64(i)*t.style.lineHeight(), t.style)
		p.tags.end()
	}
}

func (t tableItem) paint(p *painter) {
	y := t.y
	left, right := t.x+cellPadding, t.x+t.fit.width(t.panel)-cellPadding
	for _, header := range t.headers {
		var row *node
		if !t.again {
			row = t.of.add("TR")
		}
		for _, cell := range header.cells {
			// Headers stand on their rule; shorter ones leave room above.
			top := y + header.height - headerPadding - float64(len(cell.lines))*cell.style.lineHeight()
			p.tags.beginOr(row.addCell("TH", "Column"))
			p.cell(cell, t.x, top)
			p.tags.end()
			if cell.ruled {
				p.mark(t.x+cell.left+cellPadding, t.x+cell.left+cell.width-cellPadding, y+header.height, lightRule, 0.8)
			}
		}
		y += header.height
	}
	if len(t.headers) > 0 {
		p.mark(left, right, y, strongRule, 0.9)
	}
	for i, row := range t.rows {
		if row.total && i > 0 {
			p.mark(left, right, y, strongRule, ruleWidth(row))
		}
		line := t.of.add("TR")
		for k, cell := range row.cells {
			kind, scope := "TD", ""
			if k < t.fit.labels {
				kind, scope = "TH", "Row"
			}
			p.tags.beginOr(line.addCell(kind, scope))
			p.cell(cell, t.x, y+rowPadding)
			p.tags.end()
		}
		y += row.height
		switch {
		case row.total:
			p.mark(left, right, y, strongRule, ruleWidth(row))
		case i+1 == len(t.rows) || !t.rows[i+1].total:
			p.mark(left, right, y, lightRule, 0.5)
		}
	}
}

// mark paints a level line that is no part of the content.
func (p *painter) mark(left, right, y float64, stroke color.RGBA, width float64) {
	p.tags.artifact()
	p.rule(left, right, y, stroke, width)
	p.tags.end()
}

// ruleWidth is the weight of the rules about a total.
func ruleWidth(row bodyRow) float64 {
	if row.grand {
		return 0.9
	}
	return 0.5
}

// cell paints the lines of a cell from the top down.
func (p *painter) cell(cell setCell, x, top float64) {
	for i, line := range cell.lines {
		at := x + cell.left + cellPadding
		slack := cell.width - 2*cellPadding - p.faces.width(line, cell.style.size, cell.style.bold)
		switch cell.align {
		case toRight:
			at += slack
		case toCentre:
			at += slack / 2
		}
		p.text(line, at, top+cell.style.ascent()+float64(i)*cell.style.lineHeight(), cell.style)
	}
}
