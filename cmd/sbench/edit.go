package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// editFlags are those that all acts share.
type editFlags struct {
	workspace string
	by        string
	keepOdd   bool
	rows      string
	where     string
}

func (p *program) editCommand() *cobra.Command {
	command := &cobra.Command{
		Use:   "edit",
		Short: "Change rows by hand: write into cells, paste, fill down, add and delete rows and columns, replace, merge, comment",
		Args:  nothing,
	}
	command.AddCommand(p.editSetCommand(), p.editPasteCommand(), p.editFillCommand(), p.editAddRowsCommand(), p.editDeleteRowsCommand(),
		p.editAddColumnCommand(), p.editChangeColumnCommand(), p.editRemoveColumnCommand(), p.editReplaceCommand(), p.editMergeCommand(), p.editCommentCommand(), p.editDescribeCommand())
	command.RunE = func(*cobra.Command, []string) error {
		return errors.New("edit: say what to do, such as edit set; sbench help edit lists it all")
	}
	return command
}

func (f *editFlags) add(command *cobra.Command, rows bool) {
	workspaceFlag(command, &f.workspace)
	command.Flags().StringVar(&f.by, "by", "", "who does it, for the log (default: who is signed in)")
	if rows {
		command.Flags().StringVar(&f.rows, "rows", "", "which rows, counted from 1: 3, or 2-10, or 2-10,15")
		command.Flags().StringVar(&f.where, "where", "", "the rows for which this expression is true")
		command.MarkFlagsMutuallyExclusive("rows", "where")
	}
}

func (f *editFlags) addKeepOdd(command *cobra.Command) {
	command.Flags().BoolVar(&f.keepOdd, "keep-odd", false, "keep what does not fit its column as it is written, marked as odd")
}

// words is the rule for commands that take a dataset and some words after it.
func words(names ...string) cobra.PositionalArgs {
	return func(command *cobra.Command, args []string) error {
		if len(args) < len(names) {
			return fmt.Errorf("%s: name the %s", command.Name(), names[len(args)])
		}
		if len(args) > len(names) {
			return fmt.Errorf("%s: %q is too much; words with spaces stand in quotes", command.Name(), args[len(names)])
		}
		return nil
	}
}

// act does one act and says what it came to.
func (p *program) act(ctx context.Context, flags editFlags, dataset string, action func(*workbench.Workbench) (workbench.Action, error)) error {
	return p.writingAs(ctx, flags.workspace, flags.by, func(bench *workbench.Workbench) error {
		made, err := action(bench)
		if err != nil {
			return err
		}
		done, err := bench.Edit(ctx, dataset, made, workbench.EditOptions{KeepOdd: flags.keepOdd})
		if err != nil {
			return err
		}
		p.sayEdit("Done", done)
		return nil
	})
}

func (p *program) sayEdit(word string, done warehouse.Edit) {
	switch {
	case done.ID == 0:
		fmt.Fprintln(p.stderr, "Nothing to change: it is so already.")
	case done.Rows > 0:
		fmt.Fprintf(p.stderr, "%s: edit %d, %s (%d cells, %d rows).\n", word, done.ID, done.What, done.Cells, done.Rows)
	default:
		fmt.Fprintf(p.stderr, "%s: edit %d, %s (%d cells).\n", word, done.ID, done.What, done.Cells)
	}
}

// chosen returns the rows that --rows or --where stand for, counted from 0.
func (p *program) chosen(ctx context.Context, bench *workbench.Workbench, flags editFlags, dataset string) ([]int, error) {
	if flags.where != "" {
		return bench.Where(ctx, dataset, flags.where)
	}
	if flags.rows == "" {
		return nil, p.misused("say which rows: with --rows or --where")
	}
	described, err := bench.Dataset(ctx, dataset)
	if err != nil {
		return nil, err
	}
	var rows []int
	for _, part := range strings.Split(flags.rows, ",") {
		first, last, isRange := strings.Cut(part, "-")
		from, err := strconv.Atoi(strings.TrimSpace(first))
		to := from
		if err == nil && isRange {
			to, err = strconv.Atoi(strings.TrimSpace(last))
		}
		if err != nil || from < 1 || to < from {
			return nil, p.misused("--rows %s: %q is no row or range of rows", flags.rows, part)
		}
		if to > described.Rows {
			return nil, table.Failed("unknown-row", table.Where{}, fmt.Sprintf("The dataset %q has no row %d.", described.Name, to),
				fmt.Sprintf("It has %d rows.", described.Rows), nil)
		}
		for row := from; row <= to; row++ {
			rows = append(rows, row-1)
		}
	}
	return rows, nil
}

