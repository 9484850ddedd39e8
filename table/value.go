package table

import (
	"cmp"
	"fmt"
	"strings"
)

// State says what a cell holds. The four states are never confused with one
// another: a withheld cell is not zero, and neither is a missing one.
type State uint8

// The states of a cell.
const (
	Reported State = iota // a value that fits the column's type; a genuine zero is reported
	Missing               // nothing was given: blank, "N/A", "NULL"
	Withheld              // the publisher hid it: "*", "<11", "PS"
	Misfit                // text that does not fit the column's type, kept as written
)

var stateNames = [...]string{"reported", "missing", "withheld", "misfit"}

// String returns the state's name, such as "withheld".
func (s State) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return "unknown"
}

// MarshalText writes the state by name.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a state by name.
func (s *State) UnmarshalText(text []byte) error {
	for i, name := range stateNames {
		if name == string(text) {
			*s = State(i)
			return nil
		}
	}
	return fmt.Errorf("unknown state %q: use one of %q", text, stateNames)
}

// Value is what one cell holds. For a reported value of a text type, Text is
// the value; for a reported value of any other type, Number is, and Text is
// empty. For the other states Text is what the file said, such as "*", and
// Number is zero and means nothing.
type Value struct {
	State  State
	Number float64
	Text   string
}

// NumberValue returns a reported value of a type that is not text.
func NumberValue(n float64) Value { return Value{Number: n} }

// TextValue returns a reported value of a text type.
func TextValue(s string) Value { return Value{Text: s} }

// Mark returns a value that is not reported, with the text the file used.
func Mark(state State, text string) Value { return Value{State: state, Text: text} }

// IsReported reports whether the value may take part in arithmetic.
func (v Value) IsReported() bool { return v.State == Reported }

// Compare orders values for display: reported values first (numbers by size,
// text by its characters), then withheld, misfit and missing ones. It returns
// a negative number, zero or a positive number.
func (v Value) Compare(other Value) int {
	if c := cmp.Compare(displayRank[v.State], displayRank[other.State]); c != 0 {
		return c
	}
	if c := cmp.Compare(v.Number, other.Number); c != 0 {
		return c
	}
	return strings.Compare(v.Text, other.Text)
}

var displayRank = [...]int{Reported: 0, Withheld: 1, Misfit: 2, Missing: 3}

// Cell is a value as it arrives from a file. Original is the text in the file
// when Column.Text would not write the value exactly so; it is empty and
// HasOriginal false when nothing would be lost.
type Cell struct {
	Value
	Original    string
	HasOriginal bool
}
