package ods_test

import (
	"slices"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/ods"
)

// Comments and links stand inside the cells, and are none of their text.
func TestNotes(t *testing.T) {
	comment := `<table:table-cell office:value-type="string"><office:annotation><dc:creator>Ana</dc:creator><dc:date>2026-01-02</dc:date><text:p>closed<text:s text:c="2"/>in</text:p><text:p>May</text:p></office:annotation><text:p>Oak</text:p></table:table-cell>`
	link := `<table:table-cell office:value-type="string"><text:p>the <text:a xlink:href="https://example.org/a">plan</text:a></text:p></table:table-cell>`
	plain := `<table:table-cell office:value-type="string"><text:p><text:a xlink:href="http://example.org/">example.org</text:a></text:p></table:table-cell>`
	alone := `<table:table-cell><office:annotation><text:p>on nothing</text:p></office:annotation></table:table-cell>`
	tables := sheet("S", row(text("School"), text("Plan")), row(comment, link), row(text("Ash"), plain), row(alone))
	source := importers.BytesSource("a.ods", document{tables: tables}.bytes(t))
	plans, err := ods.Importer().Plan(t.Context(), source, importers.Options{})
	if err != nil || len(plans) != 1 || plans[0].Rows != 2 {
		t.Fatalf("%+v, %v", plans, err)
	}
	var got []string
	err = ods.Importer().Aside(t.Context(), source, plans, func(aside importers.Aside) error {
		if aside.Note == nil {
			t.Errorf("set aside is %q", aside.Cells)
			return nil
		}
		got = append(got, aside.Note.String()+": "+aside.Note.Text)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Comment on A2 by Ana: closed  in\nMay", "Link in B2: https://example.org/a", "Comment on A4: on nothing"}
	if !slices.Equal(got, want) {
		t.Errorf("the notes are %q, want %q", got, want)
	}
}
