package workbench

import (
	"errors"
	"io"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

const (
	// sampledRows and sampledValues bound what is read of a file to compare the
	// values of columns whose names are not known.
	sampledRows   = 200_000
	sampledValues = 5_000
	// fewestTelling is how many different values a column must have for them
	// to say anything about which it is.
	fewestTelling = 5
)

// sampleValues returns different values of some columns of the file.
func (r *recaller) sampleValues(columns []int) (values []map[string]bool, err error) {
	values = make([]map[string]bool, len(columns))
	for n := range columns {
		values[n] = map[string]bool{}
	}
	if len(columns) == 0 {
		return values, nil
	}
	reader, err := r.importer.Open(r.ctx, r.source, r.plan)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	schema := reader.Schema()
	places := make([]int, len(columns))
	for n, i := range columns {
		places[n] = -1
		if !r.plan.Columns[i].Skip {
			places[n] = schema.Index(r.plan.Columns[i].Name)
		}
	}
	for range sampledRows {
		row, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return values, nil
		}
		if err != nil {
			return nil, err
		}
		for n, place := range places {
			if place < 0 || len(values[n]) >= sampledValues {
				continue
			}
			if cell := row.Cells[place]; cell.State == table.Reported {
				values[n][schema[place].Text(cell.Value)] = true
			}
		}
	}
	return values, nil
}

// knownValues returns the different values that the dataset of last time has in
// some columns; none if it is gone.
func (r *recaller) knownValues(names []string) (map[string]map[string]bool, error) {
	known := map[string]map[string]bool{}
	dataset, err := r.bench.warehouse.Dataset(r.ctx, r.memory.Dataset)
	if errors.Is(err, warehouse.ErrUnknownDataset) {
		return known, nil
	}
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if dataset.Schema.Index(name) < 0 {
			continue
		}
		frame, err := r.bench.warehouse.Frame(r.ctx, dataset.Name, name)
		if err != nil {
			return nil, err
		}
		vector := frame.Columns()[0]
		if !vector.IsCoded() {
			continue // numbers without end tell nothing
		}
		known[name] = map[string]bool{}
		for _, value := range vector.Dictionary() {
			if value.State == table.Reported {
				known[name][vector.Column().Text(value)] = true
			}
		}
	}
	return known, nil
}

// overlap counts how many of the values are known.
func overlap(values, known map[string]bool) (there, all int) {
	for value := range values {
		if known[value] {
			there++
		}
	}
	return there, len(values)
}
