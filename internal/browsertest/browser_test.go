package browsertest_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/internal/browsertest"
)

// A check that finds nothing must be one that could: a page that is wrong in
// known ways is found out.
func TestWrongPagesAreFoundOut(t *testing.T) {
	browser := browsertest.Start(t)
	axe := browsertest.AxeSource(t)
	path := filepath.Join(t.TempDir(), "wrong page.html")
	wrong := `<!doctype html><html><head><title>Wrong</title><meta name="viewport" content="width=device-width">
		<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"></head>
		<body><p style="color:#ccc;background:#fff;width:700px">Pale words</p><input></body></html>`
	if err := os.WriteFile(path, []byte(wrong), 0o600); err != nil {
		t.Fatal(err)
	}
	page := browser.Open(t, path, browsertest.Screens()["phone"])
	defer page.Close()
	if wider, err := page.SidewaysScroll(); err != nil || wider < 300 {
		t.Errorf("the page scrolls by %d pixels (%v)", wider, err)
	}
	broken, _, err := page.Violations(axe)
	if err != nil {
		t.Fatal(err)
	}
	found := strings.Join(broken, "\n")
	for _, rule := range []string{"color-contrast", "html-has-lang", "label"} {
		if !strings.Contains(found, rule+":") {
			t.Errorf("%s is not found in:\n%s", rule, found)
		}
	}
	if picture, err := page.Picture(); err != nil || !bytes.HasPrefix(picture, []byte("\x89PNG")) {
		t.Errorf("no picture (%v)", err)
	}
	if printed, err := page.Printed(); err != nil || !bytes.HasPrefix(printed, []byte("%PDF")) {
		t.Errorf("no print (%v)", err)
	}
	if err := page.Evaluate("nothing.here", nil); err == nil {
		t.Error("a script that fails is not told")
	}
}
