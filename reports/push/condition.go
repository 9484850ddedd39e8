package push

import (
	"fmt"
	"math"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// Turn is what a number must do for a condition to hold.
type Turn string

// The turns. The first three compare with what was sent the last time.
const (
	Falls   Turn = "falls"
	Rises   Turn = "rises"
	Changes Turn = "changes"
	IsBelow Turn = "below"
	IsAbove Turn = "above"
)

// Condition lets a push out only if a number calls for it: attendance fell by
// two points among at least twenty students.
type Condition struct {
	// Tile names the tile whose number is looked at.
	Tile string `json:"tile"`
	Is   Turn   `json:"is"`
	// By is the change that is called for, at least, or the level for IsBelow
	// and IsAbove; of percentages a fraction: 0.02 is two points.
	By float64 `json:"by"`
	// Least is the number of rows behind the number from which it counts.
	Least int `json:"least,omitempty"`
}

// Figure is a number as a recipient was sent it.
type Figure struct {
	Tile  string `json:"tile"`
	Title string `json:"title"`
	// Value is the number, of percentages a fraction, and Text how it was
	// written. Known is false for one that is withheld or missing.
	Value float64 `json:"value"`
	Text  string  `json:"text"`
	Known bool    `json:"known"`
	// N is how many rows are behind it; 0 for one that is withheld.
	N int `json:"n,omitempty"`
}

// Figures are the numbers of a board that conditions and the proof compare with
// the next time.
func Figures(board *reports.Board) []Figure {
	var figures []Figure
	for _, section := range board.Sections {
		if section.Figure == nil || section.Comparison {
			continue
		}
		number := section.Figure.Number
		figures = append(figures, Figure{
			Tile: section.Name, Title: section.Title, Value: number.Number, Text: number.Text, N: max(0, section.Figure.N),
			Known: number.IsNumber && number.State == table.Reported,
		})
	}
	return figures
}

func (c Condition) validate() error {
	bad := func(message, remedy string) error {
		return table.Failed("push-condition", table.Where{}, message, remedy, nil)
	}
	switch {
	case c.Tile == "":
		return bad("A condition does not say which number it looks at.", "Name a tile that shows one number.")
	case c.Is != Falls && c.Is != Rises && c.Is != Changes && c.Is != IsBelow && c.Is != IsAbove:
		return bad(fmt.Sprintf("%q is not something a number can do.", c.Is), "Use falls, rises, changes, below or above.")
	case math.IsNaN(c.By) || math.IsInf(c.By, 0) || c.Least < 0:
		return bad(fmt.Sprintf("The condition on %q has a limit that is no number.", c.Tile), "Give a number; of percentages a fraction, such as 0.02.")
	case c.By < 0 && c.Is != IsBelow && c.Is != IsAbove:
		return bad(fmt.Sprintf("The condition on %q asks for a change of less than nothing.", c.Tile), "Give the size of the change and say falls or rises.")
	}
	return nil
}

// Holds reports whether a number calls for the push, and says why not.
func (c Condition) Holds(now, last []Figure) (bool, string) {
	current, found := figureOf(now, c.Tile)
	switch {
	case !found:
		return false, fmt.Sprintf("There is no number of a tile %q.", c.Tile)
	case !current.Known:
		return false, fmt.Sprintf("%s is not known.", current.Title)
	case current.N < c.Least:
		return false, fmt.Sprintf("%s is of %d, and %d are called for.", current.Title, current.N, c.Least)
	}
	switch c.Is {
	case IsBelow:
		return current.Value < c.By, fmt.Sprintf("%s is %s.", current.Title, current.Text)
	case IsAbove:
		return current.Value > c.By, fmt.Sprintf("%s is %s.", current.Title, current.Text)
	}
	before, found := figureOf(last, c.Tile)
	if !found || !before.Known {
		return false, fmt.Sprintf("%s has no earlier number to compare with; from now on there is this one.", current.Title)
	}
	if before.N < c.Least {
		return false, fmt.Sprintf("%s was of %d, and %d are called for.", current.Title, before.N, c.Least)
	}
	change := current.Value - before.Value
	reason := fmt.Sprintf("%s was %s and is %s.", current.Title, before.Text, current.Text)
	// A change of exactly two points must hold although 0.92 - 0.9 is a little
	// less than 0.02 to a computer.
	const tolerance = 1e-9
	switch c.Is {
	case Falls:
		return change < 0 && -change >= c.By-tolerance, reason
	case Rises:
		return change > 0 && change >= c.By-tolerance, reason
	default:
		return change != 0 && math.Abs(change) >= c.By-tolerance, reason
	}
}

func figureOf(figures []Figure, tile string) (Figure, bool) {
	for _, figure := range figures {
		if figure.Tile == tile {
			return figure, true
		}
	}
	return Figure{}, false
}
