package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) editPasteCommand() *cobra.Command {
	var flags editFlags
	var row int
	var column string
	command := &cobra.Command{
		Use:   "paste -w WORKSPACE DATASET FILE",
		Short: "Write a block of cells, as copied from a spreadsheet, from a row and column on",
		Long: `Write a block of cells from a row and column on. The file is text with a tab
between cells, as a spreadsheet copies it. Rows below the last are added.`,
		Args: words("dataset", "file"),
	}
	flags.add(command, false)
	flags.addKeepOdd(command)
	command.Flags().IntVar(&row, "row", 0, "the first row, counted from 1; default: a new one after the last")
	command.Flags().StringVar(&column, "column", "", "the first column (default: the first)")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		block, err := readBlock(args[1])
		if err != nil {
			return err
		}
		ctx := command.Context()
		return p.act(ctx, flags, args[0], func(bench *workbench.Workbench) (workbench.Action, error) {
			dataset, err := bench.Dataset(ctx, args[0])
			if err != nil {
				return nil, err
			}
			first := 0
			if column != "" {
				if first = dataset.Schema.Index(column); first < 0 {
					return nil, table.Failed("unknown-column", table.Where{}, fmt.Sprintf("The dataset %q has no column %q.", dataset.Name, column),
						"Its columns are: "+strings.Join(dataset.Schema.Names(), ", ")+".", nil)
				}
			}
			start := dataset.Rows
			if row != 0 {
				start = row - 1
			}
			if start < 0 || start > dataset.Rows {
				return nil, p.misused("--row %d: there are rows 1 to %d", row, dataset.Rows)
			}
			paste := workbench.PasteBlock{Columns: dataset.Schema.Names()[first:], Block: block}
			for i := range block {
				paste.Rows = append(paste.Rows, start+i)
			}
			return paste, nil
		})
	})
	return command
}

// readBlock reads cells with tabs between them.
func readBlock(path string) ([][]string, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, table.Failed("file-missing", table.Where{File: filepath.Base(path)}, "There is no such file.", "Check the name.", err)
	}
	if err != nil {
		return nil, table.Failed("file-unreadable", table.Where{File: filepath.Base(path)}, "The file cannot be read.", "Check that you may read it.", err)
	}
	defer func() { _ = file.Close() }()
	reader := csv.NewReader(file)
	reader.Comma, reader.FieldsPerRecord, reader.LazyQuotes = '\t', -1, true
	block, err := reader.ReadAll()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, table.Failed("file-unreadable", table.Where{File: filepath.Base(path)}, "The file is no block of cells with tabs between them.", "Copy the cells from a spreadsheet into a text file.", err)
	}
	return block, nil
}

func (p *program) editReplaceCommand() *cobra.Command {
	var flags editFlags
	var find workbench.FindRequest
	var preview bool
	command := &cobra.Command{
		Use:   "replace -w WORKSPACE DATASET TEXT BY",
		Short: "Replace a text by another wherever it stands; --count only counts the cells",
		Args:  words("dataset", "text to replace", "text to put in its place"),
	}
	flags.add(command, false)
	flags.addKeepOdd(command)
	findFlags(command, &find)
	command.Flags().BoolVar(&preview, "count", false, "change nothing; only tell how many cells would change")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		find.Text = args[1]
		ctx := command.Context()
		if preview {
			return p.reading(ctx, flags.workspace, func(bench *workbench.Workbench) error {
				_, n, err := bench.Find(ctx, args[0], find, 1)
				if err != nil {
					return err
				}
				fmt.Fprintf(p.stdout, "%d\n", n)
				return nil
			})
		}
		return p.act(ctx, flags, args[0], func(*workbench.Workbench) (workbench.Action, error) {
			return workbench.ReplaceText{FindRequest: find, By: args[2]}, nil
		})
	})
	return command
}

func findFlags(command *cobra.Command, find *workbench.FindRequest) {
	command.Flags().StringArrayVar(&find.Columns, "column", nil, "look in this column only; once for each (default: all)")
	command.Flags().BoolVar(&find.WholeCell, "whole", false, "only cells that are the text and nothing else")
	command.Flags().BoolVar(&find.MatchCase, "case", false, "tell upper from lower case")
}

func (p *program) findCommand() *cobra.Command {
	var workspace string
	var find workbench.FindRequest
	var limit int
	var asJSON bool
	command := &cobra.Command{
		Use:   "find -w WORKSPACE DATASET TEXT",
		Short: "Find the cells that hold a text, with their rows and columns",
		Args:  words("dataset", "text"),
	}
	workspaceFlag(command, &workspace)
	findFlags(command, &find)
	command.Flags().IntVar(&limit, "limit", 100, "at most this many cells; 0 is all")
	command.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		if limit < 0 {
			return p.misused("--limit %d: it must be 0 or more", limit)
		}
		find.Text = args[1]
		return p.reading(command.Context(), workspace, func(bench *workbench.Workbench) error {
			found, n, err := bench.Find(command.Context(), args[0], find, limit)
			if err != nil {
				return err
			}
			if asJSON {
				for i := range found {
					found[i].Row++
				}
				return writeJSON(p.stdout, struct {
					Cells int                   `json:"cells"`
					Found []workbench.FoundCell `json:"found"`
				}{n, found})
			}
			for _, cell := range found {
				fmt.Fprintf(p.stdout, "row %d, %s: %s\n", cell.Row+1, cell.Column, cell.Text)
			}
			fmt.Fprintf(p.stderr, "%d cells found, %d shown.\n", n, len(found))
			return nil
		})
	})
	return command
}

func (p *program) clusterCommand() *cobra.Command {
	var workspace string
	var asJSON bool
	command := &cobra.Command{
		Use:   "cluster -w WORKSPACE DATASET COLUMN",
		Short: "Find values of a column that may be spellings of the same; edit merge merges them",
		Args:  words("dataset", "column"),
	}
	workspaceFlag(command, &workspace)
	command.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		return p.reading(command.Context(), workspace, func(bench *workbench.Workbench) error {
			clusters, err := bench.ClusterSpellings(command.Context(), args[0], args[1])
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(p.stdout, clusters)
			}
			for _, cluster := range clusters {
				fmt.Fprintf(p.stdout, "%s (%s)\n", cluster.Into, cluster.Method)
				for _, spelling := range cluster.Spellings {
					fmt.Fprintf(p.stdout, "    %q in %d rows\n", spelling.Text, spelling.Rows)
				}
			}
			if len(clusters) == 0 {
				fmt.Fprintln(p.stderr, "No two values look like spellings of the same.")
			}
			return nil
		})
	})
	return command
}
