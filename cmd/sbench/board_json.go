package main

import (
	"time"

	"github.com/schoolbench/schoolbench/reports"
)

// boardJSON and the types beneath it are what `sbench dashboard run` prints as
// JSON. They are a contract; fields are only ever added.
type boardJSON struct {
	Name     string        `json:"name"`
	Title    string        `json:"title"`
	RunAs    string        `json:"runAs"`
	Language string        `json:"language"`
	Created  time.Time     `json:"created"`
	Filters  []filterJSON  `json:"filters"`
	Sections []sectionJSON `json:"sections"`
	LeftOut  []string      `json:"leftOut"`
}

type filterJSON struct {
	Field  string   `json:"field"`
	Values []string `json:"values"`
}

type sectionJSON struct {
	Name  string `json:"name"`
	Kind  string `json:"kind"`
	Title string `json:"title"`
	// Rows is absent where numbers of small groups are withheld.
	Rows       *int           `json:"rows,omitempty"`
	Comparison bool           `json:"comparison,omitempty"`
	Figure     *figureJSON    `json:"figure,omitempty"`
	Headers    [][]string     `json:"headers,omitempty"`
	Cells      [][]string     `json:"cells,omitempty"`
	Text       []sentenceJSON `json:"text,omitempty"`
	Tasks      []taskJSON     `json:"tasks,omitempty"`
	Narrative  narrativeJSON  `json:"narrative"`
}

type figureJSON struct {
	Label   string  `json:"label"`
	Text    string  `json:"text"`
	Value   any     `json:"value"` // null where there is no number
	Of      string  `json:"of,omitempty"`
	N       *int    `json:"n,omitempty"` // absent where it is withheld
	Target  string  `json:"target,omitempty"`
	Reached *bool   `json:"reached,omitempty"`
	Before  string  `json:"before,omitempty"`
	Status  string  `json:"status,omitempty"`
	Parts   []parts `json:"parts,omitempty"`
}

type parts struct {
	Label string `json:"label"`
	Text  string `json:"text"`
}

type taskJSON struct {
	Text    string `json:"text"`
	Who     string `json:"who,omitempty"`
	Due     string `json:"due,omitempty"`
	Done    bool   `json:"done"`
	Contact string `json:"contact,omitempty"`
	Link    string `json:"link,omitempty"`
	Status  string `json:"status,omitempty"`
}

type narrativeJSON struct {
	Read  []sentenceJSON `json:"read"`
	Shows []sentenceJSON `json:"shows"`
	Next  []sentenceJSON `json:"next"`
}

type sentenceJSON struct {
	// Key names what is said; empty for an author's own words.
	Key     string      `json:"key,omitempty"`
	Text    string      `json:"text"`
	Bound   []boundJSON `json:"bound"`
	Contact string      `json:"contact,omitempty"`
	Link    string      `json:"link,omitempty"`
	Status  string      `json:"status,omitempty"`
}

type boundJSON struct {
	Text string `json:"text"`
	To   string `json:"to"`
	// Row and Column are the cell's place in the table's body, from 0; absent
	// for what stands in no cell.
	Row    *int `json:"row,omitempty"`
	Column *int `json:"column,omitempty"`
}

func boardRecord(board *reports.Board) boardJSON {
	record := boardJSON{
		Name: board.Name, Title: board.Title, RunAs: board.RunAs, Language: string(board.Language), Created: board.Created,
		Filters: []filterJSON{}, Sections: []sectionJSON{}, LeftOut: append([]string{}, board.LeftOut...),
	}
	for _, filter := range board.Slice.Filters {
		record.Filters = append(record.Filters, filterJSON{filter.Field, append([]string{}, filter.Values...)})
	}
	for _, section := range board.Sections {
		record.Sections = append(record.Sections, sectionRecord(section))
	}
	return record
}

func sectionRecord(section reports.Section) sectionJSON {
	record := sectionJSON{
		Name: section.Name, Kind: string(section.Kind), Title: section.Title, Comparison: section.Comparison,
		Figure: figureRecord(section.Figure), Narrative: narrativeRecord(section.Narrative),
	}
	if !section.Withheld {
		record.Rows = &section.Rows
	}
	if section.Document != nil && section.Document.Table != nil {
		for _, cells := range section.Document.Table.HeaderRows {
			record.Headers = append(record.Headers, cellTexts(cells))
		}
		for _, row := range section.Document.Table.Body {
			record.Cells = append(record.Cells, cellTexts(row.Cells))
		}
	}
	for _, sentence := range section.Text {
		record.Text = append(record.Text, sentenceRecord(sentence))
	}
	for _, task := range section.Tasks {
		record.Tasks = append(record.Tasks, taskJSON{task.Text.Text, task.Who, task.Due, task.Done, task.Contact, task.Link, string(task.Status)})
	}
	return record
}

func cellTexts(cells []reports.Cell) []string {
	texts := make([]string, len(cells))
	for i, cell := range cells {
		texts[i] = cell.Text
	}
	return texts
}

func figureRecord(figure *reports.Figure) *figureJSON {
	if figure == nil {
		return nil
	}
	record := &figureJSON{Label: figure.Label, Text: figure.Number.Text, Of: figure.Of, Status: string(figure.Status)}
	if figure.N >= 0 {
		record.N = &figure.N
	}
	if figure.Number.IsNumber {
		record.Value = figure.Number.Number
	}
	if figure.HasTarget {
		record.Target, record.Reached = figure.Target.Text, &figure.Reached
	}
	if figure.HasBefore {
		record.Before = figure.Before.Text
	}
	for _, part := range figure.Parts {
		record.Parts = append(record.Parts, parts{part.Label, part.Number.Text})
	}
	return record
}

func narrativeRecord(told reports.Narrative) narrativeJSON {
	record := narrativeJSON{[]sentenceJSON{}, []sentenceJSON{}, []sentenceJSON{}}
	for _, part := range []struct {
		from []reports.Sentence
		into *[]sentenceJSON
	}{{told.Read, &record.Read}, {told.Shows, &record.Shows}, {told.Next, &record.Next}} {
		for _, sentence := range part.from {
			*part.into = append(*part.into, sentenceRecord(sentence))
		}
	}
	return record
}

func sentenceRecord(sentence reports.Sentence) sentenceJSON {
	record := sentenceJSON{Key: sentence.Key, Text: sentence.Text, Bound: []boundJSON{}, Contact: sentence.Contact, Link: sentence.Link, Status: string(sentence.Status)}
	for _, bound := range sentence.Bound {
		entry := boundJSON{Text: bound.Text, To: string(bound.To)}
		if bound.Row >= 0 {
			entry.Row, entry.Column = &bound.Row, &bound.Column
		}
		record.Bound = append(record.Bound, entry)
	}
	return record
}
