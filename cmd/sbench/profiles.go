package main

import (
	"fmt"
	"os"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/importers/profiles"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) profilesCommand() *cobra.Command {
	var asJSON, folder bool
	command := &cobra.Command{
		Use:   "profiles",
		Short: "List the extracts that are recognised, and check profiles of your own",
		Long: `List the profiles by which extracts are recognised: those that come with
Schoolbench, and your own in the folder that --folder prints. A profile is a
small JSON file; the user guide tells how to write one.`,
		Args: nothing,
	}
	command.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	command.Flags().BoolVar(&folder, "folder", false, "print the folder in which your own profiles are looked for")
	command.MarkFlagsMutuallyExclusive("json", "folder")
	command.RunE = p.work(func(*cobra.Command, []string) error {
		if folder {
			fmt.Fprintln(p.stdout, profiles.Folder())
			return nil
		}
		library, err := workbench.Profiles()
		if err != nil {
			return err
		}
		for _, issue := range library.Issues() {
			fmt.Fprintf(p.stderr, "sbench: %v\n", &issue)
		}
		if asJSON {
			return writeJSON(p.stdout, library.All())
		}
		lines := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(lines, "PROFILE\tTITLE\tPUBLISHER")
		for _, profile := range library.All() {
			fmt.Fprintf(lines, "%s\t%s\t%s\n", profile.Name, profile.Title, profile.Publisher)
		}
		return lines.Flush()
	})
	command.AddCommand(p.profilesCheckCommand(), p.profilesShowCommand())
	return command
}

func (p *program) profilesShowCommand() *cobra.Command {
	command := &cobra.Command{
		Use:   "show PROFILE",
		Short: "Print a profile, to begin one of your own from",
		Args:  exactly("profile"),
	}
	command.RunE = p.work(func(_ *cobra.Command, args []string) error {
		library, err := workbench.Profiles()
		if err != nil {
			return err
		}
		profile := library.Named(args[0])
		if profile == nil {
			return table.Failed("profile-unknown", table.Where{}, fmt.Sprintf("There is no profile named %q.", args[0]), "See: sbench profiles", nil)
		}
		_, err = p.stdout.Write(profile.Text())
		return err
	})
	return command
}

func (p *program) profilesCheckCommand() *cobra.Command {
	command := &cobra.Command{
		Use:   "check PROFILE.json [FILE...]",
		Short: "Check a profile, and whether it recognises these files",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fmt.Errorf("check: name the profile's file")
			}
			return nil
		},
	}
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		text, err := os.ReadFile(args[0])
		if err != nil {
			return withFile(err, args[0])
		}
		profile, err := profiles.Read(args[0], text)
		if err != nil {
			return err
		}
		fmt.Fprintf(p.stdout, "%s: a sound profile of %d columns: %s\n", args[0], len(profile.Columns), profile.Title)
		for _, file := range args[1:] {
			fits, err := workbench.Fits(command.Context(), profile, file)
			if err != nil {
				return withFile(err, file)
			}
			for _, fit := range fits {
				fmt.Fprintf(p.stdout, "%s: %s\n", fit.Table, fit.Sentence)
			}
		}
		return nil
	})
	return command
}
