package typing

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// randomNumber writes a number in one of the ways that people and systems have.
func randomNumber(random *rand.Rand) string {
	whole := strconv.Itoa(random.IntN([]int{1, 10, 1000, 10_000, 1_000_000_000}[random.IntN(5)]))
	if random.IntN(4) == 0 && len(whole) > 3 {
		whole = whole[:len(whole)-3] + "," + whole[len(whole)-3:]
	}
	if random.IntN(20) == 0 {
		whole = []string{"", "0" + whole, "00", "1234567890123456789"}[random.IntN(4)]
	}
	fraction := ""
	if decimals := random.IntN(4); decimals > 0 {
		fraction = fmt.Sprintf(".%0*d", decimals, random.IntN([]int{1, 10, 100, 1000}[decimals]))
	} else if random.IntN(20) == 0 {
		fraction = "."
	}
	around := [][2]string{{"", ""}, {"$", ""}, {"", "%"}, {"-", ""}, {"$ ", ""}, {"", " %"}, {"(", ")"}, {"($", ")"}, {"-$", ""}, {"$-", ""}, {"+", ""}, {"", "-"}, {"", "e3"}, {"−", ""}, {" ", ""}}
	pair := around[random.IntN(len(around))]
	return pair[0] + whole + fraction + pair[1]
}

// Ensure that remembering the layouts of a form gives what looking at the text
// itself gives.
func TestFormsHaveTheirLayouts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var tallies layoutTallies
	for range 20_000 {
		text := randomNumber(random)
		for _, comma := range []bool{false, true} {
			n, ok := readNumber(text)
			if comma {
				n, ok = readCommaNumber(swapPoints(text))
			}
			written := text
			if comma {
				written = swapPoints(text)
			}
			if !ok {
				continue
			}
			if got, want := tallies.layoutsOf(written, n, comma), layoutsOf(written, n, comma); !slices.Equal(got, want) {
				form, _ := formOf(written, n, comma)
				t.Fatalf("%q: layouts %q, want %q (%+v)", written, got, want, form)
			}
			if len(tallies.forms) > mostForms/2 {
				tallies.forms = nil
			}
		}
	}
}

// Ensure that a number read by its column's form is the one that is read
// without, and that it is written so again.
func TestFixedFormsReadAlike(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, layout := range []string{"0.0", "0.00", "$0.00", "$ 0.0", "0%", "0.0%", "0.000 %", "$0", "0"} {
		column := importers.PlanColumn{Column: table.Column{Type: table.Decimal, Layout: layout}, Missing: []string{"9.00", "7"}}
		form, ok := fixedFormOf(layout)
		if !ok {
			t.Fatalf("%s has no form", layout)
		}
		read := 0
		for range 10_000 {
			text := randomNumber(random)
			value, ok := form.read([]byte(text))
			if !ok {
				continue
			}
			read++
			n, isNumber := readNumber(text)
			if !isNumber || n.value != value || column.Text(table.NumberValue(value)) != text {
				t.Fatalf("%q by %s: %v, want %v written %q", text, layout, value, n.value, column.Text(table.NumberValue(value)))
			}
			cell := NewParser(column).Parse([]byte(text))
			if column.Original(cell) != text {
				t.Fatalf("%q by %s: original %q", text, layout, column.Original(cell))
			}
			if missing := slices.Contains(column.Missing, text); missing != (cell.State == table.Missing) {
				t.Fatalf("%q by %s is %s", text, layout, cell.State)
			}
		}
		if read < 100 {
			t.Errorf("%s: %d numbers tried", layout, read)
		}
	}
	for _, layout := range []string{"", "#,##0.00", "0.#", "(0.00)", "-0.0", "0,00", "0.0000000000", "1/2/2006", "0.0#", "€0.00"} {
		if _, ok := fixedFormOf(layout); ok {
			t.Errorf("%q has a form", layout)
		}
	}
}

// Ensure that what was remembered is never another text's.
func TestRecentTellsTextsApart(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	var memory recent
	places, texts := map[string]int{}, []string{}
	for range 100_000 {
		length := 1 + random.IntN(40)
		text := strings.Repeat("0", random.IntN(length)) + strconv.Itoa(random.IntN(5000))
		if random.IntN(8) == 0 {
			text = strings.Repeat("\x00", length)
		}
		if place, known := memory.find([]byte(text)); known && texts[place] != text {
			t.Fatalf("%q taken for %q", text, texts[place])
		}
		place, known := places[text]
		if !known {
			place = len(texts)
			places[text], texts = place, append(texts, text)
		}
		memory.enter([]byte(text), place, mostRecent)
	}
	if len(memory.slots) != mostRecent {
		t.Errorf("%d slots", len(memory.slots))
	}
	if _, known := memory.find(nil); known {
		t.Error("no text is known")
	}
}
