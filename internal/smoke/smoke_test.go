package smoke_test

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// extract writes a small invented attendance file and returns how many rows it
// has and how many days absent they add up to.
func extract(t *testing.T, path string) (rows, absent int) {
	t.Helper()
	var text strings.Builder
	text.WriteString("Student ID,Student Name,School,Grade Level,Days Absent\r\n")
	schools := []string{"Alder Elementary", "Birch Middle", "Cedar High"}
	for i := range 120 {
		days := (i * 7) % 23
		fmt.Fprintf(&text, "%07d,\"Student, %s\",%s,%s,%d\r\n", 12345+i*37, string(rune('A'+i%26)), schools[i%3], []string{"Lower", "Upper"}[i%2], days)
		rows++
		absent += days
	}
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return rows, absent
}

// From a file to a saved report and back, as a person does it.
func TestWindow(t *testing.T) {
	if testing.Short() {
		t.Skip("the window is not driven in short tests")
	}
	s := newScreen(t, 1440, 900)
	program := build(t)
	file := filepath.Join(s.home, "attendance.csv")
	rows, absent := extract(t, file)
	workspace := filepath.Join(s.home, "Documents", "Smoke.schoolbench")

	// A new workspace.
	s.start(program)
	s.shot("01-start")
	s.clickFor("start.new", "new.path")
	s.fill("new.path", workspace)
	s.shot("02-new-workspace")
	s.clickFor("new.create", "home.import")

	// The file is looked into and imported.
	s.clickFor("home.import", "import.path")
	s.fill("import.path", file)
	s.key("Return")
	s.waitFor("import.summary", fmt.Sprintf("%d rows", rows))
	s.shot("03-import")
	s.clickFor("import.run", "dataset.detail")
	s.waitFor("dataset.detail", fmt.Sprintf("%d rows", rows))
	s.shot("04-dataset")

	// Two dimensions and a sum.
	s.clickFor("dataset.explore", "explore.example")
	s.shot("05-explore-empty")
	for _, field := range []struct{ name, shelf string }{{"School", "shelf:rows"}, {"Days Absent", "shelf:values"}} {
		s.clickUntil("explore.search", field.name+" is on its shelf", func() bool {
			s.key("Escape")
			s.write(field.name)
			s.key("Return")
			time.Sleep(time.Second)
			return strings.Contains(s.look()[field.shelf].Text, field.name)
		})
		s.key("Escape")
	}
	s.clickFor("shelf:columns:add", "choose.search")
	s.click("choose.search")
	s.write("Grade Level")
	s.key("Return")
	s.waitFor("shelf:columns", "Grade Level")
	s.waitFor("explore.crosstab", "Sum of Days Absent by School and Grade Level")
	s.shot("06-explore")

	// A double-click on a cell inside opens the rows behind it, and so does one
	// on the grand total.
	s.doubleClickFor("crosstab:cell:1:1", "records.count")
	count := s.waitFor("records.count", "row")
	if want := fmt.Sprintf("%d rows · Sum of Days Absent", rows/6); !strings.HasPrefix(count.Text, want) {
		t.Errorf("the rows behind one cell are %q, want %q", count.Text, want)
	}
	s.key("Escape")
	s.waitFor("crosstab:total", "")
	s.doubleClickFor("crosstab:total", "records.count")
	if count := s.waitFor("records.count", "row"); !strings.HasPrefix(count.Text, fmt.Sprintf("%d rows · Sum of Days Absent", rows)) {
		t.Errorf("a double-click on the grand total shows %q, want %d rows", count.Text, rows)
	}
	s.key("Escape")
	s.waitFor("crosstab:total", "")

	// The grand total opens by the keys too.
	s.clickUntil("explore.crosstab", "the rows are shown", func() bool {
		s.key("ctrl+End")
		s.key("Return")
		time.Sleep(2 * time.Second)
		_, shown := s.look()["records.count"]
		return shown
	})
	count = s.waitFor("records.count", "row")
	if want := fmt.Sprintf("%d rows · Sum of Days Absent", rows); !strings.HasPrefix(count.Text, want) {
		t.Errorf("the rows behind the grand total are %q, want %q", count.Text, want)
	}
	s.shot("07-records")
	s.key("Escape")

	// What is seen is written to Excel.
	workbook := filepath.Join(s.home, "Documents", "attendance.xlsx")
	s.clickFor("explore.export", "export.path")
	s.click("export.format:xlsx")
	s.fill("export.path", workbook)
	s.shot("08-export")
	s.clickUntil("export.save", "the workbook is written", func() bool { _, err := os.Stat(workbook); return err == nil })
	if !holdsNumber(t, workbook, absent) {
		t.Errorf("the workbook does not hold the grand total %d", absent)
	}
	s.waitFor("notice", "Saved "+workbook)
	s.shot("09-exported")

	// The report is saved, and there after a restart.
	const report = "Absence by school"
	s.clickFor("explore.save", "report.name")
	s.fill("report.name", report)
	s.shot("10-save")
	s.clickFor("report.save", "side:report:"+report)
	s.waitFor("notice", report)
	s.shot("11-saved")
	s.quit()

	s.start(program)
	s.waitFor("side:report:"+report, "")
	s.shot("12-restarted")
	s.clickFor("side:report:"+report, "explore.crosstab")
	s.waitFor("explore.crosstab", "Sum of Days Absent by School and Grade Level")
	for shelf, field := range map[string]string{"shelf:rows": "School", "shelf:columns": "Grade Level", "shelf:values": "Days Absent"} {
		s.waitFor(shelf, field)
	}
	s.shot("13-report")
	s.quit()
}

