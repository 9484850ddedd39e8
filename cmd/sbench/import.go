package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// importFlags are the flags of the import command.
type importFlags struct {
	workspace, dataset, sheet, plan, layout, mode  string
	key, without, with                             []string
	again, dropGone, changes, stack, unpivot, json bool

	reading readingFlags
	read    workbench.Reading // what these say
}

func (p *program) importCommand() *cobra.Command {
	var flags importFlags
	command := &cobra.Command{
		Use:   "import -w WORKSPACE FILE|FOLDER|ADDRESS|-...",
		Short: "Import files into the workspace, which is made if it does not exist",
		Long: `Import files into the workspace, which is made if it does not exist.

Each file becomes a dataset named after it. With --dataset all go into that one,
which is made or imported into, columns being matched by name. A workbook with
several tables becomes several datasets. A file that fails leaves the workspace
as it was; the others are imported all the same, and the exit code says so.

Of a folder every file in it is imported; with --stack those that have the same
columns become one dataset, with a column that names the file. An address that
begins with https:// is fetched, and a link to a Google spreadsheet as a
workbook. - is what another program sends.

A file is read as the last one of its kind was: columns are matched by name,
types and keys are remembered, and what was matched is said.

--mode says what becomes of the rows that the dataset has: add leaves them,
replace puts those of the file in their place, upsert replaces the rows with the
same key, adds the new ones, and keeps those that the file does not have unless
--drop-gone is given. Without --mode rows are added, unless many of them are
there already: then nothing is changed, and it is said. Whatever the mode, the import is undone as a whole with
sbench undo. --changes imports nothing and tells what would change, row by row
and field by field.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("import: name at least one file")
			}
			return nil
		},
	}
	workspaceFlag(command, &flags.workspace)
	command.Flags().StringVar(&flags.dataset, "dataset", "", "the dataset to import into (default: named after the file)")
	command.Flags().StringVar(&flags.sheet, "sheet", "", "import only this sheet of a workbook")
	command.Flags().StringVar(&flags.plan, "plan", "", "read by this plan, a JSON file, as printed by inspect --json or import --json")
	layoutFlag(command, &flags.layout)
	flags.reading.add(command.Flags())
	command.MarkFlagsMutuallyExclusive("plan", "layout")
	command.Flags().StringVar(&flags.mode, "mode", "", "what becomes of the rows that are there: add, replace or upsert (default: add, unless that doubles rows)")
	command.Flags().BoolVar(&flags.dropGone, "drop-gone", false, "with --mode upsert: take out the rows that the file does not have")
	command.Flags().StringSliceVar(&flags.key, "key", nil, "the columns that together name a row, with commas between them (default: the dataset's key)")
	command.Flags().StringSliceVar(&flags.without, "without", nil, "columns to leave out, with commas between them; they are left out of the next file, too")
	command.Flags().StringSliceVar(&flags.with, "with", nil, "columns to take in again that were left out of the last file")
	command.Flags().BoolVar(&flags.changes, "changes", false, "import nothing; tell what would change")
	command.Flags().BoolVar(&flags.stack, "stack", false, "make one dataset of files that have the same columns")
	command.Flags().BoolVar(&flags.unpivot, "unpivot", false, "make rows of columns that repeat, such as one for every year")
	command.Flags().BoolVar(&flags.again, "again", false, "import a file even if its rows are in the dataset already, or none of its keys are")
	command.Flags().BoolVar(&flags.json, "json", false, "print what was imported, or what would change, as JSON")
	command.RunE = p.work(func(command *cobra.Command, files []string) (err error) {
		if flags.read, err = flags.reading.reading(p); err != nil {
			return err
		}
		switch warehouse.Mode(flags.mode) {
		case "", warehouse.Add, warehouse.Replace, warehouse.Upsert:
		default:
			return p.misused("--mode %s: use add, replace or upsert", flags.mode)
		}
		if flags.dropGone && flags.mode != string(warehouse.Upsert) {
			return p.misused("--drop-gone: it goes with --mode upsert")
		}
		return p.importFiles(command, files, flags)
	})
	return command
}

// request is what the flags ask for one file.
func (f importFlags) request(source importSource, plans []importers.Plan, progress func(workbench.Progress)) workbench.ImportRequest {
	dataset, fileColumn, madeUp := f.dataset, "", false
	if f.stack && (source.dataset != "" || dataset != "") {
		fileColumn = workbench.FileColumn
		if dataset == "" {
			dataset, madeUp = source.dataset, true
		}
	}
	return workbench.ImportRequest{
		Path: source.path, Sheet: f.sheet, Dataset: dataset, MadeUp: madeUp, FileColumn: fileColumn, Layout: f.layout, Reading: f.read, Unpivot: f.unpivot, Without: f.without, With: f.with, Plans: plans, Mode: warehouse.Mode(f.mode), DropGone: f.dropGone,
		Key: f.key, Again: f.again, Progress: progress,
	}
}

func (p *program) importFiles(command *cobra.Command, files []string, flags importFlags) error {
	var plans []importers.Plan
	if flags.plan != "" {
		var err error
		if plans, err = readPlans(flags.plan); err != nil {
			return err
		}
	}
	if flags.changes {
		return p.showChanges(command, files, flags, plans)
	}
	ctx := command.Context()
	results := []importResult{}
	sources, done, failures := p.sources(ctx, files, flags)
	err := p.writing(ctx, flags.workspace, true, func(bench *workbench.Workbench) error {
		for _, source := range sources {
			progress := newProgressLine(p.stderr)
			imported, err := bench.Import(ctx, flags.request(source, plans, progress.Show))
			progress.Clear()
			if err != nil {
				failures = append(failures, withFile(err, source.named))
				if ctx.Err() != nil {
					break
				}
				continue
			}
			for _, done := range imported {
				results = append(results, newImportResult(source.named, done))
				p.tellImported(done)
			}
		}
		return errors.Join(failures...)
	})
	if len(sources) > len(files) && !flags.stack && flags.dataset == "" {
		p.offerStack(results)
	}
	if flags.json {
		err = errors.Join(err, writeJSON(p.stdout, results))
	}
	return errors.Join(err, done())
}

// tellImported says in words what became of a table.
func (p *program) tellImported(done workbench.Imported) {
	rows := "rows"
	if done.Batch.Rows == 1 {
		rows = "row"
	}
	fmt.Fprintf(p.stderr, "Imported %s %s into %q.\n", table.FormatNumber(float64(done.Batch.Rows), 0), rows, done.Dataset)
	if done.Changes != nil {
		fmt.Fprintf(p.stderr, "  %s.\n", countWords(done.Batch.Counts))
	}
	for _, finding := range done.Findings {
		fmt.Fprintf(p.stderr, "  %s\n", told(finding))
	}
	for _, issue := range done.Issues {
		fmt.Fprintf(p.stderr, "  %v\n", &issue)
	}
	if n := done.Problems.Total(); n > 0 {
		fmt.Fprintf(p.stderr, "  Odd cells: %s (sbench problems lists them).\n", problemWords(done.Problems))
	}
}

// problemWords writes counts of odd cells: "3 withheld, 1 misfit".
func problemWords(counts workbench.ProblemCounts) string {
	var words []string
	for _, kind := range []workbench.ProblemKind{workbench.ProblemMisfit, workbench.ProblemWithheld, workbench.ProblemMissing, workbench.ProblemRewritten} {
		if n := counts[kind]; n > 0 {
			words = append(words, fmt.Sprintf("%s %s", table.FormatNumber(float64(n), 0), kind))
		}
	}
	return strings.Join(words, ", ")
}

// withFile names the file in an issue that does not say which it is about.
func withFile(err error, file string) error {
	issue := workbench.Problem(err)
	if issue.Where.File == "" {
		issue.Where.File = file
	}
	return &issue
}

// readPlans reads what inspect --json prints, which holds a plan for each table
// of a file, or one plan alone.
func readPlans(path string) ([]importers.Plan, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, withFile(err, path)
	}
	var file struct {
		importers.Plan
		Tables []importers.Plan `json:"tables"`
	}
	err = json.Unmarshal(text, &file)
	if err == nil && len(file.Tables) > 0 {
		return file.Tables, nil
	}
	if err == nil && file.Importer == "" {
		err = errors.New("it names no importer")
	}
	if err != nil {
		return nil, table.Failed("plan-unreadable", table.Where{File: path}, "This is not an import plan: "+err.Error()+".",
			"A plan is a JSON object; inspect a file with --json to see one.", err)
	}
	return []importers.Plan{file.Plan}, nil
}

// importResult is one table of a file in machine-readable form.
type importResult struct {
	File     string              `json:"file"`
	Sheet    string              `json:"sheet,omitempty"`
	Dataset  string              `json:"dataset"`
	Batch    int64               `json:"batch"`
	Rows     int                 `json:"rows"`
	Hash     string              `json:"sha256"`
	Plan     json.RawMessage     `json:"plan"`
	Findings []importers.Finding `json:"findings"`
	Issues   []table.Issue       `json:"issues"`
	// Mode and the counts tell what the import did to the rows that were there.
	Mode warehouse.Mode `json:"mode"`
	warehouse.Counts
	Problems workbench.ProblemCounts `json:"problems"`

	shape string // stands for its headers
}

func newImportResult(file string, done workbench.Imported) importResult {
	return importResult{
		File: file, Sheet: done.Batch.Sheet, Dataset: done.Dataset, Batch: done.Batch.ID, Rows: done.Batch.Rows, Hash: done.Batch.Hash,
		Mode: done.Batch.Mode, Counts: done.Batch.Counts, Problems: done.Problems, shape: done.Shape,
		Plan: done.Batch.Plan, Findings: append([]importers.Finding{}, done.Findings...), Issues: append([]table.Issue{}, done.Issues...),
	}
}
