package app

import (
	"fyne.io/fyne/v2"
)

// page is what a tab shows.
type page interface {
	// key says what the page is about. A page whose key is open already is
	// shown instead of opened twice.
	key() string
	// title is the word on the tab; iconName one of our icons.
	title() string
	iconName() string
	// room is the room of the rail that the page belongs to.
	room() room
	// content is drawn once and kept.
	content() fyne.CanvasObject
	// close ends the page's jobs. The page is not used afterwards.
	close()
}

// refresher is a page that shows datasets or reports and wants to hear that
// they changed.
type refresher interface{ refresh() }

// saver is a page whose work can be saved in the workspace.
type saver interface{ save() }

// exporter is a page whose content can be written to a file.
type exporter interface{ export() }

// importUndoer is a page about a dataset whose last import can be undone.
type importUndoer interface{ undoImport() }

// explorable is a page about a dataset.
type explorable interface{ datasetName() string }

// selector is a page that says what its selection adds up to.
type selector interface{ selectionWords() string }

// copier is a page with something to copy when no field has the keyboard.
type copier interface{ copyText() string }

// escaper is a page on which Escape takes something back that was only looked
// at. escape reports whether there was such a thing.
type escaper interface{ escape() bool }

// guarded is a page with work on it that closing would lose. mayClose asks about
// it and reports whether there is nothing to ask.
type guarded interface{ mayClose() bool }