// What was found is put right on the import page, and next week's file shows
// what it would change.
func TestImportPage(t *testing.T) {
	if testing.Short() {
		t.Skip("the window is not driven in short tests")
	}
	s := newScreen(t, 1440, 900)
	program := build(t)
	first, second := filepath.Join(s.home, "week 1.csv"), filepath.Join(s.home, "week 2.csv")
	week := "Roster of the week\r\n\r\nStudent ID,School,Days Absent\r\n0000123,Alder,3\r\n0000124,Birch,*\r\n0000125,Cedar,5\r\n0000126,Alder,6\r\n"
	for path, text := range map[string]string{first: week, second: strings.Replace(week, "0000126,Alder,6", "0000127,Birch,1", 1)} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s.start(program)
	s.clickFor("start.new", "new.path")
	s.fill("new.path", filepath.Join(s.home, "Documents", "Page.schoolbench"))
	s.clickFor("new.create", "home.import")
	s.clickFor("home.import", "import.path")
	s.fill("import.path", first)
	s.key("Return")
	s.waitFor("import.summary", "4 rows")
	s.waitFor("sheet.row:1", "Title")
	s.waitFor("sheet.row:3", "Header")
	s.shot("20-import-sheet")

	// The edge beneath the header is dragged one row down, and taken back.
	s.drag("sheet.edge:header-end", "sheet.row:4")
	s.waitFor("sheet.row:4", "Header")
	s.waitFor("import.summary", "3 rows")
	s.shot("21-import-dragged")
	s.clickUntil("import.undo", "the header is one row again", func() bool { return s.look()["sheet.row:4"].Text == "Data" })

	// A finding is answered.
	s.waitFor("import.column:Student ID", "Code or ID")
	for name := range s.look() {
		if strings.HasPrefix(name, "import.finding:") && strings.HasSuffix(name, ":Read as numbers") {
			s.clickUntil(name, "the column holds numbers", func() bool {
				return strings.Contains(strings.ToLower(s.look()["import.column:Student ID"].Text), "number")
			})
		}
	}
	s.waitFor("import.column:Student ID", "umber")
	s.shot("22-import-answered")
	s.clickUntil("import.undo", "the column holds codes again", func() bool { return s.look()["import.column:Student ID"].Text == "Code or ID" })
	s.clickUntil("import.part:odd", "the odd cells are listed", func() bool { return strings.Contains(s.look()["import.part:odd"].Text, "1 withheld") })
	s.shot("23-import-odd")
	s.fill("import.name", "Roster")
	s.clickFor("import.run", "dataset.detail")

	// Next week's file.
	s.key("ctrl+i")
	s.waitFor("import.path", "")
	s.fill("import.path", second)
	s.key("Return")
	s.waitFor("import.summary", "4 rows")
	s.fill("import.name", "Roster")
	s.waitFor("import.part:changes", "1 new")
	s.shot("24-import-changes")
	s.quit()
}

// holdsNumber looks for a number among the cells of a workbook's first sheets.
func holdsNumber(t *testing.T, path string, number int) bool {
	t.Helper()
	book, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := book.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, entry := range book.File {
		if !strings.HasPrefix(entry.Name, "xl/worksheets/sheet") {
			continue
		}
		part, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		if err := part.Close(); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(content), fmt.Sprintf("<v>%d</v>", number)) {
			return true
		}
	}
	return false
}
