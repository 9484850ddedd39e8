package reports_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
)

// arranged is a dashboard of tiles a, b, c at these places.
func arranged(places ...reports.Place) reports.Dashboard {
	d := reports.Dashboard{Name: "Week"}
	for i, place := range places {
		d.Tiles = append(d.Tiles, reports.Tile{Name: string(rune('a' + i)), Kind: reports.TextTile, Place: place})
	}
	return d
}

// places writes where the tiles stand: "a0:0-6 b0:6-6".
func places(d reports.Dashboard) string {
	var words []string
	for _, tile := range d.Tiles {
		words = append(words, fmt.Sprintf("%s%d:%d-%d", tile.Name, tile.Place.Row, tile.Place.Column, tile.Place.Width))
	}
	return strings.Join(words, " ")
}

func TestArrange(t *testing.T) {
	two := arranged(reports.Place{Width: 6}, reports.Place{Column: 6, Width: 6}, reports.Place{Row: 1, Width: 4})
	for name, test := range map[string]struct {
		made reports.Dashboard
		want string
	}{
		"into free room":             {two.WithPlace("c", reports.Place{Row: 1, Column: 8, Width: 4}), "a0:0-6 b0:6-6 c1:8-4"},
		"over another":               {two.WithPlace("b", reports.Place{Row: 0, Column: 0, Width: 6}), "a0:6-6 b0:0-6 c1:0-4"},
		"almost over another":        {two.WithPlace("b", reports.Place{Row: 0, Column: 2, Width: 6}), "a0:6-6 b0:0-6 c1:0-4"},
		"not half over another":      {two.WithPlace("b", reports.Place{Row: 0, Column: 4, Width: 6}), "a0:0-6 b0:6-6 c1:0-4"},
		"rightwards over another":    {two.WithPlace("a", reports.Place{Row: 0, Column: 4, Width: 6}), "a0:6-6 b0:0-6 c1:0-4"},
		"rightwards, not far enough": {two.WithPlace("a", reports.Place{Row: 0, Column: 2, Width: 6}), "a0:0-6 b0:6-6 c1:0-4"},
		"into a full row":            {two.WithPlace("c", reports.Place{Row: 0, Column: 2, Width: 4}), "a1:0-6 b1:6-6 c0:2-4"},
		"wider than the room":        {two.WithPlace("a", reports.Place{Width: 9}), "a0:0-9 b1:6-6 c2:0-4"},
		"narrower":                   {two.WithPlace("a", reports.Place{Width: 3}), "a0:0-3 b0:6-6 c1:0-4"},
		"outside":                    {two.WithPlace("c", reports.Place{Row: 9, Column: 40, Width: 90}), "a0:0-6 b0:6-6 c1:0-12"},
		"a row of its own, first":    {two.WithOwnRow("c", 0), "a1:0-6 b1:6-6 c0:0-4"},
		"a row of its own, last":     {two.WithOwnRow("a", 9), "a2:0-6 b0:6-6 c1:0-4"},
		"without the only of a row":  {two.WithoutTile("C"), "a0:0-6 b0:6-6"},
		"without one that is absent": {two.WithoutTile("z"), "a0:0-6 b0:6-6 c1:0-4"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := places(test.made); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
	if got := places(two); got != "a0:0-6 b0:6-6 c1:0-4" {
		t.Errorf("the dashboard itself was changed: %s", got)
	}
}

// However tiles are moved about, none covers another, none leaves the grid, and
// none is lost.
func TestArrangedTilesNeverCover(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 11))
	for range 300 {
		d := reports.Dashboard{Name: "Week"}
		for range 1 + random.IntN(6) {
			d, _ = d.WithTile(reports.Tile{Kind: reports.TextTile, Place: reports.Place{Width: random.IntN(14)}})
		}
		count := len(d.Tiles)
		for range 12 {
			name := d.Tiles[random.IntN(count)].Name
			if random.IntN(4) == 0 {
				d = d.WithOwnRow(name, random.IntN(5))
			} else {
				d = d.WithPlace(name, reports.Place{Row: random.IntN(5), Column: random.IntN(14) - 1, Width: random.IntN(14)})
			}
		}
		taken := map[[2]int]string{}
		for _, tile := range d.Tiles {
			if tile.Place.Column < 0 || tile.Place.Width < 1 || tile.Place.Column+tile.Place.Width > reports.GridColumns {
				t.Fatalf("outside the grid: %s", places(d))
			}
			for column := range tile.Place.Width {
				at := [2]int{tile.Place.Row, tile.Place.Column + column}
				if other, covered := taken[at]; covered {
					t.Fatalf("%s covers %s: %s", tile.Name, other, places(d))
				}
				taken[at] = tile.Name
			}
		}
		if len(d.Tiles) != count {
			t.Fatalf("of %d tiles %d are left", count, len(d.Tiles))
		}
	}
}

func TestWithTile(t *testing.T) {
	d, name := reports.Dashboard{}.WithTile(reports.Tile{Title: "Absence", Place: reports.Place{Width: 3}})
	d, second := d.WithTile(reports.Tile{Title: "absence", Place: reports.Place{Width: 3}})
	d, third := d.WithTile(reports.Tile{Kind: reports.TextTile, Place: reports.Place{Width: 12}})
	if name != "Absence" || second != "absence 2" || third != "text" {
		t.Errorf("named %q, %q, %q", name, second, third)
	}
	if got := places(d); got != "Absence0:0-3 absence 20:3-3 text1:0-12" {
		t.Error(got)
	}
	d.Rules = []reports.Rule{{Name: "high", Tile: "Absence"}, {Name: "long", Tile: "text"}}
	without := d.WithoutTile("absence")
	if len(without.Rules) != 1 || without.Rules[0].Name != "long" || len(d.Rules) != 2 {
		t.Errorf("rules %+v", without.Rules)
	}
}

func TestTileOf(t *testing.T) {
	rows := []crosstab.Dimension{{Field: "Grade"}}
	for name, test := range map[string]struct {
		report reports.Report
		want   reports.TileKind
	}{
		"one number":  {reports.Report{Name: "Students"}, reports.NumberTile},
		"a table":     {reports.Report{Name: "Students", Spec: crosstab.Spec{Rows: rows}}, reports.CrosstabTile},
		"a chart":     {reports.Report{Name: "Students", Spec: crosstab.Spec{Rows: rows}, View: reports.ChartOnly}, reports.ChartTile},
		"no chart":    {reports.Report{Name: "Students", Spec: crosstab.Spec{Rows: rows}, View: reports.ChartOnly, Chart: chart.None}, reports.CrosstabTile},
		"two numbers": {reports.Report{Name: "Students", Spec: crosstab.Spec{Measures: make([]crosstab.Measure, 2)}}, reports.CrosstabTile},
	} {
		t.Run(name, func(t *testing.T) {
			tile := reports.TileOf(test.report)
			if tile.Kind != test.want || len(tile.Report.Spec.Measures) == 0 || tile.Title != "Students" || !slices.Contains(reports.TileKinds(), tile.Kind) {
				t.Errorf("%+v", tile)
			}
		})
	}
}
