package app

import (
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// importTable is one table found in a file and what a person corrected.
type importTable struct {
	tableState
	wanted   bool
	name     string       // of the dataset
	into     intoDataset  // what becomes of that dataset when it is there already
	intoName string       // the dataset for which into was settled
	stacked  bool         // with the tables of other files, in one dataset
	recalled string       // the dataset that tables of its kind went into before, if it is there
	own      string       // the name that it has when it is not
	past     []tableState // before each correction, for Undo
	field    string       // that the last correction was typed into
	problem  *table.Issue // why the table could not be read by the corrections
}

// tableState is what a correction changes. Its slices and maps are never
// changed in place.
type tableState struct {
	plan  importers.Plan
	guess importers.Plan // as the importer made it, before columns were corrected
	rows  []table.Row    // the first ones, read by the plan
	said  placement
	// taken leads from a finding's place in the plan to the change that was
	// chosen against it.
	taken map[int]int
	// columns are the corrections of columns by their place in the file, to be
	// made again when the table is planned anew.
	columns map[int]columnChoice
	// picks leads from a column of which a total keeps one member to the one that
	// was chosen.
	picks map[string]string
}

// placement tells which parts of a table's place a person has settled. What
// they have not is looked for again when another part changes.
type placement struct {
	header, end, skip bool
}

// columnChoice is what a person said of one column.
type columnChoice struct {
	name, label string
	named       bool
	kind        table.Type
	typed       bool
	skip        bool
	skipSaid    bool
}

func newImportTable(plan importers.Plan, rows []table.Row) *importTable {
	return &importTable{tableState: tableState{plan: plan, guess: plan, rows: rows}, wanted: true}
}

// keep remembers the state, so that the correction that follows can be undone.
// Letters typed one after the other into the same field are one correction, by
// the name of the field; "" for what is a correction of its own.
func (t *importTable) keep(field string) {
	if field == "" || field != t.field {
		t.past = append(t.past, t.tableState)
	}
	t.field = field
}

// back takes the last correction back.
func (t *importTable) back() {
	if t.corrected() {
		t.tableState = t.past[len(t.past)-1]
		t.past = t.past[:len(t.past)-1]
	}
	t.field = ""
}

// corrected reports whether there is something to undo.
func (t *importTable) corrected() bool { return len(t.past) > 0 }

// choose notes what a person said of the column at a place of the plan.
func (t *importTable) choose(column int, change func(*columnChoice)) {
	chosen := make(map[int]columnChoice, len(t.columns)+1)
	for index, choice := range t.columns {
		chosen[index] = choice
	}
	choice := chosen[t.plan.Columns[column].Index]
	change(&choice)
	chosen[t.plan.Columns[column].Index] = choice
	t.columns = chosen
}

// changeColumn changes one column of the plan. The plan that the importer made
// is not changed with it.
func (t *importTable) changeColumn(column int, change func(*importers.PlanColumn)) {
	t.plan.Columns = slices.Clone(t.plan.Columns)
	change(&t.plan.Columns[column])
}

// again takes over a new plan of the table and what was said of its columns.
func (t *importTable) again(plan importers.Plan, rows []table.Row) (changed bool) {
	t.plan, t.guess, t.rows, t.taken = plan, plan, rows, nil
	t.plan.PickOne = picked(plan.PickOne, t.picks)
	for column, described := range plan.Columns {
		choice, said := t.columns[described.Index]
		if !said {
			continue
		}
		if choice.named {
			t.changeColumn(column, func(c *importers.PlanColumn) { c.Name, c.Label = choice.name, choice.label })
		}
		if choice.skipSaid && choice.skip != described.Skip {
			t.changeColumn(column, func(c *importers.PlanColumn) { c.Skip = choice.skip })
			changed = true
		}
		if choice.typed && choice.kind != described.Type {
			t.retype(column, choice.kind)
			changed = true
		}
	}
	return changed
}

// retype changes the type of a column and what follows from it.
func (t *importTable) retype(column int, kind table.Type) {
	decimals := t.decimals(column)
	t.changeColumn(column, func(c *importers.PlanColumn) {
		c.Type, c.Layout, c.Role = kind, "", table.Dimension
		switch kind {
		case table.Integer, table.Decimal:
			c.Role = table.Measure
		case table.Code:
			c.Role = table.Identifier
		}
		if kind == table.Decimal && c.Decimals == 0 {
			c.Decimals = decimals
		}
	})
}

// decimals is how many digits after the point the previewed values of a column
// have, at least the two of money.
func (t *importTable) decimals(column int) int {
	most := 2
	shown := -1
	for i := range t.plan.Columns[:column+1] {
		if !t.plan.Columns[i].Skip {
			shown++
		}
	}
	for _, row := range t.rows {
		if shown < 0 || shown >= len(row.Cells) {
			break
		}
		cell := row.Cells[shown]
		text := cell.Text
		if cell.HasOriginal {
			text = cell.Original
		}
		if _, fraction, found := strings.Cut(text, "."); found {
			most = max(most, min(len(fraction), 6))
		}
	}
	return most
}

// planColumn is the place in the plan of a column that is shown, or -1.
func (t *importTable) planColumn(shown int) int {
	for i, column := range t.plan.Columns {
		if column.Skip {
			continue
		}
		if shown == 0 {
			return i
		}
		shown--
	}
	return -1
}

// shownColumn is the place among the shown columns of the column with this
// name, or -1.
func (t *importTable) shownColumn(name string) int {
	return t.plan.Schema().Index(name)
}
