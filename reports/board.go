package reports

import (
	"context"
	"io"
	"slices"
	"time"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/table"
)

// Board is a dashboard with nothing left to find out: every query run, every
// number evaluated, every sentence written. All surfaces are drawn from it. It
// is read-only once built.
type Board struct {
	Name        string
	Title       string
	Description string
	Language    Language
	// RunAs stands on every page: "as Lincoln Elementary, 22 Nov 2026, filters
	// School is Lincoln Elementary".
	RunAs string
	// Words are the fixed words that surfaces show, in the board's language, by
	// key: "part.read".
	Words map[string]string
	// Slice is what the data were cut by.
	Slice    Slice
	Created  time.Time
	Sections []Section
	// LeftOut has a sentence for each tile that is not shown.
	LeftOut []string
	OnePage bool
	// SmallestGroup is the smallest group of people whose numbers are shown; 0
	// and 1 withhold none. It is 0 where no tile is about people.
	SmallestGroup int
}

// Word is one of the board's fixed words.
func (b *Board) Word(key string) string {
	if word, known := b.Words[key]; known {
		return word
	}
	return key
}

// NothingBehind reports whether the board has sections of its own and not one
// of them any rows. Comparisons with the whole district do not count.
func (b *Board) NothingBehind() bool {
	own := 0
	for _, section := range b.Sections {
		if section.Comparison || section.Document == nil {
			continue
		}
		if section.Rows > 0 {
			return false
		}
		own++
	}
	return own > 0
}

// Section is one tile with its answer.
type Section struct {
	Name  string
	Kind  TileKind
	Title string
	Place Place
	View  View
	// Document holds the table and chart; of a number it is the table that the
	// number stands in, of a list the names. Nil for tasks and text.
	Document *Document
	Figure   *Figure // of numbers, gauges and budgets
	Tasks    []TaskLine
	// Text is the paragraphs of a tile of text, placeholders filled in.
	Text      []Sentence
	Narrative Narrative
	// Shape is that of the cross-tab; the zero value stands for none.
	Shape Shape
	// Rows is how many rows of the data are behind the section, and People how
	// many different people those are about; People is -1 where the data do
	// not say who.
	Rows, People int
	// Withheld is true if numbers of small groups are withheld in the section;
	// Rows and People are then for those who send it and not to be shown.
	Withheld bool
	// Comparison is true for numbers of the whole district on a page that is
	// otherwise one recipient's.
	Comparison bool
}

// Shape says how a section's table is made up.
type Shape struct {
	// RowFields, ColumnFields and Measures are how many of them there are.
	RowFields, ColumnFields, Measures int
	// Adds is true if the first measure's totals are the sums of its members: a
	// count or a sum of rows each of which is in one member. Label names it.
	Adds  bool
	Label string
	// Across names the outermost field on the columns.
	Across string
}

// ShapeOf is the shape of a report.
func ShapeOf(report Report, schema table.Schema) Shape {
	spec := report.Spec
	shape := Shape{RowFields: len(spec.Rows), ColumnFields: len(spec.Columns), Measures: len(spec.Measures)}
	if shape.Measures == 0 {
		return shape
	}
	measure := spec.Measures[0]
	shape.Label = report.Label(0, schema)
	if len(spec.Columns) > 0 {
		shape.Across = fieldTitle(spec.Columns[0].Field, schema)
	}
	shape.Adds = (measure.Function == crosstab.Count || measure.Function == crosstab.Sum) && measure.Base == crosstab.NoBase && measure.Show == crosstab.NoShow
	for _, dimension := range slices.Concat(spec.Rows, spec.Columns) {
		shape.Adds = shape.Adds && dimension.Split == ""
	}
	return shape
}

// Figure is one number with what it takes to judge it.
type Figure struct {
	// Number is a cell of the section's table.
	Number Cell
	// Label says what the number is, Of for which row: "2026-27".
	Label, Of string
	// N is how many rows are behind it; -1 where that is withheld with it.
	N int
	// Target is what it should come to, if HasTarget, and Reached whether it
	// does; TargetSource says whose target it is.
	HasTarget    bool
	Target       Cell
	TargetBelow  bool
	Reached      bool
	TargetSource string
	// Before is the number of the row before, if HasBefore, and Change the
	// number less that one.
	HasBefore      bool
	Before, Change Cell
	BeforeOf       string
	// Trend is the numbers up to this one, drawn as a line; nil without any.
	Trend *chart.Chart
	Bands []Band
	// Status is what a rule or a band says of the number.
	Status Status
	// Parts are what a budget is made of, the whole first.
	Parts []FigurePart
}

// FigurePart is one of the amounts of a budget line.
type FigurePart struct {
	Label  string
	Number Cell
	// Share is the part as a fraction of the whole; 0 where there is no whole.
	Share float64
}

// TaskLine is a task as the page shows it.
type TaskLine struct {
	Text    Sentence
	Who     string
	Due     string
	Done    bool
	Contact string
	Link    string
	Status  Status
}

// Narrative explains a section in words.
type Narrative struct {
	// Read says how to read it, Shows what it shows, Next what to do next.
	Read, Shows, Next []Sentence
}

// Empty reports whether nothing is said.
func (n Narrative) Empty() bool { return len(n.Read)+len(n.Shows)+len(n.Next) == 0 }

// Sentence is a sentence whose numbers are bound to where they come from.
type Sentence struct {
	// Key names what is said, such as "shows.extremes"; empty for an author's
	// own words.
	Key  string
	Text string
	// Bound are the numbers and names in the text, in order.
	Bound []Bound
	// Contact and Link go with guidance.
	Contact, Link string
	Status        Status
}

// FirstLines is the key of the sentence that says how many lines of a list are
// shown. A surface that shows fewer leaves it out and says how many itself.
const FirstLines = "shows.list.first"

// BoundTo says what a piece of a sentence is.
type BoundTo string

// What pieces of sentences are bound to.
const (
	ToCell   BoundTo = "cell"   // the text of a cell of the table
	ToCount  BoundTo = "count"  // how many rows are behind a cell, or values, where OfValues says so
	ToGap    BoundTo = "gap"    // how far a cell's number is from another's, in points if a percentage
	ToShare  BoundTo = "share"  // a cell's number as a share of another's
	ToFact   BoundTo = "fact"   // something else that was counted, such as rows of the table
	ToTarget BoundTo = "target" // a target or threshold that someone set
	ToLabel  BoundTo = "label"  // no number: a name from the data or from an author
)

// Bound is a number or a name in a sentence and where it comes from. What is
// not bound are the program's own words, and has no digits in it.
type Bound struct {
	Text string
	// At is where the text begins in the sentence, in bytes.
	At int
	To BoundTo
	// Row and Column are the cell's place in the table's body, -1 where there
	// is none. OtherRow and OtherColumn are the cell that a gap is from or a
	// share is of.
	Row, Column           int
	OtherRow, OtherColumn int
}

// BoardRenderer draws a board onto one kind of surface. It holds no state and
// is safe for any number of goroutines.
type BoardRenderer interface {
	// Format is the usual file name ending without the dot: "pdf".
	Format() string
	// RenderBoard writes the board. It stops early when ctx is cancelled.
	RenderBoard(ctx context.Context, w io.Writer, board *Board) error
}

// Details are what stands behind a task, in one line: who, by when, whom to ask.
func (t TaskLine) Details() []string {
	var details []string
	for _, part := range []string{t.Who, t.Due, t.Contact} {
		if part != "" {
			details = append(details, part)
		}
	}
	return details
}
