package app

import (
	"context"
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports/push/timer"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// askTimer shows what is set up on this computer so that pushes go out while no
// window is open, and sets it up or takes it away.
func (s *Shell) askTimer() {
	if s.bench == nil {
		return
	}
	setup, err := s.timerSetup()
	if err != nil {
		s.reportProblem(workbench.Problem(err))
		return
	}
	isSet := workbench.TimerSet(setup)
	question := s.newAsk(say("Send while no window is open"), say("Close"))
	words, agree := say("It is not set up yet. Once it is: %s", lowerFirst(translated(setup.Sentence))), say("Set it up on this computer")
	if isSet {
		words, agree = say("It is set up. %s", translated(setup.Sentence)), say("Take it away")
	}
	said := container.NewStack()
	working := &latest{jobs: s.jobs}
	question.agreeBy(agree, func() {
		question.agree.Disable()
		working.start(say("Setting up this computer"), true, func(ctx context.Context, _ func(workbench.Progress)) error {
			if isSet {
				return workbench.RemoveTimer(ctx, setup)
			}
			return workbench.InstallTimer(ctx, setup)
		}, func(err error) {
			question.agree.Enable()
			if err != nil {
				said.Objects = []fyne.CanvasObject{newProblemPanel(workbench.Problem(err))}
				said.Refresh()
				question.fit()
				return
			}
			question.hide()
			if isSet {
				s.notice.tell(say("This computer no longer sends what is due by itself."))
			} else {
				s.notice.tell(say("This computer sends what is due, also while no window is open."))
			}
		})
	})
	var lines []string
	for _, file := range setup.Files {
		lines = append(lines, file.Path)
	}
	for _, command := range setup.Install {
		lines = append(lines, strings.Join(command, " "))
	}
	files := widget.NewLabel(strings.Join(lines, "\n"))
	files.TextStyle.Monospace = true
	files.Wrapping = fyne.TextWrapBreak
	question.show(fyne.NewSize(640, 300), nil, hintText(words), hintText(translated(setup.Caution)), widget.NewLabel(say("The files and the commands")), files, said)
	s.targets.object("timer.agree", question.agree)
}

// timerSetup is what this computer's scheduler would be told.
func (s *Shell) timerSetup() (timer.Setup, error) {
	program, err := workbench.ProgramBeside()
	if err != nil {
		return timer.Setup{}, err
	}
	task, err := workbench.TimerTask(s.bench.Path(), program, s.now())
	if err != nil {
		return timer.Setup{}, err
	}
	setup, known := timer.Describe(timer.System(runtime.GOOS), task)
	if !known {
		return setup, table.Failed("push-scheduler", table.Where{}, say("The scheduler of this system is not known."), say("Have sbench push send --due run every few minutes."), nil)
	}
	return setup, nil
}

// lowerFirst writes a sentence as it goes on after a colon.
func lowerFirst(text string) string {
	if text == "" {
		return ""
	}
	runes := []rune(text)
	return strings.ToLower(string(runes[:1])) + string(runes[1:])
}
