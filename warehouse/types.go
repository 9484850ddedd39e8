package warehouse

import (
	"encoding/json"
	"time"

	"github.com/schoolbench/schoolbench/table"
)

// Dataset is one table of the warehouse.
type Dataset struct {
	ID   int64
	Name string // unique, ignoring case
	Rows int
	// Schema is the columns in order.
	Schema table.Schema
	// Created and Updated are when it was first and last imported into.
	Created, Updated time.Time
	// Version grows by one with every change to the rows.
	Version int64
}

// Batch is one import into one dataset.
type Batch struct {
	ID       int64
	Dataset  string
	File     string // the file's name, without its folder
	Sheet    string
	Hash     string // SHA-256 of the file, in hexadecimal
	Size     int64  // bytes
	Imported time.Time
	Plan     json.RawMessage
	Rows     int
	Issues   []table.Issue
}

// ImportRequest says what to write and where.
type ImportRequest struct {
	// Dataset is created if it does not exist, and otherwise appended to:
	// columns are matched by name, ignoring case.
	Dataset string
	File    string
	Sheet   string
	Hash    string
	Size    int64
	Plan    json.RawMessage
	// Progress, if set, is told the number of rows written so far.
	Progress func(rows int)
}

// SavedReport is a report as it is kept: a JSON document under a name.
type SavedReport struct {
	Name    string // unique, ignoring case
	Body    json.RawMessage
	Created time.Time
	Updated time.Time
}
