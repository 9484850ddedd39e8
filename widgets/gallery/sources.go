package main

import (
	"fmt"
	"strconv"

	"github.com/schoolbench/schoolbench/widgets"
)

// roster is a table of invented students, computed row by row and so as long as one likes.
type roster struct {
	rows int
	sort int
}

// rosterHeadings are its columns.
var rosterHeadings = [...]string{
	"Student ID", "Last name", "First name", "Grade", "School", "Enrolled", "Days absent", "Attendance", "Chronically absent", "Notes",
}

func (r roster) Rows() int          { return r.rows }
func (r roster) Columns() int       { return len(rosterHeadings) }
func (r roster) HeaderRows() int    { return 1 }
func (r roster) HeaderColumns() int { return 1 }

func (r roster) Header(_, column int) widgets.GridCell {
	cell := widgets.GridCell{Text: rosterHeadings[column], Style: widgets.StyleHeader}
	if column == 3 || column == 6 || column == 7 {
		cell.Align = widgets.AlignTrailing
	}
	if column == r.sort {
		cell.Icon = "sort-down"
	}
	return cell
}

func (r roster) Cell(row, column int) widgets.GridCell {
	last := [...]string{"Alvarez", "Brown", "Chen", "Delgado", "Evans", "Fuentes de la Cruz", "Garcia", "Huang", "Iñiguez", "Jackson"}
	first := [...]string{"Maya", "Jordan", "Li", "Sofía", "Amir", "Zoë", "Noah"}
	schools := [...]string{"Lincoln Elementary", "Roosevelt Middle", "Skyline High", "International Community School"}
	seed := row*7919 + 13
	absent := seed % 29
	switch column {
	case 0:
		return widgets.GridCell{Text: fmt.Sprintf("%07d", row+1), Style: widgets.StyleLabel}
	case 1:
		return widgets.GridCell{Text: last[seed%len(last)]}
	case 2:
		return widgets.GridCell{Text: first[seed%len(first)]}
	case 3:
		return number(strconv.Itoa(seed % 13))
	case 4:
		return widgets.GridCell{Text: schools[seed%len(schools)]}
	case 5:
		return widgets.GridCell{Text: fmt.Sprintf("2025-08-%02d", 11+seed%5)}
	case 6:
		return number(strconv.Itoa(absent))
	case 7:
		if seed%11 == 0 {
			return widgets.GridCell{Text: "not reported", Align: widgets.AlignTrailing, Style: widgets.StyleMark}
		}
		return number(fmt.Sprintf("%.1f%%", 100-float64(absent)/1.8))
	case 8:
		return widgets.GridCell{Text: map[bool]string{true: "Yes", false: "No"}[absent >= 18]}
	}
	if seed%5 == 0 {
		return widgets.GridCell{Text: "Family asked for a call in the afternoon; bus route changed in October, see the attendance office"}
	}
	return widgets.GridCell{}
}

// number is a value that stands at the right of its column.
func number(text string) widgets.GridCell {
	return widgets.GridCell{Text: text, Align: widgets.AlignTrailing}
}

// crosstab is a made-up cross-tab: school and grade by year and measure, with subtotals, totals and withheld cells.
type crosstab struct{}

var (
	crosstabSchools = [...]string{"Lincoln Elementary", "Roosevelt Middle", "Skyline High", "Coliseum College Prep"}
	crosstabYears   = [...]string{"2023–24", "2024–25", "2025–26", "All years"}
)

const gradesPerSchool = 4 // three grades and their subtotal

func (crosstab) Rows() int          { return len(crosstabSchools)*gradesPerSchool + 1 }
func (crosstab) Columns() int       { return 2 + 2*len(crosstabYears) }
func (crosstab) HeaderRows() int    { return 2 }
func (crosstab) HeaderColumns() int { return 2 }

func (crosstab) Header(row, column int) widgets.GridCell {
	switch {
	case row == 1 && column < 2:
		return widgets.GridCell{Text: [...]string{"School", "Grade"}[column]}
	case column < 2:
		return widgets.GridCell{}
	case row == 0 && column%2 == 0:
		return widgets.GridCell{Text: crosstabYears[column/2-1], Span: 2, Align: widgets.AlignCenter}
	case row == 0:
		return widgets.GridCell{}
	}
	return widgets.GridCell{Text: [...]string{"Enrolled", "Chronically absent"}[column%2], Align: widgets.AlignTrailing}
}

func (c crosstab) Cell(row, column int) widgets.GridCell {
	grand := row == c.Rows()-1
	school, grade := row/gradesPerSchool, row%gradesPerSchool
	total := grand || grade == gradesPerSchool-1 || column >= c.Columns()-2
	cell := widgets.GridCell{Align: widgets.AlignTrailing}
	if total {
		cell.Style = widgets.StyleTotal
	}
	switch {
	case column == 0:
		cell = widgets.GridCell{Style: widgets.StyleLabel}
		if grade == 0 && !grand {
			cell.Text = crosstabSchools[school]
		}
		if grand {
			cell = widgets.GridCell{Text: "All schools", Style: widgets.StyleTotal}
		}
		if grade == gradesPerSchool-1 {
			cell.Style = widgets.StyleTotal
		}
	case column == 1 && grand:
		cell = widgets.GridCell{Style: widgets.StyleTotal}
	case column == 1 && grade == gradesPerSchool-1:
		cell = widgets.GridCell{Text: "Total", Style: widgets.StyleTotal}
	case column == 1:
		cell = widgets.GridCell{Text: fmt.Sprintf("Grade %d", school*3+grade+1), Style: widgets.StyleLabel}
	case row == 6 && column%2 == 1 && column < 6:
		cell.Text, cell.Style = "withheld", widgets.StyleMark
	case row == 9 && column < 4:
		cell.Text, cell.Style = "no data", widgets.StyleMark
	case column%2 == 0:
		cell.Text = strconv.Itoa(180 + (row*37+column*11)%140)
		if grand {
			cell.Text = "3," + strconv.Itoa(200+column*37)
		}
	default:
		cell.Text = fmt.Sprintf("%.1f%%", 9+float64((row*53+column*17)%190)/10)
	}
	return cell
}
