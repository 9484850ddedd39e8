package narrative

import (
	"testing"

	"github.com/schoolbench/schoolbench/reports"
)

// "de" and "el" are one word in Spanish, unless the article is part of a name;
// what is bound stays where it says.
func TestContraction(t *testing.T) {
	spanish, err := New(reports.Spanish)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ label, want string }{
		"an article":        {"el presupuesto", "Es un 3 de cada parte del presupuesto."},
		"a name":            {"El Monte", "Es un 3 de cada parte de El Monte."},
		"another article":   {"la suma", "Es un 3 de cada parte de la suma."},
		"only like article": {"elección", "Es un 3 de cada parte de elección."},
	} {
		t.Run(name, func(t *testing.T) {
			s := &scribe{Narrator: spanish}
			number := s.fact(3)
			got := s.settle("es un " + number + " de cada parte de " + s.label(test.label) + ".")
			if got.Text != test.want {
				t.Errorf("got %q, want %q", got.Text, test.want)
			}
			for _, bound := range got.Bound {
				if got.Text[bound.At:bound.At+len(bound.Text)] != bound.Text {
					t.Errorf("%q is not at %d of %q", bound.Text, bound.At, got.Text)
				}
			}
		})
	}
}
