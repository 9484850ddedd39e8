package delimited_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/delimited"
	"github.com/schoolbench/schoolbench/importers/importertest"
	"github.com/schoolbench/schoolbench/table"
)

// wide encodes text as UTF-16.
func wide(text string, big, mark bool) []byte {
	var out []byte
	add := func(unit uint16) {
		if big {
			out = append(out, byte(unit>>8), byte(unit))
		} else {
			out = append(out, byte(unit), byte(unit>>8))
		}
	}
	if mark {
		add(0xFEFF)
	}
	for _, unit := range utf16.Encode([]rune(text)) {
		add(unit)
	}
	return out
}

// wider encodes text as UTF-32.
func wider(text string, big, mark bool) []byte {
	var out []byte
	var order binary.AppendByteOrder = binary.LittleEndian
	if big {
		order = binary.BigEndian
	}
	if mark {
		out = order.AppendUint32(out, 0xFEFF)
	}
	for _, r := range text {
		out = order.AppendUint32(out, uint32(r))
	}
	return out
}

const schools = "School,Grade,Days\nPara Los Niños,3,180\nOak,4,175\n"

func schoolRows() [][]string { return [][]string{{"Para Los Niños", "3", "180"}, {"Oak", "4", "175"}} }

func one(rows ...[]string) [][][]string { return [][][]string{rows} }

