package importers

import (
	"context"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/schoolbench/schoolbench/table"
)

// Importer reads one family of file formats. An Importer holds no state and is
// safe for any number of goroutines.
type Importer interface {
	// Properties describes the importer.
	Properties() Properties

	// Sniff says how sure the importer is that it can read a file that begins
	// with head (at most SniffLength bytes). The file's name is a hint and
	// never more: systems export HTML and text under the name .xls.
	Sniff(name string, head []byte) Confidence

	// Plan reads the whole source and returns one plan for each table found in
	// it, in the order of the file. Types are inferred from all rows. A source
	// without any table is a *table.Issue.
	Plan(ctx context.Context, source Source, options Options) ([]Plan, error)

	// Open starts reading the table that the plan describes. The plan may have
	// been corrected by a person since Plan made it.
	Open(ctx context.Context, source Source, plan Plan) (table.Reader, error)
}

// Properties describes an importer to people and to menus.
type Properties struct {
	Name        string   // used in plans: "delimited"
	Title       string   // "Delimited text"
	Description string   // one sentence
	Extensions  []string // usual file name endings, with the dot, lower case
}

// Confidence is how sure an importer is of a file. The surest importer reads it.
type Confidence int

// The steps of confidence.
const (
	No       Confidence = 0   // cannot be
	Possible Confidence = 10  // nothing speaks against it
	Likely   Confidence = 50  // it has the form
	Certain  Confidence = 100 // it has the signature
)

// SniffLength is how many bytes of a file Sniff is shown.
const SniffLength = 64 << 10

// Options narrow what Plan looks for, and carry what a person has said about
// where things stand. Rows are counted as table.Row.Number, columns as
// PlanColumn.Index.
type Options struct {
	Sheet string // only this sheet, by name; empty for every sheet
	// HeaderRow is the row that holds the column names, the last of them when
	// the header takes several, when a person has said so: NoHeader for none, 0
	// to have it found. With it, or with FirstRow, there is one table.
	HeaderRow int
	// HeaderTop is the first row of a header that ends in HeaderRow; 0 when it
	// takes one row.
	HeaderTop int
	// FirstRow is the first row of data; 0 for the row after the header.
	FirstRow int
	// LastRow is the last row of data: ToEnd for all that there is, 0 to have
	// it found.
	LastRow int
	// Skip lists the rows among the data that are set aside, in order. They are
	// all: an empty list that is not nil sets nothing aside. Nil has them found.
	Skip []RowSpan
	// SkipColumns are the places of columns that belong to no table.
	SkipColumns []int
	// SkipHidden sets aside the rows and columns that the workbook hides.
	SkipHidden bool
	// HiddenSheets has hidden sheets read like those that can be seen.
	HiddenSheets bool
	// Delimiter and Encoding say how the values of a text stand in it, as
	// Plan.Delimiter and Plan.Encoding do; empty has them found.
	Delimiter string
	Encoding  string
	// Legend is what is known of the marks from elsewhere than the sheet; what
	// the sheet itself says goes before it.
	Legend Legend
	// Layout says where the columns of text of fixed width stand; empty has
	// them found. Other importers have no use for it.
	Layout []Place
	// Progress, if set, is told from the planning goroutine how much of the
	// source has been read, from 0 to 1.
	Progress func(done float64)
}

// Place is where a column stands on every line of text of fixed width: from
// the First to the Last character, both included and counted from 1. Last 0
// means to the end of the line.
type Place struct {
	Name  string
	First int
	Last  int
}

// What Plan.Said lists.
const (
	SaidDelimiter = "delimiter"
	SaidEncoding  = "encoding"
)

// NoHeader is the Options.HeaderRow of a table whose first row is data already.
const NoHeader = -1

// ToEnd is the Options.LastRow of a table that reaches to the end of its sheet.
const ToEnd = -1

// Single reports whether a person has said where the one table to read stands.
func (o Options) Single() bool { return o.HeaderRow != 0 || o.FirstRow > 0 }

