package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) reportCommand() *cobra.Command {
	command := &cobra.Command{
		Use:   "report",
		Short: "List, show and run the reports saved in a workspace",
		Args:  nothing,
		RunE:  func(*cobra.Command, []string) error { return fmt.Errorf("report: say list, show or run") },
	}
	command.AddCommand(p.reportListCommand(), p.reportShowCommand(), p.reportRunCommand())
	return command
}

func (p *program) reportListCommand() *cobra.Command {
	var workspace string
	var asJSON bool
	command := &cobra.Command{Use: "list -w WORKSPACE", Short: "List the saved reports", Args: nothing}
	workspaceFlag(command, &workspace)
	command.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	command.RunE = p.work(func(command *cobra.Command, _ []string) error {
		return p.reading(command.Context(), workspace, func(bench *workbench.Workbench) error {
			list, err := bench.Reports(command.Context())
			if err != nil {
				return err
			}
			if asJSON {
				if list == nil {
					return writeJSON(p.stdout, []any{})
				}
				return writeJSON(p.stdout, list)
			}
			for _, report := range list {
				fmt.Fprintf(p.stdout, "%s\t%s\n", report.Name, report.Dataset)
			}
			return nil
		})
	})
	return command
}

func (p *program) reportShowCommand() *cobra.Command {
	var workspace string
	command := &cobra.Command{Use: "show -w WORKSPACE REPORT", Short: "Print a saved report's definition as JSON", Args: exactly("report")}
	workspaceFlag(command, &workspace)
	// The definition is JSON in any case; the flag is accepted for scripts.
	command.Flags().Bool("json", true, "print JSON")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		return p.reading(command.Context(), workspace, func(bench *workbench.Workbench) error {
			report, err := bench.Report(command.Context(), args[0])
			if err != nil {
				return err
			}
			return writeJSON(p.stdout, report)
		})
	})
	return command
}

func (p *program) reportRunCommand() *cobra.Command {
	var workspace, output, format, drawn string
	command := &cobra.Command{Use: "run -w WORKSPACE REPORT", Short: "Run a saved report, on the terminal or into a file", Args: exactly("report")}
	workspaceFlag(command, &workspace)
	command.Flags().StringVarP(&output, "output", "o", "", "the file to write (default: the terminal)")
	command.Flags().StringVar(&format, "format", "", "table, csv, json, xlsx, pdf, html, png, or spec, which is the definition of the cross-tab itself (default: by the output's name, otherwise table)")
	command.Flags().StringVar(&drawn, "chart", "", strings.Replace(chartUsage(), "one that suits the table", "the report's own", 1))
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		kind, err := p.chartKind(drawn)
		if err != nil {
			return err
		}
		format := outputFormat(format, output)
		if !slices.Contains(crosstabFormats(), format) {
			return p.misused("--format %s: use one of %s", format, strings.Join(crosstabFormats(), ", "))
		}
		if err := p.refuseBinaryOnTerminal(format, output); err != nil {
			return err
		}
		return p.reading(command.Context(), workspace, func(bench *workbench.Workbench) error {
			report, err := bench.Report(command.Context(), args[0])
			if err != nil {
				return err
			}
			if kind != "" {
				report.Chart = kind
			}
			view, err := bench.Run(command.Context(), report)
			if err != nil {
				return err
			}
			return p.output(output, func(w io.Writer) error { return writeView(command, w, view, format) })
		})
	})
	return command
}
