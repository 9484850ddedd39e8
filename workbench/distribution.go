package workbench

import (
	"context"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/schoolbench/schoolbench/table"
)

// The sizes of a Distribution.
const (
	mostBins = 16 // of a histogram
	mostTop  = 8  // values that are listed
)

// Distribution says how the values of a column are spread: what a person wants
// to see of it before working with it.
type Distribution struct {
	table.Column
	// Rows are all cells; those of the four states add up to them.
	Rows     int `json:"rows"`
	Reported int `json:"reported"`
	Missing  int `json:"missing"`
	Withheld int `json:"withheld"`
	Misfit   int `json:"misfit"`
	// Distinct is how many different reported values there are.
	Distinct int `json:"distinct"`
	// Least and Greatest are the first and the last reported value, by size or
	// by the alphabet, as people read them; empty when none is reported.
	Least    string `json:"least"`
	Greatest string `json:"greatest"`
	// Bins is the histogram of a column of numbers, dates, years or grades; nil
	// for any other and where nothing is reported.
	Bins []Bin `json:"bins,omitempty"`
	// Top lists the most frequent reported values, the most frequent first.
	Top []ValueCount `json:"top,omitempty"`
}

// Bin is one bar of a histogram: the rows whose value is From or more and less
// than To, or, in the last bin, no more than To.
type Bin struct {
	From float64 `json:"from"`
	To   float64 `json:"to"`
	Rows int     `json:"rows"`
}

// ValueCount is a value, as people read it, and in how many rows it is.
type ValueCount struct {
	Value string `json:"value"`
	Rows  int    `json:"rows"`
}

// Distributions says how the values of every column of a dataset are spread. It
// goes over the columns once for each version of the dataset and remembers.
func (b *Workbench) Distributions(ctx context.Context, dataset string) ([]Distribution, error) {
	described, err := b.Dataset(ctx, dataset)
	if err != nil {
		return nil, err
	}
	if known, found := b.distributions.find(described.ID, described.Version); found {
		return known, nil
	}
	frame, err := b.warehouse.Frame(ctx, described.Name)
	if err != nil {
		return nil, err
	}
	columns := frame.Columns()
	made := make([]Distribution, len(columns))
	places := make(chan int)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(columns)) {
		workers.Go(func() {
			for i := range places {
				made[i] = distributionOf(columns[i])
			}
		})
	}
	for i := range columns {
		if ctx.Err() != nil {
			break
		}
		places <- i
	}
	close(places)
	workers.Wait()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	// Rows that were read after another edit are not those of the version asked for.
	if now, err := b.Dataset(ctx, dataset); err == nil && now.ID == described.ID && now.Version == described.Version {
		b.distributions.keep(described.ID, described.Version, made)
	}
	return made, nil
}

// distributionCache remembers the distributions of the latest version of each
// dataset.
type distributionCache struct {
	mutex sync.Mutex
	known map[int64]versionedDistributions
}

type versionedDistributions struct {
	version int64
	columns []Distribution
}

func (c *distributionCache) find(dataset, version int64) ([]Distribution, bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	known, found := c.known[dataset]
	return known.columns, found && known.version == version
}

func (c *distributionCache) keep(dataset, version int64, columns []Distribution) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.known == nil {
		c.known = map[int64]versionedDistributions{}
	}
	c.known[dataset] = versionedDistributions{version, columns}
}

// distributionOf goes over a column.
func distributionOf(vector *table.Vector) Distribution {
	made := Distribution{Column: vector.Column(), Rows: vector.Len()}
	var values []countedValue
	if vector.IsCoded() {
		values = made.countCodes(vector)
	} else {
		values = made.countNumbers(vector)
	}
	made.Distinct = len(values)
	if len(values) == 0 {
		return made
	}
	column := made.Column
	made.Least, made.Greatest = column.Display(values[0].value), column.Display(values[len(values)-1].value)
	made.Bins = binsOf(column.Type, values)
	for _, top := range mostFrequent(values) {
		made.Top = append(made.Top, ValueCount{column.Display(top.value), top.rows})
	}
	return made
}

// countedValue is a reported value and its rows.
type countedValue struct {
	value table.Value
	rows  int
}

