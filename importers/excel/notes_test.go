package excel_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/excel"
)

// annotated is a workbook with a comment, a rich one, and links of each kind.
func annotated(t *testing.T) []byte {
	t.Helper()
	file := excelize.NewFile()
	defer file.Close() //nolint:errcheck // in memory
	for i, row := range [][]any{{"School", "Contact", "Plan"}, {"Oak", "oak@example.org", "open"}, {"Ash", "https://ash.example.org", "see sheet"}} {
		if err := file.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	for _, err := range []error{
		file.AddComment("Sheet1", excelize.Comment{Cell: "A2", Author: "Ana Ruiz", Text: "closed in\nMay"}),
		file.AddComment("Sheet1", excelize.Comment{Cell: "C9", Author: "B", Paragraph: []excelize.RichTextRun{{Text: "on an ", Font: &excelize.Font{Bold: true}}, {Text: "empty cell"}}}),
		file.SetCellHyperLink("Sheet1", "B2", "mailto:oak@example.org", "External"),
		file.SetCellHyperLink("Sheet1", "B3", "https://ash.example.org/", "External"),
		file.SetCellHyperLink("Sheet1", "C2", "https://plans.example.org/?id=7", "External"),
		file.SetCellHyperLink("Sheet1", "C3", "Sheet1!A1", "Location"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := file.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Comments, and links that lead elsewhere than their text says, are handed over
// with what stands beside the tables, and told.
func TestNotes(t *testing.T) {
	source := importers.BytesSource("a.xlsx", annotated(t))
	plans, err := excel.Importer().Plan(t.Context(), source, importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	err = excel.Importer().Aside(t.Context(), source, plans, func(aside importers.Aside) error {
		if aside.Note == nil || len(aside.Cells) > 0 || aside.Row != aside.Note.Row {
			t.Errorf("set aside is %+v", aside)
			return nil
		}
		got = append(got, aside.Note.String()+": "+aside.Note.Text)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Comment on A2 by Ana Ruiz: closed in\nMay", "Comment on C9 by B: on an empty cell", "Link in C2: https://plans.example.org/?id=7", "Link in C3: #Sheet1!A1"}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("the notes are %q, want %q", got, want)
	}
	told := slices.IndexFunc(plans[0].Findings, func(finding importers.Finding) bool { return finding.Code == "cell-notes" })
	if told < 0 || !strings.Contains(plans[0].Findings[told].Message, "2 comments and 2 links to elsewhere") {
		t.Errorf("it says %+v", plans[0].Findings)
	}
}
