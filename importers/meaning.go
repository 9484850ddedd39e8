package importers

import "github.com/schoolbench/schoolbench/table"

// PickOne names a column whose members repeat the same people or the same
// money: the rows of a state, its counties, districts and schools, or all
// students and each group of them. Rows of different members must not be added
// together.
type PickOne struct {
	Column string `json:"column"`
	// Default is the member to begin with, as the file writes it; empty when
	// the defaults of the columns before it leave nothing to choose.
	Default string `json:"default,omitempty"`
	// Whole is the member that all others are a part of, when these are apart
	// from one another and may be added up: All beside Y and N. Empty when any
	// two members overlap.
	Whole string `json:"whole,omitempty"`
	// Members are those that occur, in the order to offer them.
	Members []Member `json:"members"`
}

// Member is one value of a column, with its meaning in plain words.
type Member struct {
	Value string `json:"value"`
	Label string `json:"label,omitempty"`
	Rows  int    `json:"rows,omitempty"` // how many rows of the file have it
}

// Title is what people read: the label, or else the value.
func (m Member) Title() string {
	if m.Label != "" {
		return m.Label
	}
	return m.Value
}

// Link says that the values of a column name rows of another dataset, such as
// the school of a class.
type Link struct {
	Column string `json:"column"`
	// Dataset is the other dataset; in a plan that is not imported yet, the
	// name that the other plan of the same file suggests.
	Dataset string `json:"dataset"`
	Key     string `json:"key"` // the column there
	// Separator, if not empty, stands between several values in one cell.
	Separator string `json:"separator,omitempty"`
}

// Derived is a column that is added to those of the file: a part of another's
// text, that part in plain words, or one text for every row. The other column
// stays as it is. Its type is Text, Code or SchoolYear.
type Derived struct {
	table.Column
	// From is the column whose text is taken. Without one, Value stands in
	// every row: the school year that a file's name tells.
	From  string `json:"from,omitempty"`
	Value string `json:"value,omitempty"`
	// Separator and Part say which piece of the text is taken, Part counting
	// from 1. Part 0 is all of it.
	Separator string `json:"separator,omitempty"`
	Part      int    `json:"part,omitempty"`
	// Pad fills a piece that is shorter with zeros on the left.
	Pad int `json:"pad,omitempty"`
	// Words, if not empty, says what the piece means: of several texts that it
	// begins with, the longest counts. A piece without a word is missing.
	Words map[string]string `json:"words,omitempty"`
}