// countCodes counts the rows of every state and returns the reported values in
// order.
func (d *Distribution) countCodes(vector *table.Vector) []countedValue {
	dictionary := vector.Dictionary()
	counts := make([]int, len(dictionary))
	codes := vector.Codes()
	switch {
	case codes.U8 != nil:
		countEach(counts, codes.U8)
	case codes.U16 != nil:
		countEach(counts, codes.U16)
	default:
		countEach(counts, codes.U32)
	}
	values := make([]countedValue, 0, len(dictionary))
	for code, rows := range counts {
		switch value := dictionary[code]; {
		case rows == 0:
		case value.State == table.Reported:
			d.Reported += rows
			values = append(values, countedValue{value, rows})
		default:
			d.mark(value.State, rows)
		}
	}
	slices.SortFunc(values, func(a, b countedValue) int { return a.value.Compare(b.value) })
	return values
}

func countEach[Code uint8 | uint16 | uint32](counts []int, codes []Code) {
	for _, code := range codes {
		counts[code]++
	}
}

// countNumbers is countCodes for a column that is kept as numbers.
func (d *Distribution) countNumbers(vector *table.Vector) []countedValue {
	marks := vector.Marks()
	numbers := make([]float64, 0, vector.Len())
	for row, number := range vector.Numbers() {
		if math.IsNaN(number) {
			d.mark(marks[vector.MarkCodes().At(row)].State, 1)
			continue
		}
		numbers = append(numbers, number)
	}
	d.Reported = len(numbers)
	slices.Sort(numbers)
	var values []countedValue
	for _, number := range numbers {
		if last := len(values) - 1; last >= 0 && values[last].value.Number == number {
			values[last].rows++
			continue
		}
		values = append(values, countedValue{table.NumberValue(number), 1})
	}
	return values
}

func (d *Distribution) mark(state table.State, rows int) {
	switch state {
	case table.Missing:
		d.Missing += rows
	case table.Withheld:
		d.Withheld += rows
	case table.Misfit:
		d.Misfit += rows
	}
}

// binsOf cuts the values of a column, which are in order, into bins of the same
// width; whole numbers are cut between whole numbers.
func binsOf(kind table.Type, values []countedValue) []Bin {
	if kind.IsText() || kind == table.YesNo {
		return nil
	}
	least, greatest := values[0].value.Number, values[len(values)-1].value.Number
	width, count := (greatest-least)/mostBins, mostBins
	if kind != table.Decimal {
		width = max(1, math.Ceil((greatest-least+1)/mostBins))
		count = int((greatest-least)/width) + 1
	}
	if least == greatest || width <= 0 || math.IsInf(width, 0) {
		width, count = max(width, 1), 1
		if math.IsInf(width, 0) {
			return nil
		}
	}
	bins := make([]Bin, count)
	for i := range bins {
		bins[i] = Bin{From: least + float64(i)*width, To: least + float64(i+1)*width}
	}
	if kind == table.Decimal {
		bins[count-1].To = greatest
	}
	for _, each := range values {
		bins[min(int((each.value.Number-least)/width), count-1)].Rows += each.rows
	}
	return bins
}

// mostFrequent returns the values with the most rows, the most first; of equals
// the one that comes first.
func mostFrequent(values []countedValue) []countedValue {
	var top []countedValue
	for _, each := range values {
		if len(top) == mostTop && each.rows <= top[mostTop-1].rows {
			continue
		}
		at, _ := slices.BinarySearchFunc(top, each, func(kept, each countedValue) int {
			if kept.rows >= each.rows {
				return -1
			}
			return 1
		})
		top = slices.Insert(top, at, each)
		top = top[:min(len(top), mostTop)]
	}
	return top
}

// Shares says the most frequent values in one line, such as "Alder 41%, Birch
// 30%", no more than limit of them; nothing where no value is there twice or in one of
// a hundred rows.
func (d Distribution) Shares(limit int) string {
	if len(d.Top) > 1 && (d.Top[0].Rows == 1 || 100*d.Top[0].Rows < d.Reported) {
		return ""
	}
	var words []string
	for _, top := range d.Top[:min(limit, len(d.Top))] {
		words = append(words, top.Value+" "+table.FormatNumber(100*float64(top.Rows)/float64(d.Reported), 0)+"%")
	}
	return strings.Join(words, ", ")
}
