package browsertest

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"testing"
	"time"
)

// Screen is what a page is looked at on.
type Screen struct {
	// Width and Height are in CSS pixels.
	Width, Height int
	Dark          bool
	// Phone makes it a touch screen that lays pages out as telephones do.
	Phone bool
}

// Screens are a desk's and a telephone's, each light and dark.
func Screens() map[string]Screen {
	return map[string]Screen{
		"desktop": {Width: 1280, Height: 900}, "desktop dark": {Width: 1280, Height: 900, Dark: true},
		"phone": {Width: 360, Height: 740, Phone: true}, "phone dark": {Width: 360, Height: 740, Dark: true, Phone: true},
	}
}

// Page is an open page.
type Page struct {
	browser         *Browser
	session, target string
}

// Open shows a file on a screen and waits until it is loaded. The page is
// closed with the test, or by Close.
func (b *Browser) Open(t testing.TB, path string, screen Screen) *Page {
	t.Helper()
	page, err := b.open(path, screen)
	if err != nil {
		t.Fatalf("open %s: %v", filepath.Base(path), err)
	}
	t.Cleanup(page.Close)
	return page
}

func (b *Browser) open(path string, screen Screen) (*Page, error) {
	page := &Page{browser: b}
	var target struct{ TargetID string }
	if err := b.into(&target, "", "Target.createTarget", map[string]any{"url": "about:blank"}); err != nil {
		return nil, err
	}
	page.target = target.TargetID
	var attached struct{ SessionID string }
	if err := b.into(&attached, "", "Target.attachToTarget", map[string]any{"targetId": page.target, "flatten": true}); err != nil {
		return nil, err
	}
	page.session = attached.SessionID
	look := "light"
	if screen.Dark {
		look = "dark"
	}
	steps := []struct {
		method     string
		parameters any
	}{
		{"Page.enable", nil},
		{"Emulation.setDeviceMetricsOverride", map[string]any{"width": screen.Width, "height": screen.Height, "deviceScaleFactor": 1, "mobile": screen.Phone}},
		{"Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": look}}}},
	}
	for _, step := range steps {
		if _, err := b.ask(page.session, step.method, step.parameters); err != nil {
			return nil, err
		}
	}
	loaded := make(chan struct{})
	b.lock.Lock()
	b.loaded[page.session] = loaded
	b.lock.Unlock()
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	address := url.URL{Scheme: "file", Path: absolute}
	if _, err := b.ask(page.session, "Page.navigate", map[string]any{"url": address.String()}); err != nil {
		return nil, err
	}
	select {
	case <-loaded:
		return page, nil
	case <-time.After(patience):
		return nil, errors.New("the page does not load")
	}
}

func (b *Browser) into(result any, session, method string, parameters any) error {
	got, err := b.ask(session, method, parameters)
	if err != nil {
		return err
	}
	return json.Unmarshal(got, result)
}

// Close closes the page.
func (p *Page) Close() {
	_, _ = p.browser.ask("", "Target.closeTarget", map[string]any{"targetId": p.target})
}

// Evaluate runs a script in the page, waits for its promise, if it gives one,
// and reads its value into result. The page's content security policy holds for
// the page and not for this.
func (p *Page) Evaluate(script string, result any) error {
	var got struct {
		Result struct {
			Value json.RawMessage `json:"value"`
		} `json:"result"`
		ExceptionDetails *struct {
			Text      string `json:"text"`
			Exception struct {
				Description string `json:"description"`
			} `json:"exception"`
		} `json:"exceptionDetails"`
	}
	err := p.browser.into(&got, p.session, "Runtime.evaluate", map[string]any{"expression": script, "awaitPromise": true, "returnByValue": true})
	switch {
	case err != nil:
		return err
	case got.ExceptionDetails != nil:
		return fmt.Errorf("%s %s", got.ExceptionDetails.Text, got.ExceptionDetails.Exception.Description)
	case result == nil || got.Result.Value == nil:
		return nil
	}
	return json.Unmarshal(got.Result.Value, result)
}

// SidewaysScroll is how much wider than its screen the page is, in CSS pixels.
func (p *Page) SidewaysScroll() (int, error) {
	wider := 0
	err := p.Evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth", &wider)
	return wider, err
}

// Picture is the whole page as a PNG.
func (p *Page) Picture() ([]byte, error) {
	return p.data("Page.captureScreenshot", map[string]any{"format": "png", "captureBeyondViewport": true})
}

// Printed is the page as the browser prints it, a PDF on Letter paper.
func (p *Page) Printed() ([]byte, error) {
	return p.data("Page.printToPDF", map[string]any{"preferCSSPageSize": true, "printBackground": false, "paperWidth": 8.5, "paperHeight": 11})
}

func (p *Page) data(method string, parameters any) ([]byte, error) {
	var got struct{ Data string }
	if err := p.browser.into(&got, p.session, method, parameters); err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(got.Data)
}
