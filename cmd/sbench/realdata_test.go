package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// sharedData returns the folder of public school files that lies beside the
// checkout, and skips the test where it does not.
func sharedData(t *testing.T) string {
	t.Helper()
	folder, err := filepath.Abs("../../../shared/data")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the public school files are not at %s", folder)
	}
	return folder
}

// sbench runs a command line that must succeed and returns its stdout.
func sbench(t *testing.T, args ...string) []byte {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := Run(context.Background(), args, &stdout, &stderr, stoppedClock); code != exitOK {
		t.Fatalf("sbench %s: exit %d\n%s", strings.Join(args, " "), code, stderr.String())
	}
	return stdout.Bytes()
}

// jsonCell is one cell as `crosstab --format json` prints it.
type jsonCell struct {
	Rows, Cols []string
	N          int
	Values     map[string]*float64
}

// Ensure that the real budget of a district comes out the same, to the cent,
// on every surface, read back by programs that are not ours.
func TestOaklandBudget(t *testing.T) {
	file := filepath.Join(sharedData(t), "oakland", "ousd_expenditures.csv")
	folder := t.TempDir()
	workspace := filepath.Join(folder, "oakland.schoolbench")
	sbench(t, "import", "-w", workspace, file)

	crosstab := []string{
		"crosstab", "-w", workspace, "ousd_expenditures", "--rows", "AcctObjectDescr", "--cols", "AcctLocationDescr",
		"--measures", "sum(Budget), sum(Spent), sum(Balance)",
	}
	var cells []jsonCell
	if err := json.Unmarshal(sbench(t, append(crosstab, "--format", "json")...), &cells); err != nil {
		t.Fatal(err)
	}
	want := map[string]float64{"sum(Budget)": 961545496.85, "sum(Spent)": 860917152.14, "sum(Balance)": 100628344.71}
	grand := 0
	for _, cell := range cells {
		if len(cell.Rows) > 0 || len(cell.Cols) > 0 {
			continue
		}
		grand++
		if cell.N != 21390 {
			t.Errorf("the grand total has %d rows, want 21390", cell.N)
		}
		for name, value := range want {
			if got := cell.Values[name]; got == nil || *got != value {
				t.Errorf("json: %s is %v, want %v", name, got, value)
			}
		}
	}
	if grand != 1 {
		t.Fatalf("%d grand totals, want 1", grand)
	}

	// By object group and fund, so that a page of paper holds the table.
	crosstab[5], crosstab[7] = "left(AcctObjectCode, 1)", "AcctFundDescr"
	shown := []string{"961,545,496.85", "860,917,152.14", "100,628,344.71"}
	for format, readBack := range map[string]func(*testing.T, string) string{
		"table": readText, "html": readHTML, "pdf": readPDF, "csv": readText,
	} {
		t.Run(format, func(t *testing.T) {
			path := filepath.Join(folder, "budget."+format)
			sbench(t, append(crosstab, "--format", format, "-o", path)...)
			text := readBack(t, path)
			for _, total := range shown {
				if format == "csv" {
					total = strings.ReplaceAll(total, ",", "")
				}
				if !strings.Contains(text, total) {
					t.Errorf("%s does not hold %s", format, total)
				}
			}
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s: mode %v, want 0600 (%v)", path, info.Mode(), err)
			}
		})
	}
	t.Run("xlsx in LibreOffice", func(t *testing.T) {
		path := filepath.Join(folder, "budget.xlsx")
		sbench(t, append(crosstab, "--format", "xlsx", "-o", path)...)
		last := lastNumbers(t, readWorkbook(t, path))
		for name, value := range want {
			if !containsNear(last, value) {
				t.Errorf("%s = %v is not in the workbook's total row %v", name, value, last)
			}
		}
	})
}

