package html

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"

	"github.com/schoolbench/schoolbench/reports"
)

//go:embed board.css
var boardStyle string

//go:embed board.js
var boardScript string

//go:embed board.gohtml
var boardSource string

// BoardRenderer writes boards as HTML.
type BoardRenderer struct{}

// NewBoard returns the renderer of boards. Its pages hold one script, which
// sorts and filters tables; everything can be read without it. The content
// security policy allows that script and the style sheet by their hashes, and
// nothing else.
func NewBoard() reports.BoardRenderer { return BoardRenderer{} }

// Format is "html".
func (BoardRenderer) Format() string { return "html" }

// boardPage is what the template fills in.
type boardPage struct {
	Board    *reports.Board
	Policy   string
	Style    template.CSS
	Script   template.JS
	Sections []boardSection
	Created  string
}

// boardSection is one tile as the page shows it.
type boardSection struct {
	*reports.Section
	ID    string
	Class string
	// Drawn is the chart, or the picture of a figure, for each kind of screen.
	Drawn []template.HTML
	Table template.HTML
	// Folded is true if the table stands behind a line that opens it.
	Folded bool
	Sheet  bool // a table that can be sorted and filtered
}

// RenderBoard writes the page. Nothing is written before it is complete.
func (BoardRenderer) RenderBoard(ctx context.Context, w io.Writer, board *reports.Board) error {
	templates, err := template.New("board").Funcs(template.FuncMap{"word": board.Word, "statusWord": statusWord(board)}).Parse(boardSource)
	if err != nil {
		return fmt.Errorf("cannot read the page's template: %w", err)
	}
	page := boardPage{
		Board:  board,
		Policy: "default-src 'none'; style-src '" + hashOf(style+boardStyle) + "'; script-src '" + hashOf(boardScript) + "'; img-src data:; base-uri 'none'; form-action 'none'",
		Style:  template.CSS(style + boardStyle),
		Script: template.JS(boardScript),
	}
	for i := range board.Sections {
		section, err := boardSectionOf(ctx, &board.Sections[i], i)
		if err != nil {
			return err
		}
		page.Sections = append(page.Sections, section)
	}
	var out bytes.Buffer
	if err := templates.ExecuteTemplate(&out, "board", page); err != nil {
		return err
	}
	_, err = out.WriteTo(w)
	return err
}

func hashOf(text string) string {
	hash := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(hash[:])
}

// statusWord says in words what a colour means.
func statusWord(board *reports.Board) func(reports.Status) string {
	return func(status reports.Status) string {
		if status == reports.NoStatus {
			return ""
		}
		return board.Word("word." + string(status))
	}
}

func boardSectionOf(ctx context.Context, section *reports.Section, index int) (boardSection, error) {
	width := section.Place.Width
	if width <= 0 || width > reports.GridColumns {
		width = reports.GridColumns
	}
	shown := boardSection{Section: section, ID: fmt.Sprintf("tile-%d", index+1)}
	shown.Class = fmt.Sprintf("tile %s w%d", section.Kind, width)
	if section.Place.Column > 0 {
		shown.Class += fmt.Sprintf(" c%d", section.Place.Column+1)
	}
	document := section.Document
	if document == nil {
		return shown, nil
	}
	switch section.Kind {
	case reports.NumberTile, reports.GaugeTile, reports.BudgetTile:
		shown.Drawn = figurePictures(section)
		shown.Folded = true
	case reports.ChartTile:
		shown.Drawn = tileCharts(document.Chart, width)
		shown.Folded = true
	case reports.CrosstabTile:
		if section.View != reports.TableOnly {
			shown.Drawn = tileCharts(document.Chart, width)
		}
		shown.Folded = section.View == reports.ChartOnly
	}
	shown.Folded = shown.Folded && (len(shown.Drawn) > 0 || section.Figure != nil)
	if document.Table == nil || section.Figure != nil && len(document.Table.Body) < 2 {
		return shown, nil
	}
	var out bytes.Buffer
	buffered := bufio.NewWriter(&out)
	labelled := *document
	labelled.Sentence = section.Title
	if err := writeTable(ctx, buffered, &labelled); err != nil {
		return shown, err
	}
	if err := buffered.Flush(); err != nil {
		return shown, err
	}
	shown.Table = template.HTML(out.String())
	shown.Sheet = len(document.Table.Body) > 6
	return shown, nil
}
