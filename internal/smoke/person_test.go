package smoke_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// person does the tasks of a school office, either with the keys alone or with
// the mouse, which then types only what has no other way in: names, numbers and
// paths. Each key, chord, text, click and drag is one step. Steps are counted
// by task, and a picture is kept after each.
type person struct {
	*screen
	keyboard bool
	task     string // what is being done
	steps    int    // of the task
	pictures int    // of the task
	tally    []tally
}

// tally is how many steps a task took.
type tally struct {
	task  string
	steps int
	took  time.Duration
}

// way is how the person works, for the names of pictures.
func (p *person) way() string {
	if p.keyboard {
		return "keyboard"
	}
	return "mouse"
}

// does runs one task and counts its steps. When it fails, what is open over the
// window is closed and the next task begins.
func (p *person) does(number int, task string, work func()) {
	whole := p.t
	whole.Helper()
	began := time.Now()
	p.task, p.steps, p.pictures = fmt.Sprintf("%02d", number), 0, 0
	done := whole.Run(fmt.Sprintf("%s/%02d", p.way(), number), func(t *testing.T) {
		p.t = t
		work()
		p.picture()
		t.Logf("%s, by %s: %d steps", task, p.way(), p.steps)
	})
	p.t = whole
	p.tally = append(p.tally, tally{task, p.steps, time.Since(began)})
	if !done {
		p.shot(fmt.Sprintf("failed-%s-%s", p.task, p.way()))
		p.key("Escape", "Escape", "Escape")
		p.goesTo("Home room", "the home page is shown", p.says("home.import", ""))
	}
}

// picture keeps what the window looks like after a step.
func (p *person) picture() {
	p.t.Helper()
	p.pictures++
	p.shot(fmt.Sprintf("task-%s-%s-%02d", p.task, p.way(), p.pictures))
}

// keys presses keys, each one step.
func (p *person) keys(keys ...string) {
	p.t.Helper()
	p.steps += len(keys)
	p.key(keys...)
}

// clicks presses a button of the mouse in a place until something is so. Only
// the first press is a step: the others are those that a busy machine missed.
func (p *person) clicks(name, what string, done func() bool) {
	p.t.Helper()
	p.steps++
	p.clickUntil(name, what, done)
}

// rightClicks opens the menu of a place.
func (p *person) rightClicks(name string) {
	p.t.Helper()
	p.steps++
	p.repeat("the menu of "+name+" is open", p.menuOpen, func() {
		at := p.waitFor(name, "")
		p.tool("mousemove", strconv.Itoa(at.X+at.W/2), strconv.Itoa(at.Y+at.H/2), "sleep", "0.5", "click", "3", "sleep", "0.2")
	})
}

// repeat does something until something else is so, again when the window has
// come to rest without it: it has then missed what was done.
func (p *person) repeat(what string, done func() bool, act func()) {
	p.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); {
		act()
		if p.settles(done) {
			return
		}
	}
	p.shot("failed")
	p.t.Fatalf("%s: tried in vain until %s; in the window are %v", p.way(), what, p.look())
}

// says reports whether a place is shown and its text has the words.
func (p *person) says(name, words string) func() bool {
	return func() bool {
		shown, there := p.look()[name]
		return there && strings.Contains(shown.Text, words)
	}
}

// gone reports whether a place is no longer shown.
func (p *person) gone(name string) func() bool {
	return func() bool {
		shown := p.look()
		_, there := shown[name]
		return len(shown) > 0 && !there
	}
}

// idle waits until no job runs and nothing changes any more.
func (p *person) idle() {
	p.t.Helper()
	p.rests(200*time.Millisecond, func() bool { return false })
}

// menuOpen reports whether a menu is open.
func (p *person) menuOpen() bool {
	for name := range p.look() {
		if strings.HasPrefix(name, "menu:") {
			return true
		}
	}
	return false
}

// picks chooses a line of the open menu and then of its submenus.
func (p *person) picks(lines ...string) {
	p.t.Helper()
	for i, line := range lines {
		p.waitFor("menu:"+line, "")
		done, what := func() bool { return !p.menuOpen() }, "the menu is closed"
		if i+1 < len(lines) {
			done, what = p.says("menu:"+lines[i+1], ""), "the submenu is open"
		}
		if p.keyboard {
			p.walksMenu(line)
			p.steps++
			p.repeat(what, done, func() {
				if i+1 < len(lines) {
					p.key("Right")
				} else if p.menuOpen() {
					p.key("Return")
				}
			})
		} else {
			p.clicks("menu:"+line, what, done)
		}
	}
}

