package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
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

// readSpecFile reads the definition of a cross-tab; - is the standard input. A
// name that it should not have is refused, so that a filter with a slip of the
// pen is not left out in silence.
func readSpecFile(path string, stdin io.Reader) (crosstab.Spec, error) {
	var spec crosstab.Spec
	source := stdin
	if path != "-" {
		file, err := os.Open(path)
		if err != nil {
			return spec, err
		}
		defer func() { _ = file.Close() }()
		source = file
	}
	const most = 8 << 20
	limited := &io.LimitedReader{R: source, N: most}
	decoder := json.NewDecoder(limited)
	decoder.DisallowUnknownFields()
	err := decoder.Decode(&spec)
	switch {
	case limited.N <= 0:
		err = errors.New("it is longer than 8 MB")
	case err == nil && decoder.Decode(&struct{}{}) != io.EOF: //nolint:errorlint // Decode returns it bare
		err = errors.New("something stands behind its end")
	}
	if err != nil {
		if issue := table.IssueIn(err); issue != nil {
			return spec, issue
		}
		return spec, table.Failed("spec-invalid", table.Where{File: filepath.Base(path)}, fmt.Sprintf("The definition of the cross-tab cannot be read: %s.", strings.TrimPrefix(err.Error(), "json: ")),
			"Correct it; sbench crosstab with --format spec prints one that can be read.", nil)
	}
	return spec, nil
}

// writeSpec writes the definition of a cross-tab as --spec reads it.
func writeSpec(w io.Writer, spec crosstab.Spec) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(spec)
}
