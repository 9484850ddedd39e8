package archive_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/all"
	"github.com/schoolbench/schoolbench/importers/importertest"
	"github.com/schoolbench/schoolbench/table"
)

// packed is a file for an archive.
type packed struct {
	name string
	data []byte
}

func zipOf(t testing.TB, files ...packed) []byte {
	t.Helper()
	var out bytes.Buffer
	writer := zip.NewWriter(&out)
	for _, file := range files {
		part, err := writer.Create(file.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(file.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func gzipOf(t testing.TB, name string, data []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	writer := gzip.NewWriter(&out)
	writer.Name = name
	if _, err := writer.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func archiver(t testing.TB) importers.Importer {
	t.Helper()
	found, err := all.Named("archive")
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestArchive(t *testing.T) {
	roster := []byte("ID,Name\n007,Ada\n008,Bo\n")
	days := []byte("School;Days\nOak;175\n")
	want := [][]string{{"007", "Ada"}, {"008", "Bo"}}
	pdf := packed{"manual.pdf", []byte("%PDF-1.4\n")}
	secret := zipOf(t, packed{"roster.csv", roster})
	for i := range secret { // the flag of both headers
		if bytes.HasPrefix(secret[i:], []byte("PK\x03\x04")) {
			secret[i+6] |= 1
		}
		if bytes.HasPrefix(secret[i:], []byte("PK\x01\x02")) {
			secret[i+8] |= 1
		}
	}
	strange := bytes.ReplaceAll(zipOf(t, packed{"roster.csv", roster}), []byte("\x14\x00\x08\x00\x08\x00"), []byte("\x14\x00\x08\x00\x63\x00"))
	deep := zipOf(t, packed{"roster.csv", roster})
	twice := zipOf(t, packed{"inner.zip", deep})
	importertest.Run(t, archiver(t), map[string]importertest.Fixture{
		"one file":         {Name: "a.zip", Data: zipOf(t, packed{"roster.csv", roster}), Want: [][][]string{want}},
		"one table of two": {Name: "a.zip", Data: zipOf(t, pdf, packed{"roster.csv", roster}), Want: [][][]string{want}},
		"two":              {Name: "a.zip", Data: zipOf(t, packed{"x/roster.csv", roster}, packed{"y/days.txt", days}), Want: [][][]string{want, {{"Oak", "175"}}}},
		"gzip":             {Name: "roster.csv.gz", Data: gzipOf(t, "", roster), Want: [][][]string{want}},
		"gzip in zip":      {Name: "a.zip", Data: zipOf(t, packed{"roster.csv.gz", gzipOf(t, "", roster)}), Want: [][][]string{want}},
		"zip in zip":       {Name: "a.zip", Data: twice, Want: [][][]string{want}},
		"paths that climb": {Name: "a.zip", Data: zipOf(t, packed{"../../../roster.csv", roster}, packed{"/etc/days.csv", days}), Want: [][][]string{want, {{"Oak", "175"}}}},
		"system's files":   {Name: "a.zip", Data: zipOf(t, packed{"__MACOSX/._roster.csv", []byte("a,b\n1,2\n")}, packed{".DS_Store", []byte("a,b\n1,2\n")}, packed{"d/", nil}, packed{"roster.csv", roster}), Want: [][][]string{want}},
		"same name twice":  {Name: "a.zip", Data: zipOf(t, packed{"roster.csv", roster}, packed{"roster.csv", days}), Want: [][][]string{want, {{"Oak", "175"}}}},
		"too deep":         {Name: "a.zip", Code: "file-not-a-table", Data: zipOf(t, packed{"outer.zip", twice})},
		"only a manual":    {Name: "a.zip", Code: "file-not-a-table", Data: zipOf(t, pdf)},
		"nothing of use":   {Name: "a.zip", Code: "file-not-a-table", Data: zipOf(t, pdf, packed{"b.pdf", pdf.data})},
		"nothing":          {Name: "a.zip", Code: "file-empty", Data: zipOf(t)},
		"password":         {Name: "a.zip", Code: "file-encrypted", Data: secret},
		"unknown packing":  {Name: "a.zip", Code: "file-not-a-table", Data: strange},
		"cut off":          {Name: "a.zip", Code: "file-damaged", Data: deep[:len(deep)-30]},
		"gzip cut off":     {Name: "a.csv.gz", Code: "file-damaged", Data: gzipOf(t, "", roster)[:30]},
		"text":             {Name: "a.zip", Code: "file-not-a-table", Data: roster},
	})
}

func TestArchiveNames(t *testing.T) {
	roster := []byte("ID,Name\n007,Ada\n")
	data := zipOf(t, packed{"fall/roster.csv", roster}, packed{"spring/roster.csv", roster}, packed{"book.xlsx", workbookOf(t)}, packed{"readme.pdf", []byte("%PDF-1.4\n")})
	source := importers.BytesSource("district.zip", data)
	plans, err := archiver(t).Plan(t.Context(), source, importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, plan := range plans {
		got = append(got, plan.Name+" / "+plan.Sheet)
	}
	want := []string{"fall - roster / fall/roster.csv", "spring - roster / spring/roster.csv", "book / book.xlsx - Sheet1"}
	if !slices.Equal(got, want) {
		t.Errorf("plans %q, want %q", got, want)
	}
	if !slices.ContainsFunc(plans[0].Findings, func(f importers.Finding) bool {
		return f.Code == "entry-left-out" && strings.Contains(f.Message, "readme.pdf")
	}) {
		t.Errorf("nothing is said of the file left out: %+v", plans[0].Findings)
	}
	for _, sheet := range []string{"spring/roster.csv", "book.xlsx", "book.xlsx - Sheet1", "Sheet1"} {
		plans, err := archiver(t).Plan(t.Context(), source, importers.Options{Sheet: sheet})
		if err != nil || len(plans) != 1 {
			t.Errorf("asked for %q: %d plans, %v", sheet, len(plans), err)
		}
	}
	_, err = archiver(t).Plan(t.Context(), source, importers.Options{Sheet: "winter.csv"})
	if issue := table.IssueIn(err); issue == nil || issue.Code != "sheet-unknown" {
		t.Errorf("asked for an unknown file: %v", err)
	}
}

func workbookOf(t *testing.T) []byte {
	t.Helper()
	file := excelize.NewFile()
	defer file.Close()
	for i, row := range [][]any{{"School", "Days"}, {"Oak", 175}, {"Ash", 170}} {
		if err := file.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := file.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A file larger than memory should hold is unpacked to disk, and leaves nothing
// there.
func TestArchiveUsesDisk(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a while to pack")
	}
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp)
	var text bytes.Buffer
	text.WriteString("n,essay\n")
	const rows = 10_000
	essay := strings.Repeat("words ", 600)
	for i := range rows {
		fmt.Fprintf(&text, "%d,%s\n", i, essay)
	}
	source := importers.BytesSource("big.zip", zipOf(t, packed{"big.csv", text.Bytes()}))
	plans, err := archiver(t).Plan(t.Context(), source, importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if plans[0].Rows != rows {
		t.Errorf("%d rows", plans[0].Rows)
	}
	reader, err := archiver(t).Open(t.Context(), source, plans[0])
	if err != nil {
		t.Fatal(err)
	}
	if left := filesIn(t, temp); len(left) != 1 || left[0].Mode().Perm() != 0o600 {
		t.Errorf("while reading, %d temporary files: %v", len(left), left)
	}
	if err := reader.Close(); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v (%v)", left, err)
	}
}

// The first rows of a large text are shown without unpacking all of it, as
// they are otherwise.
func TestPeekUnpacksTheBeginning(t *testing.T) {
	var text bytes.Buffer
	text.WriteString("n,school\n")
	for text.Len() < 40<<20 {
		fmt.Fprintf(&text, "%07d,%s\n", text.Len(), strings.Repeat("North ", 200))
	}
	packed := []packed{{"readme.bin", []byte("\x00\x01\x02")}, {"large.csv", text.Bytes()}}
	for name, source := range map[string]importers.Source{
		"alone":   importers.BytesSource("large.zip", zipOf(t, packed[1])),
		"several": importers.BytesSource("large.zip", zipOf(t, packed...)),
	} {
		t.Run(name, func(t *testing.T) {
			// There is nowhere to unpack all of it.
			none := filepath.Join(t.TempDir(), "none")
			t.Setenv("TMPDIR", none)
			t.Setenv("TMP", none)
			view, err := archiver(t).(importers.Peeker).Peek(t.Context(), source, importers.Plan{}, 1, 200)
			if err != nil {
				t.Fatal(err)
			}
			sheet := map[string]string{"several": "large.csv"}[name]
			if len(view.Rows) != 200 || !view.More || view.Sheet != sheet || len(view.Sheets) != 1 || view.Sheets[0].Name != sheet {
				t.Errorf("%d rows of %q, sheets %+v, more: %v", len(view.Rows), view.Sheet, view.Sheets, view.More)
			}
			if last := view.Rows[len(view.Rows)-1]; last.Number != 200 || len(last.Cells) != 2 || len(last.Cells[1]) != 1200 {
				t.Errorf("row %d has %d cells", last.Number, len(last.Cells))
			}
			if _, err := archiver(t).(importers.Peeker).Peek(t.Context(), source, importers.Plan{}, 1, 1_000_000); table.IssueIn(err) == nil || table.IssueIn(err).Code != "disk-full" {
				t.Errorf("all rows are shown from the beginning alone: %v", err)
			}
		})
	}
}

func filesIn(t *testing.T, folder string) []os.FileInfo {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "schoolbench-*", "unpacked-*"))
	if err != nil {
		t.Fatal(err)
	}
	var found []os.FileInfo
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, info)
	}
	return found
}

// nothingness is an endless file of zeros.
type nothingness struct{}

func (nothingness) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func TestArchiveBomb(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a while to pack")
	}
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp)
	var out bytes.Buffer
	writer := gzip.NewWriter(&out)
	if _, err := io.CopyN(writer, nothingness{}, 600<<20); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"a.csv.gz": out.Bytes(), "a.zip": zipOf(t, packed{"a.csv.gz", out.Bytes()})} {
		_, err := archiver(t).Plan(t.Context(), importers.BytesSource(name, data), importers.Options{})
		if issue := table.IssueIn(err); issue == nil || issue.Code != "archive-too-large" || issue.Remedy == "" {
			t.Errorf("%s: got %v, want archive-too-large", name, err)
		}
	}
	if left := filesIn(t, temp); len(left) > 0 {
		t.Errorf("%s was left behind", left[0].Name())
	}
}

