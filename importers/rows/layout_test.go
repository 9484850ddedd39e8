package rows_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/table"
)

// A labelled sheet says what each of its rows is, by the letter it begins
// with. Its cells are divided by bars; B is a blank row.
const (
	titleLabel  = 'T' // above a table, or between two
	headerLabel = 'H'
	nextLabel   = '=' // the header of another table
	dataLabel   = 'D'
	groupLabel  = 'G' // a row that heads those below it
	totalLabel  = 'S' // among the data or set aside: both are right
	noteLabel   = 'N'
	blankLabel  = 'B'
	besideLabel = '+' // no row: another table stands beside the one that is labelled
)

// labelledSheet is a sheet and the right answer.
type labelledSheet struct {
	labels []byte
	cells  [][][]byte
	tables int
	beside int // of which so many are not labelled
}

func readLabelled(t *testing.T, path string) labelledSheet {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sheet := labelledSheet{tables: 1}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		label, rest := line[0], ""
		if label == besideLabel {
			sheet.tables++
			sheet.beside++
			continue
		}
		if len(line) > 2 {
			rest = line[2:]
		}
		if !strings.ContainsRune("TH=DGSNB", rune(label)) {
			t.Fatalf("%s: no label %q", path, label)
		}
		if label == nextLabel {
			sheet.tables++
		}
		var cells [][]byte
		for cell := range strings.SplitSeq(rest, "|") {
			cells = append(cells, []byte(cell))
		}
		sheet.labels, sheet.cells = append(sheet.labels, label), append(sheet.cells, cells)
	}
	return sheet
}

func (s labelledSheet) scan() rows.Scanner { return &sheetScan{cells: s.cells} }

// sheetScan is a scanner over rows of cells.
type sheetScan struct {
	cells [][][]byte
	at    int
}

func (s *sheetScan) Next() (rows.Record, error) {
	if s.at == len(s.cells) {
		return rows.Record{}, io.EOF
	}
	s.at++
	return rows.Record{Number: s.at, Cells: s.cells[s.at-1]}, nil
}

func (s *sheetScan) Issues() []table.Issue { return nil }
func (s *sheetScan) Progress() float64     { return 1 }
func (s *sheetScan) Close() error          { return nil }

// found labels the rows as the plans have them.
func (s labelledSheet) found(plans []importers.Plan) []byte {
	labels := make([]byte, len(s.labels))
	for i := range labels {
		row := i + 1
		labels[i] = noteLabel
		for _, plan := range plans {
			top := plan.HeaderRow
			if plan.HeaderTop > 0 {
				top = plan.HeaderTop
			}
			switch {
			case plan.HeaderRow > 0 && row >= top && row <= plan.HeaderRow:
				labels[i] = headerLabel
			case row >= plan.FirstRow && (plan.LastRow == 0 || row <= plan.LastRow):
				labels[i] = dataLabel
				for _, span := range plan.Skip {
					if row >= span.First && row <= span.Last {
						labels[i] = map[string]byte{"header": headerLabel, "total": totalLabel, "note": noteLabel}[span.Kind]
					}
				}
			}
		}
	}
	return labels
}

// agree reports whether a row was found to be what it is.
func agree(want, got byte) bool {
	switch want {
	case blankLabel:
		return true
	case titleLabel, noteLabel:
		return got == noteLabel
	case headerLabel, nextLabel:
		return got == headerLabel
	case totalLabel:
		return got != headerLabel
	default:
		return got == dataLabel
	}
}

// TestLayouts finds the tables of labelled sheets. It says how many are right
// in every row, how many notes got into the data, and of how many sheets the
// number of tables is right.
func TestLayouts(t *testing.T) {
	paths, err := filepath.Glob("testdata/layouts/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no labelled sheets: %v", err)
	}
	right, counted, notes, leaked := 0, 0, 0, 0
	for _, path := range paths {
		sheet := readLabelled(t, path)
		plans, err := rows.Plans(context.Background(), sheet.scan(), importers.Plan{}, importers.Options{})
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		got := sheet.found(plans[:max(1, len(plans)-sheet.beside)])
		wrong := ""
		for i, want := range sheet.labels {
			if want == noteLabel || want == titleLabel {
				if notes++; got[i] == dataLabel {
					leaked++
				}
			}
			if !agree(want, got[i]) {
				wrong = string(sheet.labels) + "\n" + string(got)
			}
		}
		if wrong == "" {
			right++
		} else {
			t.Errorf("%s: rows wanted and found:\n%s", filepath.Base(path), wrong)
		}
		if len(plans) == sheet.tables {
			counted++
		} else {
			t.Errorf("%s: %d tables found, want %d", filepath.Base(path), len(plans), sheet.tables)
		}
	}
	t.Logf("%d of %d sheets are right in every row; %d of %d notes got into the data; of %d sheets the number of tables is right", right, len(paths), leaked, notes, counted)
}
