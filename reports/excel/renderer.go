package excel

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/xuri/excelize/v2"
)

// Renderer draws documents as Excel workbooks. It holds no state.
type Renderer struct{}

// New returns the renderer.
func New() reports.Renderer { return Renderer{} }

// Format is "xlsx".
func (Renderer) Format() string { return "xlsx" }

// Render writes the workbook. Nothing is written to w before the workbook is
// complete. Equal documents give equal bytes.
//
// It fails with a *table.Issue when the table is larger than an Excel sheet,
// with ctx's error when it is cancelled, and with w's error when w fails.
func (Renderer) Render(ctx context.Context, w io.Writer, document *reports.Document) (err error) {
	if err := checkSize(document.Table); err != nil {
		return err
	}
	file := excelize.NewFile()
	// Closing removes the temporary files that a long table was streamed
	// through, also after a failure.
	defer func() {
		if closing := file.Close(); err == nil && closing != nil {
			err = fmt.Errorf("write workbook: remove temporary files: %w", closing)
		}
	}()

	book := &workbook{file: file, styles: newStyles(file), document: document}
	for _, step := range []struct {
		what string
		do   func(context.Context) error
	}{
		{"properties", book.writeProperties},
		{"sheets", book.addSheets},
		{"table", book.writeTable},
		{"chart", book.writeChart},
		{"pivot", book.writePivot},
		{"notes", book.writeNotes},
		{"page setup", book.setUpPages},
	} {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("write workbook: %s: %w", step.what, err)
		}
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("write workbook: %s: %w", step.what, err)
		}
	}
	return book.save(ctx, w)
}

// checkSize refuses a table that no Excel sheet can hold, since Excel would
// drop what is beyond its last row without a word.
func checkSize(grid *reports.Table) error {
	if grid == nil {
		return nil
	}
	rows := firstHeaderRow - 1 + len(grid.HeaderRows) + len(grid.Body)
	if rows > excelize.TotalRows {
		return table.Failed("excel-too-many-rows", table.Where{},
			fmt.Sprintf("The table has %d rows, and an Excel sheet holds %d.", rows, excelize.TotalRows),
			"Filter the report to fewer rows, or export it as CSV.", nil)
	}
	if width := grid.Width(); width > excelize.MaxColumns {
		return table.Failed("excel-too-many-columns", table.Where{},
			fmt.Sprintf("The table has %d columns, and an Excel sheet holds %d.", width, excelize.MaxColumns),
			"Move a field from columns to rows, or export the report as CSV.", nil)
	}
	return nil
}

// workbook is one workbook being written.
type workbook struct {
	file     *excelize.File
	styles   *styles
	document *reports.Document
	names    sheetNames
	// shortened counts the texts that were longer than a cell may hold.
	shortened int
	// tableWidth is the width of the table's columns, in characters.
	tableWidth float64
	// chartRows is how many rows of ordinary height the chart covers.
	chartRows int
	pivot     *boardBook // nil without a PivotTable
}

func (b *workbook) writeProperties(context.Context) error {
	created := b.document.Created.UTC().Format(time.RFC3339)
	if err := b.file.SetAppProps(&excelize.AppProperties{Application: application}); err != nil {
		return err
	}
	return b.file.SetDocProps(&excelize.DocProperties{
		Title:          cellText(b.document.Title),
		Description:    cellText(b.document.Sentence),
		Creator:        application,
		LastModifiedBy: application,
		Created:        created,
		Modified:       created,
	})
}

// application is the name under which workbooks are written.
const application = "Schoolbench"

func (b *workbook) addSheets(context.Context) error {
	b.names = nameSheets(b.document.Title)
	b.planPivot()
	if err := b.file.SetSheetName("Sheet1", b.names.table); err != nil {
		return err
	}
	for _, name := range b.sheetsAfterTable() {
		if _, err := b.file.NewSheet(name); err != nil {
			return fmt.Errorf("sheet %q: %w", name, err)
		}
	}
	return nil
}

// sheetsAfterTable lists the sheets beside the table, in order.
func (b *workbook) sheetsAfterTable() []string {
	var sheets []string
	if drawable(b.document.Chart) {
		sheets = append(sheets, b.names.chart)
		if b.needsChartData() {
			sheets = append(sheets, b.names.chartData)
		}
	}
	if b.pivot != nil {
		sheets = append(sheets, b.pivot.pivot.sheet, b.pivot.pivot.data)
	}
	return append(sheets, b.names.notes)
}

// save packs the workbook and writes it out.
func (b *workbook) save(ctx context.Context, w io.Writer) error {
	b.file.SetZipWriter(func(out io.Writer) excelize.ZipWriter { return newPacker(ctx, out) })
	if _, err := b.file.WriteTo(w); err != nil {
		return fmt.Errorf("write workbook: save: %w", err)
	}
	return nil
}
