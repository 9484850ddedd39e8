package app

import (
	"fmt"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/table"
)

// termColumns are columns of every type, each with values, a blank, a withheld
// one and one that does not fit.
func termColumns() []*table.Vector {
	marks := []table.Value{{State: table.Missing}, {State: table.Withheld, Text: "*"}, {State: table.Misfit, Text: "?"}}
	var vectors []*table.Vector
	for _, each := range []struct {
		column table.Column
		values []table.Value
	}{
		{table.Column{Name: "School", Type: table.Text}, []table.Value{table.TextValue(`O"Neil`), table.TextValue("Birch]"), table.TextValue("and")}},
		{table.Column{Name: "A ] code", Type: table.Code}, []table.Value{table.TextValue("007"), table.TextValue("7"), table.TextValue("x or y")}},
		{table.Column{Name: "Days", Type: table.Integer, Role: table.Measure}, []table.Value{table.NumberValue(-5), table.NumberValue(0), table.NumberValue(12345)}},
		{table.Column{Name: "Rate", Type: table.Decimal, Role: table.Measure, Decimals: 1}, []table.Value{table.NumberValue(0.123456), table.NumberValue(0.1), table.NumberValue(2.5)}},
		{table.Column{Name: "Day", Type: table.Date, Layout: "1/2/2006"}, []table.Value{table.NumberValue(18000), table.NumberValue(18001), table.NumberValue(18500)}},
		{table.Column{Name: "Year", Type: table.SchoolYear}, []table.Value{table.NumberValue(2018), table.NumberValue(2019), table.NumberValue(2020)}},
		{table.Column{Name: "Grade", Type: table.Grade}, []table.Value{table.NumberValue(0), table.NumberValue(3), table.NumberValue(12)}},
		{table.Column{Name: "Active", Type: table.YesNo, Layout: "Y|N"}, []table.Value{table.NumberValue(0), table.NumberValue(1), table.NumberValue(1)}},
	} {
		dictionary := append(append([]table.Value{}, each.values...), marks...)
		codes := []uint32{0, 1, 2, 3, 4, 5}
		vectors = append(vectors, table.NewCodedVector(each.column, table.PackCodes(codes, len(dictionary)), dictionary))
	}
	return vectors
}

// What is ticked is what is kept: for every column and every set of values,
// kept or left out, the filter keeps exactly the rows with them; and read again
// it says the same.
func TestTermsKeepWhatTheySay(t *testing.T) {
	columns := termColumns()
	frame, err := table.NewFrame(6, columns...)
	if err != nil {
		t.Fatal(err)
	}
	var schema table.Schema
	for _, vector := range columns {
		schema = append(schema, vector.Column())
	}
	describe := func(field string) table.Column { return schema[schema.Index(field)] }
	for _, vector := range columns {
		for set := 1; set < 1<<6-1; set++ {
			for _, not := range []bool{false, true} {
				term := filterTerm{field: vector.Column().Name, about: vector.Column(), not: not}
				named := map[termValue]bool{}
				for row := range 6 {
					if value := termValueOf(term.about, vector.Value(row)); set&(1<<row) != 0 && !named[value] {
						named[value] = true
						term.only = append(term.only, value)
					}
				}
				if issue := term.write(); issue != nil {
					continue // every value is left out
				}
				compiled, err := expression.Compile(term.text, schema)
				if err != nil {
					t.Fatalf("%s: %v", term.text, err)
				}
				mask, err := compiled.Mask(frame)
				if err != nil {
					t.Fatal(err)
				}
				for row, kept := range mask {
					if want := named[termValueOf(term.about, vector.Value(row))] != not; kept != want {
						t.Errorf("%s keeps row %d: %v, want %v", term.text, row, kept, want)
					}
				}
				again := readTerms("("+term.text+") and [Days] = 3", schema, describe)
				if len(again) != 2 || again[0].field != term.field || again[0].test.Test != anyValue {
					t.Fatalf("%s is read as %+v", term.text, again)
				}
				if issue := again[0].write(); issue != nil {
					t.Fatal(issue)
				}
				recompiled, err := expression.Compile(again[0].text, schema)
				if err != nil {
					t.Fatal(err)
				}
				if remask, _ := recompiled.Mask(frame); fmt.Sprint(remask) != fmt.Sprint(mask) {
					t.Errorf("%s, read and written again, is %s", term.text, again[0].text)
				}
			}
		}
	}
}

// A condition becomes a filter that keeps the rows the grid's own filter keeps,
// and is read again as the same condition.
func TestTermsOfConditions(t *testing.T) {
	columns := termColumns()
	frame, err := table.NewFrame(6, columns...)
	if err != nil {
		t.Fatal(err)
	}
	var schema table.Schema
	for _, vector := range columns {
		schema = append(schema, vector.Column())
	}
	describe := func(field string) table.Column { return schema[schema.Index(field)] }
	for _, vector := range columns {
		for _, test := range testsOf(vector.Column())[1:] {
			for row := range 3 {
				first := termValueOf(vector.Column(), vector.Value(row)).text
				second := termValueOf(vector.Column(), vector.Value(2-row)).text
				asked := condition{Test: test, Value: first, Second: second}
				term := filterTerm{field: vector.Column().Name, about: vector.Column(), test: asked}
				if vector.Column().Type == table.YesNo && test != isEqual && test.fields() > 0 {
					continue // a yes has no letters to look for
				}
				meets, issue := asked.compile(vector.Column())
				if issue != nil {
					t.Fatal(issue)
				}
				if issue := term.write(); issue != nil {
					t.Fatal(issue)
				}
				compiled, err := expression.Compile(term.text, schema)
				if err != nil {
					t.Fatalf("%s: %v", term.text, err)
				}
				mask, err := compiled.Mask(frame)
				if err != nil {
					t.Fatal(err)
				}
				for row, kept := range mask {
					value := vector.Value(row)
					if want := meets(value); kept != want && !(value.State != table.Reported && !isSized(vector.Column())) {
						t.Errorf("%s keeps row %d: %v, want %v", term.text, row, kept, want)
					}
				}
				again := readTerms(term.text, schema, describe)
				if len(again) != 1 || again[0].field != term.field {
					t.Errorf("%s is read as %+v", term.text, again)
					continue
				}
				if words := again[0].words("X"); !strings.HasPrefix(words, "X ") || strings.Contains(words, "[") {
					t.Errorf("%s is said as %q", term.text, words)
				}
			}
		}
	}
}

// A filter with or in it stays what it is when a term comes beside it.
func TestTermsBesideAFormula(t *testing.T) {
	schema := table.Schema{{Name: "A", Type: table.Integer}, {Name: "B", Type: table.Integer}}
	terms := readTerms("A = 1 or B = 2", schema, func(field string) table.Column { return schema[schema.Index(field)] })
	if len(terms) != 1 || terms[0].field != "" {
		t.Fatalf("read as %+v", terms)
	}
	added := filterTerm{field: "A", about: schema[0], only: []termValue{{text: "1"}}}
	if issue := added.write(); issue != nil {
		t.Fatal(issue)
	}
	if got, want := writeTerms(append(terms, added)), "(A = 1 or B = 2) and [A] in [1]"; got != want {
		t.Errorf("written as %s, want %s", got, want)
	}
}
