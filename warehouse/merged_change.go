package warehouse

import (
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// differences lists the fields that are written in another way, and says
// whether any of them has another value.
func (m *merger) differences(row mergedRow) (fields []FieldChange, changed bool) {
	for i, column := range m.c.columns {
		if column == nil {
			if text := written(m.c.schema[i], row.adapted[i]); text != "" {
				fields, changed = append(fields, FieldChange{Column: m.c.schema[i].Name, New: text}), true
				m.newFields[i]++
			}
			continue
		}
		old := row.old[m.places[column.target.id]]
		cell := row.adapted[i]
		was, is := written(column.target.Column, old), written(column.target.Column, cell)
		if old.Value == cell.Value && was == is {
			continue
		}
		fields = append(fields, FieldChange{Column: column.target.Name, Old: was, New: is})
		if old.Value != cell.Value {
			changed = true
			m.fields[column.target.id]++
		}
	}
	return fields, changed
}

// written is the text of a cell in its file.
func written(column table.Column, cell table.Cell) string {
	if cell.HasOriginal {
		return cell.Original
	}
	return column.Text(cell.Value)
}

// fieldsOf lists what a new row holds.
func (m *merger) fieldsOf(cells []table.Cell) []FieldChange {
	if len(m.changes.List) >= m.request.List {
		return nil
	}
	var fields []FieldChange
	for i, cell := range cells {
		column := m.c.schema[i]
		if m.c.columns[i] != nil {
			column = m.c.columns[i].target.Column
		}
		if text := written(column, cell); text != "" {
			fields = append(fields, FieldChange{Column: column.Name, New: text})
		}
	}
	return fields
}

func (m *merger) list(kind ChangeKind, row mergedRow, fields []FieldChange) {
	if len(m.changes.List) >= m.request.List {
		m.changes.ListMore++
		return
	}
	m.changes.List = append(m.changes.List, RowChange{Kind: kind, Key: m.keyOf(row), Name: m.nameOf(row), Row: row.number, Fields: fields})
}

// nameOf writes who a row of the file is about: as the file has it, or else as
// the dataset has it.
func (m *merger) nameOf(row mergedRow) string {
	return m.named(func(column storedColumn) string {
		for place, known := range m.c.columns {
			if known != nil && known.target.id == column.id {
				return written(column.Column, row.adapted[place])
			}
		}
		if row.old != nil {
			return written(column.Column, row.old[m.places[column.id]])
		}
		return ""
	})
}

// named joins the texts of the columns that name a row, without the key's.
func (m *merger) named(text func(storedColumn) string) string {
	var parts []string
	for _, column := range m.c.dataset.columns {
		if !slices.Contains(m.request.Names, column.Name) || slices.Contains(m.changes.Key, column.Name) {
			continue
		}
		if part := strings.TrimSpace(text(column)); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " ")
}

// keyOf writes the key of a row of the file.
func (m *merger) keyOf(row mergedRow) []string {
	var key []string
	for _, place := range m.c.key {
		key = append(key, written(m.c.columns[place].target.Column, row.adapted[place]))
	}
	return key
}
