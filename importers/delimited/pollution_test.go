package delimited_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/delimited"
	"github.com/schoolbench/schoolbench/importers/importertest"
)

// cleanTable is a table of equipment as a school may list it: dates, times,
// counts, codes, prices, texts with commas, quotes and apostrophes, and a last
// column that is empty throughout.
func cleanTable() [][]string {
	items := []string{"Men's Track Shoes", "Light-Up Jacket", "Globe, Large", `Folding Table, Round 48"`, "Kids' Bench", "Whiteboard", `Chart, 24" Wide`, "Lamp"}
	notes := []string{
		"Sturdy and quick to dry, these shoes last for years.", "It doesn't tear; the pockets close.", "Shows rivers, mountains and 195 countries.",
		`The legs fold to 8\'9" in length, which saves room.`, "For outdoors.", "Wipes clean, even after a week.", "Printed on linen, with two hooks.", "Bright, but not in the eyes.",
	}
	table := [][]string{{"Date", "Time", "Qty", "Item No", "Price", "Item", "Description", "Page", "Comments"}}
	for i := range 24 {
		table = append(table, []string{
			fmt.Sprintf("%02d/%02d/2018", 1+i%28, 1+i/10), fmt.Sprintf("%02d:%02d", i/2, 30*(i%2)), fmt.Sprint(i * 7 % 13), fmt.Sprintf("AB-%d", 1000+37*i),
			fmt.Sprintf("$%d.%02d", 3+i*11%90, i*17%100), items[i%len(items)], notes[i*3%len(notes)], fmt.Sprintf("https://example.com/item/%d.html", 1000+37*i), "",
		})
	}
	return table
}

// style is how a polluted file is written.
type style struct{ delimiter, quote, escape, end string }

func plainStyle() style { return style{",", `"`, `"`, "\r\n"} }

// cell writes a cell as most programs do: in quotes where it must be.
func (s style) cell(text string) string {
	if !strings.Contains(text, strings.TrimSpace(s.delimiter)) && !strings.Contains(text, s.quote) && !strings.HasPrefix(text, "https") {
		return text
	}
	return s.quote + strings.ReplaceAll(text, s.quote, s.escape+s.quote) + s.quote
}

func (s style) row(cells []string) string {
	written := make([]string, len(cells))
	for i, cell := range cells {
		written[i] = s.cell(cell)
	}
	return strings.Join(written, s.delimiter)
}

func (s style) file(table [][]string) string {
	var text strings.Builder
	for _, row := range table {
		text.WriteString(s.row(row) + s.end)
	}
	return text.String()
}

// pollution is one way to spoil a file.
type pollution struct {
	text string
	want [][]string
	// cells is the share of cells that must be found and of those found that
	// must be wanted; 0 stands for all.
	cells float64
}

