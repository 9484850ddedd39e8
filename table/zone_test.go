package table_test

import (
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/schoolbench/schoolbench/table"
)

func TestZone(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, distinct := range []int{1, 200, 5000, 100_000} {
		rows := 2*table.ZoneRows + 77
		codes := table.MakeCodes(rows, distinct)
		var least, most [3]uint32
		for row := range rows {
			code := random.Uint32N(uint32(distinct))
			zone := row / table.ZoneRows
			if row%table.ZoneRows == 0 {
				least[zone] = code
			}
			codes.Set(row, code)
			least[zone], most[zone] = min(least[zone], code), max(most[zone], code)
		}
		v := table.NewCodedVector(table.Column{Name: "x"}, codes, make([]table.Value, distinct))
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				for zone := range 3 {
					if a, b := v.Zone(zone); a != least[zone] || b != most[zone] {
						t.Errorf("zone %d of %d: %d to %d, want %d to %d", zone, distinct, a, b, least[zone], most[zone])
					}
				}
			})
		}
		group.Wait()
	}
}
