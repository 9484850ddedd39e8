package workbench_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// Ensure that what a person says of the delimiter and the encoding goes before
// what is found, and is remembered for the next file of the kind.
func TestReadingIsRemembered(t *testing.T) {
	// The commas are found, and the colons are meant.
	week := func(first string) string {
		return "Student:Days, present:Days, absent\n" + first + ":170,0:3,5\n0002:171,5:4,0\n0003:172,0:5,5\n"
	}
	bench := mustOpen(t)
	one := writeFile(t, "week1.csv", week("0001"))
	if by := mustInspect(t, bench, one).Plan.Delimiter; by == ":" {
		t.Fatalf("by itself the delimiter is %q already: the test shows nothing", by)
	}
	reading := workbench.Reading{Delimiter: ":"}
	imported := mustImport(t, bench, workbench.ImportRequest{Path: one, Dataset: "days", Reading: reading})
	if got := imported[0].Batch.Rows; got != 3 {
		t.Fatalf("%d rows", got)
	}
	for _, name := range []string{"week2.csv", "week3.csv"} { // it is handed on from week to week
		path := writeFile(t, name, week("000"+name[4:5]))
		found := mustInspect(t, bench, path)
		if found.Plan.Delimiter != ":" || len(found.Plan.Columns) != 3 {
			t.Fatalf("%s is separated by %q: %+v", name, found.Plan.Delimiter, found.Plan.Findings)
		}
		if texts := messages(found.Plan.Findings, "dialect-recalled"); len(texts) != 1 || !strings.Contains(texts[0], `":"`) {
			t.Errorf("%s: it is told as %q", name, texts)
		}
		mustImport(t, bench, workbench.ImportRequest{Path: path, Dataset: "days", Mode: warehouse.Add})
	}
	// A file of another kind is left alone.
	if by := mustInspect(t, bench, writeFile(t, "other.csv", "a,b\n1:0,2\n3:0,4\n")).Plan.Delimiter; by != "," {
		t.Errorf("another file is separated by %q", by)
	}
}

func TestReadingEncoding(t *testing.T) {
	latin2 := "School,Town\nOak,\xA3\xF3d\xBC\nAsh,Krak\xF3w\n" // ISO 8859-2
	var out bytes.Buffer
	path := writeFile(t, "towns.csv", latin2)
	if _, err := workbench.Convert(t.Context(), path, workbench.ConvertOptions{Reading: workbench.Reading{Encoding: "iso-8859-2"}}, &out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "Łódź") {
		t.Errorf("it is read as %q", out.String())
	}
	_, err := workbench.Convert(t.Context(), path, workbench.ConvertOptions{Reading: workbench.Reading{Encoding: "klingon"}}, &out)
	if issue := table.IssueIn(err); issue == nil || issue.Code != "encoding-unknown" {
		t.Errorf("an unknown encoding: %v", err)
	}
	bench := mustOpen(t)
	mustImport(t, bench, workbench.ImportRequest{Path: path, Reading: workbench.Reading{Encoding: "latin2"}})
	found := mustInspect(t, bench, writeFile(t, "towns2.csv", latin2+"Elm,\xA3uk\xF3w\n"))
	if found.Plan.Encoding != "iso-8859-2" {
		t.Errorf("the next is read as %s", found.Plan.Encoding)
	}
	// What proves to be UTF-8 is not read in another way.
	found = mustInspect(t, bench, writeFile(t, "towns3.csv", "School,Town\nOak,Łódź\nAsh,Kraków\n"))
	if found.Plan.Encoding != "utf-8" {
		t.Errorf("UTF-8 is read as %s", found.Plan.Encoding)
	}
}

