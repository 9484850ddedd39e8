package warehouse

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/schoolbench/schoolbench/table"
)

func cachedVector(rows int) *table.Vector {
	return table.NewCodedVector(table.Column{Name: "a"}, table.MakeCodes(rows, 1), []table.Value{{}})
}

// A column that several ask for at once is loaded once, and one whose loader
// gave up is loaded by the next.
func TestCacheLoadsOnce(t *testing.T) {
	cache := newVectorCache(1 << 20)
	var loads atomic.Int32
	begun, proceed := make(chan struct{}), make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		_, err := cache.get(t.Context(), vectorKey{1, 1, 1, 0}, func() (*table.Vector, error) {
			loads.Add(1)
			close(begun)
			<-proceed
			return nil, context.Canceled
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("the first got %v", err)
		}
	})
	<-begun
	for range 8 {
		group.Go(func() {
			vector, err := cache.get(t.Context(), vectorKey{1, 1, 1, 0}, func() (*table.Vector, error) {
				loads.Add(1)
				return cachedVector(10), nil
			})
			if err != nil || vector.Len() != 10 {
				t.Errorf("got %v, %v", vector, err)
			}
		})
	}
	waiting, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := cache.get(waiting, vectorKey{1, 1, 1, 0}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting went on after its context had ended: %v", err)
	}
	close(proceed)
	group.Wait()
	if n := loads.Load(); n != 2 {
		t.Errorf("the column was loaded %d times, want 2", n)
	}
}

// The least lately used columns make room.
func TestCacheKeepsWithinItsBudget(t *testing.T) {
	one := int64(cachedVector(1000).Bytes())
	cache := newVectorCache(3 * one)
	loads := map[int64]int{}
	get := func(column int64) {
		if _, err := cache.get(t.Context(), vectorKey{1, 1, column, 0}, func() (*table.Vector, error) {
			loads[column]++
			return cachedVector(1000), nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	for _, column := range []int64{1, 2, 3, 1, 4, 1, 2} {
		get(column)
		if cache.used > cache.budget {
			t.Errorf("%d bytes are in use of %d", cache.used, cache.budget)
		}
	}
	if loads[1] != 1 || loads[2] != 2 || loads[3] != 1 || loads[4] != 1 {
		t.Errorf("loads by column: %v", loads)
	}
	cache.forget(1)
	if cache.used != 0 || len(cache.entries) != 0 {
		t.Errorf("%d bytes and %d entries are left", cache.used, len(cache.entries))
	}
}
