package all_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/all"
	"github.com/schoolbench/schoolbench/table"
)

// realData returns the folder of real files beside the checkout.
func realData(t *testing.T) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		data := filepath.Join(folder, "shared", "data")
		if info, err := os.Stat(data); err == nil && info.IsDir() {
			return data
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			t.Skip("there is no folder shared/data beside the checkout")
		}
		folder = parent
	}
}

// longInShortRun is the size in bytes from which on a real file is left out of a
// short run, which is mostly one with the race detector: the smaller ones go
// the same ways through the code.
const longInShortRun = 256 << 10

// realFiles returns the files of the real data with these endings.
func realFiles(t *testing.T, endings ...string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(realData(t), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !slices.Contains(endings, filepath.Ext(path)) {
			return err
		}
		if info, err := entry.Info(); err != nil || (testing.Short() && info.Size() > longInShortRun) {
			return err
		}
		files = append(files, path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// imported is a table as read.
type imported struct {
	plan    importers.Plan
	rows    [][]table.Cell
	numbers []int // of the rows
}

func (i imported) original(row, column int) string {
	return i.plan.Columns[column].Original(i.rows[row][column])
}

func (i imported) column(t *testing.T, name string) (importers.PlanColumn, int) {
	t.Helper()
	at := i.plan.Schema().Index(name)
	if at < 0 {
		t.Fatalf("%s has no column %q but %q", i.plan.Name, name, i.plan.Schema().Names())
	}
	return i.plan.Columns[at], at
}

func importFile(t *testing.T, path string) []imported {
	t.Helper()
	source, err := importers.FileSource(path)
	if err != nil {
		t.Fatal(err)
	}
	importer, err := all.Recognise(source)
	if err != nil {
		t.Fatal(err)
	}
	plans, err := importer.Plan(t.Context(), source, importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var found []imported
	for _, plan := range plans {
		reader, err := importer.Open(t.Context(), source, plan)
		if err != nil {
			t.Fatal(err)
		}
		one := imported{plan: plan}
		for {
			row, err := reader.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			one.rows = append(one.rows, slices.Clone(row.Cells))
			one.numbers = append(one.numbers, row.Number)
		}
		if err := reader.Close(); err != nil {
			t.Error(err)
		}
		if len(one.rows) != plan.Rows {
			t.Errorf("%d rows, and %d in the plan", len(one.rows), plan.Rows)
		}
		found = append(found, one)
	}
	return found
}

// whole is all that comes of a file: its tables, and what is set aside.
type whole struct {
	tables []imported
	aside  map[spot]string
}

type spot struct {
	sheet       string
	row, column int
}

func importWhole(t *testing.T, path string) whole {
	t.Helper()
	w := whole{tables: importFile(t, path), aside: map[spot]string{}}
	source, err := importers.FileSource(path)
	if err != nil {
		t.Fatal(err)
	}
	importer, err := all.Recognise(source)
	if err != nil {
		t.Fatal(err)
	}
	var plans []importers.Plan
	for _, one := range w.tables {
		plans = append(plans, one.plan)
	}
	err = importer.(importers.Asider).Aside(t.Context(), source, plans, func(aside importers.Aside) error {
		for column, text := range aside.Cells {
			w.aside[spot{aside.Sheet, aside.Row, column}] = text
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// cells returns the text of every cell that is in a table or set aside. The
// cells of headers are there with an empty text.
func (w whole) cells() map[spot]string {
	cells := maps.Clone(w.aside)
	for _, one := range w.tables {
		plan := one.plan
		top := plan.HeaderRow
		if plan.HeaderTop > 0 {
			top = plan.HeaderTop
		}
		for j, column := range plan.Columns {
			for row := top; row > 0 && row <= plan.HeaderRow; row++ {
				cells[spot{plan.Sheet, row, column.Index}] = ""
			}
			for i, number := range one.numbers {
				cells[spot{plan.Sheet, number, column.Index}] = one.original(i, j)
			}
		}
	}
	return cells
}

// Every value of every text file comes back as it stands in the file, by
// another reader's account.
func TestRealText(t *testing.T) {
	compared := 0
	for _, path := range realFiles(t, ".csv", ".txt") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			got := importWhole(t, path)
			if len(got.tables[0].plan.Delimiter) != 1 || hasOwnQuotes(t, got.tables[0].plan) {
				return // nothing the other reader can read
			}
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !utf8.Valid(data) {
				if data, err = charmap.Windows1252.NewDecoder().Bytes(data); err != nil {
					t.Fatal(err)
				}
			}
			reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))))
			reader.Comma, reader.LazyQuotes, reader.FieldsPerRecord = rune(got.tables[0].plan.Delimiter[0]), true, -1
			cells := got.cells()
			newline := strings.NewReplacer("\r\n", "\n")
			for {
				record, err := reader.Read()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				line, _ := reader.FieldPos(0)
				for column, want := range record {
					if strings.TrimSpace(want) == "" {
						continue
					}
					text, read := cells[spot{"", line, column}]
					if header := read && text == ""; !header && newline.Replace(text) != want {
						t.Fatalf("row %d, column %d: %q, want %q", line, column+1, text, want)
					}
				}
			}
			compared++
		})
	}
	if compared < 80 {
		t.Errorf("only %d files were compared", compared)
	}
}

// hasOwnQuotes reports whether a file uses other quotation marks than the
// double quote, or escapes them.
func hasOwnQuotes(t *testing.T, plan importers.Plan) bool {
	t.Helper()
	var kept struct{ Quote, Escape string }
	if len(plan.Details) > 0 {
		if err := json.Unmarshal(plan.Details, &kept); err != nil {
			t.Fatal(err)
		}
	}
	return kept.Quote != "" || kept.Escape != ""
}

// Every cell of every workbook is the one that another library reads.
func TestRealWorkbooks(t *testing.T) {
	if testing.Short() {
		t.Skip("the other library takes its time")
	}
	for _, path := range realFiles(t, ".xlsx") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			file, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			cells := importWhole(t, path).cells()
			for _, sheet := range file.GetSheetList() {
				rows, err := file.GetRows(sheet)
				if err != nil {
					t.Fatal(err)
				}
				for r, row := range rows {
					for c, want := range row {
						if strings.TrimSpace(want) == "" {
							continue
						}
						text, read := cells[spot{sheet, r + 1, c}]
						if header := read && text == ""; !header && !sameCell(text, want) {
							t.Fatalf("sheet %q, row %d, column %d: %q, want %q", sheet, r+1, c+1, text, want)
						}
					}
				}
			}
		})
	}
}

