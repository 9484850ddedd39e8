package workbench

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// Recall tells that a table was read as one of its kind before, and how its
// columns were matched with those of then.
type Recall struct {
	// Dataset is where the rows went, File the file they came from, Mode how
	// they were imported, and Used when.
	Dataset string
	File    string
	Mode    warehouse.Mode
	Used    time.Time
	// Columns are the columns that were there before; New those that were not,
	// and Missing those that are no longer there.
	Columns []ColumnMatch
	New     []string
	Missing []string
}

// ColumnMatch is a column of the file with the one it is taken for.
type ColumnMatch struct {
	Header string // what the file calls it
	Name   string // what it was called
	How    MatchKind
	// Known of Values different values were in the dataset before, where that
	// was looked up.
	Known, Values int
}

// MatchKind says by what a column was recognised.
type MatchKind string

// The kinds of match.
const (
	SameName    MatchKind = "name"    // the same header, apart from case and punctuation
	Synonym     MatchKind = "synonym" // the same words, abbreviated or not
	SimilarName MatchKind = "similar" // nearly the same header
	SamePlace   MatchKind = "place"   // the same place, in files without headers
	SameKnown   MatchKind = "known"   // a profile knows both headers as names of one column
)

// leastAlike is the share of the columns of either file that must have the same
// name for a plan to be remembered: school files of different kinds often have
// the student's number and name in common. Files whose names begin alike, such
// as week1 and week2, get sameStem on top.
const (
	leastAlike = 0.65
	sameStem   = 0.2
)

// recall lets plans start from how files of their kind were read before. Each
// plan comes back with what was matched among its findings, and with a Recall,
// which is nil where nothing is remembered.
func (b *Workbench) recall(ctx context.Context, source importers.Source, importer importers.Importer, plans []importers.Plan, options importers.Options) ([]importers.Plan, []*Recall, error) {
	recalls := make([]*Recall, len(plans))
	memories, err := b.memories(ctx)
	if err != nil || len(memories) == 0 {
		return plans, recalls, err
	}
	plans = slices.Clone(plans)
	if again, err := dialectAgain(ctx, source, importer, plans, memories, options); err != nil {
		return nil, nil, err
	} else if again != nil {
		plans, recalls = again, make([]*Recall, len(again))
	}
	if !options.Single() && len(plans) > 0 {
		if again, ok, err := placeAgain(ctx, source, importer, plans[0], memories, options); err != nil {
			return nil, nil, err
		} else if ok {
			plans[0] = again
		}
	}
	for i, plan := range plans {
		kept, found := likest(plan, source.Name(), memories)
		if !found {
			continue
		}
		r := &recaller{bench: b, ctx: ctx, source: source, importer: importer, memory: kept, plan: plan}
		if plans[i], recalls[i], err = r.run(); err != nil {
			return nil, nil, err
		}
	}
	return plans, recalls, nil
}

// likest returns the memory whose headers are most like a plan's.
func likest(plan importers.Plan, file string, memories []memory) (memory, bool) {
	best, share := -1, 0.0
	for i, kept := range memories {
		alike := likeness(plan, kept.Plan)
		if alike > 0 && fileStem(file) != "" && fileStem(file) == fileStem(kept.File) {
			alike += sameStem
		}
		if alike > share {
			best, share = i, alike
		}
	}
	if share < leastAlike {
		return memory{}, false
	}
	return memories[best], true
}

// fileStem is the letters that a file's name begins with.
func fileStem(name string) string {
	end := strings.IndexFunc(name, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(name)
	}
	return strings.ToLower(name[:end])
}

// likeness is the share of the columns of two plans that have the same header.
func likeness(plan, before importers.Plan) float64 {
	if plan.HeaderRow == 0 || before.HeaderRow == 0 {
		if plan.HeaderRow == before.HeaderRow && len(plan.Columns) == len(before.Columns) && namedAlike(plan.Name, before.Name) && sameTypes(plan, before) {
			return leastAlike
		}
		return 0
	}
	known := map[string]bool{}
	for _, column := range before.Columns {
		known[plainHeader(header(column))] = true
		known[plainHeader(column.Name)] = true
	}
	profiled := map[string]bool{}
	if plan.Profile != "" && plan.Profile == before.Profile {
		for _, column := range before.Columns {
			profiled[column.Known] = column.Known != ""
		}
	}
	same := 0
	for _, column := range plan.Columns {
		if known[plainHeader(header(column))] || profiled[column.Known] {
			same++
		}
	}
	return float64(same) / float64(max(len(plan.Columns), len(before.Columns), 1))
}

