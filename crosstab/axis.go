package crosstab

import (
	"cmp"
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// axis is the rows or the columns of a cross-tab. Its leaves are numbered in
// display order. Usually every combination of members is a leaf; when there
// are too many, compact numbers only those that occur.
type axis struct {
	keys   []*key
	within []*within       // by key: sorted or limited within each group by these, if not nil
	others map[string]bool // paths whose last member is beyond the limit of its group
	leaves int
	// compacted axes only: the leaf of every row, and what each leaf is.
	leafOf table.Codes
	paths  [][]uint32 // for each key, the place of its member by leaf

	headers []header
	shown   int  // headers that are displayed; those after serve as denominators
	whole   int  // the header of all leaves
	parents bool // totals one level further out are needed, displayed or not
}

// header is a leaf, a subtotal or the total of an axis. It stands for the
// leaves from..to-1: a subtotal's leaves are side by side.
type header struct {
	path     []uint32 // places of members from the outermost key inwards
	from, to int
	total    bool
	parts    []stretch // the leaves, if they are not side by side
	parent   int       // the total one level further out; the grand total is its own
}

// product is how many combinations of members there are; it stops counting at
// the limit.
func (a *axis) product(limit int) int {
	n := 1
	for _, k := range a.keys {
		n *= max(1, len(k.members))
		if n > limit {
			return limit + 1
		}
	}
	return n
}

// finders returns how a row's leaf, times stride, is added up from its codes.
func (a *axis) finders(stride int) []finder {
	if a.leafOf.Width() != 0 {
		offsets := make([]uint32, tableSize(a.leafOf, a.leaves))
		for leaf := range a.leaves {
			offsets[leaf] = uint32(leaf * stride)
		}
		return []finder{{a.leafOf, offsets}}
	}
	var finders []finder
	for _, k := range slices.Backward(a.keys) {
		offsets := make([]uint32, len(k.places))
		for code, place := range k.places {
			offsets[code] = place * uint32(stride)
		}
		finders = append(finders, finder{k.codes, offsets})
		stride *= max(1, len(k.members))
	}
	slices.Reverse(finders)
	return finders
}

// place returns which member of a key a leaf belongs to.
func (a *axis) place(leaf, key int) uint32 {
	if a.paths != nil {
		return a.paths[key][leaf]
	}
	for k := len(a.keys) - 1; k > key; k-- {
		leaf /= max(1, len(a.keys[k].members))
	}
	return uint32(leaf % max(1, len(a.keys[key].members)))
}

// look is what an axis shows beside its leaves.
type look struct {
	totals  Totals
	without []bool // by key: no subtotals of its members
	empty   bool   // combinations without rows
	stopped func() bool
}

// shows reports whether a total with so long a path is displayed.
func (l look) shows(length int) bool {
	return l.totals != NoTotals && (length == 0 || !l.without[length-1])
}

// head lists the headers in display order: every total after its members, or
// before them if it is to be above. Totals that are not to be seen but serve as
// denominators are kept behind those that are.
func (a *axis) head(occupied func(leaf int) bool, l look) {
	depth := len(a.keys)
	if depth == 0 {
		a.headers = []header{{from: 0, to: 1, total: true}}
		a.shown = 1
		return
	}
	var hidden []header
	total := func(h header) {
		switch {
		case l.shows(len(h.path)):
			a.headers = append(a.headers, h)
		case a.parents || len(h.path) == 0:
			hidden = append(hidden, h)
		}
	}
	if a.scattered() {
		a.headScattered(occupied, l)
		return
	}
	open := make([]int, depth) // the first leaf of the open group at each depth
	var current []uint32
	closeTo := func(keep, end int) {
		for level := len(current) - 1; level > max(keep, 0); level-- {
			total(header{path: slices.Clone(current[:level]), from: open[level-1], to: end, total: true})
		}
	}
	if l.empty {
		occupied = a.membersOf(occupied)
	}
	a.headers = make([]header, 0, a.expected(occupied))
	last := 0
	var paths []uint32 // of many leaves in one piece of memory
	for leaf := range a.leaves {
		if leaf%stripLength == 0 && l.stopped() {
			return
		}
		if !occupied(leaf) {
			continue
		}
		if len(paths) < depth {
			paths = make([]uint32, depth*min(a.leaves, 1<<10))
		}
		path := paths[:depth:depth]
		paths = paths[depth:]
		for k := range path {
			path[k] = a.place(leaf, k)
		}
		same := 0
		for same < len(current) && same < depth && current[same] == path[same] {
			same++
		}
		closeTo(same, last)
		for level := same; level < depth; level++ {
			open[level] = leaf
		}
		current, last = path, leaf+1
		a.headers = append(a.headers, header{path: path, from: leaf, to: leaf + 1})
	}
	closeTo(0, last)
	total(header{from: 0, to: a.leaves, total: true})
	if l.totals == TotalsAbove {
		slices.SortStableFunc(a.headers, func(x, y header) int {
			return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(len(x.path), len(y.path)))
		})
	}
	a.sortWithin(l.totals == TotalsAbove)
	a.finishHead(hidden)
}

// expected is about how many headers there will be: the leaves that are, and a
// total for as many of them as a group may have.
func (a *axis) expected(occupied func(leaf int) bool) int {
	leaves := 0
	for leaf := range a.leaves {
		if occupied(leaf) {
			leaves++
		}
	}
	headers, totals := leaves+1, leaves
	for _, k := range slices.Backward(a.keys) {
		totals /= max(2, len(k.members))
		headers += totals + 1
	}
	return headers
}

// finishHead keeps the totals that are not to be seen behind those that are.
func (a *axis) finishHead(hidden []header) {
	a.shown = len(a.headers)
	a.headers = append(a.headers, hidden...)
	a.whole = slices.IndexFunc(a.headers, func(h header) bool { return len(h.path) == 0 })
	a.findParents()
}

// membersOf reports whether each member of a leaf occurs in some leaf.
func (a *axis) membersOf(occupied func(leaf int) bool) func(leaf int) bool {
	occurs := make([][]bool, len(a.keys))
	for k, key := range a.keys {
		occurs[k] = make([]bool, max(1, len(key.members)))
	}
	for leaf := range a.leaves {
		if occupied(leaf) {
			for k := range a.keys {
				occurs[k][a.place(leaf, k)] = true
			}
		}
	}
	return func(leaf int) bool {
		for k := range a.keys {
			if !occurs[k][a.place(leaf, k)] {
				return false
			}
		}
		return true
	}
}

// findParents notes the total that each header is a part of.
func (a *axis) findParents() {
	if !a.parents {
		return
	}
	at := make(map[string]int, len(a.headers))
	for i, h := range a.headers {
		at[pathText(h.path, -1, 0)] = i
	}
	for i, h := range a.headers {
		a.headers[i].parent = at[pathText(h.path[:max(0, len(h.path)-1)], -1, 0)]
	}
}

// grand is the header of the whole axis.
func (a *axis) grand() int { return a.whole }
