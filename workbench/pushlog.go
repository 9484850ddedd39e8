package workbench

import (
	"context"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/warehouse"
)

// LogEntry is what went, or did not go, to one recipient at one address.
type LogEntry struct {
	ID        int64                   `json:"id"`
	Run       int64                   `json:"run"`
	Push      string                  `json:"push"`
	Recipient string                  `json:"recipient"`
	RunAs     string                  `json:"runAs"`
	Channel   warehouse.Channel       `json:"channel"`
	To        string                  `json:"to"`
	State     warehouse.DeliveryState `json:"state"`
	Detail    string                  `json:"detail,omitempty"`
	Attempts  int                     `json:"attempts"`
	Rows      int                     `json:"rows"`
	Students  *int                    `json:"students"` // nil where the data do not say who
	MessageID string                  `json:"messageId,omitempty"`
	Changed   time.Time               `json:"changed"`
	Sent      *time.Time              `json:"sent,omitempty"`
	// Data says which imports the files show.
	Data  string    `json:"data"`
	Files []LogFile `json:"files"`
}

// LogFile is a file as it went out.
type LogFile struct {
	Name   string `json:"name"`
	Format string `json:"format"`
	Hash   string `json:"sha256"`
	Size   int64  `json:"bytes"`
}

// uncalled reports whether the delivery was held because no condition called
// for it.
func (e LogEntry) uncalled() bool {
	return e.State == warehouse.Held && strings.HasPrefix(e.Detail, push.NotCalledFor)
}

// PushLog returns what was sent, oldest first: of one push, or of all if no
// name is given. The log of a push that was deleted is still there.
func (b *Workbench) PushLog(ctx context.Context, name string) ([]LogEntry, error) {
	return b.logOf(ctx, warehouse.DeliveryFilter{Push: name})
}

func (b *Workbench) logOf(ctx context.Context, filter warehouse.DeliveryFilter) ([]LogEntry, error) {
	runs, err := b.warehouse.Runs(ctx, filter.Push)
	if err != nil {
		return nil, err
	}
	data := map[int64]string{}
	for _, run := range runs {
		data[run.ID] = run.Data
	}
	deliveries, err := b.warehouse.Deliveries(ctx, filter)
	if err != nil {
		return nil, err
	}
	entries := []LogEntry{}
	for _, d := range deliveries {
		entry := LogEntry{
			ID: d.ID, Run: d.Run, Push: d.Push, Recipient: d.Recipient, RunAs: d.RunAs, Channel: d.Channel, To: d.Address, State: d.State, Detail: d.Detail,
			Attempts: d.Attempts, Rows: d.Rows, MessageID: d.MessageID, Changed: d.Changed, Data: data[d.Run], Files: []LogFile{},
		}
		if d.Students >= 0 {
			entry.Students = &d.Students
		}
		if !d.Sent.IsZero() {
			entry.Sent = &d.Sent
		}
		for _, file := range d.Files {
			entry.Files = append(entry.Files, LogFile{Name: file.Name, Format: file.Format, Hash: file.Hash, Size: file.Size})
		}
		entries = append(entries, entry)
	}
	return entries, nil
}
