package crosstab

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// A field may list several answers in one cell: a student's services. Its
// leaves are then the different lists, which every row has one of, so that
// whatever adds up does so once a row; and each header, the total too, stands
// for the leaves whose list has its answer.

// stretch is some leaves side by side.
type stretch struct{ from, to int }

// stretches calls use for the leaves that a header stands for.
func (h header) stretches(use func(from, to int)) {
	if h.parts == nil {
		use(h.from, h.to)
		return
	}
	for _, part := range h.parts {
		use(part.from, part.to)
	}
}

// resolveSplit checks whether the values can be taken apart.
func (d Dimension) resolveSplit(kind table.Type) error {
	if d.Split == "" {
		return nil
	}
	if strings.TrimSpace(d.Split) == "" || len(d.Split) > 8 {
		return problem(codeSplit, fmt.Sprintf("The answers in %s cannot be told apart at %q.", d.Field, d.Split), "Give the sign that stands between them, such as ; or /.")
	}
	if !kind.IsText() || d.Bands != nil {
		return problem(codeSplit, fmt.Sprintf("%s holds %s and not several answers.", d.Field, kindName(kind)), "Take answers apart in a column of text.")
	}
	return nil
}

// answersOf takes a value apart. Nothing between two signs is no answer, and
// one given twice is one.
func answersOf(v table.Value, sign string) []table.Value {
	if v.State != table.Reported {
		return []table.Value{canonical(v)}
	}
	var answers []table.Value
	for part := range strings.SplitSeq(v.Text, sign) {
		if part = strings.TrimSpace(part); part != "" && !slices.Contains(answers, table.TextValue(part)) {
			answers = append(answers, table.TextValue(part))
		}
	}
	if len(answers) == 0 {
		return []table.Value{{State: table.Missing}}
	}
	return answers
}

// makeSplitKey codes a vector of lists for grouping by their answers.
func makeSplitKey(ctx context.Context, vector *table.Vector, a arrangement) (*key, error) {
	codes, dictionary := vector.Codes(), vector.Dictionary()
	index := map[table.Value]uint32{}
	var answers []table.Value
	lists := make([][]uint32, len(dictionary)) // of each code, numbers of answers
	for code, v := range dictionary {
		if code%blockLength == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for _, answer := range answersOf(v, a.split) {
			number, known := index[answer]
			if !known {
				number = uint32(len(answers))
				index[answer] = number
				answers = append(answers, answer)
			}
			lists[code] = append(lists[code], number)
		}
	}
	// The answers are arranged as the values of a column of their own would be.
	sign := a.split
	a.split = ""
	shown, err := makeKey(ctx, table.NewCodedVector(vector.Column(), table.MakeCodes(0, len(answers)), answers), a)
	if err != nil {
		return nil, err
	}
	k := &key{vector: vector, descending: a.descending, special: true, merged: true, codes: codes, used: len(dictionary), places: make([]uint32, tableSize(codes, len(dictionary))), shown: shown}
	a.split = sign
	known := map[string]uint32{}
	for code, list := range lists {
		for i, number := range list {
			list[i] = shown.places[number]
		}
		slices.Sort(list)
		list = slices.Compact(list) // all others are one
		text := pathText(list, -1, 0)
		place, found := known[text]
		if !found {
			place = uint32(len(k.members))
			known[text] = place
			k.members = append(k.members, member{})
			k.lists = append(k.lists, list)
		}
		k.places[code] = place
	}
	return k, nil
}

// display is the key whose members are shown: of a field with several answers,
// that of the answers.
func (k *key) display() *key {
	if k.shown != nil {
		return k.shown
	}
	return k
}

// holds reports whether a row with this code belongs to a member that is shown.
func (k *key) holds(code int, shown uint32) bool {
	if k.shown == nil {
		return k.places[code] == shown
	}
	return code < k.used && slices.Contains(k.lists[k.places[code]], shown)
}

// scattered reports whether a leaf may belong to several headers of one depth,
// or a header have leaves that are not side by side.
func (a *axis) scattered() bool { return a.splits() || a.limits() }

// splits reports whether a field of the axis has several answers.
func (a *axis) splits() bool {
	return slices.ContainsFunc(a.keys, func(k *key) bool { return k.shown != nil })
}

