package workbench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/reports/push/timer"
	"github.com/schoolbench/schoolbench/table"
)

// TimerTask says what a system's scheduler is to run for a workspace, which must
// exist. program is the path of sbench.
func TimerTask(workspace, program string, now time.Time) (timer.Task, error) {
	task := timer.Task{Now: now}
	var err error
	if task.Workspace, err = filepath.Abs(workspace); err != nil {
		return task, err
	}
	if _, err := os.Stat(task.Workspace); err != nil {
		return task, err
	}
	if task.Program, err = filepath.Abs(program); err != nil {
		return task, err
	}
	if task.Home, err = os.UserHomeDir(); err != nil {
		return task, err
	}
	task.Configuration, err = os.UserConfigDir()
	return task, err
}

// ProgramBeside is the path of sbench next to the program that runs, or else
// where the system finds it. That there is none is a *table.Issue.
func ProgramBeside() (string, error) {
	name := "sbench"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	if here, err := os.Executable(); err == nil {
		beside := filepath.Join(filepath.Dir(here), name)
		if info, err := os.Stat(beside); err == nil && !info.IsDir() {
			return beside, nil
		}
	}
	found, err := exec.LookPath(name)
	if err != nil {
		return "", table.Failed("push-program", table.Where{}, "The program sbench, which sends while no window is open, is not on this computer.",
			"Put it into the same folder as Schoolbench, then set this up again.", err)
	}
	return filepath.Abs(found)
}

// TimerSet reports whether the files of a set-up are in their places.
func TimerSet(setup timer.Setup) bool {
	for _, file := range setup.Files {
		if _, err := os.Stat(file.Path); err != nil {
			return false
		}
	}
	return len(setup.Files) > 0
}

// WriteTimerFiles puts the files of a set-up into their places.
func WriteTimerFiles(setup timer.Setup) error {
	for _, file := range setup.Files {
		if err := os.MkdirAll(filepath.Dir(file.Path), 0o700); err != nil {
			return err
		}
		err := WriteFile(file.Path, func(w io.Writer) error {
			_, err := w.Write(file.Content)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// InstallTimer puts the files of a set-up into their places and switches it on.
// A scheduler that refuses is a *table.Issue, and leaves nothing behind that
// would look as if it had not; files that were there before stay.
func InstallTimer(ctx context.Context, setup timer.Setup) error {
	before := TimerSet(setup)
	err := WriteTimerFiles(setup)
	if err == nil {
		err = runCommands(ctx, setup.Install)
	}
	if err != nil && !before {
		err = errors.Join(err, removeTimerFiles(setup))
	}
	return err
}

func removeTimerFiles(setup timer.Setup) error {
	var failures []error
	for _, file := range setup.Files {
		if err := os.Remove(file.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failures = append(failures, err)
		}
	}
	return errors.Join(failures...)
}

// RemoveTimer switches a set-up off and removes its files.
func RemoveTimer(ctx context.Context, setup timer.Setup) error {
	return errors.Join(runCommands(ctx, setup.Remove), removeTimerFiles(setup))
}

// runCommands runs the commands of a system's scheduler.
func runCommands(ctx context.Context, commands [][]string) error {
	for _, words := range commands {
		output, err := exec.CommandContext(ctx, words[0], words[1:]...).CombinedOutput()
		if err != nil {
			return table.Failed("push-scheduler", table.Where{}, fmt.Sprintf("The system's scheduler refused: %q said %q.", strings.Join(words, " "), strings.TrimSpace(string(output)+" "+err.Error())),
				"Print what is to be set up with sbench push schedule, and ask whoever looks after this computer.", err)
		}
	}
	return nil
}
