package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/reports/push/timer"
	"github.com/schoolbench/schoolbench/workbench"
)

func (p *program) pushScheduleCommand() *cobra.Command {
	var workspace, out, system, sbench string
	var install, remove bool
	command := &cobra.Command{
		Use:   "schedule -w WORKSPACE",
		Short: "Set up this computer's own scheduler to send what is due, so that no window need be open",
		Long: `Set up this computer's own scheduler (systemd, launchd, or the Windows Task
Scheduler) to run "sbench push send --due" every few minutes, so that no window
need be open. Without a flag nothing is changed: the files and the commands are
printed.`,
		Args: nothing,
	}
	workspaceFlag(command, &workspace)
	command.Flags().StringVar(&out, "out", "", "write the files into this folder, to look at or to install by hand")
	command.Flags().BoolVar(&install, "install", false, "put the files in their places and switch the timer on")
	command.Flags().BoolVar(&remove, "remove", false, "switch the timer off and remove its files")
	command.Flags().StringVar(&system, "system", runtime.GOOS, "linux, darwin or windows")
	command.Flags().StringVar(&sbench, "program", "", "the program to run (default: this one)")
	command.MarkFlagsMutuallyExclusive("out", "install", "remove")
	command.RunE = p.work(func(command *cobra.Command, _ []string) error {
		if (install || remove) && system != runtime.GOOS {
			return p.misused("--system %s: only this computer's own scheduler (%s) can be set up", system, runtime.GOOS)
		}
		task, err := p.task(workspace, sbench)
		if err != nil {
			return err
		}
		setup, known := timer.Describe(timer.System(system), task)
		if !known {
			return p.misused("--system %s: use linux, darwin or windows", system)
		}
		switch {
		case install:
			return p.installTimer(command, setup)
		case remove:
			return p.removeTimer(command, setup)
		case out != "":
			for i, file := range setup.Files {
				setup.Files[i].Path = filepath.Join(out, filepath.Base(file.Path))
			}
			return workbench.WriteTimerFiles(setup)
		}
		for _, file := range setup.Files {
			fmt.Fprintf(p.stdout, "# %s\n%s\n", file.Path, file.Text())
		}
		fmt.Fprintln(p.stdout, "# to switch it on")
		for _, words := range setup.Install {
			fmt.Fprintln(p.stdout, strings.Join(words, " "))
		}
		fmt.Fprintf(p.stderr, "Nothing was changed; --install does what is printed. Then:\n%s\n%s\n", setup.Sentence, setup.Caution)
		return nil
	})
	return command
}

// task says what the scheduler is to run. The workspace must exist.
func (p *program) task(workspace, program string) (timer.Task, error) {
	if program == "" {
		var err error
		if program, err = os.Executable(); err != nil {
			return timer.Task{}, err
		}
	}
	return workbench.TimerTask(workspace, program, p.now())
}

func (p *program) installTimer(command *cobra.Command, setup timer.Setup) error {
	if err := workbench.InstallTimer(command.Context(), setup); err != nil {
		return err
	}
	fmt.Fprintf(p.stderr, "%s\n%s\n", setup.Sentence, setup.Caution)
	return nil
}

func (p *program) removeTimer(command *cobra.Command, setup timer.Setup) error {
	err := workbench.RemoveTimer(command.Context(), setup)
	if err == nil {
		fmt.Fprintln(p.stderr, "This computer no longer sends what is due by itself.")
	}
	return err
}
