package app

import (
	"runtime"

	"fyne.io/fyne/v2"
)

// calmDown makes an application calm before its first window is made. On a Mac,
// where the toolkit asks for settings of its own and a graphics card is always
// there, it stays as it is.
func calmDown(application fyne.App) fyne.App {
	if runtime.GOOS == "darwin" {
		return application
	}
	calm := calmApp{application}
	fyne.SetCurrentApp(calm)
	return calm
}

// calmApp is the application without animations for their own sake: a text
// cursor that blinks has the whole window drawn again dozens of times a second,
// which on a computer without a graphics card takes nearly half of a core for
// as long as a box has the keyboard.
type calmApp struct{ fyne.App }

// Settings are those of the application, with animations off.
func (a calmApp) Settings() fyne.Settings { return calmSettings{a.App.Settings()} }

type calmSettings struct{ fyne.Settings }

// ShowAnimations is never: progress bars move without asking for it.
func (calmSettings) ShowAnimations() bool { return false }
