package main

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) sampleCommand() *cobra.Command {
	var workspace string
	var options workbench.SampleOptions
	command := &cobra.Command{
		Use:   "sample -w WORKSPACE",
		Short: "Make a workspace with a synthetic school district, to try things on",
		Long: `Make a workspace with a synthetic school district, to try things on.

The district's files are written as a district would have them, with the mess
that real ones have, and then imported. No person in them exists.`,
		Args: nothing,
	}
	workspaceFlag(command, &workspace)
	command.Flags().IntVar(&options.Students, "students", 0, "how many students (default 600)")
	command.Flags().IntVar(&options.Schools, "schools", 0, "how many schools (default 5)")
	command.Flags().IntVar(&options.Years, "years", 0, "how many school years (default 2)")
	command.Flags().StringVar(&options.Files, "files", "", "keep the district's files in this folder")
	command.RunE = p.work(func(command *cobra.Command, _ []string) error {
		for name, n := range map[string]int{"students": options.Students, "schools": options.Schools, "years": options.Years} {
			if n < 0 || (n == 0 && command.Flags().Changed(name)) {
				return p.misused("--%s %d: it must be 1 or more", name, n)
			}
		}
		return p.writing(command.Context(), workspace, true, func(bench *workbench.Workbench) error {
			progress := newProgressLine(p.stderr)
			imported, err := bench.MakeSample(command.Context(), options, progress.Show)
			progress.Clear()
			if err != nil {
				return err
			}
			for _, done := range imported {
				fmt.Fprintf(p.stderr, "%-14s %s rows\n", done.Dataset, table.FormatNumber(float64(done.Batch.Rows), 0))
			}
			return nil
		})
	})
	return command
}

func (p *program) checkCommand() *cobra.Command {
	var workspace string
	var asJSON bool
	command := &cobra.Command{
		Use:   "check -w WORKSPACE",
		Short: "Check a workspace: rows against segments, and SQLite's own check",
		Args:  nothing,
	}
	workspaceFlag(command, &workspace)
	command.Flags().BoolVar(&asJSON, "json", false, "print what is wrong as JSON")
	command.RunE = p.work(func(command *cobra.Command, _ []string) error {
		return p.reading(command.Context(), workspace, func(bench *workbench.Workbench) error {
			progress := newProgressLine(p.stderr)
			issues, err := bench.Check(command.Context(), progress.Show)
			progress.Clear()
			if err != nil {
				return err
			}
			if asJSON {
				if err := writeJSON(p.stdout, append([]table.Issue{}, issues...)); err != nil {
					return err
				}
			}
			if len(issues) == 0 {
				fmt.Fprintln(p.stderr, "Nothing is wrong with this workspace.")
				return nil
			}
			var failures []error
			for _, issue := range issues {
				failures = append(failures, &issue)
			}
			return errors.Join(failures...)
		})
	})
	return command
}

func (p *program) undoCommand() *cobra.Command {
	var workspace, dataset string
	var edit, withEdits bool
	command := &cobra.Command{
		Use:   "undo -w WORKSPACE [IMPORT]",
		Short: "Take an import out again and bring back what it replaced: the last one, or that of a number",
		Long: `Take an import out again, with its rows, and bring back the rows, columns and
types that it replaced: the last import, that of one dataset with --dataset, or
that of a number, which sbench batches shows. An import whose rows a later one
replaced or updated is undone after that one, and one whose rows people have
written into after what they wrote, or together with it (--with-edits).

With --edit undo takes back what was last changed by hand instead; each further
one takes back the change before. sbench redo does them again, and sbench edits
lists them.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return fmt.Errorf("undo: one import at a time (%q is too much)", args[1])
			}
			return nil
		},
	}
	workspaceFlag(command, &workspace)
	command.Flags().StringVar(&dataset, "dataset", "", "undo the last import, or with --edit the last change, of this dataset")
	command.Flags().BoolVar(&edit, "edit", false, "undo the last change by hand instead of an import")
	command.Flags().BoolVar(&withEdits, "with-edits", false, "undo with the import what people wrote into its rows since")
	command.MarkFlagsMutuallyExclusive("edit", "with-edits")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		var batch int64
		if len(args) == 1 {
			var err error
			if batch, err = strconv.ParseInt(args[0], 10, 64); err != nil || batch <= 0 {
				return p.misused("%q is not the number of an import", args[0])
			}
			if dataset != "" {
				return p.misused("--dataset: not together with the number of an import")
			}
		}
		if edit && batch != 0 {
			return p.misused("--edit: not together with the number of an import")
		}
		ctx := command.Context()
		return p.writing(ctx, workspace, false, func(bench *workbench.Workbench) error {
			if edit {
				return p.undoEdit(command, bench, dataset)
			}
			what := ""
			if batch == 0 {
				last, ok, err := bench.LastImport(ctx, dataset)
				if err != nil {
					return err
				}
				if !ok {
					return table.Failed("nothing-to-undo", table.Where{File: workspace}, "Nothing has been imported.", "There is nothing to undo.", nil)
				}
				batch, what = last.ID, fmt.Sprintf(" (%s into %q)", last.File, last.Dataset)
			}
			undo := bench.Undo
			if withEdits {
				undo = bench.UndoWithEdits
			}
			if err := undo(ctx, batch); err != nil {
				return err
			}
			fmt.Fprintf(p.stderr, "Undone: import %d%s.\n", batch, what)
			return nil
		})
	})
	return command
}

func (p *program) rebuildCommand() *cobra.Command {
	var workspace string
	command := &cobra.Command{
		Use:   "rebuild -w WORKSPACE DATASET",
		Short: "Make the working copies of a dataset's columns anew from its rows, when check says that they differ",
		Args:  exactly("dataset"),
	}
	workspaceFlag(command, &workspace)
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		return p.writing(command.Context(), workspace, false, func(bench *workbench.Workbench) error {
			if err := bench.Rebuild(command.Context(), args[0]); err != nil {
				return err
			}
			fmt.Fprintf(p.stderr, "Rebuilt: cross-tabs of %q now show its rows.\n", args[0])
			return nil
		})
	})
	return command
}
