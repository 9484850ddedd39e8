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
	// Key lists the columns that together name one row; empty when that has not
	// been said. See SetKey.
	Key []string
	// Own describes the columns of people's own among the schema.
	Own []OwnColumn
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
	// Rows is how many rows the import put into the dataset, and Live how many
	// of them later imports have left there.
	Rows   int
	Live   int
	Issues []table.Issue
	// Mode is what the import did with the rows that were there, and Counts
	// what that came to. A first import is Add.
	Mode Mode
	Counts
}

// Mode is what an import does with the rows that are in its dataset.
type Mode string

// The modes of an import.
const (
	Add     Mode = "add"     // leaves them as they are
	Replace Mode = "replace" // puts its own in their place
	Upsert  Mode = "upsert"  // replaces those with the same key, adds the others

	// byHand is no import: its rows were written by people. They have no
	// segments.
	byHand Mode = "hand"
)

// Counts tells how the rows of a file compare with those of a dataset.
type Counts struct {
	// Added are rows of the file that the dataset does not have, Changed those
	// with another value in some field, Rewritten those with the same values
	// written in another way, Unchanged those with the same text throughout.
	Added     int `json:"added"`
	Changed   int `json:"changed"`
	Rewritten int `json:"rewritten"`
	Unchanged int `json:"unchanged"`
	// Gone are rows of the dataset that the file does not have.
	Gone int `json:"gone"`
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
	// Key lists the columns, by their names in the dataset, that together name
	// one row. It becomes the dataset's key if that has none.
	Key []string
	// Asides, if set, is called once within the import and hands over what the
	// file holds beside its tables, to be kept with the import.
	Asides func(keep func(Aside) error) error
	// Progress, if set, is told the number of rows written so far.
	Progress func(rows int)
}

// Saved is a report or a dashboard as it is kept: a JSON document under a name.
type Saved struct {
	Name    string // unique, ignoring case
	Body    json.RawMessage
	Created time.Time
	Updated time.Time
}
