package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// merger reads a file beside the dataset that it was compared with. As a
// table.Reader it hands over the rows that are to be imported: all of them, or,
// for Upsert, those that are new or changed, with the columns that the file
// does not have as they were. On the way it counts and lists what changed.
type merger struct {
	ctx     context.Context // of the comparison or import that the merger lives in
	tx      *sql.Tx         // sees the dataset as it was compared
	within  bool            // tx is that of the import itself
	begun   bool
	c       *comparison
	reader  table.Reader
	upsert  bool
	carried []storedColumn // columns that the file does not have, if they are wanted
	request MergeRequest

	read   int           // rows of the file so far
	places map[int64]int // of the dataset's columns, by their numbers
	queue  []mergedRow
	ended  bool
	counts Counts
	fields map[int64]int // in how many rows a column of the dataset changed
	// newFields tells in how many rows a new column of the file has a value
	// where the row was there before.
	newFields map[int]int
	changes   Changes
	// replaced are the rows of the dataset that others have taken the place of.
	replaced []int64
	// successors are the rows whose edits have to come along.
	successors []successor
	handed     int              // rows that were handed over
	keysOf     map[int][]string // rows of the file whose key is to be shown
}

// mergedRow is a row of the file with the row of the dataset it changes.
type mergedRow struct {
	number  int
	place   int // in the file, from 0
	cells   []table.Cell
	adapted []table.Cell
	verdict int64
	old     []table.Cell // one a column of the dataset; nil for none
}

// mergedAtOnce is how many rows are looked up in the dataset at once.
const mergedAtOnce = 512

func newMerger(ctx context.Context, tx *sql.Tx, c *comparison, request MergeRequest) (*merger, error) {
	reader, err := request.Open()
	if err != nil {
		return nil, err
	}
	m := &merger{
		ctx: ctx, tx: tx, c: c, reader: reader, upsert: request.Mode == Upsert, request: request,
		places: map[int64]int{}, fields: map[int64]int{}, newFields: map[int]int{}, keysOf: map[int][]string{},
		changes: Changes{Dataset: c.dataset.Name, Before: c.live.total, Rows: len(c.verdicts), Matched: c.matched, Keyless: c.keyless, RepeatedMore: c.more, List: []RowChange{}},
	}
	for i, column := range c.dataset.columns {
		m.places[column.id] = i
		known := slices.ContainsFunc(c.columns, func(other *importColumn) bool { return other != nil && other.target.id == column.id })
		if !known && column.own == "" {
			m.changes.MissingColumns = append(m.changes.MissingColumns, column.Name)
			if m.upsert {
				m.carried = append(m.carried, column)
			}
		}
	}
	for i, column := range c.columns {
		if column == nil {
			m.changes.NewColumns = append(m.changes.NewColumns, c.schema[i].Name)
		}
	}
	for _, place := range c.key {
		m.changes.Key = append(m.changes.Key, c.columns[place].target.Name)
	}
	for _, repeated := range c.repeated {
		m.keysOf[repeated.exampleNew] = nil
	}
	m.keysOf[0] = nil
	return m, nil
}

// Schema is the file's columns, and after them those that are carried over.
func (m *merger) Schema() table.Schema {
	schema := slices.Clone(m.c.schema)
	for _, column := range m.carried {
		schema = append(schema, column.Column)
	}
	return schema
}

// Next returns the next row that is to be imported.
func (m *merger) Next() (table.Row, error) {
	for {
		for len(m.queue) > 0 {
			row := m.queue[0]
			m.queue = m.queue[1:]
			wanted, err := m.settle(row)
			if err != nil {
				return table.Row{}, err
			}
			if wanted {
				m.follow(row)
				return table.Row{Number: row.number, Cells: m.carry(row)}, nil
			}
		}
		if m.ended {
			return table.Row{}, io.EOF
		}
		if err := m.fill(); err != nil {
			return table.Row{}, err
		}
	}
}

// follow notes that a row that people wrote into goes on as one of the file.
func (m *merger) follow(row mergedRow) {
	old := row.verdict
	if old < 0 {
		old = -old
	}
	if m.c.edited.moves[old] {
		m.successors = append(m.successors, successor{old, m.handed})
	}
	m.handed++
}