// walksMenu goes with the arrows to a line of the open menu.
func (p *person) walksMenu(line string) {
	p.t.Helper()
	reached := func() bool { return p.look()["menu"].Text == line }
	for range 20 {
		if reached() {
			return
		}
		shown := p.look()
		at, active := shown["menu"]
		if want, there := shown["menu:"+line]; there {
			key, count := "Down", linesBetween(shown, at, want, active)
			if count < 0 {
				key, count = "Up", -count
			}
			p.keys(slices.Repeat([]string{key}, count)...)
		}
		p.settles(reached)
	}
	p.shot("failed")
	p.t.Fatalf("the arrows do not reach %q; in the window are %v", line, p.look())
}

// linesBetween is how many lines of its menu a line is below the active one, or
// from the top when none is active.
func linesBetween(shown map[string]target, at, want target, active bool) int {
	if active && at.X != want.X {
		active = false // the keys are still on the menu that this one belongs to
	}
	from, to := -1, 0
	var heights []int
	for name, line := range shown {
		if strings.HasPrefix(name, "menu:") && line.X == want.X {
			heights = append(heights, line.Y)
		}
	}
	slices.Sort(heights)
	for i, y := range heights {
		if active && y == at.Y {
			from = i
		}
		if y == want.Y {
			to = i
		}
	}
	return to - from
}

// tabsTo presses Tab until a place has the keyboard.
func (p *person) tabsTo(name string) {
	p.t.Helper()
	has := func() bool {
		shown := p.look()
		at, focus := shown[name], shown["focus"]
		return at.W > 0 && focus.W > 0 && within(focus, at)
	}
	for range 70 {
		if has() {
			return
		}
		before := p.look()["focus"]
		p.keys("Tab")
		p.settles(func() bool { return p.look()["focus"] != before })
	}
	p.shot("failed")
	p.t.Fatalf("Tab does not reach %s at %v; in the window are %v", name, p.look()[name], p.look())
}

// partsTo goes from part to part of the page until one within a place, or around
// it, has the keyboard.
func (p *person) partsTo(name string) {
	p.t.Helper()
	has := func() bool {
		shown := p.look()
		at, focus := shown[name], shown["focus"]
		return at.W > 0 && focus.W > 0 && (within(focus, at) || within(at, focus))
	}
	for range 12 {
		if has() {
			return
		}
		before := p.look()["focus"]
		p.keys("ctrl+F6")
		p.settles(func() bool { return p.look()["focus"] != before })
	}
	p.shot("failed")
	p.t.Fatalf("no part of the page leads to %s at %v; in the window are %v", name, p.look()[name], p.look())
}

// within reports whether a place is inside another one.
func within(inner, outer target) bool {
	return inner.X >= outer.X-3 && inner.Y >= outer.Y-3 && inner.X+inner.W <= outer.X+outer.W+3 && inner.Y+inner.H <= outer.Y+outer.H+3
}

// writes puts a text into a field in place of what is in it.
func (p *person) writes(name, text string) {
	p.t.Helper()
	if p.keyboard {
		p.tabsTo(name)
	} else {
		p.clicks(name, "the field has the keyboard", func() bool {
			at, focus := p.look()[name], p.look()["focus"]
			return focus.W > 0 && focus.Y >= at.Y-3 && focus.X >= at.X-3 && focus.Y <= at.Y+at.H
		})
	}
	p.steps += 2
	p.repeat(name+" holds the text", func() bool { return p.look()[name].Text == text }, func() {
		p.key("ctrl+a")
		p.write(text)
	})
}

// prints writes how many steps each task took.
func prints(t *testing.T, people ...*person) {
	t.Helper()
	var text strings.Builder
	fmt.Fprintf(&text, "\n%-62s", "Steps")
	for _, p := range people {
		fmt.Fprintf(&text, "%12s", p.way())
	}
	for i, row := range people[0].tally {
		fmt.Fprintf(&text, "\n%-62s", fmt.Sprintf("%2d. %s", i+1, row.task))
		for _, p := range people {
			if i < len(p.tally) {
				fmt.Fprintf(&text, "%12d", p.tally[i].steps)
			}
		}
	}
	t.Log(text.String())
}
