package app

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/schoolbench/schoolbench/crosstab/calendar"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// askCalendar shows the workspace's school calendar, to be changed.
func (s *Shell) askCalendar() {
	bench := s.bench
	reading := latest{jobs: s.jobs}
	fetch(&reading, say("Reading the school calendar"), false, func(ctx context.Context, _ func(workbench.Progress)) (*calendar.Calendar, error) {
		return bench.Calendar(ctx)
	}, func(days *calendar.Calendar, err error) {
		if err != nil {
			s.reportProblem(workbench.Problem(err))
			return
		}
		s.showCalendar(days)
	})
}

// showCalendar lets a person write the school calendar.
func (s *Shell) showCalendar(days *calendar.Calendar) {
	bench := s.bench
	question := s.newAsk(say("School calendar"), say("Cancel"))
	text := question.lines(calendarText(days), 10)
	text.SetPlaceHolder("School year: 2025-08-18 to 2026-06-04\nFall: 2025-08-18 to 2025-12-19\nSpring: 2026-01-05 to 2026-06-04\nClosed: 2025-11-24 to 2025-11-28 (Thanksgiving)\nClosed: 2026-01-19\nOpen: 2026-02-07")
	problem := container.NewStack()
	show := func(issue table.Issue) {
		problem.Objects = []fyne.CanvasObject{newProblemPanel(issue)}
		problem.Refresh()
		question.fit()
	}
	question.agreeBy(say("Keep it"), func() {
		made, issue := parseCalendar(text.Text)
		if issue != nil {
			show(*issue)
			return
		}
		s.jobs.start(say("Keeping the school calendar"), false, func(ctx context.Context, _ func(workbench.Progress)) error {
			return bench.SaveCalendar(ctx, made)
		}, func(err error) {
			if err != nil {
				show(workbench.Problem(err))
				return
			}
			question.hide()
			s.calendarChanged()
		})
	})
	question.show(fyne.NewSize(560, 400), text,
		hintText(say("A line for each school year, and beneath it its terms and the days without instruction. Weekends are closed unless a line opens them. Terms, days of instruction and the same school day last year go by it. Without any line there is no calendar.")),
		text, problem)
	s.targets.text("calendar.text", text, func() string { return text.Text })
	s.targets.object("calendar.agree", question.agree)
}

// calendarChanged works out anew what is open and may go by the calendar: terms,
// days of instruction, the same school day last year.
func (s *Shell) calendarChanged() {
	for _, open := range s.pages {
		switch page := open.(type) {
		case *explorePage:
			page.presenter.begin()
		case *boardPage:
			page.run()
		}
	}
}
