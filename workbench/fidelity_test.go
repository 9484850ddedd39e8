package workbench_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/all"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// sharedData returns the folder of real files beside the checkout.
func sharedData(t *testing.T) string {
	t.Helper()
	folder, err := filepath.Abs("../../shared/data")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the public school files are not at %s", folder)
	}
	return folder
}

// fileTexts returns what the file of one import said in every cell of its
// table, told by nothing but the workspace: one row of texts for each of the
// batch's rows, by the columns of the batch's plan.
func fileTexts(t *testing.T, bench *workbench.Workbench, warehouseFile *warehouse.Warehouse, batch warehouse.Batch, first int) [][]string {
	t.Helper()
	var plan importers.Plan
	if err := json.Unmarshal(batch.Plan, &plan); err != nil {
		t.Fatal(err)
	}
	frame, err := bench.Frame(t.Context(), batch.Dataset)
	if err != nil {
		t.Fatal(err)
	}
	rows := make([]int, batch.Rows)
	for i := range rows {
		rows[i] = first + i
	}
	originals, err := warehouseFile.Originals(t.Context(), batch.Dataset, rows)
	if err != nil {
		t.Fatal(err)
	}
	texts := make([][]string, batch.Rows)
	for _, column := range plan.Columns {
		if column.Skip {
			continue
		}
		vector, found := frame.Column(column.Name)
		if !found {
			t.Fatalf("%s has no column %q", batch.Dataset, column.Name)
		}
		column.Column = vector.Column() // the dataset's type and layout; padding and quotation marks are the file's
		for i := range texts {
			value := vector.Value(first + i)
			text, kept := originals[warehouse.Place{Row: first + i, Column: vector.Column().Name}]
			if !kept {
				text = column.Original(table.Cell{Value: value})
			}
			texts[i] = append(texts[i], text)
		}
	}
	return texts
}

// fidelity counts cells that came back.
type fidelity struct{ files, tables, cells, lost, changed int }