// fill reads some rows of the file and looks up those of the dataset that they
// change.
func (m *merger) fill() error {
	if err := m.ctx.Err(); err != nil {
		return err
	}
	if !m.begun {
		m.begun = true
		if err := m.findColumns(); err != nil {
			return err
		}
	}
	m.queue = m.queue[:0]
	olds := map[int64]int{}
	for len(m.queue) < mergedAtOnce {
		row, err := m.reader.Next()
		if errors.Is(err, io.EOF) {
			m.ended = true
			break
		}
		if err != nil {
			return err
		}
		if m.read == len(m.c.verdicts) {
			return m.fileChanged()
		}
		merged := mergedRow{number: row.Number, place: m.read, verdict: m.c.verdicts[m.read]}
		// Most rows of most files are the same as last week: they are counted,
		// and need not be looked at again unless they are to be imported.
		if _, shown := m.keysOf[m.read]; shown || !m.upsert || merged.verdict >= 0 {
			merged.cells, merged.adapted = slices.Clone(row.Cells), slices.Clone(row.Cells)
			m.c.adapt(merged.adapted)
		}
		if merged.verdict > 0 {
			olds[merged.verdict] = len(m.queue)
		}
		m.queue = append(m.queue, merged)
		m.read++
	}
	if m.ended && m.read != len(m.c.verdicts) {
		return m.fileChanged()
	}
	return m.lookUp(olds, func(at int, cells []table.Cell) { m.queue[at].old = cells })
}

func (m *merger) fileChanged() error {
	return table.Failed("file-changed", table.Where{File: m.request.File, Sheet: m.request.Sheet},
		"The file was changed while it was being read.", "Nothing was changed. Wait until it has been saved, then try again.", nil)
}

// findColumns finds the dataset's columns in its table again: an import that
// gives a column another type keeps what it had under another name.
func (m *merger) findColumns() error {
	if !m.within {
		return nil
	}
	rows, err := m.tx.QueryContext(m.ctx, "SELECT id, sql_name FROM sb_columns WHERE dataset = ?", m.c.dataset.ID)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id int64
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return err
		}
		if place, known := m.places[id]; known {
			m.c.dataset.columns[place].sqlName = name
		}
	}
	return rows.Err()
}

