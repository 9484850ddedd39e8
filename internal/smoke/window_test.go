package smoke_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience is how long a step may take on a slow machine.
const patience = 2 * time.Minute

// target is where something is in the window and what it says.
type target struct {
	X, Y int
	W, H int
	Text string
}

// screen is a display without a monitor, and a program on it.
type screen struct {
	t       *testing.T
	display string
	home    string
	targets string
	shots   string
	width   int
	height  int
	scale   string // FYNE_SCALE
	program *exec.Cmd
	output  *bytes.Buffer
}

// newScreen starts an X server on a free display. The test is skipped, and says
// why, on a machine that lacks what it takes.
func newScreen(t *testing.T, width, height int) *screen {
	t.Helper()
	for _, tool := range []string{"Xvfb", "xdotool"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("the window is not driven here: %s is not installed", tool)
		}
	}
	s := &screen{t: t, home: t.TempDir(), shots: filepath.Join(root(t), "build", "shots"), width: width, height: height, scale: "1"}
	s.targets = filepath.Join(s.home, "targets.json")
	for _, folder := range []string{s.shots, filepath.Join(s.home, ".cache"), filepath.Join(s.home, "Documents")} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}

	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height), "-nolisten", "tcp")
	server.ExtraFiles = []*os.File{write}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Process.Kill(); err == nil {
			_ = server.Wait() // ends with the signal it was sent
		}
	})
	if err := write.Close(); err != nil {
		t.Fatal(err)
	}
	if err := read.SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatalf("the X server did not start: %v", err)
	}
	s.display = ":" + strings.TrimSpace(number)
	return s
}

// root is the folder of the module.
func root(t *testing.T) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
		if folder == filepath.Dir(folder) {
			t.Fatal("there is no go.mod above the test")
		}
		folder = filepath.Dir(folder)
	}
}

// ready names a program that is built already, so that whoever mends a step
// does not wait for it to be built again.
const ready = "SCHOOLBENCH_PROGRAM"

// build makes the program as it is shipped.
func build(t *testing.T) string {
	t.Helper()
	if path := os.Getenv(ready); path != "" {
		return path
	}
	path := filepath.Join(t.TempDir(), "schoolbench")
	command := exec.Command("go", "build", "-tags", "accessibility,migrated_fynedo", "-o", path, ".")
	command.Dir = root(t)
	if output, err := command.CombinedOutput(); err != nil {
		if lacksLibrary(string(output)) {
			t.Skipf("the window is not driven here, since a C library that it needs is not installed:\n%s", output)
		}
		t.Fatalf("the program does not build: %v\n%s", err, output)
	}
	return path
}

// lacksLibrary tells a machine without the toolkit's C libraries from a mistake
// in the program.
func lacksLibrary(output string) bool {
	for _, sign := range []string{"pkg-config", "No such file or directory", "cannot find -l", "C compiler"} {
		if strings.Contains(output, sign) {
			return true
		}
	}
	return false
}

// start runs the program on the screen and waits for its window.
func (s *screen) start(program string, arguments ...string) {
	s.t.Helper()
	_ = os.Remove(s.targets) // of the run before, if there was one
	s.output = &bytes.Buffer{}
	s.program = exec.Command(program, arguments...)
	s.program.Stdout, s.program.Stderr = s.output, s.output
	s.program.Env = append(os.Environ(),
		"DISPLAY="+s.display, "WAYLAND_DISPLAY=", "HOME="+s.home, "XDG_CONFIG_HOME="+filepath.Join(s.home, ".config"),
		"XDG_CACHE_HOME="+filepath.Join(s.home, ".cache"), "LANG=en_US.UTF-8", "FYNE_SCALE="+s.scale, "SCHOOLBENCH_TARGETS="+s.targets)
	if err := s.program.Start(); err != nil {
		s.t.Fatal(err)
	}
	program1 := s.program
	s.t.Cleanup(func() {
		if program1.ProcessState == nil {
			if s.t.Failed() { // says what every goroutine was at
				_ = program1.Process.Signal(syscall.SIGQUIT)
			} else {
				_ = program1.Process.Kill()
			}
			_ = program1.Wait()
		}
		if s.t.Failed() {
			s.t.Logf("the program said:\n%s", s.output)
		}
	})
	s.waitUntil("the window is there", func() bool { return len(s.look()) > 0 })
	// There is no window manager: the window is put in its place until it stays.
	s.waitUntil("the window fills the screen", func() bool {
		if shown := s.look()["window"]; shown.W == s.width && shown.H == s.height {
			return true
		}
		s.tool("search", "--onlyvisible", "--name", "Schoolbench", "windowmove", "0", "0", "windowsize", strconv.Itoa(s.width), strconv.Itoa(s.height), "windowfocus", "sleep", "0.5")
		return false
	})
}

