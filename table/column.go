package table

import (
	"fmt"
	"strings"
)

// Role is the part a column usually plays in a cross-tab. It is a suggestion
// for the field list, not a limit.
type Role uint8

// The roles of a column.
const (
	Dimension  Role = iota // something to group by: school, grade
	Measure                // something to add or average: days absent, budget
	Identifier             // something that names one person or thing: student ID
)

var roleNames = [...]string{"dimension", "measure", "identifier"}

// String returns the role's name.
func (r Role) String() string {
	if int(r) < len(roleNames) {
		return roleNames[r]
	}
	return "unknown"
}

// MarshalText writes the role by name.
func (r Role) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads a role by name.
func (r *Role) UnmarshalText(text []byte) error {
	for i, name := range roleNames {
		if name == string(text) {
			*r = Role(i)
			return nil
		}
	}
	return fmt.Errorf("unknown column role %q: use one of %q", text, roleNames)
}

// Column describes one column of a table.
type Column struct {
	// Name is unique within its table, ignoring case, and is what formulas,
	// specs and commands say. It is the header as the file wrote it.
	Name string `json:"name"`
	// Label is shown to people when it differs from Name; empty otherwise.
	Label string `json:"label,omitempty"`
	// Description says in a plain sentence what the values are, when that is
	// known; empty otherwise.
	Description string `json:"description,omitempty"`
	Type        Type   `json:"type"`
	Role        Role   `json:"role"`
	// Decimals is the largest number of digits after the decimal point that a
	// Decimal column holds. Sums are rounded to it, so that cents stay cents.
	Decimals int `json:"decimals,omitempty"`
	// Layout is how the file wrote its values when that is not the plain form:
	// for Date a layout of package time ("1/2/2006") or SerialLayout, for
	// SchoolYear one like SchoolYearLayouts, for YesNo the two words ("Y|N", the
	// second one empty where a blank means no), for Grade what FormatGrade takes
	// ("PK|TK|KN|01"), for Integer and Decimal a pattern such as "0.00",
	// "$#,##0.00", "0.#%" (as many decimals as there are) or "#.##0,00" (a
	// decimal comma). Empty means the plain form: 2006-01-02, 2018-19, Yes|No,
	// PK|TK|K|1, 1234.5.
	Layout string `json:"layout,omitempty"`
}

// Title is what people read above the column: its label, or else its name.
func (c Column) Title() string {
	if c.Label != "" {
		return c.Label
	}
	return c.Name
}

// Schema is the columns of a table, in order.
type Schema []Column

// Index returns the position of the column with this name, ignoring case, or
// -1. An exact match wins over one that differs in case.
func (s Schema) Index(name string) int {
	folded := -1
	for i, column := range s {
		if column.Name == name {
			return i
		}
		if folded < 0 && strings.EqualFold(column.Name, name) {
			folded = i
		}
	}
	return folded
}

// Names returns the column names in order.
func (s Schema) Names() []string {
	names := make([]string, len(s))
	for i, column := range s {
		names[i] = column.Name
	}
	return names
}
