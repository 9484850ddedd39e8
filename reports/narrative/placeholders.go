package narrative

import (
	"fmt"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// fill puts numbers in the place of an author's placeholders. Everything else
// in the text is a label, since its digits are the author's.
//
// The placeholders are {value}, {n}, {target}, {before}, {change}, {largest},
// {largest at}, {smallest}, {smallest at}, {rows}, {unit} and {label}; {cell ROW}
// and {cell ROW; COLUMN} for a place in the table; and TILE. before any of them
// for another tile's: {absence.value}. {{ stands for a brace.
func (s *scribe) fill(tile Tile, text string) (string, error) {
	var out strings.Builder
	for text != "" {
		before, rest, found := strings.Cut(text, "{")
		out.WriteString(s.label(before))
		if !found {
			break
		}
		if strings.HasPrefix(rest, "{") {
			out.WriteString(s.label("{"))
			text = rest[1:]
			continue
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed {
			return "", placeholderProblem("{"+rest, "Close it with }, or write {{ for a brace.")
		}
		filled, err := s.placeholder(tile, strings.TrimSpace(name))
		if err != nil {
			return "", err
		}
		out.WriteString(filled)
		text = after
	}
	return out.String(), nil
}

func placeholderProblem(text, remedy string) error {
	return table.Failed("placeholder-unknown", table.Where{}, fmt.Sprintf("The words hold %q, which stands for nothing.", text), remedy, nil)
}

const placeholderRemedy = "Use value, n, target, before, change, largest, largest at, smallest, smallest at, rows, unit, label, or cell with a row's name; with a tile's name and a dot before it for another tile."

func (s *scribe) placeholder(tile Tile, name string) (string, error) {
	if other, inner, found := strings.Cut(name, "."); found && tile.Others != nil && !strings.HasPrefix(name, "cell ") {
		if named, known := tile.Others(strings.TrimSpace(other)); known {
			if named.LeftOut {
				return s.Word("gone"), nil
			}
			return s.placeholder(named, strings.TrimSpace(inner))
		}
	}
	switch name {
	case "rows":
		if tile.Rows == NotSaid {
			return s.Word("withheld"), nil
		}
		return s.fact(tile.Rows), nil
	case "unit":
		return s.unit(tile, tile.Rows), nil
	}
	g, isGrid := newGrid(tile)
	if name == "label" && isGrid {
		return s.measure(tile, 0), nil
	}
	if path, isCell := strings.CutPrefix(name, "cell "); isCell && isGrid {
		return s.cellNamed(g, path), nil
	}
	known := map[string]bool{"value": true, "n": true, "target": true, "before": true, "change": true, "largest": true, "largest at": true, "smallest": true, "smallest at": true}
	if !known[name] {
		return "", placeholderProblem("{"+name+"}", placeholderRemedy)
	}
	if !isGrid {
		return s.Word("gone"), nil
	}
	return s.numberNamed(tile, g, name), nil
}

// numberNamed is a number that the tile's table may or may not have.
func (s *scribe) numberNamed(tile Tile, g grid, name string) string {
	at, found := levelAt(tile, g)
	switch name {
	case "n":
		if found && g.count(at) == NotSaid {
			return s.Word("withheld")
		}
		if found {
			return s.countOf(g, at)
		}
	case "value":
		if found {
			return s.sayable(g, at)
		}
	case "target":
		if tile.Target != nil && found {
			like := g.cell(at)
			return s.target(reports.NumberText(tile.Target.Value, like.Decimals, like.Percent))
		}
	case "before", "change":
		along, exists := g.inTime(tile)
		last := len(along.cells) - 1
		if !exists || last < 1 {
			break
		}
		if name == "before" {
			return s.sayable(g, along.cells[last-1])
		}
		if g.known(along.cells[last]) && g.known(along.cells[last-1]) {
			text, _, _ := s.gap(g, along.cells[last], along.cells[last-1])
			return text
		}
	default:
		which, where := strings.CutSuffix(name, " at")
		at, found := extremeAt(g, which == "largest")
		if found && where {
			return s.label(g.rowLabel(at.Row))
		}
		if found {
			return s.sayable(g, at)
		}
	}
	return s.Word("gone")
}

// sayable is a cell's number, or a word for why there is none.
func (s *scribe) sayable(g grid, at At) string {
	switch cell := g.cell(at); {
	case cell.State == table.Withheld:
		return s.Word("withheld")
	case cell.State != table.Reported:
		return s.Word("gone")
	}
	return s.number(g, at)
}

// isRow reports whether an author means this row.
func (g grid) isRow(row int, name string) bool { return named(g.rows[row], g.rowFields, name) }

// named reports whether a name is a header's, with its field or without.
func named(header crosstab.Header, fields []string, name string) bool {
	name = strings.TrimSpace(name)
	return strings.EqualFold(labelOf(header.Labels, fields), name) || strings.EqualFold(labelOf(header.Labels, nil), name)
}

// cellNamed is the number of the row, and the column after a semicolon, with
// these labels.
func (s *scribe) cellNamed(g grid, path string) string {
	rowName, columnName, _ := strings.Cut(path, ";")
	row, column := -1, g.totalColumn
	for _, i := range g.leafRows {
		if g.isRow(i, rowName) {
			row = i
		}
	}
	if columnName = strings.TrimSpace(columnName); columnName != "" {
		column = -1
		for _, j := range g.leafColumns {
			if named(g.columns[j], g.columnFields, columnName) {
				column = j
			}
		}
	}
	if row < 0 || column < 0 {
		return s.Word("gone")
	}
	return s.sayable(g, g.at(row, column, 0))
}
