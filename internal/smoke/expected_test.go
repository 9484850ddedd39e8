package smoke_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// district is the sample district, made by the command line: a workspace, its
// files, and the program that answers for what the window should show.
type district struct {
	sbench    string
	workspace string
	files     string
}

// newDistrict makes the sample district, and the command line to ask about it.
func newDistrict(t *testing.T) district {
	t.Helper()
	folder := t.TempDir()
	d := district{sbench: filepath.Join(folder, "sbench"), workspace: filepath.Join(folder, "district.schoolbench"), files: filepath.Join(folder, "files")}
	build := exec.Command("go", "build", "-o", d.sbench, "./cmd/sbench")
	build.Dir = root(t)
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=")
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("the command line does not build: %v\n%s", err, output)
	}
	d.run(t, "sample", "-w", d.workspace, "--files", d.files)
	return d
}

// run runs the command line and returns what it prints.
func (d district) run(t *testing.T, arguments ...string) string {
	t.Helper()
	command := exec.Command(d.sbench, arguments...)
	output, err := command.Output()
	if err != nil {
		t.Fatalf("sbench %s: %v\n%s", strings.Join(arguments, " "), err, output)
	}
	return string(output)
}

// answer is the table that the command line makes for a question: each line as
// its cells, numbers written plainly.
func (d district) answer(t *testing.T, arguments ...string) [][]string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "answer.csv")
	d.run(t, append([]string{"crosstab", "-w", d.workspace, "--format", "csv", "-o", path}, arguments...)...)
	return readTable(t, path)
}

// readTable reads a file of commas.
func readTable(t *testing.T, path string) [][]string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(content), "\ufeff")))
	reader.FieldsPerRecord = -1
	lines, err := reader.ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return lines
}

// copyTo makes a workspace of one's own to work in.
func (d district) copyTo(t *testing.T, path string) {
	t.Helper()
	content, err := os.ReadFile(d.workspace)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// shows compares the cells of the cross-tab in the window with a table that
// the command line has made. headings is how many lines of it are headings.
func (p *person) shows(want [][]string, headings int) {
	p.t.Helper()
	body := want[headings:]
	differ := ""
	p.waitUntil("the cross-tab has the numbers of the command line", func() bool {
		shown := p.look()
		compared := 0
		differ = ""
		for row, line := range body {
			for column, text := range line {
				cell, inView := shown[fmt.Sprintf("crosstab:cell:%d:%d", row, column)]
				if !inView || text == "" {
					continue // out of view, or a label that stands above
				}
				compared++
				if got := plain(cell.Text); got != plain(text) {
					differ = fmt.Sprintf("row %d, column %d shows %q, want %q", row, column, cell.Text, text)
					return false
				}
			}
		}
		if compared < len(body) || compared < 4 {
			differ = fmt.Sprintf("only %d cells are in view", compared)
		}
		return differ == ""
	}, func() string { return differ })
}

// exported compares a file that the window has written with the table that the
// command line has made.
func (p *person) exported(path string, want [][]string) {
	p.t.Helper()
	got := readTable(p.t, path)
	if fmt.Sprint(got) != fmt.Sprint(want) {
		p.t.Errorf("%s holds\n%v\nwant\n%v", filepath.Base(path), got, want)
	}
}

// plain writes a number without the signs between its thousands.
func plain(text string) string {
	return strings.NewReplacer(",", "", "−", "-", "\u00a0", "").Replace(strings.TrimSpace(text))
}
