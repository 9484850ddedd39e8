package app

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// askOrder lets a person put the members of a dimension in an order of their
// own: choose one, and move it.
func (p *explorePage) askOrder(where shelf, i int) {
	dimension := (*p.presenter.axis(where))[i]
	members := p.membersShown(where, i)
	question := p.shell.newAsk("Order of "+p.fieldTitle(dimension.Field), "Cancel")
	chosen := 0
	list := widget.NewList(
		func() int { return len(members) },
		func() fyne.CanvasObject { return widget.NewLabel("") },
		func(id widget.ListItemID, object fyne.CanvasObject) { object.(*widget.Label).SetText(members[id]) })
	list.OnSelected = func(id widget.ListItemID) { chosen = id }
	step := func(to int) {
		if len(members) == 0 || to < 0 || to >= len(members) {
			return
		}
		members = moved(members, chosen, to)
		chosen = to
		list.Refresh()
		list.Select(chosen)
		list.ScrollTo(chosen)
	}
	buttons := container.NewHBox(
		plainButton("Up", "", func() { step(chosen - 1) }), plainButton("Down", "", func() { step(chosen + 1) }),
		plainButton("First", "", func() { step(0) }), plainButton("Last", "", func() { step(len(members) - 1) }))
	question.agreeBy("Use this order", func() {
		question.hide()
		dimension.Order = slices.Clone(members)
		dimension.By, dimension.Within, dimension.Descending = "", false, false
		p.presenter.setDimension(where, i, dimension)
	})
	holder := container.New(fixedHeight(260), list)
	question.show(fyne.NewSize(460, 420), nil,
		hintText("Choose a member and move it. Members that come with later imports stand behind these."), holder, buttons)
	list.Select(0)
}
