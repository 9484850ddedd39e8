package main

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/schoolbench/schoolbench/internal/golden"
)

// Ensure that docs/user/commands.md describes every command and every flag: it
// is written from the commands themselves (with -update) and must be as they
// are.
func TestCommandsAreDocumented(t *testing.T) {
	p := &program{stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{}, now: time.Now}
	var page bytes.Buffer
	page.WriteString(`# Commands

` + "`sbench`" + ` does the work of Schoolbench without a window. Names, flags and exit codes
are a contract: scripts that use them keep working.

Results go to the standard output, messages to the standard error. The exit
code is 0 when everything asked for was done, 1 when something failed (the
message says what, where and what to do; the workspace is as it was before the
part that failed), and 2 when the command line was wrong.

Fields with a comma in their name are written in [square brackets]. How
expressions are written is in [expressions.md](expressions.md).
`)
	describe(&page, p.root())
	golden.AssertFile(t, "../../docs/user/commands.md", page.Bytes())
}

func describe(page *bytes.Buffer, command *cobra.Command) {
	for _, child := range command.Commands() {
		if child.HasSubCommands() {
			describe(page, child)
		}
		if !child.Runnable() || child.Hidden || child.Name() == "help" {
			continue
		}
		fmt.Fprintf(page, "\n## %s\n\n", child.CommandPath())
		about := child.Long
		if about == "" {
			about = child.Short + "."
		}
		fmt.Fprintf(page, "%s\n\n    %s\n\n", about, child.UseLine())
		fmt.Fprintf(page, "| flag | meaning |\n| --- | --- |\n")
		child.LocalFlags().VisitAll(func(flag *pflag.Flag) {
			name := "--" + flag.Name
			if flag.Shorthand != "" {
				name = "-" + flag.Shorthand + ", " + name
			}
			fmt.Fprintf(page, "| `%s` | %s |\n", name, flag.Usage)
		})
		if child.Example != "" {
			fmt.Fprintf(page, "\n%s\n", child.Example)
		}
	}
}
