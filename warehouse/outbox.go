package warehouse

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/schoolbench/schoolbench/table"
)

// RunState is how far a run of a push has come.
type RunState string

// The states of a run.
const (
	RunPreparing RunState = "preparing" // its files are being made; nothing has left
	RunSending   RunState = "sending"   // some of it may have left
	RunDone      RunState = "done"      // every delivery has an end
	RunStopped   RunState = "stopped"   // somebody stopped it
	RunAbandoned RunState = "abandoned" // it ended while it was prepared; nothing left
)

// Run is what was made for all recipients of a push at one time.
type Run struct {
	ID    int64
	Push  string
	State RunState
	// Occasion is when it was due; zero if somebody asked for it.
	Occasion time.Time
	Started  time.Time
	Ended    time.Time // zero while it goes on
	// Data says which imports it shows. Body is the push as it was.
	Data string
	Body json.RawMessage
}

// DeliveryState is what became of a delivery.
type DeliveryState string

// The states of a delivery.
const (
	Held     DeliveryState = "held"     // not to be sent; Detail says why
	Prepared DeliveryState = "prepared" // waiting to be sent
	Sending  DeliveryState = "sending"  // handed over, no answer yet
	Sent     DeliveryState = "sent"     // taken by the server, or in its folder
	Refused  DeliveryState = "refused"  // the server will not have it
	Unknown  DeliveryState = "unknown"  // handed over, and the answer never came
	Stopped  DeliveryState = "stopped"  // somebody stopped it before it left
)

// Channel is how a delivery goes.
type Channel string

// The channels.
const (
	ByFolder Channel = "folder"
	ByMail   Channel = "mail"
)

// Delivery is what goes to one recipient at one address or in one folder.
type Delivery struct {
	ID        int64
	Run       int64
	Push      string
	Recipient string
	RunAs     string // what its pages say they are drawn as
	Channel   Channel
	Address   string // an e-mail address, or the path of a folder
	MessageID string
	Subject   string
	Words     string // the text of the message
	Language  string
	State     DeliveryState
	Detail    string // why, or what the server said
	Attempts  int
	Rows      int
	Students  int // -1 where the data do not say who
	Figures   json.RawMessage
	Made      time.Time // when its run began
	Changed   time.Time
	Sent      time.Time // zero unless it was sent
	Files     []DeliveryFile
}

// DeliveryFile is a file of a delivery. Content is nil once it was sent, and in
// lists.
type DeliveryFile struct {
	Name    string
	Format  string
	Hash    string // SHA-256 in hexadecimal
	Size    int64
	Content []byte
}

// ErrDeliveryMoved is in the chain of the issue about a delivery that is not in
// the state it was thought to be in.
var ErrDeliveryMoved = errors.New("delivery in another state")

// BeginRun records that a push is being prepared and returns its number.
func (w *Warehouse) BeginRun(ctx context.Context, run Run) (int64, error) {
	var id int64
	err := w.change(ctx, func(tx *transaction) error {
		result, err := tx.ExecContext(ctx, "INSERT INTO sb_push_runs (push_key, push, state, occasion, started, ended, data, body) VALUES (?, ?, ?, ?, ?, '', ?, ?)",
			nameKey(run.Push), run.Push, string(RunPreparing), optionalTime(run.Occasion), timeText(w.now()), run.Data, string(run.Body))
		if err != nil {
			return err
		}
		id, err = result.LastInsertId()
		return err
	})
	return id, err
}

// AddDeliveries puts deliveries with their files into the outbox of a run that
// is being prepared, in the states that they have.
func (w *Warehouse) AddDeliveries(ctx context.Context, run int64, deliveries []Delivery) error {
	return w.change(ctx, func(tx *transaction) error {
		for _, d := range deliveries {
			figures := string(d.Figures)
			if figures == "" {
				figures = "[]"
			}
			result, err := tx.ExecContext(ctx, `INSERT INTO sb_deliveries (run, recipient, run_as, channel, address, message_id, subject, words, language,
				state, detail, attempts, rows, students, figures, changed, sent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, '')`,
				run, d.Recipient, d.RunAs, string(d.Channel), d.Address, d.MessageID, d.Subject, d.Words, d.Language,
				string(d.State), d.Detail, d.Rows, d.Students, figures, timeText(w.now()))
			if err != nil {
				return err
			}
			id, err := result.LastInsertId()
			if err != nil {
				return err
			}
			for position, file := range d.Files {
				_, err := tx.ExecContext(ctx, "INSERT INTO sb_delivery_files (delivery, position, name, format, hash, size, content) VALUES (?, ?, ?, ?, ?, ?, ?)",
					id, position, file.Name, file.Format, file.Hash, file.Size, file.Content)
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// SetRun changes the state of a run, on the disk before it returns. A run that
// is over has its end recorded; one that ends before anything left loses its
// files.
func (w *Warehouse) SetRun(ctx context.Context, run int64, state RunState) error {
	return w.changeDurably(ctx, func(tx *transaction) error {
		ended := ""
		if state == RunDone || state == RunStopped || state == RunAbandoned {
			ended = timeText(w.now())
		}
		if _, err := tx.ExecContext(ctx, "UPDATE sb_push_runs SET state = ?, ended = ? WHERE id = ?", string(state), ended, run); err != nil {
			return err
		}
		if state != RunAbandoned {
			return nil
		}
		return tx.runAll(ctx, []statement{
			{"UPDATE sb_deliveries SET state = ?, detail = 'The program ended while the files were made; nothing was sent.', changed = ? WHERE run = ? AND state = ?", []any{string(Stopped), timeText(w.now()), run, string(Prepared)}},
			{"UPDATE sb_delivery_files SET content = NULL WHERE delivery IN (SELECT id FROM sb_deliveries WHERE run = ?)", []any{run}},
		})
	})
}

// SetDelivery moves a delivery from a state to another, on the disk before it
// returns. One that is in another state is left alone, and the issue about it
// wraps ErrDeliveryMoved. Handing over counts as an attempt; what was sent has
// its time recorded and its content forgotten.
func (w *Warehouse) SetDelivery(ctx context.Context, id int64, from, to DeliveryState, detail string) error {
	return w.changeDurably(ctx, func(tx *transaction) error {
		now, sent, attempt := timeText(w.now()), "", 0
		if to == Sent {
			sent = now
		}
		if to == Sending {
			attempt = 1
		}
		result, err := tx.ExecContext(ctx, "UPDATE sb_deliveries SET state = ?, detail = ?, changed = ?, sent = ?, attempts = attempts + ? WHERE id = ? AND state = ?",
			string(to), detail, now, sent, attempt, id, string(from))
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n != 1 {
			return errors.Join(err, table.Failed("delivery-moved", w.where(), fmt.Sprintf("Message %d is no longer %s.", id, from), "Look at the log again; nothing was sent.", ErrDeliveryMoved))
		}
		if to == Sent {
			_, err = tx.ExecContext(ctx, "UPDATE sb_delivery_files SET content = NULL WHERE delivery = ?", id)
		}
		return err
	})
}

// optionalTime writes a time that may be zero.
func optionalTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return timeText(t)
}

func parseOptionalTime(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	return parseTime(text)
}
