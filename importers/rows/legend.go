package rows

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/typing"
)

// mostNoted is the number of rows of notes that are read for what they say of
// the marks in a table.
const mostNoted = 500

// readNote takes down what a title or a note says of marks.
func (p *planner) readNote(record Record) {
	if p.noted++; p.noted <= mostNoted {
		p.plan.Legend = append(p.plan.Legend, legendOf(record, p.plan.Sheet)...)
	}
}

// legendOf reads the legend in a row: each text by itself, and of two texts the
// first as the mark that the second explains.
func legendOf(record Record, sheet string) importers.Legend {
	var texts []string
	for _, cell := range record.Cells {
		if !isBlank(cell) {
			texts = append(texts, strings.ToValidUTF8(strings.TrimSpace(string(cell)), "\uFFFD"))
		}
	}
	const mostTexts = 8
	if len(texts) > mostTexts {
		return nil // a row of data
	}
	if len(texts) == 2 {
		texts = append(texts, texts[0]+" = "+texts[1])
	}
	var legend importers.Legend
	for _, text := range texts {
		for _, entry := range typing.ReadLegend(text) {
			entry.Sheet, entry.Row = sheet, record.Number
			legend = append(legend, entry)
		}
	}
	return legend
}

// Legend reads a sheet of notes for what it says of the marks elsewhere. It
// owns the scanner and closes it.
func Legend(ctx context.Context, scanner Scanner, sheet string) (legend importers.Legend, err error) {
	defer func() { err = errors.Join(err, scanner.Close()) }()
	for range mostNoted {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		record, err := scanner.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		legend = append(legend, legendOf(record, sheet)...)
	}
	return legend, nil
}
