package pdf

import (
	"context"
	"fmt"
	"io"

	"github.com/schoolbench/schoolbench/reports"
)

// BoardRenderer draws boards as PDF files, tagged for screen readers.
type BoardRenderer struct{ password string }

// NewBoard returns the renderer of boards.
func NewBoard() reports.BoardRenderer { return BoardRenderer{} }

// NewLockedBoard returns a renderer whose files open with this password only;
// they are encrypted with AES-256.
func NewLockedBoard(password string) reports.BoardRenderer { return BoardRenderer{password: password} }

// Format is "pdf".
func (BoardRenderer) Format() string { return "pdf" }

// RenderBoard writes the file, on Letter paper. For whom, when and by which
// filters it was drawn stands at the foot of every page. A board of one page
// is set smaller, and its tables shorter, until it fits; what is left out is
// said. Nothing is written before the file is complete.
func (r BoardRenderer) RenderBoard(ctx context.Context, w io.Writer, board *reports.Board) error {
	faces, err := loadBoardFaces(board)
	if err != nil {
		return fmt.Errorf("write PDF: fonts: %w", err)
	}
	composed, err := composeBoard(ctx, board, faces)
	if err != nil {
		return fmt.Errorf("write PDF: layout: %w", err)
	}
	file, err := composed.paint(ctx)
	if err != nil {
		return fmt.Errorf("write PDF: pages: %w", err)
	}
	if r.password != "" {
		if file, err = locked(file, r.password); err != nil {
			return fmt.Errorf("write PDF: lock: %w", err)
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	_, err = w.Write(file)
	return err
}

// paint puts the pages on paper and adds their structure.
func (c *boardComposer) paint(ctx context.Context) ([]byte, error) {
	pdf := newFile(c.composition, c.faces)
	pdf.SetLang(string(c.board.Language))
	p := &painter{composition: c.composition, pdf: pdf, faces: c.faces, tags: newTagger(pdf)}
	for i, page := range c.sheets {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		pdf.AddPage()
		p.selected = nil
		p.bookmarks(i + 1)
		p.tags.artifact()
		p.boardFurniture(i+1, len(c.sheets), c.board)
		p.tags.end()
		for _, each := range page {
			each.block.draw(p, each.x, each.y)
		}
	}
	return p.finish(ctx)
}

// boardFurniture paints what every page of a board has: the title above, for
// whom it is and its number below.
func (p *painter) boardFurniture(number, pages int, board *reports.Board) {
	right := p.fit.paperWidth - sideMargin
	if number > 1 {
		p.text(p.faces.shorten(p.faces.clean(board.Title), smallStyle.size, p.fit.content()), sideMargin, topMargin, smallStyle)
	}
	y := p.bottomOfText() + 4
	p.rule(sideMargin, right, y, lightRule, 0.6)
	y += 4
	for i, line := range p.footer {
		p.text(line, sideMargin, y+float64(i)*smallStyle.lineHeight()+smallStyle.ascent(), smallStyle)
	}
	words := fmt.Sprintf("%s %d %s %d", board.Word("word.page"), number, board.Word("word.of"), pages)
	p.text(words, right-p.faces.width(words, smallStyle.size, false), y+smallStyle.ascent(), smallStyle)
}

// loadBoardFaces loads the fonts that a board needs.
func loadBoardFaces(board *reports.Board) (*faces, error) {
	return loadFacesFor(func(visit func(string)) {
		for _, text := range append([]string{board.Title, board.Description, board.RunAs, "–…·"}, board.LeftOut...) {
			visit(text)
		}
		for _, word := range board.Words {
			visit(word)
		}
		for i := range board.Sections {
			eachSectionText(&board.Sections[i], visit)
		}
	})
}

func eachSectionText(section *reports.Section, visit func(string)) {
	visit(section.Title)
	if section.Document != nil {
		eachText(section.Document, visit)
	}
	if figure := section.Figure; figure != nil {
		for _, text := range []string{figure.Label, figure.Of, figure.Number.Text, figure.Target.Text, figure.TargetSource} {
			visit(text)
		}
		for _, band := range figure.Bands {
			visit(band.Label)
		}
		for _, part := range figure.Parts {
			visit(part.Label)
			visit(part.Number.Text)
		}
	}
	for _, task := range section.Tasks {
		for _, text := range append(task.Details(), task.Text.Text, task.Link) {
			visit(text)
		}
	}
	for _, part := range [][]reports.Sentence{section.Text, section.Narrative.Read, section.Narrative.Shows, section.Narrative.Next} {
		for _, sentence := range part {
			for _, text := range []string{sentence.Text, sentence.Contact, sentence.Link} {
				visit(text)
			}
		}
	}
}
