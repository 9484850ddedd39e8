package all_test

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/all"
	"github.com/schoolbench/schoolbench/table"
)

// workbookAnswer is what two independent readers found in a workbook.
type workbookAnswer struct {
	File    string `json:"file"`
	Kind    string `json:"kind"`
	Outcome string `json:"outcome"`
	Sheets  []struct {
		Name string `json:"name"`
	} `json:"sheets"`
	Cells [][]any `json:"cells"` // sheet, row, column, kind, texts, and a number if it is one
}

// place is where a cell is, counted from 0.
type place struct{ row, column int }

// Every cell of every workbook of the development set is found again in its
// place.
func TestWorkbooksOfDevelopmentSet(t *testing.T) {
	folder := filepath.Join(filepath.Dir(realData(t)), "import-dev")
	answers, err := filepath.Glob(filepath.Join(folder, "answers", "*.json.gz"))
	if err != nil || len(answers) == 0 {
		t.Skip("there is no development set beside the checkout")
	}
	for _, path := range answers {
		answer := readAnswer(t, path)
		if answer.Kind != "xl" || answer.Outcome != "ok" {
			continue
		}
		t.Run(answer.File, func(t *testing.T) {
			if info, err := os.Stat(filepath.Join(folder, "files", answer.File)); err == nil && testing.Short() && info.Size() > longInShortRun {
				t.Skip("takes long")
			}
			source, err := importers.FileSource(filepath.Join(folder, "files", answer.File))
			if err != nil {
				t.Fatal(err)
			}
			for i, sheet := range answer.Sheets {
				got := sheetTexts(t, source, sheet.Name)
				for _, cell := range answer.Cells {
					if int(cell[0].(float64)) == i {
						checkCell(t, sheet.Name, cell, got)
					}
				}
			}
		})
	}
}

func readAnswer(t *testing.T, path string) workbookAnswer {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var answer workbookAnswer
	if err := json.NewDecoder(unpacked).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

// sheetTexts reads a whole sheet, header and titles included.
func sheetTexts(t *testing.T, source importers.Source, sheet string) map[place]string {
	t.Helper()
	importer, err := all.Recognise(source)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[place]string{}
	plans, err := importer.Plan(t.Context(), source, importers.Options{Sheet: sheet, HeaderRow: importers.NoHeader})
	if issue := table.IssueIn(err); issue != nil && (issue.Code == "file-empty" || issue.Code == "sheet-unknown") {
		return texts // a chart, or a sheet without a cell
	}
	if err != nil {
		t.Fatal(err)
	}
	asider, ok := importer.(importers.Asider)
	if !ok {
		t.Fatalf("%s cannot say what it leaves out", importer.Properties().Name)
	}
	err = asider.Aside(t.Context(), source, plans, func(row importers.Aside) error {
		for i, text := range row.Cells {
			if text != "" && row.Sheet == sheet {
				texts[place{row.Row - 1, i}] = text
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, plan := range plans {
		reader, err := importer.Open(t.Context(), source, plan)
		if err != nil {
			t.Fatal(err)
		}
		defer reader.Close()
		for {
			row, err := reader.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			for i, cell := range row.Cells {
				if text := plan.Columns[i].Original(cell); text != "" {
					texts[place{row.Number - 1, plan.Columns[i].Index}] = text
				}
			}
		}
	}
	return texts
}

// checkCell holds a cell against the answer. A number may be written in any way
// that has its value.
func checkCell(t *testing.T, sheet string, cell []any, got map[place]string) {
	t.Helper()
	at := place{int(cell[1].(float64)), int(cell[2].(float64))}
	text := got[at]
	var accepted []string
	for _, one := range cell[4].([]any) {
		accepted = append(accepted, strings.ReplaceAll(one.(string), "\r\n", "\n"))
	}
	if slices.Contains(accepted, text) || strings.TrimSpace(accepted[0]) == "" {
		return
	}
	if cell[3] == "n" && len(cell) > 5 {
		want, _ := cell[5].(float64)
		if value, err := strconv.ParseFloat(text, 64); err == nil && math.Abs(value-want) <= 1e-12*math.Abs(want) {
			return
		}
	}
	t.Errorf("sheet %q, row %d, column %d is %.50q, want one of %.50q", sheet, at.row+1, at.column+1, text, accepted)
}
