package typing

import (
	"math"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// Parser turns the texts of one column into cells. It is used from one
// goroutine.
type Parser struct {
	column  importers.PlanColumn
	marks   map[string]table.State
	blank   table.Value // what an empty cell stands for
	rules   dateRules
	comma   bool // numbers have a decimal comma
	yes, no string
	form    fixedForm
	isFixed bool // the column has a form

	places       places
	cells        []table.Cell // by places
	limit        int
	asked, found int
	direct       bool // remembering does not help
}

const (
	cacheLimit = 1 << 15
	// cacheBudget bounds the cells that the parsers of a table remember
	// together.
	cacheBudget = 1 << 19
)

// NewParser returns a parser for a column as planned.
func NewParser(column importers.PlanColumn) *Parser {
	p := &Parser{column: column, marks: map[string]table.State{}, limit: cacheLimit}
	for _, text := range column.Missing {
		p.marks[text] = table.Missing
	}
	for _, text := range column.Withheld {
		p.marks[text] = table.Withheld
	}
	p.rules = dateRules{dayFirst: column.Type == table.Date && isDayFirst(column.Layout), pivot: usualPivot, loose: true}
	if column.Pivot > 0 {
		p.rules.pivot = column.Pivot
	}
	p.comma = column.Type.IsNumeric() && column.Type != table.YesNo && hasDecimalComma(column.Layout)
	p.yes, p.no = column.YesNoWords()
	if column.Type == table.Decimal && len(column.Layout) > 0 && !p.comma && column.Padding == 0 && !column.Quoted {
		p.form, p.isFixed = fixedFormOf(column.Layout)
	}
	for mark := range p.marks {
		_, clash := p.form.read([]byte(mark))
		p.isFixed = p.isFixed && !clash
	}
	p.blank = table.Mark(p.marks[""], "")
	switch {
	case p.blank.State != table.Reported:
	case column.Type == table.YesNo && p.no == "":
		p.blank = table.NumberValue(0)
	default:
		p.blank.State = table.Missing
	}
	return p
}

// Share bounds the memory of a parser that is one of so many of a table.
func (p *Parser) Share(columns int) { p.limit = min(cacheLimit, max(64, cacheBudget/max(1, columns))) }

// Parse returns the cell that a text in the file stands for. The text may be
// changed afterwards.
func (p *Parser) Parse(raw []byte) table.Cell {
	cell, _ := p.ParsePlace(raw)
	return cell
}

// ParsePlace is Parse, and returns the number of the cell for table.Row.Places.
func (p *Parser) ParsePlace(raw []byte) (table.Cell, uint32) {
	if len(raw) == 0 && p.column.Padding == 0 {
		return table.Cell{Value: p.blank, HasOriginal: p.column.Quoted && p.blank.State != table.Missing}, 1
	}
	// Plain numbers are quicker read than looked up.
	if p.column.Type == table.Integer && len(p.marks) == 0 && p.column.Padding == 0 && !p.column.Quoted && p.column.Layout == "" {
		if value, ok := plainInteger(raw); ok {
			return table.Cell{Value: table.NumberValue(value)}, 0
		}
	}
	if p.isFixed {
		if value, ok := p.form.read(raw); ok {
			return table.Cell{Value: table.NumberValue(value)}, 0
		}
	}
	if p.direct || len(raw) == 0 || len(raw) > longestCounted {
		return p.parse(string(raw)), 0
	}
	p.asked++
	if place, ok := p.places.find(raw); ok {
		p.found++
		return p.cells[place], placeNumber(place)
	}
	text := string(raw)
	cell := p.parse(text)
	if p.places.len() < p.limit {
		place := p.places.enter(text)
		p.cells = append(p.cells, cell)
		return cell, placeNumber(place)
	}
	if p.asked > 4*p.limit && p.found*4 < p.asked {
		p.forget()
	}
	return cell, 0
}

// placeNumber leaves 0 for cells without a place and 1 for blank ones.
func placeNumber(place int) uint32 { return uint32(place) + 2 }

// forget gives up remembering cells, which did not help.
func (p *Parser) forget() { p.places, p.cells, p.direct = places{}, nil, true }

func (p *Parser) parse(raw string) table.Cell {
	text := trimText(raw)
	if p.column.Quoted {
		text = unquote(text)
	}
	value, canonical := p.value(text)
	cell := table.Cell{Value: value}
	switch {
	case canonical && len(text) == len(raw) && p.column.Padding == 0 && !p.column.Quoted:
	case p.written(value) != raw:
		cell.Original, cell.HasOriginal = raw, true
	}
	return cell
}

// written is what importers.PlanColumn.Original makes of a value.
func (p *Parser) written(value table.Value) string {
	return p.column.Original(table.Cell{Value: value})
}

// value reads a text without space around it. canonical tells that the
// column would write the value just so.
func (p *Parser) value(text string) (value table.Value, canonical bool) {
	if text == "" {
		return p.blank, true
	}
	if state, isMark := p.marks[text]; isMark {
		return table.Mark(state, text), true
	}
	switch p.column.Type {
	case table.Text, table.Code:
		return table.TextValue(text), true
	case table.Integer:
		if n, ok := p.number(text); ok && n.value == math.Trunc(n.value) {
			return table.NumberValue(n.value), n.canonical && n.decimals == 0 && p.column.Layout == ""
		}
	case table.Decimal:
		if n, ok := p.number(text); ok {
			return table.NumberValue(n.value), n.canonical && p.column.Layout == ""
		}
	case table.Date:
		if days, ok := dayOf(text, p.column.Layout, p.rules); ok {
			return table.NumberValue(days), false
		}
	case table.SchoolYear:
		if start, ok := table.ReadSchoolYear(text, p.column.Layout); ok {
			return table.NumberValue(float64(start)), false
		}
	case table.Grade:
		if grade, ok := table.ParseGrade(text); ok {
			return table.NumberValue(float64(grade)), false
		}
	case table.YesNo:
		if n, ok := p.yesNo(text); ok {
			return table.NumberValue(n), false
		}
	}
	return table.Mark(table.Misfit, text), true
}

func (p *Parser) number(text string) (number, bool) {
	if p.comma {
		return readCommaNumber(text)
	}
	return readNumber(text)
}

func (p *Parser) yesNo(text string) (float64, bool) {
	switch {
	case strings.EqualFold(text, p.yes):
		return 1, true
	case strings.EqualFold(text, p.no):
		return 0, true
	}
	_, yes, ok := yesNoWord(text)
	if yes {
		return 1, ok
	}
	return 0, ok
}

// plainInteger reads digits that would be written just so again.
func plainInteger(raw []byte) (float64, bool) {
	digits := raw
	negative := raw[0] == '-'
	if negative {
		digits = raw[1:]
	}
	if len(digits) == 0 || len(digits) > 15 || (digits[0] == '0' && len(raw) > 1) {
		return 0, false
	}
	n := int64(0)
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	if negative {
		n = -n
	}
	return float64(n), true
}

// Describe says in words what is expected of the column's values, for issues
// about those that do not fit.
func Describe(kind table.Type) string {
	switch kind {
	case table.Integer:
		return "whole numbers"
	case table.Decimal:
		return "numbers"
	case table.Date:
		return "dates"
	case table.SchoolYear:
		return "school years"
	case table.Grade:
		return "grades"
	case table.YesNo:
		return "yes or no"
	default:
		return "text"
	}
}
