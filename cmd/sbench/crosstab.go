package main

import (
	"bufio"
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// crosstabFlags are the flags of the crosstab command.
type crosstabFlags struct {
	workspace, spec, rows, columns, measures, where, totals, format, output, title, chart, save string

	bands, groups, splits, sorts, limits, orders []string
	lookUps, rollUps, calls                      []string
	noSubtotals                                  string
	empty, association, json                     bool
	calendar                                     string
	confidence                                   float64
	differ                                       string
}

func (p *program) crosstabCommand() *cobra.Command {
	var flags crosstabFlags
	command := &cobra.Command{
		Use:   "crosstab -w WORKSPACE DATASET",
		Short: "Cross-tabulate a dataset, on the terminal or into a file",
		Example: `  sbench crosstab -w district.schoolbench attendance --rows "School Code" --cols Status --measures "count, count % of row"
  sbench crosstab -w district.schoolbench budget --rows Function --measures "sum(Budget), sum(Spent)" --format xlsx -o budget.xlsx`,
		Args: exactly("dataset"),
	}
	workspaceFlag(command, &flags.workspace)
	command.Flags().StringVar(&flags.spec, "spec", "", "a file that defines the cross-tab as JSON, in place of the flags that describe it, as --format spec prints it; - reads it from the standard input")
	command.Flags().StringVar(&flags.rows, "rows", "", "the fields on the rows, outermost first, with commas between")
	command.Flags().StringVar(&flags.columns, "cols", "", "the fields on the columns, outermost first")
	command.Flags().StringVar(&flags.measures, "measures", "count", "what to show: count, sum(F), mean(F), min(F), max(F), distinct(F), median(F), percentile(F, 90), stdev(F), yes(F), first(F, DATE), last(F, DATE), weightedmean(F, WEIGHT), rate(sum(F), sum(G)), sum(F) / sum(G), each with '% of row', '% of column', '% of total' or '% of parent' if wanted, and then 'difference from previous F', 'change from F = MEMBER', 'change from last year in DATE', 'index of total', 'rank in F' or 'running in F'")
	command.Flags().StringVar(&flags.where, "where", "", "only rows for which this expression is true")
	command.Flags().StringVar(&flags.totals, "totals", "all", "all, above (each before its members) or none")
	command.Flags().StringArrayVar(&flags.bands, "bands", nil, "cut a field's numbers into bands: 'Days Absent: 5, 10, 18', 'Score: 5 equal' or 'Score: 4 quantiles'; may be given again")
	command.Flags().StringArrayVar(&flags.groups, "group", nil, "make one member of several, such as 'School: Hills = Lincoln, Grant'; may be given again")
	command.Flags().StringArrayVar(&flags.splits, "split", nil, "a field that lists several answers, and the sign between them, such as 'Services: ;': a row counts once in each and once in the total; may be given again")
	command.Flags().StringArrayVar(&flags.sorts, "sort", nil, "sort a field's members, such as 'School by sum(Budget) descending', the same 'within groups', or 'Grade descending'; may be given again")
	command.Flags().StringArrayVar(&flags.limits, "limit", nil, "keep the first members of a field apart and make one of all others, such as 'School: 10', or of each of its groups, 'Teacher: 5 within groups'; may be given again")
	command.Flags().StringArrayVar(&flags.orders, "order", nil, "list a field's members by hand, such as 'Level: Elementary, Middle, High'; may be given again")
	command.Flags().StringArrayVar(&flags.lookUps, "look-up", nil, "bring a column of another dataset: 'Level = schools: School Level on School Code = Code', with 'as of Date from Start to End', 'latest by Date' and 'where CONDITION' if wanted; may be given again")
	command.Flags().StringArrayVar(&flags.rollUps, "roll-up", nil, "bring a number made of another dataset's rows: 'Absences = attendance: count on Student ID where Status = \"A\"'; any measure, or any for yes and no; may be given again")
	command.Flags().StringVar(&flags.noSubtotals, "no-subtotals", "", "fields that get no subtotals")
	command.Flags().BoolVar(&flags.empty, "empty", false, "show combinations that no row has")
	command.Flags().BoolVar(&flags.association, "association", false, "say under the table whether rows and columns have to do with each other: chi-square and Cramer's V")
	command.Flags().Float64Var(&flags.confidence, "confidence", 0, "give shares and means a confidence interval of so many percent, such as 95")
	command.Flags().StringVar(&flags.differ, "differ", "", "test which columns differ, with the correction benjamini-hochberg or bonferroni; letters name the columns than which a number is higher")
	command.Flags().StringVar(&flags.calendar, "calendar", "", "a file with the school calendar that term and schoolDay go by (default: the one that the workspace keeps)")
	command.Flags().StringVar(&flags.format, "format", "", "table, csv, json, xlsx, pdf, html, png, or spec, which is the definition of the cross-tab itself (default: by the output's name, otherwise table)")
	command.Flags().BoolVar(&flags.json, "json", false, "the same as --format json")
	command.Flags().StringVarP(&flags.output, "output", "o", "", "the file to write (default: the terminal)")
	command.Flags().StringVar(&flags.title, "title", "", "a title for the document")
	command.Flags().StringArrayVar(&flags.calls, "call", nil, "how a field on the rows or columns is called, or a measure, such as 'Days >= 10 = Often absent' or 'sum(Budget) = Money'; may be given again")
	command.Flags().StringVar(&flags.chart, "chart", "", chartUsage())
	command.Flags().StringVar(&flags.save, "save", "", "keep this cross-tab in the workspace as a report of this name")
	command.RunE = p.work(func(command *cobra.Command, args []string) error {
		return p.crosstab(command, args[0], flags)
	})
	return command
}

func (p *program) crosstab(command *cobra.Command, dataset string, flags crosstabFlags) error {
	spec, err := p.specOf(command, flags)
	if err != nil {
		return err
	}
	kind, err := p.chartKind(flags.chart)
	if err != nil {
		return err
	}
	if flags.json {
		if flags.format != "" && flags.format != "json" {
			return p.misused("--json is --format json: leave out --format %s", flags.format)
		}
		flags.format = "json"
	}
	format := outputFormat(flags.format, flags.output)
	if !slices.Contains(crosstabFormats(), format) {
		return p.misused("--format %s: use one of %s", format, strings.Join(crosstabFormats(), ", "))
	}
	if err := p.refuseBinaryOnTerminal(format, flags.output); err != nil {
		return err
	}
	fields, labels, err := p.names(flags.calls, spec)
	if err != nil {
		return err
	}
	report := reports.Report{Name: flags.save, Title: flags.title, Dataset: dataset, Spec: spec, Chart: kind, Fields: fields, Labels: labels}
	ctx := command.Context()
	run := func(bench *workbench.Workbench) error {
		view, err := bench.Run(ctx, report)
		if err != nil {
			return err
		}
		if flags.association {
			association, err := view.Result.Association()
			if err != nil {
				return err
			}
			view.Document.Notes = append(view.Document.Notes, association.String())
		}
		if flags.save != "" {
			if err := bench.SaveReport(ctx, report); err != nil {
				return err
			}
		}
		return p.output(flags.output, func(w io.Writer) error { return writeView(command, w, view, format) })
	}
	if flags.save != "" {
		return p.writing(ctx, flags.workspace, false, run)
	}
	return p.reading(ctx, flags.workspace, run)
}

func parseSpec(flags crosstabFlags) (crosstab.Spec, error) {
	var spec crosstab.Spec
	var err error
	if spec.Rows, err = crosstab.ParseFields(flags.rows); err != nil {
		return spec, err
	}
	if spec.Columns, err = crosstab.ParseFields(flags.columns); err != nil {
		return spec, err
	}
	if spec.Measures, err = crosstab.ParseMeasures(flags.measures); err != nil {
		return spec, err
	}
	if spec.Joins, err = parseJoins(flags); err != nil {
		return spec, err
	}
	spec.Where = flags.where
	spec.Totals = crosstab.Totals(flags.totals)
	spec.Empty = flags.empty
	if spec.Calendar, err = readCalendar(flags.calendar); err != nil {
		return spec, err
	}
	spec.Confidence, spec.Differ = flags.confidence/100, crosstab.Correction(flags.differ)
	return spec, arrange(&spec, flags)
}

// parseJoins reads what is brought from other datasets. Roll ups come first:
// they need nothing that a look up brings.
func parseJoins(flags crosstabFlags) ([]crosstab.Join, error) {
	var joins []crosstab.Join
	for _, kind := range []struct {
		texts  []string
		rollUp bool
	}{{flags.rollUps, true}, {flags.lookUps, false}} {
		for _, text := range kind.texts {
			join, err := crosstab.ParseJoin(text, kind.rollUp)
			if err != nil {
				return nil, err
			}
			joins = append(joins, join)
		}
	}
	return joins, nil
}

// arrange notes in the spec how the members of its fields are put in order.
func arrange(spec *crosstab.Spec, flags crosstabFlags) error {
	for _, step := range []struct {
		texts []string
		parse func(text string) error
	}{{flags.bands, spec.ParseBands}, {flags.splits, spec.ParseSplit}, {flags.groups, spec.ParseGroup}, {flags.sorts, spec.ParseSort}, {flags.limits, spec.ParseLimit}, {flags.orders, spec.ParseOrder}, {[]string{flags.noSubtotals}, spec.ParseNoSubtotals}} {
		for _, text := range step.texts {
			if err := step.parse(text); err != nil {
				return err
			}
		}
	}
	return nil
}

// crosstabFormats are what a cross-tab can be written as: json is the cells
// themselves, spec its definition, and the others are the document.
func crosstabFormats() []string {
	return []string{"table", "csv", "json", "xlsx", "pdf", "html", "png", "spec"}
}

// outputFormat is the format asked for, or else the one that the output file's
// name ends in, or else a table to read.
func outputFormat(format, output string) string {
	if format != "" {
		return format
	}
	if i := strings.LastIndexByte(output, '.'); i >= 0 {
		if ending := strings.ToLower(output[i+1:]); slices.Contains(crosstabFormats(), ending) {
			return ending
		}
	}
	return "table"
}

// refuseBinaryOnTerminal keeps a workbook from being poured onto a screen.
func (p *program) refuseBinaryOnTerminal(format, output string) error {
	binary := format == "xlsx" || format == "pdf" || format == "png"
	if binary && output == "" && isTerminal(p.stdout) {
		return p.misused("%s cannot be shown on a terminal: name a file with -o", format)
	}
	return nil
}

func writeView(command *cobra.Command, w io.Writer, view *workbench.View, format string) error {
	switch format {
	case "json":
		return writeCells(w, view.Result)
	case "spec":
		return writeSpec(w, view.Result.Spec())
	case "table":
		format = "txt"
	}
	return workbench.Write(command.Context(), w, view.Document, format)
}

// writeCells writes one object a cell that has rows, leaf and total alike: its
// path on either axis, a total's being shorter, the number of rows behind it,
// and its measures by name. A measure that has no value is null, and states
// says why.
func writeCells(w io.Writer, result *crosstab.Result) error {
	out := bufio.NewWriter(w)
	measures := result.Spec().Measures
	var line bytes.Buffer
	first := true
	out.WriteString("[")
	for i, row := range result.Rows() {
		for j, column := range result.Columns() {
			cell := result.Cell(i, j)
			if cell.N == 0 {
				continue
			}
			line.Reset()
			if !first {
				line.WriteByte(',')
			}
			first = false
			line.WriteString("\n  {\"rows\": ")
			appendLabels(&line, row.Labels)
			line.WriteString(", \"cols\": ")
			appendLabels(&line, column.Labels)
			line.WriteString(", \"n\": ")
			appendJSONNumber(&line, float64(cell.N))
			appendMeasures(&line, measures, cell)
			line.WriteString("}")
			out.Write(line.Bytes())
		}
	}
	if !first {
		out.WriteString("\n")
	}
	out.WriteString("]\n")
	return out.Flush()
}

func appendLabels(line *bytes.Buffer, labels []string) {
	line.WriteByte('[')
	for i, label := range labels {
		if i > 0 {
			line.WriteString(", ")
		}
		appendJSONString(line, label)
	}
	line.WriteByte(']')
}

func appendMeasures(line *bytes.Buffer, measures []crosstab.Measure, cell crosstab.Cell) {
	var states, chance bytes.Buffer
	line.WriteString(", \"values\": {")
	for i, measure := range measures {
		if i > 0 {
			line.WriteString(", ")
		}
		appendJSONString(line, measure.Name())
		line.WriteString(": ")
		number := cell.Values[i]
		appendChance(&chance, measure, number)
		if number.State == table.Reported {
			appendJSONNumber(line, number.Value)
			continue
		}
		line.WriteString("null")
		if states.Len() > 0 {
			states.WriteString(", ")
		}
		appendJSONString(&states, measure.Name())
		states.WriteString(": ")
		appendJSONString(&states, number.State.String())
	}
	line.WriteString("}")
	if states.Len() > 0 {
		line.WriteString(", \"states\": {" + states.String() + "}")
	}
	if chance.Len() > 0 {
		line.WriteString(", \"chance\": {" + chance.String() + "}")
	}
}

// appendChance writes what is asked about chance: the interval, and the letters
// of the columns than which the number is higher.
func appendChance(line *bytes.Buffer, measure crosstab.Measure, number crosstab.Number) {
	if !number.Interval && number.Higher == "" && !number.Small {
		return
	}
	if line.Len() > 0 {
		line.WriteString(", ")
	}
	appendJSONString(line, measure.Name())
	line.WriteString(": {")
	separator := ""
	if number.Interval {
		line.WriteString("\"low\": ")
		appendJSONNumber(line, number.Low)
		line.WriteString(", \"high\": ")
		appendJSONNumber(line, number.High)
		separator = ", "
	}
	if number.Higher != "" {
		line.WriteString(separator + "\"higher\": ")
		appendJSONString(line, number.Higher)
		separator = ", "
	}
	if number.Small {
		line.WriteString(separator + "\"small\": true")
	}
	line.WriteString("}")
}
