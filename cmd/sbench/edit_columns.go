package main

import (
	"cmp"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// ownFlags describe an own column.
type ownFlags struct {
	kind, formula, description, name string
	choices                          []string
}

func (f *ownFlags) add(command *cobra.Command) {
	command.Flags().StringVar(&f.kind, "kind", "", "what the column holds: text, number, choice, yesno, date or formula")
	command.Flags().StringArrayVar(&f.choices, "choice", nil, "a value of the choice list; once for each")
	command.Flags().StringVar(&f.formula, "formula", "", "the expression that computes the column")
	command.Flags().StringVar(&f.description, "description", "", "what the values are, in a sentence")
}

// column describes the column; what no flag says is as it was.
func (f *ownFlags) column(name string, before warehouse.OwnColumn) warehouse.OwnColumn {
	column := before
	column.Column.Name = name
	column.Column.Description = cmp.Or(f.description, before.Column.Description)
	column.Kind = warehouse.OwnKind(cmp.Or(f.kind, string(before.Kind)))
	if f.kind == "" && f.formula != "" {
		column.Kind = warehouse.OwnFormula
	}
	if f.kind == "" && len(f.choices) > 0 {
		column.Kind = warehouse.OwnChoice
	}
	column.Formula = cmp.Or(f.formula, before.Formula)
	if len(f.choices) > 0 {
		column.Choices = f.choices
	}
	return column
}

func (p *program) editAddColumnCommand() *cobra.Command {
	var flags editFlags
	var own ownFlags
	command := &cobra.Command{
		Use:   "add-column -w WORKSPACE DATASET NAME",
		Short: "Add a column of your own, which stays when the next file is imported",
		Long: `Add a column of your own. Its values stay with the rows that have the same key
when the next file is imported. A formula is an expression over the other
columns; see expressions.md.`,
		Args: words("dataset", "column"),
	}
	flags.add(command, false)
	own.add(command)
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		return p.act(command.Context(), flags, args[0], func(*workbench.Workbench) (workbench.Action, error) {
			return workbench.AddColumn{Column: own.column(args[1], warehouse.OwnColumn{Column: table.Column{}, Kind: warehouse.OwnText})}, nil
		})
	})
	return command
}

func (p *program) editChangeColumnCommand() *cobra.Command {
	var flags editFlags
	var own ownFlags
	command := &cobra.Command{
		Use:   "change-column -w WORKSPACE DATASET COLUMN",
		Short: "Give a column of your own another name, kind, list of choices or formula",
		Args:  words("dataset", "column"),
	}
	flags.add(command, false)
	own.add(command)
	command.Flags().StringVar(&own.name, "name", "", "the new name")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		ctx := command.Context()
		return p.act(ctx, flags, args[0], func(bench *workbench.Workbench) (workbench.Action, error) {
			dataset, err := bench.Dataset(ctx, args[0])
			if err != nil {
				return nil, err
			}
			before, _ := dataset.OwnColumn(args[1])
			return workbench.ChangeColumn{Name: args[1], Column: own.column(cmp.Or(own.name, before.Column.Name, args[1]), before)}, nil
		})
	})
	return command
}

func (p *program) editRemoveColumnCommand() *cobra.Command {
	var flags editFlags
	command := &cobra.Command{
		Use:   "remove-column -w WORKSPACE DATASET COLUMN",
		Short: "Take a column of your own away; undo brings it back with all it held",
		Args:  words("dataset", "column"),
	}
	flags.add(command, false)
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		return p.act(command.Context(), flags, args[0], func(*workbench.Workbench) (workbench.Action, error) {
			return workbench.RemoveColumn{Name: args[1]}, nil
		})
	})
	return command
}