// headScattered is head for an axis on which a leaf belongs to several headers,
// or the leaves of a header are not side by side.
func (a *axis) headScattered(occupied func(leaf int) bool, l look) {
	depth := len(a.keys)
	type found struct {
		path   []uint32
		leaves []int
	}
	at := map[string]int{}
	var all []found
	add := func(path []uint32, leaf int) {
		text := pathText(path, -1, 0)
		i, known := at[text]
		if !known {
			i = len(all)
			at[text] = i
			all = append(all, found{path: slices.Clone(path)})
		}
		if leaves := all[i].leaves; len(leaves) == 0 || leaves[len(leaves)-1] != leaf {
			all[i].leaves = append(leaves, leaf)
		}
	}
	a.findOthers(occupied)
	for leaf := range a.leaves {
		if occupied(leaf) {
			a.eachPath(leaf, depth, func(path []uint32) { add(path, leaf) })
		}
	}
	var hidden []header
	for _, f := range all {
		h := header{path: f.path, total: len(f.path) < depth}
		for _, leaf := range f.leaves {
			if n := len(h.parts); n > 0 && h.parts[n-1].to == leaf {
				h.parts[n-1].to++
			} else {
				h.parts = append(h.parts, stretch{leaf, leaf + 1})
			}
		}
		switch {
		case !h.total || l.shows(len(h.path)):
			a.headers = append(a.headers, h)
		case a.parents:
			hidden = append(hidden, h)
		}
	}
	whole := header{to: a.leaves, total: true}
	if l.shows(0) {
		a.headers = append(a.headers, whole)
	} else {
		hidden = append(hidden, whole)
	}
	a.sortHeaders(l.totals == TotalsAbove)
	a.finishHead(hidden)
}

// eachPath calls visit with the paths of a leaf from one member on to as many
// as depth says. A path may be visited twice, and is only lent.
func (a *axis) eachPath(leaf, depth int, visit func(path []uint32)) {
	path := make([]uint32, depth)
	var descend func(level int)
	descend = func(level int) {
		if level > 0 {
			visit(path[:level])
		}
		if level == depth {
			return
		}
		for _, place := range a.keys[level].shownPlaces(a.place(leaf, level)) {
			path[level] = place
			if len(a.others) > 0 && a.others[pathText(path[:level+1], -1, 0)] {
				path[level] = uint32(len(a.keys[level].display().members) - 1)
			}
			descend(level + 1)
		}
	}
	descend(0)
}

// shownPlaces lists the members that are shown for one of the key's: its
// answers, or itself.
func (k *key) shownPlaces(place uint32) []uint32 {
	if k.shown != nil {
		return k.lists[place]
	}
	return []uint32{place}
}

// sortHeaders puts headers in display order, wherever they come from.
func (a *axis) sortHeaders(above bool) {
	ranks := a.ranksWithin()
	rank := func(path []uint32, level int) int {
		if len(a.within) <= level || a.within[level] == nil {
			return int(path[level])
		}
		return ranks[pathText(path[:level+1], -1, 0)]
	}
	total := 1
	if above {
		total = -1
	}
	slices.SortStableFunc(a.headers, func(x, y header) int {
		for level := range min(len(x.path), len(y.path)) {
			if c := cmp.Compare(rank(x.path, level), rank(y.path, level)); c != 0 {
				return c
			}
		}
		return total * cmp.Compare(len(y.path), len(x.path))
	})
}

// behindMany lists for each leaf the headers that it is behind, however many.
func (a *axis) behindMany() [][]int32 {
	lists := make([][]int32, a.leaves)
	occupied := make([]bool, a.leaves)
	for _, h := range a.headers {
		if len(h.path) == len(a.keys) {
			h.stretches(func(from, to int) {
				for leaf := from; leaf < to; leaf++ {
					occupied[leaf] = true
				}
			})
		}
	}
	for i, h := range a.headers {
		h.stretches(func(from, to int) {
			for leaf := from; leaf < to; leaf++ {
				if occupied[leaf] {
					lists[leaf] = append(lists[leaf], int32(i))
				}
			}
		})
	}
	return lists
}
