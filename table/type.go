package table

import "fmt"

// Type says what the reported values of a column are.
type Type uint8

// The types a column can have. Text is the zero value: what is not understood
// stays text.
const (
	Text       Type = iota // free text
	Code                   // digits or letters that identify: kept as text, leading zeros and all
	Integer                // whole numbers
	Decimal                // numbers with a fraction
	Date                   // calendar days, kept as days since 1970-01-01
	SchoolYear             // a school year, kept as the calendar year in which it starts
	YesNo                  // yes or no, kept as 1 or 0
	Grade                  // a grade of school from preschool on, kept as a number in school order: TK -1, K 0
)

var typeNames = [...]string{"text", "code", "integer", "decimal", "date", "school-year", "yes-no", "grade"}

// Types lists every type, in the order a menu should offer them.
func Types() []Type { return []Type{Text, Code, Integer, Decimal, Date, SchoolYear, Grade, YesNo} }

// String returns the name used in plans and in machine-readable output, such
// as "school-year".
func (t Type) String() string {
	if int(t) < len(typeNames) {
		return typeNames[t]
	}
	return fmt.Sprintf("type(%d)", uint8(t))
}

// ParseType is the inverse of String.
func ParseType(name string) (Type, error) {
	for i, known := range typeNames {
		if known == name {
			return Type(i), nil
		}
	}
	return Text, fmt.Errorf("unknown column type %q: use one of %q", name, typeNames)
}

// MarshalText writes the type by name, so that plans read as words.
func (t Type) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads a type by name.
func (t *Type) UnmarshalText(text []byte) error {
	parsed, err := ParseType(string(text))
	if err != nil {
		return err
	}
	*t = parsed
	return nil
}

// IsText reports whether reported values live in Value.Text.
func (t Type) IsText() bool { return t == Text || t == Code }

// IsNumeric reports whether values can be added and averaged. A yes/no column
// is numeric: its mean is the share of yes.
func (t Type) IsNumeric() bool { return t == Integer || t == Decimal || t == YesNo }
