package synth

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"
)

// sheetRows is the number of rows that a worksheet holds.
const sheetRows = 1 << 20

// workbook writes an Excel file row by row. When a sheet is full it goes on in
// another, with the header again.
type workbook struct {
	file      *excelize.File
	out       io.Writer
	stream    *excelize.StreamWriter
	name      string
	sheets    int
	titles    []string
	columns   []string
	widths    []float64
	row       int // rows written to the present sheet
	limit     int // rows that a sheet may have
	dateStyle int
	boldStyle int
	cells     []any
}

// newWorkbook begins a workbook that close will write to out. Rows that do not
// fit in memory wait in temporary files in folder, which close removes.
func newWorkbook(out io.Writer, folder, sheet string, titles, columns []string, widths []float64) (*workbook, error) {
	w := &workbook{
		file: excelize.NewFile(excelize.Options{TmpDir: folder}), out: out,
		name: sheet, titles: titles, columns: columns, widths: widths, limit: sheetRows,
	}
	dates, bold := "m/d/yyyy", &excelize.Font{Bold: true}
	var err, errBold error
	w.dateStyle, err = w.file.NewStyle(&excelize.Style{CustomNumFmt: &dates})
	w.boldStyle, errBold = w.file.NewStyle(&excelize.Style{Font: bold})
	if err = errors.Join(err, errBold, w.nextSheet()); err != nil {
		return nil, errors.Join(err, w.file.Close())
	}
	return w, nil
}

// nextSheet begins a sheet.
func (w *workbook) nextSheet() error {
	w.sheets++
	name := w.name
	if w.sheets == 1 {
		if err := w.file.SetSheetName("Sheet1", name); err != nil {
			return fmt.Errorf("name the sheet %q: %w", name, err)
		}
	} else {
		if err := w.stream.Flush(); err != nil {
			return fmt.Errorf("finish a full sheet: %w", err)
		}
		name = fmt.Sprintf("%s (%d)", w.name, w.sheets)
		if _, err := w.file.NewSheet(name); err != nil {
			return fmt.Errorf("add the sheet %q: %w", name, err)
		}
	}
	stream, err := w.file.NewStreamWriter(name)
	if err != nil {
		return fmt.Errorf("begin the sheet %q: %w", name, err)
	}
	w.stream, w.row = stream, 0
	for i, width := range w.widths {
		if err := stream.SetColWidth(i+1, i+1, width); err != nil {
			return fmt.Errorf("set a column's width: %w", err)
		}
	}
	for _, title := range w.titles {
		if err := w.put([]any{excelize.Cell{StyleID: w.boldStyle, Value: title}}); err != nil {
			return err
		}
	}
	if len(w.titles) > 0 {
		w.row++ // stays empty
	}
	header := make([]any, len(w.columns))
	for i, column := range w.columns {
		header[i] = excelize.Cell{StyleID: w.boldStyle, Value: column}
	}
	return w.put(header)
}

// text adds a cell to the row; an empty text leaves it blank.
func (w *workbook) text(value string) {
	if value == "" {
		w.cells = append(w.cells, nil)
		return
	}
	w.cells = append(w.cells, value)
}

// number adds a number.
func (w *workbook) number(value float64) { w.cells = append(w.cells, value) }

// date adds a date; the zero time leaves the cell blank.
func (w *workbook) date(value time.Time) {
	if value.IsZero() {
		w.cells = append(w.cells, nil)
		return
	}
	// Excel counts days from the end of 1899.
	days := int(value.Sub(dateOf(1899, time.December, 30)).Hours() / 24)
	w.cells = append(w.cells, excelize.Cell{StyleID: w.dateStyle, Value: days})
}

// line is the row that end will write, counting from 1 as the sheet does.
func (w *workbook) line() int {
	if w.row < w.limit {
		return w.row + 1
	}
	above := 1
	if len(w.titles) > 0 {
		above += len(w.titles) + 1
	}
	return above + 1
}

// end ends the row.
func (w *workbook) end() error {
	if w.row == w.limit {
		if err := w.nextSheet(); err != nil {
			return err
		}
	}
	err := w.put(w.cells)
	w.cells = w.cells[:0]
	return err
}

func (w *workbook) put(cells []any) error {
	w.row++
	if err := w.stream.SetRow(fmt.Sprintf("A%d", w.row), cells); err != nil {
		return fmt.Errorf("write row %d: %w", w.row, err)
	}
	return nil
}

// close writes the file and removes the temporary ones. With discard it only
// removes them.
func (w *workbook) close(discard bool) error {
	if discard {
		return w.file.Close()
	}
	err := w.stream.Flush()
	if err == nil {
		// Left alone, excelize would build the whole file in memory first.
		w.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(w.out) })
		_, err = w.file.WriteTo(io.Discard)
	}
	return errors.Join(err, w.file.Close())
}
