package importers

import "github.com/schoolbench/schoolbench/table"

// PickOne names a column whose members repeat the same people or the same
// money: the rows of a state, its counties, districts and schools, or all
// students and each group of them. Rows of different members must not be added
// together.
type PickOne struct {
	Column string `json:"column"`
	// Default is the member to begin with, as the file writes it; empty when
	// the choices of the columns before leave no doubt.
	Default string `json:"default,omitempty"`
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
// text, or that part in plain words. The other column stays as it is.
type Derived struct {
	table.Column
	From string `json:"from"` // the name of the column whose text is taken
	// Separator and Part say which piece of the text: Part counts from 1. With
	// Part 0 it is all of it.
	Separator string `json:"separator,omitempty"`
	Part      int    `json:"part,omitempty"`
	// First and Length then take so many characters of that piece, First
	// counting from 1; Length 0 takes all.
	First  int `json:"first,omitempty"`
	Length int `json:"length,omitempty"`
	// Words translates what was taken; of several that it begins with, the
	// longest counts. What has no word is missing. Without words the column
	// holds what was taken.
	Words map[string]string `json:"words,omitempty"`
}
