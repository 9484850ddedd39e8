package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) batchesCommand() *cobra.Command {
	var workspace string
	var asJSON bool
	command := &cobra.Command{
		Use:   "batches -w WORKSPACE DATASET",
		Short: "List the imports of a dataset, oldest first: file, time, mode, and what each changed",
		Args:  exactly("dataset"),
	}
	workspaceFlag(command, &workspace)
	command.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		return p.reading(command.Context(), workspace, func(bench *workbench.Workbench) error {
			dataset, err := bench.Dataset(command.Context(), args[0])
			if err != nil {
				return err
			}
			batches, err := bench.Batches(command.Context(), dataset.Name)
			if err != nil {
				return err
			}
			results := []batchResult{}
			for _, batch := range batches {
				results = append(results, newBatchResult(batch))
			}
			if asJSON {
				return writeJSON(p.stdout, results)
			}
			lines := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
			fmt.Fprintln(lines, "IMPORT\tTIME\tMODE\tROWS\tSTILL THERE\tADDED\tCHANGED\tGONE\tFILE")
			for _, batch := range results {
				file := batch.File
				if batch.Sheet != "" {
					file += fmt.Sprintf(" (sheet %s)", batch.Sheet)
				}
				fmt.Fprintf(lines, "%d\t%s\t%s\t%d\t%d\t%d\t%d\t%d\t%s\n", batch.ID, batch.Imported.Local().Format("2006-01-02 15:04"), batch.Mode,
					batch.Rows, batch.Live, batch.Added, batch.Changed+batch.Rewritten, batch.Gone, file)
			}
			return lines.Flush()
		})
	})
	return command
}