func pollutions() map[string]pollution {
	table, plain := cleanTable(), plainStyle()
	whole := func(text string) pollution { return pollution{text: text, want: table} }
	cases := map[string]pollution{
		"clean":                 whole(plain.file(table)),
		"no last line end":      whole(strings.TrimSuffix(plain.file(table), "\r\n")),
		"two last line ends":    whole(plain.file(table) + "\r\n"),
		"no header":             {text: plain.file(table[1:]), want: table[1:]},
		"header only":           {text: plain.file(table[:1]), want: table[:1]},
		"one row":               {text: plain.file(table[:2]), want: table[:2]},
		"title and blank cells": whole("PREAMBLE,,,,,,,,\r\n,,,,,,,,\r\n" + plain.file(table)),
		"three titles":          whole("PREAMBLE\r\nPREAMBLE\r\nPREAMBLE\r\n\r\n" + plain.file(table)),
		"footnotes":             whole(plain.file(table) + ",,,,,,,,\r\nFOOTNOTE,,,,,,,,\r\n"),
		"bare footnotes":        whole(plain.file(table) + "FOOTNOTE\r\nFOOTNOTE\r\n"),
		"lf":                    whole(strings.ReplaceAll(plain.file(table), "\r\n", "\n")),
		"cr":                    whole(strings.ReplaceAll(plain.file(table), "\r\n", "\r")),
		"semicolon":             whole(style{";", `"`, `"`, "\r\n"}.file(table)),
		"tab":                   whole(style{"\t", `"`, `"`, "\r\n"}.file(table)),
		"comma and space":       whole(style{", ", `"`, `"`, "\r\n"}.file(table)),
		"apostrophes":           {text: style{",", "'", "", "\r\n"}.file(table), want: table, cells: 0.99},
		"backslash":             whole(style{",", `"`, `\`, "\r\n"}.file(table)),
		"quotes not escaped":    whole(style{",", `"`, "", "\r\n"}.file(table)),
		"the table twice":       whole(plain.file(table) + plain.file(table)),
		"twice, narrower":       whole(plain.file(table) + plain.file(columnsOf(table, 8))),
		"twice, wider":          whole(plain.file(table) + plain.file(columnsOf(table, 10))),
	}
	for rows := 2; rows <= 3; rows++ {
		header := make([]string, len(table[0]))
		for i, name := range table[0] {
			header[i] = strings.TrimSpace(strings.Repeat(name+" ", rows))
		}
		cases[fmt.Sprintf("header of %d rows", rows)] = pollution{
			text: strings.Repeat(plain.row(table[0])+"\r\n", rows) + plain.file(table[1:]), want: append([][]string{header}, table[1:]...),
		}
	}
	for row := range table {
		for column := range table[row] {
			name := fmt.Sprintf("in row %d column %d", row, column)
			cases["a quote more "+name] = oneQuoteMore(table, row, column)
			cases["a delimiter more "+name] = pollution{text: polluteRow(table, row, oneDelimiterMore(table[row], column)), want: table, cells: 0.95}
			if column > 0 {
				least := 0.95
				if row == 0 {
					least = 0.87 // the last column has no name any more, and no value
				}
				cases["a delimiter less "+name] = pollution{text: polluteRow(table, row, oneDelimiterLess(table[row], column)), want: table, cells: least}
			}
		}
		cases[fmt.Sprintf("semicolons in row %d", row)] = whole(polluteRow(table, row, style{";", `"`, `"`, ""}.row(table[row])))
	}
	return cases
}

// columnsOf returns the table with so many columns, new ones empty but for
// their name.
func columnsOf(table [][]string, n int) [][]string {
	out := make([][]string, len(table))
	for i, row := range table {
		out[i] = slices.Clone(row[:min(n, len(row))])
		for len(out[i]) < n {
			text := ""
			if i == 0 {
				text = "New"
			}
			out[i] = append(out[i], text)
		}
	}
	return out
}

func polluteRow(table [][]string, at int, line string) string {
	plain := plainStyle()
	return plain.file(table[:at]) + line + "\r\n" + plain.file(table[at+1:])
}

func oneQuoteMore(table [][]string, row, column int) pollution {
	plain := plainStyle()
	cells := make([]string, len(table[row]))
	for i, cell := range table[row] {
		cells[i] = plain.cell(cell)
	}
	// The quote stands before the text, inside the quotes if there are any.
	if strings.HasPrefix(cells[column], `"`) {
		cells[column] = `""` + cells[column][1:]
	} else {
		cells[column] = `"` + cells[column]
	}
	want := slices.Clone(table)
	want[row] = slices.Clone(table[row])
	want[row][column] = `"` + table[row][column]
	return pollution{text: polluteRow(table, row, strings.Join(cells, ",")), want: want}
}

func oneDelimiterMore(row []string, column int) string {
	return plainStyle().row(slices.Insert(slices.Clone(row), column, ""))
}

func oneDelimiterLess(row []string, column int) string {
	plain := plainStyle()
	return plain.row(row[:column]) + plain.row(row[column:])
}

// Files that are spoilt in the ways that published ones are come back as the
// table they were: no cell is lost, and none invented.
func TestPollution(t *testing.T) {
	for name, tt := range pollutions() {
		source := importers.BytesSource("x.csv", []byte(tt.text))
		importer := delimited.Importer{}
		plans, err := importer.Plan(context.Background(), source, importers.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got [][]string
		if plans[0].HeaderRow > 0 {
			got = append(got, plans[0].Schema().Names())
		}
		got = append(got, importertest.ReadPlan(t, importer, source, plans[0])...)
		wanted := tt.cells
		if wanted == 0 {
			wanted = 1
			if !slices.EqualFunc(got, tt.want, slices.Equal) {
				t.Errorf("%s: %s", name, firstDifference(got, tt.want))
				continue
			}
		}
		if recall, precision := cellMeasures(got, tt.want); recall < wanted || precision < wanted {
			t.Errorf("%s: %.4f of the cells found, %.4f of the found cells wanted; %s", name, recall, precision, firstDifference(got, tt.want))
		}
	}
}

// cellMeasures compares two tables as bags of cells.
func cellMeasures(got, want [][]string) (recall, precision float64) {
	counts := map[string]int{}
	wanted, found, both := 0, 0, 0
	for _, row := range want {
		for _, cell := range row {
			counts[cell]++
			wanted++
		}
	}
	for _, row := range got {
		for _, cell := range row {
			found++
			if counts[cell] > 0 {
				counts[cell]--
				both++
			}
		}
	}
	return float64(both) / float64(max(1, wanted)), float64(both) / float64(max(1, found))
}

func firstDifference(got, want [][]string) string {
	for i := range min(len(got), len(want)) {
		if !slices.Equal(got[i], want[i]) {
			return fmt.Sprintf("row %d is %q, want %q", i, got[i], want[i])
		}
	}
	return fmt.Sprintf("%d rows, want %d", len(got), len(want))
}
