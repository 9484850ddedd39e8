package csv_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports"
	ours "github.com/schoolbench/schoolbench/reports/csv"
	"github.com/schoolbench/schoolbench/reports/renderertest"
)

func render(t *testing.T, document *reports.Document) string {
	t.Helper()
	var out bytes.Buffer
	if err := ours.New().Render(context.Background(), &out, document); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func agrees(t *testing.T, document *reports.Document) {
	t.Helper()
	reader := csv.NewReader(strings.NewReader(render(t, document)))
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if err := renderertest.Compare(document, rows, renderertest.Plain); err != nil {
		t.Error(err)
	}
}

func TestEveryDocumentReadsBack(t *testing.T) {
	for name, document := range renderertest.Documents() {
		t.Run(name, func(t *testing.T) { agrees(t, document) })
	}
}

func TestRandomDocumentsReadBack(t *testing.T) {
	for seed := range uint64(200) {
		agrees(t, renderertest.Random(seed))
	}
}

func TestNothingRunsAsAFormula(t *testing.T) {
	document := renderertest.Documents()["injection"]
	rows, err := csv.NewReader(strings.NewReader(render(t, document))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	guarded := 0
	for i, row := range rows {
		for j, text := range row {
			isNumber := i > 0 && document.Table.Body[i-1].Cells[j].IsNumber
			_, notNumber := strconv.ParseFloat(text, 64) // a text of +1 is one to a spreadsheet
			if text != "" && !isNumber && notNumber != nil && strings.ContainsRune("=+-@\t\r\n", rune(text[0])) {
				t.Errorf("row %d, cell %d begins like a formula: %q", i, j, text)
			}
			if strings.HasPrefix(text, "'") {
				guarded++
			}
		}
	}
	if guarded < 4 {
		t.Errorf("only %d cells are guarded: the document has lost its formulas", guarded)
	}
}

func TestNegativeNumbersStayNumbers(t *testing.T) {
	cells := []reports.Cell{reports.NumberCell(-1234.5, 2, false), reports.NumberCell(-0.25, 1, true)}
	document := &reports.Document{Table: &reports.Table{Body: []reports.Row{{Cells: cells}}}}
	if got, want := render(t, document), "-1234.50,-25.0%\r\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestOneEmptyCellIsARecord(t *testing.T) {
	document := &reports.Document{Table: &reports.Table{Body: []reports.Row{{Cells: []reports.Cell{{Span: 1}}}}}}
	if got, want := render(t, document), "\"\"\r\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err := ours.New().Render(ctx, &bytes.Buffer{}, renderertest.Documents()["many rows"])
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestWriteErrorsAreTold(t *testing.T) {
	if err := ours.New().Render(context.Background(), brokenWriter{}, renderertest.Documents()["plain"]); err == nil {
		t.Error("a full disk was not noticed")
	}
}

func FuzzField(f *testing.F) {
	for _, seed := range []string{"", "a,b", "\"", "=1", "line\nbreak", "  ", "学校"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		// The reader turns CR LF inside quotes into LF, and ours writes only
		// valid UTF-8; neither is a loss to guard against here.
		if strings.Contains(text, "\r") || strings.ToValidUTF8(text, "") != text {
			t.Skip()
		}
		cells := []reports.Cell{{Text: text, Span: 1}, {Text: "end", Span: 1}}
		agrees(t, &reports.Document{Table: &reports.Table{Body: []reports.Row{{Cells: cells}}}})
	})
}

func TestHarmless(t *testing.T) {
	for text, want := range map[string]string{
		"":                   "",
		"Oak":                "Oak",
		"A-":                 "A-",
		"-5":                 "-5",
		"+5":                 "+5",
		"-1,234.50":          "-1,234.50",
		"-$3.20":             "-$3.20",
		"-3.5%":              "-3.5%",
		"-.5":                "-.5",
		"-":                  "-",
		"--":                 "--",
		"=1+1":               "'=1+1",
		"=cmd|' /C calc'!A0": "'=cmd|' /C calc'!A0",
		"+1 (555) 010-2000":  "'+1 (555) 010-2000",
		"-2+3":               "'-2+3",
		"-5-":                "'-5-",
		"@SUM(A1)":           "'@SUM(A1)",
		"-x":                 "'-x",
		"+":                  "'+",
		"\t=1":               "'\t=1",
		"\r=1":               "'\r=1",
	} {
		if got := ours.Harmless(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
