package workbench

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/warehouse"
)

// pushRun is a push about to be made: everything that is the same for all of
// its recipients.
type pushRun struct {
	plan       push.Push
	dashboard  reports.Dashboard
	recipients []push.Recipient
	folders    []string // a folder's name for each recipient
	last       map[string]push.Last
	seen       map[string][]push.Figure
	judge      *push.Judge
	// data says which imports are shown, and imported when the latest was.
	data     string
	imported time.Time
	// sent are the messages, by letterKey, that an earlier run sent.
	sent map[string]bool
	// password locks the PDF files; empty does not.
	password string
}

// madePart is what was made for one recipient.
type madePart struct {
	line  push.Line
	made  push.Made
	title string
	files []warehouse.DeliveryFile
}

func (b *Workbench) preparePush(ctx context.Context, plan push.Push, ownDomains []string) (*pushRun, error) {
	if err := plan.Validate(BoardFormats()); err != nil {
		return nil, err
	}
	dashboard, err := b.pushed(ctx, plan)
	if err != nil {
		return nil, err
	}
	recipients, err := b.PushRecipients(ctx, plan)
	if err != nil {
		return nil, err
	}
	run := &pushRun{plan: plan, dashboard: dashboard, recipients: recipients, folders: push.FolderNames(recipients)}
	run.judge = push.NewJudge(plan, recipients, ownDomains)
	if run.data, run.imported, err = b.pushData(ctx, dashboard); err != nil {
		return nil, err
	}
	run.last, run.seen, err = b.lastSent(ctx, plan.Name)
	return run, err
}

// pushData says which imports a dashboard shows, and when the latest was.
func (b *Workbench) pushData(ctx context.Context, dashboard reports.Dashboard) (string, time.Time, error) {
	var names []string
	for _, tile := range dashboard.Tiles {
		if name := tile.Report.Dataset; name != "" && !containsFold(names, name) {
			names = append(names, name)
		}
		for _, join := range tile.Report.Spec.Joins {
			if !containsFold(names, join.Dataset) {
				names = append(names, join.Dataset)
			}
		}
	}
	var said []string
	var latest time.Time
	for _, name := range names {
		dataset, err := b.Dataset(ctx, name)
		if err != nil {
			return "", latest, err
		}
		batches, err := b.warehouse.Batches(ctx, dataset.Name)
		if err != nil {
			return "", latest, err
		}
		if len(batches) == 0 {
			continue
		}
		last := batches[len(batches)-1]
		said = append(said, fmt.Sprintf("%s: import %d (%s, %s), version %d", dataset.Name, last.ID, last.File, last.Imported.In(b.now().Location()).Format("2 Jan 2006"), dataset.Version))
		if last.Imported.After(latest) {
			latest = last.Imported
		}
	}
	slices.Sort(said)
	return strings.Join(said, "; "), latest, nil
}

// lastSent is what each recipient of a push was sent the last time, and the
// numbers that were first seen since then while nothing was sent. Without these
// a push that waits for a change would never have anything to compare with.
func (b *Workbench) lastSent(ctx context.Context, name string) (map[string]push.Last, map[string][]push.Figure, error) {
	deliveries, err := b.warehouse.Deliveries(ctx, warehouse.DeliveryFilter{Push: name, States: []warehouse.DeliveryState{warehouse.Sent, warehouse.Held}})
	if err != nil {
		return nil, nil, err
	}
	last, seen := map[string]push.Last{}, map[string][]push.Figure{}
	figuresOf := make([][]push.Figure, len(deliveries))
	for i, delivery := range deliveries {
		if err := json.Unmarshal(delivery.Figures, &figuresOf[i]); err != nil {
			return nil, nil, fmt.Errorf("figures of delivery %d: %w", delivery.ID, err)
		}
		key := strings.ToLower(delivery.Recipient)
		if delivery.State != warehouse.Sent {
			continue
		}
		if before, found := last[key]; !found || !delivery.Sent.Before(before.Sent) {
			last[key] = push.Last{Sent: delivery.Sent, Rows: delivery.Rows, Students: delivery.Students, Figures: figuresOf[i]}
		}
	}
	for i, delivery := range deliveries {
		key := strings.ToLower(delivery.Recipient)
		if before, found := last[key]; delivery.State != warehouse.Held || found && !delivery.Made.After(before.Sent) {
			continue
		}
		for _, figure := range figuresOf[i] {
			known := slices.ContainsFunc(seen[key], func(other push.Figure) bool { return other.Tile == figure.Tile })
			if figure.Known && !known {
				seen[key] = append(seen[key], figure)
			}
		}
	}
	return last, seen, nil
}

