// Package timer writes what an operating system's own scheduler needs to send
// what is due while no window is open: a systemd timer of the user, a launchd
// agent, or a task for the Windows Task Scheduler.
//
// The scheduler only wakes the program every few minutes and knows nothing of
// pushes: what is due when is decided by package push, so that a schedule can
// be changed without setting anything up again. Describe writes nothing and
// runs nothing; it says what would have to be written and run.
package timer

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf16"
)

// minutes is how often the program is woken.
const minutes = 5

// System is an operating system with a scheduler.
type System string

// The systems, by the names that Go has for them.
const (
	Linux   System = "linux"
	MacOS   System = "darwin"
	Windows System = "windows"
)

// Systems lists the systems.
func Systems() []System { return []System{Linux, MacOS, Windows} }

// Task is what to wake: the program, and the workspace it is to look into.
type Task struct {
	Program   string // the full path of sbench
	Workspace string // the full path of the workspace
	// Home is the person's home folder, and Configuration the folder of their
	// settings, where Linux keeps timers.
	Home, Configuration string
	// Now is when the task is set up; Windows wants a day to begin with.
	Now time.Time
}

// File is a file that the scheduler reads.
type File struct {
	Path    string
	Content []byte
}

// Text is the content as it is read, whatever its encoding.
func (f File) Text() string {
	if len(f.Content) < 2 || f.Content[0] != 0xFF || f.Content[1] != 0xFE {
		return string(f.Content)
	}
	units := make([]uint16, 0, len(f.Content)/2)
	for i := 2; i+1 < len(f.Content); i += 2 {
		units = append(units, uint16(f.Content[i])|uint16(f.Content[i+1])<<8)
	}
	return string(utf16.Decode(units))
}

// Setup is what has to be written and run.
type Setup struct {
	Name  string
	Files []File
	// Install and Remove are the commands that switch it on, once the files are
	// in their places, and off again. Each is a program and its arguments.
	Install, Remove [][]string
	// Sentence says what will happen, and Caution what may keep it from
	// happening.
	Sentence, Caution string
}

// Describe says how a system is told to wake the program. It is false for a
// system whose scheduler is not known.
func Describe(system System, task Task) (Setup, bool) {
	setup := Setup{
		Name:     "schoolbench-push-" + task.mark(),
		Sentence: fmt.Sprintf("Every %d minutes this computer looks whether a push of %s is due, and sends it. What was missed while it was off is sent once when it is on again.", minutes, task.Workspace),
	}
	switch system {
	case Linux:
		task.systemd(&setup)
	case MacOS:
		task.launchd(&setup)
	case Windows:
		task.scheduler(&setup)
	default:
		return Setup{}, false
	}
	return setup, true
}

// mark tells workspaces apart in the names of tasks.
func (t Task) mark() string {
	sum := sha256.Sum256([]byte(t.Workspace))
	return hex.EncodeToString(sum[:4])
}

func (t Task) arguments() []string {
	return []string{"push", "send", "--due", "-w", t.Workspace}
}

func (t Task) systemd(setup *Setup) {
	quoted := []string{systemdQuote(t.Program)}
	for _, argument := range t.arguments() {
		quoted = append(quoted, systemdQuote(argument))
	}
	folder := path.Join(t.Configuration, "systemd", "user")
	unit := setup.Name + ".timer"
	setup.Files = []File{
		{path.Join(folder, setup.Name+".service"), []byte("[Unit]\nDescription=Send what is due from a Schoolbench workspace\n\n[Service]\nType=oneshot\nUMask=0077\nExecStart=" + strings.Join(quoted, " ") + "\n")},
		{path.Join(folder, unit), []byte(fmt.Sprintf("[Unit]\nDescription=Look whether a Schoolbench push is due\n\n[Timer]\nOnCalendar=*:0/%d\nPersistent=true\nAccuracySec=30s\n\n[Install]\nWantedBy=timers.target\n", minutes))},
	}
	setup.Install = [][]string{{"systemctl", "--user", "daemon-reload"}, {"systemctl", "--user", "enable", "--now", unit}}
	setup.Remove = [][]string{{"systemctl", "--user", "disable", "--now", unit}}
	setup.Caution = "The timer runs while you are signed in. For it to run on a server where nobody is, an administrator says once: loginctl enable-linger"
}

