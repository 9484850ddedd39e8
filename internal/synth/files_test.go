package synth_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/internal/synth"
	"github.com/schoolbench/schoolbench/table"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
)

// write writes a district's files and returns the folder.
func write(t *testing.T, district *synth.District) string {
	t.Helper()
	folder := t.TempDir()
	paths, err := district.WriteFiles(context.Background(), folder, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range synth.FileNames() {
		if want := filepath.Join(folder, name); paths[i] != want {
			t.Fatalf("path %d is %q, want %q", i, paths[i], want)
		}
	}
	return folder
}

// read returns the bytes of a file.
func read(t *testing.T, folder, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// records reads the data rows of any of the files by column name, with
// libraries that this package does not write them with where there are such.
func records(t *testing.T, folder, name string) []map[string]string {
	t.Helper()
	var rows [][]string
	switch filepath.Ext(name) {
	case ".xlsx":
		book, err := excelize.OpenFile(filepath.Join(folder, name), excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := book.Close(); err != nil {
				t.Error(err)
			}
		}()
		if rows, err = book.GetRows(book.GetSheetName(0)); err != nil {
			t.Fatal(err)
		}
		if name == "services.xlsx" {
			rows = rows[3:]
		}
	default:
		content := bytes.TrimPrefix(read(t, folder, name), []byte("\ufeff"))
		separator := ','
		if name == "assessments.txt" {
			decoded, err := charmap.Windows1252.NewDecoder().Bytes(content)
			if err != nil {
				t.Fatal(err)
			}
			content, separator = decoded, '^'
		}
		reader := csv.NewReader(bytes.NewReader(content))
		reader.Comma = separator
		var err error
		if rows, err = reader.ReadAll(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	found := make([]map[string]string, 0, len(rows))
	for _, row := range rows[1:] {
		record := map[string]string{}
		for i, column := range rows[0] {
			if i < len(row) {
				record[column] = row[i]
			} else {
				record[column] = "" // trailing blank cells of a sheet
			}
		}
		found = append(found, record)
	}
	return found
}

func TestSameOptionsSameFiles(t *testing.T) {
	options := synth.Options{Students: 90, Schools: 4, Years: 2, Seed: 7}
	first, second := write(t, synth.Generate(options)), write(t, synth.Generate(options))
	options.Seed = 8
	other := write(t, synth.Generate(options))
	for _, name := range synth.FileNames() {
		if filepath.Ext(name) == ".xlsx" {
			a, b, c := text(records(t, first, name)), text(records(t, second, name)), text(records(t, other, name))
			if a != b || a == c {
				t.Errorf("%s: same seed equal %t, other seed equal %t", name, a == b, a == c)
			}
			continue
		}
		a, b, c := read(t, first, name), read(t, second, name), read(t, other, name)
		if !bytes.Equal(a, b) || bytes.Equal(a, c) {
			t.Errorf("%s: same seed equal %t, other seed equal %t", name, bytes.Equal(a, b), bytes.Equal(a, c))
		}
	}
}

// text writes records so that they can be compared.
func text(records []map[string]string) string {
	var b strings.Builder
	for _, record := range records {
		for _, column := range sortedKeys(record) {
			b.WriteString(column + "=" + record[column] + "|")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// A longer run of years must begin with the same years, and more students must
// not change those who were there.
func TestSizesDoNotShiftTheRest(t *testing.T) {
	options := synth.Options{Students: 60, Schools: 5, Years: 1, Seed: 3}
	small := write(t, synth.Generate(options))
	options.Students, options.Years = 150, 3
	large := write(t, synth.Generate(options))
	for _, name := range []string{"enrollment.csv", "attendance.csv", "marks.csv"} {
		inLarge := map[string]bool{}
		for _, record := range records(t, large, name) {
			delete(record, "Teacher ID") // more students, more teachers
			inLarge[text([]map[string]string{record})] = true
		}
		for _, record := range records(t, small, name) {
			delete(record, "Teacher ID")
			if line := text([]map[string]string{record}); !inLarge[line] {
				t.Fatalf("%s: not in the larger district: %s", name, line)
			}
		}
	}
}

func TestFilesAreForTheirOwnerAlone(t *testing.T) {
	folder := write(t, synth.Generate(synth.Options{Students: 20, Schools: 1, Years: 1}))
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(synth.FileNames()) {
		t.Errorf("folder holds %v", entries)
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", entry.Name(), info.Mode())
		}
	}
}

func TestProgressRises(t *testing.T) {
	last, files := 0.0, map[string]bool{}
	_, err := synth.Generate(synth.Options{Students: 200, Years: 1}).WriteFiles(context.Background(), t.TempDir(), func(file string, done float64) {
		if done < last || done > 1 {
			t.Errorf("%s: %v after %v", file, done, last)
		}
		last, files[file] = done, true
	})
	if err != nil {
		t.Fatal(err)
	}
	if last < 0.999999 || len(files) != len(synth.FileNames()) {
		t.Errorf("ended at %v after %d files", last, len(files))
	}
}

// Cancelled in any file, nothing may stay behind.
func TestCancelLeavesNothing(t *testing.T) {
	for _, at := range synth.FileNames() {
		t.Run(at, func(t *testing.T) {
			folder := t.TempDir()
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			district := synth.Generate(synth.Options{Students: 300, Schools: 3, Years: 1})
			_, err := district.WriteFiles(ctx, folder, func(file string, _ float64) {
				if file == at {
					cancel()
				}
			})
			if at == "budget.csv" && err == nil {
				return // its last report comes when all is done
			}
			if !errors.Is(err, context.Canceled) {
				t.Fatalf("error %v", err)
			}
			if entries, err := os.ReadDir(folder); err != nil || len(entries) > 0 {
				t.Errorf("left behind: %v, %v", entries, err)
			}
			for _, fault := range district.Planted() {
				if fault.Rows != 0 {
					t.Errorf("counted without files: %+v", fault)
				}
			}
		})
	}
}

func TestNothingIsOverwritten(t *testing.T) {
	folder := t.TempDir()
	mine := filepath.Join(folder, "students.xlsx")
	if err := os.WriteFile(mine, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := synth.Generate(synth.Options{Students: 20}).WriteFiles(context.Background(), folder, nil)
	if issue := table.IssueIn(err); issue == nil || issue.Code != "sample-file-exists" || issue.Remedy == "" {
		t.Fatalf("error %v", err)
	}
	if content, err := os.ReadFile(mine); err != nil || string(content) != "mine" {
		t.Errorf("file is now %q, %v", content, err)
	}
	if entries, _ := os.ReadDir(folder); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
}

func TestFolderThatIsAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "taken")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := synth.Generate(synth.Options{Students: 20}).WriteFiles(context.Background(), path, nil)
	if issue := table.IssueIn(err); issue == nil || issue.Code != "sample-not-written" {
		t.Fatalf("error %v", err)
	}
	if _, err := os.Stat(filepath.Join(path, "schools.csv")); err == nil || errors.Is(err, fs.ErrPermission) {
		t.Errorf("stat: %v", err)
	}
}

// Student data must never look like social security numbers, which tools that
// guard against leaks look for.
func TestNoSocialSecurityNumbers(t *testing.T) {
	pattern := regexp.MustCompile(`(^|[^0-9-])[0-9]{3}-[0-9]{2}-[0-9]{4}($|[^0-9-])`)
	folder := write(t, synth.Generate(synth.Options{Students: 250, Schools: 5, Years: 2, Seed: 5}))
	for _, name := range synth.FileNames() {
		content := string(read(t, folder, name))
		if filepath.Ext(name) == ".xlsx" {
			content = text(records(t, folder, name))
		}
		if found := pattern.FindString(content); found != "" {
			t.Errorf("%s holds %q", name, found)
		}
	}
	if pattern.FindString("id,123-45-6789\n") == "" {
		t.Error("the pattern finds nothing")
	}
}

func TestCalendar(t *testing.T) {
	for year := 1990; year <= 2100; year++ {
		calendar := synth.NewCalendar(year)
		if len(calendar.Days) != synth.InstructionalDays {
			t.Fatalf("%d: %d days", year, len(calendar.Days))
		}
		first, last := calendar.Days[0], calendar.Days[len(calendar.Days)-1]
		if first.Year() != year || first.Month() != time.August || last.Year() != year+1 || last.After(time.Date(year+1, time.June, 14, 0, 0, 0, 0, time.UTC)) || last.Before(time.Date(year+1, time.May, 25, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%d: from %v to %v", year, first, last)
		}
		for i, day := range calendar.Days {
			if weekday := day.Weekday(); weekday == time.Saturday || weekday == time.Sunday {
				t.Errorf("school on %v", day)
			}
			if calendar.Number(day.Add(13*time.Hour)) != i+1 {
				t.Errorf("%v has number %d, want %d", day, calendar.Number(day), i+1)
			}
		}
		for _, free := range []time.Time{
			time.Date(year, time.December, 25, 0, 0, 0, 0, time.UTC), time.Date(year+1, time.January, 1, 0, 0, 0, 0, time.UTC),
			time.Date(year, time.July, 4, 0, 0, 0, 0, time.UTC),
		} {
			if calendar.Number(free) != 0 {
				t.Errorf("school on %v", free)
			}
		}
	}
}
