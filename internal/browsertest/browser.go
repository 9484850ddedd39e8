// Package browsertest drives a Chromium for tests: it opens pages at the width
// of a phone or a desk, in light and dark, asks them questions, photographs and
// prints them. It speaks the browser's own protocol over a pipe, so that
// nothing listens on a port.
package browsertest

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// patience is how long the browser may take for one answer.
const patience = 90 * time.Second

// Browser is a running Chromium. It is safe for any number of goroutines.
type Browser struct {
	in   io.WriteCloser
	last atomic.Int64

	lock    sync.Mutex
	waiting map[int64]chan answer
	loaded  map[string]chan struct{}
	ended   error
}

// answer is what comes back through the pipe: to a question, or an event.
type answer struct {
	ID        int64           `json:"id"`
	Method    string          `json:"method"`
	SessionID string          `json:"sessionId"`
	Result    json.RawMessage `json:"result"`
	Error     *struct {
		Message string `json:"message"`
	} `json:"error"`
}

// Start starts a browser that ends with the test. It skips the test, saying
// so, with -short and where there is no Chromium or it does not run.
func Start(t testing.TB) *Browser {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes seconds; run without -short")
	}
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("there is no Chromium on this computer")
	}
	// The browser may write into its folder while it ends, which t.TempDir
	// would take for a fault.
	profile, err := os.MkdirTemp("", "schoolbench-browser-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(profile) })
	browser, err := start(t, path, profile)
	if err != nil {
		t.Skipf("the browser does not run here: %v", err)
	}
	if _, err := browser.ask("", "Browser.getVersion", nil); err != nil {
		t.Skipf("the browser does not run here: %v", err)
	}
	return browser
}

func start(t testing.TB, path, profile string) (*Browser, error) {
	// The browser reads its orders from the third file and answers on the
	// fourth.
	ordersRead, ordersWrite, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	answersRead, answersWrite, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	command := exec.Command(path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
		"--hide-scrollbars", "--remote-debugging-pipe", "--user-data-dir="+profile, "about:blank")
	command.ExtraFiles = []*os.File{ordersRead, answersWrite}
	if err := command.Start(); err != nil {
		return nil, err
	}
	_, _ = ordersRead.Close(), answersWrite.Close()
	browser := &Browser{in: ordersWrite, waiting: map[int64]chan answer{}, loaded: map[string]chan struct{}{}}
	listening := make(chan struct{})
	go func() {
		defer close(listening)
		browser.listen(answersRead)
	}()
	t.Cleanup(func() {
		_, _ = browser.ask("", "Browser.close", nil)
		_ = ordersWrite.Close()
		kill := time.AfterFunc(10*time.Second, func() { _ = command.Process.Kill() })
		_ = command.Wait()
		kill.Stop()
		<-listening
		_ = answersRead.Close()
	})
	return browser, nil
}

// listen hands answers to those who wait for them.
func (b *Browser) listen(pipe io.Reader) {
	reader := bufio.NewReaderSize(pipe, 1<<20)
	for {
		message, err := reader.ReadBytes(0)
		if err != nil {
			break
		}
		var got answer
		if json.Unmarshal(message[:len(message)-1], &got) != nil {
			continue
		}
		b.lock.Lock()
		switch {
		case got.ID != 0 && b.waiting[got.ID] != nil:
			b.waiting[got.ID] <- got
			delete(b.waiting, got.ID)
		case got.Method == "Page.loadEventFired" && b.loaded[got.SessionID] != nil:
			close(b.loaded[got.SessionID])
			delete(b.loaded, got.SessionID)
		}
		b.lock.Unlock()
	}
	b.lock.Lock()
	defer b.lock.Unlock()
	b.ended = errors.New("the browser has ended")
	for id, wait := range b.waiting {
		close(wait)
		delete(b.waiting, id)
	}
}

// ask sends an order and waits for its answer.
func (b *Browser) ask(session, method string, parameters any) (json.RawMessage, error) {
	if parameters == nil {
		parameters = struct{}{}
	}
	id := b.last.Add(1)
	order := map[string]any{"id": id, "method": method, "params": parameters}
	if session != "" {
		order["sessionId"] = session
	}
	written, err := json.Marshal(order)
	if err != nil {
		return nil, err
	}
	wait := make(chan answer, 1)
	b.lock.Lock()
	if b.ended != nil {
		b.lock.Unlock()
		return nil, b.ended
	}
	b.waiting[id] = wait
	_, err = b.in.Write(append(written, 0))
	b.lock.Unlock()
	defer func() {
		b.lock.Lock()
		defer b.lock.Unlock()
		delete(b.waiting, id) // no answer is waited for any more
	}()
	if err != nil {
		return nil, err
	}
	select {
	case got, open := <-wait:
		switch {
		case !open:
			return nil, errors.New("the browser has ended")
		case got.Error != nil:
			return nil, fmt.Errorf("%s: %s", method, got.Error.Message)
		}
		return got.Result, nil
	case <-time.After(patience):
		return nil, fmt.Errorf("%s: no answer in %s", method, patience)
	}
}
