package app

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/lang"
)

// speaking has the window speak a language for the length of a test.
func speaking(t *testing.T, chosen language) {
	t.Helper()
	if err := speak(chosen); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := speak(english); err != nil {
			t.Error(err)
		}
	})
}

// A chosen language holds whatever the computer speaks, for our texts and for
// those of the toolkit, and can be changed back.
func TestSpeak(t *testing.T) {
	for _, system := range []string{"en_US.UTF-8", "es_MX.UTF-8", "fr_FR.UTF-8", "pt_BR.UTF-8", "ko_KR.UTF-8"} {
		t.Run(system, func(t *testing.T) {
			t.Setenv("LC_ALL", system)
			for _, each := range []struct {
				chosen                   language
				settings, cancel, monday string
			}{
				{english, "Settings", "Cancel", "Monday"},
				{spanish, "Ajustes", "Cancelar", "lunes"},
				{english, "Settings", "Cancel", "Monday"},
			} {
				speaking(t, each.chosen)
				if got := say("Settings"); got != each.settings {
					t.Errorf("%s: Settings are %q", each.chosen, got)
				}
				if got := lang.L("Cancel"); got != each.cancel {
					t.Errorf("%s: Cancel is %q", each.chosen, got)
				}
				if got := lang.X("monday", "Monday"); got != each.monday {
					t.Errorf("%s: Monday is %q", each.chosen, got)
				}
			}
			want := english
			if strings.HasPrefix(system, "es") {
				want = spanish
			}
			if got := computersLanguage.spoken(); got != want {
				t.Errorf("the computer's language is spoken as %q, want %q", got, want)
			}
		})
	}
}

// The settings hold at once, and are there again.
func TestSettings(t *testing.T) {
	d := newDesk(t)
	d.dataset("attendance", 30)
	d.shell.openSettings()
	page := d.shell.shownPage().(*settingsPage)

	page.size.SetSelected("Twice as large")
	page.light.SetSelected("Dark")
	page.strong.SetChecked(true)
	want := look{appearance: dark, textSize: doubleText, contrast: true}
	if got := d.shell.preferences.look(); got != want {
		t.Errorf("the look is %+v, want %+v", got, want)
	}
	if got := textScale(); got != 2 {
		t.Errorf("text is drawn %v times as large", got)
	}
	d.shell.setTextSize(smallText) // by the menu
	if page.size.Selected != "Small" {
		t.Errorf("the page still shows %q", page.size.Selected)
	}
}

// Another language is spoken at once: the pages that are open come back in it.
func TestSettingsLanguage(t *testing.T) {
	d := newDesk(t)
	speaking(t, english)
	d.dataset("attendance", 30)
	d.shell.openDataset("attendance")
	d.until("the rows are shown", func() bool { return d.shell.shownPage().(*datasetPage).version != 0 })
	d.shell.openSettings()
	before := len(d.shell.tabs.Items)
	page := d.shell.shownPage().(*settingsPage)
	page.speaks.SetSelected("Español")

	shown, open := d.shell.shownPage().(*settingsPage)
	if !open || shown == page || shown.title() != "Ajustes" {
		t.Fatalf("the page is %q", d.shell.shownPage().title())
	}
	if got := len(d.shell.tabs.Items); got != before {
		t.Errorf("%d tabs came back, want %d", got, before)
	}
	if got := d.shell.preferences.language(); got != spanish {
		t.Errorf("remembered is %q", got)
	}
	d.until("the rows are shown", func() bool {
		again, _ := d.shell.find(datasetKey("attendance")).(*datasetPage)
		return again != nil && again.version != 0
	})
	shown.speaks.SetSelected("English")
	if got := d.shell.shownPage().title(); got != "Settings" {
		t.Errorf("back in English the page is %q", got)
	}
}
