package app

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
)

// A school has words of its own about a tile, beside the district's, which stay;
// what the school leaves empty is what the district says.
func TestOwnWords(t *testing.T) {
	d := newBoardDesk(t)
	p := d.edited("Week")
	district := p.draft.now.Clone()
	district.Tiles[0].Words = map[reports.Language]reports.Words{reports.English: {Title: "Our students", Next: "Greet them."}}
	p.change(district)
	p.showAs("School=Birch")
	d.made(p)
	p.askWords("students")
	question := d.shell.asks[len(d.shell.asks)-1].of.(*ask)
	question.hide()

	form := p.newForm("Words")
	form.ask.agreeBy("OK", func() {})
	tile := form.tile("students", "", 0)
	f := &wordsForm{page: p, tile: &tile, whose: newWhose(p), title: form.ask.entry(), label: form.ask.entry(), unit: form.ask.entry(), read: form.ask.lines("", 2), shows: form.ask.lines("", 2), next: form.ask.lines("", 2)}
	f.fill()
	if f.title.Text != "" || f.title.PlaceHolder != "Our students" || f.next.PlaceHolder != "Greet them." {
		t.Errorf("beside the school's own stand %q and %q", f.title.PlaceHolder, f.next.PlaceHolder)
	}
	f.title.SetText("Birch's students")
	f.keep()
	form.put("students", tile)
	d.quiet()
	d.made(p)
	if words := says(p.object); p.titleOf("students") != "Birch's students" || !slices.Contains(words, "Greet them.") {
		t.Errorf("as Birch the page says %q", words)
	}
	p.showAs("School=Cedar")
	d.made(p)
	if got := p.titleOf("students"); got != "Our students" {
		t.Errorf("as Cedar the title is %q", got)
	}
	p.save()
	kept := d.savedBoard("Week").Tiles[0]
	if kept.Words[reports.English].Title != "Our students" || len(kept.Own) != 1 {
		t.Errorf("kept %+v", kept)
	}

	p.showAs("School=Birch")
	d.made(p)
	f.page, f.tile = p, &tile
	tile = p.draft.now.Clone().Tiles[0]
	f.fill()
	if f.title.Text != "Birch's students" {
		t.Errorf("the form shows %q", f.title.Text)
	}
	f.title.SetText("")
	f.keep()
	if tile.Own != nil {
		t.Errorf("words that say nothing are kept: %+v", tile.Own)
	}
}

// A school's own limits stand beside the district's, which the form shows.
func TestOwnLimitsBesideTheDistricts(t *testing.T) {
	d := newBoardDesk(t)
	p := d.edited("Week")
	changed := p.draft.now.Clone()
	changed.Rules = []reports.Rule{{Name: actRule, Tile: "students", Group: limitGroup, Of: reports.LevelOf, Is: reports.IsAtLeast, Value: 25, Status: reports.Act}}
	p.change(changed)
	p.showAs("School=Birch")
	d.made(p)
	p.askLimits("students")
	act := d.shell.asks[len(d.shell.asks)-1].of.(*ask)
	entry := d.shell.newAsk("", "").entry()
	side := newWhose(p)
	if side.label() != "School is Birch" && side.label() != "Birch" {
		t.Errorf("the limits begin for %q", side.label())
	}
	p.fillLimits("students", side.label(), widget.NewSelect([]string{"at least", "at most"}, nil), entry, entry, d.shell.newAsk("", "").entry(), d.shell.newAsk("", "").entry(), act.lines("", 1), act.lines("", 1))
	if entry.PlaceHolder != "everybody: 25" || entry.Text != "" {
		t.Errorf("beside it stands %q, and in it %q", entry.PlaceHolder, entry.Text)
	}
	act.hide()
}
