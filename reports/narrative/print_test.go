package narrative_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/schoolbench/schoolbench/reports"
)

var printed = flag.Int("sentences", 0, "print the narratives of so many generated tiles, to be read by a person")

// Ensure that every generated tile is said something of in each language, the
// same in both as far as it goes; with -sentences they are printed.
func TestLanguagesSayTheSame(t *testing.T) {
	all := narrators(t)
	random := rand.New(rand.NewPCG(5, 5))
	for i := range max(100, *printed) {
		tile, _ := randomTile(t, random)
		english, err := all[reports.English].Tell(tile)
		if err != nil {
			t.Fatal(err)
		}
		spanish, err := all[reports.Spanish].Tell(tile)
		if err != nil {
			t.Fatal(err)
		}
		if len(english.Read) != len(spanish.Read) || len(english.Shows) != len(spanish.Shows) || len(english.Read) == 0 {
			t.Errorf("tile %d: English and Spanish say different things", i)
		}
		for k := range english.Shows {
			if cells(english.Shows[k]) != cells(spanish.Shows[k]) {
				t.Errorf("tile %d: %q\n%q", i, english.Shows[k].Text, spanish.Shows[k].Text)
			}
		}
		if i < *printed {
			for _, told := range []reports.Narrative{english, spanish} {
				for _, part := range [][]reports.Sentence{told.Read, told.Shows, told.Next} {
					for _, sentence := range part {
						fmt.Println("  " + sentence.Text)
					}
					fmt.Println("  --")
				}
			}
			fmt.Println("=====")
		}
	}
}

// cells are the cells that a sentence says, in no order: languages put them in
// orders of their own.
func cells(sentence reports.Sentence) string {
	said := map[string]int{}
	for _, bound := range sentence.Bound {
		if bound.To == reports.ToCell {
			said[fmt.Sprintf("%d,%d %s", bound.Row, bound.Column, bound.Text)]++
		}
	}
	return fmt.Sprint(said)
}
