package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// asideResult is a row that was set aside, in machine-readable form.
type asideResult struct {
	Import int64    `json:"import"`
	Sheet  string   `json:"sheet,omitempty"`
	Row    int      `json:"row"`
	Cells  []string `json:"cells"`
}

func (p *program) asidesCommand() *cobra.Command {
	var workspace string
	var asJSON bool
	command := &cobra.Command{
		Use:   "asides -w WORKSPACE DATASET",
		Short: "List what was set aside when a dataset was imported: titles, notes, totals, hidden rows",
		Long: `List what was set aside when a dataset was imported: titles, notes, totals,
repeated headers, hidden rows and sheets, each with its import, sheet and row.
They are kept with the first table of their file.`,
		Args: exactly("dataset"),
	}
	workspaceFlag(command, &workspace)
	command.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		return p.reading(command.Context(), workspace, func(bench *workbench.Workbench) error {
			list := []asideResult{}
			lines := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
			if !asJSON {
				fmt.Fprintln(lines, "IMPORT\tPLACE\tTEXT")
			}
			err := bench.Asides(command.Context(), args[0], func(aside warehouse.Aside) bool {
				if asJSON {
					list = append(list, asideResult{aside.Batch, aside.Sheet, aside.Row, aside.Cells})
					return true
				}
				place := fmt.Sprintf("row %d", aside.Row)
				if aside.Sheet != "" {
					place = aside.Sheet + ", " + place
				}
				var texts []string
				for _, cell := range aside.Cells {
					if strings.TrimSpace(cell) != "" {
						texts = append(texts, strings.Join(strings.Fields(cell), " "))
					}
				}
				_, err := fmt.Fprintf(lines, "%d\t%s\t%s\n", aside.Batch, place, strings.Join(texts, " | "))
				return err == nil
			})
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(p.stdout, list)
			}
			return lines.Flush()
		})
	})
	return command
}
