package reports

// Quantity is a number of a tile that a rule looks at.
type Quantity string

// The quantities. Those of percentages are fractions: 0.1 is 10 %.
const (
	LevelOf    Quantity = "level"    // the tile's number, or its total
	ChangeOf   Quantity = "change"   // the latest number less the one before, in the number's own unit
	DistanceOf Quantity = "toTarget" // the number less its target
	LargestOf  Quantity = "largest"  // the largest number of a row that is no total
	SmallestOf Quantity = "smallest" // the smallest number of a row that is no total
	CountOf    Quantity = "rows"     // how many rows, or names, are behind the tile
)

// Comparison is how a rule compares.
type Comparison string

// The comparisons.
const (
	IsAtLeast Comparison = ">="
	IsAbove   Comparison = ">"
	IsAtMost  Comparison = "<="
	IsBelow   Comparison = "<"
)

// Holds reports whether a value stands in this relation to another.
func (c Comparison) Holds(value, other float64) bool {
	switch c {
	case IsAtLeast:
		return value >= other
	case IsAbove:
		return value > other
	case IsAtMost:
		return value <= other
	case IsBelow:
		return value < other
	}
	return false
}

// Rule is the district's own guidance: when a number of a tile is so, this is
// what it means and what to do next. Rules are data; an office changes them
// without a programmer.
type Rule struct {
	// Name is unique among the rules for one recipient.
	Name string `json:"name"`
	// Tile names the tile whose numbers are looked at.
	Tile string     `json:"tile"`
	Of   Quantity   `json:"of"`
	Is   Comparison `json:"is"`
	// Value is what the quantity is compared with; a percentage as a fraction.
	Value float64 `json:"value"`
	// Least is the number of rows from which the rule speaks: of fewer, a
	// number means little.
	Least int `json:"least,omitempty"`
	// Group, if not empty, makes one question of several rules: the first of a
	// group that holds speaks, the others do not.
	Group string `json:"group,omitempty"`
	// For is the label of the slice that the rule is for. A recipient's own
	// rule stands in place of the one of the same name for everybody.
	For    string `json:"for,omitempty"`
	Status Status `json:"status,omitempty"`
	// Next is what to do, by language. It may hold placeholders.
	Next    map[Language]string `json:"next,omitempty"`
	Contact string              `json:"contact,omitempty"`
	Link    string              `json:"link,omitempty"`
}
