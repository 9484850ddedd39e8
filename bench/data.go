package main

import (
	"fmt"
	"math/rand/v2"

	"github.com/schoolbench/schoolbench/table"
)

// column is one column of the data: a code a row, and what codes stand for.
type column struct {
	name     string
	distinct int
	numeric  bool
	codes    []uint32
}

// columns makes the same data in every run.
func columns(rows int) []column {
	all := []column{
		{name: "School", distinct: 128},
		{name: "Grade", distinct: 14},
		{name: "Ethnicity", distinct: 8},
		{name: "Teacher", distinct: 1000},
		{name: "Student", distinct: 600_000},
		{name: "Days", distinct: 181, numeric: true},
		{name: "Half", distinct: 2, numeric: true},
		{name: "Score", distinct: 1000, numeric: true},
	}
	random := rand.New(rand.NewPCG(1, 1))
	for i := range all {
		all[i].codes = make([]uint32, rows)
		for row := range rows {
			all[i].codes[row] = random.Uint32N(uint32(all[i].distinct))
		}
	}
	return all
}

// label is what a code of a text column stands for.
func label(code int) string { return fmt.Sprintf("Member %06d", code) }

// frameOf is the data as package crosstab takes it.
func frameOf(all []column, rows int) (*table.Frame, error) {
	var vectors []*table.Vector
	for _, c := range all {
		description := table.Column{Name: c.name, Type: table.Text}
		dictionary := make([]table.Value, c.distinct)
		for code := range dictionary {
			dictionary[code] = table.TextValue(label(code))
			if c.numeric {
				description.Type = table.Integer
				dictionary[code] = table.NumberValue(float64(code))
			}
		}
		vectors = append(vectors, table.NewCodedVector(description, table.PackCodes(c.codes, c.distinct), dictionary))
	}
	return table.NewFrame(rows, vectors...)
}