// namedAlike reports whether two files are named alike but for digits, which is
// all there is to go by where there are no headers: unlike files may well have
// the same number of columns.
func namedAlike(a, b string) bool {
	letters := func(name string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) {
				return unicode.ToLower(r)
			}
			return -1
		}, name)
	}
	return letters(a) == letters(b)
}

// sameTypes reports whether the columns of two plans hold the same in the same
// order.
func sameTypes(plan, before importers.Plan) bool {
	for i, column := range plan.Columns {
		if !mayStandFor(column.Type, before.Columns[i].Type) {
			return false
		}
	}
	return true
}

// mayStandFor reports whether values of one type can be those of a column that
// had another: the types are the same, both are numbers, or either is text.
func mayStandFor(now, before table.Type) bool {
	isNumber := func(t table.Type) bool { return t == table.Integer || t == table.Decimal }
	return now == before || now.IsText() || before.IsText() || (isNumber(now) && isNumber(before))
}

// The rows above and below its last place in which a header is looked for.
func headerShifts() []int { return []int{0, 1, -1, 2, -2, 3, -3} }

// leastPlaced is the share of headers that must be found again for a place that
// a person has corrected to be believed in another file.
const leastPlaced = 0.8

// placeAgain looks for a table where a person once said that it stands, if its
// headers are not where the importer found it.
func placeAgain(ctx context.Context, source importers.Source, importer importers.Importer, plan importers.Plan, memories []memory, options importers.Options) (importers.Plan, bool, error) {
	for _, kept := range memories {
		if !kept.Placed || kept.Plan.Importer != plan.Importer || kept.Plan.HeaderRow == 0 || likeness(plan, kept.Plan) >= leastPlaced {
			continue
		}
		for _, shift := range headerShifts() {
			said := options
			said.Sheet = plan.Sheet
			if said.HeaderRow = kept.Plan.HeaderRow + shift; said.HeaderRow < 1 {
				continue
			}
			if kept.Plan.HeaderTop > 0 {
				said.HeaderTop = max(1, kept.Plan.HeaderTop+shift)
			}
			again, err := planTables(ctx, importer, source, said)
			if ctx.Err() != nil {
				return plan, false, ctx.Err()
			}
			if err == nil && len(again) > 0 && likeness(again[0], kept.Plan) >= leastPlaced {
				again[0].Name = plan.Name
				again[0].Findings = append([]importers.Finding{{
					Code:    "header-recalled",
					Message: fmt.Sprintf("The column names are taken from row %d, where they were found as in %s, which was corrected.", said.HeaderRow, kept.File),
				}}, again[0].Findings...)
				return again[0], true, nil
			}
		}
	}
	return plan, false, nil
}

// recaller brings what is remembered over to a plan.
type recaller struct {
	bench    *Workbench
	ctx      context.Context // of the recall that it lives in
	source   importers.Source
	importer importers.Importer
	memory   memory
	plan     importers.Plan
	recall   Recall
	findings []importers.Finding
	partner  []int // for each column of the plan, the remembered one or -1
	how      []MatchKind
}

func (r *recaller) run() (importers.Plan, *Recall, error) {
	kept := r.memory
	r.recall = Recall{Dataset: kept.Dataset, File: kept.File, Mode: kept.Mode, Used: kept.used}
	r.matchNames()
	if err := r.matchKnown(); err != nil {
		return r.plan, nil, err
	}
	if err := r.matchOthers(); err != nil {
		return r.plan, nil, err
	}
	r.plan.Columns = slices.Clone(r.plan.Columns)
	for i, at := range r.partner {
		if at < 0 {
			r.recall.New = append(r.recall.New, header(r.plan.Columns[i]))
			continue
		}
		r.bring(i, kept.Plan.Columns[at])
	}
	for i, column := range kept.Plan.Columns {
		if !slices.Contains(r.partner, i) {
			r.recall.Missing = append(r.recall.Missing, column.Name)
		}
	}
	if kept.Plan.Unpivot != nil {
		r.plan = lengthened(r.plan)
	}
	r.bringKey()
	r.conclude()
	return r.plan, &r.recall, nil
}