func TestImporter(t *testing.T) {
	importertest.Run(t, delimited.Importer{}, map[string]importertest.Fixture{
		"comma":            {Name: "a.csv", Data: []byte(schools), Want: one(schoolRows()...)},
		"byte order mark":  {Name: "a.csv", Data: []byte("\uFEFF" + schools), Want: one(schoolRows()...)},
		"tab":              {Name: "a.txt", Data: []byte(strings.ReplaceAll(schools, ",", "\t")), Want: one(schoolRows()...)},
		"caret":            {Name: "a.txt", Data: []byte(strings.ReplaceAll(schools, ",", "^")), Want: one(schoolRows()...)},
		"semicolon":        {Name: "a.csv", Data: []byte(strings.ReplaceAll(schools, ",", ";")), Want: one(schoolRows()...)},
		"pipe":             {Name: "a.psv", Data: []byte(strings.ReplaceAll(schools, ",", "|")), Want: one(schoolRows()...)},
		"windows-1252":     {Name: "a.csv", Data: []byte(strings.ReplaceAll(schools, "ñ", "\xF1")), Want: one(schoolRows()...)},
		"utf-16le marked":  {Name: "a.csv", Data: wide(schools, false, true), Want: one(schoolRows()...)},
		"utf-16be marked":  {Name: "a.csv", Data: wide(schools, true, true), Want: one(schoolRows()...)},
		"utf-16le bare":    {Name: "a.csv", Data: wide(schools, false, false), Want: one(schoolRows()...)},
		"utf-16be bare":    {Name: "a.csv", Data: wide(schools, true, false), Want: one(schoolRows()...)},
		"utf-32le marked":  {Name: "a.csv", Data: wider(schools, false, true), Want: one(schoolRows()...)},
		"utf-32be marked":  {Name: "a.csv", Data: wider(schools, true, true), Want: one(schoolRows()...)},
		"utf-32le bare":    {Name: "a.csv", Data: wider(schools, false, false), Want: one(schoolRows()...)},
		"utf-32be bare":    {Name: "a.csv", Data: wider(schools, true, false), Want: one(schoolRows()...)},
		"crlf":             {Name: "a.csv", Data: []byte(strings.ReplaceAll(schools, "\n", "\r\n")), Want: one(schoolRows()...)},
		"cr":               {Name: "a.csv", Data: []byte(strings.ReplaceAll(schools, "\n", "\r")), Want: one(schoolRows()...)},
		"mixed line ends":  {Name: "a.csv", Data: []byte("a,b\r\n1,2\r3,4\n5,6"), Want: one([]string{"1", "2"}, []string{"3", "4"}, []string{"5", "6"})},
		"declared longer":  {Name: "a.csv", Data: []byte("sep=||\na||b\n1|5||x\n2||y\n"), Want: one([]string{"1|5", "x"}, []string{"2", "y"})},
		"too many values":  {Name: "a.csv", Data: []byte("a,b\n1,2\n" + strings.Repeat("1,", 1_100_000) + "\n3,4\n"), Code: "table-too-wide"},
		"declared":         {Name: "a.csv", Data: []byte("sep=;\na;b\n1,5;x\n2,5;y\n"), Want: one([]string{"1,5", "x"}, []string{"2,5", "y"})},
		"quoted":           {Name: "a.csv", Data: []byte("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n\"two\r\nlines\",\n"), Want: one([]string{"x, y", `say "hi"`}, []string{"two\r\nlines", ""})},
		"space and quotes": {Name: "a.csv", Data: []byte("a, \"b\"\nx, \"y, z\"\nx, \"w\" \n"), Want: one([]string{"x", "y, z"}, []string{"x", "w"})},
		"inches":           {Name: "a.csv", Data: []byte("size,n\n5'6\",1\n6\" pipe,2\n"), Want: one([]string{"5'6\"", "1"}, []string{"6\" pipe", "2"})},
		"stray quote":      {Name: "a.csv", Data: []byte("a,b\n\"he said \"no\" twice\",1\nx,2\n"), Want: one([]string{`he said "no" twice`, "1"}, []string{"x", "2"})},
		"open quote":       {Name: "a.csv", Data: []byte("a,b\n\"oops,1\nx,2\ny,3\n"), Want: one([]string{`"oops`, "1"}, []string{"x", "2"}, []string{"y", "3"})},
		"open, then quoted": {
			Name: "a.csv", Data: []byte("a,b\n\"oops,1\nx,\"2\"\ny,\"3\"\n"),
			Want: one([]string{`"oops`, "1"}, []string{"x", "2"}, []string{"y", "3"}),
		},
		"leading zeros":      {Name: "a.csv", Data: []byte("cds,n\n01612340000000,1\n00123,2\n"), Want: one([]string{"01612340000000", "1"}, []string{"00123", "2"})},
		"padded":             {Name: "a.txt", Data: []byte("name\tn\nOak   \t1\nAsh   \t2\n      \t3\n"), Want: one([]string{"Oak   ", "1"}, []string{"Ash   ", "2"}, []string{"      ", "3"})},
		"title above":        {Name: "a.csv", Data: []byte("Attendance report\nFall 2026\n\nSchool,Days\nOak,175\nAsh,170\n"), Want: one([]string{"Oak", "175"}, []string{"Ash", "170"})},
		"no header":          {Name: "a.csv", Data: []byte("1,Oak,175\n2,Ash,170\n"), Want: one([]string{"1", "Oak", "175"}, []string{"2", "Ash", "170"})},
		"short rows":         {Name: "a.csv", Data: []byte("a,b,c\n1,2\n3,4,5\n6\n"), Want: one([]string{"1", "2", ""}, []string{"3", "4", "5"}, []string{"6", "", ""})},
		"long rows":          {Name: "a.csv", Data: []byte("a,b\n1,2\n3,4,5\n6,7\n"), Want: one([]string{"1", "2", ""}, []string{"3", "4", "5"}, []string{"6", "7", ""})},
		"trailing commas":    {Name: "a.csv", Data: []byte("a,b,\n1,2,\n3,4,\n,,\n"), Want: one([]string{"1", "2"}, []string{"3", "4"})},
		"twins and blanks":   {Name: "a.csv", Data: []byte("Total,total,,n\nx,y,z,1\n"), Want: one([]string{"x", "y", "z", "1"})},
		"header alone":       {Name: "a.csv", Data: []byte("sourcedId,status,title\n"), Want: [][][]string{nil}},
		"one column":         {Name: "a.csv", Data: []byte("Score\n12\n13\n"), Want: one([]string{"12"}, []string{"13"})},
		"no end of line":     {Name: "a.csv", Data: []byte("a,b\n1,2"), Want: one([]string{"1", "2"})},
		"nul":                {Name: "a.csv", Data: []byte("a,b\nx\x00y,2\n"), Want: one([]string{"x\x00y", "2"})},
		"numbers as written": {Name: "a.csv", Data: []byte("n,d\n\"1,234.50\",1/2/2020\n(5),01/13/2020\n"), Want: one([]string{"1,234.50", "1/2/2020"}, []string{"(5)", "01/13/2020"})},
		"empty":              {Name: "a.csv", Code: "file-empty"},
		"only line ends":     {Name: "a.csv", Data: []byte("\r\n\n\r"), Code: "file-empty"},
		"only commas":        {Name: "a.csv", Data: []byte(",,\n,,\n"), Code: "file-empty"},
	})
}

