package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// The exit codes.
const (
	exitOK    = 0
	exitError = 1 // the work failed; the message says why and what to do
	exitUsage = 2 // the command line was wrong; nothing was tried
)

// program is what every command needs: where to write, and whether the command
// line was understood, which decides between the two exit codes of failure.
type program struct {
	stdout, stderr io.Writer
	now            func() time.Time
	understood     bool
}

// Run runs one command line and returns the exit code. Results go to stdout,
// messages to stderr. The clock is given so that tests can stop it.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer, now func() time.Time) int {
	p := &program{stdout: stdout, stderr: stderr, now: now}
	root := p.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitOK
	case !p.understood:
		fmt.Fprintf(stderr, "sbench: %v\nSee: sbench help\n", err)
		return exitUsage
	}
	p.complain(err)
	return exitError
}

// complain writes each problem in an error as a person should read it.
func (p *program) complain(err error) {
	// An issue may have several causes, which are not problems of their own.
	joined, several := err.(interface{ Unwrap() []error })
	if !several && table.IssueIn(err) == nil {
		several = errors.As(err, &joined)
	}
	if several {
		for _, part := range joined.Unwrap() {
			p.complain(part)
		}
		return
	}
	issue := workbench.Problem(err)
	fmt.Fprintf(p.stderr, "sbench: %v\n", &issue)
}

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "sbench",
		Short:         "Schoolbench without a window",
		Long:          "Import spreadsheets and district extracts, cross-tabulate them, and export what you see.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
	}
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	root.SetFlagErrorFunc(sayFlag)
	root.RunE = func(command *cobra.Command, _ []string) error { return errors.New("name a command") }
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(
		p.importCommand(), p.inspectCommand(), p.convertCommand(),
		p.datasetsCommand(), p.ownerCommand(), p.batchesCommand(), p.columnsCommand(), p.calendarCommand(), p.linksCommand(), p.rowsCommand(),
		p.problemsCommand(), p.asidesCommand(), p.keyCommand(), p.profilesCommand(),
		p.editCommand(), p.editsCommand(), p.findCommand(), p.clusterCommand(), p.glossaryCommand(),
		p.crosstabCommand(), p.reportCommand(), p.narrativeCommand(), p.dashboardCommand(), p.pushCommand(),
		p.sampleCommand(), p.checkCommand(), p.rebuildCommand(), p.undoCommand(), p.redoCommand(),
	)
	return root
}

// work wraps a command's function: once it is entered, the command line was
// understood, and whatever fails is the work's failure.
func (p *program) work(run func(command *cobra.Command, args []string) error) func(*cobra.Command, []string) error {
	return func(command *cobra.Command, args []string) error {
		if flag := command.Flags().Lookup(workspaceName); flag != nil && flag.Value.String() == "" && flag.Annotations[optional] == nil {
			return fmt.Errorf("%s: name the workspace with -w FILE.schoolbench", command.Name())
		}
		p.understood = true
		return run(command, args)
	}
}

// misused marks an error, found inside a command, as one of usage.
func (p *program) misused(format string, args ...any) error {
	p.understood = false
	return fmt.Errorf(format, args...)
}

// workspaceFlag adds the -w flag that names the workspace.
func workspaceFlag(command *cobra.Command, path *string) {
	command.Flags().StringVarP(path, workspaceName, "w", "", "the workspace, a .schoolbench file")
}

// optionalWorkspaceFlag adds the flag to a command that can do without.
func optionalWorkspaceFlag(command *cobra.Command, path *string, meaning string) {
	flags := command.Flags()
	flags.StringVarP(path, workspaceName, "w", "", meaning)
	flags.Lookup(workspaceName).Annotations = map[string][]string{optional: {}}
}

// optional marks a flag that need not be given.
const optional = "optional"

// workspaceName is the long name of the flag -w.
const workspaceName = "workspace"

// sayFlag puts what is wrong with a flag in words for whoever typed it.
func sayFlag(_ *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var wordless *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return fmt.Errorf("there is no flag %q", strings.TrimLeft(unknown.GetSpecifiedName(), "-"))
	case errors.As(err, &wordless):
		return fmt.Errorf("--%s: a value must follow", wordless.GetFlag().Name)
	case errors.As(err, &invalid):
		return fmt.Errorf("--%s %s: this is not a value it can have (%s)", invalid.GetFlag().Name, invalid.GetValue(), invalid.GetFlag().Value.Type())
	}
	return err
}

// exactly is the rule for commands that take one word of a kind.
func exactly(what string) cobra.PositionalArgs {
	return func(command *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return fmt.Errorf("%s: name the %s", command.Name(), what)
		case len(args) > 1:
			return fmt.Errorf("%s: one %s at a time; names with spaces stand in quotes (%q is too much)", command.Name(), what, args[1])
		}
		return nil
	}
}

// nothing is the rule for commands that take no further words.
func nothing(command *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s: %q is too much; the command stands alone", command.Name(), args[0])
	}
	return nil
}

// reading opens a workspace to look into it and closes it again. It does not
// disturb a window that has the workspace open.
func (p *program) reading(ctx context.Context, path string, look func(*workbench.Workbench) error) (err error) {
	bench, err := workbench.Open(ctx, path, workbench.Options{ReadOnly: true, Now: p.now})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, bench.Close()) }()
	return look(bench)
}

// writing opens a workspace to change it, makes it when it does not exist and
// create says so, and closes it again.
func (p *program) writing(ctx context.Context, path string, create bool, change func(*workbench.Workbench) error) (err error) {
	return p.changing(ctx, path, workbench.Options{Create: create, Now: p.now}, change)
}

// writingAs is writing for a workspace that exists, with a name for the log of
// edits.
func (p *program) writingAs(ctx context.Context, path, who string, change func(*workbench.Workbench) error) error {
	return p.changing(ctx, path, workbench.Options{Now: p.now, Who: who}, change)
}

func (p *program) changing(ctx context.Context, path string, options workbench.Options, change func(*workbench.Workbench) error) (err error) {
	bench, err := workbench.Open(ctx, path, options)
	if err != nil {
		return err
	}
	// A workspace that was made for a change that came to nothing goes again.
	defer func() { err = errors.Join(err, bench.Discard(context.WithoutCancel(ctx))) }()
	return change(bench)
}

// output writes a command's result to a file, or to stdout when no file was
// named.
func (p *program) output(path string, write func(io.Writer) error) error {
	if path == "" || path == "-" {
		return write(p.stdout)
	}
	if err := workbench.WriteFile(path, write); err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "Saved %s\n", path)
	return nil
}

// isTerminal reports whether a stream is a screen that progress can be drawn on.
func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
