package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) pushCommand() *cobra.Command {
	command := &cobra.Command{
		Use:   "push",
		Short: "Send each recipient their own part of a dashboard: see, proof, send, and the log",
		Args:  nothing,
		RunE: func(*cobra.Command, []string) error {
			return fmt.Errorf("push: say list, show, save, delete, proof, send, log, resend, accept, stop, resume, lock, mail, test or schedule")
		},
	}
	command.AddCommand(
		p.pushListCommand(), p.pushShowCommand(), p.pushSaveCommand(), p.pushDeleteCommand(), p.pushProofCommand(), p.pushSendCommand(), p.pushLogCommand(),
		p.pushResendCommand(), p.pushAcceptCommand(), p.pushStopCommand(), p.pushResumeCommand(), p.pushLockCommand(), p.pushMailCommand(), p.pushTestCommand(), p.pushScheduleCommand(),
	)
	return command
}

func (p *program) pushListCommand() *cobra.Command {
	var workspace string
	var asJSON bool
	command := &cobra.Command{Use: "list -w WORKSPACE", Short: "List the pushes: what each sends, to whom, how, and when", Args: nothing}
	workspaceFlag(command, &workspace)
	command.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	command.RunE = p.work(func(command *cobra.Command, _ []string) error {
		ctx := command.Context()
		return p.reading(ctx, workspace, func(bench *workbench.Workbench) error {
			plans, err := bench.Pushes(ctx)
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(p.stdout, append([]push.Push{}, plans...))
			}
			lines := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
			fmt.Fprintln(lines, "PUSH\tSENDS\tRECIPIENTS\tAS\tTO\tWHEN")
			for _, plan := range plans {
				recipients, err := bench.PushRecipients(ctx, plan)
				if ctx.Err() != nil {
					return ctx.Err()
				}
				count, remark := strconv.Itoa(len(recipients)), ""
				if err != nil {
					count, remark = "?", "\t"+workbench.Problem(err).Message
				}
				where, when := plan.Where, plan.Schedule.Sentence()
				if where == "" {
					where = push.ToFolder
				}
				if plan.Paused {
					when = "paused"
				}
				fmt.Fprintf(lines, "%s\t%s\t%s\t%s\t%s\t%s%s\n", plan.Name, plan.What(), count, strings.Join(plan.Formats, ", "), where, when, remark)
			}
			return lines.Flush()
		})
	})
	return command
}

func (p *program) pushShowCommand() *cobra.Command {
	var workspace string
	command := &cobra.Command{Use: "show -w WORKSPACE PUSH", Short: "Print a push's definition as JSON", Args: exactly("push")}
	workspaceFlag(command, &workspace)
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		return p.reading(command.Context(), workspace, func(bench *workbench.Workbench) error {
			plan, err := bench.Push(command.Context(), args[0])
			if err != nil {
				return err
			}
			return writeJSON(p.stdout, plan)
		})
	})
	return command
}

func (p *program) pushSaveCommand() *cobra.Command {
	var workspace string
	command := &cobra.Command{
		Use:   "save -w WORKSPACE FILE.json",
		Short: "Save a push from a definition as sbench push show prints it; - reads it from the standard input",
		Args:  exactly("file"),
	}
	workspaceFlag(command, &workspace)
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		plan, err := readPushFile(args[0], command.InOrStdin())
		if err != nil {
			return err
		}
		return p.writing(command.Context(), workspace, false, func(bench *workbench.Workbench) error {
			if err := bench.SavePush(command.Context(), plan); err != nil {
				return err
			}
			fmt.Fprintf(p.stderr, "Saved the push %q; it goes out %s.\n", plan.Name, plan.Schedule.Sentence())
			return nil
		})
	})
	return command
}

// readPushFile reads the definition of a push.
func readPushFile(path string, stdin io.Reader) (push.Push, error) {
	var plan push.Push
	err := readDefinition(path, stdin, &plan, definitionFault{
		"push-unreadable", "the push",
		"Correct it; sbench push show prints one that can be read.",
	})
	return plan, err
}

