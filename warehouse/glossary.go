package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/schoolbench/schoolbench/table"
)

// Term is a word of the glossary: what files call something, and what is shown
// instead, above every column of every dataset whose title has the word.
type Term struct {
	Term  string `json:"term"`
	Shown string `json:"shown"`
}

// termChange is a term as it was and as it became; nil is none.
type termChange struct {
	Before *Term `json:"before,omitempty"`
	After  *Term `json:"after,omitempty"`
}

// SetTerm has a word shown as another from now on; nothing shown takes the term
// out of the glossary. Names, by which formulas and commands call columns, stay.
func (w *Warehouse) SetTerm(ctx context.Context, request EditRequest, term Term) (Edit, error) {
	request.Dataset, request.Kind = "", EditTerm
	term.Term, term.Shown = strings.TrimSpace(term.Term), strings.TrimSpace(term.Shown)
	if term.Term == "" {
		return Edit{}, table.Failed("term-empty", table.Where{}, "The word that is to be shown in another way is empty.", "Write the word as the files have it.", nil)
	}
	return w.edit(ctx, request, func(j *editJob) error {
		var change termChange
		var before Term
		err := j.tx.QueryRowContext(ctx, "SELECT term, shown FROM sb_terms WHERE term_key = ?", nameKey(term.Term)).Scan(&before.Term, &before.Shown)
		switch {
		case err == nil:
			change.Before = &before
		case !errors.Is(err, sql.ErrNoRows):
			return err
		}
		if term.Shown != "" {
			change.After = &term
		}
		if change.Before == nil && change.After == nil || change.Before != nil && change.After != nil && *change.Before == *change.After {
			return nil
		}
		j.detail.Terms = []termChange{change}
		return j.setTerms(ctx, true)
	})
}

func (j *editJob) setTerms(ctx context.Context, forward bool) error {
	for _, change := range j.detail.Terms {
		now, was := change.After, change.Before
		if !forward {
			now, was = was, now
		}
		var steps []statement
		if was != nil {
			steps = append(steps, statement{"DELETE FROM sb_terms WHERE term_key = ?", []any{nameKey(was.Term)}})
		}
		if now != nil {
			steps = append(steps, statement{"INSERT INTO sb_terms (term_key, term, shown) VALUES (?, ?, ?)", []any{nameKey(now.Term), now.Term, now.Shown}})
		}
		if err := j.tx.runAll(ctx, steps); err != nil {
			return err
		}
		j.reshaped = true
	}
	return nil
}

// Terms returns the glossary, by term.
func (w *Warehouse) Terms(ctx context.Context) ([]Term, error) {
	all := []Term{}
	err := w.view(ctx, func(tx *sql.Tx) error {
		terms, err := readTerms(ctx, tx)
		all = append(all, terms...)
		return err
	})
	return all, err
}

// HasTerm reports whether a title has a term as a word or words of its own, as
// the glossary looks for it.
func HasTerm(title, term string) bool {
	one := terms{{Term: strings.TrimSpace(term)}}
	for at := range title {
		if _, _, found := one.at(title, at); found && one[0].Term != "" {
			return true
		}
	}
	return false
}

type terms []Term

func readTerms(ctx context.Context, q querier) (terms, error) {
	rows, err := q.QueryContext(ctx, "SELECT term, shown FROM sb_terms ORDER BY term_key")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all terms
	for rows.Next() {
		var term Term
		if err := rows.Scan(&term.Term, &term.Shown); err != nil {
			return nil, err
		}
		all = append(all, term)
	}
	return all, errors.Join(rows.Err(), rows.Close())
}

// entitle gives a column the title that the glossary wants it to have. A term
// that is the whole title comes before one that is a word of it, and what one
// term has put there is not changed by another.
func (t terms) entitle(column *table.Column) {
	title := column.Title()
	for _, term := range t {
		if strings.EqualFold(term.Term, title) {
			column.Label = term.Shown
			return
		}
	}
	var shown strings.Builder
	for at := 0; at < len(title); {
		if term, end, found := t.at(title, at); found {
			shown.WriteString(term.Shown)
			at = end
			continue
		}
		_, size := utf8.DecodeRuneInString(title[at:])
		shown.WriteString(title[at : at+size])
		at += size
	}
	if shown.String() != title {
		column.Label = shown.String()
	}
}

// at returns the longest term that stands at a place of a title as a word or
// words of its own, and where it ends. A word ends where letters and digits do:
// CDS_Code has the word CDS.
func (t terms) at(title string, at int) (longest Term, end int, found bool) {
	if before, _ := utf8.DecodeLastRuneInString(title[:at]); at > 0 && isWordRune(before) {
		return Term{}, 0, false
	}
	for _, term := range t {
		stop := at + len(term.Term)
		if stop > len(title) || stop <= end || !strings.EqualFold(title[at:stop], term.Term) {
			continue
		}
		if after, _ := utf8.DecodeRuneInString(title[stop:]); stop < len(title) && isWordRune(after) {
			continue
		}
		longest, end, found = term, stop, true
	}
	return longest, end, found
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