func plan(t *testing.T, name, text string) importers.Plan {
	t.Helper()
	plans, err := delimited.Importer{}.Plan(context.Background(), importers.BytesSource(name, []byte(text)), importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(plans) != 1 {
		t.Fatalf("%d plans, want 1", len(plans))
	}
	return plans[0]
}

func hasFinding(plan importers.Plan, code string) bool {
	return slices.ContainsFunc(plan.Findings, func(f importers.Finding) bool { return f.Code == code })
}

func TestPlan(t *testing.T) {
	for name, tt := range map[string]struct {
		text      string
		delimiter string
		header    int
		first     int
		names     string
		finding   string
	}{
		"plain":                 {"a,b\n1,2\n", ",", 1, 2, "a|b", ""},
		"title":                 {"Report\n\nSchool,Days,Rate\nOak,1,2\nAsh,3,4\n", ",", 3, 4, "School|Days|Rate", "title-rows"},
		"twins":                 {"Total,total,,n\nx,y,z,1\n", ",", 1, 2, "Total|total 2|Column 3|n", "header-duplicate"},
		"taken number":          {"Total,Total 2,Total\nx,y,z\nx,w,1\n", ",", 1, 2, "Total|Total 2|Total 3", "header-duplicate"},
		"no header":             {"1,Oak\n2,Ash\n", ",", 0, 1, "Column 1|Column 2", "header-none"},
		"years as names":        {"School,2019,2020\nOak,1,2\nAsh,3,4\n", ",", 1, 2, "School|2019|2020", ""},
		"long row":              {"a,b\n1,2\n3,4,5\n", ",", 1, 2, "a|b|Column 3", "row-long"},
		"short row":             {"a,b\n1\n3,4\n", ",", 1, 2, "a|b", "row-short"},
		"header over two lines": {"\"School\nname\",Days\nOak,1\n", ",", 1, 2, "School name|Days", ""},
		"lists in a column":     {"a,b\nx;y;z,1\np;q,2\n", ",", 1, 2, "a|b", ""},
		"decimal commas":        {"a;b\n1,5;2,5\n3,5;4,5\n", ";", 1, 2, "a|b", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := plan(t, "x.csv", tt.text)
			if p.Delimiter != tt.delimiter || p.HeaderRow != tt.header || p.FirstRow != tt.first {
				t.Errorf("delimiter %q, header %d, first %d; want %q, %d, %d", p.Delimiter, p.HeaderRow, p.FirstRow, tt.delimiter, tt.header, tt.first)
			}
			if got := strings.Join(p.Schema().Names(), "|"); got != tt.names {
				t.Errorf("columns %q, want %q", got, tt.names)
			}
			if tt.finding != "" && !hasFinding(p, tt.finding) {
				t.Errorf("findings %v lack %q", p.Findings, tt.finding)
			}
			if p.Name != "x" {
				t.Errorf("name %q", p.Name)
			}
		})
	}
}

