package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// keySheetShare is the key under which the share of the width is remembered that
// a page keeps beside a side sheet.
const keySheetShare = "sheetShare"

// sheetShare is the share of the width that a page keeps beside a side sheet.
func (p preferences) sheetShare() float64 {
	return min(0.85, max(0.2, p.store.FloatWithFallback(keySheetShare, 0.55)))
}

func (p preferences) setSheetShare(share float64) { p.store.SetFloat(keySheetShare, share) }

// sideSheet shows the rows behind a number at the right of the page that the
// number is on. It can be widened, is closed by Escape, and opens as a page.
type sideSheet struct {
	*recordsList
	page   page
	main   fyne.CanvasObject
	split  *container.Split
	object *fyne.Container // what the page shows: the main part, and the sheet while it is open
	pane   fyne.CanvasObject
	title  *widget.Label
	bound  bool // the sheet is open

	changed func()         // the sheet was opened or closed
	leave   fyne.Focusable // has the keyboard after the sheet
	id      func() string  // the key of the page that the rows open as
}

// newSideSheet puts a sheet, which is closed, beside the main part of a page.
func newSideSheet(s *Shell, of page, main fyne.CanvasObject, leave fyne.Focusable) *sideSheet {
	main = container.New(settled{}, main)
	h := &sideSheet{page: of, main: main, leave: leave, changed: func() {}}
	h.recordsList = newRecordsList(s, h.hide, func(words string) {
		if s.shownPage() == of && h.bound {
			s.status.say(words)
		}
	})
	h.trail = func() []crumb {
		return []crumb{
			{h.request.from(), func() { s.showPage(of); h.hide() }},
			{h.request.path(), func() { s.showPage(of); s.focus(h.rows.grid) }},
		}
	}
	h.filled = func() {
		if s.shownPage() == of && h.bound && !s.covered() && len(h.found) > 0 {
			s.focus(h.rows.grid)
		}
	}
	h.rows.grid.OnEscape = h.hide
	h.title = subheading("")
	h.title.Wrapping = fyne.TextWrapWord
	shut := widget.NewButtonWithIcon(say("Close"), icon("close"), h.hide)
	shut.Importance = widget.LowImportance
	columns := plainButton(say("Columns…"), "", h.askColumns)
	export := plainButton(say("Export…"), "export", h.export)
	whole := plainButton(say("As a page"), "records", h.openWhole)
	tools := newToolLines(columns, export, whole)
	top := container.New(newStack(-8), container.NewBorder(nil, nil, nil, container.NewVBox(shut), h.title), h.count, container.NewBorder(newGap(1, 6), newGap(1, 4), newGap(4, 1), nil, tools))
	h.pane = container.New(headed{}, container.New(newStack(0), container.NewBorder(nil, nil, newGap(2, 1), newGap(2, 1), top), newRule()), h.body)
	h.split = container.NewHSplit(main, h.pane)
	h.object = container.NewStack(main)
	s.targets.text("sheet", h.pane, func() string { return h.title.Text })
	s.targets.object("sheet.close", shut)
	s.targets.object("sheet.whole", whole)
	s.targets.object("records.columns", columns)
	s.targets.object("records.export", export)
	return h
}

// reveal opens the sheet with the rows behind a cell.
func (h *sideSheet) reveal(request recordsRequest) {
	h.title.SetText(request.path())
	if !h.bound {
		h.bound = true
		h.split.SetOffset(h.shell.preferences.sheetShare())
		h.object.Objects = []fyne.CanvasObject{h.split}
		h.object.Refresh()
		h.changed()
	}
	h.show(request)
}

// hide closes the sheet, if it is open, and gives the keyboard back.
func (h *sideSheet) hide() {
	if !h.bound {
		return
	}
	h.bound = false
	h.loading.cancel()
	h.shell.preferences.setSheetShare(h.split.Offset)
	h.object.Objects = []fyne.CanvasObject{h.main}
	h.object.Refresh()
	h.changed()
	if h.shell.shownPage() == h.page && !h.shell.covered() && h.leave != nil {
		h.shell.focus(h.leave)
	}
}

// escape closes the sheet and reports whether it was open.
func (h *sideSheet) escape() bool {
	was := h.bound
	h.hide()
	return was
}

// openWhole opens the rows as a page of their own.
func (h *sideSheet) openWhole() {
	s, request := h.shell, h.request
	id := h.id()
	h.hide()
	s.open(id, func() page {
		return newRecordsPage(s, id, request, func() { s.showPage(h.page) })
	})
}
