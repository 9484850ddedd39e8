package profiles

import (
	"context"
	"errors"
	"hash/maphash"
	"io"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

const (
	// mostKeys bounds the rows of which the keys are compared: eight bytes are
	// kept of each.
	mostKeys = 5_000_000
	// mostChoices bounds the combinations of members of pick-one columns.
	mostChoices = 20_000
	// checkEvery is how many rows pass between looks at the context.
	checkEvery = 4096
)

// examination is one reading of the whole table, in which everything is
// counted that the profile would have true.
type examination struct {
	columns   []importers.PlanColumn
	proposals []*proposal
	key       []int // places of columns in the plan
	picks     []int // places of the pick-one columns, in the profile's order
	splits    []*splitCount

	rows     int
	keyless  int
	seed     maphash.Seed
	hashes   []uint64
	choices  map[string]int // rows by their members of all pick-one columns
	overflow bool           // there are too many choices
}

// splitCount counts which layouts the strings of a column have.
type splitCount struct {
	split  Split
	place  int
	total  int
	fitted []int // by layout
}

// examine reads the table, if there is anything to be known from it.
func (a *applying) examine(ctx context.Context, open Opener) error {
	e := &examination{proposals: a.proposals, seed: maphash.MakeSeed(), choices: map[string]int{}}
	a.examined = e
	_, e.key = a.keyColumns()
	for _, pick := range a.profile.PickOne {
		if at := a.known(pick.Column); at >= 0 {
			e.picks = append(e.picks, at)
		}
	}
	for _, split := range a.profile.Splits {
		if at := a.known(split.Column); at >= 0 {
			e.splits = append(e.splits, &splitCount{split: split, place: at, fitted: make([]int, len(split.Layouts))})
		}
	}
	if len(e.proposals)+len(e.key)+len(e.picks)+len(e.splits) == 0 {
		return nil
	}
	trial := *a.plan
	trial.Columns = slices.Clone(a.plan.Columns)
	for i := range trial.Columns {
		trial.Columns[i].Skip = false
	}
	for _, proposed := range e.proposals {
		trial.Columns[proposed.place] = proposed.column
	}
	e.columns = trial.Columns
	reader, err := open(trial)
	if err != nil {
		return err
	}
	return errors.Join(e.read(ctx, reader), reader.Close())
}

func (e *examination) read(ctx context.Context, reader table.Reader) error {
	for {
		row, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e.rows%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		e.rows++
		e.tryTypes(row.Cells)
		e.noteKey(row.Cells)
		e.noteChoice(row.Cells)
		e.noteSplits(row.Cells)
	}
}

func (e *examination) tryTypes(cells []table.Cell) {
	for _, p := range e.proposals {
		cell := cells[p.place]
		switch cell.State {
		case table.Reported:
			p.reported++
			if p.column.Type == table.Decimal {
				_, fraction, _ := strings.Cut(strings.TrimRight(p.column.Original(cell), " %)"), ".")
				p.decimals = max(p.decimals, len(fraction))
			}
		case table.Misfit:
			if p.misfits == 0 {
				p.example = cell.Text
			}
			p.misfits++
		}
	}
}

func (e *examination) noteKey(cells []table.Cell) {
	if len(e.key) == 0 || len(e.hashes) > mostKeys {
		return
	}
	var hash maphash.Hash
	hash.SetSeed(e.seed)
	blank := true
	for _, at := range e.key {
		text := e.text(cells, at)
		blank = blank && text == ""
		_, _ = hash.WriteString(text)
		_ = hash.WriteByte(0)
	}
	if blank {
		e.keyless++
		return
	}
	e.hashes = append(e.hashes, hash.Sum64())
}

// repeatedKeys counts the rows whose key an earlier row has; not ok when there
// are too many rows to tell.
func (e *examination) repeatedKeys() (repeated int, ok bool) {
	if len(e.hashes) > mostKeys {
		return 0, false
	}
	slices.Sort(e.hashes)
	return len(e.hashes) - len(slices.Compact(e.hashes)), true
}

func (e *examination) noteChoice(cells []table.Cell) {
	if len(e.picks) == 0 || e.overflow {
		return
	}
	members := make([]string, len(e.picks))
	for i, at := range e.picks {
		members[i] = e.text(cells, at)
	}
	e.choices[strings.Join(members, between)]++
	e.overflow = len(e.choices) > mostChoices
}

// between stands between the members of a choice.
const between = "\x1F"

// text is what a cell says, as it is shown.
func (e *examination) text(cells []table.Cell, at int) string {
	return e.columns[at].Text(cells[at].Value)
}

func (e *examination) noteSplits(cells []table.Cell) {
	for _, count := range e.splits {
		text := e.text(cells, count.place)
		if text == "" {
			continue
		}
		count.total++
		pieces := strings.Split(text, count.split.Separator)
		for i, layout := range count.split.Layouts {
			if fitsLayout(pieces, layout) {
				count.fitted[i]++
			}
		}
	}
}

func fitsLayout(pieces []string, layout []Piece) bool {
	if len(pieces) != len(layout) {
		return false
	}
	for i, piece := range layout {
		if n := len(pieces[i]); n < piece.Length || n > max(piece.Most, piece.Length) {
			return false
		}
	}
	return true
}
