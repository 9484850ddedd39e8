package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// statusBar is the line at the bottom of the window: what the selection adds up
// to at the left, what a running job does at the right.
type statusBar struct {
	jobs     *jobs
	words    *widget.Label
	step     *widget.Label
	progress *widget.ProgressBar
	waiting  *widget.ProgressBarInfinite
	cancel   *widget.Button
	job      *fyne.Container
	object   fyne.CanvasObject
}

func newStatusBar(jobs *jobs) *statusBar {
	s := &statusBar{
		jobs:     jobs,
		words:    caption(""),
		step:     caption(""),
		progress: widget.NewProgressBar(),
		waiting:  widget.NewProgressBarInfinite(),
	}
	s.words.Truncation = fyne.TextTruncateEllipsis
	s.progress.TextFormatter = func() string { return "" }
	s.waiting.Stop()
	s.cancel = widget.NewButton(say("Cancel"), func() {
		if running := s.jobs.shownJob(); running != nil {
			running.Cancel()
		}
	})
	s.cancel.Importance = widget.LowImportance
	bar := container.New(fixedWidth(160), s.progress, s.waiting)
	s.job = container.NewHBox(s.step, container.NewVBox(newGap(1, 5), container.New(fixedHeight(12), bar)), s.cancel)
	s.job.Hide()
	line := container.NewBorder(nil, nil, nil, s.job, s.words)
	s.object = container.New(newStack(0), newRule(), container.NewStack(newFill(colorSide), container.New(atLeast{fyne.NewSize(0, 34)}, line)))
	jobs.changed = s.refresh
	return s
}

// say shows what the selection adds up to, or nothing.
func (s *statusBar) say(text string) { s.words.SetText(text) }

// refresh shows the job that runs, if people are to know about one.
func (s *statusBar) refresh() {
	running := s.jobs.shownJob()
	if running == nil {
		s.waiting.Stop()
		s.job.Hide()
		return
	}
	progress := running.Progress()
	words := translated(progress.Step)
	if progress.Rows > 0 {
		words += " · " + counted(progress.Rows, "row", "rows")
	}
	s.step.SetText(words)
	if progress.Done < 0 {
		s.progress.Hide()
		s.waiting.Show()
		s.waiting.Start()
	} else {
		s.waiting.Stop()
		s.waiting.Hide()
		s.progress.Show()
		s.progress.SetValue(min(progress.Done, 1))
	}
	s.job.Show()
	s.job.Refresh()
}

// fixedHeight gives its objects this height, whatever they ask for.
type fixedHeight float32

// Layout fills the room.
func (f fixedHeight) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, object := range objects {
		object.Resize(fyne.NewSize(size.Width, float32(f)))
		object.Move(fyne.NewPos(0, (size.Height-float32(f))/2))
	}
}

// MinSize has the fixed height.
func (f fixedHeight) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(atLeast{}.MinSize(objects).Width, float32(f))
}

// notice is a line above the status bar that says how something ended, with
// one thing to do about it, until it is closed or the next one comes.
type notice struct {
	object *fyne.Container
	words  string // what tell said last
}

func newNotice() *notice { return &notice{object: container.NewStack()} }

// tell says that something went well.
func (n *notice) tell(text string, actions ...*widget.Button) {
	n.words = text
	words := widget.NewLabel(text)
	words.Truncation = fyne.TextTruncateEllipsis
	buttons := container.NewHBox()
	for _, action := range actions {
		action.Importance = widget.LowImportance
		buttons.Add(action)
	}
	dismiss := widget.NewButtonWithIcon("", icon("close"), n.clear)
	dismiss.Importance = widget.LowImportance
	buttons.Add(dismiss)
	sign := container.NewPadded(widget.NewIcon(theme.NewColoredResource(icon("check"), theme.ColorNameSuccess)))
	n.show(container.New(newStack(0), newRule(), container.NewStack(newFill(colorNotice), container.NewBorder(nil, nil, sign, buttons, words))))
}

// show puts an object on the line.
func (n *notice) show(object fyne.CanvasObject) {
	n.object.Objects = []fyne.CanvasObject{object}
	n.object.Refresh()
}

// clear takes the line away.
func (n *notice) clear() {
	n.object.Objects = nil
	n.object.Refresh()
}
