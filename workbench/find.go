package workbench

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// FindRequest says what to look for.
type FindRequest struct {
	Text string
	// Columns to look in; none is all.
	Columns []string
	// WholeCell finds cells that are the text and nothing else.
	WholeCell bool
	// MatchCase tells upper from lower case.
	MatchCase bool
}

// FoundCell is a cell that was found.
type FoundCell struct {
	Row    int    `json:"row"`
	Column string `json:"column"`
	Text   string `json:"text"`
}

// Find returns the cells that hold a text, as they are shown, in the order of
// rows and columns: at most limit of them, or all if that is 0, and how many
// there are.
func (b *Workbench) Find(ctx context.Context, dataset string, request FindRequest, limit int) ([]FoundCell, int, error) {
	if request.Text == "" {
		return nil, 0, table.Failed("find-nothing", table.Where{}, "There is nothing to look for.", "Write what to find.", nil)
	}
	frame, err := b.Frame(ctx, dataset, request.Columns...)
	if err != nil {
		return nil, 0, err
	}
	// Whether a value matches is found out once for each of a dictionary.
	type looked struct {
		column table.Column
		vector *table.Vector
		codes  []bool
	}
	columns := make([]looked, len(frame.Columns()))
	for i, vector := range frame.Columns() {
		columns[i] = looked{column: vector.Column(), vector: vector}
		if !vector.IsCoded() {
			continue
		}
		columns[i].codes = make([]bool, len(vector.Dictionary()))
		for code, value := range vector.Dictionary() {
			columns[i].codes[code] = request.matches(vector.Column().Text(value))
		}
	}
	found, n := []FoundCell{}, 0
	for row := range frame.Len() {
		if row%65_536 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, 0, err
			}
		}
		for _, one := range columns {
			if one.codes != nil && !one.codes[one.vector.Codes().At(row)] {
				continue
			}
			text := ""
			if one.codes == nil || limit == 0 || n < limit {
				text = one.column.Text(one.vector.Value(row))
			}
			if one.codes == nil && !request.matches(text) {
				continue
			}
			n++
			if limit == 0 || n <= limit {
				found = append(found, FoundCell{row, one.column.Name, text})
			}
		}
	}
	return found, n, nil
}

func (r FindRequest) matches(text string) bool {
	if r.WholeCell {
		return text == r.Text || !r.MatchCase && strings.EqualFold(text, r.Text)
	}
	at, _ := r.next(text, 0)
	return at >= 0
}

// next finds the text in another from a place on, and where it ends. Without
// MatchCase letters are compared one by one, since some change their length
// with their case.
func (r FindRequest) next(text string, from int) (at, end int) {
	if r.MatchCase {
		at := strings.Index(text[from:], r.Text)
		if at < 0 {
			return -1, 0
		}
		return from + at, from + at + len(r.Text)
	}
	for at := from; at < len(text); {
		if end, same := foldedPrefix(text[at:], r.Text); same {
			return at, at + end
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return -1, 0
}

func foldedPrefix(text, prefix string) (int, bool) {
	at := 0
	for _, wanted := range prefix {
		r, size := utf8.DecodeRuneInString(text[at:])
		if size == 0 || unicode.ToLower(r) != unicode.ToLower(wanted) {
			return 0, false
		}
		at += size
	}
	return at, true
}

// replace returns the text with what was looked for replaced.
func (r FindRequest) replace(text, by string) string {
	if r.WholeCell {
		return by
	}
	var b strings.Builder
	for from := 0; ; {
		at, end := r.next(text, from)
		if at < 0 {
			b.WriteString(text[from:])
			return b.String()
		}
		b.WriteString(text[from:at])
		b.WriteString(by)
		from = end
	}
}

// ReplaceText replaces a text by another wherever Find finds it, in columns
// that are not computed. Find tells beforehand how many cells that are.
type ReplaceText struct {
	FindRequest
	By string
}

func (a ReplaceText) apply(ctx context.Context, e *editing) (warehouse.Edit, error) {
	if len(a.Columns) == 0 {
		a.Columns = plainSchema(e.dataset, "").Names()
	}
	found, _, err := e.bench.Find(ctx, e.dataset.Name, a.FindRequest, 0)
	if err != nil {
		return warehouse.Edit{}, err
	}
	texts := make([]CellText, len(found))
	for i, one := range found {
		texts[i] = CellText{Row: one.Row, Column: one.Column, Text: a.replace(one.Text, a.By)}
	}
	cells, err := e.read(ctx, texts)
	if err != nil || len(cells) == 0 {
		return warehouse.Edit{}, err
	}
	return e.bench.warehouse.SetCells(ctx, e.request(warehouse.EditReplace, "Replace %q by %q in %d cells", shorten(a.Text), shorten(a.By), len(cells)), 0, cells)
}

// MergeSpellings writes one spelling in the place of others, in one column.
type MergeSpellings struct {
	Column string
	From   []string
	Into   string
}

func (a MergeSpellings) apply(ctx context.Context, e *editing) (warehouse.Edit, error) {
	column, err := e.column(a.Column)
	if err != nil {
		return warehouse.Edit{}, err
	}
	into, err := e.cell(ctx, column, a.Into)
	if err != nil {
		return warehouse.Edit{}, err
	}
	frame, err := e.bench.warehouse.Frame(ctx, e.dataset.Name, column.Name)
	if err != nil {
		return warehouse.Edit{}, err
	}
	vector := frame.Columns()[0]
	from := map[string]bool{}
	for _, text := range a.From {
		from[text] = true
	}
	var cells []warehouse.CellEdit
	for row := range vector.Len() {
		value := vector.Value(row)
		if value.State == table.Reported && value != into.Value && from[column.Text(value)] {
			cells = append(cells, warehouse.CellEdit{Place: warehouse.Place{Row: row, Column: column.Name}, Cell: into})
		}
	}
	if len(cells) == 0 {
		return warehouse.Edit{}, nil
	}
	what := fmt.Sprintf("Merge spellings of %s into %q in %d cells", column.Name, shorten(a.Into), len(cells))
	return e.bench.warehouse.SetCells(ctx, e.request(warehouse.EditMerge, "%s", what), 0, cells)
}