// What the files have beside their tables can be had, with the file's name.
func TestArchiveAside(t *testing.T) {
	text := []byte("Roster of the fall\n\nID,Name\n007,Ada\n008,Bo\n")
	source := importers.BytesSource("a.zip", zipOf(t, packed{"a.csv", text}, packed{"b.csv", text}))
	importer := archiver(t)
	plans, err := importer.Plan(t.Context(), source, importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	err = importer.(importers.Asider).Aside(t.Context(), source, plans, func(row importers.Aside) error {
		got = append(got, fmt.Sprint(row.Sheet, " ", row.Row, " ", strings.Join(row.Cells, "|")))
		return nil
	})
	if want := []string{"a.csv 1 Roster of the fall", "b.csv 1 Roster of the fall"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("aside %q, %v; want %q", got, err, want)
	}
	stop := errors.New("enough")
	if err := importer.(importers.Asider).Aside(t.Context(), source, plans, func(importers.Aside) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v, want the caller's error", err)
	}
}

func FuzzArchive(f *testing.F) {
	f.Add(zipOf(f, packed{"a.csv", []byte("a,b\n1,2\n")}))
	f.Add(zipOf(f, packed{"a.zip", zipOf(f, packed{"b.csv", []byte("a,b\n1,2\n")})}))
	f.Add(gzipOf(f, "a.csv", []byte("a,b\n1,2\n")))
	importer := archiver(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		source := importers.BytesSource("fuzz.zip", data)
		importertest.MustKeep(t, importer, source)
	})
}
