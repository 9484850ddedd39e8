package app

import (
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
)

// recentLimit is how many workspaces and files are remembered.
const recentLimit = 10

// The keys under which the toolkit keeps our preferences.
const (
	keyWorkspace  = "workspace"
	keyWorkspaces = "recentWorkspaces"
	keyFiles      = "recentFiles"
	keyFolder     = "exportFolder"
	keyAppearance = "appearance"
	keyTextSize   = "textSize"
	keyContrast   = "highContrast"
	keyLanguage   = "language"
	keyWidth      = "windowWidth"
	keyHeight     = "windowHeight"
	keySideWidth  = "sideWidth"
)

// preferences is what is remembered about a person between runs. It holds names
// of files and sizes, never data.
type preferences struct {
	store fyne.Preferences
}

// lastWorkspace is the workspace that was open when the program ended, or "".
func (p preferences) lastWorkspace() string { return p.store.String(keyWorkspace) }

// setLastWorkspace remembers the open workspace; "" forgets it.
func (p preferences) setLastWorkspace(path string) {
	p.store.SetString(keyWorkspace, path)
	if path != "" {
		p.remember(keyWorkspaces, path)
	}
}

// recentWorkspaces lists workspaces, the last one first.
func (p preferences) recentWorkspaces() []string { return p.store.StringList(keyWorkspaces) }

// forgetWorkspace takes a workspace off the list, because it is gone.
func (p preferences) forgetWorkspace(path string) { p.forget(keyWorkspaces, path) }

// recentFiles lists imported files, the last one first.
func (p preferences) recentFiles() []string { return p.store.StringList(keyFiles) }

// rememberFile puts an imported file first in the list.
func (p preferences) rememberFile(path string) { p.remember(keyFiles, path) }

// exportFolder is where files were last written, or "".
func (p preferences) exportFolder() string { return p.store.String(keyFolder) }

// setExportFolder remembers where files are written.
func (p preferences) setExportFolder(folder string) { p.store.SetString(keyFolder, folder) }

func (p preferences) remember(key, path string) {
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	list := slices.DeleteFunc(slices.Clone(p.store.StringList(key)), func(other string) bool { return other == path })
	list = slices.Insert(list, 0, path)
	p.store.SetStringList(key, list[:min(len(list), recentLimit)])
}

func (p preferences) forget(key, path string) {
	list := slices.Clone(p.store.StringList(key))
	p.store.SetStringList(key, slices.DeleteFunc(list, func(other string) bool { return other == path }))
}

// look is what the person chose for the theme.
func (p preferences) look() look {
	chosen := look{
		appearance: appearance(p.store.StringWithFallback(keyAppearance, string(light))),
		textSize:   textSize(p.store.StringWithFallback(keyTextSize, string(normalText))),
		contrast:   p.store.Bool(keyContrast),
	}
	if !slices.Contains([]appearance{followSystem, light, dark}, chosen.appearance) {
		chosen.appearance = light
	}
	if !slices.Contains(textSizes(), chosen.textSize) {
		chosen.textSize = normalText
	}
	return chosen
}

// setLook remembers the look.
func (p preferences) setLook(chosen look) {
	p.store.SetString(keyAppearance, string(chosen.appearance))
	p.store.SetString(keyTextSize, string(chosen.textSize))
	p.store.SetBool(keyContrast, chosen.contrast)
}

// language is the language that the person chose for the window.
func (p preferences) language() language {
	chosen := language(p.store.String(keyLanguage))
	if !slices.Contains(languages(), chosen) {
		return computersLanguage
	}
	return chosen
}

// setLanguage remembers the language.
func (p preferences) setLanguage(chosen language) { p.store.SetString(keyLanguage, string(chosen)) }

// windowSize is the size the window had, or a size that fits a small laptop.
func (p preferences) windowSize() fyne.Size {
	return fyne.NewSize(
		float32(p.store.FloatWithFallback(keyWidth, 1280)),
		float32(p.store.FloatWithFallback(keyHeight, 800)),
	)
}

// setWindowSize remembers the size of the window.
func (p preferences) setWindowSize(size fyne.Size) {
	p.store.SetFloat(keyWidth, float64(size.Width))
	p.store.SetFloat(keyHeight, float64(size.Height))
}

// sideShare is the share of the window's width that the list of datasets has.
func (p preferences) sideShare() float64 { return p.store.FloatWithFallback(keySideWidth, 0.19) }

// setSideShare remembers the width of the list of datasets.
func (p preferences) setSideShare(share float64) { p.store.SetFloat(keySideWidth, share) }