// A byte at the end of a large file is enough to show that it is no UTF-8.
func TestEncodingOfWholeFile(t *testing.T) {
	text := "a,b\n" + strings.Repeat("x,1\n", 300_000) + "Ni\xF1os,2\n"
	source := importers.BytesSource("x.csv", []byte(text))
	got := importertest.ReadAll(t, delimited.Importer{}, source)[0]
	if last := got[len(got)-1][0]; last != "Niños" {
		t.Errorf("the last name is %q, want Niños", last)
	}
	if p := plan(t, "x.csv", strings.Replace(text, "\xF1", "ñ", 1)); p.Encoding != "utf-8" {
		t.Errorf("encoding %q, want utf-8", p.Encoding)
	}
}

func TestChosenHeader(t *testing.T) {
	source := importers.BytesSource("x.csv", []byte("a,b\nc,d\n1,2\n"))
	for row, want := range map[int]string{1: "a|b 2", 2: "c|d 1", importers.NoHeader: "Column 1|Column 2 3", 0: "a|b 2"} {
		plans, err := delimited.Importer{}.Plan(context.Background(), source, importers.Options{HeaderRow: row})
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(strings.Join(plans[0].Schema().Names(), "|"), " ", plans[0].Rows); got != want {
			t.Errorf("header row %d: got %q, want %q", row, got, want)
		}
	}
}

// Issues say on which line a quotation mark is out of place.
func TestIssuesSayWhere(t *testing.T) {
	source := importers.BytesSource("x.csv", []byte("a,b\n1,2\n\"oops,1\nx,2\n\"a \"b\" c\",3\n"))
	plans, err := delimited.Importer{}.Plan(context.Background(), source, importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	reader, err := delimited.Importer{}.Open(context.Background(), source, plans[0])
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	for {
		if _, err := reader.Next(); err != nil {
			break
		}
	}
	rows := map[string]int{}
	for _, issue := range reader.Issues() {
		rows[issue.Code] = issue.Where.Row
	}
	if rows["quote-open"] != 3 || rows["quote-stray"] != 5 {
		t.Errorf("issues at %v, want quote-open in 3 and quote-stray in 5", rows)
	}
}

func TestMisfitsSayWhere(t *testing.T) {
	var text strings.Builder
	text.WriteString("Score\n")
	for i := range 300 {
		fmt.Fprintln(&text, i)
	}
	text.WriteString("absent\n")
	source := importers.BytesSource("x.csv", []byte(text.String()))
	p := plan(t, "x.csv", text.String())
	reader, err := delimited.Importer{}.Open(context.Background(), source, p)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	var last table.Cell
	for {
		row, err := reader.Next()
		if err != nil {
			break
		}
		last = row.Cells[0]
	}
	if last.State != table.Misfit || last.Text != "absent" {
		t.Errorf("got %+v, want the misfit absent", last)
	}
	issues := reader.Issues()
	if len(issues) != 1 || issues[0].Code != "value-misfit" || !strings.Contains(issues[0].Message, `"absent" in row 302`) {
		t.Errorf("issues %v", issues)
	}
}

// Whatever encoding/csv writes is read back, and by the same records.
func TestAgreesWithStandardLibrary(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	pieces := []string{"a", "b c", ",", "\"", "\n", "\r\n", "ñ", "12", "0", " ", ";", "'", "x\"y", "\t"}
	for range 500 {
		columns := 2 + random.IntN(4)
		records := [][]string{make([]string, columns)}
		for i := range columns {
			records[0][i] = fmt.Sprintf("field%c", 'A'+i)
		}
		for range 1 + random.IntN(20) {
			record := make([]string, columns)
			for i := range record {
				for range random.IntN(5) {
					record[i] += pieces[random.IntN(len(pieces))]
				}
			}
			record[0] += "x"         // no record is all blank,
			record[columns-1] += "x" // or can be taken for a note
			records = append(records, record)
		}
		var data bytes.Buffer
		writer := csv.NewWriter(&data)
		if err := writer.WriteAll(records); err != nil {
			t.Fatal(err)
		}
		source := importers.BytesSource("x.csv", data.Bytes())
		importer := delimited.Importer{}
		plans, err := importer.Plan(context.Background(), source, importers.Options{HeaderRow: 1})
		if err != nil {
			t.Fatalf("%v\n%s", err, data.String())
		}
		p := plans[0]
		if p.Delimiter != "," {
			continue // a file may well look like another kind
		}
		got := importertest.ReadPlan(t, importer, source, p)
		if len(got) != len(records)-1 {
			t.Fatalf("%d rows, want %d\n%s", len(got), len(records)-1, data.String())
		}
		for i, record := range records[1:] {
			for j, want := range record {
				if got[i][j] != want {
					t.Fatalf("row %d column %d is %q, want %q\n%s", i, j, got[i][j], want, data.String())
				}
			}
		}
	}
}

func TestSniff(t *testing.T) {
	for name, tt := range map[string]struct {
		file string
		head []byte
		want bool
	}{
		"csv":                {"a.csv", []byte(schools), true},
		"csv named xls":      {"a.xls", []byte(strings.ReplaceAll(schools, ",", "\t")), true},
		"utf-16":             {"a.txt", wide(schools, false, true), true},
		"one column":         {"a.txt", []byte("Name\nAda\n"), true},
		"zip":                {"a.csv", []byte("PK\x03\x04\x00\x00\x00\x00\x01\x02\x03\x04\x05"), false},
		"json":               {"a.json", []byte(`{"a": 1, "b": 2}`), false},
		"xml":                {"a.xml", []byte("<a,b>\n<c,d>\n"), false},
		"nothing":            {"a.csv", nil, false},
		"control characters": {"a.csv", bytes.Repeat([]byte{1, 2, 3, 0, ','}, 100), false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := (delimited.Importer{}).Sniff(tt.file, tt.head); (got > importers.No) != tt.want {
				t.Errorf("confidence %d, want some: %v", got, tt.want)
			}
		})
	}
}

