package reports

import (
	"cmp"
	"maps"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
)

// Dashboard is a saved page of tiles: what is asked of which dataset, and how
// the answers stand together. It is a small JSON document without any numbers
// in it, so that the same dashboard is true again next week.
type Dashboard struct {
	Name        string `json:"name"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	// Words stand in place of the title and the description, by language.
	Words map[Language]Heading `json:"words,omitempty"`
	// Owner is whose it is; empty is everybody's. CopyOf names the dashboard
	// that a personal one was copied from.
	Owner  string `json:"owner,omitempty"`
	CopyOf string `json:"copyOf,omitempty"`
	// Language is that of the words the program writes; empty is English.
	Language Language `json:"language,omitempty"`
	// Filters apply to every tile.
	Filters []Filter `json:"filters,omitempty"`
	// Ways say how datasets that lack a field of a filter are cut by it.
	Ways []Way `json:"ways,omitempty"`
	// Rules turn numbers into a colour and into what to do next.
	Rules []Rule `json:"rules,omitempty"`
	Tiles []Tile `json:"tiles"`
	// OnePage asks for a PDF of exactly one page: what has no room on it is
	// left out, and the page says so.
	OnePage bool `json:"onePage,omitempty"`
	// SmallestGroup withholds the numbers of groups of fewer people than that,
	// and what they could be worked out from; lists of people are left out. 0
	// and 1 withhold nothing.
	SmallestGroup int `json:"smallestGroup,omitempty"`
}

// Heading is what stands at the head of a dashboard in one language. What is
// empty is as the dashboard has it.
type Heading struct {
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	// Fields name the fields of filters.
	Fields map[string]string `json:"fields,omitempty"`
}

// TitleIn is the dashboard's title in a language: its own words, or else its
// title or name.
func (d Dashboard) TitleIn(language Language) string {
	return cmp.Or(d.Words[language].Title, d.Title, d.Name)
}

// DescriptionIn is the dashboard's description in a language.
func (d Dashboard) DescriptionIn(language Language) string {
	return cmp.Or(d.Words[language].Description, d.Description)
}

// Language is one of the languages in which the program writes sentences.
type Language string

// The languages. The zero value is English.
const (
	English Language = "en"
	Spanish Language = "es"
)

// Languages lists the languages in the order menus offer them.
func Languages() []Language { return []Language{English, Spanish} }

// TileKind is what a tile shows.
type TileKind string

// The kinds of tile.
const (
	CrosstabTile TileKind = "crosstab" // a table and its chart, as the report's View says
	ChartTile    TileKind = "chart"    // a chart; its table stands behind it
	NumberTile   TileKind = "number"   // one number, with its target and trend
	GaugeTile    TileKind = "gauge"    // one number on a scale with bands
	ListTile     TileKind = "list"     // names: rows of a dataset
	BudgetTile   TileKind = "budget"   // what was budgeted, spent, set aside and is left
	TasksTile    TileKind = "tasks"    // what is to be done: the author's and the rules'
	TextTile     TileKind = "text"     // the author's words
)

// TileKinds lists the kinds in the order menus offer them.
func TileKinds() []TileKind {
	return []TileKind{NumberTile, GaugeTile, ChartTile, CrosstabTile, ListTile, BudgetTile, TasksTile, TextTile}
}

// GridColumns is how many columns the grid of a dashboard has.
const GridColumns = 12

// Place is where a tile stands on the grid, in cells from the top left corner.
// A Width of 0 is the whole width; a Height of 0 is as high as need be.
type Place struct {
	Row    int `json:"row"`
	Column int `json:"column"`
	Width  int `json:"width,omitempty"`
	Height int `json:"height,omitempty"`
}

// Tile is one thing that a dashboard shows.
type Tile struct {
	// Name is unique in the dashboard; rules and placeholders go by it.
	Name  string   `json:"name"`
	Kind  TileKind `json:"kind"`
	Title string   `json:"title,omitempty"`
	Place Place    `json:"place"`
	// Report is the question behind the tile. Tiles of tasks and text have
	// none; a list takes its rows from Report.Spec.Where.
	Report Report `json:"report,omitzero"`
	// Latest makes the number of a number or a gauge that of the last row,
	// with the rows before it as its trend. Otherwise it is the total.
	Latest bool    `json:"latest,omitempty"`
	Target *Target `json:"target,omitempty"`
	// Bands cut the scale of a gauge, from its lower end upwards.
	Bands []Band   `json:"bands,omitempty"`
	List  *Listing `json:"list,omitempty"`
	Tasks []Task   `json:"tasks,omitempty"`
	// Words are the author's, by language.
	Words map[Language]Words `json:"words,omitempty"`
	// Own are words for one recipient alone, by the label of the slice: each
	// that is not empty stands in place of the one for everybody.
	Own map[string]map[Language]Words `json:"own,omitempty"`
	// Ignore names fields of the dashboard's own filters that this tile does
	// not go by, such as the school year of a trend. A recipient's slice is
	// never ignored.
	Ignore []string `json:"ignore,omitempty"`
	// Comparison marks numbers of the whole district that every recipient may
	// see beside their own: they are not cut by a slice. Such a tile never
	// lists names or anything else that stands for one person.
	Comparison bool `json:"comparison,omitempty"`
}

// Target is what a number should come to. A percentage is given as a fraction.
type Target struct {
	Value float64 `json:"value"`
	// Below is true if it is good to be below the target.
	Below bool `json:"below,omitempty"`
	// Source says whose target it is: "Local Control Plan, goal 2".
	Source string `json:"source,omitempty"`
}

// Reached reports whether a value is as good as the target.
func (t Target) Reached(value float64) bool {
	if t.Below {
		return value <= t.Value
	}
	return value >= t.Value
}

// Band is a stretch of a gauge's scale.
type Band struct {
	// From is where the band begins; it ends where the next one begins.
	From   float64 `json:"from"`
	To     float64 `json:"to"`
	Label  string  `json:"label"`
	Status Status  `json:"status,omitempty"`
}

// Status is what a number means, by a rule or a band. It is always written or
// drawn as a shape too, never by colour alone.
type Status string

// The statuses. The zero value says nothing.
const (
	NoStatus Status = ""
	Good     Status = "good"
	Watch    Status = "watch"
	Act      Status = "act"
)

// Listing says which rows' columns a list shows, and in which order.
type Listing struct {
	Columns []string `json:"columns"`
	// Sort is the column to sort by; Descending lists the largest first.
	Sort       string `json:"sort,omitempty"`
	Descending bool   `json:"descending,omitempty"`
	// Limit is how many rows are shown at most; 0 is all. How many there are is
	// always said.
	Limit int `json:"limit,omitempty"`
}

// Task is something to be done.
type Task struct {
	Text    map[Language]string `json:"text"`
	Who     string              `json:"who,omitempty"`
	Due     string              `json:"due,omitempty"` // 2026-12-01
	Done    bool                `json:"done,omitempty"`
	Contact string              `json:"contact,omitempty"`
	Link    string              `json:"link,omitempty"`
}

// Words are an author's own, in place of the program's. Empty ones are written
// by the program.
type Words struct {
	// Title stands in place of the tile's.
	Title string `json:"title,omitempty"`
	// Label names the first measure as sentences do: "the chronic absence
	// rate". Unit names what one row is, for one and for many:
	// "student|students".
	Label string `json:"label,omitempty"`
	Unit  string `json:"unit,omitempty"`
	// Labels name the measures in their order, over those of the report; Bands
	// the bands of a gauge in theirs, and Source says whose the target is.
	Labels []string `json:"labels,omitempty"`
	Bands  []string `json:"bands,omitempty"`
	Source string   `json:"source,omitempty"`
	// Fields name the dimensions, as Report.Fields does, and the columns of a
	// list. Where says in plain
	// words which rows the tile keeps: "students absent on a tenth of their
	// days".
	Fields map[string]string `json:"fields,omitempty"`
	Where  string            `json:"where,omitempty"`
	// Read, Shows and Next are the parts of the narrative. They may hold
	// placeholders such as {value}, which stay bound to the numbers.
	Read  string `json:"read,omitempty"`
	Shows string `json:"shows,omitempty"`
	Next  string `json:"next,omitempty"`
	// Text is what a tile of text says, one paragraph a line.
	Text string `json:"text,omitempty"`
}

// Over is these words with others beneath: those stand where these say nothing.
func (w Words) Over(others Words) Words {
	merged := Words{
		Title: cmp.Or(w.Title, others.Title), Label: cmp.Or(w.Label, others.Label), Unit: cmp.Or(w.Unit, others.Unit), Where: cmp.Or(w.Where, others.Where),
		Read: cmp.Or(w.Read, others.Read), Shows: cmp.Or(w.Shows, others.Shows), Next: cmp.Or(w.Next, others.Next), Text: cmp.Or(w.Text, others.Text),
		Fields: others.Fields, Labels: others.Labels, Bands: others.Bands, Source: cmp.Or(w.Source, others.Source),
	}
	if len(w.Labels) > 0 {
		merged.Labels = w.Labels
	}
	if len(w.Bands) > 0 {
		merged.Bands = w.Bands
	}
	if len(w.Fields) > 0 {
		merged.Fields = w.Fields
	}
	return merged
}

// WordsFor are the words of the tile as a recipient sees them, by language.
func (t Tile) WordsFor(label string) map[Language]Words {
	var own map[Language]Words
	for whom, words := range t.Own {
		if label != "" && strings.EqualFold(whom, label) {
			own = words
		}
	}
	if len(own) == 0 {
		return t.Words
	}
	merged := maps.Clone(t.Words)
	if merged == nil {
		merged = map[Language]Words{}
	}
	for language, words := range own {
		merged[language] = words.Over(merged[language])
	}
	return merged
}

// Way says how the rows of a dataset that lacks a filter's field are cut by it.
type Way struct {
	Field   string `json:"field"`   // the filter's field, such as School
	Dataset string `json:"dataset"` // the dataset that lacks it
	// Column is the dataset's own column that holds the same values.
	Column string `json:"column,omitempty"`
	// LookUp brings the field from another dataset instead.
	LookUp *crosstab.Join `json:"lookUp,omitempty"`
}
