package synth

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The figure is the rows of attendance written in a second, by far the most of
// a district's rows.
func BenchmarkAttendance(b *testing.B) {
	district := Generate(Options{Students: 2_000, Schools: 12, Years: 1})
	out, err := os.OpenFile(filepath.Join(b.TempDir(), "attendance.csv"), os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := out.Close(); err != nil {
			b.Error(err)
		}
	}()
	rows := 0
	if err := district.eachEnrolledIn(0, func(_ *person, e *enrolledYear) error {
		for _, stay := range e.current() {
			rows += stay.last - stay.first + 1
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		j := &job{ctx: context.Background(), out: out, name: "attendance.csv", faults: faultList(), progress: func(float64) {}}
		if err := district.writeAttendance(j); err != nil {
			b.Fatal(err)
		}
		if _, err := out.Seek(0, 0); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

// A full sheet goes on in another with the header again, and temporary files go
// away.
func TestWorkbookGoesOnInAnotherSheet(t *testing.T) {
	folder := t.TempDir()
	var out bytes.Buffer
	book, err := newWorkbook(&out, folder, "Students", []string{"Title"}, []string{"ID", "Born"}, []float64{10, 10})
	if err != nil {
		t.Fatal(err)
	}
	book.limit = 5
	for _, id := range []string{"01", "02", "03", "04", "05"} {
		line := book.line()
		book.text(id)
		book.date(dateOf(2015, 1, 31))
		if err := book.end(); err != nil {
			t.Fatal(err)
		}
		if book.row != line {
			t.Errorf("%s is in row %d, announced %d", id, book.row, line)
		}
	}
	if err := book.close(false); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	file, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	}()
	var ids []string
	for _, sheet := range []string{"Students", "Students (2)", "Students (3)"} {
		rows, err := file.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if rows[0][0] != "Title" || rows[2][1] != "Born" {
			t.Errorf("%s begins with %q", sheet, rows[:3])
		}
		for _, row := range rows[3:] {
			ids = append(ids, row[0])
			if row[1] != "1/31/2015" {
				t.Errorf("date is %q", row[1])
			}
		}
	}
	if len(ids) != 5 || ids[0] != "01" || ids[4] != "05" {
		t.Errorf("read back %q", ids)
	}
}

// Numbers must be given once each, whatever the size.
func TestNumbersAreGivenOnce(t *testing.T) {
	district := Generate(Options{Seed: 99})
	for _, size := range []int{1, 7, 900, 1024, 50_000, 400_000} {
		seen, numbers := make([]bool, size), district.numbering(aboutSchool, size)
		for position := range size {
			number := numbers.at(position)
			if seen[number] {
				t.Fatalf("size %d: %d twice", size, number)
			}
			seen[number] = true
		}
	}
}

func TestNamesInPlainLetters(t *testing.T) {
	var out bytes.Buffer
	rows := newTextRows(&out, '^', "\n")
	for name, want := range map[string]string{
		"Nguyễn": "Nguyen", "Đặng": "Dang", "王": "Wang", "Tuʻipulotu": "Tu'ipulotu", "Ọlátúnjí": "Olatunji", "Hadžić": "Hadzic",
	} {
		if got := rows.plainLetters(name); got != want {
			t.Errorf("%s becomes %q, want %q", name, got, want)
		}
	}
	for _, group := range peoples() {
		for _, names := range [][]string{group.family, group.girls, group.boys} {
			for _, name := range names {
				if rows.windows1252(name); len(rows.plainLetters(name)) < 2 {
					t.Errorf("%s becomes %q", name, rows.plainLetters(name))
				}
			}
		}
	}
	for _, town := range communities() {
		if len(town.peoples) != len(peoples()) {
			t.Errorf("%s has shares of %d peoples", town.name, len(town.peoples))
		}
	}
}

func TestFieldsAreQuoted(t *testing.T) {
	var out bytes.Buffer
	rows := newTextRows(&out, ',', "\r\n")
	rows.header("plain", `a, b`, `say "so"`, "two\nlines", "caret^")
	for _, cents := range []int64{0, 5, -5, 1234567, -100} {
		rows.cents(cents)
	}
	rows.end()
	if err := rows.finish(); err != nil {
		t.Fatal(err)
	}
	if want := "plain,\"a, b\",\"say \"\"so\"\"\",\"two\nlines\",caret^\r\n0.00,0.05,-0.05,12345.67,-1.00\r\n"; out.String() != want {
		t.Errorf("wrote %q, want %q", out.String(), want)
	}
}