func (p *program) editSetCommand() *cobra.Command {
	var flags editFlags
	command := &cobra.Command{
		Use:   "set -w WORKSPACE DATASET COLUMN VALUE",
		Short: "Write a value into a column of some rows; nothing (\"\") blanks the cells",
		Args:  words("dataset", "column", "value"),
	}
	flags.add(command, true)
	flags.addKeepOdd(command)
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		ctx := command.Context()
		return p.act(ctx, flags, args[0], func(bench *workbench.Workbench) (workbench.Action, error) {
			rows, err := p.chosen(ctx, bench, flags, args[0])
			var cells []workbench.CellText
			for _, row := range rows {
				cells = append(cells, workbench.CellText{Row: row, Column: args[1], Text: args[2]})
			}
			return workbench.SetCells{Cells: cells}, err
		})
	})
	return command
}

func (p *program) editFillCommand() *cobra.Command {
	var flags editFlags
	command := &cobra.Command{
		Use:   "fill -w WORKSPACE DATASET COLUMN",
		Short: "Write what the first of some rows holds in a column into the others",
		Args:  words("dataset", "column"),
	}
	flags.add(command, true)
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		ctx := command.Context()
		return p.act(ctx, flags, args[0], func(bench *workbench.Workbench) (workbench.Action, error) {
			rows, err := p.chosen(ctx, bench, flags, args[0])
			return workbench.FillDown{Rows: rows, Columns: []string{args[1]}}, err
		})
	})
	return command
}

func (p *program) editAddRowsCommand() *cobra.Command {
	var flags editFlags
	command := &cobra.Command{
		Use:   "add-rows -w WORKSPACE DATASET COUNT",
		Short: "Add empty rows at the end",
		Args:  words("dataset", "number of rows"),
	}
	flags.add(command, false)
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		count, err := strconv.Atoi(args[1])
		if err != nil {
			return p.misused("%q is not a number of rows", args[1])
		}
		return p.act(command.Context(), flags, args[0], func(*workbench.Workbench) (workbench.Action, error) {
			return workbench.InsertRows{Count: count}, nil
		})
	})
	return command
}

func (p *program) editDeleteRowsCommand() *cobra.Command {
	var flags editFlags
	command := &cobra.Command{
		Use:   "delete-rows -w WORKSPACE DATASET",
		Short: "Delete rows; they can be brought back",
		Args:  exactly("dataset"),
	}
	flags.add(command, true)
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		ctx := command.Context()
		return p.act(ctx, flags, args[0], func(bench *workbench.Workbench) (workbench.Action, error) {
			rows, err := p.chosen(ctx, bench, flags, args[0])
			return workbench.DeleteRows{Rows: rows}, err
		})
	})
	return command
}

func (p *program) editCommentCommand() *cobra.Command {
	var flags editFlags
	command := &cobra.Command{
		Use:   "comment -w WORKSPACE DATASET COLUMN TEXT",
		Short: "Write a comment on a cell; nothing (\"\") takes it away",
		Args:  words("dataset", "column", "comment"),
	}
	flags.add(command, true)
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		ctx := command.Context()
		return p.act(ctx, flags, args[0], func(bench *workbench.Workbench) (workbench.Action, error) {
			rows, err := p.chosen(ctx, bench, flags, args[0])
			if err == nil && len(rows) != 1 {
				err = p.misused("a comment is on one cell; these are %d rows", len(rows))
			}
			if err != nil {
				return nil, err
			}
			return workbench.Comment{Row: rows[0], Column: args[1], Text: args[2]}, nil
		})
	})
	return command
}

func (p *program) editMergeCommand() *cobra.Command {
	var flags editFlags
	command := &cobra.Command{
		Use:   "merge -w WORKSPACE DATASET COLUMN INTO SPELLING...",
		Short: "Write one spelling in the place of others",
		Long: `Write one spelling in the place of others, in one column. sbench cluster finds
values that may be spellings of the same; none is merged unless it is named here.`,
		Args: func(command *cobra.Command, args []string) error {
			return words("dataset", "column", "spelling to keep", "spelling to replace")(command, args[:min(len(args), 4)])
		},
	}
	flags.add(command, false)
	flags.addKeepOdd(command)
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		return p.act(command.Context(), flags, args[0], func(*workbench.Workbench) (workbench.Action, error) {
			return workbench.MergeSpellings{Column: args[1], Into: args[2], From: slices.Clone(args[3:])}, nil
		})
	})
	return command
}