func TestUnknownSheet(t *testing.T) {
	_, err := delimited.Importer{}.Plan(context.Background(), importers.BytesSource("a.csv", []byte(schools)), importers.Options{Sheet: "Fall"})
	if issue := table.IssueIn(err); issue == nil || issue.Code != "sheet-unknown" {
		t.Errorf("got %v, want sheet-unknown", err)
	}
}

func FuzzDelimited(f *testing.F) {
	for _, seed := range []string{schools, "a\tb\n\"x\n", "sep=|\na|b\n", "\"", "a,b\r\"\"\"\r,\n", "\xFF\xFEa\x00,\x00", "^\n^^\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		source := importers.BytesSource("fuzz.csv", data)
		importertest.MustKeep(t, delimited.Importer{}, source)
	})
}

func FuzzSniff(f *testing.F) {
	f.Add("a.csv", []byte(schools))
	f.Add("a.xlsx", []byte("PK\x03\x04"))
	f.Add("a.txt", wide(schools, true, false))
	f.Fuzz(func(_ *testing.T, name string, head []byte) {
		delimited.Importer{}.Sniff(name, head)
	})
}

// Ensure that any separator is found that stands in every line, of one
// character or of several.
func TestSeparators(t *testing.T) {
	for _, separator := range []string{"\t", "^", "|", ";", ",", "~", ":", "\x1F", "\x01", `\t`, ", ", "; ", "||", "|~|", "~|~", "\t\t", "~~", "^^", "^|^", "#|#", "*|*", "<>", "::", "§", "¦", "¬", "##", "<|>", "=>"} {
		var text strings.Builder
		rows := [][]string{{"School", "Grade", "Phone", "Rate"}}
		for i := range 12 {
			rows = append(rows, []string{[]string{"Oak", "Ash Grove", "St. John's", "Elm (North)"}[i%4], fmt.Sprint(i), "555-01" + fmt.Sprint(10+i), []string{"", "-0.5", "$12", "3/4"}[i%4]})
		}
		for _, row := range rows {
			text.WriteString(strings.Join(row, separator) + "\r\n")
		}
		source := importers.BytesSource("a.txt", []byte(text.String()))
		importer := delimited.Importer{}
		plans, err := importer.Plan(context.Background(), source, importers.Options{})
		if err != nil {
			t.Errorf("%q: %v", separator, err)
			continue
		}
		got := append([][]string{plans[0].Schema().Names()}, importertest.ReadPlan(t, importer, source, plans[0])...)
		if !slices.EqualFunc(got, rows, slices.Equal) {
			t.Errorf("%q is read with %q: %q", separator, plans[0].Delimiter, got[:3])
		}
	}
}

