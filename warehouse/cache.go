package warehouse

import (
	"container/list"
	"context"
	"sync"

	"github.com/schoolbench/schoolbench/table"
)

// vectorKey names a column in one state of a dataset. Shape is the version less
// the edits of cells, which touch the columns they are in and no others; edited
// tells which of those there have been. Datasets' and columns' numbers are never
// used again, so a key can never mean something else later.
type vectorKey struct {
	dataset, shape, column, edited int64
}

// vectorCache keeps loaded columns within a budget of bytes, the least lately
// used dropped first. A column that several ask for at once is loaded once.
type vectorCache struct {
	budget int64

	mutex   sync.Mutex
	used    int64
	entries map[vectorKey]*cacheEntry
	recent  *list.List // of *cacheEntry, the latest used in front; loaded ones only
}

type cacheEntry struct {
	key    vectorKey
	ready  chan struct{} // closed when vector or err is set
	vector *table.Vector
	err    error
	size   int64
	place  *list.Element
}

func newVectorCache(budget int64) *vectorCache {
	return &vectorCache{budget: budget, entries: map[vectorKey]*cacheEntry{}, recent: list.New()}
}

// get returns the column, loading it if nobody has or does.
func (c *vectorCache) get(ctx context.Context, key vectorKey, load func() (*table.Vector, error)) (*table.Vector, error) {
	for {
		c.mutex.Lock()
		entry, found := c.entries[key]
		if found && entry.place != nil {
			c.recent.MoveToFront(entry.place)
			c.mutex.Unlock()
			return entry.vector, nil
		}
		if !found {
			entry = &cacheEntry{key: key, ready: make(chan struct{})}
			c.entries[key] = entry
			c.mutex.Unlock()
			return c.fill(entry, load)
		}
		c.mutex.Unlock()
		select {
		case <-entry.ready:
			// If whoever loaded it failed, perhaps because their context ended,
			// this caller tries for itself.
			if entry.err == nil {
				return entry.vector, nil
			}
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

func (c *vectorCache) fill(entry *cacheEntry, load func() (*table.Vector, error)) (*table.Vector, error) {
	vector, err := load()
	c.mutex.Lock()
	defer c.mutex.Unlock()
	entry.vector, entry.err = vector, err
	close(entry.ready)
	if err != nil {
		delete(c.entries, entry.key)
		return nil, err
	}
	// Nobody needs to ask for the column as it was before an edit.
	for other, older := range c.entries {
		if older.place != nil && other.dataset == entry.key.dataset && other.shape == entry.key.shape && other.column == entry.key.column && other.edited < entry.key.edited {
			c.drop(older)
		}
	}
	entry.size = int64(vector.Bytes())
	entry.place = c.recent.PushFront(entry)
	c.used += entry.size
	for c.used > c.budget {
		oldest := c.recent.Back()
		if oldest == nil {
			break
		}
		c.drop(oldest.Value.(*cacheEntry))
	}
	return vector, nil
}

// before returns the latest earlier state of the column that is in memory, and
// how many edits the dataset had then.
func (c *vectorCache) before(key vectorKey) (*table.Vector, int64, bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	var best *cacheEntry
	for other, entry := range c.entries {
		if entry.place == nil || other.dataset != key.dataset || other.shape != key.shape || other.column != key.column || other.edited >= key.edited {
			continue
		}
		if best == nil || other.edited > best.key.edited {
			best = entry
		}
	}
	if best == nil {
		return nil, 0, false
	}
	return best.vector, best.key.edited, true
}

// drop forgets an entry; the mutex is held.
func (c *vectorCache) drop(entry *cacheEntry) {
	c.recent.Remove(entry.place)
	delete(c.entries, entry.key)
	c.used -= entry.size
}

// forget drops every column of a dataset that has changed.
func (c *vectorCache) forget(dataset int64) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for key, entry := range c.entries {
		if key.dataset == dataset && entry.place != nil {
			c.drop(entry)
		}
	}
}
