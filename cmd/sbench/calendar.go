package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/crosstab/calendar"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) calendarCommand() *cobra.Command {
	var workspace string
	var asJSON, forget bool
	command := &cobra.Command{
		Use:   "calendar -w WORKSPACE [FILE]",
		Short: "Show the school calendar, or keep the one of a file in the workspace",
		Long: `Show the school calendar, or keep the one of a file in the workspace.

The file is JSON: for each school year its first and last day and, if wanted, its
terms, the days without instruction (closed: a day, or first and last) and the
days of instruction on a weekend (open). With it, term(Date), schoolDay(Date) and
comparisons with last year in Date can be used in cross-tabs and filters.`,
		Example: `  sbench calendar -w district.schoolbench calendar.json
  sbench calendar -w district.schoolbench --json`,
		Args: func(command *cobra.Command, args []string) error {
			if len(args) > 1 {
				return fmt.Errorf("calendar: one file at a time (%q is too much)", args[1])
			}
			return nil
		},
	}
	workspaceFlag(command, &workspace)
	command.Flags().BoolVar(&asJSON, "json", false, "print the calendar as JSON, which can be kept again")
	command.Flags().BoolVar(&forget, "forget", false, "remove the calendar from the workspace")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		ctx := command.Context()
		switch {
		case forget && len(args) > 0:
			return p.misused("--forget takes no file")
		case forget:
			return p.writing(ctx, workspace, false, func(bench *workbench.Workbench) error { return bench.SaveCalendar(ctx, nil) })
		case len(args) > 0:
			days, err := readCalendar(args[0])
			if err != nil {
				return err
			}
			return p.writing(ctx, workspace, false, func(bench *workbench.Workbench) error {
				if err := bench.SaveCalendar(ctx, days); err != nil {
					return err
				}
				return p.showCalendar(days)
			})
		}
		return p.reading(ctx, workspace, func(bench *workbench.Workbench) error {
			days, err := bench.Calendar(ctx)
			switch {
			case err != nil:
				return err
			case asJSON:
				return writeJSON(p.stdout, days)
			case days == nil:
				fmt.Fprintln(p.stdout, "The workspace has no school calendar.")
				return nil
			}
			return p.showCalendar(days)
		})
	})
	return command
}

// showCalendar prints a line a school year.
func (p *program) showCalendar(days *calendar.Calendar) error {
	index, err := days.Index()
	if err != nil {
		return err
	}
	lines := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(lines, "FIRST DAY\tLAST DAY\tDAYS OF INSTRUCTION\tTERMS")
	for _, year := range days.Years {
		taught := 0
		for day := year.First; day <= year.Last; day++ {
			if _, _, ok := index.Number(day); ok {
				taught++
			}
		}
		var terms []string
		inOrder := slices.SortedFunc(slices.Values(year.Terms), func(a, b calendar.Term) int { return cmp.Compare(a.First, b.First) })
		for _, term := range inOrder {
			terms = append(terms, fmt.Sprintf("%s from %s", term.Name, term.First))
		}
		fmt.Fprintf(lines, "%s\t%s\t%d\t%s\n", year.First, year.Last, taught, strings.Join(terms, ", "))
	}
	return lines.Flush()
}

// readCalendar reads a school calendar from a file; nil if none is named.
func readCalendar(path string) (*calendar.Calendar, error) {
	if path == "" {
		return nil, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, table.Failed("calendar-unreadable", table.Where{File: path}, fmt.Sprintf("The school calendar %s cannot be read.", path), "Check its name and that you may open it.", err)
	}
	return calendar.Read(text)
}
