package workbench

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// View is a report that has been run: the numbers, and the document drawn from
// them. It stays true to the rows as they were when it ran.
type View struct {
	Report  reports.Report
	Dataset warehouse.Dataset
	Schema  table.Schema // the dataset's columns and those that were joined
	Result  *crosstab.Result
	// Shown is what the document was drawn from: the result, or, in a board
	// that withholds small groups, a *reports.Protected one.
	Shown    reports.Result
	Document *reports.Document
}

// Run computes a report's cross-tab and builds its document. A spec that does
// not fit its dataset is a *table.Issue that says which word does not.
func (b *Workbench) Run(ctx context.Context, report reports.Report) (*View, error) {
	return b.run(ctx, report, reading{})
}

// reading says for whom a report is run.
type reading struct {
	// least is the smallest group of people that is shown; 0 and 1 show all.
	least int
	// part is true if the reader is to see a part of the data: then nothing is
	// said of rows that are not in it.
	part bool
}

// run is Run for a reader.
func (b *Workbench) run(ctx context.Context, report reports.Report, reading reading) (*View, error) {
	dataset, err := b.Dataset(ctx, report.Dataset)
	if err != nil {
		return nil, err
	}
	spec, err := b.WithCalendar(ctx, report.Spec)
	if err != nil {
		return nil, err
	}
	joined, err := b.join(ctx, dataset, spec)
	if err != nil {
		return nil, err
	}
	result, err := b.engine.Compute(ctx, joined.frame, spec)
	if err != nil {
		return nil, err
	}
	origin, err := b.origin(ctx, dataset, report.Language)
	if err != nil {
		return nil, err
	}
	origin.Schema = namedFields(report, joined.schema)
	if reading.part {
		origin.Rows = -1
	}
	shown := reports.Result(result)
	if reading.least > 1 {
		guarded, err := b.protect(ctx, dataset, joined, spec, result, reading.least)
		if err != nil {
			return nil, err
		}
		report.Spec.Rows, report.Spec.Columns = guarded.spec.Rows, guarded.spec.Columns
		result, shown = guarded.result, guarded.shown
	} else {
		// Boxes and histograms show single values.
		origin.Distribution, err = reports.Distribute(ctx, report, joined.schema, func(ctx context.Context, spec crosstab.Spec) (reports.Result, error) {
			return b.engine.Compute(ctx, joined.frame, spec)
		})
		if err != nil {
			return nil, err
		}
	}
	view := &View{Report: report, Dataset: dataset, Schema: joined.schema, Result: result, Shown: shown, Document: reports.Build(report, shown, origin, b.now())}
	if reading.part || reading.least > 1 {
		return view, nil // what became of other rows is not for this reader
	}
	for _, account := range joined.accounts {
		view.Document.Notes = append(view.Document.Notes, report.Language.Translate(account.Sentence()))
	}
	notes, err := b.levelNotes(ctx, dataset, report.Spec.Where)
	if err != nil {
		return nil, err
	}
	for _, note := range notes {
		view.Document.Notes = append(view.Document.Notes, report.Language.Translate(note))
	}
	return view, nil
}

// namedFields is a schema in which the fields that a report names have their
// names: columns by another label, and formulas as columns of their own. It is
// for describing a result, not for computing one.
func namedFields(report reports.Report, schema table.Schema) table.Schema {
	if len(report.Fields) == 0 {
		return schema
	}
	named := slices.Clone(schema)
	for _, dimension := range slices.Concat(report.Spec.Rows, report.Spec.Columns) {
		title := report.Fields[dimension.Field]
		if title == "" {
			continue
		}
		if at := named.Index(dimension.Field); at >= 0 {
			named[at].Label = title
			continue
		}
		if compiled, err := expression.Compile(dimension.Field, schema); err == nil {
			column := compiled.Column()
			column.Name, column.Label = dimension.Field, title
			named = append(named, column)
		}
	}
	return named
}

// Records returns the numbers of the rows behind a cell, subtotal or total of
// a view, in order. There are as many as the cell's N. Row and column are
// those of the result, which reports.Cell carries.
func (b *Workbench) Records(ctx context.Context, view *View, row, column int) ([]int, error) {
	return view.Result.Records(ctx, row, column)
}