// systemdQuote writes a word of a command line as systemd reads it.
func systemdQuote(word string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `%`, `%%`, `$`, `$$`, "\n", `\n`).Replace(word) + `"`
}

func (t Task) launchd(setup *Setup) {
	label := "org.schoolbench.push." + t.mark()
	setup.Name = label
	file := path.Join(t.Home, "Library", "LaunchAgents", label+".plist")
	var arguments strings.Builder
	for _, argument := range append([]string{t.Program}, t.arguments()...) {
		arguments.WriteString("\t\t<string>" + escape(argument) + "</string>\n")
	}
	setup.Files = []File{{file, []byte(fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>Label</key>
	<string>%s</string>
	<key>ProgramArguments</key>
	<array>
%s	</array>
	<key>StartInterval</key>
	<integer>%d</integer>
	<key>RunAtLoad</key>
	<true/>
	<key>Umask</key>
	<integer>63</integer>
</dict>
</plist>
`, escape(label), arguments.String(), minutes*60))}}
	setup.Install = [][]string{{"launchctl", "load", "-w", file}}
	setup.Remove = [][]string{{"launchctl", "unload", "-w", file}}
	setup.Caution = "The agent runs while you are signed in, and once after the computer was asleep."
}

func (t Task) scheduler(setup *Setup) {
	name := `Schoolbench\` + setup.Name
	quoted := make([]string, 0, 5)
	for _, argument := range t.arguments() {
		quoted = append(quoted, windowsQuote(argument))
	}
	file := filepath.Join(t.Configuration, "Schoolbench", setup.Name+".xml")
	text := fmt.Sprintf(`<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Send what is due from a Schoolbench workspace</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>%sT00:00:00</StartBoundary>
      <Repetition>
        <Interval>PT%dM</Interval>
        <Duration>P1D</Duration>
      </Repetition>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT12H</ExecutionTimeLimit>
  </Settings>
  <Actions>
    <Exec>
      <Command>%s</Command>
      <Arguments>%s</Arguments>
    </Exec>
  </Actions>
</Task>
`, t.Now.Format(time.DateOnly), minutes, escape(t.Program), escape(strings.Join(quoted, " ")))
	// The Task Scheduler reads UTF-16 alone.
	content := []byte{0xFF, 0xFE}
	for _, unit := range utf16.Encode([]rune(strings.ReplaceAll(text, "\n", "\r\n"))) {
		content = append(content, byte(unit), byte(unit>>8))
	}
	setup.Files = []File{{file, content}}
	setup.Install = [][]string{{"schtasks", "/Create", "/TN", name, "/XML", file, "/F"}}
	setup.Remove = [][]string{{"schtasks", "/Delete", "/TN", name, "/F"}}
	setup.Caution = "The task runs while you are signed in, also when the screen is locked."
}

// windowsQuote writes an argument so that a Windows program reads it as one.
func windowsQuote(word string) string {
	if word != "" && !strings.ContainsAny(word, " \t\"") {
		return word
	}
	var quoted strings.Builder
	quoted.WriteByte('"')
	backslashes := 0
	for _, r := range word {
		switch r {
		case '\\':
			backslashes++
			continue
		case '"':
			quoted.WriteString(strings.Repeat(`\`, 2*backslashes+1))
		default:
			quoted.WriteString(strings.Repeat(`\`, backslashes))
		}
		backslashes = 0
		quoted.WriteRune(r)
	}
	quoted.WriteString(strings.Repeat(`\`, 2*backslashes) + `"`)
	return quoted.String()
}

func escape(text string) string {
	var escaped strings.Builder
	_ = xml.EscapeText(&escaped, []byte(text)) // a strings.Builder takes everything
	return escaped.String()
}
