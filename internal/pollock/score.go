package pollock

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
)

// Match compares two bags of texts: how many of those wanted were found, and
// how many of those found were wanted.
type Match struct {
	Precision, Recall float64
}

// F1 is the harmonic mean.
func (m Match) F1() float64 {
	if m.Precision+m.Recall == 0 {
		return 0
	}
	return 2 * m.Precision * m.Recall / (m.Precision + m.Recall)
}

// Score is how well a file was read, by the benchmark's measures, each from 0
// to 1. Texts count as equal when they are the same, letter by letter; the
// published programs also let numbers and dates match that are written in two
// ways, so that their figure for the same result can only be higher.
type Score struct {
	Success              float64
	Header, Record, Cell Match
}

// Total is the sum of the ten measures: success, and precision, recall and F1
// of the header, the records and the cells.
func (s Score) Total() float64 {
	total := s.Success
	for _, m := range []Match{s.Header, s.Record, s.Cell} {
		total += m.Precision + m.Recall + m.F1()
	}
	return total
}

// Measure compares a table with the one that was wanted. The first record of
// each stands for its header. Where nothing is wanted everything is right.
func Measure(got, want [][]string) Score {
	perfect := Match{Precision: 1, Recall: 1}
	s := Score{Success: 1, Header: perfect, Record: perfect, Cell: perfect}
	if len(want) == 0 {
		return s
	}
	if len(want[0]) > 0 {
		s.Header = compare(first(got), want[0])
	}
	if len(want) > 1 {
		s.Record = compare(records(got), records(want))
	}
	s.Cell = compare(cells(got), cells(want))
	return s
}

func first(table [][]string) []string {
	if len(table) == 0 {
		return nil
	}
	return table[0]
}

// records joins the texts of each row but the first.
func records(table [][]string) []string {
	var joined []string
	for _, row := range table[min(1, len(table)):] {
		joined = append(joined, strings.Join(row, ""))
	}
	return joined
}

func cells(table [][]string) []string {
	var all []string
	for _, row := range table {
		all = append(all, row...)
	}
	return all
}

// compare matches two bags. The benchmark names its measures from the wanted
// table's side: precision is the share of what was wanted.
func compare(got, want []string) Match {
	counts := map[string]int{}
	for _, text := range want {
		counts[text]++
	}
	both := 0
	for _, text := range got {
		if counts[text] > 0 {
			counts[text]--
			both++
		}
	}
	if both == 0 {
		return Match{}
	}
	return Match{Precision: float64(both) / float64(len(want)), Recall: float64(both) / float64(len(got))}
}

// ReadTable reads the CSV that a conversion wrote.
func ReadTable(content []byte) ([][]string, error) {
	reader := csv.NewReader(bytes.NewReader(content))
	reader.FieldsPerRecord = -1
	table, err := reader.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read the converted table: %w", err)
	}
	return table, nil
}
