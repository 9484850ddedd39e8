package unpivot

import (
	"errors"
	"io"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/typing"
	"github.com/schoolbench/schoolbench/table"
)

// NewReader returns a reader of the long table that the plan's Unpivot makes of
// the rows of wide, which are those of the plan without it. It owns wide and
// closes it. A plan whose groups do not fit its columns fails at the first row
// with a *table.Issue.
func NewReader(plan importers.Plan, wide table.Reader) table.Reader {
	r := &reader{Reader: wide, schema: plan.Schema(), group: len(plan.Unpivot.Groups)}
	var issue *table.Issue
	if r.places, issue = placesOf(plan); issue != nil {
		r.unfit = issue
	}
	r.cells = make([]table.Cell, len(r.schema))
	key := typing.NewParser(plan.Unpivot.Key)
	for _, group := range plan.Unpivot.Groups {
		r.keys = append(r.keys, key.Parse([]byte(group.Key)))
	}
	return r
}

// places says where the cells of a wide row go.
type places struct {
	fixed  []int   // of the columns in no group
	groups [][]int // by group and value column; -1 for none
}

// placesOf finds the columns that the groups speak of.
func placesOf(plan importers.Plan) (places, *table.Issue) {
	at := map[int]int{}
	read := 0
	for _, column := range plan.Columns {
		if !column.Skip {
			at[column.Index] = read
			read++
		}
	}
	var p places
	grouped := make([]bool, read)
	for _, group := range plan.Unpivot.Groups {
		if len(group.Columns) != len(plan.Unpivot.Values) {
			return p, failed("The groups of columns do not all have as many columns as there are values.")
		}
		columns := make([]int, len(group.Columns))
		for i, index := range group.Columns {
			place, known := at[index]
			switch {
			case index < 0:
				place = -1
			case !known:
				return p, failed("A group names a column that is not read.")
			case grouped[place]:
				return p, failed("A column is in two groups.")
			default:
				grouped[place] = true
			}
			columns[i] = place
		}
		p.groups = append(p.groups, columns)
	}
	for place, taken := range grouped {
		if !taken {
			p.fixed = append(p.fixed, place)
		}
	}
	return p, nil
}

func failed(message string) *table.Issue {
	return table.Failed("unpivot-unfit", table.Where{}, message, "Correct the groups in the plan, or look at the file again.", nil)
}

// reader gives a row for each filled group of a wide row.
type reader struct {
	table.Reader // of the wide rows
	schema       table.Schema
	places       places
	keys         []table.Cell
	cells        []table.Cell // of the long row
	unfit        error

	wide  []table.Cell
	line  int
	group int // the next to look at
	given int // rows that the wide row has given
}

func (r *reader) Schema() table.Schema { return r.schema }

func (r *reader) Next() (table.Row, error) {
	if r.unfit != nil {
		return table.Row{}, r.unfit
	}
	for {
		for r.group < len(r.places.groups) {
			group := r.group
			r.group++
			if r.fill(group) {
				r.given++
				return table.Row{Number: r.line, Cells: r.cells}, nil
			}
		}
		// Nobody is lost for want of values: a row without any is kept, too.
		if r.wide != nil && r.given == 0 {
			r.given++
			r.blank()
			return table.Row{Number: r.line, Cells: r.cells}, nil
		}
		row, err := r.Reader.Next()
		if err != nil {
			if errors.Is(err, io.EOF) {
				r.wide = nil
			}
			return table.Row{}, err
		}
		r.wide, r.line, r.group, r.given = row.Cells, row.Number, 0, 0
	}
}

// fill makes the long row of a group; false when the group is blank.
func (r *reader) fill(group int) bool {
	filled := false
	first := len(r.places.fixed) + 1
	for i, place := range r.places.groups[group] {
		r.cells[first+i] = table.Cell{Value: table.Mark(table.Missing, "")}
		if place >= 0 {
			r.cells[first+i] = r.wide[place]
			filled = filled || !isBlank(r.wide[place])
		}
	}
	if filled {
		r.repeat(r.keys[group])
	}
	return filled
}

func (r *reader) blank() {
	for i := range r.cells {
		r.cells[i] = table.Cell{Value: table.Mark(table.Missing, "")}
	}
	r.repeat(table.Cell{Value: table.Mark(table.Missing, "")})
}

// repeat fills in what stands in every row of a wide one.
func (r *reader) repeat(key table.Cell) {
	for i, place := range r.places.fixed {
		r.cells[i] = r.wide[place]
	}
	r.cells[len(r.places.fixed)] = key
}

// isBlank reports whether the file has nothing but space in a cell.
func isBlank(cell table.Cell) bool {
	return cell.State == table.Missing && cell.Text == "" && !cell.HasOriginal
}
