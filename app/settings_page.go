package app

import (
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/workbench"
)

// settingsKey is the key of the page of settings.
const settingsKey = "settings"

// settingsPage is what a person may have differently: how the window looks, its
// language, and where files go. Everything holds at once and is remembered for
// this person on this computer.
type settingsPage struct {
	shell  *Shell
	size   *widget.Select
	light  *widget.Select
	strong *widget.Check
	speaks *widget.Select
	folder *widget.Label
	body   *fyne.Container
	object fyne.CanvasObject
}

func newSettingsPage(s *Shell) *settingsPage {
	p := &settingsPage{shell: s}
	p.build()
	p.refresh()
	return p
}

func (p *settingsPage) key() string                { return settingsKey }
func (p *settingsPage) title() string              { return say("Settings") }
func (p *settingsPage) iconName() string           { return "settings" }
func (p *settingsPage) room() room                 { return settingsRoom }
func (p *settingsPage) content() fyne.CanvasObject { return p.object }
func (p *settingsPage) close()                     {}
func (p *settingsPage) keep() (openTab, bool)      { return openTab{Kind: settingsTab}, true }

func (s *Shell) openSettings() {
	s.open(settingsKey, func() page { return newSettingsPage(s) })
}

// build makes the parts of the page.
func (p *settingsPage) build() {
	s := p.shell
	p.size = newChoice(textSizes(), textSize.word, func(size textSize) { s.setTextSize(size) })
	p.light = newChoice(appearances(), appearance.word, func(chosen appearance) { s.setAppearance(chosen) })
	p.speaks = newChoice(languages(), language.word, func(chosen language) { s.setLanguage(chosen) })
	p.strong = widget.NewCheck(say("Black on white or white on black, with dark outlines"), s.setContrast)
	p.folder = widget.NewLabel("")
	p.folder.Truncation = fyne.TextTruncateEllipsis
	change := plainButton(say("Change…"), "folder", func() {
		s.chooseFolder(func(folder string) {
			s.preferences.setExportFolder(folder)
			p.refresh()
		})
	})
	words := plainButton(say("Words and their meaning here…"), "report", s.openGlossary)
	words.Alignment = widget.ButtonAlignLeading

	days := plainButton(say("School calendar…"), "note", s.askCalendar)
	days.Alignment = widget.ButtonAlignLeading
	terms := setting(say("Terms and closed days"), container.NewHBox(container.NewCenter(days)))
	if s.bench == nil {
		terms.Hide()
	} else {
		s.targets.object("settings.calendar", days)
	}

	p.body = container.New(newStack(6),
		heading(say("Settings")),
		hint(say("They hold at once, and for you on this computer alone: nothing of them is in a workspace, except for the glossary and the school calendar.")),
		newGap(1, 4), subheading(say("Look")),
		setting(say("Text size"), p.size),
		setting(say("Light or dark"), p.light),
		setting(say("High contrast"), p.strong),
		newGap(1, 8), subheading(say("Language")),
		setting(say("Language of the window"), p.speaks),
		hint(say("What files, people and reports say stays in their own words. Dashboards that name no language follow the window.")),
		newGap(1, 8), subheading(say("Glossary")),
		setting(say("District and school words"), container.NewHBox(container.NewCenter(words))),
		terms,
		newGap(1, 8), subheading(say("Files")),
		setting(say("Exports go to"), container.NewBorder(nil, nil, nil, change, p.folder)),
	)
	if s.bench != nil {
		folder := filepath.Dir(s.bench.Path())
		p.body.Add(setting(say("This workspace"), p.place(s.bench.Path(), folder)))
	}
	if folder := s.application.Storage().RootURI().Path(); folder != "" {
		p.body.Add(setting(say("These settings"), p.place(folder, folder)))
	}
	p.object = container.New(measuredScroll{}, container.NewVScroll(container.New(measured{width: 760, top: 16}, p.body)))
	s.targets.object("settings.size", p.size)
	s.targets.object("settings.light", p.light)
	s.targets.object("settings.contrast", p.strong)
	s.targets.object("settings.language", p.speaks)
	s.targets.object("settings.glossary", words)
}

// place shows where something is kept, with a button that opens the folder.
func (p *settingsPage) place(path, folder string) fyne.CanvasObject {
	home, _ := os.UserHomeDir()
	words := widget.NewLabel(filepath.Join(shortFolder(path, home), filepath.Base(path)))
	words.Truncation = fyne.TextTruncateEllipsis
	return container.NewBorder(nil, nil, nil, plainButton(say("Show folder"), "folder", func() { p.shell.openOutside(folder) }), words)
}

// refresh shows what is chosen now, which the menus may have changed.
func (p *settingsPage) refresh() {
	look := p.shell.preferences.look()
	choose(p.size, textSizes(), look.textSize)
	choose(p.light, appearances(), look.appearance)
	choose(p.speaks, languages(), p.shell.preferences.language())
	if p.strong.Checked != look.contrast {
		p.strong.Checked = look.contrast
		p.strong.Refresh()
	}
	p.folder.SetText(p.shell.exportFolder())
}

// setting is a line with the name of a setting and what sets it.
func setting(name string, object fyne.CanvasObject) fyne.CanvasObject {
	label := widget.NewLabel(name)
	label.Wrapping = fyne.TextWrapWord
	return container.NewBorder(nil, nil, container.New(fixedWidth(220), label), nil, framed(object))
}

// newChoice is a list to choose one of several from, each by its word.
func newChoice[T comparable](all []T, word func(T) string, chosen func(T)) *widget.Select {
	words := make([]string, len(all))
	for i, each := range all {
		words[i] = word(each)
	}
	list := widget.NewSelect(words, nil)
	list.OnChanged = func(string) { chosen(all[list.SelectedIndex()]) }
	return list
}

// choose shows what is chosen, without choosing it again.
func choose[T comparable](list *widget.Select, all []T, chosen T) {
	for i, each := range all {
		if each == chosen && list.SelectedIndex() != i {
			act := list.OnChanged
			list.OnChanged = nil
			list.SetSelectedIndex(i)
			list.OnChanged = act
		}
	}
}

// word is the size's name.
func (s textSize) word() string {
	switch s {
	case smallText:
		return say("Small")
	case largeText:
		return say("Large")
	case largestText:
		return say("Very large")
	case doubleText:
		return say("Twice as large")
	}
	return say("Normal")
}

// appearances lists the appearances in the order in which they are offered.
func appearances() []appearance { return []appearance{light, dark, followSystem} }

// word is the appearance's name.
func (a appearance) word() string {
	switch a {
	case light:
		return say("Light")
	case dark:
		return say("Dark")
	}
	return say("As the computer is set")
}

// setContrast draws everything with as much contrast as there is, or as usual.
func (s *Shell) setContrast(strong bool) {
	now := s.preferences.look()
	if now.contrast != strong {
		now.contrast = strong
		s.setLook(now)
	}
}

// setLanguage has the window speak a language from now on.
func (s *Shell) setLanguage(chosen language) {
	if chosen == s.preferences.language() {
		return
	}
	s.preferences.setLanguage(chosen)
	if err := speak(chosen); err != nil {
		s.reportProblem(workbench.Problem(err))
		return
	}
	s.redraw()
}
