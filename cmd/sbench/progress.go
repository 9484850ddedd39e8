package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/workbench"
)

// progressLine draws progress on one line of a terminal, and on anything else
// one line a step, so that a log stays readable.
type progressLine struct {
	out      io.Writer
	redraw   bool
	step     string
	drawn    time.Time
	hasDrawn bool
}

func newProgressLine(out io.Writer) *progressLine {
	return &progressLine{out: out, redraw: isTerminal(out)}
}

// Show draws one report of progress.
func (l *progressLine) Show(progress workbench.Progress) {
	if !l.redraw {
		if progress.Step != l.step {
			l.step = progress.Step
			fmt.Fprintf(l.out, "%s ...\n", progress.Step)
		}
		return
	}
	// Ten times a second is as often as an eye follows.
	if time.Since(l.drawn) < 100*time.Millisecond && progress.Step == l.step {
		return
	}
	l.step, l.drawn, l.hasDrawn = progress.Step, time.Now(), true
	const width = 24
	filled := int(max(0, min(1, progress.Done)) * width)
	line := fmt.Sprintf("[%s%s] %3.0f %%  %s", strings.Repeat("#", filled), strings.Repeat(".", width-filled), max(0, progress.Done)*100, progress.Step)
	if progress.Rows > 0 {
		line += fmt.Sprintf(", %d rows", progress.Rows)
	}
	fmt.Fprintf(l.out, "\r\x1b[K%s", line)
}

// Clear takes the line away before something else is written.
func (l *progressLine) Clear() {
	if l.hasDrawn {
		fmt.Fprint(l.out, "\r\x1b[K")
		l.hasDrawn = false
	}
}