func (p *program) pushDeleteCommand() *cobra.Command {
	var workspace string
	command := &cobra.Command{Use: "delete -w WORKSPACE PUSH", Short: "Forget a push; the log of what it sent stays", Args: exactly("push")}
	workspaceFlag(command, &workspace)
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		return p.writing(command.Context(), workspace, false, func(bench *workbench.Workbench) error {
			return bench.DeletePush(command.Context(), args[0])
		})
	})
	return command
}

// pushFlags are the flags that proof and send share.
type pushFlags struct {
	workspace, out, to string
	formats            []string
	asJSON             bool
}

func (f *pushFlags) add(command *cobra.Command) {
	workspaceFlag(command, &f.workspace)
	command.Flags().StringVar(&f.out, "out", "", "write into this folder, one folder for each recipient, in place of the push's; nothing is mailed then unless --to says so")
	command.Flags().StringSliceVar(&f.formats, "formats", nil, "the files to make, with commas between, in place of the push's: "+strings.Join(workbench.BoardFormats(), ", "))
	command.Flags().StringVar(&f.to, "to", "", "folder, email or both, in place of what the push says")
	command.Flags().BoolVar(&f.asJSON, "json", false, "print JSON")
}

func (p *program) pushOptions(f *pushFlags) (workbench.PushOptions, error) {
	for _, format := range f.formats {
		if !slices.Contains(workbench.BoardFormats(), format) {
			return workbench.PushOptions{}, p.misused("--formats %s: use one or more of %s", format, strings.Join(workbench.BoardFormats(), ", "))
		}
	}
	if f.to != "" && f.to != string(push.ToFolder) && f.to != string(push.ToEmail) && f.to != string(push.ToBoth) {
		return workbench.PushOptions{}, p.misused("--to %s: use folder, email or both", f.to)
	}
	out := f.out
	if out != "" {
		// A folder of a push begins at the workspace, one that is typed here.
		absolute, err := filepath.Abs(out)
		if err != nil {
			return workbench.PushOptions{}, err
		}
		out = absolute
	}
	return workbench.PushOptions{Out: out, Where: push.Where(f.to), Formats: f.formats}, nil
}

func (p *program) pushProofCommand() *cobra.Command {
	var flags pushFlags
	var output string
	command := &cobra.Command{
		Use:   "proof -w WORKSPACE PUSH",
		Short: "Show what each recipient would get, before anything leaves",
		Long: `Show what each recipient would get, before anything leaves: the rows and
students behind it, how many there were the last time, which numbers changed,
and what to look at. Nothing is written and nothing is sent.`,
		Args: exactly("push"),
	}
	flags.add(command)
	command.Flags().StringVarP(&output, "output", "o", "", "write the sheet into this file: .xlsx, .pdf, .html, .csv or .txt")
	command.MarkFlagsMutuallyExclusive("json", "output")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		options, err := p.pushOptions(&flags)
		if err != nil {
			return err
		}
		ctx := command.Context()
		return p.reading(ctx, flags.workspace, func(bench *workbench.Workbench) error {
			progress := newProgressLine(p.stderr)
			if progress.redraw {
				options.Progress = progress.Show
			}
			proof, err := bench.Proof(ctx, args[0], options)
			progress.Clear()
			switch {
			case err != nil:
				return err
			case flags.asJSON:
				return writeJSON(p.stdout, proof)
			}
			format := "txt"
			if output != "" {
				format = outputFormat("", output)
			}
			if !slices.Contains(workbench.Formats(), format) {
				return p.misused("-o %s: the ending is not one of %s", output, strings.Join(workbench.Formats(), ", "))
			}
			return p.output(output, func(w io.Writer) error { return workbench.Write(ctx, w, proof.Document(), format) })
		})
	})
	return command
}
