package excel

import (
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// sheetNames are the names of the sheets of one workbook.
type sheetNames struct {
	table, chart, chartData, notes string
}

// nameSheets names the sheets, the first one after the document's title.
func nameSheets(title string) sheetNames {
	names := sheetNames{table: sheetName(title), chart: "Chart", chartData: "Chart data", notes: "How to read"}
	for _, other := range []string{names.chart, names.chartData, names.notes} {
		if strings.EqualFold(names.table, other) {
			names.table += " (table)"
		}
	}
	return names
}

// sheetName makes a name that Excel accepts: at most 31 UTF-16 units, without
// the characters that Excel keeps for references, not beginning or ending with
// an apostrophe, and not "History", which Excel keeps for itself.
func sheetName(title string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`:\/?*[]`, r), unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, title)
	name = strings.Join(strings.Fields(name), " ")

	units := 0
	for i, r := range name {
		units += utf16.RuneLen(r)
		if units > excelize.MaxSheetNameLength {
			name = name[:i]
			break
		}
	}
	name = strings.TrimSpace(strings.Trim(name, "' "))
	if name == "" || strings.EqualFold(name, "History") {
		return "Table"
	}
	return name
}

// quoted writes a sheet's name as references need it.
func quoted(name string) string {
	return "'" + strings.ReplaceAll(name, "'", "''") + "'"
}
