package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) convertCommand() *cobra.Command {
	var output, folder string
	var options workbench.ConvertOptions
	var flags readingFlags
	command := &cobra.Command{
		Use:   "convert FILE",
		Short: "Write the table found in a file as CSV (RFC 4180), values as written in the file",
		Long: `Write the table found in a file as CSV (RFC 4180), values as written in the
file. Of several tables it is the first; a table without column names is
written without a header. A value that begins with =, +, - or @ is written as it
is, for programs; with --spreadsheet an apostrophe keeps a spreadsheet that opens
the file from running it as a formula. Numbers such as -5 are left alone.

With --dir every table is written, each into a file of its own with a header
first (Column 1, Column 2 ... where the file has no names), and beside them
aside.csv, which holds all text that is in no table: titles, notes, totals,
hidden sheets, and the rows of a header that takes several. comments.txt has the
comments and links of a workbook's cells. status.txt begins
with ok, partial, refused or ask, and says the rest in a sentence: ask is for
files that were read as a whole, in the likeliest of several ways that the file
itself does not settle.`,
		Args: exactly("file"),
	}
	command.Flags().StringVar(&options.Sheet, "sheet", "", "the sheet to convert (default: the first that holds a table, or with --dir all)")
	command.Flags().StringVarP(&output, "output", "o", "", "the file to write (default: the terminal)")
	command.Flags().StringVar(&folder, "dir", "", "write every table, and what is set aside, into this new folder")
	command.Flags().BoolVar(&options.Unpivot, "unpivot", false, "make rows of columns that repeat, such as one for every year")
	command.Flags().BoolVar(&options.Harmless, "spreadsheet", false, "write text so that no spreadsheet runs it as a formula")
	flags.add(command.Flags())
	command.MarkFlagsMutuallyExclusive("dir", "output")
	command.RunE = p.work(func(command *cobra.Command, args []string) (err error) {
		if options.Reading, err = flags.reading(p); err != nil {
			return err
		}
		return flags.with(args[0], func(path string) error {
			if folder != "" {
				return p.convertFolder(command, path, folder, options)
			}
			return p.convertFile(command, path, output, options)
		})
	})
	return command
}

func (p *program) convertFile(command *cobra.Command, path, output string, options workbench.ConvertOptions) error {
	var done workbench.Converted
	err := p.output(output, func(w io.Writer) (err error) {
		done, err = workbench.Convert(command.Context(), path, options, w)
		return err
	})
	if issue := table.IssueIn(err); issue != nil && issue.Code == "file-empty" && output != "" && options.Sheet == "" {
		// Of an empty file an empty file is made, and it is spoken of: what
		// follows in a script finds no rows rather than those of another day.
		p.complain(withFile(err, path))
		return p.output(output, func(io.Writer) error { return nil })
	}
	if err != nil && workbench.Problem(err).Where.File == "" {
		return withFile(err, path)
	}
	if err != nil {
		return err
	}
	if done.Tables > 1 {
		fmt.Fprintf(p.stderr, "%s: there are %d tables in this file, and this is the first; --dir writes them all.\n", path, done.Tables)
	}
	if done.Formulas > 0 && !options.Harmless {
		fmt.Fprintf(p.stderr, "%s: values that begin with =, +, - or @ are written as they are (%d); for a spreadsheet, which may run them as formulas, use --spreadsheet.\n", path, done.Formulas)
	}
	return nil
}

func (p *program) convertFolder(command *cobra.Command, path, folder string, options workbench.ConvertOptions) error {
	done, err := workbench.ConvertFolder(command.Context(), path, folder, options)
	if err != nil {
		return err
	}
	if done.Status != "ok" && done.Status != "ask" {
		return table.Failed("convert-"+done.Status, table.Where{File: path}, done.Sentence, "", nil)
	}
	fmt.Fprintf(p.stderr, "%s: %s\n", folder, done.Sentence)
	return nil
}
