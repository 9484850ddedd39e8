package all_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/all"
	"github.com/schoolbench/schoolbench/table"
)

// changing is a file that somebody saves anew while it is read: each time it is
// opened there is the next of its contents, and the last from then on.
type changing struct {
	name     string
	contents [][]byte
	opened   int
}

func (c *changing) Name() string { return c.name }

func (c *changing) Open() (importers.Content, error) {
	content := c.contents[min(c.opened, len(c.contents)-1)]
	c.opened++
	return importers.BytesSource(c.name, content).Open()
}

// Ensure that a file which changes between looking at it and reading it, or in
// between, gives rows of the planned width or an issue, never a panic.
func TestFilesThatChangeWhileTheyAreRead(t *testing.T) {
	roster := []byte("Student ID,School,Score\n" + strings.Repeat("0012345,North,12.5\n", 2000))
	book, packed := filledBook(t), zipped(t, "roster.csv", roster)
	others := map[string][]byte{
		"empty":     nil,
		"shorter":   roster[:len(roster)/3],
		"cut":       roster[:len(roster)-4],
		"longer":    append(bytes.Clone(roster), roster...),
		"narrower":  []byte(strings.Repeat("0012345\n", 3000)),
		"wider":     []byte(strings.Repeat("1,2,3,4,5,6,7,8\n", 3000)),
		"no text":   bytes.Repeat([]byte{0, 1, 2, 0xFF}, 5000),
		"a zip":     packed,
		"no zip":    []byte("PK\x03\x04 and nothing"),
		"half book": book[:len(book)/2],
		"book":      book,
		"one line":  bytes.Repeat([]byte("x"), 1<<20),
	}
	for first, before := range map[string][]byte{"roster.csv": roster, "book.xlsx": book, "roster.zip": packed} {
		for then, after := range others {
			for changes := 1; changes < 5; changes++ {
				contents := [][]byte{}
				for range changes {
					contents = append(contents, before)
				}
				if err := readAll(t, &changing{name: first, contents: append(contents, after)}); err != nil && table.IssueIn(err) == nil {
					t.Errorf("%s, then %s after being opened %d times: %v is no sentence", first, then, changes, err)
				}
			}
		}
	}
}

func filledBook(t *testing.T) []byte {
	t.Helper()
	file := excelize.NewFile()
	defer file.Close() //nolint:errcheck // only memory
	for row := range 500 {
		cell, err := excelize.CoordinatesToCellName(1, row+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := file.SetSheetRow("Sheet1", cell, &[]any{"name", row, 1.5}); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := file.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func zipped(t *testing.T, name string, data []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	writer := zip.NewWriter(&out)
	part, err := writer.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func readAll(t *testing.T, source importers.Source) error {
	t.Helper()
	importer, err := all.Recognise(source)
	if err != nil {
		return err
	}
	plans, err := importer.Plan(t.Context(), source, importers.Options{})
	if err != nil {
		return err
	}
	for _, plan := range plans {
		reader, err := importer.Open(t.Context(), source, plan)
		if err != nil {
			return err
		}
		for {
			row, err := reader.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return errors.Join(err, reader.Close())
			}
			if len(row.Cells) != len(plan.Schema()) {
				t.Fatalf("row %d has %d cells, the plan %d columns", row.Number, len(row.Cells), len(plan.Schema()))
			}
		}
		reader.Issues()
		if err := reader.Close(); err != nil {
			return err
		}
	}
	return nil
}
