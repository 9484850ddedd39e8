package app

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// save asks for the report's name and keeps it in the workspace.
func (p *explorePage) save() {
	if p.presenter.empty() {
		return
	}
	s := p.shell
	question := s.newAsk(say("Save report"), say("Cancel"))
	name := question.entry()
	suggested := p.presenter.report.Name
	if suggested == "" {
		suggested = strings.TrimSuffix(p.presenter.sentence(), ".")
	}
	name.setSelected(suggested)
	problem := container.NewStack()
	replace := false
	var submit func()
	question.agreeBy(say("Save"), func() { submit() })
	keep := question.agree
	name.OnChanged = func(string) {
		if !replace && len(problem.Objects) == 0 {
			return
		}
		replace = false
		keep.SetText(say("Save"))
		problem.Objects = nil
		problem.Refresh()
		question.fit()
	}
	submit = func() {
		if issue := s.checkReportName(name.Text, p.presenter.report.Name, replace); issue != nil {
			problem.Objects = []fyne.CanvasObject{newProblemPanel(*issue)}
			problem.Refresh()
			if issue.Code == "report-exists" {
				replace = true
				keep.SetText(say("Replace it"))
			}
			question.fit()
			return
		}
		question.hide()
		p.presenter.save(name.Text, func(err error) {
			if err != nil {
				s.reportProblem(workbench.Problem(err))
				return
			}
			p.id = reportKey(p.presenter.report.Name)
			s.retitle(p)
			s.notice.tell(say("Saved the report %s in this workspace.", p.presenter.report.Name))
			s.reload()
		})
	}
	question.show(fyne.NewSize(560, 240), name,
		hintText(say("A report keeps the question, not the numbers: opened again, it is made anew from the rows as they are then.")),
		widget.NewLabel(say("Name")), inset(name), problem)
	s.targets.text("report.name", name, func() string { return name.Text })
	s.targets.object("report.save", keep)
}

// checkReportName says why a report cannot be saved under this name, or nil.
// Another report of the name is replaced only when that was said.
func (s *Shell) checkReportName(name, own string, replace bool) *table.Issue {
	name = strings.TrimSpace(name)
	if name == "" {
		return table.Failed("report-unnamed", table.Where{}, say("The report has no name yet."), say("Give it a name that you will recognise next week."), nil)
	}
	if replace || strings.EqualFold(name, own) {
		return nil
	}
	for _, other := range s.reports {
		if strings.EqualFold(other.Name, name) {
			return table.Failed("report-exists", table.Where{}, say("There is a report of this name already."), say("Choose another name, or replace it."), nil)
		}
	}
	return nil
}

// openReport opens a saved report.
func (s *Shell) openReport(name string) {
	for _, report := range s.reports {
		if strings.EqualFold(report.Name, name) {
			s.openExplore(report)
			return
		}
	}
}

// showReportMenu offers what can be done with a saved report.
func (s *Shell) showReportMenu(name string, position fyne.Position) {
	s.popUp(position,
		fyne.NewMenuItem(say("Open"), func() { s.openReport(name) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(say("Export…"), func() { s.exportReport(name) }),
		fyne.NewMenuItem(say("Delete the report…"), func() { s.askDeleteReport(name) }),
	)
}

// exportReport runs a saved report and writes it to a file.
func (s *Shell) exportReport(name string) {
	bench, language := s.bench, spoken()
	s.askExport(name, tableFormats(), func(ctx context.Context) (*reports.Document, error) {
		report, err := bench.Report(ctx, name)
		if err != nil {
			return nil, err
		}
		if report.Title == "" {
			report.Title = report.Name // the file is called what the report is
		}
		report.Language = language
		view, err := bench.Run(ctx, report)
		if err != nil {
			return nil, err
		}
		return view.Document, nil
	})
}

// askDeleteReport asks before a saved report is deleted.
func (s *Shell) askDeleteReport(name string) {
	s.askFirst(say("Delete %s?", name), say("Delete"), say("Keep it"), say("The data it shows stays in the workspace."), func() {
		bench := s.bench
		s.jobs.start(say("Deleting %s", name), false, func(ctx context.Context, _ func(workbench.Progress)) error {
			return bench.DeleteReport(ctx, name)
		}, func(err error) {
			if err != nil {
				s.reportProblem(workbench.Problem(err))
				return
			}
			if shown := s.find(reportKey(name)); shown != nil {
				s.closePage(shown)
			}
			s.reload()
		})
	})
}
