package workbench

import (
	"context"
	"encoding/json"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/crosstab/calendar"
)

// calendarSetting is the name under which a workspace keeps its calendar.
const calendarSetting = "calendar"

// Calendar returns the school calendar that is saved in the workspace; nil if
// there is none.
func (b *Workbench) Calendar(ctx context.Context) (*calendar.Calendar, error) {
	body, err := b.warehouse.Setting(ctx, calendarSetting)
	if err != nil || body == nil {
		return nil, err
	}
	return calendar.Read(body)
}

// SaveCalendar checks a school calendar and keeps it in the workspace, in place
// of one that is there; nil forgets it.
func (b *Workbench) SaveCalendar(ctx context.Context, days *calendar.Calendar) error {
	defer b.changed()
	if days == nil {
		return b.warehouse.DeleteSetting(ctx, calendarSetting)
	}
	if _, err := days.Index(); err != nil {
		return err
	}
	body, err := json.Marshal(days)
	if err != nil {
		return err
	}
	return b.warehouse.SaveSetting(ctx, calendarSetting, body)
}

// WithCalendar returns the spec with the workspace's calendar, if it has none of
// its own: what Run computes. Saved reports stay without it, so that they go by
// the calendar as it is when they run.
func (b *Workbench) WithCalendar(ctx context.Context, spec crosstab.Spec) (crosstab.Spec, error) {
	if spec.Calendar != nil {
		return spec, nil
	}
	var err error
	spec.Calendar, err = b.Calendar(ctx)
	return spec, err
}
