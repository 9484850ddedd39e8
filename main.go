// Command schoolbench is the data workbench for schools: a window to bring in
// spreadsheets and district extracts, cross-tabulate them and see the names
// behind every number. The same work without a window is done by sbench.
//
//	schoolbench [WORKSPACE or FILE...]
package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/app"
)

const usage = `usage: schoolbench [WORKSPACE or FILE...]

Opens the window on a workspace, or on a new import of files. Without either
the workspace that was open last is opened again.
`

func main() {
	arguments := os.Args[1:]
	switch {
	case len(arguments) == 1 && (arguments[0] == "-h" || arguments[0] == "--help"):
		fmt.Print(usage)
	case slices.ContainsFunc(arguments, func(argument string) bool { return strings.HasPrefix(argument, "-") }):
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	default:
		app.Run(arguments...)
	}
}
