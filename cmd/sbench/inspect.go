package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) inspectCommand() *cobra.Command {
	var sheet, layout, workspace string
	var asJSON bool
	var flags readingFlags
	command := &cobra.Command{
		Use:   "inspect FILE",
		Short: "Show how a file is understood: its tables, their columns and types, and every guess",
		Long: `Show how a file is understood: where its tables are, their columns and types,
and every guess with its evidence. Nothing is written anywhere.

Each of the plans that --json prints can be corrected and given to
import --plan.`,
		Args: exactly("file"),
	}
	command.Flags().StringVar(&sheet, "sheet", "", "the only sheet to look at (default: all)")
	optionalWorkspaceFlag(command, &workspace, "a workspace in which files of this kind were imported before: the plan starts from how they were read")
	layoutFlag(command, &layout)
	flags.add(command.Flags())
	command.Flags().BoolVar(&asJSON, "json", false, "print the plans as JSON")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		reading, err := flags.reading(p)
		if err != nil {
			return err
		}
		var found []workbench.Found
		err = flags.with(args[0], func(path string) (err error) {
			found, err = p.inspect(command.Context(), workspace, path, workbench.InspectOptions{Sheet: sheet, Layout: layout, Reading: reading})
			return err
		})
		if err != nil {
			return withFile(err, args[0])
		}
		if asJSON {
			result := inspection{File: filepath.Base(args[0]), Tables: []importers.Plan{}}
			for _, one := range found {
				result.Tables = append(result.Tables, one.Plan)
			}
			return writeJSON(p.stdout, result)
		}
		for i, one := range found {
			if i > 0 {
				fmt.Fprintln(p.stdout)
			}
			p.describe(one.Plan)
		}
		return nil
	})
	return command
}

// inspect looks into a file, and into a workspace if one is named.
func (p *program) inspect(ctx context.Context, workspace, file string, options workbench.InspectOptions) (found []workbench.Found, err error) {
	if workspace == "" {
		return workbench.Inspect(ctx, file, options)
	}
	err = p.reading(ctx, workspace, func(bench *workbench.Workbench) error {
		found, err = bench.Inspect(ctx, file, options)
		return err
	})
	return found, err
}

// layoutFlag adds the flag that names a layout file.
func layoutFlag(command *cobra.Command, path *string) {
	command.Flags().StringVar(path, "layout", "", "for text of fixed width: a file (csv) that lists the columns with their name, start and end or length")
}

// inspection is the tables of a file in machine-readable form.
type inspection struct {
	File   string           `json:"file"`
	Tables []importers.Plan `json:"tables"`
}

// describedColumn is a column with its place in the file, or a plus sign for
// one that is added.
type describedColumn struct {
	table.Column
	place string
	skip  bool // it is left out
}

// describe prints a plan for people.
func (p *program) describe(plan importers.Plan) {
	fmt.Fprintf(p.stdout, "%s: %s\n", plan.Name, describeArea(plan))
	columns := make([]describedColumn, 0, len(plan.Columns)+len(plan.Derived))
	for _, column := range plan.Columns {
		columns = append(columns, describedColumn{place: strconv.Itoa(column.Index + 1), Column: column.Column, skip: column.Skip})
	}
	for _, derived := range plan.Derived {
		columns = append(columns, describedColumn{place: "+", Column: derived.Column})
	}
	wide := 0
	for _, column := range columns {
		wide = max(wide, min(len([]rune(column.Name)), 40))
	}
	for _, column := range columns {
		name := column.Name + strings.Repeat(" ", max(0, wide-len([]rune(column.Name))))
		kind := column.Type.String()
		if column.skip {
			kind += ", left out"
		}
		if column.Role != table.Dimension {
			kind += ", " + column.Role.String()
		}
		if column.Label != "" {
			kind += " (" + column.Label + ")"
		}
		fmt.Fprintf(p.stdout, "  %4s  %s  %s\n", column.place, name, kind)
	}
	for _, finding := range plan.Findings {
		fmt.Fprintf(p.stdout, "  - %s\n", told(finding))
	}
}

// told is a finding with the flag of import that answers it, if there is one.
func told(finding importers.Finding) string {
	switch {
	case finding.Code == "secret":
		return fmt.Sprintf("%s (--without %q)", finding.Message, finding.Column)
	case finding.Code == "column-left-out":
		return fmt.Sprintf("%s (--with %q takes it in)", finding.Message, finding.Column)
	case finding.Code == "wide" && len(finding.Undo) > 0:
		return finding.Message + " (--unpivot)"
	case finding.Code == "rows-hidden", finding.Code == "columns-hidden":
		return finding.Message + " (--hidden all or none says which)"
	}
	return finding.Message
}

// describeArea says where in the file the table stands.
func describeArea(plan importers.Plan) string {
	var parts []string
	if plan.Sheet != "" {
		parts = append(parts, fmt.Sprintf("sheet %q", plan.Sheet))
	}
	switch {
	case plan.HeaderRow == 0:
		parts = append(parts, "no header")
	case plan.HeaderTop > 0 && plan.HeaderTop < plan.HeaderRow:
		parts = append(parts, fmt.Sprintf("header in rows %d to %d", plan.HeaderTop, plan.HeaderRow))
	default:
		parts = append(parts, fmt.Sprintf("header in row %d", plan.HeaderRow))
	}
	data := fmt.Sprintf("data from row %d", plan.FirstRow)
	if plan.LastRow > 0 {
		data += fmt.Sprintf(" to %d", plan.LastRow)
	}
	rows := "rows"
	if plan.Rows == 1 {
		rows = "row"
	}
	return strings.Join(append(parts, data, fmt.Sprintf("%s %s", table.FormatNumber(float64(plan.Rows), 0), rows)), ", ")
}
