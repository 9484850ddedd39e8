package main

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// Every page of the gallery is drawn as it is in its golden file, which says in
// plain text what is drawn where. After a change that is meant, look at the
// pages, then copy testdata/failed over testdata.
func TestPages(t *testing.T) {
	names := map[string]bool{}
	for _, page := range pages() {
		if names[page.name] {
			t.Fatalf("two pages are called %s", page.name)
		}
		names[page.name] = true
		t.Run(page.name, func(t *testing.T) {
			application := test.NewTempApp(t)
			application.Settings().SetTheme(fixedVariant{test.Theme(), theme.VariantLight})
			window := test.NewTempWindow(t, nil)
			content := page.build()
			window.SetContent(content)
			window.Resize(page.size)
			window.Resize(page.size.AddWidthHeight(0, 1))
			if page.pose != nil {
				page.pose(window.Canvas(), content)
			}
			test.AssertRendersToMarkup(t, page.name+".xml", window.Canvas())
		})
	}
}

// The gallery draws every page, light and dark.
func TestDraw(t *testing.T) {
	if testing.Short() {
		t.Skip("draws every page")
	}
	folder := t.TempDir()
	if err := draw(folder, 1); err != nil {
		t.Fatal(err)
	}
	for _, page := range pages() {
		for _, variant := range []string{"light", "dark"} {
			info, err := os.Stat(filepath.Join(folder, page.name+"-"+variant+".png"))
			if err != nil {
				t.Error(err)
			} else if info.Size() < 1000 {
				t.Errorf("the picture of %s in %s is empty", page.title, variant)
			}
		}
	}
}
