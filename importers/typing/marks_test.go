package typing_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/typing"
	"github.com/schoolbench/schoolbench/table"
)

// numbered returns so many different numbers, with bars between them.
func numbered(n int) string {
	return strings.Join(repeat(n, func(i int) string { return fmt.Sprint(i * 3) }), "|")
}

func numberedCells(n int) string { return strings.ReplaceAll(numbered(n), "|", " ") }

// Every mark that public files use is told from a number, and from a blank.
func TestMarks(t *testing.T) {
	runTyped(t, map[string]typed{
		"all withheld":      {header: "Tested", texts: "12|*|**|***|PS|DS|s|S|Suppressed|c|^", want: table.Integer, cells: "12 w w w w w w w w w w", findings: "withheld"},
		"all missing":       {header: "Tested", texts: "12|N/A|NA|n/a|NULL|null|--|-|.|..|#N/A|None|nan|z|No data||(blank)", want: table.Integer, cells: "12" + strings.Repeat(" ?", 16), findings: "missing"},
		"bounds":            {header: "Rate", texts: "12|<11|< 10|<10%|>95%|≤5|≥ 95|n<10|N < 10|GE95|LE5|LT 50%|<1,000|<0.1|fewer than 11|10 or fewer|95 or more", want: table.Integer, cells: "12" + strings.Repeat(" w", 16), findings: "range"},
		"ranges":            {header: "Rate", texts: "55|20-24|6-10%|20 - 24|20–24|0-5|95-100|20 to 24", want: table.Integer, cells: "55" + strings.Repeat(" w", 7), findings: "range"},
		"formula errors":    {header: "Rate", texts: "0.5|#N/A|#VALUE!|#REF!|#DIV/0!|#NUM!|#NAME?|#NULL!", want: table.Decimal, cells: "0.5" + strings.Repeat(" ?", 7), findings: "missing"},
		"errors among text": {header: "School", texts: "Oak|#REF!|Elm|Ash", want: table.Text, cells: "Oak ? Elm Ash", findings: "missing"},
		"noughts":           {header: "Suspended", texts: "0|*|0", want: table.Integer, cells: "0 w 0", findings: "withheld"},
		"accounts":          {header: "Amount", texts: "$5.00|$ -|$-", want: table.Decimal, layout: "$0.00", cells: "5 ? ?", findings: "missing"},

		"codes below zero":     {header: "Enrolled", texts: numbered(30) + "|-99|-99|-999", want: table.Integer, cells: numberedCells(30) + " ? ? ?", findings: "reserved", asks: true},
		"few values":           {header: "Enrolled", texts: "12|-9|40|-3", want: table.Integer, cells: "12 -9 40 -3", findings: "reserved", asks: true},
		"a code or two":        {header: "Enrolled", texts: "12|-99|40", want: table.Integer, cells: "12 -99 40", findings: "reserved", asks: true},
		"others below zero":    {header: "Enrolled", texts: numbered(30) + "|-3|-17", want: table.Integer, cells: numberedCells(30) + " -3 -17"},
		"what may be negative": {header: "Change in Score", texts: numbered(30) + "|-3|-99", want: table.Integer, cells: numberedCells(30) + " -3 -99", findings: "reserved", asks: true},
		"a thin end":           {header: "Days Late", texts: numbered(30) + "|-1|-1|-1|-2|-2|-3", want: table.Integer, cells: numberedCells(30) + " -1 -1 -1 -2 -2 -3", findings: "reserved", asks: true},
		"all of a code book":   {header: "Count", texts: numbered(30) + "|-1|-2|-2|-3|-3|-3", want: table.Integer, cells: numberedCells(30) + " -1 -2 -2 -3 -3 -3", findings: "reserved", asks: true},
		"a deficit":            {header: "Surplus or Deficit", texts: numbered(30) + "|-9|-13|-4", want: table.Integer, cells: numberedCells(30) + " -9 -13 -4", findings: "reserved", asks: true},
		"short of a standard":  {header: "Points From Standard", texts: numbered(30) + "|-5|-8.0", want: table.Decimal, cells: numberedCells(30) + " -5 -8", findings: "reserved", asks: true},
		"two kinds of codes":   {header: "Enrolled", texts: numbered(30) + "|-9|-99", want: table.Integer, cells: numberedCells(30) + " -9 ?", findings: "reserved reserved", asks: true},

		"marks nobody knows":     {header: "Score", texts: numbered(30) + "|INC|INC|DNT|DNT", want: table.Integer, cells: numberedCells(30) + " ? ? ? ?", findings: "mark-unknown", asks: true},
		"rooms have names":       {header: "Room", texts: numbered(30) + "|Gym|Gym", want: table.Text, cells: numberedCells(30) + " Gym Gym", findings: "text-mixed"},
		"text in numbers stays":  {header: "Score", texts: numbered(200) + "|see note", want: table.Integer, cells: numberedCells(200) + " !", findings: "misfit"},
		"much text among them":   {header: "Score", texts: "1|2|good|fair|3", want: table.Text, cells: "1 2 good fair 3"},
		"a flag is no mark":      {header: "Footnote", texts: "*||*", want: table.Text, cells: "* ? *"},
		"dates that are ranges":  {header: "Birth Day", texts: "3-14|4-20", want: table.Text},
		"bands of ages":          {header: "Age", texts: "5-7|8-10|12", want: table.Text},
		"a hyphen in a room":     {header: "Room", texts: "3-14|4-20|7", want: table.Text},
		"school years in scores": {header: "Score", texts: "18-19|77", want: table.Text},
	})
}

