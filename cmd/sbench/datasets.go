package main

import (
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) datasetsCommand() *cobra.Command {
	var workspace string
	var asJSON bool
	command := &cobra.Command{
		Use:   "datasets -w WORKSPACE",
		Short: "List the datasets of a workspace",
		Args:  nothing,
	}
	workspaceFlag(command, &workspace)
	command.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	command.RunE = p.work(func(command *cobra.Command, _ []string) error {
		return p.reading(command.Context(), workspace, func(bench *workbench.Workbench) error {
			results, err := listDatasets(command, bench)
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(p.stdout, results)
			}
			lines := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
			fmt.Fprintln(lines, "DATASET\tROWS\tCOLUMNS\tLAST IMPORT")
			for _, dataset := range results {
				last := dataset.Batches[len(dataset.Batches)-1]
				fmt.Fprintf(lines, "%s\t%d\t%d\t%s from %s\n", dataset.Name, dataset.Rows, dataset.Columns, last.Imported.Local().Format("2006-01-02 15:04"), last.File)
			}
			return lines.Flush()
		})
	})
	return command
}

type datasetResult struct {
	Name    string        `json:"name"`
	Rows    int           `json:"rows"`
	Columns int           `json:"columns"`
	Key     []string      `json:"key,omitempty"`
	Created time.Time     `json:"created"`
	Updated time.Time     `json:"updated"`
	Batches []batchResult `json:"batches"`
}

type batchResult struct {
	ID       int64     `json:"id"`
	File     string    `json:"file"`
	Sheet    string    `json:"sheet,omitempty"`
	Hash     string    `json:"sha256"`
	Imported time.Time `json:"imported"`
	Rows     int       `json:"rows"`
	// Live is how many of the rows later imports have left in the dataset.
	Live int            `json:"live"`
	Mode warehouse.Mode `json:"mode"`
	warehouse.Counts
}

func newBatchResult(batch warehouse.Batch) batchResult {
	return batchResult{
		ID: batch.ID, File: batch.File, Sheet: batch.Sheet, Hash: batch.Hash, Imported: batch.Imported, Rows: batch.Rows,
		Live: batch.Live, Mode: batch.Mode, Counts: batch.Counts,
	}
}

func listDatasets(command *cobra.Command, bench *workbench.Workbench) ([]datasetResult, error) {
	datasets, err := bench.Datasets(command.Context())
	if err != nil {
		return nil, err
	}
	results := []datasetResult{}
	for _, dataset := range datasets {
		batches, err := bench.Batches(command.Context(), dataset.Name)
		if err != nil {
			return nil, err
		}
		result := datasetResult{Name: dataset.Name, Rows: dataset.Rows, Columns: len(dataset.Schema), Key: dataset.Key, Created: dataset.Created, Updated: dataset.Updated, Batches: []batchResult{}}
		for _, batch := range batches {
			result.Batches = append(result.Batches, newBatchResult(batch))
		}
		results = append(results, result)
	}
	return results, nil
}

func (p *program) columnsCommand() *cobra.Command {
	var workspace string
	var asJSON bool
	command := &cobra.Command{
		Use:   "columns -w WORKSPACE DATASET",
		Short: "List the columns of a dataset, with types and counts",
		Args:  exactly("dataset"),
	}
	workspaceFlag(command, &workspace)
	command.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		return p.reading(command.Context(), workspace, func(bench *workbench.Workbench) error {
			frame, err := bench.Frame(command.Context(), args[0])
			if err != nil {
				return err
			}
			results := []columnResult{}
			for _, vector := range frame.Columns() {
				results = append(results, describeColumn(vector))
			}
			if asJSON {
				return writeJSON(p.stdout, results)
			}
			lines := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
			fmt.Fprintln(lines, "COLUMN\tTYPE\tREPORTED\tMISSING\tWITHHELD\tMISFIT\tDISTINCT")
			for _, column := range results {
				fmt.Fprintf(lines, "%s\t%s\t%d\t%d\t%d\t%d\t%d\n", column.Name, column.Type, column.Reported, column.Missing, column.Withheld, column.Misfit, column.Distinct)
			}
			return lines.Flush()
		})
	})
	return command
}

// columnResult describes a column: what it is, and how many of its cells are
// in each state. Distinct counts different reported values.
type columnResult struct {
	table.Column
	Reported int `json:"reported"`
	Missing  int `json:"missing"`
	Withheld int `json:"withheld"`
	Misfit   int `json:"misfit"`
	Distinct int `json:"distinct"`
}

func describeColumn(vector *table.Vector) columnResult {
	result := columnResult{Column: vector.Column()}
	distinct := map[table.Value]struct{}{}
	for row := range vector.Len() {
		value := vector.Value(row)
		switch value.State {
		case table.Reported:
			result.Reported++
			distinct[value] = struct{}{}
		case table.Missing:
			result.Missing++
		case table.Withheld:
			result.Withheld++
		case table.Misfit:
			result.Misfit++
		}
	}
	result.Distinct = len(distinct)
	return result
}
