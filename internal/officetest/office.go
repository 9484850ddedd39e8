// Package officetest has LibreOffice open workbooks for tests: it tells what
// their cells show and hold, works their PivotTables out anew, and saves them
// again. Many workbooks are opened in one start of LibreOffice, which is what
// takes the time.
package officetest

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// script is what talks to LibreOffice, in the language that it comes with.
//
//go:embed office.py
var script string

// Job is one workbook to look at.
type Job struct {
	// Open is the path of the workbook.
	Open string `json:"open"`
	// Sheets is how many of its sheets are read, from the first; 0 is all.
	Sheets int `json:"sheets"`
	// Store, if not empty, is where LibreOffice saves the workbook again as
	// xlsx, after its PivotTables are worked out anew.
	Store string `json:"store"`
	// Blank empties the cells of each PivotTable before that, so that nothing
	// but working it out can fill them.
	Blank bool `json:"blank"`
}

// Book is what LibreOffice tells of a workbook.
type Book struct {
	Open   string  `json:"open"`
	Error  string  `json:"error"` // empty if it was opened and saved
	Sheets []Sheet `json:"sheets"`
	Pivots []Pivot `json:"pivots"`
}

// Sheet is one sheet, from its first cell to the last that is used.
type Sheet struct {
	Name  string   `json:"name"`
	Cells [][]Cell `json:"cells"`
}

// Pivot is a PivotTable before and after it was worked out anew.
type Pivot struct {
	Sheet  string   `json:"sheet"`
	Name   string   `json:"name"`
	Before [][]Cell `json:"before"`
	After  [][]Cell `json:"after"`
}

// Cell is a cell as it is held and as it is shown.
type Cell struct {
	Number   float64
	IsNumber bool
	Shown    string
}

// UnmarshalJSON reads what the script writes: what is held and what is shown.
func (c *Cell) UnmarshalJSON(text []byte) error {
	var pair [2]any
	if err := json.Unmarshal(text, &pair); err != nil {
		return err
	}
	c.Number, c.IsNumber = pair[0].(float64)
	c.Shown, _ = pair[1].(string)
	return nil
}

// Look has LibreOffice open workbooks and tells of each, in order. It skips the
// test, saying so, with -short and where LibreOffice or its bridge to Python is
// missing.
func Look(t testing.TB, jobs []Job) []Book {
	t.Helper()
	if testing.Short() {
		t.Skip("starting LibreOffice takes some seconds; run without -short")
	}
	python := bridge(t)
	// LibreOffice may write into its folder while it ends, which t.TempDir would
	// take for a fault.
	folder, err := os.MkdirTemp("", "schoolbench-office-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	program := filepath.Join(folder, "office.py")
	if err := os.WriteFile(program, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	var orders, complaints bytes.Buffer
	encoder := json.NewEncoder(&orders)
	for _, job := range jobs {
		if err := encoder.Encode(job); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.CommandContext(t.Context(), python, program, filepath.Join(folder, "profile"))
	command.Stdin, command.Stderr = &orders, &complaints
	answers, err := command.Output()
	if err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, complaints.String())
	}
	books, err := parse(answers)
	if err != nil {
		t.Fatal(err)
	}
	if len(books) != len(jobs) {
		t.Fatalf("LibreOffice tells of %d workbooks of %d\n%s", len(books), len(jobs), complaints.String())
	}
	return books
}

func parse(answers []byte) ([]Book, error) {
	var books []Book
	lines := bufio.NewScanner(bytes.NewReader(answers))
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var book Book
		if err := json.Unmarshal(lines.Bytes(), &book); err != nil {
			return nil, fmt.Errorf("%w in %.200q", err, lines.Text())
		}
		books = append(books, book)
	}
	return books, lines.Err()
}

// bridge is a Python that can talk to LibreOffice. That of the system can, where
// the package python3-uno is; another in the path may not.
func bridge(t testing.TB) string {
	t.Helper()
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("LibreOffice (soffice) is not installed")
	}
	for _, name := range []string{"/usr/bin/python3", "python3"} {
		if exec.Command(name, "-c", "import uno").Run() == nil {
			return name
		}
	}
	t.Skip("LibreOffice cannot be asked: its bridge to Python (python3-uno) is not installed; scripts/setup.sh test installs it")
	return ""
}
