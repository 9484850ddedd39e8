package typing_test

import (
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers/typing"
	"github.com/schoolbench/schoolbench/table"
)

// What identifies stays as it is written.
func TestIdentifiers(t *testing.T) {
	runTyped(t, map[string]typed{
		"leading zeros":          {header: "x", texts: "007|123|45", want: table.Code, findings: "code", cells: "007 123 45"},
		"statewide ids":          {header: "SSID", texts: "1234567890|9876543210", want: table.Code, findings: "code"},
		"ten digits, no name":    {header: "Key", texts: "1234567890|9876543210", want: table.Code, findings: "code"},
		"fourteen digits":        {header: "q", texts: "19642126012345|19642126012346", want: table.Code, findings: "code"},
		"county, district codes": {header: "CDSCode", texts: "01100170000000|19642126012345", want: table.Code, findings: "code"},
		"zip":                    {header: "ZIP", texts: "94612|94608", want: table.Code, findings: "code"},
		"zip and four":           {header: "Zip Code", texts: "94612-1234|94608", want: table.Code},
		"telephones":             {header: "Phone", texts: "(510) 555-0100|510-555-0101|510.555.0102", want: table.Text},
		"telephones of digits":   {header: "Phone", texts: "5105550100|5105550101", want: table.Code, findings: "code"},
		"social security":        {header: "SSN", texts: "123-45-6789|001-02-0003", want: table.Code, findings: "secret", asks: true},
		"student number of few":  {header: "sid", texts: "1|2|300", want: table.Code, findings: "code"},
		"trailing underscore":    {header: "Unique Identifier", texts: "1001_|1002_", want: table.Code, cells: "1001_ 1002_"},
		"amounts once":           {header: "DistrictCode", texts: "10322.0|61234.0|5.0", want: table.Code, findings: "code-decimal", cells: "10322.0 61234.0 5.0"},

		"digits lost":            {header: "Student ID", texts: "1.23457E+13|19642126012345", want: table.Code, findings: "digits-lost", asks: true, cells: "1.23457E+13 19642126012345"},
		"digits lost, no name":   {header: "q", texts: "1.23457E+13|1.23458E+13", want: table.Code, findings: "digits-lost", asks: true},
		"digits lost in amounts": {header: "Budget", texts: "1.23457E+09|12", want: table.Integer, layout: "", findings: "digits-lost", asks: true, cells: "1234570000 12"},
		"small numbers":          {header: "p", texts: "1.5E-05|0.2", want: table.Decimal, cells: "0.000015 0.2"},
		"beyond fifteen digits":  {header: "Card", texts: "1234567890123450|1234567890987650|1234567890555550", want: table.Code, findings: "digits-lost", asks: true},
	})
}

func TestNumbersAsPeopleWriteThem(t *testing.T) {
	runTyped(t, map[string]typed{
		"every sign":         {header: "Amount", texts: "$1,234.50|(12.00)|$-3|1,000-|-$5|$(7)|($8)|+9|- 1", want: table.Text},
		"every sign but one": {header: "Amount", texts: "$1,234.50|(12.00)|$-3|1,000-|-$5|$(7)|($8)|+9", want: table.Decimal, layout: "$0.#", cells: "1234.5 -12 -3 -1000 -5 -7 -8 9"},
		"euros":              {header: "Betrag", texts: "5 €|7 €", want: table.Integer, layout: "0 €", cells: "5 7"},
		"codes of currency":  {header: "Amount", texts: "USD 5.25|USD 1,000.00", want: table.Decimal, layout: "USD #,##0.00", cells: "5.25 1000"},
		"two currencies":     {header: "Amount", texts: "$5|€7", want: table.Text, findings: "currency-mixed", asks: true},
		"thin spaces":        {header: "Votes", texts: "1 234|12|950|44 100", want: table.Integer, cells: "1234 12 950 44100"},
		"apostrophes":        {header: "Votes", texts: "1'234.50|12.25", want: table.Decimal, cells: "1234.5 12.25"},
		"percent":            {header: "Rate", texts: "12.5%|100%|0|(3%)", want: table.Decimal, layout: "0.#%", cells: "12.5 100 0 -3", findings: "percent"},
		"some percent":       {header: "Rate", texts: "12.5%|0.4", want: table.Text, findings: "percent-mixed", asks: true},
		"decimal commas":     {header: "Valor", texts: "1.234,50|12,00|3,5", want: table.Decimal, layout: "#.##0,00", cells: "1234.5 12 3.5", findings: "decimal-comma"},
		"comma and percent":  {header: "Tasa", texts: "12,5%|3%", want: table.Decimal, cells: "12.5 3", layout: "0,#%", findings: "decimal-comma"},
		"two numbers":        {header: "Periods", texts: "9,10|3,4", want: table.Text},
		"no thousands":       {header: "x", texts: "1,23|45", want: table.Text},
		"courses":            {header: "Course", texts: "12E3|14E2", want: table.Text},
		"other digits":       {header: "Count", texts: "１２|３", want: table.Text},
		"programmers":        {header: "Count", texts: "0x1F|1_000", want: table.Text},
	})
}

