package reports

import (
	"slices"
	"strings"
)

// Filter keeps the rows in which a field has one of these values.
type Filter struct {
	Field  string   `json:"field"`
	Values []string `json:"values,omitempty"`
	// Latest, without values, keeps the rows with the last value that the
	// field has in the dataset, such as this school year.
	Latest bool `json:"latest,omitempty"`
}

// String writes the filter in words: "School is Lincoln Elementary".
func (f Filter) String() string {
	switch {
	case f.Latest && len(f.Values) == 0:
		return "latest " + f.Field
	case len(f.Values) == 0:
		return f.Field + " is nothing"
	}
	return f.Field + " is " + strings.Join(f.Values, " or ")
}

// Slice is one recipient's part of the data. It cuts every tile of a
// dashboard: a tile whose dataset knows no such field is left out with a
// sentence, never shown whole. Only a tile marked as a comparison keeps the
// whole district, and that one names nobody.
type Slice struct {
	// Label is what the page says it is drawn as: "Lincoln Elementary".
	Label string `json:"label"`
	// Recipient is whom it is for, such as "Principal Jane Doe".
	Recipient string   `json:"recipient,omitempty"`
	Filters   []Filter `json:"filters,omitempty"`
	// Language overrides the dashboard's.
	Language Language `json:"language,omitempty"`
	// SmallestGroup is the dashboard's for this recipient, if it is larger.
	SmallestGroup int `json:"smallestGroup,omitempty"`
}

// IsWhole reports whether the slice is all of the data.
func (s Slice) IsWhole() bool { return len(s.Filters) == 0 }

// Title is the label, or else the filters in words.
func (s Slice) Title() string {
	if s.Label != "" {
		return s.Label
	}
	var values []string
	for _, filter := range s.Filters {
		values = append(values, strings.Join(filter.Values, " or "))
	}
	return strings.Join(values, ", ")
}

// ParseSlice reads a slice as it is typed: "School=Lincoln Elementary", with
// semicolons between several fields and a bar between several values of one.
// It reports whether the text says a field and a value in each part.
func ParseSlice(text string) (Slice, bool) {
	var slice Slice
	for _, part := range strings.Split(text, ";") {
		field, values, found := strings.Cut(part, "=")
		field = strings.TrimSpace(field)
		if !found || field == "" {
			return Slice{}, false
		}
		filter := Filter{Field: field}
		for _, value := range strings.Split(values, "|") {
			if value = strings.TrimSpace(value); value == "" {
				return Slice{}, false
			}
			filter.Values = append(filter.Values, value)
		}
		if slices.ContainsFunc(slice.Filters, func(other Filter) bool { return strings.EqualFold(other.Field, field) }) {
			return Slice{}, false
		}
		slice.Filters = append(slice.Filters, filter)
	}
	return slice, true
}
