package importers

import "github.com/schoolbench/schoolbench/table"

// Legend is what a file itself says of the marks in it, in its notes or on a
// sheet of its own: "* = fewer than 11 students". It goes before what the marks
// usually stand for.
type Legend []LegendEntry

// LegendEntry is what a file says of one mark.
type LegendEntry struct {
	// Mark is the text of the cells meant, such as "*" or "-3"; empty for
	// blank cells.
	Mark string `json:"mark"`
	// State is Missing or Withheld, or Reported when the file says that the
	// text is a value like any other.
	State table.State `json:"state"`
	// Words are the file's own.
	Words string `json:"words,omitempty"`
	Sheet string `json:"sheet,omitempty"`
	Row   int    `json:"row,omitempty"` // as table.Row.Number
}

// State returns what the legend says of a mark, if it does. The first entry of
// several counts.
func (l Legend) State(mark string) (state table.State, known bool) {
	for _, entry := range l {
		if entry.Mark == mark {
			return entry.State, true
		}
	}
	return table.Reported, false
}