// hiding writes a workbook that hides a row, a column and a sheet.
func hiding(t *testing.T, options ...excelize.Options) string {
	t.Helper()
	file := excelize.NewFile()
	defer file.Close() //nolint:errcheck // in memory
	for i, row := range [][]any{{"School", "Note", "Days"}, {"Oak", "x", 170}, {"Ash", "y", 171}, {"Elm", "z", 172}} {
		if err := file.SetSheetRow("Sheet1", "A"+string(rune('1'+i)), &row); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := file.NewSheet("Secret"); err != nil {
		t.Fatal(err)
	}
	for i, row := range [][]any{{"Code", "Words"}, {"P", "present"}, {"A", "absent"}} {
		if err := file.SetSheetRow("Secret", "A"+string(rune('1'+i)), &row); err != nil {
			t.Fatal(err)
		}
	}
	for _, err := range []error{file.SetRowVisible("Sheet1", 3, false), file.SetColVisible("Sheet1", "B", false), file.SetSheetVisible("Secret", false)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "hiding.xlsx")
	if err := file.SaveAs(path, options...); err != nil {
		t.Fatal(err)
	}
	return path
}

// Ensure that what a workbook hides is read or left out as a person says, that
// it is told, and that nothing is lost either way.
func TestReadingHidden(t *testing.T) {
	path := hiding(t)
	for name, test := range map[string]struct {
		reading workbench.Reading
		tables  int
		first   string
		says    string
	}{
		"by itself": {workbench.Reading{}, 1, "School,Note,Days\r\nOak,x,170\r\nAsh,y,171\r\nElm,z,172\r\n", "was read like the rest"},
		"all":       {workbench.Reading{HiddenSheets: true}, 2, "School,Note,Days\r\nOak,x,170\r\nAsh,y,171\r\nElm,z,172\r\n", "was read like the rest"},
		"none":      {workbench.Reading{SkipHidden: true}, 1, "School,Days\r\nOak,170\r\nElm,172\r\n", "was left out"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "out")
			done, err := workbench.ConvertFolder(t.Context(), path, folder, workbench.ConvertOptions{Reading: test.reading})
			if err != nil || len(done.Tables) != test.tables {
				t.Fatalf("%+v, %v", done, err)
			}
			text, err := os.ReadFile(filepath.Join(folder, done.Tables[0]))
			if err != nil || string(text) != test.first {
				t.Errorf("the table is %q, %v", text, err)
			}
			all := ""
			for _, file := range append(slices.Clone(done.Tables), "aside.csv") {
				text, _ := os.ReadFile(filepath.Join(folder, file))
				all += string(text)
			}
			for _, cell := range []string{"Note", "x", "y", "z", "Ash", "171", "absent"} {
				if !strings.Contains(all, cell) {
					t.Errorf("%s is nowhere", cell)
				}
			}
			found, err := workbench.Inspect(t.Context(), path, workbench.InspectOptions{Reading: test.reading})
			if err != nil {
				t.Fatal(err)
			}
			if texts := messages(found[0].Plan.Findings, "rows-hidden"); len(texts) != 1 || !strings.Contains(texts[0], test.says) {
				t.Errorf("it says %q", texts)
			}
		})
	}
}

// Ensure that a protected workbook opens with its password and with no other,
// and that nothing of it stays behind.
func TestUnlock(t *testing.T) {
	path := hiding(t, excelize.Options{Password: "Oak tree"})
	_, err := workbench.Inspect(t.Context(), path, workbench.InspectOptions{})
	if !workbench.IsLocked(err) || !workbench.IsLockedFile(path) {
		t.Fatalf("it is not told as locked: %v", err)
	}
	_, err = workbench.Unlock(path, "oak tree")
	if issue := table.IssueIn(err); issue == nil || issue.Code != "password-wrong" {
		t.Errorf("another password: %v", err)
	}
	if _, err := workbench.Unlock(writeFile(t, "a.csv", "a,b\n1,2\n"), "x"); table.IssueIn(err) == nil {
		t.Errorf("what is not locked: %v", err)
	}
	unlocked, err := workbench.Unlock(path, "Oak tree")
	if err != nil {
		t.Fatal(err)
	}
	found, err := workbench.Inspect(t.Context(), unlocked.Path, workbench.InspectOptions{})
	if err != nil || found[0].Plan.Name != "hiding" || found[0].Plan.Rows != 3 {
		t.Errorf("%+v, %v", found, err)
	}
	if info, err := os.Stat(unlocked.Path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others can read it: %v, %v", info, err)
	}
	if err := unlocked.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(unlocked.Path); !os.IsNotExist(err) {
		t.Errorf("it is still there: %v", err)
	}
}

// Ensure that a header that a profile knows by two names is matched with last
// time's, and that two headers it tells apart are not.
func TestRecallByProfile(t *testing.T) {
	bench := mustOpen(t)
	rows := func(header string) string {
		var b strings.Builder
		b.WriteString(header + "\n")
		for i := range 12 {
			b.WriteString("00" + string(rune('A'+i)) + "1,10000000" + string(rune('0'+i%10)) + "7,Name,9,M\n")
		}
		return b.String()
	}
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "a.csv", rows("SchoolCode,StateStudentID,LastName,Grade,Gender")), Dataset: "students"})
	found := mustInspect(t, bench, writeFile(t, "b.csv", rows("SchoolCode,SSID,LastName,Grade,Gender")))
	names := found.Plan.Schema().Names()
	if names[1] != "StateStudentID" {
		t.Errorf("the columns are %q: %+v", names, found.Plan.Findings)
	}
	if texts := messages(found.Plan.Findings, "column-taken"); len(texts) == 0 || !strings.Contains(texts[0], "both names") {
		t.Errorf("it is told as %q", texts)
	}
}
