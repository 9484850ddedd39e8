package app

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/workbench"
)

// exampleCards are the worked examples, when the datasets that they are about
// are in the workspace, as in the sample district; nil otherwise.
func (p *homePage) exampleCards() fyne.CanvasObject {
	s := p.shell
	cards := container.New(newCards(480, 66, 10))
	for i, example := range workbench.Examples() {
		if !s.has(example.Report) {
			continue
		}
		card := newCardButton("explore", example.Question, example.Shows, func() { s.openExample(example) })
		s.targets.object(fmt.Sprintf("home.example:%d", i+1), card)
		cards.Add(card)
	}
	if len(cards.Objects) == 0 {
		return nil
	}
	return cards
}

// has reports whether the datasets of a report are in the workspace.
func (s *Shell) has(report reports.Report) bool {
	names := []string{report.Dataset}
	for _, join := range report.Spec.Joins {
		names = append(names, join.Dataset)
	}
	for _, name := range names {
		if _, listed := s.dataset(name); !listed {
			return false
		}
	}
	return true
}

// openExample opens a worked example as work that is not saved.
func (s *Shell) openExample(example workbench.Example) {
	key := "example:" + example.Question
	s.open(key, func() page { return newExplorePage(s, key, example.Report) })
}
