package push

import (
	"fmt"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// Made is what was made for one recipient, before it is judged.
type Made struct {
	Recipient Recipient
	RunAs     string
	// Rows and Students are how many are behind the pages; Students is -1
	// where the data do not say who.
	Rows, Students int
	Figures        []Figure
	// LeftOut has a sentence for each tile that is not shown.
	LeftOut []string
	// Failure is why nothing could be made.
	Failure *table.Issue
	// Last is what the recipient was sent before; nil if nothing was.
	Last *Last
	// Seen are the numbers that were looked at, without anything being sent,
	// since then: a condition compares with them what Last does not tell.
	Seen []Figure
}

// Last is what a recipient was sent the last time.
type Last struct {
	Sent           time.Time
	Rows, Students int
	Figures        []Figure
}

// Proof is the sheet to look at before anything leaves: a line for each
// recipient.
type Proof struct {
	Push string `json:"push"`
	What string `json:"what"`
	// Data says which imports are shown.
	Data    string    `json:"data"`
	Created time.Time `json:"created"`
	Where   Where     `json:"where"`
	Formats []string  `json:"formats"`
	Lines   []Line    `json:"recipients"`
	// Warnings are about the push as a whole.
	Warnings []table.Issue `json:"warnings"`
}

// NewProof returns the proof of a push, still without a line.
func NewProof(p Push, data string, now time.Time) Proof {
	proof := Proof{Push: p.Name, What: p.What(), Data: data, Created: now, Where: p.Where, Formats: p.Formats, Lines: []Line{}, Warnings: []table.Issue{}}
	if proof.Where == "" {
		proof.Where = ToFolder
	}
	return proof
}

// Line is what the proof says of one recipient.
type Line struct {
	Recipient string   `json:"recipient"`
	RunAs     string   `json:"runAs"`
	Emails    []string `json:"emails"`
	Rows      int      `json:"rows"`
	Students  *int     `json:"students"` // nil where the data do not say who
	// LastSent, LastRows and LastStudents are of the last time; nil if there
	// was none.
	LastSent     *time.Time `json:"lastSent,omitempty"`
	LastRows     *int       `json:"lastRows,omitempty"`
	LastStudents *int       `json:"lastStudents,omitempty"`
	// SmallestGroup is the smallest group of people whose numbers are shown; 0
	// withholds none.
	SmallestGroup int `json:"smallestGroup,omitempty"`
	// Changes says which numbers are others than the last time.
	Changes []string `json:"changes"`
	// Warnings are worth a look; the first that is a failure is why nothing is
	// sent to this recipient.
	Warnings []table.Issue `json:"warnings"`
	Held     bool          `json:"held"`
}

// To says where the recipient's part goes: into a folder, to the addresses, or
// both. A push that only fills folders says nothing of addresses.
func (l Line) To(where Where) string {
	var to []string
	if where != ToEmail {
		to = append(to, "Folder")
	}
	if where == ToEmail || where == ToBoth {
		to = append(to, l.Emails...)
	}
	return strings.Join(to, ", ")
}

// HeldWhy is why nothing is sent to the recipient; empty if something is.
func (l Line) HeldWhy() string {
	for _, warning := range l.Warnings {
		if warning.Severity == table.Failure {
			return warning.Message
		}
	}
	return ""
}

// Document is the proof as a sheet that can be shown, printed and exported.
func (p Proof) Document() *reports.Document {
	header := func(text string) reports.Cell { return reports.Cell{Text: text, Span: 1, Row: -1, Column: -1} }
	grid := &reports.Table{RowHeaders: 2}
	head := []reports.Cell{header("Recipient"), header("To"), header("Rows"), header("Students"), header("Last time"), header("What changed"), header("Look at")}
	grid.HeaderRows = [][]reports.Cell{head}
	number := func(n *int) reports.Cell {
		if n == nil {
			return reports.Cell{State: table.Missing, Span: 1, Row: -1, Column: -1}
		}
		return reports.NumberCell(float64(*n), 0, false)
	}
	held, warned := 0, 0
	for _, line := range p.Lines {
		var look []string
		for _, warning := range line.Warnings {
			look = append(look, warning.Message)
		}
		switch {
		case line.Held:
			held++
			look = append([]string{"NOT SENT."}, look...)
		case len(look) > 0:
			warned++
		}
		if line.SmallestGroup > 1 {
			look = append(look, fmt.Sprintf("Groups of fewer than %d people are withheld.", line.SmallestGroup))
		}
		last := line.LastStudents
		if last == nil {
			last = line.LastRows
		}
		grid.Body = append(grid.Body, reports.Row{Cells: []reports.Cell{
			header(line.Recipient), header(line.To(p.Where)), number(&line.Rows), number(line.Students), number(last),
			header(strings.Join(line.Changes, "; ")), header(strings.Join(look, " ")),
		}})
	}
	document := &reports.Document{
		Title:    "Proof of " + p.Push,
		Sentence: fmt.Sprintf("The %s as %s, for %s. Nothing is sent to %d of them; worth a look besides: %d.", p.What, strings.Join(p.Formats, ", "), recipients(len(p.Lines)), held, warned),
		Table:    grid, Source: p.Data, Created: p.Created,
	}
	for _, warning := range p.Warnings {
		document.Notes = append(document.Notes, warning.Message)
	}
	return document
}

func recipients(n int) string {
	if n == 1 {
		return "1 recipient"
	}
	return table.FormatNumber(float64(n), 0) + " recipients"
}
