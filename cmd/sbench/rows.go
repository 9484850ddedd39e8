package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"io"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) rowsCommand() *cobra.Command {
	var workspace, where string
	var limit int
	var asJSON bool
	command := &cobra.Command{
		Use:   "rows -w WORKSPACE DATASET",
		Short: "Print rows of a dataset as CSV or JSON",
		Args:  exactly("dataset"),
	}
	workspaceFlag(command, &workspace)
	command.Flags().StringVar(&where, "where", "", "only rows for which this expression is true")
	command.Flags().IntVar(&limit, "limit", 0, "at most this many rows (default: all)")
	command.Flags().BoolVar(&asJSON, "json", false, "print JSON: one object a row")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		if limit < 0 {
			return p.misused("--limit %d: it must be 0 or more", limit)
		}
		return p.reading(command.Context(), workspace, func(bench *workbench.Workbench) error {
			rows, err := bench.Where(command.Context(), args[0], where)
			if err != nil {
				return err
			}
			if limit > 0 && len(rows) > limit {
				rows = rows[:limit]
			}
			frame, err := bench.Frame(command.Context(), args[0])
			if err != nil {
				return err
			}
			if asJSON {
				return writeRowsJSON(p.stdout, frame, rows)
			}
			return writeRowsCSV(p.stdout, frame, rows)
		})
	})
	return command
}

func writeRowsCSV(w io.Writer, frame *table.Frame, rows []int) error {
	out := csv.NewWriter(w)
	record := frame.Schema().Names()
	if err := out.Write(record); err != nil {
		return err
	}
	for _, row := range rows {
		for i, vector := range frame.Columns() {
			record[i] = vector.Column().Text(vector.Value(row))
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// writeRowsJSON writes an array with one object a row on a line of its own,
// the columns in their order.
func writeRowsJSON(w io.Writer, frame *table.Frame, rows []int) error {
	out := bufio.NewWriter(w)
	var line bytes.Buffer
	out.WriteString("[")
	for i, row := range rows {
		line.Reset()
		line.WriteString("\n  {")
		for j, vector := range frame.Columns() {
			if j > 0 {
				line.WriteString(", ")
			}
			appendJSONString(&line, vector.Column().Name)
			line.WriteString(": ")
			appendJSONValue(&line, vector.Column(), vector.Value(row))
		}
		line.WriteString("}")
		if i < len(rows)-1 {
			line.WriteString(",")
		}
		out.Write(line.Bytes())
	}
	if len(rows) > 0 {
		out.WriteString("\n")
	}
	out.WriteString("]\n")
	return out.Flush()
}