// sameCell allows for the fifteen digits that spreadsheets show, for the words
// of booleans, and for the text of dates and zero-filled numbers.
func sameCell(text, raw string) bool {
	if text == raw || (text == "TRUE" && raw == "1") || (text == "FALSE" && raw == "0") {
		return true
	}
	number, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return strings.ReplaceAll(raw, "\r\n", "\n") == text
	}
	if same, err := strconv.ParseFloat(text, 64); err == nil {
		return math.Abs(same-number) <= 1e-14*math.Abs(number)
	}
	moment, err := excelize.ExcelDateToTime(number, false)
	if err != nil {
		return false
	}
	return text == moment.Format("2006-01-02") || text == moment.Format("2006-01-02 15:04:05") || text == moment.Format("15:04:05")
}

// What the columns of some real files must be.
func TestRealColumns(t *testing.T) {
	type column struct {
		name string
		kind table.Type
	}
	for name, tt := range map[string]struct {
		file    string
		rows    int
		columns []column
	}{
		"caaspp":   {"caaspp/sb_ca2021entities_csv.txt", 11149, []column{{"County Code", table.Code}, {"School Code", table.Code}, {"Zip Code", table.Code}, {"Test Year", table.Integer}}},
		"ap15":     {"cde-ap-sat/ap15.txt", 2488, []column{{"cds", table.Code}, {"NumTstTakr", table.Integer}, {"NumScr1", table.Integer}, {"year", table.SchoolYear}}},
		"sat17":    {"cde-ap-sat/sat17.txt", 2416, []column{{"cds", table.Code}, {"PctElaBenchmark", table.Decimal}}},
		"apipop":   {"student-level/apipop.csv", 6194, []column{{"cds", table.Code}, {"api00", table.Integer}, {"yr.rnd", table.YesNo}, {"avg.ed", table.Decimal}}},
		"oakland":  {"oakland/ousd_expenditures.csv", 21390, []column{{"AcctFundCode", table.Code}, {"AcctObjectCode", table.Code}, {"Budget", table.Decimal}, {"AcctLocationDescr", table.Text}}},
		"colorado": {"colorado-absence/2022-2023_ChronicAbsenteeism.xlsx", 185, []column{{"School Year", table.SchoolYear}, {"District Code", table.Code}, {"Chronic Absent Count", table.Integer}, {"Chronically Absent Rate", table.Decimal}}},
		"new york": {"nyc-attendance/public-district-attendance-results-2018-2022.xlsx", 2475, []column{{"Grade", table.Text}, {"Year", table.SchoolYear}, {"# Total Days", table.Integer}}},
		"calpads":  {"cde-upc/2019-20_UPC.xlsx", 3014, []column{{"Academic Year", table.SchoolYear}, {"School Code", table.Code}, {"IRC", table.YesNo}}},
	} {
		t.Run(name, func(t *testing.T) {
			got := importFile(t, filepath.Join(realData(t), tt.file))[0]
			if len(got.rows) != tt.rows {
				t.Errorf("%d rows, want %d", len(got.rows), tt.rows)
			}
			for _, want := range tt.columns {
				if column, _ := got.column(t, want.name); column.Type != want.kind {
					t.Errorf("%s is %v, want %v", want.name, column.Type, want.kind)
				}
			}
		})
	}
}

