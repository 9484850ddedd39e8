package main

import (
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) editsCommand() *cobra.Command {
	var workspace, column string
	var limit, row int
	var asJSON bool
	command := &cobra.Command{
		Use:   "edits -w WORKSPACE [DATASET]",
		Short: "List what people changed by hand, the last first; or who changed one cell, when, and what its file says",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return fmt.Errorf("edits: one dataset at a time (%q is too much)", args[1])
			}
			return nil
		},
	}
	workspaceFlag(command, &workspace)
	command.Flags().IntVar(&limit, "limit", 100, "at most this many")
	command.Flags().IntVar(&row, "row", 0, "the row of a cell, counted from 1; with --column")
	command.Flags().StringVar(&column, "column", "", "the column of a cell")
	command.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	command.MarkFlagsRequiredTogether("row", "column")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		ctx := command.Context()
		dataset := ""
		if len(args) == 1 {
			dataset = args[0]
		}
		if limit < 1 {
			return p.misused("--limit %d: it must be 1 or more", limit)
		}
		return p.reading(ctx, workspace, func(bench *workbench.Workbench) error {
			if column != "" {
				if dataset == "" {
					return p.misused("--row and --column are of a dataset: name it")
				}
				history, err := bench.CellHistory(ctx, dataset, row-1, column)
				if err != nil {
					return err
				}
				return p.writeHistory(history, asJSON)
			}
			edits, err := bench.EditLog(ctx, dataset, 0, limit)
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(p.stdout, edits)
			}
			lines := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
			fmt.Fprintln(lines, "EDIT\tTIME\tWHO\tDATASET\tCELLS\tROWS\tSTATE\tWHAT")
			for _, edit := range edits {
				state, err := edit.State.MarshalText()
				if err != nil {
					return err
				}
				fmt.Fprintf(lines, "%d\t%s\t%s\t%s\t%d\t%d\t%s\t%s\n", edit.ID, edit.At.Local().Format("2006-01-02 15:04"), edit.Who, edit.Dataset,
					edit.Cells, edit.Rows, state, edit.What)
			}
			return lines.Flush()
		})
	})
	return command
}

func (p *program) writeHistory(history warehouse.CellHistory, asJSON bool) error {
	if asJSON {
		return writeJSON(p.stdout, history)
	}
	fmt.Fprintf(p.stdout, "now: %q\n", history.Now)
	if history.Written && !history.ByHand {
		fmt.Fprintf(p.stdout, "the file says: %q (%s)\n", history.File, history.Source)
	}
	for _, change := range history.Changes {
		fmt.Fprintf(p.stdout, "%s  %s  %q to %q (edit %d)\n", change.At.Local().Format("2006-01-02 15:04"), change.Who, change.Old, change.New, change.Edit)
	}
	if history.Comment != nil {
		fmt.Fprintf(p.stdout, "comment by %s: %s\n", history.Comment.Who, history.Comment.Text)
	}
	return nil
}

func (p *program) redoCommand() *cobra.Command {
	var workspace, dataset string
	command := &cobra.Command{
		Use:   "redo -w WORKSPACE",
		Short: "Do again what sbench undo --edit undid last",
		Args:  nothing,
	}
	workspaceFlag(command, &workspace)
	command.Flags().StringVar(&dataset, "dataset", "", "of this dataset only")
	command.RunE = p.work(func(command *cobra.Command, _ []string) error {
		return p.writing(command.Context(), workspace, false, func(bench *workbench.Workbench) error {
			done, err := bench.RedoEdit(command.Context(), dataset)
			if err != nil {
				return err
			}
			p.sayEdit("Done again", done)
			return nil
		})
	})
	return command
}

// undoEdit undoes the last edit of a dataset or of the workspace.
func (p *program) undoEdit(command *cobra.Command, bench *workbench.Workbench, dataset string) error {
	done, err := bench.UndoEdit(command.Context(), dataset)
	if err != nil {
		return err
	}
	p.sayEdit("Undone", done)
	return nil
}

func (p *program) glossaryCommand() *cobra.Command {
	var workspace, by string
	var asJSON bool
	command := &cobra.Command{
		Use:   "glossary -w WORKSPACE [WORD SHOWN]",
		Short: "List the words that are shown as others, or have a word of the files shown as another wherever a column's title has it",
		Long: `List the glossary, or have a word of the files shown as another wherever the
title of a column has it; "" shows it as it is again. Names, by which formulas
and commands call columns, stay. Undo with sbench undo --edit.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 0 && len(args) != 2 {
				return errors.New("glossary: name a word and what is to be shown for it")
			}
			return nil
		},
	}
	workspaceFlag(command, &workspace)
	command.Flags().StringVar(&by, "by", "", "who does it, for the log (default: who is signed in)")
	command.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		ctx := command.Context()
		if len(args) == 2 {
			return p.writingAs(ctx, workspace, by, func(bench *workbench.Workbench) error {
				done, err := bench.RenameTerm(ctx, args[0], args[1])
				if err == nil {
					p.sayEdit("Done", done)
				}
				return err
			})
		}
		return p.reading(ctx, workspace, func(bench *workbench.Workbench) error {
			terms, err := bench.Terms(ctx)
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(p.stdout, terms)
			}
			for _, term := range terms {
				fmt.Fprintf(p.stdout, "%s is shown as %s\n", term.Term, term.Shown)
			}
			return nil
		})
	})
	return command
}