// Ensure that no separator is made of what values are written with.
func TestNoSeparator(t *testing.T) {
	for name, text := range map[string]string{
		"prices":    strings.Repeat("$3.50\n$12.00\n", 10),
		"addresses": strings.Repeat("https://example.com/a\nhttps://example.com/b?c=d\n", 10),
		"mailboxes": strings.Repeat("ann@example.com\nbob.lee@example.com\n", 10),
		"dates":     strings.Repeat("2026-01-02\n2026-11-12\n", 10),
		"phones":    strings.Repeat("(555) 010-2000\n(555) 010-2001\n", 10),
		"notes":     strings.Repeat("One of the notes (short).\nAnother -- and longer -- note!\n", 10),
	} {
		plans, err := delimited.Importer{}.Plan(context.Background(), importers.BytesSource("a.txt", []byte(text)), importers.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if plans[0].Delimiter != "" {
			t.Errorf("%s: %q is taken for a separator", name, plans[0].Delimiter)
		}
	}
}

// Ensure that apostrophes around names and values are no part of them, and
// that NULL is a value that is missing, with what the file said kept.
func TestApostrophesAndNull(t *testing.T) {
	for name, text := range map[string]string{
		"around everything":  "'Student ID','Name','Score'\n'0101','Doe, Jane','81'\n'0102','O''Brien','NULL'\n'0103','Ray',NULL\n",
		"not around numbers": "'Student ID','Name','Score'\n0101,'Doe, Jane',81\n0102,'O''Brien',NULL\n0103,Ray,NULL\n",
		"semicolons":         "'Student ID';'Name';'Score'\r\n'0101';'Doe, Jane';81\r\n0102;'O''Brien';NULL\r\n0103;'Ray';NULL\r\n",
	} {
		source := importers.BytesSource("a.csv", []byte(text))
		found := plan(t, "a.csv", text)
		if got := found.Schema().Names(); !slices.Equal(got, []string{"Student ID", "Name", "Score"}) {
			t.Errorf("%s: the names are %q", name, got)
		}
		want := [][]string{{"0101", "Doe, Jane", "81"}, {"0102", "O'Brien", "NULL"}, {"0103", "Ray", "NULL"}}
		if got := importertest.ReadPlan(t, delimited.Importer{}, source, found); !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		if column := found.Columns[2]; column.Type != table.Integer {
			t.Errorf("%s: the scores are %v", name, column.Type)
		}
		reader, err := delimited.Importer{}.Open(context.Background(), source, found)
		if err != nil {
			t.Fatal(err)
		}
		for i := range want {
			row, err := reader.Next()
			if err != nil {
				t.Fatal(err)
			}
			if cell := row.Cells[2]; (i > 0) != (cell.State == table.Missing) {
				t.Errorf("%s: the score in row %d is %v", name, i+1, cell)
			}
		}
		if err := reader.Close(); err != nil {
			t.Error(err)
		}
	}
}
