package crosstab

import (
	"slices"
	"sync"

	"github.com/schoolbench/schoolbench/table"
)

// remembered is one thing that an engine keeps: a cube, a key, or a vector that
// an expression made of its bases.
type remembered struct {
	cube *cube
	key  *key

	text   string
	bases  []*table.Vector
	vector *table.Vector
}

// mostRemembered is how many things are kept, however small: all are looked
// through for every cross-tab.
const mostRemembered = 512

// memory keeps what was used last within a budget of bytes. It is safe for any
// number of goroutines.
type memory struct {
	budget int

	mu    sync.Mutex
	kept  []*remembered // the most recently used first
	sizes map[any]int   // of every part of what is kept
	used  int
}

// find returns what is wanted and counts it as used; nil if it is not there.
func (m *memory) find(wanted func(*remembered) bool) *remembered {
	m.mu.Lock()
	defer m.mu.Unlock()
	at := slices.IndexFunc(m.kept, wanted)
	if at < 0 {
		return nil
	}
	found := m.kept[at]
	copy(m.kept[1:at+1], m.kept[:at])
	m.kept[0] = found
	return found
}

// keep adds something, and lets go of what was used longest ago until all fits.
// A vector or key that several things need counts once, and is let go of with
// the last of them.
func (m *memory) keep(r *remembered) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.kept = slices.Insert(m.kept, 0, r)
	known := m.sizes
	m.sizes, m.used = map[any]int{}, 0
	for i, r := range m.kept {
		added := map[any]int{}
		total := m.used
		r.eachPart(func(part any, size func() int) {
			if _, counted := m.sizes[part]; counted {
				return
			}
			if _, counted := added[part]; counted {
				return
			}
			bytes, measured := known[part]
			if !measured {
				bytes = size()
			}
			added[part] = bytes
			total += bytes
		})
		if total > m.budget || i == mostRemembered {
			clear(m.kept[i:])
			m.kept = m.kept[:i]
			return
		}
		m.used = total
		for part, bytes := range added {
			m.sizes[part] = bytes
		}
	}
}

func (m *memory) clear() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.kept, m.sizes, m.used = nil, nil, 0
}

func (m *memory) bytes() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.used
}

// eachPart calls use for everything that is in memory as long as r is.
func (r *remembered) eachPart(use func(part any, size func() int)) {
	vectors := func(all ...*table.Vector) {
		for _, vector := range all {
			if vector != nil {
				use(vector, vector.Bytes)
			}
		}
	}
	keyed := func(k *key) {
		for ; k != nil; k = k.shown {
			use(k, k.size)
			vectors(k.vector)
		}
	}
	keyed(r.key)
	vectors(r.vector)
	vectors(r.bases...)
	if c := r.cube; c != nil {
		use(c, c.size)
		vectors(c.bases...)
		for _, k := range c.keys {
			keyed(k)
		}
		for _, f := range c.fields {
			vectors(f.vector)
		}
	}
}

// size is about how many bytes the key takes, without its vector.
func (k *key) size() int {
	const memberBytes = 64
	bytes := 4*(len(k.places)+len(k.natural)) + memberBytes*len(k.members)
	for _, list := range k.lists {
		bytes += 4 * len(list)
	}
	if !k.vector.IsCoded() || k.shown != nil {
		bytes += k.codes.Len() * k.codes.Width() // codes of its own
	}
	return bytes
}
