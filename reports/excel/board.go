package excel

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/xuri/excelize/v2"
)

// BoardRenderer draws boards as Excel workbooks. It holds no state.
type BoardRenderer struct{}

// NewBoard returns the renderer of boards: an overview, a sheet for every
// tile's table with its chart beside it, a sheet that says how to read them,
// and one that says what the words mean.
func NewBoard() reports.BoardRenderer { return BoardRenderer{} }

// Format is "xlsx".
func (BoardRenderer) Format() string { return "xlsx" }

// RenderBoard writes the workbook. It holds what the board shows and nothing
// else: no hidden sheets or rows, and no data behind a chart or a pivot that
// does not stand on a sheet. It fails as Renderer.Render does.
func (BoardRenderer) RenderBoard(ctx context.Context, w io.Writer, board *reports.Board) (err error) {
	for i := range board.Sections {
		if document := board.Sections[i].Document; document != nil {
			if err := checkSize(document.Table); err != nil {
				return err
			}
		}
	}
	file := excelize.NewFile()
	defer func() {
		if closing := file.Close(); err == nil && closing != nil {
			err = fmt.Errorf("write workbook: remove temporary files: %w", closing)
		}
	}()
	book := newBoardBook(file, board)
	for _, step := range []struct {
		what string
		do   func(context.Context) error
	}{
		{"properties", book.overview.writeProperties},
		{"sheets", book.addSheets},
		{"tiles", book.writeTiles},
		{"pivot", book.writePivot},
		{"overview", book.writeOverview},
		{"how to read", book.writeReading},
		{"dictionary", book.writeDictionary},
	} {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("write workbook: %s: %w", step.what, err)
		}
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("write workbook: %s: %w", step.what, err)
		}
	}
	return book.overview.save(ctx, w)
}

// boardBook is the workbook of a board. Every tile with a table is a workbook
// of one document that shares the file and its styles.
type boardBook struct {
	board *reports.Board
	// overview stands for the sheets that are about all tiles.
	overview *workbook
	tiles    []*boardTile
	reading  string
	words    string
	pivot    *pivotPlan
}

// boardTile is a tile's sheets.
type boardTile struct {
	*workbook
	section *reports.Section
}

func newBoardBook(file *excelize.File, board *reports.Board) *boardBook {
	shared := newStyles(file)
	whole := &reports.Document{Title: board.Title, Sentence: board.RunAs, Source: board.RunAs, Created: board.Created}
	book := &boardBook{board: board, overview: &workbook{file: file, styles: shared, document: whole}}
	taken := map[string]bool{}
	book.overview.names.table = freeSheet(board.Title, taken)
	for i := range board.Sections {
		section := &board.Sections[i]
		if section.Document == nil || section.Document.Table == nil || section.Figure != nil && len(section.Document.Table.Body) < 2 {
			continue
		}
		document := *section.Document
		document.Title = section.Title
		// Whose page it is stands on every sheet, and at the foot of every page
		// that is printed.
		document.Sentence = strings.TrimSpace(board.RunAs + "\n" + document.Sentence)
		document.Source = board.RunAs
		if section.Kind == reports.NumberTile || section.Kind == reports.GaugeTile || section.Kind == reports.BudgetTile || section.View == reports.TableOnly {
			document.Chart = nil
		}
		tile := &boardTile{workbook: &workbook{file: file, styles: shared, document: &document}, section: section}
		tile.names.table = freeSheet(section.Title, taken)
		if drawable(document.Chart) {
			tile.names.chart = freeSheet(shortened(section.Title, 20)+" chart", taken)
			if tile.needsChartData() {
				tile.names.chartData = freeSheet(shortened(section.Title, 18)+" plotted", taken)
			}
		}
		book.tiles = append(book.tiles, tile)
	}
	book.pivot = planPivot(book, taken)
	book.reading = freeSheet(board.Word("part.read"), taken)
	book.words = freeSheet(board.Word("word.dictionary"), taken)
	return book
}

// freeSheet makes a sheet's name that no other sheet has.
func freeSheet(title string, taken map[string]bool) string {
	name := sheetName(title)
	for i := 2; taken[strings.ToLower(name)]; i++ {
		name = fmt.Sprintf("%s (%d)", shortened(sheetName(title), excelize.MaxSheetNameLength-5), i)
	}
	taken[strings.ToLower(name)] = true
	return name
}

// shortened cuts a title to so many UTF-16 units.
func shortened(title string, units int) string {
	runes := []rune(title)
	for len(runes) > 0 && len([]rune(string(runes)))+surrogates(runes) > units {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimSpace(string(runes))
}

// surrogates counts the characters that take two UTF-16 units.
func surrogates(runes []rune) int {
	count := 0
	for _, r := range runes {
		if r > 0xFFFF {
			count++
		}
	}
	return count
}

func (b *boardBook) addSheets(context.Context) error {
	file := b.overview.file
	if err := file.SetSheetName("Sheet1", b.overview.names.table); err != nil {
		return err
	}
	names := []string{}
	for _, tile := range b.tiles {
		names = append(names, tile.names.table)
		for _, name := range []string{tile.names.chart, tile.names.chartData} {
			if name != "" {
				names = append(names, name)
			}
		}
	}
	if b.pivot != nil {
		names = append(names, b.pivot.sheet, b.pivot.data)
	}
	for _, name := range append(names, b.reading, b.words) {
		if _, err := file.NewSheet(name); err != nil {
			return fmt.Errorf("sheet %q: %w", name, err)
		}
	}
	return nil
}

// writeTiles writes the sheets of every tile.
func (b *boardBook) writeTiles(ctx context.Context) error {
	for _, tile := range b.tiles {
		if err := tile.writeTable(ctx); err != nil {
			return fmt.Errorf("sheet %q: %w", tile.names.table, err)
		}
		if tile.names.chart == "" {
			continue
		}
		if err := tile.writeChart(ctx); err != nil {
			return err
		}
		for _, sheet := range []string{tile.names.chart, tile.names.chartData} {
			if sheet == "" {
				continue
			}
			if err := tile.setUpPage(sheet, 0); err != nil {
				return err
			}
		}
	}
	return nil
}
