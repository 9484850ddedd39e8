package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) linksCommand() *cobra.Command {
	var workspace string
	var asJSON bool
	command := &cobra.Command{
		Use:   "links -w WORKSPACE DATASET",
		Short: "List the datasets from which columns can be looked up or rolled up",
		Args:  exactly("dataset"),
	}
	workspaceFlag(command, &workspace)
	command.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		return p.reading(command.Context(), workspace, func(bench *workbench.Workbench) error {
			links, err := bench.Links(command.Context(), args[0])
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(p.stdout, links)
			}
			if len(links) == 0 {
				fmt.Fprintln(p.stdout, "No other dataset has a column like one of this dataset's with the same values.")
				return nil
			}
			lines := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
			fmt.Fprintln(lines, "DATASET\tON\tROWS THAT MATCH\tHOW")
			for _, link := range links {
				fmt.Fprintf(lines, "%s\t%s\t%d of %d\t%s\n", link.Dataset, onText(link), link.Matched, link.Rows, howText(link))
			}
			return lines.Flush()
		})
	})
	return command
}

// onText writes the columns as the flags of crosstab take them.
func onText(link workbench.Link) string {
	var pairs []string
	for _, match := range link.On {
		pair := match.Here
		if match.There != match.Here {
			pair += " = " + match.There
		}
		pairs = append(pairs, pair)
	}
	return strings.Join(pairs, ", ")
}

func howText(link workbench.Link) string {
	if link.Unique {
		return "--look-up or --roll-up"
	}
	return "--roll-up"
}