// Plan is how one table is read from its file: everything that was guessed, so
// that it can be shown, corrected, saved beside the import and used again. It
// is a small JSON document.
type Plan struct {
	Importer string `json:"importer"` // Properties.Name
	Sheet    string `json:"sheet,omitempty"`
	// Name is a name for the dataset, from the file's or the sheet's name.
	Name string `json:"name"`

	Encoding  string `json:"encoding,omitempty"`  // "utf-8", "utf-16le", "utf-16be", "windows-1252", "macintosh"
	Delimiter string `json:"delimiter,omitempty"` // itself, mostly one character
	// Said lists which of SaidDelimiter and SaidEncoding a person has given,
	// rather than the importer found.
	Said []string `json:"said,omitempty"`

	// HeaderRow is the row that holds the column names, counted from 1, or 0
	// when the table has none. FirstRow and LastRow bound the data; LastRow 0
	// means to the end.
	// A header of several rows begins in HeaderTop, which is 0 for one row.
	HeaderRow int `json:"headerRow"`
	HeaderTop int `json:"headerTop,omitempty"`
	FirstRow  int `json:"firstRow"`
	LastRow   int `json:"lastRow,omitempty"`
	// Skip lists rows between FirstRow and LastRow that are set aside, in order.
	Skip []RowSpan `json:"skip,omitempty"`
	// SkipHidden sets aside the rows that the workbook hides.
	SkipHidden bool `json:"skipHidden,omitempty"`
	// Beside tells that there are other things beside the table: what stands in
	// none of its columns is no part of it, nor is a row with nothing in them.
	Beside bool `json:"beside,omitempty"`
	// Rows is how many rows of data the planner counted.
	Rows int `json:"rows"`

	// Legend is what the file says of the marks in it.
	Legend Legend `json:"legend,omitempty"`

	Columns  []PlanColumn `json:"columns"`
	Findings []Finding    `json:"findings,omitempty"`

	// Profile is the name of the profile (package profiles) by which the table
	// was recognised; empty for none. What it knows is in the fields below and
	// in the columns.
	Profile string `json:"profile,omitempty"`
	// Key lists the columns that together name one row, such as the student and
	// the date; empty when that is not known.
	Key []string `json:"key,omitempty"`
	// PickOne lists the columns of which a total must keep one member only.
	PickOne []PickOne `json:"pickOne,omitempty"`
	Links   []Link    `json:"links,omitempty"`
	// Derived are columns that are computed from others and follow them.
	Derived []Derived `json:"derived,omitempty"`

	// Unpivot, if not nil, makes a long table of a wide one.
	Unpivot *Unpivot `json:"unpivot,omitempty"`

	// Details is for the importer that made the plan.
	Details json.RawMessage `json:"details,omitempty"`
}

// JoinsHeader reports whether the column names are put together from several
// rows.
func (p Plan) JoinsHeader() bool { return p.HeaderTop > 0 && p.HeaderTop < p.HeaderRow }

// PlanColumn is one column to read.
type PlanColumn struct {
	table.Column
	// Header is what the file calls the column, where Name is another: the one
	// it had in an earlier file, or one that a person gave it.
	Header string `json:"header,omitempty"`
	// Index is the column's place in the file, counted from 0.
	Index int `json:"index"`
	// Skip leaves the column out of the dataset.
	Skip bool `json:"skip,omitempty"`
	// Missing and Withheld are the texts, beside the empty one, that stand for
	// a missing or a withheld value in this column.
	Missing  []string `json:"missing,omitempty"`
	Withheld []string `json:"withheld,omitempty"`
	// Pivot is the first year of two digits that belongs to the 1900s, in a
	// column of dates; 0 stands for 69.
	Pivot int `json:"pivot,omitempty"`
	// Known is the name by which the plan's profile knows the column, under
	// whatever header it came; empty when it does not.
	Known string `json:"known,omitempty"`
	// Padding is the width in characters to which the file filled every value
	// of this column with spaces at its end, or 0. Values are kept without the
	// padding; Original puts it back.
	Padding int `json:"padding,omitempty"`
	// Quoted tells that every value of this column stands in double quotes
	// that are part of its text, in files with other quotation marks. Values
	// are kept without them; Original puts them back.
	Quoted bool `json:"quoted,omitempty"`
}

// Original returns the text that the file holds for this cell, exactly.
func (c PlanColumn) Original(cell table.Cell) string {
	if cell.HasOriginal {
		return cell.Original
	}
	text := c.Text(cell.Value)
	if c.Quoted && (cell.State != table.Missing || text != "") {
		text = `"` + text + `"`
	}
	if missing := c.Padding - utf8.RuneCountInString(text); missing > 0 {
		text += strings.Repeat(" ", missing)
	}
	return text
}