func TestDates(t *testing.T) {
	runTyped(t, map[string]typed{
		"iso":                   {header: "Start", texts: "2026-01-31|1999-12-01", want: table.Date, cells: "2026-01-31 1999-12-01"},
		"month first":           {header: "Start", texts: "1/31/2026|12/1/1999|3/4/2020", want: table.Date, layout: "1/2/2006", cells: "2026-01-31 1999-12-01 2020-03-04", findings: "date-month-first"},
		"padded":                {header: "Start", texts: "01/31/2026|02/01/1999", want: table.Date, layout: "01/02/2006", findings: "date-month-first"},
		"day first":             {header: "Start", texts: "31/1/2026|3/4/2020", want: table.Date, layout: "2/1/2006", cells: "2026-01-31 2020-04-03", findings: "date-day-first"},
		"either":                {header: "Start", texts: "1/2/2026|3/4/2020", want: table.Date, layout: "1/2/2006", cells: "2026-01-02 2020-03-04", findings: "date-order-assumed", asks: true},
		"both":                  {header: "Start", texts: "31/1/2026|1/31/2026", want: table.Text, findings: "date-order-mixed", asks: true},
		"dashes":                {header: "Start", texts: "1-31-2026|12-25-2025", want: table.Date, layout: "1-2-2006", findings: "date-month-first"},
		"dots":                  {header: "Beginn", texts: "31.01.2026|02.03.2025", want: table.Date, layout: "02.01.2006", cells: "2026-01-31 2025-03-02", findings: "date-day-first"},
		"short years":           {header: "Start Date", texts: "1/31/12|12/25/68|1-2-69", want: table.Date, layout: "1/2/06", cells: "2012-01-31 2068-12-25 1969-01-02", findings: "date-month-first date-short-year"},
		"short years of births": {header: "DOB", texts: "1/31/12|12/25/55", want: table.Date, layout: "1/2/06", cells: "2012-01-31 1955-12-25", findings: "date-month-first date-short-year"},
		"sections":              {header: "Section", texts: "1-2-06|3-4-07", want: table.Text},
		"named months":          {header: "Start", texts: "Nov 22, 2026|January 2, 2020|22-Nov-2026|2 Jan 2020|22NOV2026|Sunday, November 22, 2026|Nov. 22nd, 2026|Sept 3 2020|3rd of May 2020", want: table.Date, layout: "Jan 2, 2006", cells: "2026-11-22 2020-01-02 2026-11-22 2020-01-02 2026-11-22 2026-11-22 2026-11-22 2020-09-03 2020-05-03"},
		"short named":           {header: "Start", texts: "22-Nov-26|2-Jan-20", want: table.Date, layout: "2-Jan-06", cells: "2026-11-22 2020-01-02", findings: "date-short-year"},
		"slashes, year first":   {header: "Start", texts: "2026/1/31|2026/2/1", want: table.Date, layout: "2006/1/2", cells: "2026-01-31 2026-02-01"},
		"midnights":             {header: "Start", texts: "2026-01-31T00:00:00Z|2026-02-01T00:00:00.000Z|2026-02-02T00:00:00+00:00|2026-02-03 00:00:00.0000000", want: table.Date, layout: "2006-01-02 00:00:00.0000000", cells: "2026-01-31 2026-02-01 2026-02-02 2026-02-03"},
		"times of day":          {header: "Start", texts: "2026-01-31 08:30|2026-02-01 09:00", want: table.Text, findings: "date-with-time"},
		"no such day":           {header: "Start", texts: "2026-02-30|2026-01-31", want: table.Text},

		"year first, no separators":  {header: "BirthDate", texts: "20120131|19991201", want: table.Date, layout: "20060102", cells: "2012-01-31 1999-12-01", findings: "date-compact"},
		"month first, no separators": {header: "Test Date", texts: "01312012|12251999", want: table.Date, layout: "01022006", cells: "2012-01-31 1999-12-25", findings: "date-compact"},
		"a zero lost":                {header: "Test Date", texts: "1312012|12251999", want: table.Date, layout: "01022006", cells: "2012-01-31 1999-12-25", findings: "date-compact"},
		"short, a zero lost":         {header: "Date of Birth", texts: "10124|121308|93099", want: table.Date, layout: "010206", cells: "2024-01-01 2008-12-13 1999-09-30", findings: "date-compact date-short-year"},
		"short, either order":        {header: "Test Date", texts: "010224|030405", want: table.Date, layout: "010206", cells: "2024-01-02 2005-03-04", findings: "date-compact date-short-year", asks: true},
		"one is no day":              {header: "Test Date", texts: strings.Repeat("20240115|", 120) + "20249999", want: table.Date, layout: "20060102", findings: "date-compact misfit"},
		"short, month first":         {header: "Date of Birth", texts: "13124|123108|93099", want: table.Date, layout: "010206", cells: "2024-01-31 2008-12-31 1999-09-30", findings: "date-compact date-short-year"},
		"no header, many":            {header: "ENROLLMENT_BEGIN", texts: "20120131|20130201|20140301|20150401|20160501", want: table.Date, layout: "20060102", findings: "date-compact", asks: true},
		"no header, few":             {header: "Amount", texts: "20120131|19991201", want: table.Integer},
		"spreadsheets count":         {header: "Exam Date", texts: "43101|43132", want: table.Date, layout: "serial", cells: "2018-01-01 2018-02-01", findings: "date-serial", asks: true},
		"five digits alone":          {header: "Seats", texts: "43101|43132", want: table.Integer},
		"blank days":                 {header: "Exit Date", texts: "00/00/0000|1/31/2020", want: table.Date, layout: "1/2/2006", cells: "? 2020-01-31", findings: "date-month-first missing"},
	})
}

// Other columns of the table settle what one leaves open.
func TestOrderOfOtherColumns(t *testing.T) {
	entry, exit := typing.NewProfile("Entry", 2), typing.NewProfile("Exit", 2)
	for _, text := range words("1/2/2026|3/4/2026") {
		entry.Add([]byte(text))
	}
	for _, text := range words("13/2/2026|30/4/2026") {
		exit.Add([]byte(text))
	}
	decided := typing.Decide([]*typing.Profile{entry, exit})
	column, findings := decided[0].Column, decided[0].Findings
	if column.Layout != "2/1/2006" || findings[0].Code != "date-order-agreed" || findings[0].Asks || !strings.Contains(findings[0].Message, "Exit") {
		t.Errorf("layout %q, %+v", column.Layout, findings)
	}
	if undo := findings[0].Undo[0]; undo.Label != "Month first" || undo.Columns[0].Layout != "1/2/2006" {
		t.Errorf("the way back is %+v", undo)
	}
}
