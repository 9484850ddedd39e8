package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/narrative"
	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) narrativeCommand() *cobra.Command {
	var workspace, languageText string
	var asJSON bool
	command := &cobra.Command{
		Use:   "narrative -w WORKSPACE REPORT",
		Short: "Say in words how to read a saved report and what it shows",
		Args:  exactly("report"),
	}
	workspaceFlag(command, &workspace)
	command.Flags().StringVar(&languageText, "lang", "en", "en or es")
	command.Flags().BoolVar(&asJSON, "json", false, "print JSON, with the cell that each number comes from")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		ctx := command.Context()
		language, err := p.language(languageText)
		if err != nil {
			return err
		}
		return p.reading(ctx, workspace, func(bench *workbench.Workbench) error {
			report, err := bench.Report(ctx, args[0])
			if err != nil {
				return err
			}
			told, _, err := bench.Narrative(ctx, report, language)
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(p.stdout, narrativeRecord(told))
			}
			narrator, err := narrative.New(language)
			if err != nil {
				return err
			}
			for i, part := range [][]reports.Sentence{told.Read, told.Shows, told.Next} {
				if len(part) == 0 {
					continue
				}
				if i > 0 {
					fmt.Fprintln(p.stdout)
				}
				fmt.Fprintln(p.stdout, narrator.Word([]string{"part.read", "part.shows", "part.next"}[i]))
				for _, sentence := range part {
					fmt.Fprintln(p.stdout, "  "+sentence.Text)
				}
			}
			return nil
		})
	})
	return command
}
