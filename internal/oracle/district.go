package oracle

import (
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"github.com/schoolbench/schoolbench/internal/synth"
	"github.com/schoolbench/schoolbench/table"
)

// DistrictTable makes a synthetic district in an empty folder and returns the
// tests of its students, with the day on which each entered, at most so many.
func DistrictTable(ctx context.Context, folder string, seed uint64, most int) (*Table, error) {
	district := synth.Generate(synth.Options{Students: 60, Schools: 5, Years: 3, FirstYear: 2015, Seed: seed})
	if _, err := district.WriteFiles(ctx, folder, nil); err != nil {
		return nil, err
	}
	entries := map[string]string{} // by student and year
	enrollment, err := readFile(filepath.Join(folder, "enrollment.csv"), ',')
	if err != nil {
		return nil, err
	}
	for _, line := range enrollment {
		entries[line["Student ID"]+line["School Year"]] = line["Entry Date"]
	}
	tests, err := readFile(filepath.Join(folder, "assessments.txt"), '^')
	if err != nil {
		return nil, err
	}
	random := rand.New(rand.NewPCG(seed, 7))
	random.Shuffle(len(tests), func(i, j int) { tests[i], tests[j] = tests[j], tests[i] })
	var rows []Row
	for _, test := range tests[:min(most, len(tests))] {
		score := number(test["Scale Score"])
		learner := table.Mark(table.Missing, "")
		if status := test["English Learner Status"]; status != "" {
			learner = table.NumberValue(0)
			if status == "EL" {
				learner.Number = 1
			}
		}
		year := number(strings.Split(test["School Year"], "-")[0])
		day := table.Mark(table.Missing, "")
		if entry := entries[test["Student ID"]+test["School Year"]]; entry != "" {
			day = date(entry)
		}
		per := score // a score with very many digits
		if per.State == table.Reported {
			per.Number /= 2900
		}
		rows = append(rows, Row{
			"School": text(test["School Name"]), "Grade": text(test["Grade"]), "Object": text(test["Test"]),
			"Student ID": text(test["Student ID"]), "Year": year, "Day": day, "EL": learner,
			"Days": number(test["Students Tested"]), "Budget": score, "Rate": per, "Plain": score,
			"Services": text(randomServices(random)),
		})
	}
	return NewTable(rows), nil
}

func readFile(path string, separator rune) ([]map[string]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	reader := csv.NewReader(charmap.Windows1252.NewDecoder().Reader(file))
	reader.Comma, reader.FieldsPerRecord, reader.LazyQuotes = separator, -1, true
	records, err := reader.ReadAll()
	if err != nil || len(records) == 0 {
		return nil, fmt.Errorf("read %s: %d lines, %w", filepath.Base(path), len(records), err)
	}
	var lines []map[string]string
	for _, record := range records[1:] {
		line := map[string]string{}
		for i, title := range records[0] {
			if i < len(record) {
				line[strings.TrimSpace(title)] = strings.TrimSpace(record[i])
			}
		}
		lines = append(lines, line)
	}
	return lines, nil
}

func text(written string) table.Value {
	if written == "" {
		return table.Mark(table.Missing, "")
	}
	return table.TextValue(written)
}

func number(written string) table.Value {
	n, err := strconv.ParseFloat(written, 64)
	switch {
	case written == "":
		return table.Mark(table.Missing, "")
	case written == "*":
		return table.Mark(table.Withheld, "*")
	case err != nil:
		return table.Mark(table.Misfit, written)
	}
	return table.NumberValue(n)
}