// lookUp reads rows of the dataset, each for the place it is asked for.
func (m *merger) lookUp(rows map[int64]int, found func(place int, cells []table.Cell)) error {
	if len(rows) == 0 {
		return nil
	}
	ids := make([]int64, 0, len(rows))
	for id := range rows {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	columns := m.c.dataset.columns
	scan := rowScan{dataset: m.c.dataset, columns: columns, rows: ids, first: ids[0], last: ids[len(ids)-1]}
	return scan.run(m.ctx, m.tx, func(row scannedRow) error {
		cells := make([]table.Cell, len(columns))
		for i, column := range columns {
			cells[i] = row.cell(i, column)
		}
		m.c.edited.asFiles(row.id, columns, cells)
		found(rows[row.id], cells)
		return nil
	})
}

// settle counts and lists a row, and says whether it is to be imported.
func (m *merger) settle(row mergedRow) (bool, error) {
	if _, wanted := m.keysOf[row.place]; wanted {
		m.keysOf[row.place] = m.keyOf(row)
	}
	switch {
	case row.verdict < 0:
		m.counts.Unchanged++
		return !m.upsert, nil
	case row.verdict == rowIsNew:
		m.counts.Added++
		m.list(RowAdded, row, m.fieldsOf(row.adapted))
		return true, nil
	case row.old == nil:
		return false, damagedSegment(m.c.dataset.Name, "", errBlock)
	}
	fields, changed := m.differences(row)
	switch {
	case len(fields) == 0:
		m.counts.Unchanged++
		return !m.upsert, nil
	case changed:
		m.counts.Changed++
		m.list(RowChanged, row, fields)
	default:
		m.counts.Rewritten++
		m.list(RowRewritten, row, fields)
	}
	m.replaced = append(m.replaced, row.verdict)
	return true, nil
}

// carry adds to a row what the dataset has in the columns that the file lacks.
func (m *merger) carry(row mergedRow) []table.Cell {
	cells := row.cells
	for _, column := range m.carried {
		cell := table.Cell{Value: table.Value{State: table.Missing}}
		if row.old != nil {
			cell = row.old[m.places[column.id]]
		}
		cells = append(cells, cell)
	}
	return cells
}

// Issues is what the file's reader has to say.
func (m *merger) Issues() []table.Issue { return m.reader.Issues() }

// Progress is that of the file's reader.
func (m *merger) Progress() float64 { return m.reader.Progress() }

// Close closes the file.
func (m *merger) Close() error { return m.reader.Close() }

// conclude returns what changed, once every row has been read.
func (m *merger) conclude() (Changes, error) {
	m.changes.Counts = m.counts
	m.changes.Gone = len(m.c.gone)
	for _, column := range m.c.dataset.columns {
		if n := m.fields[column.id]; n > 0 {
			m.changes.Fields = append(m.changes.Fields, FieldCount{Column: column.Name, Rows: n})
		}
	}
	for i, column := range m.c.schema {
		if n := m.newFields[i]; n > 0 {
			m.changes.Fields = append(m.changes.Fields, FieldCount{Column: column.Name, Rows: n})
		}
	}
	if err := m.listGone(); err != nil {
		return m.changes, err
	}
	return m.changes, m.showKeys()
}

// listGone lists the rows that the file does not have, as far as there is room.
func (m *merger) listGone() error {
	room := min(len(m.c.gone), m.request.List-len(m.changes.List))
	m.changes.ListMore += len(m.c.gone) - max(room, 0)
	for at := 0; at < room; at += mergedAtOnce {
		ids := m.c.gone[at:min(room, at+mergedAtOnce)]
		places := map[int64]int{}
		for i, id := range ids {
			places[id] = i
		}
		listed := make([]RowChange, len(ids))
		if err := m.lookUp(places, func(place int, cells []table.Cell) {
			change := RowChange{Kind: RowGone, Key: m.oldKey(cells)}
			change.Name = m.named(func(column storedColumn) string { return written(column.Column, cells[m.places[column.id]]) })
			for i, column := range m.c.dataset.columns {
				if text := written(column.Column, cells[i]); text != "" {
					change.Fields = append(change.Fields, FieldChange{Column: column.Name, Old: text})
				}
			}
			listed[place] = change
		}); err != nil {
			return err
		}
		m.changes.List = append(m.changes.List, listed...)
	}
	return nil
}

// oldKey writes the key of a row of the dataset.
func (m *merger) oldKey(cells []table.Cell) []string {
	var key []string
	for _, place := range m.c.key {
		column := m.c.columns[place].target
		key = append(key, written(column.Column, cells[m.places[column.id]]))
	}
	return key
}

// showKeys tells the keys that repeat, and one of either side.
func (m *merger) showKeys() error {
	if len(m.c.key) == 0 {
		return nil
	}
	olds := map[int64]int{}
	for i, repeated := range m.c.repeated {
		if repeated.exampleNew < 0 {
			olds[m.c.live.id(repeated.exampleOld)] = i
		}
	}
	if m.c.live.total > 0 {
		first := map[int64]int{m.c.live.id(0): 0}
		if err := m.lookUp(first, func(_ int, cells []table.Cell) { m.changes.ExampleBefore = m.oldKey(cells) }); err != nil {
			return err
		}
	}
	m.changes.Example = m.keysOf[0]
	keys := make([][]string, len(m.c.repeated))
	if err := m.lookUp(olds, func(place int, cells []table.Cell) { keys[place] = m.oldKey(cells) }); err != nil {
		return err
	}
	for i, repeated := range m.c.repeated {
		if repeated.exampleNew >= 0 {
			keys[i] = m.keysOf[repeated.exampleNew]
		}
		m.changes.Repeated = append(m.changes.Repeated, RepeatedKey{Key: keys[i], Before: repeated.before, Rows: repeated.file})
	}
	return nil
}