// Ensure that the files that the product was made for come in: codes intact,
// marks kept as marks, accents right.
func TestRealFilesImport(t *testing.T) {
	data := sharedData(t)
	workspace := filepath.Join(t.TempDir(), "real.schoolbench")
	workbooks, err := filepath.Glob(filepath.Join(data, "*-a*e", "*.xlsx"))
	if err != nil || len(workbooks) < 3 {
		t.Fatalf("found %q (%v)", workbooks, err)
	}
	files := append(workbooks,
		filepath.Join(data, "caaspp", "sb_ca2021entities_csv.txt"),
		filepath.Join(data, "cde-ap-sat", "ap15.txt"),
		filepath.Join(data, "student-level", "apipop.csv"))
	sbench(t, append([]string{"import", "-w", workspace}, files...)...)

	entities := rowsAsJSON(t, workspace, "sb_ca2021entities_csv", "")
	if len(entities) != 11149 {
		t.Errorf("%d entities, want 11149", len(entities))
	}
	accents := 0
	for _, row := range entities {
		// County and state rows have no school.
		if name, ok := row["School Name"].(string); ok && strings.Contains(name, "Niños") {
			accents++
		}
		if code := row["County Code"].(string); len(code) != 2 {
			t.Fatalf("county code %q lost a zero", code)
		}
	}
	if accents == 0 {
		t.Error("no school is named ... Niños: the encoding was misread")
	}

	columns := map[string]map[string]any{}
	var described []map[string]any
	if err := json.Unmarshal(sbench(t, "columns", "-w", workspace, "ap15", "--json"), &described); err != nil {
		t.Fatal(err)
	}
	for _, column := range described {
		columns[column["name"].(string)] = column
	}
	if got := columns["cds"]["type"]; got != "code" {
		t.Errorf("cds is %v, want code", got)
	}
	if got := columns["NumScr1"]["type"]; got != "integer" {
		t.Errorf("NumScr1 is %v, want integer", got)
	}
	// Counted with grep in the file itself.
	stars := strings.Count(string(mustRead(t, filepath.Join(data, "cde-ap-sat", "ap15.txt"))), "\t*\t")
	if got := columns["NumScr1"]["withheld"].(float64); stars == 0 || got == 0 {
		t.Errorf("NumScr1 has %v withheld cells; the file has %d marks", got, stars)
	}
	for _, row := range rowsAsJSON(t, workspace, "ap15", "") {
		if code := row["cds"].(string); len(code) != 14 {
			t.Fatalf("CDS code %q is not 14 digits", code)
		}
	}
	sbench(t, "check", "-w", workspace)
}

func rowsAsJSON(t *testing.T, workspace, dataset, where string) []map[string]any {
	t.Helper()
	var rows []map[string]any
	if err := json.Unmarshal(sbench(t, "rows", "-w", workspace, dataset, "--where", where, "--json"), &rows); err != nil {
		t.Fatal(err)
	}
	return rows
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func readText(t *testing.T, path string) string { return string(mustRead(t, path)) }

// readHTML takes the tags away.
func readHTML(t *testing.T, path string) string {
	return regexp.MustCompile(`<[^>]*>`).ReplaceAllString(readText(t, path), " ")
}

func readPDF(t *testing.T, path string) string {
	return string(runTool(t, "pdftotext", "-layout", path, "-"))
}

// readWorkbook has LibreOffice read a workbook and returns the cells of its
// first sheet, numbers unformatted.
func readWorkbook(t *testing.T, path string) [][]string {
	folder := t.TempDir()
	runTool(t, "soffice", "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless", "--convert-to",
		// Comma, double quote, UTF-8, and values rather than what is shown.
		"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false", "--outdir", folder, path)
	reader := csv.NewReader(bytes.NewReader(mustRead(t, filepath.Join(folder, strings.TrimSuffix(filepath.Base(path), ".xlsx")+".csv"))))
	reader.FieldsPerRecord = -1
	records, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func runTool(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed (make setup-test)", name)
	}
	output, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, output)
	}
	return output
}

// lastNumbers returns the numbers of the last row that has any: the totals.
func lastNumbers(t *testing.T, records [][]string) []float64 {
	t.Helper()
	for i := len(records) - 1; i >= 0; i-- {
		var numbers []float64
		for _, cell := range records[i] {
			var n float64
			if json.Unmarshal([]byte(cell), &n) == nil {
				numbers = append(numbers, n)
			}
		}
		if len(numbers) > 1 {
			return numbers
		}
	}
	t.Fatal("no row of numbers")
	return nil
}

func containsNear(numbers []float64, want float64) bool {
	for _, n := range numbers {
		if math.Abs(n-want) < 0.005 {
			return true
		}
	}
	return false
}
