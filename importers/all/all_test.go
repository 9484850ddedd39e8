package all_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/all"
	"github.com/schoolbench/schoolbench/importers/importertest"
	"github.com/schoolbench/schoolbench/table"
)

// archive returns a zip file with these parts.
func archive(t *testing.T, names ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	writer := zip.NewWriter(&out)
	for _, name := range names {
		part, err := writer.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func workbook(t *testing.T, options ...excelize.Options) []byte {
	t.Helper()
	file := excelize.NewFile()
	defer file.Close()
	var out bytes.Buffer
	if err := file.Write(&out, options...); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestRecognise(t *testing.T) {
	for name, tt := range map[string]struct {
		file string
		data []byte
		want string // an importer's name or an issue's code
		says string // in the issue
	}{
		"csv":                {"a.csv", []byte("a,b\n1,2\n"), "delimited", ""},
		"tabs named xls":     {"a.xls", []byte("a\tb\n1\t2\n3\t4\n"), "delimited", ""},
		"fixed width":        {"a.txt", []byte("Name   Days\nOak     175\nAsh       5\n"), "fixedwidth", ""},
		"no ending":          {"export", []byte("a|b|c\n1|2|3\n"), "delimited", ""},
		"workbook":           {"a.xlsx", workbook(t), "excel", ""},
		"workbook named csv": {"a.csv", workbook(t), "excel", ""},
		"encrypted":          {"a.xlsx", workbook(t, excelize.Options{Password: "x"}), "file-encrypted", "password"},
		"empty":              {"a.csv", nil, "file-empty", "nothing"},
		"only line ends":     {"a.csv", []byte("\r\n \n"), "file-empty", "nothing"},
		"pdf":                {"a.pdf", []byte("%PDF-1.4\n"), "file-not-a-table", "PDF document."},
		"pdf named xlsx":     {"a.xlsx", []byte("%PDF-1.4\n"), "file-not-a-table", "PDF document, although its name ends in .xlsx"},
		"zero bytes":         {"a.csv", make([]byte, 5000), "file-damaged", "zero bytes"},
		"picture named csv":  {"a.csv", []byte("\x89PNG\r\n\x1A\n\x00\x00\x00\x0DIHDR"), "file-not-a-table", "picture"},
		"jpeg":               {"a.jpg", []byte("\xFF\xD8\xFF\xE0\x00\x10JFIF"), "file-not-a-table", "This is a picture."},
		"web page named xls": {"a.xls", []byte("<html><table><tr><td>1</td></tr></table></html>"), "markup", ""},
		"flat open document": {"a.fods", []byte("<?xml version=\"1.0\"?><office:document office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"/>"), "ods", ""},
		"xml workbook":       {"a.xls", []byte("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"), "markup", ""},
		"xml":                {"a.xml", []byte("<?xml version=\"1.0\"?><a/>"), "file-not-a-table", "XML"},
		"old workbook":       {"a.xls", importertest.Container(map[string][]byte{"Workbook": []byte("x")}), "xls", ""},
		"old document":       {"a.xlsx", importertest.Container(map[string][]byte{"WordDocument": []byte("x")}), "file-not-a-table", "Word"},
		"old and cut off":    {"a.xls", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "file-damaged", "damaged"},
		"very old workbook":  {"a.xls", []byte("\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00"), "xls", ""},
		"binary workbook":    {"a.xlsb", archive(t, "_rels/.rels", "xl/workbook.bin"), "file-not-a-table", ".xlsb"},
		"open document":      {"a.ods", archive(t, "mimetype", "content.xml"), "ods", ""},
		"word":               {"a.docx", archive(t, "_rels/.rels", "word/document.xml"), "file-not-a-table", "Word"},
		"zip":                {"a.zip", archive(t, "roster.csv"), "archive", ""},
		"zip of nothing":     {"a.zip", archive(t), "archive", ""},
		"gzip":               {"a.csv.gz", []byte("\x1F\x8B\x08\x00\x00\x00\x00\x00"), "archive", ""},
		"parts in any order": {"a.xlsx", archive(t, "theme.xml", "xl/workbook.xml", "_rels/.rels"), "excel", ""},
		"cut-off workbook":   {"a.xlsx", workbook(t)[:3000], "file-damaged", "damaged"},
		"database":           {"a.schoolbench", []byte("SQLite format 3\x00\x10\x00"), "file-not-a-table", "database"},
		"sylk":               {"a.slk", []byte("ID;PWXL;N;E\r\nC;Y1;X1;K\"Name\"\r\nE\r\n"), "file-not-a-table", "This is a SYLK"},
		"grades, not sylk":   {"a.csv", []byte("ID;Punkte\nA;1\nB;2\nC;3\n"), "delimited", ""},
		"names, not sylk":    {"a.csv", []byte("ID;Puntos;Nombre\r\nA;1;Ana\r\nC;3;Carla\r\n"), "delimited", ""},
		"json with a mark":   {"a.json", []byte("\xEF\xBB\xBF\n{\"a\": 1}\n"), "file-not-a-table", "This is a JSON file."},
		"ids, not sylk":      {"a.csv", []byte("ID;Pupil\n0001;Ann\n0002;Bo\n"), "delimited", ""},
		"dbase":              {"a.csv", append([]byte("\x03\x7E\x01\x1F\x02\x00\x00\x00\x41\x00\x0B\x00"), append(make([]byte, 20), "NAME\x00"...)...), "file-not-a-table", "dBase table, although"},
		"lotus":              {"a.wk1", append([]byte("\x00\x00\x02\x00\x06\x04"), make([]byte, 60)...), "file-not-a-table", "Lotus"},
		"works":              {"a.wks", append([]byte("\xFF\x00\x02\x00\x04\x04"), make([]byte, 60)...), "file-not-a-table", "Works"},
		"json":               {"a.json", []byte("[{\"a\":1}]"), "file-not-a-table", "JSON"},
		"parquet":            {"a.csv", []byte("PAR1\x15\x04\x15\x00"), "file-not-a-table", "Parquet file, although"},
		"noise":              {"a.bin", []byte("\x01\x02\x03\x04\x05\x06\x07\x08\x0B\x0E\x0F\x10"), "file-not-a-table", "not a kind"},
	} {
		t.Run(name, func(t *testing.T) {
			importer, err := all.Recognise(importers.BytesSource(tt.file, tt.data))
			if err == nil {
				if got := importer.Properties().Name; got != tt.want {
					t.Errorf("got importer %q, want %q", got, tt.want)
				}
				return
			}
			issue := table.IssueIn(err)
			if issue == nil {
				t.Fatalf("%v is no issue", err)
			}
			if issue.Code != tt.want || !strings.Contains(issue.Message, tt.says) {
				t.Errorf("got %s: %v; want %s, %q", issue.Code, issue, tt.want, tt.says)
			}
			if issue.Remedy == "" || issue.Where.File != tt.file {
				t.Errorf("the issue does not say what to do and where: %+v", issue)
			}
		})
	}
}

func TestFileSource(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "a.csv")
	if err := os.WriteFile(path, []byte("a,b\n1,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	source, err := importers.FileSource(path)
	if err != nil {
		t.Fatal(err)
	}
	if source.Name() != "a.csv" {
		t.Errorf("name %q", source.Name())
	}
	for range 2 { // a source can be read again
		content, err := source.Open()
		if err != nil {
			t.Fatal(err)
		}
		if content.Size() != 8 {
			t.Errorf("size %d", content.Size())
		}
		if err := content.Close(); err != nil {
			t.Error(err)
		}
	}
	for code, path := range map[string]string{"file-missing": filepath.Join(folder, "b.csv"), "file-is-folder": folder} {
		_, err := importers.FileSource(path)
		if issue := table.IssueIn(err); issue == nil || issue.Code != code || issue.Remedy == "" {
			t.Errorf("%s: got %v, want %s", path, err, code)
		}
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	_, err = all.Recognise(source)
	if issue := table.IssueIn(err); issue == nil || issue.Code != "file-missing" {
		t.Errorf("a file removed meanwhile: %v", err)
	}
}

func TestNamed(t *testing.T) {
	for _, importer := range all.All() {
		properties := importer.Properties()
		got, err := all.Named(properties.Name)
		if err != nil || got.Properties().Title != properties.Title {
			t.Errorf("%q: got %v, %v", properties.Name, got, err)
		}
		if properties.Title == "" || properties.Description == "" || len(properties.Extensions) == 0 {
			t.Errorf("%q is not described: %+v", properties.Name, properties)
		}
	}
	if _, err := all.Named("runes"); table.IssueIn(err) == nil {
		t.Errorf("an unknown importer: %v", err)
	}
}

// A plan is saved beside its import and must mean the same when it is read.
func TestPlanIsJSON(t *testing.T) {
	source := importers.BytesSource("a.csv", []byte("sep=;\nid;when;ok\n007;1/2/2020;Y\n"))
	importer, err := all.Recognise(source)
	if err != nil {
		t.Fatal(err)
	}
	plans, err := importer.Plan(t.Context(), source, importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	before, err := json.Marshal(plans[0])
	if err != nil {
		t.Fatal(err)
	}
	var plan importers.Plan
	if err := json.Unmarshal(before, &plan); err != nil {
		t.Fatal(err)
	}
	after, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before, after) {
		t.Errorf("before %s\nafter  %s", before, after)
	}
	reader, err := importer.Open(t.Context(), source, plan)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	row, err := reader.Next()
	if err != nil || row.Cells[0].Text != "007" {
		t.Errorf("row %+v, %v", row, err)
	}
}
