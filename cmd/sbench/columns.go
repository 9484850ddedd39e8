package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/workbench"
)

// topColumns is how many of the most frequent values the list of columns shows.
const topColumns = 3

func (p *program) columnsCommand() *cobra.Command {
	var workspace string
	var asJSON bool
	command := &cobra.Command{
		Use:   "columns -w WORKSPACE DATASET",
		Short: "List the columns of a dataset: type, counts, smallest and largest value, and how the values are spread",
		Args:  exactly("dataset"),
	}
	workspaceFlag(command, &workspace)
	command.Flags().BoolVar(&asJSON, "json", false, "print JSON, with descriptions, histograms and the most frequent values")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		return p.reading(command.Context(), workspace, func(bench *workbench.Workbench) error {
			columns, err := bench.Distributions(command.Context(), args[0])
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(p.stdout, columns)
			}
			lines := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
			fmt.Fprintln(lines, "COLUMN\tTYPE\tREPORTED\tMISSING\tWITHHELD\tMISFIT\tDISTINCT\tFROM\tTO\tMOST FREQUENT")
			for _, column := range columns {
				fmt.Fprintf(lines, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%s\t%s\t%s\n", column.Name, column.Type, column.Reported, column.Missing, column.Withheld, column.Misfit,
					column.Distinct, column.Least, column.Greatest, column.Shares(topColumns))
			}
			return lines.Flush()
		})
	})
	return command
}

func (p *program) editDescribeCommand() *cobra.Command {
	var flags editFlags
	command := &cobra.Command{
		Use:   "describe -w WORKSPACE DATASET COLUMN TEXT",
		Short: `Say in plain words what the values of a column are; "" takes the words away`,
		Args:  words("dataset", "column", "text"),
	}
	flags.add(command, false)
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		return p.act(command.Context(), flags, args[0], func(*workbench.Workbench) (workbench.Action, error) {
			return workbench.DescribeColumn{Column: args[1], Text: args[2]}, nil
		})
	})
	return command
}

func (p *program) ownerCommand() *cobra.Command {
	var workspace string
	command := &cobra.Command{
		Use:   "owner -w WORKSPACE DATASET NAME",
		Short: `Say who looks after a dataset, which the list of datasets shows; "" says that nobody does`,
		Args:  words("dataset", "name"),
	}
	workspaceFlag(command, &workspace)
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		ctx := command.Context()
		return p.writing(ctx, workspace, false, func(bench *workbench.Workbench) error {
			return bench.SetOwner(ctx, args[0], args[1])
		})
	})
	return command
}
