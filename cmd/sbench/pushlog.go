package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) pushLogCommand() *cobra.Command {
	var workspace string
	var asJSON bool
	command := &cobra.Command{
		Use:   "log -w WORKSPACE [PUSH]",
		Short: "List what went to whom, when, as whom, from which imports, with the hash of each file",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return fmt.Errorf("log: one push at a time; names with spaces stand in quotes (%q is too much)", args[1])
			}
			return nil
		},
	}
	workspaceFlag(command, &workspace)
	command.Flags().BoolVar(&asJSON, "json", false, "print JSON, with the full hashes and the imports behind each file")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		name := ""
		if len(args) == 1 {
			name = args[0]
		}
		ctx := command.Context()
		return p.reading(ctx, workspace, func(bench *workbench.Workbench) error {
			entries, err := bench.PushLog(ctx, name)
			if err != nil {
				return err
			}
			if name != "" && len(entries) == 0 {
				if _, err := bench.Push(ctx, name); err != nil {
					return err
				}
			}
			if asJSON {
				return writeJSON(p.stdout, entries)
			}
			lines := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
			fmt.Fprintln(lines, "NUMBER\tRUN\tPUSH\tRECIPIENT\tBY\tTO\tSTATE\tWHEN\tAS\tFILE\tSHA-256\tREMARK")
			for _, entry := range entries {
				when := entry.Changed
				if entry.Sent != nil {
					when = *entry.Sent
				}
				files := entry.Files
				if len(files) == 0 {
					files = []workbench.LogFile{{}}
				}
				for _, file := range files {
					hash := file.Hash
					if len(hash) > 12 {
						hash = hash[:12]
					}
					fmt.Fprintf(lines, "%d\t%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", entry.ID, entry.Run, entry.Push, entry.Recipient, entry.Channel, placeName(entry), entry.State,
						when.Local().Format("2006-01-02 15:04"), entry.RunAs, file.Name, hash, entry.Detail)
				}
			}
			if err := lines.Flush(); err != nil {
				return err
			}
			// What a run was made from is one for all of its recipients.
			var told int64
			for _, entry := range entries {
				if entry.Run != told && entry.Data != "" {
					fmt.Fprintf(p.stdout, "Run %d was made from %s.\n", entry.Run, entry.Data)
					told = entry.Run
				}
			}
			return nil
		})
	})
	return command
}

// placeName is where a delivery went; a folder beneath the present one is told
// from there.
func placeName(entry workbench.LogEntry) string {
	if entry.Channel != warehouse.ByFolder {
		return entry.To
	}
	here, err := os.Getwd()
	if err != nil {
		return entry.To
	}
	relative, err := filepath.Rel(here, entry.To)
	if err != nil || relative == ".." || strings.HasPrefix(relative, ".."+string(filepath.Separator)) {
		return entry.To
	}
	return relative
}

// numbers reads the numbers of deliveries.
func (p *program) numbers(args []string) ([]int64, error) {
	var ids []int64
	for _, text := range args {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil || id <= 0 {
			return nil, p.misused("%q is not a number of the log", text)
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func atLeastOne(command *cobra.Command, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("%s: give the number that sbench push log shows, or several", command.Name())
	}
	return nil
}

func (p *program) pushResendCommand() *cobra.Command {
	var workspace string
	var asJSON bool
	command := &cobra.Command{
		Use:   "resend -w WORKSPACE NUMBER...",
		Short: "Send deliveries of the log again, by their numbers",
		Long: `Send deliveries of the log again, by their numbers. Of one that was refused or
stopped, or of which it is not known whether it arrived, the very same message
goes out again under the same Message-ID. Of one that was sent or held back, or
whose files were never whole, they are made anew for its recipient.`,
		Args: atLeastOne,
	}
	workspaceFlag(command, &workspace)
	command.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		ids, err := p.numbers(args)
		if err != nil {
			return err
		}
		return p.writing(command.Context(), workspace, false, func(bench *workbench.Workbench) error {
			results, err := bench.Resend(command.Context(), ids, workbench.PushOptions{})
			return errors.Join(p.tellSent(results, asJSON), err)
		})
	})
	return command
}

func (p *program) pushAcceptCommand() *cobra.Command {
	var workspace string
	command := &cobra.Command{
		Use:   "accept -w WORKSPACE NUMBER...",
		Short: "Record that messages of which it was not known whether they arrived did arrive",
		Args:  atLeastOne,
	}
	workspaceFlag(command, &workspace)
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		ids, err := p.numbers(args)
		if err != nil {
			return err
		}
		return p.writing(command.Context(), workspace, false, func(bench *workbench.Workbench) error {
			for _, id := range ids {
				if err := bench.AcceptDelivery(command.Context(), id); err != nil {
					return err
				}
			}
			return nil
		})
	})
	return command
}

func (p *program) pushStopCommand() *cobra.Command {
	var workspace string
	command := &cobra.Command{Use: "stop -w WORKSPACE PUSH", Short: "Stop what is waiting of a push, and pause its schedule", Args: exactly("push")}
	workspaceFlag(command, &workspace)
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		return p.writing(command.Context(), workspace, false, func(bench *workbench.Workbench) error {
			stopped, err := bench.StopPush(command.Context(), args[0])
			if err != nil {
				return err
			}
			fmt.Fprintf(p.stderr, "Stopped: %d messages will not leave, and the schedule is paused until sbench push resume.\n", stopped)
			return nil
		})
	})
	return command
}

func (p *program) pushResumeCommand() *cobra.Command {
	var workspace string
	command := &cobra.Command{Use: "resume -w WORKSPACE PUSH", Short: "Let the schedule of a push go on that was stopped", Args: exactly("push")}
	workspaceFlag(command, &workspace)
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		return p.writing(command.Context(), workspace, false, func(bench *workbench.Workbench) error {
			return bench.ResumePush(command.Context(), args[0])
		})
	})
	return command
}
