package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// importFlags are the flags of the import command.
type importFlags struct {
	workspace, dataset, sheet, plan, layout string
	again, json                             bool
}

func (p *program) importCommand() *cobra.Command {
	var flags importFlags
	command := &cobra.Command{
		Use:   "import -w WORKSPACE FILE...",
		Short: "Import files into the workspace, which is made if it does not exist",
		Long: `Import files into the workspace, which is made if it does not exist.

Each file becomes a dataset named after it. With --dataset all go into that one,
which is made or appended to, columns being matched by name. A workbook with
several tables becomes several datasets. A file that fails leaves the workspace
as it was; the others are imported all the same, and the exit code says so.`,
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
	command.Flags().StringVar(&flags.plan, "plan", "", "read by this plan, a JSON file, as printed by import --json")
	layoutFlag(command, &flags.layout)
	command.MarkFlagsMutuallyExclusive("plan", "layout")
	command.Flags().BoolVar(&flags.again, "again", false, "import a file even if its rows are in the dataset already")
	command.Flags().BoolVar(&flags.json, "json", false, "print what was imported as JSON")
	command.RunE = p.work(func(command *cobra.Command, files []string) error {
		return p.importFiles(command, files, flags)
	})
	return command
}

func (p *program) importFiles(command *cobra.Command, files []string, flags importFlags) error {
	var plans []importers.Plan
	if flags.plan != "" {
		plan, err := readPlan(flags.plan)
		if err != nil {
			return err
		}
		plans = []importers.Plan{plan}
	}
	ctx := command.Context()
	results := []importResult{}
	err := p.writing(ctx, flags.workspace, true, func(bench *workbench.Workbench) error {
		var failures []error
		for _, file := range files {
			progress := newProgressLine(p.stderr)
			imported, err := bench.Import(ctx, workbench.ImportRequest{
				Path: file, Sheet: flags.sheet, Dataset: flags.dataset, Layout: flags.layout, Plans: plans, Again: flags.again, Progress: progress.Show,
			})
			progress.Clear()
			if err != nil {
				failures = append(failures, withFile(err, file))
				if ctx.Err() != nil {
					break
				}
				continue
			}
			for _, done := range imported {
				results = append(results, newImportResult(file, done))
				p.tellImported(done)
			}
		}
		return errors.Join(failures...)
	})
	if flags.json {
		err = errors.Join(err, writeJSON(p.stdout, results))
	}
	return err
}

// tellImported says in words what became of a table.
func (p *program) tellImported(done workbench.Imported) {
	fmt.Fprintf(p.stderr, "Imported %s rows into %q.\n", table.FormatNumber(float64(done.Batch.Rows), 0), done.Dataset)
	for _, finding := range done.Findings {
		fmt.Fprintf(p.stderr, "  %s\n", finding.Message)
	}
	for _, issue := range done.Issues {
		fmt.Fprintf(p.stderr, "  %v\n", &issue)
	}
}

// withFile names the file in an issue that does not say which it is about.
func withFile(err error, file string) error {
	issue := workbench.Problem(err)
	if issue.Where.File == "" {
		issue.Where.File = file
	}
	return &issue
}

func readPlan(path string) (importers.Plan, error) {
	var plan importers.Plan
	text, err := os.ReadFile(path)
	if err != nil {
		return plan, withFile(err, path)
	}
	if err := json.Unmarshal(text, &plan); err != nil {
		return plan, table.Failed("plan-unreadable", table.Where{File: path}, "This is not an import plan: "+err.Error()+".",
			"A plan is a JSON object; import a file with --json to see one.", err)
	}
	return plan, nil
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
}

func newImportResult(file string, done workbench.Imported) importResult {
	return importResult{
		File: file, Sheet: done.Batch.Sheet, Dataset: done.Dataset, Batch: done.Batch.ID, Rows: done.Batch.Rows, Hash: done.Batch.Hash,
		Plan: done.Batch.Plan, Findings: append([]importers.Finding{}, done.Findings...), Issues: append([]table.Issue{}, done.Issues...),
	}
}
