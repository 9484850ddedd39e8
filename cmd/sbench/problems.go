package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) problemsCommand() *cobra.Command {
	var workspace, output string
	var batch int64
	var kinds []string
	var asJSON bool
	command := &cobra.Command{
		Use:   "problems -w WORKSPACE [DATASET]",
		Short: "List every odd cell: withheld, marked as missing, misfit or written in another way",
		Long: `List every odd cell of a dataset, or of all, with its file, sheet, row and
column, the text that stands there, and the reason: cells that do not fit their
column, that were withheld or marked as missing, or whose text is kept beside
the value because it was written in another way. What the imports reported is
in the list, too.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return fmt.Errorf("problems: one dataset at a time; names with spaces stand in quotes (%q is too much)", args[1])
			}
			return nil
		},
	}
	workspaceFlag(command, &workspace)
	command.Flags().Int64Var(&batch, "import", 0, "only of this import, by its number")
	command.Flags().StringSliceVar(&kinds, "kind", nil, "only of these kinds: misfit, issue, withheld, missing, rewritten")
	command.Flags().StringVarP(&output, "output", "o", "", "write the list into this file, as CSV")
	command.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	command.MarkFlagsMutuallyExclusive("json", "output")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		options := workbench.ProblemOptions{Batch: batch}
		for _, kind := range kinds {
			switch kind := workbench.ProblemKind(kind); kind {
			case workbench.ProblemMisfit, workbench.ProblemIssue, workbench.ProblemWithheld, workbench.ProblemMissing, workbench.ProblemRewritten:
				options.Kinds = append(options.Kinds, kind)
			default:
				return p.misused("--kind %s: use misfit, issue, withheld, missing or rewritten", kind)
			}
		}
		dataset := ""
		if len(args) > 0 {
			dataset = args[0]
		}
		ctx := command.Context()
		return p.reading(ctx, workspace, func(bench *workbench.Workbench) error {
			switch {
			case output != "":
				return p.output(output, func(w io.Writer) error { return bench.WriteProblems(ctx, w, dataset, options) })
			case asJSON:
				list := []workbench.CellProblem{}
				err := bench.Problems(ctx, dataset, options, func(problem workbench.CellProblem) bool {
					list = append(list, problem)
					return true
				})
				if err != nil {
					return err
				}
				return writeJSON(p.stdout, list)
			}
			lines := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
			fmt.Fprintln(lines, "KIND\tPLACE\tTEXT\tREASON")
			err := bench.Problems(ctx, dataset, options, func(problem workbench.CellProblem) bool {
				_, err := fmt.Fprintf(lines, "%s\t%s\t%q\t%s\n", problem.Kind, problem.Where, problem.Text, problem.Reason)
				return err == nil
			})
			if err != nil {
				return err
			}
			return lines.Flush()
		})
	})
	return command
}

func (p *program) keyCommand() *cobra.Command {
	var workspace string
	var none bool
	command := &cobra.Command{
		Use:   "key -w WORKSPACE DATASET [COLUMN...]",
		Short: "Show or set which columns name a row, so that the next file can be compared row by row",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fmt.Errorf("key: name the dataset")
			}
			return nil
		},
	}
	workspaceFlag(command, &workspace)
	command.Flags().BoolVar(&none, "none", false, "take the key away")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		ctx, columns := command.Context(), args[1:]
		if none && len(columns) > 0 {
			return p.misused("--none: then no column can be named")
		}
		if !none && len(columns) == 0 {
			return p.reading(ctx, workspace, func(bench *workbench.Workbench) error { return p.showKey(command, bench, args[0]) })
		}
		return p.writing(ctx, workspace, false, func(bench *workbench.Workbench) error {
			if err := bench.SetKey(ctx, args[0], columns); err != nil {
				return err
			}
			return p.showKey(command, bench, args[0])
		})
	})
	return command
}

// showKey prints the key of a dataset, or the one that its rows propose.
func (p *program) showKey(command *cobra.Command, bench *workbench.Workbench, name string) error {
	dataset, err := bench.Dataset(command.Context(), name)
	if err != nil {
		return err
	}
	if len(dataset.Key) > 0 {
		for _, column := range dataset.Key {
			fmt.Fprintln(p.stdout, column)
		}
		return nil
	}
	finding, err := bench.ProposeKey(command.Context(), name)
	if err != nil {
		return err
	}
	if finding.Code == "" {
		fmt.Fprintf(p.stderr, "%q has no key, and no column or two that would do.\n", dataset.Name)
		return nil
	}
	fmt.Fprintf(p.stderr, "%q has no key. %s\n", dataset.Name, finding.Message)
	return nil
}
