package main

import (
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

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
			fmt.Fprintln(lines, "DATASET\tROWS\tCOLUMNS\tLAST IMPORT\tAGE\tOWNER")
			for _, dataset := range results {
				last := dataset.Batches[len(dataset.Batches)-1]
				fmt.Fprintf(lines, "%s\t%d\t%d\t%s from %s\t%s\t%s\n", dataset.Name, dataset.Rows, dataset.Columns, last.Imported.Local().Format("2006-01-02 15:04"), last.File, dataset.age(), dataset.Owner)
			}
			return lines.Flush()
		})
	})
	return command
}

type datasetResult struct {
	Name    string    `json:"name"`
	Rows    int       `json:"rows"`
	Columns int       `json:"columns"`
	Key     []string  `json:"key,omitempty"`
	Created time.Time `json:"created"`
	Updated time.Time `json:"updated"`
	Owner   string    `json:"owner,omitempty"`
	// Days is how many days old it is, Usual how many usually lie between its
	// imports; Late says that the next would usually have come by now.
	Days    int           `json:"days"`
	Usual   int           `json:"usualDays,omitempty"`
	Late    bool          `json:"late,omitempty"`
	Batches []batchResult `json:"batches"`
}

// age says how old the dataset is, in days.
func (d datasetResult) age() string {
	words := fmt.Sprintf("%d days", d.Days)
	if d.Days == 1 {
		words = "1 day"
	}
	if d.Late {
		words += fmt.Sprintf(", late (every %d)", d.Usual)
	}
	return words
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
	datasets, err := bench.Overviews(command.Context())
	if err != nil {
		return nil, err
	}
	results := []datasetResult{}
	for _, dataset := range datasets {
		batches, err := bench.Batches(command.Context(), dataset.Name)
		if err != nil {
			return nil, err
		}
		result := datasetResult{
			Name: dataset.Name, Rows: dataset.Rows, Columns: len(dataset.Schema), Key: dataset.Key, Created: dataset.Created, Updated: dataset.Updated, Batches: []batchResult{},
			Owner: dataset.Owner, Days: dataset.Days, Usual: dataset.Usual, Late: dataset.Late,
		}
		for _, batch := range batches {
			result.Batches = append(result.Batches, newBatchResult(batch))
		}
		results = append(results, result)
	}
	return results, nil
}
