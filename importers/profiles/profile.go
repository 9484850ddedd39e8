package profiles

import (
	"regexp"

	"github.com/schoolbench/schoolbench/table"
)

// Profile describes one kind of extract. It is read from a JSON document and
// not changed afterwards.
type Profile struct {
	// Name identifies the profile in plans: small letters, digits, hyphens and
	// dots.
	Name        string `json:"name"`
	Title       string `json:"title"`     // what people call the extract
	Publisher   string `json:"publisher"` // whose extract it is
	Description string `json:"description"`
	// Source says where the layout is from, for whoever mends the profile.
	Source string `json:"source,omitempty"`
	// Dataset names the dataset when the file's own name says too little:
	// users.csv.
	Dataset string `json:"dataset,omitempty"`

	Recognise Fingerprint `json:"recognise"`
	Columns   []Column    `json:"columns"`
	// Marks are the extract's own legend. They hold for the columns with
	// numbers, dates and yes or no.
	Marks []Mark `json:"marks,omitempty"`

	Key     []string  `json:"key,omitempty"` // the columns that name one row
	PickOne []PickOne `json:"pickOne,omitempty"`
	Links   []Link    `json:"links,omitempty"`
	Year    *Year     `json:"year,omitempty"`
	Splits  []Split   `json:"splits,omitempty"`
	Words   []Words   `json:"words,omitempty"`
	// Changes names the columns of a list of the files that come together, of
	// which each is complete, holds changes, or is absent.
	Changes *Changes `json:"changes,omitempty"`
	// File is the name that Changes calls this extract by: "file.users".
	File string `json:"file,omitempty"`

	text     []byte
	columns  []matcher
	patterns map[string]*regexp.Regexp
	year     *regexp.Regexp
}

// Fingerprint tells the extract from others.
type Fingerprint struct {
	// Required columns must all be there, under their names or synonyms.
	Required []string `json:"required,omitempty"`
	// Absent names headers that only other extracts have.
	Absent []string `json:"absent,omitempty"`
	// Share is how much of the file's columns the profile must know, from 0 to
	// 1; 0 stands for a half.
	Share float64 `json:"share,omitempty"`
	// Files are parts of file names. They decide between profiles that fit
	// equally well and are never needed.
	Files []string `json:"files,omitempty"`
	// Values must hold for the first rows.
	Values []Values `json:"values,omitempty"`
	// Headerless extracts have no row of names. The first of Values tells the
	// extract, and the others that the fields are in their known places. With a
	// header they are recognised by Required.
	Headerless bool `json:"headerless,omitempty"`
	// Fields are the fewest and the most fields of a headerless row. Those
	// behind the known columns keep their numbers. Without it the profile's
	// columns are all.
	Fields [2]int `json:"fields,omitzero"`
}

// Values says what a column must hold: texts of a list, or texts of a pattern.
type Values struct {
	Column  string   `json:"column"`
	OneOf   []string `json:"oneOf,omitempty"`
	Pattern string   `json:"pattern,omitempty"` // a regular expression for the whole text
}

// Column is a column the extract can have.
type Column struct {
	// Name is the header. In it {n} stands for a number and * for any text: a
	// column for every test or question.
	Name        string      `json:"name"`
	Synonyms    []string    `json:"synonyms,omitempty"`
	Label       string      `json:"label,omitempty"`
	Description string      `json:"description,omitempty"`
	Unit        string      `json:"unit,omitempty"`
	Type        *table.Type `json:"type,omitempty"`
	Role        *table.Role `json:"role,omitempty"`
	// Layout is how school years are written when one calendar year stands for
	// one ("2019" by its end, "2018" by its start), and how dates are, in the
	// terms of package time, when no separator shows it.
	Layout string `json:"layout,omitempty"`
	// Marks are the legend of this column alone.
	Marks []Mark `json:"marks,omitempty"`
	// Optional columns come in some years or districts and not in others.
	Optional bool `json:"optional,omitempty"`
}

// Mark is a text that stands for a value that is not given.
type Mark struct {
	Text  string `json:"text"`
	State string `json:"state"` // "missing" or "withheld"
	Means string `json:"means"`
}

// PickOne is a column of which a total must keep one member.
type PickOne struct {
	Column string `json:"column"`
	// Default is the member to begin with. When the file has no such rows it is
	// the first of Members that it has.
	Default string `json:"default"`
	// Whole is the member that the others are the parts of, if they are apart
	// from one another.
	Whole   string   `json:"whole,omitempty"`
	Members []Member `json:"members"`
}

// Member is a value with its meaning.
type Member struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// Link says that a column names rows of another extract.
type Link struct {
	Column  string `json:"column"`
	Profile string `json:"profile"`
	Key     string `json:"key"`
	// Separator stands between several values in one cell.
	Separator string `json:"separator,omitempty"`
}

// Year says where the school year is to be had when no column has it.
type Year struct {
	// File is a regular expression for the file's name. Its one group holds the
	// year: 17 or 2017 for 2016-17, or 1617.
	File string `json:"file"`
	// Column is the column that holds the year in the files that have it, and
	// the name of the one that is added to the others. Empty is School Year.
	Column string `json:"column,omitempty"`
}

// Split takes an account string apart.
type Split struct {
	Column    string `json:"column"`
	Separator string `json:"separator"`
	// Layouts are the forms the string comes in, told apart by the lengths of
	// their pieces.
	Layouts [][]Piece `json:"layouts"`
}

// Piece is one part of a string.
type Piece struct {
	Name   string `json:"name"`
	Length int    `json:"length"`
	// Most is the greatest length when it varies; 0 is Length.
	Most        int    `json:"most,omitempty"`
	Description string `json:"description,omitempty"`
}

// Words says in words what a column's codes mean, in a column of their own.
type Words struct {
	Column string `json:"column"` // a column of the extract or a piece of a split
	Name   string `json:"name"`   // of the column with the words
	// Pad is the codes' full length: the zeros that a spreadsheet took off are
	// thought of again.
	Pad         int               `json:"pad,omitempty"`
	Description string            `json:"description,omitempty"`
	Meanings    map[string]string `json:"meanings"` // by the beginning of the code
}

// Changes is the list of files in an extract of several.
type Changes struct {
	Name  string            `json:"name"`  // the column with the files' names
	Value string            `json:"value"` // the column that says what each holds
	Says  map[string]string `json:"says"`  // what is told of a file, by its value
}
