package smoke_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// goesTo opens something by its name from anywhere: a person with a keyboard.
func (p *person) goesTo(words, what string, done func() bool) {
	p.t.Helper()
	p.steps += 3
	chosen := false
	p.repeat(what, func() bool { return chosen && done() }, func() {
		if p.says("goto", "")() {
			p.key("Escape")
			p.waitUntil("Go to is closed", p.gone("goto"))
		}
		p.key("ctrl+k")
		if !p.settles(p.says("goto", "")) {
			return
		}
		p.write(words)
		if p.settles(func() bool { return p.look()["goto"].Text == words }) {
			p.key("Return")
			chosen = true
		}
	})
}

// opensDataset shows the rows of a dataset.
func (p *person) opensDataset(name string) {
	p.t.Helper()
	there := func() bool { return p.look()["window"].Text == name && p.says("dataset.detail", "row")() }
	if p.keyboard {
		p.goesTo(name+" dataset", "the rows are shown", there)
	} else {
		p.clicks("side:dataset:"+name, "the rows are shown", there)
	}
	p.idle()
	p.picture()
}

// explores begins a cross-tab of a dataset.
func (p *person) explores(dataset string) {
	p.t.Helper()
	open := p.says("window", "Explore "+dataset)
	if p.keyboard {
		p.goesTo("Explore "+dataset, "an exploration is open", open)
	} else {
		p.opensDataset(dataset)
		p.clicks("dataset.explore", "an exploration is open", open)
	}
	p.waitFor("shelf:rows", "empty")
	p.idle()
	p.picture()
}

// brings adds a column of another dataset, or a number rolled up from it.
func (p *person) brings(dataset, what string) {
	p.t.Helper()
	open := p.says("join.dataset", "")
	if p.keyboard {
		p.goesTo("Bring a field of another dataset", "the dialog is open", open)
	} else {
		p.clicks("explore.join", "the dialog is open", open)
	}
	p.chooses("join.dataset", func(line string) bool { return strings.HasPrefix(line, dataset+",") })
	p.chooses("join.what", func(line string) bool { return line == what })
	if p.keyboard {
		p.steps++
		p.repeat("the dialog is closed", p.gone("join.agree"), func() { p.key("Return") })
	} else {
		p.clicks("join.agree", "the dialog is closed", p.gone("join.agree"))
	}
	p.idle()
	p.picture()
}

// chooses takes a line of a list to choose from.
func (p *person) chooses(name string, wanted func(line string) bool) {
	p.t.Helper()
	is := func() bool { return wanted(p.look()[name].Text) }
	if is() {
		return
	}
	if p.keyboard {
		p.tabsTo(name)
		for range 60 {
			if is() {
				return
			}
			before := p.look()[name].Text
			p.keys("Right")
			p.settles(func() bool { return p.look()[name].Text != before })
		}
		p.shot("failed")
		p.t.Fatalf("the line is not in %s; in the window are %v", name, p.look())
	}
	p.clicks(name, "the list is open", p.menuOpen)
	shown, first := p.look(), "" // the first of several that would do, as with the keys
	for line, at := range shown {
		if text, isLine := strings.CutPrefix(line, "menu:"); isLine && wanted(text) && (first == "" || at.Y < shown[first].Y) {
			first = line
		}
	}
	if first != "" {
		p.clicks(first, "the line is chosen", is)
		return
	}
	p.shot("failed")
	p.t.Fatalf("the line is not in %s; in the window are %v", name, p.look())
}

// puts finds a field in the list at the left and chooses what becomes of it
// from its menu.
func (p *person) puts(field string, lines ...string) {
	p.t.Helper()
	if p.keyboard {
		p.keys("ctrl+f")
	} else {
		p.clicks("explore.search", "the box has the keyboard", func() bool {
			at, focus := p.look()["explore.search"], p.look()["focus"]
			return focus.W > 0 && focus.Y >= at.Y-3 && focus.Y < at.Y+at.H && focus.X >= at.X-3 && focus.X < at.X+at.W
		})
	}
	p.steps += 2
	alone := func() bool {
		var shown []string
		for name := range p.look() {
			if strings.HasPrefix(name, "field:") {
				shown = append(shown, name)
			}
		}
		return slices.Contains(shown, "field:"+field) && len(shown) <= 5
	}
	p.repeat("the field is found", alone, func() {
		p.key("ctrl+a")
		p.write(field)
	})
	if p.keyboard {
		p.keys(slices.Repeat([]string{"Down"}, p.fieldsAbove(field)+1)...)
		p.steps++
		p.repeat("the menu of the field is open", p.menuOpen, func() { p.key("shift+F10") })
	} else {
		p.rightClicks("field:" + field)
	}
	p.picks(lines...)
	p.idle()
	p.picture()
}

// fieldsAbove is how many fields of the list stand above a field.
func (p *person) fieldsAbove(field string) int {
	shown, above := p.look(), 0
	for name, at := range shown {
		if strings.HasPrefix(name, "field:") && at.Y < shown["field:"+field].Y {
			above++
		}
	}
	return above
}

// changes opens the menu of a chip and chooses from it.
func (p *person) changes(shelf string, place int, lines ...string) {
	p.t.Helper()
	chip := fmt.Sprintf("chip:%s:%d", shelf, place)
	p.waitFor(chip, "")
	if p.keyboard {
		p.partsTo("shelf:" + shelf)
		for range place {
			before := p.look()["focus"]
			p.keys("Right")
			p.settles(func() bool { return p.look()["focus"] != before })
		}
		p.steps++
		p.repeat("the menu of the chip is open", p.menuOpen, func() { p.key("Return") })
	} else {
		p.clicks(chip, "the menu of the chip is open", p.menuOpen)
	}
	p.picks(lines...)
	p.idle()
	p.picture()
}

// filters keeps only rows for which an expression is true.
func (p *person) filters(expression string) {
	p.t.Helper()
	if p.keyboard {
		p.keys("ctrl+shift+l")
		p.steps++
		p.repeat("the filter holds the text", p.says("explore.filter", expression), func() {
			p.key("ctrl+a")
			p.write(expression)
		})
	} else {
		if formula := p.look(); formula["explore.filter"].W == 0 && formula["explore.formula"].W > 0 {
			p.clicks("explore.formula", "the filter can be written as a formula", p.says("explore.filter", ""))
		}
		p.writes("explore.filter", expression)
	}
	p.idle()
	p.picture()
}

// exports writes what is shown to a file.
func (p *person) exports(button, path string) {
	p.t.Helper()
	open := p.says("export.path", "")
	if p.keyboard {
		p.steps++
		p.repeat("the dialog is open", open, func() { p.key("ctrl+shift+e") })
		p.steps += 2
		p.repeat("the path is written", func() bool { return p.look()["export.path"].Text == path }, func() {
			p.key("ctrl+a")
			p.write(path)
		})
	} else {
		p.clicks(button, "the dialog is open", open)
		p.writes("export.path", path)
	}
	p.picture()
	written := func() bool { _, err := os.Stat(path); return err == nil }
	if p.keyboard {
		p.steps++
		p.repeat("the file is written", written, func() { p.key("Return") })
	} else {
		p.clicks("export.save", "the file is written", written)
	}
	p.waitFor("notice", "Saved "+path)
	p.idle()
	p.picture()
}
