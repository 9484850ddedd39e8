package workbench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/internal/english"
	"github.com/schoolbench/schoolbench/table"
)

// The files that ConvertFolder writes beside the tables.
const (
	asideFile  = "aside.csv"
	notesFile  = "comments.txt"
	statusFile = "status.txt"
)

// Conversion is what became of one file.
type Conversion struct {
	// Status is "ok", "partial" when some of the file could not be read,
	// "refused" when none of it could, or "ask" when all of it was read but the
	// file itself does not settle how, so that a person should look.
	Status   string
	Sentence string // what a person should read about it
	Tables   []string
	Aside    int // rows in aside.csv
	Notes    int // comments and links in comments.txt
}

// ConvertFolder writes every table found in the file at path into a folder of
// its own, which must be empty or not exist: one CSV for each table, or each of
// the sheet that the options name, with a
// header first, aside.csv with all text that is in no table, in the columns
// where it stands, comments.txt with the comments and links of a workbook's
// cells, if there are any, and status.txt. A file that cannot be read is no error but
// a Conversion that says so; an error is about the folder, or ctx.
func ConvertFolder(ctx context.Context, path, folder string, options ConvertOptions) (Conversion, error) {
	if err := emptyFolder(folder); err != nil {
		return Conversion{}, err
	}
	c := folderConversion{ctx: ctx, folder: folder, options: options}
	if err := c.convert(path); err != nil {
		return Conversion{}, err
	}
	err := WriteFile(filepath.Join(folder, statusFile), func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%s %s\n", c.result.Status, c.result.Sentence)
		return err
	})
	return c.result, err
}

// emptyFolder makes the folder, or sees that nothing is in it.
func emptyFolder(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return exportProblem(folder, err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return exportProblem(folder, err)
	}
	if len(entries) > 0 {
		return table.Failed("folder-not-empty", table.Where{File: folder}, "There are files in this folder already.", "Name a folder that does not exist yet; it will be made.", nil)
	}
	return nil
}

// folderConversion is a conversion under way.
type folderConversion struct {
	ctx     context.Context
	folder  string
	options ConvertOptions
	result  Conversion
	rows    int
	failed  []table.Issue
	asked   []string // what a person should be asked
}

// fault notes a failure to read the file. What is no fault of the file comes
// back.
func (c *folderConversion) fault(err error) error {
	if issue := table.IssueIn(err); issue != nil && c.ctx.Err() == nil {
		c.failed = append(c.failed, *issue)
		return nil
	}
	return err
}

func (c *folderConversion) convert(path string) error {
	source, importer, err := recognise(path)
	var plans []importers.Plan
	if err == nil {
		importer = c.options.Reading.importer(importer)
		plans, err = importer.Plan(c.ctx, source, c.options.Reading.options(c.options.Sheet, nil))
	}
	if err != nil {
		if err := c.fault(err); err != nil {
			return err
		}
		return c.conclude()
	}
	for i, plan := range plans {
		name, rows := tableFile(i, plan), 0
		if c.options.Unpivot {
			plan = lengthened(plan)
		}
		if err := c.writeFile(name, func(w io.Writer) error {
			out := newCSVWriter(w)
			out.harmless = c.options.Harmless
			err := writeTable(c.ctx, importer, source, plan, true, out)
			rows = out.records - 1
			return err
		}); err != nil {
			if err := c.fault(err); err != nil {
				return err
			}
			continue
		}
		c.result.Tables = append(c.result.Tables, name)
		c.rows += rows
		c.ask(plan)
	}
	if asider, ok := importer.(importers.Asider); ok {
		if err := c.writeAside(asider, source, plans); err != nil {
			return err
		}
	}
	return c.conclude()
}

// ask notes what the file leaves open about a table.
func (c *folderConversion) ask(plan importers.Plan) {
	for _, finding := range plan.Findings {
		if !finding.Asks || slices.Contains(c.asked, finding.Message) {
			continue
		}
		question := finding.Message
		var choices []string
		for _, change := range finding.Undo {
			choices = append(choices, change.Label)
		}
		if len(choices) > 0 {
			question += " Or: " + strings.Join(choices, "; ") + "?"
		}
		c.asked = append(c.asked, question)
	}
}

func (c *folderConversion) writeFile(name string, write func(io.Writer) error) error {
	return WriteFile(filepath.Join(c.folder, name), write)
}

func (c *folderConversion) writeAside(asider importers.Asider, source importers.Source, plans []importers.Plan) error {
	name := filepath.Join(c.folder, asideFile)
	var notes []string
	err := WriteFile(name, func(w io.Writer) error {
		out := newCSVWriter(w)
		err := asider.Aside(c.ctx, source, plans, func(aside importers.Aside) error {
			if c.options.Sheet != "" && aside.Sheet != plans[0].Sheet {
				return nil
			}
			if aside.Note != nil {
				notes = append(notes, noteText(aside))
				return nil
			}
			c.result.Aside++
			out.write(aside.Cells)
			return out.err
		})
		return errors.Join(err, out.flush())
	})
	if err != nil {
		c.result.Aside = 0
		return c.fault(err)
	}
	if c.result.Notes = len(notes); len(notes) > 0 {
		if err := c.writeFile(notesFile, func(w io.Writer) error {
			_, err := io.WriteString(w, strings.Join(notes, ""))
			return err
		}); err != nil {
			return err
		}
	}
	if c.result.Aside == 0 {
		return os.Remove(name)
	}
	return nil
}

// noteText writes a comment or a link for people: where it stands, and below
// that what it says.
func noteText(aside importers.Aside) string {
	lines := strings.ReplaceAll(strings.TrimRight(aside.Note.Text, "\n"), "\n", "\n    ")
	return fmt.Sprintf("%s: %s\n    %s\n", aside.Sheet, aside.Note, lines)
}

func (c *folderConversion) conclude() error {
	r := &c.result
	summary := fmt.Sprintf("%s with %s.", counted(len(r.Tables), "table", "tables"), counted(c.rows, "row", "rows"))
	if r.Aside > 0 {
		summary += fmt.Sprintf(" %s of titles, headers, notes or totals in %s.", counted(r.Aside, "row", "rows"), asideFile)
	}
	if r.Notes > 0 {
		summary += fmt.Sprintf(" %s of cells in %s.", counted(r.Notes, "comment or link", "comments and links"), notesFile)
	}
	switch {
	case len(c.failed) == 0 && len(c.asked) > 0:
		r.Status, r.Sentence = "ask", strings.Join(c.asked, " ")+" "+summary
	case len(c.failed) == 0:
		r.Status, r.Sentence = "ok", summary
	case len(r.Tables) > 0:
		r.Status, r.Sentence = "partial", summary+" "+faultText(c.failed)
	default:
		r.Status, r.Sentence = "refused", faultText(c.failed)
	}
	return nil
}

func counted(n int, one, many string) string { return english.Counted(n, one, many) }

func faultText(issues []table.Issue) string {
	texts := make([]string, 0, len(issues))
	for _, issue := range issues {
		texts = append(texts, strings.TrimSpace(issue.Message+" "+issue.Remedy))
	}
	return strings.Join(texts, " ")
}

// tableFile names a table's file: 01-roster.csv. The number keeps the names
// apart and in order.
func tableFile(place int, plan importers.Plan) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '_'
		}
		return r
	}, plan.Name)
	if runes := []rune(name); len(runes) > 60 {
		name = string(runes[:60])
	}
	return fmt.Sprintf("%02d-%s.csv", place+1, strings.Trim(name, " ."))
}