// quit closes the program by its own key and waits for a clean end. The key is
// pressed again if need be, and Escape before it: a list that is open over the
// window hears the keys first, and a busy machine may miss one.
func (s *screen) quit() {
	s.t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- s.program.Wait() }()
	s.key("ctrl+q")
	for end := time.Now().Add(patience); time.Now().Before(end); {
		select {
		case err := <-ended:
			if err != nil {
				s.t.Fatalf("the program ended badly: %v\n%s", err, s.output)
			}
			return
		case <-time.After(6 * time.Second):
			s.key("Escape")
			s.key("ctrl+q")
		}
	}
	s.shot("failed")
	_ = s.program.Process.Signal(syscall.SIGQUIT)
	<-ended
	s.t.Fatalf("the program did not end\n%s", s.output)
}

// tool runs xdotool on the screen.
func (s *screen) tool(arguments ...string) {
	s.t.Helper()
	command := exec.Command("xdotool", arguments...)
	command.Env = append(os.Environ(), "DISPLAY="+s.display)
	if output, err := command.CombinedOutput(); err != nil {
		s.t.Fatalf("xdotool %s: %v\n%s", strings.Join(arguments, " "), err, output)
	}
}

// look reads where everything is.
func (s *screen) look() map[string]target {
	content, err := os.ReadFile(s.targets)
	if err != nil {
		return nil
	}
	shown := map[string]target{}
	if json.Unmarshal(content, &shown) != nil {
		return nil
	}
	return shown
}

// waitUntil waits for something to become true. why, if it is given, says what
// is missing when it does not.
func (s *screen) waitUntil(what string, true func() bool, why ...func() string) {
	s.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if true() {
			return
		}
	}
	s.shot("failed")
	for _, missing := range why {
		what += ": " + missing()
	}
	s.t.Fatalf("waited in vain until %s; in the window are %v", what, s.look())
}

// settles waits until something is true, and says so; or until the window has
// come to rest without it, a while after the last key or click.
func (s *screen) settles(done func() bool) bool {
	s.t.Helper()
	return s.rests(2*time.Second, done)
}

// rests waits until something is true, and says so, or until the window has come
// to rest. The program touches the file of places each time it has looked and
// found nothing new: a few such looks in a row without a job are rest, however
// long a slow machine takes for them.
func (s *screen) rests(least time.Duration, done func() bool) bool {
	s.t.Helper()
	const enough = 3
	var looked time.Time
	last, same := "", 0
	began := time.Now()
	for end := began.Add(patience); time.Now().Before(end); time.Sleep(40 * time.Millisecond) {
		if done() {
			return true
		}
		info, err := os.Stat(s.targets)
		if err != nil || time.Since(began) < least || info.ModTime().Equal(looked) {
			continue
		}
		looked = info.ModTime()
		content, err := os.ReadFile(s.targets)
		if now := string(content); err != nil || now != last || s.look()["jobs"].Text != "0" {
			last, same = now, 0
			continue
		}
		if same++; same >= enough {
			return false
		}
	}
	return false
}

