package app

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/workbench"
)

// targetsVariable names the file into which the places of buttons are written
// for tests that drive the real window. See docs/testing.md.
const targetsVariable = "SCHOOLBENCH_TARGETS"

// target is where something is in the window, in pixels, and what it says.
type target struct {
	X      int    `json:"x"`
	Y      int    `json:"y"`
	Width  int    `json:"w"`
	Height int    `json:"h"`
	Text   string `json:"text,omitempty"`
}

// targets knows the named places of the window. Without the environment
// variable it keeps nothing and does nothing.
type targets struct {
	shell   *Shell
	path    string
	places  map[string][]targetPlace // the one that is visible counts
	many    []targetFamily
	last    string // what was found at the last look
	written string // what is in the file
	job     *workbench.Job
	corners corners
}

// targetPlace is an object, or a part of it, and a way to read its text.
type targetPlace struct {
	object fyne.CanvasObject
	part   func() (fyne.Position, fyne.Size, bool) // nil for the whole object
	text   func() string
}

// targetFamily is places that come and go, such as the cells of a table.
type targetFamily struct {
	object fyne.CanvasObject
	list   func(add func(name string, offset fyne.Position, size fyne.Size, text string))
}

func newTargets(s *Shell) *targets {
	t := &targets{shell: s, path: os.Getenv(targetsVariable), places: map[string][]targetPlace{}}
	if t.path == "" {
		return t
	}
	t.job = workbench.Start(say("Watching the layout"), func(ctx context.Context, _ func(workbench.Progress)) error {
		ticker := time.NewTicker(100 * time.Millisecond)
		defer ticker.Stop()
		var waiting atomic.Bool
		took := make(chan time.Duration, 1)
		next := time.Now()
		for {
			select {
			case <-ctx.Done():
				return nil
			case <-ticker.C:
				// In a window with many pages a look may take longer than a tick:
				// looks never queue up, and leave most of the time to the window.
				if time.Now().Before(next) || !waiting.CompareAndSwap(false, true) {
					continue
				}
				s.dispatcher.Do(func() {
					began := time.Now()
					t.write()
					select {
					case took <- time.Since(began):
					default: // nobody listens any more
					}
					waiting.Store(false)
				})
			case looked := <-took:
				next = time.Now().Add(4 * looked)
			}
		}
	})
	return t
}

// object names the place of an object.
func (t *targets) object(name string, object fyne.CanvasObject) {
	t.add(name, targetPlace{object: object})
}

// text names an object's place and what it says.
func (t *targets) text(name string, object fyne.CanvasObject, text func() string) {
	t.add(name, targetPlace{object: object, text: text})
}

// part names a part of an object, in the object's own coordinates.
func (t *targets) part(name string, object fyne.CanvasObject, part func() (fyne.Position, fyne.Size, bool)) {
	t.add(name, targetPlace{object: object, part: part})
}

// family names places in an object that come and go.
func (t *targets) family(object fyne.CanvasObject, list func(add func(name string, offset fyne.Position, size fyne.Size, text string))) {
	if t.path != "" {
		t.many = append(t.many, targetFamily{object, list})
	}
}

func (t *targets) add(name string, place targetPlace) {
	if t.path != "" {
		t.places[name] = append(t.places[name], place)
	}
}

// write looks where everything is and rewrites the file once two looks in a row
// have found the same. When they find what the file says already, the time of
// the file tells that the window has been looked at.
func (t *targets) write() {
	content, err := json.MarshalIndent(t.look(), "", " ")
	if err != nil {
		return
	}
	now := string(content)
	settled := now == t.last
	t.last = now
	if !settled {
		return
	}
	if now == t.written {
		seen := time.Now()
		_ = os.Chtimes(t.path, seen, seen) // the next look tells as well
		return
	}
	beside := filepath.Join(filepath.Dir(t.path), "."+filepath.Base(t.path)+".new")
	if os.WriteFile(beside, content, 0o600) != nil || os.Rename(beside, t.path) != nil {
		return
	}
	t.written = now
}

// look finds everything that is in the window now.
func (t *targets) look() map[string]target {
	canvas := t.shell.window.Canvas()
	scale := canvas.Scale()
	t.corners.walk(canvas, t.shell.application.Driver())
	shown := map[string]target{}
	for name, places := range t.places {
		for _, place := range places {
			if found, visible := place.find(&t.corners, scale); visible {
				shown[name] = found
			}
		}
	}
	for _, family := range t.many {
		if _, visible := (targetPlace{object: family.object}).find(&t.corners, scale); !visible {
			continue
		}
		family.list(func(name string, offset fyne.Position, size fyne.Size, text string) {
			place := targetPlace{object: family.object, text: func() string { return text }}
			place.part = func() (fyne.Position, fyne.Size, bool) { return offset, size, true }
			if found, visible := place.find(&t.corners, scale); visible {
				shown[name] = found
			}
		})
	}
	t.state(shown)
	return shown
}

// find looks where the place is now, if it is in the window.
func (p targetPlace) find(corners *corners, scale float32) (target, bool) {
	// An object that is in no shown tree has no place: its corner is the origin,
	// where we put nothing.
	corner := corners.of(p.object)
	size := p.object.Size()
	if !p.object.Visible() || corner.IsZero() || size.IsZero() {
		return target{}, false
	}
	if p.part != nil {
		offset, part, inside := p.part()
		if !inside {
			return target{}, false
		}
		corner, size = corner.Add(offset), part
	}
	found := target{
		X: int(corner.X * scale), Y: int(corner.Y * scale),
		Width: int(size.Width * scale), Height: int(size.Height * scale),
	}
	if p.text != nil {
		found.Text = p.text()
	}
	return found, true
}

// close stops looking.
func (t *targets) close() {
	if t.job != nil {
		t.job.Cancel()
	}
}
