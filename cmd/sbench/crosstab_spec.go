package main

import (
	"encoding/json"
	"io"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/crosstab"
)

// specFlags are the flags that a definition of a cross-tab stands in place of.
func specFlags() []string {
	return []string{
		"rows", "cols", "measures", "where", "totals", "bands", "group", "split", "sort", "limit", "order",
		"look-up", "roll-up", "no-subtotals", "empty", "confidence", "differ", "calendar",
	}
}

// specOf is the cross-tab that the flags describe, or that the file that they
// name defines.
func (p *program) specOf(command *cobra.Command, flags crosstabFlags) (crosstab.Spec, error) {
	if flags.spec == "" {
		spec, err := parseSpec(flags)
		if err != nil {
			return spec, err
		}
		if totals := spec.Totals; totals != crosstab.AllTotals && totals != crosstab.TotalsAbove && totals != crosstab.NoTotals {
			return spec, p.misused("--totals %s: use all, above or none", flags.totals)
		}
		return spec, nil
	}
	for _, name := range specFlags() {
		if command.Flags().Changed(name) {
			return crosstab.Spec{}, p.misused("--spec defines the whole cross-tab: leave out --%s, or write it into the file", name)
		}
	}
	return readSpecFile(flags.spec, command.InOrStdin())
}

// readSpecFile reads the definition of a cross-tab; - is the standard input.
func readSpecFile(path string, stdin io.Reader) (crosstab.Spec, error) {
	var spec crosstab.Spec
	err := readDefinition(path, stdin, &spec, definitionFault{
		"spec-invalid", "the cross-tab",
		"Correct it; sbench crosstab with --format spec prints one that can be read.",
	})
	return spec, err
}

// writeSpec writes the definition of a cross-tab as --spec reads it.
func writeSpec(w io.Writer, spec crosstab.Spec) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(spec)
}
