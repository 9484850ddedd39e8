package pollock

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
)

// Source is a clean file: a header and rows of as many values, commas between
// them, quotation marks doubled, every line ended by CRLF.
type Source struct{ sheet sheet }

// ParseSource reads a clean file. Which values are quoted is kept.
func ParseSource(content []byte) (Source, error) {
	reader := csv.NewReader(strings.NewReader(string(content)))
	records, err := reader.ReadAll()
	if err != nil {
		return Source{}, fmt.Errorf("read the clean file: %w", err)
	}
	if len(records) < 2 {
		return Source{}, fmt.Errorf("the clean file has %d records; it needs a header and a row", len(records))
	}
	lines := strings.Split(strings.ReplaceAll(string(content), "\r\n", "\n"), "\n")
	source := Source{sheet: sheet{quote: `"`, escape: `"`}}
	for i, record := range records {
		l := newLine(make([]cell, len(record)), ",", "\r\n")
		rest := lines[i]
		for column, text := range record {
			c := cell{text: text, quoted: strings.HasPrefix(rest, `"`)}
			written := text
			if c.quoted {
				written = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
			}
			if !strings.HasPrefix(rest, written) {
				return Source{}, fmt.Errorf("row %d of the clean file is written in a way that is not", i+1)
			}
			rest = strings.TrimPrefix(rest[len(written):], ",")
			l.cells[column] = c
		}
		if i == 0 {
			source.sheet.header = []line{l}
		} else {
			source.sheet.data = append(source.sheet.data, l)
		}
	}
	return source, nil
}

// sourceRows is the number of rows of the published table, and so of ours.
const sourceRows = 83

// SyntheticSource is a table of the published one's shape: dates, times,
// counts, codes, prices, names of which some need quotation marks, long texts
// and addresses that always have them, and a last column that is empty.
func SyntheticSource() Source {
	items := []string{
		"Track Shoes", "Light-Up Jacket", "Globe, Large", `Folding Table, Round 48"`, "Kids' Bench", "Whiteboard on Wheels", `Chart, 24" Wide`, "Lamp", "Women's Swim Cap",
		"Reading Tent", "Bookcase, Five Shelves", "Music Stand", "Chess Set for Two", "Girls' Soccer Vest", "Drum, Small", "Paper", "Step Stool, Folding",
	}
	starts := []string{
		"Sturdy and quick to dry", "Made by hand, as it was in 1912", "It doesn't tear", "A classroom's best friend", "Light enough to carry, even for first graders",
		"Best of all worlds: strong, quiet and soft", "Printed on linen", "Was never out of stock - not once", `Packs down to 8\'9" in length`, "Tested by 195 schools", "Easy-to-clean",
	}
	ends := []string{
		"and it lasts for years.", "so the cover closes, and stays closed.", "which saves room in every closet.", "for the yard, the gym or the library.", "with two hooks, screws and a spare.",
		"but not in the eyes.", "even after a week, 100% of it.",
	}
	codes := []string{"AB", "KX", "RI", "ZN", "WH"}
	source := Source{sheet: sheet{quote: `"`, escape: `"`}}
	add := func(texts []string, quoted ...int) line {
		l := newLine(make([]cell, len(texts)), ",", "\r\n")
		for i, text := range texts {
			l.cells[i] = cell{text: text, quoted: slices.Contains(quoted, i) || strings.ContainsAny(text, `,"`)}
		}
		return l
	}
	source.sheet.header = []line{add([]string{"DATE", "TIME", "Qty", "ITEMID", "Price", "ItemName", "ItemDescription", "Page", "Comments"}, 6, 7)}
	for i := range sourceRows {
		number := 1000 + 1009*i%9000
		code := codes[i%len(codes)]
		price := fmt.Sprintf("$%d.%02d", 3+i*37%90, i*29%100)
		if i%13 == 5 {
			price = fmt.Sprintf("$%d", 3+i*37%90)
		}
		source.sheet.data = append(source.sheet.data, add([]string{
			fmt.Sprintf("%02d/%02d/2019", 13+i%15, 1+i/15), fmt.Sprintf("%02d:%02d", i/4, 15*(i%4)), fmt.Sprint(i * 7 % 13 % 10), fmt.Sprintf("%s-%d", code, number), price,
			items[i%len(items)], starts[i*3%len(starts)] + ", " + ends[i%len(ends)], fmt.Sprintf("https://www.example.com/item/%s_%d.html", code, number), "",
		}, 6, 7))
	}
	return source
}
