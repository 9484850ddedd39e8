package oracle

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/schoolbench/schoolbench/table"
)

// Row is one row by the names of its columns.
type Row map[string]table.Value

// Table is some rows, and the frame that holds the same.
type Table struct {
	Columns []table.Column
	Rows    []Row
	Frame   *table.Frame

	fields map[string][]table.Value // by field, derived ones too: the value of each row
	plain  map[string]bool          // columns whose vector is to be plain
}

// columns are those of every table: all types, in the words of schools.
func columns() []table.Column {
	return []table.Column{
		{Name: "School", Type: table.Text},
		{Name: "Grade", Type: table.Text},
		{Name: "Object", Type: table.Code},
		{Name: "Student ID", Type: table.Code, Role: table.Identifier},
		{Name: "Year", Type: table.SchoolYear},
		{Name: "Day", Type: table.Date, Layout: "1/2/2006"},
		{Name: "EL", Type: table.YesNo, Layout: "Y|N"},
		{Name: "Days", Type: table.Integer, Role: table.Measure},
		{Name: "Budget", Type: table.Decimal, Decimals: 2, Role: table.Measure},
		{Name: "Rate", Type: table.Decimal, Decimals: 18, Role: table.Measure},
		{Name: "Plain", Type: table.Decimal, Decimals: 3, Role: table.Measure},
		{Name: "Services", Type: table.Text},
	}
}

// gradeOrder is the order of school of the grades that random tables have.
var gradeOrder = []string{"PK", "TK", "K", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"}

// services is what a row of Services may list.
func services() []string { return []string{"Tutoring", "Counseling", "After school", "Speech"} }

// NewTable returns the table of these rows.
func NewTable(rows []Row) *Table {
	t := &Table{Columns: columns(), Rows: rows, fields: map[string][]table.Value{}, plain: map[string]bool{"Plain": true}}
	marks := []table.Value{table.Mark(table.Missing, "")}
	var vectors []*table.Vector
	for _, column := range t.Columns {
		builder := table.NewVectorBuilder(column)
		numbers, markCodes := make([]float64, len(rows)), make([]uint32, len(rows))
		for i, row := range rows {
			v := row[column.Name]
			builder.Append(v)
			numbers[i] = v.Number
			if v.State != table.Reported {
				numbers[i], markCodes[i] = math.NaN(), uint32(len(marks))
				for code, known := range marks {
					if known == v {
						markCodes[i] = uint32(code)
					}
				}
				if int(markCodes[i]) == len(marks) {
					marks = append(marks, v)
				}
			}
		}
		if t.plain[column.Name] {
			vectors = append(vectors, table.NewPlainVector(column, numbers, table.PackCodes(markCodes, len(marks)), marks))
		} else {
			vectors = append(vectors, builder.Vector())
		}
	}
	var err error
	if t.Frame, err = table.NewFrame(len(rows), vectors...); err != nil {
		panic(err)
	}
	return t
}

// column describes a column.
func (t *Table) column(name string) table.Column {
	for _, column := range t.Columns {
		if column.Name == name {
			return column
		}
	}
	switch name {
	case "year(Day)", "schoolDay(Day)":
		return table.Column{Name: name, Type: table.Integer}
	case "schoolyear(Day)":
		return table.Column{Name: name, Type: table.SchoolYear}
	}
	return table.Column{Name: name} // the other expressions give text
}

// values returns the value of a column or a derived field in each row.
func (t *Table) values(field string) []table.Value {
	if known, found := t.fields[field]; found {
		return known
	}
	values := make([]table.Value, len(t.Rows))
	for i, row := range t.Rows {
		if derive := DerivedField(field); derive != nil {
			values[i] = derive(row)
		} else {
			values[i] = row[field]
		}
	}
	t.fields[field] = values
	return values
}

// RandomTable makes rows of every type and every kind of mark.
func RandomTable(random *rand.Rand, length int) *Table {
	marks := []table.Value{
		table.Mark(table.Missing, ""), table.Mark(table.Missing, "N/A"), table.Mark(table.Withheld, "*"),
		table.Mark(table.Withheld, "<11"), table.Mark(table.Misfit, "abc"),
	}
	// Some tables have hardly a mark, some are full of them.
	markShare := []float64{0, 0.02, 0.5, 0.95}[random.IntN(4)]
	spread := []int{2, 5, 40}[random.IntN(3)]
	grades := []string{"PK", "TK", "K", "1", "2", "9", "10", "12"}
	draw := func(name string) table.Value {
		switch name {
		case "School":
			return table.TextValue(fmt.Sprintf("School %02d", random.IntN(spread)))
		case "Grade":
			return table.TextValue(grades[random.IntN(len(grades))])
		case "Object":
			return table.TextValue(fmt.Sprintf("%04d", 1000*(1+random.IntN(6))+random.IntN(3)))
		case "Student ID":
			return table.TextValue(fmt.Sprintf("%07d", random.IntN(length+1)))
		case "Year":
			return table.NumberValue(float64(2015 + random.IntN(4)))
		case "Day":
			return table.NumberValue(float64(18000 + random.IntN(400)))
		case "EL":
			return table.NumberValue(float64(random.IntN(2)))
		case "Days":
			return table.NumberValue(float64(random.IntN(21) - 3))
		case "Budget":
			return table.NumberValue(table.Round(random.NormFloat64()*100000, 2))
		case "Rate":
			return table.NumberValue(random.Float64())
		case "Services":
			return table.TextValue(randomServices(random))
		}
		return table.NumberValue(table.Round(random.NormFloat64()*50, 3))
	}
	rows := make([]Row, length)
	for i := range rows {
		rows[i] = Row{}
		for _, column := range columns() {
			v := draw(column.Name)
			if random.Float64() < markShare {
				v = marks[random.IntN(len(marks))]
			}
			rows[i][column.Name] = v
		}
	}
	return NewTable(rows)
}

// randomServices lists some services as a file might, now and then one twice.
func randomServices(random *rand.Rand) string {
	all := services()
	text := all[random.IntN(len(all))]
	for random.IntN(3) == 0 {
		text += "; " + all[random.IntN(len(all))]
	}
	return text
}
