package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
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

// readDashboardFile reads a definition. A name that it should not have is
// refused, so that a filter with a slip of the pen is not left out in silence.
func readDashboardFile(path string, stdin io.Reader) (reports.Dashboard, error) {
	var dashboard reports.Dashboard
	source := stdin
	if path != "-" {
		file, err := os.Open(path)
		if err != nil {
			return dashboard, err
		}
		defer func() { _ = file.Close() }()
		source = file
	}
	const most = 8 << 20
	decoder := json.NewDecoder(io.LimitReader(source, most))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&dashboard); err != nil {
		return dashboard, table.Failed("dashboard-not-json", table.Where{File: filepath.Base(path)}, fmt.Sprintf("The definition of the dashboard cannot be read: %s.", strings.TrimPrefix(err.Error(), "json: ")),
			"Correct it; sbench dashboard show prints one that can be read.", nil)
	}
	return dashboard, nil
}