// origin says in words where the rows of a dataset came from.
func (b *Workbench) origin(ctx context.Context, dataset warehouse.Dataset, language reports.Language) (reports.Origin, error) {
	batches, err := b.warehouse.Batches(ctx, dataset.Name)
	if err != nil {
		return reports.Origin{}, err
	}
	var sources []string
	for _, batch := range batches {
		if batch.Live == 0 && batch.Rows > 0 {
			continue // all of its rows have been replaced since
		}
		source := batch.File
		if batch.Sheet != "" {
			source += language.Say(" (sheet %s)", batch.Sheet)
		}
		sources = append(sources, language.Say("%s, imported %s", source, dayIn(language, batch.Imported.In(b.now().Location()))))
	}
	const shown = 3
	if extra := len(sources) - shown; extra > 0 {
		sources = append(sources[:shown], language.Say("and %d more", extra))
	}
	return reports.Origin{
		Dataset: dataset.Name,
		Source:  strings.Join(sources, "; "),
		Rows:    dataset.Rows,
		Schema:  dataset.Schema,

		Language: language,
	}, nil
}

// dayIn writes a day: 2 Jan 2006.
func dayIn(language reports.Language, day time.Time) string {
	return fmt.Sprintf("%d %s %d", day.Day(), language.Say(day.Format("Jan")), day.Year())
}

// ListDocument makes a document of rows of a dataset, names first. No rows
// given at all (nil) stands for every row. Columns that are named as hidden are
// left out. The language is that of the program's own words.
func (b *Workbench) ListDocument(ctx context.Context, name string, rows []int, title string, language reports.Language, hidden ...string) (*reports.Document, error) {
	dataset, err := b.Dataset(ctx, name)
	if err != nil {
		return nil, err
	}
	frame, err := b.warehouse.Frame(ctx, dataset.Name)
	if err != nil {
		return nil, err
	}
	if rows == nil {
		rows = make([]int, frame.Len())
		for i := range rows {
			rows[i] = i
		}
	}
	columns := slices.DeleteFunc(NamesFirst(frame.Columns()), func(column *table.Vector) bool {
		return slices.Contains(hidden, column.Column().Name)
	})
	return b.listOf(ctx, dataset.Name, rows, title, language, columns)
}

// listOf makes a document of rows in the columns given.
func (b *Workbench) listOf(ctx context.Context, name string, rows []int, title string, language reports.Language, columns []*table.Vector) (*reports.Document, error) {
	dataset, err := b.Dataset(ctx, name)
	if err != nil {
		return nil, err
	}
	origin, err := b.origin(ctx, dataset, language)
	if err != nil {
		return nil, err
	}
	originals, err := b.warehouse.Originals(ctx, dataset.Name, rows)
	if err != nil {
		return nil, err
	}
	original := func(row int, column string) (string, bool) {
		text, found := originals[warehouse.Place{Row: row, Column: column}]
		return text, found
	}
	return reports.List(title, columns, rows, origin, b.now(), original), nil
}

// NamesFirst orders columns as a person looks for them in a list of records:
// who it is about first, the rest as in the file.
func NamesFirst(columns []*table.Vector) []*table.Vector {
	ordered := make([]*table.Vector, 0, len(columns))
	for _, wantNames := range []bool{true, false} {
		for _, column := range columns {
			if IsPersonName(column.Column().Name) == wantNames {
				ordered = append(ordered, column)
			}
		}
	}
	return ordered
}

// IsPersonName tells the columns that name a person from their headers, in the
// spellings that student systems use.
func IsPersonName(header string) bool {
	folded := strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z':
			return r
		}
		return -1
	}, header)
	switch folded {
	case "name", "studentname", "fullname", "lastname", "firstname", "middlename",
		"studentlastname", "studentfirstname", "last", "first", "givenname", "familyname",
		"preferredfirstname", "staffname", "teachername", "ln", "fn":
		return true
	}
	return false
}
