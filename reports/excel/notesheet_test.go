package excel_test

import (
	"strings"
	"testing"
)

// A note of several lines has a row as high: lines would lie over one another
// where a program shows the file without working it out.
func TestLongNotesHaveRoom(t *testing.T) {
	document := budget()
	document.Definitions = []string{"Short."}
	document.Notes = []string{strings.Repeat("Some numbers are withheld by whoever published them. ", 8)}
	file := open(t, render(t, document))
	sheet := "How to read"
	rows, err := file.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	heights := map[string]float64{}
	for i, row := range rows {
		if len(row) > 1 {
			if heights[row[1][:6]], err = file.GetRowHeight(sheet, i+1); err != nil {
				t.Fatal(err)
			}
		}
	}
	if short, long := heights["Short."], heights["Some n"]; short <= 0 || long < 3*short {
		t.Errorf("the long note has a row %g high, and the short one %g", long, short)
	}
}
