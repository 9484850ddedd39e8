package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// Ensure that a password typed at a terminal is read and not shown, and that a
// script's is read from the standard input.
func TestPasswordIsNotShown(t *testing.T) {
	keyboard, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("there is no terminal to type at: %v", err)
	}
	defer func() { _ = keyboard.Close() }()
	if err := unix.IoctlSetPointerInt(int(keyboard.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Skipf("there is no terminal to type at: %v", err)
	}
	number, err := unix.IoctlGetInt(int(keyboard.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Skipf("there is no terminal to type at: %v", err)
	}
	screen, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("there is no terminal to type at: %v", err)
	}
	defer func() { _ = screen.Close() }()
	var told bytes.Buffer
	typed := make(chan error, 1)
	prompted := &watched{wanted: "Password", seen: make(chan struct{}), to: &told}
	go func() {
		deadline := time.After(time.Minute)
		select {
		case <-prompted.seen:
		case <-deadline:
			typed <- errors.Join(errors.New("nobody asks for the password"), keyboard.Close())
			return
		}
		// Nobody types within the instant that the echo takes to go.
		for {
			state, err := unix.IoctlGetTermios(int(screen.Fd()), unix.TCGETS)
			if err != nil || state.Lflag&unix.ECHO == 0 {
				break
			}
			select {
			case <-deadline:
				typed <- errors.Join(errors.New("what is typed would be shown"), keyboard.Close())
				return
			case <-time.After(time.Millisecond):
			}
		}
		_, err := keyboard.WriteString("s3cret\n")
		typed <- err
	}()
	password, err := (&program{stderr: prompted}).askPassword(screen, "Password")
	if err != nil || password != "s3cret" {
		t.Errorf("the password is %q (%v)", password, err)
	}
	if err := <-typed; err != nil {
		t.Fatal(err)
	}
	// What the terminal shows is what comes back to whoever types.
	if _, err := screen.WriteString("end\n"); err != nil {
		t.Fatal(err)
	}
	shown := ""
	buffer := make([]byte, 100)
	for !strings.Contains(shown, "end") {
		n, err := keyboard.Read(buffer)
		if err != nil {
			t.Fatal(err)
		}
		shown += string(buffer[:n])
	}
	if strings.Contains(shown+told.String(), "s3cret") {
		t.Errorf("the terminal shows %q", shown)
	}
	password, err = (&program{stderr: &told}).askPassword(strings.NewReader("from a script\r\n"), "Password")
	if err != nil || password != "from a script" {
		t.Errorf("the script's password is %q (%v)", password, err)
	}
	if _, err = (&program{stderr: &told}).askPassword(strings.NewReader("\n"), "Password"); err == nil {
		t.Error("no password at all is taken for one")
	}
}

// watched passes on what is written and tells when something has been.
type watched struct {
	wanted string
	seen   chan struct{}
	once   sync.Once
	to     *bytes.Buffer
}

func (w *watched) Write(text []byte) (int, error) {
	if strings.Contains(string(text), w.wanted) {
		w.once.Do(func() { close(w.seen) })
	}
	return w.to.Write(text)
}
