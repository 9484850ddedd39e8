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
	question := p.shell.newAsk(say("Order of %s", p.fieldTitle(dimension.Field)), say("Cancel"))
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
		plainButton(say("Up"), "", func() { step(chosen - 1) }), plainButton(say("Down"), "", func() { step(chosen + 1) }),
		plainButton(say("First"), "", func() { step(0) }), plainButton(say("Last"), "", func() { step(len(members) - 1) }))
	question.agreeBy(say("Use this order"), func() {
		question.hide()
		dimension.Order = slices.Clone(members)
		dimension.By, dimension.Within, dimension.Descending = "", false, false
		p.presenter.setDimension(where, i, dimension)
	})
	holder := container.New(fixedHeight(260), list)
	question.show(fyne.NewSize(460, 420), nil,
		hintText(say("Choose a member and move it. Members that come with later imports stand behind these.")), holder, buttons)
	list.Select(0)
}