func TestRealValues(t *testing.T) {
	data := realData(t)

	caaspp := importFile(t, filepath.Join(data, "caaspp/sb_ca2021entities_csv.txt"))[0]
	_, school := caaspp.column(t, "School Name")
	if !slices.ContainsFunc(caaspp.rows, func(cells []table.Cell) bool { return strings.Contains(cells[school].Text, "Para Los Niños") }) {
		t.Error("no school is called Para Los Niños")
	}

	ap := importFile(t, filepath.Join(data, "cde-ap-sat/ap15.txt"))[0]
	_, cds := ap.column(t, "cds")
	_, name := ap.column(t, "dname")
	_, count := ap.column(t, "NumScr1")
	states := map[table.State]int{}
	for i, cells := range ap.rows {
		if len(cells[cds].Text) != 14 {
			t.Fatalf("row %d: the code is %q", ap.numbers[i], cells[cds].Text)
		}
		if text := cells[name].Text; text != strings.TrimSpace(text) {
			t.Fatalf("row %d: the district is %q", ap.numbers[i], text)
		}
		states[cells[count].State]++
	}
	if states[table.Withheld] != 393 || states[table.Missing] != 458 {
		t.Errorf("states %v, want 393 withheld and 458 missing", states)
	}

	oakland := importFile(t, filepath.Join(data, "oakland/ousd_expenditures.csv"))[0]
	for name, want := range map[string]string{"Budget": "961,545,496.85", "Spent": "860,917,152.14", "Balance": "100,628,344.71"} {
		_, at := oakland.column(t, name)
		sum := 0.0
		for _, cells := range oakland.rows {
			sum += cells[at].Number
		}
		if got := table.FormatNumber(sum, 2); got != want {
			t.Errorf("%s adds up to %s, want %s", name, got, want)
		}
	}
}