// waitFor waits for a place whose text contains the words, "" for any.
func (s *screen) waitFor(name, words string) target {
	s.t.Helper()
	var found target
	s.waitUntil(fmt.Sprintf("%s says %q", name, words), func() bool {
		shown, there := s.look()[name]
		found = shown
		return there && strings.Contains(shown.Text, words)
	})
	return found
}

// click clicks in the middle of a place.
func (s *screen) click(name string) {
	s.t.Helper()
	at := s.waitFor(name, "")
	// The toolkit looks where the pointer is once a frame: on a busy machine a
	// click that follows too soon would land where the pointer was before.
	s.tool("mousemove", strconv.Itoa(at.X+at.W/2), strconv.Itoa(at.Y+at.H/2), "sleep", "0.5", "click", "1", "sleep", "0.2")
}

// clickUntil clicks in a place, again if need be, until something has become
// true: a machine that is busy drawing may miss a click.
func (s *screen) clickUntil(name, what string, true func() bool) {
	s.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); {
		if _, there := s.look()[name]; there {
			s.click(name)
		}
		if s.settles(true) {
			return
		}
	}
	s.shot("failed")
	s.t.Fatalf("clicked %s in vain until %s; in the window are %v", name, what, s.look())
}

// clickFor clicks in a place until another one is shown.
func (s *screen) clickFor(name, next string) {
	s.t.Helper()
	s.clickUntil(name, next+" is shown", func() bool { _, there := s.look()[next]; return there })
}

// doubleClickFor double-clicks in a place until another one is shown.
func (s *screen) doubleClickFor(name, next string) {
	s.t.Helper()
	s.doubleClick(name)
	s.waitFor(next, "")
}

// doubleClick double-clicks in the middle of a place.
func (s *screen) doubleClick(name string) {
	s.t.Helper()
	at := s.waitFor(name, "")
	s.tool("mousemove", strconv.Itoa(at.X+at.W/2), strconv.Itoa(at.Y+at.H/2), "sleep", "0.7", "click", "--repeat", "2", "--delay", "80", "1")
}

// drag presses in the middle of a place and lets go near the lower edge of
// another one.
func (s *screen) drag(name, to string) {
	s.t.Helper()
	from, end := s.waitFor(name, ""), s.waitFor(to, "")
	x, y := strconv.Itoa(from.X+from.W/2), end.Y+end.H*4/5
	s.tool("mousemove", x, strconv.Itoa(from.Y+from.H/2), "sleep", "0.7", "mousedown", "1", "sleep", "0.4",
		"mousemove", x, strconv.Itoa((from.Y+y)/2), "sleep", "0.4", "mousemove", x, strconv.Itoa(y), "sleep", "0.7", "mouseup", "1", "sleep", "0.4")
}

// key presses keys one after the other.
func (s *screen) key(keys ...string) {
	s.t.Helper()
	s.tool(append([]string{"key", "--delay", "40"}, keys...)...)
	time.Sleep(100 * time.Millisecond)
}

// write types a text.
func (s *screen) write(text string) {
	s.t.Helper()
	s.tool("type", "--delay", "20", text)
	time.Sleep(200 * time.Millisecond)
}

// fill puts a text into a field in place of what is in it.
func (s *screen) fill(name, text string) {
	s.t.Helper()
	s.clickUntil(name, "the field holds the text", func() bool {
		if s.look()[name].Text != text {
			s.key("ctrl+a")
			s.write(text)
			time.Sleep(time.Second)
		}
		return s.look()[name].Text == text
	})
}

// shot keeps a picture of the screen. Without ImageMagick there is none.
func (s *screen) shot(name string) {
	s.t.Helper()
	if _, err := exec.LookPath("import"); err != nil {
		return
	}
	time.Sleep(300 * time.Millisecond) // what was just laid out is drawn in the next frame
	command := exec.Command("import", "-window", "root", filepath.Join(s.shots, name+".png"))
	command.Env = append(os.Environ(), "DISPLAY="+s.display)
	if output, err := command.CombinedOutput(); err != nil {
		s.t.Logf("no picture %s: %v\n%s", name, err, output)
	}
}
