package browsertest

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// picturesFolder names the folder, if any, in which tests leave pictures of the
// pages they look at.
const picturesFolder = "SCHOOLBENCH_SHOTS"

// CheckPages opens each page on every screen, or on a desk's and a telephone's
// of which one is dark, and reports, as an error of the test, what breaks WCAG
// 2.1 AA and what scrolls sideways. Pages are by name. Where the environment
// names a folder in SCHOOLBENCH_SHOTS, every screen is looked at and pictures
// are left in it.
func (b *Browser) CheckPages(t *testing.T, axe string, pages map[string][]byte, everyScreen bool) {
	t.Helper()
	folder := t.TempDir()
	every := []string{"desktop", "phone dark", "desktop dark", "phone"}
	screens := Screens()
	looked, opened := 0, 0
	for i, name := range slices.Sorted(maps.Keys(pages)) {
		content := pages[name]
		looks := every
		if !everyScreen && os.Getenv(picturesFolder) == "" {
			looks = every[i%2*2 : i%2*2+2]
		}
		path := filepath.Join(folder, fileName(name)+".html")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, look := range looks {
			page := b.Open(t, path, screens[look])
			opened++
			looked += b.checkPage(t, page, axe, name+", "+look)
			if shots := os.Getenv(picturesFolder); shots != "" {
				keepPicture(t, page, filepath.Join(shots, fileName(name+" "+look)+".png"))
			}
			page.Close()
		}
	}
	t.Logf("%d pages, looked at %d times: %d rules of axe-core held", len(pages), opened, looked)
	if looked == 0 {
		t.Error("axe-core looked at nothing")
	}
}

func (b *Browser) checkPage(t *testing.T, page *Page, axe, name string) int {
	t.Helper()
	wider, err := page.SidewaysScroll()
	switch {
	case err != nil:
		t.Fatalf("%s: %v", name, err)
	case wider > 0:
		t.Errorf("%s scrolls sideways by %d pixels", name, wider)
	}
	broken, passed, err := page.Violations(axe)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	slices.Sort(broken)
	for _, each := range broken {
		t.Errorf("%s: %s", name, each)
	}
	return passed
}

func keepPicture(t *testing.T, page *Page, path string) {
	t.Helper()
	picture, err := page.Picture()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, picture, 0o600); err != nil {
		t.Fatal(err)
	}
}

// fileName makes a name of lower-case letters, digits and hyphens.
func fileName(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return '-'
	}, name)
}
