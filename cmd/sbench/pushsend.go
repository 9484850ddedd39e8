package main

import (
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) pushSendCommand() *cobra.Command {
	var flags pushFlags
	var again, due bool
	var only []string
	command := &cobra.Command{
		Use:   "send -w WORKSPACE [PUSH]",
		Short: "Make everybody's files and send them, or go on with what was interrupted",
		Long: `Make everybody's files and send them: into a folder for each recipient, by
mail, or both, as the push says. If an earlier run was interrupted, that run is
gone on with, and nothing is sent twice; a message of which it is not known
whether it arrived is listed and left for you (see sbench push resend and accept).

With --due, every push whose time has come is sent, and whatever is waiting; this
is what the system's scheduler runs (see sbench push schedule). A time that was
missed because the computer was off is made up for once.

The exit code is 1 if somebody who should have got something did not.`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case due && len(args) > 0:
				return fmt.Errorf("send: --due sends whatever is due; name no push")
			case !due && len(args) == 0:
				return fmt.Errorf("send: name the push, or say --due")
			case len(args) > 1:
				return fmt.Errorf("send: one push at a time; names with spaces stand in quotes (%q is too much)", args[1])
			}
			return nil
		},
	}
	flags.add(command)
	command.Flags().BoolVar(&again, "again", false, "mail it although the same was mailed already")
	command.Flags().BoolVar(&due, "due", false, "send every push whose time has come, and whatever is waiting")
	command.Flags().StringArrayVar(&only, "only", nil, "send to this recipient only; may be given again")
	command.MarkFlagsMutuallyExclusive("due", "only")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		options, err := p.pushOptions(&flags)
		if err != nil {
			return err
		}
		options.Again, options.Only = again, only
		ctx := command.Context()
		if due {
			return p.sendDue(command, &flags, options)
		}
		return p.writing(ctx, flags.workspace, false, func(bench *workbench.Workbench) error {
			progress := newProgressLine(p.stderr)
			if progress.redraw {
				options.Progress = progress.Show
			}
			result, err := bench.Send(ctx, args[0], options)
			progress.Clear()
			if err != nil {
				return err
			}
			return p.tellSent([]workbench.PushResult{result}, flags.asJSON)
		})
	})
	return command
}

// sendDue sends what is due. Most times nothing is; then the workspace is only
// looked into, and whoever works in it is not disturbed.
func (p *program) sendDue(command *cobra.Command, flags *pushFlags, options workbench.PushOptions) error {
	ctx := command.Context()
	var due []workbench.DuePush
	err := p.reading(ctx, flags.workspace, func(bench *workbench.Workbench) (err error) {
		due, err = bench.DuePushes(ctx)
		return err
	})
	// A push that is broken is told and keeps none of the others from going.
	if len(due) == 0 {
		if err != nil {
			return err
		}
		if flags.asJSON {
			return writeJSON(p.stdout, []workbench.PushResult{})
		}
		fmt.Fprintln(p.stderr, "Nothing is due.")
		return nil
	}
	return p.writing(ctx, flags.workspace, false, func(bench *workbench.Workbench) error {
		results, err := bench.SendDue(ctx, options)
		return errors.Join(p.tellSent(results, flags.asJSON), err)
	})
}

// tellSent says what came of sending. The error is what somebody has to see to.
func (p *program) tellSent(results []workbench.PushResult, asJSON bool) error {
	var failures []error
	if asJSON {
		var value any = append([]workbench.PushResult{}, results...)
		if len(results) == 1 {
			value = results[0]
		}
		if err := writeJSON(p.stdout, value); err != nil {
			return err
		}
	}
	for _, result := range results {
		if !asJSON {
			p.tellDeliveries(result)
		}
		if result.Problem != nil {
			failures = append(failures, result.Problem)
		} else if !result.Complete() {
			failures = append(failures, table.Failed("push-incomplete", table.Where{}, fmt.Sprintf("Not everybody got %q: see the lines that do not say sent.", result.Push),
				"Correct what is wrong, then send to those alone with sbench push resend and the numbers.", nil))
		}
	}
	return errors.Join(failures...)
}

func (p *program) tellDeliveries(result workbench.PushResult) {
	if result.Continued {
		fmt.Fprintf(p.stderr, "Went on with run %d, which had not come to its end.\n", result.Run)
	}
	lines := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(lines, "NUMBER\tRECIPIENT\tBY\tTO\tSTATE\tROWS\tFILES\tREMARK")
	for _, entry := range result.Deliveries {
		fmt.Fprintf(lines, "%d\t%s\t%s\t%s\t%s\t%d\t%d\t%s\n", entry.ID, entry.Recipient, entry.Channel, placeName(entry), entry.State, entry.Rows, len(entry.Files), entry.Detail)
	}
	_ = lines.Flush() // standard output that fails has failed for good
	said := fmt.Sprintf("%s: %d sent", result.Push, result.Sent)
	for _, part := range []struct {
		n    int
		word string
	}{{result.Held, "held back"}, {result.Waiting, "waiting"}, {result.Refused, "refused"}, {result.Unknown, "not known"}, {result.Stopped, "stopped"}} {
		if part.n > 0 {
			said += fmt.Sprintf(", %d %s", part.n, part.word)
		}
	}
	if result.Already > 0 {
		said += fmt.Sprintf("; %d left out, since the same was sent already", result.Already)
	}
	fmt.Fprintln(p.stderr, said+".")
}
