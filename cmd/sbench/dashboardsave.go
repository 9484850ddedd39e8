package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) dashboardSaveCommand() *cobra.Command {
	var workspace string
	command := &cobra.Command{
		Use:   "save -w WORKSPACE FILE.json",
		Short: "Save a dashboard from a definition as sbench dashboard show prints it; - reads it from the standard input",
		Args:  exactly("file"),
	}
	workspaceFlag(command, &workspace)
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		dashboard, err := readDashboardFile(args[0], command.InOrStdin())
		if err != nil {
			return err
		}
		return p.writing(command.Context(), workspace, false, func(bench *workbench.Workbench) error {
			if err := bench.SaveDashboard(command.Context(), dashboard); err != nil {
				return err
			}
			fmt.Fprintf(p.stderr, "Saved the dashboard %q.\n", dashboard.Name)
			return nil
		})
	})
	return command
}

// readDashboardFile reads the definition of a dashboard.
func readDashboardFile(path string, stdin io.Reader) (reports.Dashboard, error) {
	var dashboard reports.Dashboard
	err := readDefinition(path, stdin, &dashboard, definitionFault{
		"dashboard-not-json", "the dashboard",
		"Correct it; sbench dashboard show prints one that can be read.",
	})
	return dashboard, err
}