// makePart makes the part of one recipient; formats may be empty, for a proof.
// What keeps it from being made is in the part and not an error, so that one
// recipient's trouble is not everybody's.
func (b *Workbench) makePart(ctx context.Context, run *pushRun, place int, formats []string) (madePart, error) {
	recipient := run.recipients[place]
	part := madePart{made: push.Made{Recipient: recipient, Students: -1}}
	if last, found := run.last[strings.ToLower(recipient.Name)]; found {
		part.made.Last = &last
	}
	part.made.Seen = run.seen[strings.ToLower(recipient.Name)]
	failed := func(err error) (madePart, error) {
		if ctx.Err() != nil {
			return part, ctx.Err()
		}
		issue := Problem(err)
		part.made.Failure, part.files = &issue, nil
		part.line = run.judge.Line(part.made)
		return part, nil
	}
	board, err := b.Board(ctx, run.dashboard, recipient.Slice)
	if err != nil {
		return failed(err)
	}
	part.title, part.made.RunAs, part.made.LeftOut, part.made.Figures = board.Title, board.RunAs, board.LeftOut, push.Figures(board)
	part.made.Rows = rowsBehind(run.dashboard, board)
	if part.made.Students, err = b.studentsBehind(ctx, run.dashboard, board); err != nil {
		return failed(err)
	}
	part.line = run.judge.Line(part.made)
	part.line.SmallestGroup = board.SmallestGroup
	if part.line.Held {
		return part, nil
	}
	for _, format := range formats {
		var content bytes.Buffer
		if err := run.write(ctx, &content, board, format); err != nil {
			return failed(err)
		}
		sum := sha256.Sum256(content.Bytes())
		name := push.SafeName(fmt.Sprintf("%s - %s - %s", board.Title, recipient.Name, b.now().Format(time.DateOnly)))
		part.files = append(part.files, warehouse.DeliveryFile{Name: name + "." + format, Format: format, Hash: hex.EncodeToString(sum[:]), Size: int64(content.Len()), Content: content.Bytes()})
	}
	return part, nil
}

// write draws a board, locked if the push says so.
func (r *pushRun) write(ctx context.Context, w io.Writer, board *reports.Board, format string) error {
	if r.plan.Locked {
		return WriteLockedBoard(ctx, w, board, r.password)
	}
	return WriteBoard(ctx, w, board, format)
}

// rowsBehind is how many rows are behind a board: of several tiles about one
// dataset those of the one with most, and numbers of the whole district not.
func rowsBehind(dashboard reports.Dashboard, board *reports.Board) (rows int) {
	most := map[string]int{}
	for _, section := range board.Sections {
		at := slices.IndexFunc(dashboard.Tiles, func(tile reports.Tile) bool { return tile.Name == section.Name })
		if section.Comparison || at < 0 || dashboard.Tiles[at].Report.Dataset == "" {
			continue
		}
		dataset := strings.ToLower(dashboard.Tiles[at].Report.Dataset)
		most[dataset] = max(most[dataset], section.Rows)
	}
	for _, n := range most {
		rows += n
	}
	return rows
}

// eachPart makes the parts of all recipients, several at a time, and hands them
// over in the recipients' order. Only a few are in memory at any time. The
// first error of take, or of ctx, ends it.
func (b *Workbench) eachPart(ctx context.Context, run *pushRun, formats []string, take func(place int, part madePart) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type result struct {
		part madePart
		err  error
	}
	workers := min(runtime.GOMAXPROCS(0), len(run.recipients))
	results := make([]chan result, len(run.recipients))
	for i := range results {
		results[i] = make(chan result, 1)
	}
	// A slot is given back when its part has been taken, not when it is made.
	slots := make(chan struct{}, 2*workers)
	places := make(chan int)
	done := make(chan struct{})
	go func() {
		defer close(places)
		for place := range run.recipients {
			select {
			case slots <- struct{}{}:
			case <-ctx.Done():
				return
			}
			select {
			case places <- place:
			case <-ctx.Done():
				return
			}
		}
	}()
	for range workers {
		go func() {
			for place := range places {
				part, err := b.makePart(ctx, run, place, formats)
				results[place] <- result{part, err}
			}
			done <- struct{}{}
		}()
	}
	var failure error
	for place := range run.recipients {
		select {
		case made := <-results[place]:
			if failure = made.err; failure == nil {
				failure = take(place, made.part)
			}
			<-slots
		case <-ctx.Done():
			failure = ctx.Err()
		}
		if failure != nil {
			break
		}
	}
	cancel()
	for range workers {
		<-done
	}
	return failure
}
