package reports

import (
	"context"
	"io"
	"time"

	"github.com/schoolbench/schoolbench/reports/chart"
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
	// Slice is what the data were cut by.
	Slice    Slice
	Created  time.Time
	Sections []Section
	// LeftOut has a sentence for each tile that is not shown.
	LeftOut []string
	OnePage bool
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
	// Rows is how many rows of the data are behind the section, and People how
	// many different people those are about; People is -1 where the data do
	// not say who.
	Rows, People int
	// Comparison is true for numbers of the whole district on a page that is
	// otherwise one recipient's.
	Comparison bool
}

// Figure is one number with what it takes to judge it.
type Figure struct {
	// Number is a cell of the section's table.
	Number Cell
	// Label says what the number is, Of for which row: "2026-27".
	Label, Of string
	// N is how many rows are behind it.
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

// Sentence is a sentence with its numbers bound to where they come from.
type Sentence struct {
	Text string
	// Numbers are the numbers in the text, in order.
	Numbers []Bound
	// Contact and Link go with guidance.
	Contact, Link string
	Status        Status
}

// BoundTo says what a number in a sentence is.
type BoundTo string

// What numbers are bound to.
const (
	ToCell   BoundTo = "cell"   // the text of a cell of the table
	ToCount  BoundTo = "count"  // how many rows are behind a cell
	ToGap    BoundTo = "gap"    // a cell's number less another's
	ToFact   BoundTo = "fact"   // something else that was counted, such as rows of the table
	ToTarget BoundTo = "target" // a target or threshold that someone set
)

// Bound is a number in a sentence and where it comes from.
type Bound struct {
	Text string
	To   BoundTo
	// Row and Column are the cell's place in the table's body, -1 where there
	// is none. OtherRow and OtherColumn are the cell that a gap is from.
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