// What the file itself says goes before what a mark usually means.
func TestLegend(t *testing.T) {
	legend := importers.Legend{
		{Mark: "*", State: table.Missing, Words: "*=blank cell"},
		{Mark: "-3", State: table.Withheld, Words: "-3 suppressed"},
		{Mark: "777", State: table.Missing, Words: "777 = refused"},
		{Mark: "S", State: table.Reported, Words: "S = satisfactory"},
		{Mark: "", State: table.Withheld, Words: "blank when fewer than 11"},
	}
	profile := typing.NewProfile("Count", 1)
	profile.SetLegend(legend)
	texts := words("12|*|-3|777||40")
	for _, text := range texts {
		profile.Add([]byte(text))
	}
	column, findings := profile.Decide()
	if got := cellsOf(column, texts); column.Type != table.Integer || got != "12 ? w ? w 40" {
		t.Errorf("%v: %s", column.Type, got)
	}
	checkRoundTrip(t, column, texts)
	if findings[0].Code != "legend" || len(findings) != 1 ||
		!strings.Contains(findings[0].Message, "1 of 6 values withheld (-3) and 2 missing (*, 777), as the file itself says") {
		t.Errorf("findings %v", findings)
	}
	// Notes are read in the form that they have beneath tables as well.
	for note, want := range map[string]table.State{"-   Data not available": table.Missing, "x   Data supressed due to small cell size": table.Withheld} {
		if read := typing.ReadLegend(note); len(read) != 1 || read[0].State != want || read[0].Mark != note[:1] {
			t.Errorf("%q was read as %+v", note, read)
		}
	}
	for _, note := range []string{"In  this table data are not available", "No  data", "a b  not reported"} {
		if read := typing.ReadLegend(note); len(read) > 0 {
			t.Errorf("%q was read as %+v", note, read)
		}
	}
	marks := typing.NewProfile("Mark", 1)
	marks.SetLegend(legend)
	for range 5 {
		marks.Add([]byte("S"))
		marks.Add([]byte("E"))
	}
	if column, _ := marks.Decide(); column.Type != table.Text || len(column.Withheld) > 0 {
		t.Errorf("S is a value here, but the column is %+v", column)
	}
}

// A column with nothing but marks is one of marks if others of the table show
// that they are; alone it is text.
func TestMarksOfOtherColumns(t *testing.T) {
	counts, scores, notes := typing.NewProfile("Tested", 3), typing.NewProfile("Score", 3), typing.NewProfile("Note", 3)
	for i := range 40 {
		counts.Add(fmt.Appendf(nil, "%d", i))
		scores.Add([]byte("*"))
		notes.Add([]byte("†"))
	}
	counts.Add([]byte("*"))
	decided := typing.Decide([]*typing.Profile{counts, scores, notes})
	if column := decided[1].Column; strings.Join(column.Withheld, " ") != "*" {
		t.Errorf("the scores are %+v", column)
	}
	if column := decided[2].Column; len(column.Withheld) > 0 {
		t.Errorf("the notes are %+v", column)
	}
}

// The marks of a file are read from its notes, in whatever words.
func TestReadLegend(t *testing.T) {
	for text, want := range map[string]string{
		"*=blank cell (e-reader accessibility)":                                          "* missing",
		"* = fewer than 11 students":                                                     "* withheld",
		"An asterisk (*) indicates that the data are suppressed to protect privacy.":     "* withheld",
		"Note: (*) means that the number of students is ten or less.":                    "* withheld",
		"s: suppressed because of small group size":                                      "s withheld",
		"-3 - Suppressed data":                                                           "-3 withheld",
		"-1 = Missing/not reported; -2 = Not applicable; -3 = Suppressed data":           "-1 missing|-2 missing|-3 withheld",
		"N/A means not applicable":                                                       "N/A missing",
		"PS = Privacy suppressed":                                                        "PS withheld",
		"\"--\" Data not available":                                                      "-- missing",
		". = no data reported":                                                           ". missing",
		"Blank if fewer than 11 students":                                                " withheld",
		"DNT stands for did not test":                                                    "DNT missing",
		"Students are listed by school.":                                                 "",
		"* Includes charter schools":                                                     "",
		"Source: state department, 2019":                                                 "",
		"EL = English learner":                                                           "",
		"The total may be greater than the sum of the rows where values are suppressed.": "",
	} {
		var got []string
		for _, entry := range typing.ReadLegend(text) {
			got = append(got, entry.Mark+" "+entry.State.String())
			if entry.Words == "" {
				t.Errorf("%q: the words are lost", text)
			}
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q\n got %q\nwant %q", text, got, want)
		}
	}
}
