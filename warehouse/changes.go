package warehouse

import "github.com/schoolbench/schoolbench/table"

// Changes is how a file's rows compare with those of the dataset they are to be
// imported into.
type Changes struct {
	Dataset string `json:"dataset"`
	// Before is how many rows the dataset has, Rows how many the file has.
	Before int `json:"before"`
	Rows   int `json:"rows"`
	// Key lists the columns that rows were matched by. Without a key only rows
	// equal throughout are matched, and a row that changed is one gone and one
	// added.
	Key []string `json:"key"`
	Counts
	// Fields tells, for each column with changes, in how many rows it changed.
	Fields []FieldCount `json:"fields,omitempty"`
	// NewColumns are the columns that the dataset does not have, and
	// MissingColumns those that the file does not have.
	NewColumns     []string `json:"newColumns,omitempty"`
	MissingColumns []string `json:"missingColumns,omitempty"`
	// Repeated lists keys that several rows share, in the dataset or in the
	// file; RepeatedMore counts those not listed. Rows without a key are
	// counted in Keyless.
	Repeated     []RepeatedKey `json:"repeated,omitempty"`
	RepeatedMore int           `json:"repeatedMore,omitempty"`
	Keyless      int           `json:"keyless,omitempty"`
	// Matched is how many rows of the file have a row of the dataset they stand
	// for. ExampleBefore and Example are a key of the dataset and one of the
	// file, to see how either writes them.
	Matched       int      `json:"matched"`
	ExampleBefore []string `json:"exampleBefore,omitempty"`
	Example       []string `json:"example,omitempty"`
	// List holds the first rows that were added, changed, rewritten or are
	// gone, up to the number asked for; ListMore counts the rest.
	List     []RowChange `json:"list"`
	ListMore int         `json:"listMore,omitempty"`
}

// FieldCount tells in how many rows a column changed.
type FieldCount struct {
	Column string `json:"column"`
	Rows   int    `json:"rows"`
}

// RepeatedKey is a key that several rows share.
type RepeatedKey struct {
	Key []string `json:"key"`
	// Before and Rows tell how many rows of the dataset and of the file have
	// it.
	Before int `json:"before"`
	Rows   int `json:"rows"`
}

// ChangeKind says what became of a row.
type ChangeKind string

// The kinds of change.
const (
	RowAdded     ChangeKind = "added"
	RowChanged   ChangeKind = "changed"
	RowRewritten ChangeKind = "rewritten"
	RowGone      ChangeKind = "gone"
)

// RowChange is one row that differs between a dataset and a file.
type RowChange struct {
	Kind ChangeKind `json:"kind"`
	// Key is the row's key, as the file writes it; empty without a key.
	Key []string `json:"key,omitempty"`
	// Name is who or what the row is about, from the columns of MergeRequest.Names
	// that are not of the key; empty if it has none.
	Name string `json:"name,omitempty"`
	// Row is the place of the row in the file, 0 for one that is gone.
	Row int `json:"row,omitempty"`
	// Fields are the fields that differ; of a row that was added or is gone,
	// all that are not blank.
	Fields []FieldChange `json:"fields,omitempty"`
}

// FieldChange is one field of a row, as it was and as it is in the file, each
// as its file wrote it.
type FieldChange struct {
	Column string `json:"column"`
	Old    string `json:"old"`
	New    string `json:"new"`
}

// MergeRequest says how a file is to be brought together with a dataset.
type MergeRequest struct {
	// ImportRequest has the Key to match rows by; empty takes the dataset's own.
	// Upsert needs one.
	ImportRequest
	Mode Mode
	// DropGone, for Upsert, takes the rows out that the file does not have.
	DropGone bool
	// Open starts reading the file from its beginning. It is called twice; what
	// it returns is closed each time.
	Open func() (table.Reader, error)
	// Names are columns of the dataset that say who a row is about, such as first
	// and last name, to stand beside the key of each listed row.
	Names []string
	// List is how many rows Changes lists at most.
	List int
	// Agree, if not nil, sees what an import into a dataset that is there would
	// change before anything is kept; an error leaves the dataset as it was.
	// Compare does not ask it.
	Agree func(Changes) error
}