// compare imports a file and compares every cell of the workspace with what
// the importer reads, and with want if that is given.
func (f *fidelity) compare(t *testing.T, path string, want [][]string) {
	t.Helper()
	workspace := filepath.Join(t.TempDir(), "w.schoolbench")
	bench, err := workbench.Open(t.Context(), workspace, workbench.Options{Create: true, Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	imported := mustImport(t, bench, workbench.ImportRequest{Path: path})
	if err := bench.Close(); err != nil {
		t.Fatal(err)
	}
	// Everything is told by the file on the disk, opened again.
	kept, err := warehouse.Open(t.Context(), workspace, warehouse.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	bench, err = workbench.Open(t.Context(), workspace, workbench.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer bench.Close()

	f.files++
	for i, one := range imported {
		f.tables++
		got := fileTexts(t, bench, kept, one.Batch, 0)
		expected := want
		if expected == nil || i > 0 {
			expected = readTexts(t, path, one.Batch)
		}
		f.compareTable(t, filepath.Base(path), got, expected)
	}
}

func (f *fidelity) compareTable(t *testing.T, name string, got, want [][]string) {
	t.Helper()
	if len(got) != len(want) {
		f.lost += max(0, len(want)-len(got))
		t.Errorf("%s: %d rows, want %d", name, len(got), len(want))
		return
	}
	for r := range want {
		for c := range want[r] {
			f.cells++
			text := ""
			if c < len(got[r]) {
				text = got[r][c]
			}
			if text == want[r][c] {
				continue
			}
			if text == "" {
				f.lost++
			} else {
				f.changed++
			}
			if f.lost+f.changed < 10 {
				t.Errorf("%s, row %d, column %d: %q, want %q", name, r+1, c+1, text, want[r][c])
			}
		}
	}
}

// readTexts reads the table of a batch from its file again, by the plan.
func readTexts(t *testing.T, path string, batch warehouse.Batch) [][]string {
	t.Helper()
	source, err := importers.FileSource(path)
	if err != nil {
		t.Fatal(err)
	}
	importer, err := all.Recognise(source)
	if err != nil {
		t.Fatal(err)
	}
	var plan importers.Plan
	if err := json.Unmarshal(batch.Plan, &plan); err != nil {
		t.Fatal(err)
	}
	reader, err := importer.Open(t.Context(), source, plan)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	columns := slices.DeleteFunc(slices.Clone(plan.Columns), func(c importers.PlanColumn) bool { return c.Skip })
	var texts [][]string
	for {
		row, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return texts
		}
		if err != nil {
			t.Fatal(err)
		}
		line := make([]string, len(columns))
		for i := range columns {
			line[i] = columns[i].Original(row.Cells[i])
		}
		texts = append(texts, line)
	}
}

// The text of every cell of every real file can be got back out of the
// workspace.
func TestRealFilesComeBack(t *testing.T) {
	var f fidelity
	const few = 12 // a short run takes one small file of so many
	small := 0
	err := filepath.WalkDir(sharedData(t), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		switch strings.ToLower(filepath.Ext(path)) {
		case ".csv", ".txt", ".xlsx", ".xls":
		default:
			return nil
		}
		if testing.Short() {
			info, err := entry.Info()
			if err != nil || info.Size() > 60_000 {
				return err
			}
			if small++; small%few != 1 {
				return nil
			}
		}
		f.compare(t, path, nil)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files, %d tables, %d cells: %d lost, %d changed", f.files, f.tables, f.cells, f.lost, f.changed)
	if f.files == 0 || f.files < 80 && !testing.Short() {
		t.Errorf("only %d files were compared", f.files)
	}
}

// hazards are texts that programs are known to spoil.
func hazards() []string {
	return []string{
		"", "0", "007", "0012345678", "19642126012345", "1234567890123456789", "1.23457E+13", "1e5", "12E3", "-0", "0.0", "1.50", "1,234", "$1,234.50", "(12.00)", "7-", "12.5%", "5 €", "1.234,50", "1 234",
		"3/4/2026", "03/04/2026", "31/12/2026", "2026-01-31", "20260131", "Nov 22, 2026", "22-Nov-26", "2026-02-30", "00/00/0000", "43101", "08:30", "2026-01-31 08:30:00",
		"2018-19", "1819", "SY 18-19", "2018/19", "K", "TK", "01", "12", "1st", "Y", "N", "Yes", "X", "T", "TRUE",
		"*", "**", "<11", "< 10%", "GE95", "LE5", ">95%", "20-24", "N/A", "PS", "s", ".", "-3", "--", "n<10", "DS", "NULL", "#N/A", "#DIV/0!", "-", "none",
		" Oak ", "Núñez", "Đặng", "日本", "O'Brien", `say "hi"`, "a,b", "a;b", "a\tb", "line\nbreak", "=1+1", "@x", "+1", "naïve\u00a0", "’", "\u200b", "very " + strings.Repeat("long ", 40) + "text",
	}
}

// randomTable has a header and rows of texts; columns are mostly of one kind.
func randomTable(random *rand.Rand) (header []string, rows [][]string) {
	pool := hazards()
	names := []string{"Student ID", "Grade", "Birth Date", "Score", "Rate", "School Year", "EL", "Amount", "Note", "Code", "Zip", "Test Date", "Flag", "Count"}
	width := 2 + random.IntN(8)
	start := random.IntN(len(names))
	for c := range width {
		header = append(header, names[(start+c)%len(names)])
	}
	favourites := make([][]string, width)
	for c := range favourites {
		at := random.IntN(len(pool) - 5)
		favourites[c] = pool[at : at+1+random.IntN(5)]
	}
	for range 3 + random.IntN(40) {
		row := []string{fmt.Sprintf("r%d", random.IntN(1e6))} // so that no row is blank
		for c := 1; c < width; c++ {
			if random.IntN(6) == 0 {
				row = append(row, pool[random.IntN(len(pool))])
			} else {
				row = append(row, favourites[c][random.IntN(len(favourites[c]))])
			}
		}
		rows = append(rows, row)
	}
	return header, rows
}

// The text of every cell of random tables comes back, whatever the format.
func TestRandomFilesComeBack(t *testing.T) {
	rounds := 60
	if testing.Short() {
		rounds = 8
	}
	for name, write := range map[string]func(t *testing.T, path string, header []string, rows [][]string){
		"a.csv": writeDelimited(','), "a.tsv": writeDelimited('\t'), "a.xlsx": writeExcel, "a.ods": writeOpenDocument, "a.xls": writeHTML,
	} {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(11, 22))
			var f fidelity
			for range rounds {
				header, rows := randomTable(random)
				path := filepath.Join(t.TempDir(), name)
				write(t, path, header, rows)
				if name == "a.xls" {
					rows = collapsed(rows)
				}
				f.compareRandom(t, path, header, rows)
			}
			t.Logf("%d files, %d cells: %d lost, %d changed", f.files, f.cells, f.lost, f.changed)
		})
	}
}

// compareRandom looks for the written cells wherever they came to stand: what
// is taken for a note or a total is set aside rather than lost, so only the
// rows of the table are compared in order.
func (f *fidelity) compareRandom(t *testing.T, path string, header []string, rows [][]string) {
	t.Helper()
	found, err := workbench.Inspect(t.Context(), path, workbench.InspectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	plan := found[0].Plan
	if len(found) > 1 || plan.Rows != len(rows) || len(plan.Columns) != len(header) {
		f.compare(t, path, nil) // still all that was read must come back
		return
	}
	f.compare(t, path, rows)
}

func writeDelimited(comma rune) func(t *testing.T, path string, header []string, rows [][]string) {
	return func(t *testing.T, path string, header []string, rows [][]string) {
		t.Helper()
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Comma = comma
		if err := errors.Join(w.Write(header), w.WriteAll(rows)); err != nil {
			t.Fatal(err)
		}
		writeBytes(t, path, b.Bytes())
	}
}

func writeExcel(t *testing.T, path string, header []string, rows [][]string) {
	t.Helper()
	file := excelize.NewFile()
	defer file.Close()
	for r, row := range append([][]string{header}, rows...) {
		for c, text := range row {
			cell, err := excelize.CoordinatesToCellName(c+1, r+1)
			if err != nil {
				t.Fatal(err)
			}
			if err := file.SetCellStr("Sheet1", cell, text); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := file.SaveAs(path); err != nil {
		t.Fatal(err)
	}
}

func writeOpenDocument(t *testing.T, path string, header []string, rows [][]string) {
	t.Helper()
	var content strings.Builder
	content.WriteString(`<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="A">`)
	for _, row := range append([][]string{header}, rows...) {
		content.WriteString("<table:table-row>")
		for _, text := range row {
			marked := html.EscapeString(text)
			marked = strings.ReplaceAll(marked, "\n", "</text:p><text:p>")
			marked = strings.ReplaceAll(marked, "\t", "<text:tab/>")
			marked = strings.ReplaceAll(marked, " ", "<text:s/>")
			fmt.Fprintf(&content, `<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>`, marked)
		}
		content.WriteString("</table:table-row>")
	}
	content.WriteString("</table:table></office:spreadsheet></office:body></office:document-content>")
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, entry := range [][2]string{{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", content.String()}} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: entry[0], Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, entry[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	writeBytes(t, path, b.Bytes())
}

// collapsed is what a web page shows of texts: all space but line breaks is one
// blank, and none at the ends.
func collapsed(rows [][]string) [][]string {
	shown := make([][]string, len(rows))
	for r, row := range rows {
		for _, text := range row {
			lines := strings.Split(text, "\n")
			for i, line := range lines {
				lines[i] = strings.Join(strings.Fields(line), " ")
			}
			shown[r] = append(shown[r], strings.Join(lines, "\n"))
		}
	}
	return shown
}

// writeHTML writes a web page under the name of a workbook, as many systems do.
func writeHTML(t *testing.T, path string, header []string, rows [][]string) {
	t.Helper()
	var b strings.Builder
	b.WriteString("<html><meta charset=utf-8><table>")
	for _, row := range append([][]string{header}, rows...) {
		b.WriteString("<tr>")
		for _, text := range row {
			marked := strings.NewReplacer("\n", "<br>").Replace(html.EscapeString(text))
			b.WriteString("<td>" + marked + "</td>")
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</table></html>")
	writeBytes(t, path, []byte(b.String()))
}

func writeBytes(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
