package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) dashboardCommand() *cobra.Command {
	command := &cobra.Command{
		Use:   "dashboard",
		Short: "List, show, run and save the dashboards of a workspace",
		Args:  nothing,
		RunE:  func(*cobra.Command, []string) error { return fmt.Errorf("dashboard: say list, show, run or save") },
	}
	command.AddCommand(p.dashboardListCommand(), p.dashboardShowCommand(), p.dashboardRunCommand(), p.dashboardSaveCommand())
	return command
}

func (p *program) dashboardListCommand() *cobra.Command {
	var workspace string
	var asJSON bool
	command := &cobra.Command{Use: "list -w WORKSPACE", Short: "List the saved dashboards", Args: nothing}
	workspaceFlag(command, &workspace)
	command.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	command.RunE = p.work(func(command *cobra.Command, _ []string) error {
		return p.reading(command.Context(), workspace, func(bench *workbench.Workbench) error {
			list, err := bench.Dashboards(command.Context())
			if err != nil {
				return err
			}
			if asJSON {
				if list == nil {
					return writeJSON(p.stdout, []any{})
				}
				return writeJSON(p.stdout, list)
			}
			for _, dashboard := range list {
				fmt.Fprintf(p.stdout, "%s\t%d tiles\t%s\n", dashboard.Name, len(dashboard.Tiles), dashboard.Description)
			}
			return nil
		})
	})
	return command
}

func (p *program) dashboardShowCommand() *cobra.Command {
	var workspace string
	command := &cobra.Command{Use: "show -w WORKSPACE DASHBOARD", Short: "Print a saved dashboard's definition as JSON", Args: exactly("dashboard")}
	workspaceFlag(command, &workspace)
	// The definition is JSON in any case; the flag is accepted for scripts.
	command.Flags().Bool("json", true, "print JSON")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		return p.reading(command.Context(), workspace, func(bench *workbench.Workbench) error {
			dashboard, err := bench.Dashboard(command.Context(), args[0])
			if err != nil {
				return err
			}
			return writeJSON(p.stdout, dashboard)
		})
	})
	return command
}

// dashboardRun are the flags of running a dashboard.
type dashboardRun struct {
	workspace, output, format, as, language, passwordFile string
	smallestGroup                                         int
	// isPart is true if --as was given, if only as an empty text: that of a
	// variable that a script forgot to set must not be the whole district.
	isPart bool
}

func (p *program) dashboardRunCommand() *cobra.Command {
	var flags dashboardRun
	command := &cobra.Command{
		Use:   "run -w WORKSPACE DASHBOARD",
		Short: "Run a saved dashboard for all of the district or for one recipient's part of it",
		Example: `  sbench dashboard run -w district.schoolbench Principal --as "School=Lincoln Elementary" -o lincoln.pdf
  sbench dashboard run -w district.schoolbench Superintendent -o board.html --lang es`,
		Args: exactly("dashboard"),
	}
	workspaceFlag(command, &flags.workspace)
	command.Flags().StringVar(&flags.as, "as", "", "whose part of the data: the name of a push's recipient, or 'School=Lincoln Elementary'; 'School=A|B; Grade=3' for several values and fields (default: all)")
	command.Flags().StringVarP(&flags.output, "output", "o", "", "the file to write (default: the terminal)")
	command.Flags().StringVar(&flags.format, "format", "", "xlsx, pdf, html, json or txt (default: by the output's name, otherwise txt)")
	command.Flags().StringVar(&flags.language, "lang", "", "en or es (default: the dashboard's)")
	command.Flags().IntVar(&flags.smallestGroup, "smallest-group", 0, "withhold numbers of groups of fewer people than this, and what they could be worked out from (default: the dashboard's)")
	command.Flags().StringVar(&flags.passwordFile, "password-file", "", "lock the PDF with the first line of this file (AES-256)")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		flags.isPart = command.Flags().Changed("as")
		return p.runDashboard(command.Context(), args[0], flags)
	})
	return command
}

func (p *program) runDashboard(ctx context.Context, name string, flags dashboardRun) error {
	format := p.dashboardFormat(flags)
	if !slices.Contains(dashboardFormats(), format) {
		return p.misused("--format %s: use one of %s", format, strings.Join(dashboardFormats(), ", "))
	}
	if err := p.refuseBinaryOnTerminal(format, flags.output); err != nil {
		return err
	}
	language, err := p.language(flags.language)
	if err != nil {
		return err
	}
	if flags.smallestGroup < 0 {
		return p.misused("--smallest-group %d: give a number such as %d", flags.smallestGroup, reports.UsualSmallestGroup)
	}
	password, err := readPassword(flags.passwordFile)
	if err != nil {
		return err
	}
	if password != "" && format != "pdf" {
		return p.misused("--password-file: only a PDF can be locked")
	}
	return p.reading(ctx, flags.workspace, func(bench *workbench.Workbench) error {
		var slice reports.Slice
		if flags.isPart {
			var err error
			if slice, err = p.sliceOf(ctx, bench, flags.as); err != nil {
				return err
			}
		}
		if language != "" {
			slice.Language = language
		}
		slice.SmallestGroup = max(slice.SmallestGroup, flags.smallestGroup)
		board, err := bench.RunDashboard(ctx, name, slice)
		if err != nil {
			return err
		}
		if !slice.IsWhole() && board.NothingBehind() {
			return nothingBehind(slice)
		}
		return p.output(flags.output, func(w io.Writer) error {
			switch {
			case format == "json":
				return writeJSON(w, boardRecord(board))
			case password != "":
				return workbench.WriteLockedBoard(ctx, w, board, password)
			}
			return workbench.WriteBoard(ctx, w, board, format)
		})
	})
}

// nothingBehind is for a part of the data that has no rows: more likely a value
// with another spelling than a school without students.
func nothingBehind(slice reports.Slice) error {
	var parts []string
	for _, filter := range slice.Filters {
		parts = append(parts, filter.String())
	}
	return table.Failed("slice-empty", table.Where{}, fmt.Sprintf("No tile has any rows where %s, so nothing is written.", strings.Join(parts, " and ")),
		"Check how the value is spelled in the data.", nil)
}

// dashboardFormats are what a dashboard can be written as.
func dashboardFormats() []string { return append(workbench.BoardFormats(), "json") }

func (p *program) dashboardFormat(flags dashboardRun) string {
	if flags.format != "" {
		return flags.format
	}
	// An ending that is none of ours is refused rather than filled with text.
	if ending := strings.TrimPrefix(filepath.Ext(flags.output), "."); ending != "" {
		return strings.ToLower(ending)
	}
	return "txt"
}

// language reads the flag --lang.
func (p *program) language(text string) (reports.Language, error) {
	language := reports.Language(strings.ToLower(text))
	if text != "" && !slices.Contains(reports.Languages(), language) {
		return "", p.misused("--lang %s: use en or es", text)
	}
	return language, nil
}

// sliceOf reads the flag --as: a part of the data, or the name of a recipient.
func (p *program) sliceOf(ctx context.Context, bench *workbench.Workbench, as string) (reports.Slice, error) {
	if strings.TrimSpace(as) == "" {
		return reports.Slice{}, p.misused("--as: say whose part of the data; leave the flag out for the whole district")
	}
	if slice, understood := reports.ParseSlice(as); understood {
		return slice, nil
	}
	return bench.RecipientSlice(ctx, as)
}
