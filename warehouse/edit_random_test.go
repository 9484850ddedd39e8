package warehouse_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// editedWorkspace does random acts and keeps what the workspace looked like
// before each of those that hold.
type editedWorkspace struct {
	t      *testing.T
	random *rand.Rand
	w      *warehouse.Warehouse
	past   []pastAct
	undone []pastAct // that can be redone, the next one last
	done   []string
	names  int
	now    string // the picture of the workspace as it is; empty if none was taken
}

// pastAct is an act or, with a batch, an import.
type pastAct struct {
	before, after string
	batch         int64
	dataset       bool // it made the dataset
	what          string
}

// picture writes down everything of a workspace that a person can see.
func picture(t *testing.T, w *warehouse.Warehouse) string {
	t.Helper()
	var out strings.Builder
	datasets, err := w.Datasets(t.Context())
	mustDo(t, err)
	for _, dataset := range datasets {
		fmt.Fprintf(&out, "%s %d %v\n%+v\n%+v\n", dataset.Name, dataset.Rows, dataset.Key, dataset.Schema, dataset.Own)
		frame, err := w.Frame(t.Context(), dataset.Name)
		mustDo(t, err)
		rows := make([]int, frame.Len())
		for i := range rows {
			rows[i] = i
		}
		originals, err := w.Originals(t.Context(), dataset.Name, rows)
		mustDo(t, err)
		for _, vector := range frame.Columns() {
			column := vector.Column()
			checkNoDeadValues(t, vector)
			fmt.Fprintf(&out, "%s:", column.Name)
			for i := range rows {
				fmt.Fprintf(&out, " %v", vector.Value(i))
				if original, found := originals[warehouse.Place{Row: i, Column: column.Name}]; found {
					fmt.Fprintf(&out, "=%q", original)
				}
			}
			out.WriteByte('\n')
		}
		comments, err := w.Comments(t.Context(), dataset.Name)
		mustDo(t, err)
		for _, comment := range comments {
			fmt.Fprintf(&out, "%+v %s\n", comment.Place, comment.Text)
		}
	}
	terms, err := w.Terms(t.Context())
	mustDo(t, err)
	fmt.Fprintf(&out, "%+v\n", terms)
	return out.String()
}

const editedDataset = "Roster"

func (e *editedWorkspace) fatal(format string, args ...any) {
	e.t.Helper()
	e.t.Fatalf("after %s: %s", strings.Join(e.done[max(0, len(e.done)-12):], ", "), fmt.Sprintf(format, args...))
}

// difference shows where two pictures part.
func difference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("got\n%s\nwant\n%s", a[i], b[i])
		}
	}
	return fmt.Sprintf("got %d lines, want %d", len(a), len(b))
}

func (e *editedWorkspace) dataset() (warehouse.Dataset, bool) {
	dataset, err := e.w.Dataset(e.t.Context(), editedDataset)
	return dataset, err == nil
}

// act does one random thing.
func (e *editedWorkspace) act() {
	dataset, found := e.dataset()
	switch n := e.random.IntN(100); {
	case !found || n < 2:
		e.importFile(dataset, found)
	case n < 24:
		e.stepBack()
	case n < 34:
		e.stepForward()
	case n < 36:
		e.reopen()
	default:
		e.edit(dataset)
	}
}

func (e *editedWorkspace) reopen() {
	e.done = append(e.done, "open anew")
	before := picture(e.t, e.w)
	mustDo(e.t, e.w.Close())
	var err error
	e.w, err = warehouse.Open(e.t.Context(), e.w.Path(), warehouse.Options{Formulas: copyFormulas{}})
	mustDo(e.t, err)
	if after := picture(e.t, e.w); after != before {
		e.fatal("opened anew it differs: %s", difference(after, before))
	}
}

// hold notes an act that was done.
func (e *editedWorkspace) hold(act pastAct) {
	// Taking a picture is most of the work: one act in ten is enough.
	if act.after = ""; e.random.IntN(10) == 0 {
		act.after = picture(e.t, e.w)
	}
	e.now = act.after
	e.past, e.undone = append(e.past, act), nil
	e.done = append(e.done, act.what)
}

func (e *editedWorkspace) importFile(dataset warehouse.Dataset, exists bool) {
	modes := []warehouse.Mode{warehouse.Add, warehouse.Upsert, warehouse.Upsert, warehouse.Replace}
	mode := modes[e.random.IntN(len(modes))]
	if dataset.Rows > 120 {
		mode = warehouse.Replace
	}
	schema, cells, _, _ := randomFile(e.random)
	act := pastAct{before: e.now, dataset: !exists, what: fmt.Sprintf("%s of %d rows", mode, len(cells))}
	batch, _, err := e.w.Merge(e.t.Context(), warehouse.MergeRequest{
		ImportRequest: warehouse.ImportRequest{Dataset: editedDataset, File: "next.csv", Key: []string{"Key"}},
		Mode:          mode, DropGone: e.random.IntN(2) == 0, Open: opener(schema, cells),
	})
	mustDo(e.t, err)
	act.batch = batch.ID
	e.hold(act)
}

func (e *editedWorkspace) request(kind warehouse.EditKind) warehouse.EditRequest {
	return warehouse.EditRequest{Dataset: editedDataset, Kind: kind, Who: "Ann", What: string(kind)}
}

// edit does one random act of a person.
func (e *editedWorkspace) edit(dataset warehouse.Dataset) {
	act := pastAct{before: e.now}
	var done warehouse.Edit
	var err error
	ctx := e.t.Context()
	own := func() string {
		if len(dataset.Own) == 0 {
			return ""
		}
		return dataset.Own[e.random.IntN(len(dataset.Own))].Column.Name
	}
	switch n := e.random.IntN(20); {
	case n < 10:
		newRows := 0
		if n < 3 {
			newRows = 1 + e.random.IntN(3)
		}
		done, err = e.w.SetCells(ctx, e.request(warehouse.EditPaste), newRows, e.randomCells(dataset, dataset.Rows+newRows))
	case n < 12 && dataset.Rows > 0:
		var rows []int
		for range 1 + e.random.IntN(4) {
			rows = append(rows, e.random.IntN(dataset.Rows))
		}
		done, err = e.w.DeleteRows(ctx, e.request(warehouse.EditDelete), rows)
	case n < 13 && len(dataset.Own) < 5:
		e.names++
		done, err = e.w.AddColumn(ctx, e.request(warehouse.EditAddColumn), e.randomOwn(fmt.Sprintf("Own %d", e.names)))
	case n < 14 && len(dataset.Own) > 0:
		name := own()
		changed := e.randomOwn(name)
		if e.random.IntN(3) == 0 {
			changed.Column.Name += "x"
		}
		done, err = e.w.ChangeColumn(ctx, e.request(warehouse.EditChangeColumn), name, changed)
	case n == 14 && len(dataset.Own) > 0:
		done, err = e.w.RemoveColumn(ctx, e.request(warehouse.EditRemoveColumn), own())
	case n < 19 && dataset.Rows > 0:
		place := warehouse.Place{Row: e.random.IntN(dataset.Rows), Column: dataset.Schema[e.random.IntN(len(dataset.Schema))].Name}
		done, err = e.w.SetComment(ctx, e.request(warehouse.EditComment), place, []string{"", "ask", "call home"}[e.random.IntN(3)])
	default:
		done, err = e.w.SetTerm(ctx, e.request(warehouse.EditTerm), warehouse.Term{Term: []string{"A", "Own", "Key"}[e.random.IntN(3)], Shown: []string{"", "First", "Number"}[e.random.IntN(3)]})
	}
	mustDo(e.t, err)
	if done.ID == 0 {
		if act.before == "" {
			return
		}
		if after := picture(e.t, e.w); after != act.before {
			e.fatal("an act of nothing changed something: %s", difference(after, act.before))
		}
		return
	}
	act.what = string(done.Kind)
	e.hold(act)
}

func (e *editedWorkspace) randomOwn(name string) warehouse.OwnColumn {
	column := table.Column{Name: name}
	switch e.random.IntN(6) {
	case 0:
		column.Type = table.Decimal
		return warehouse.OwnColumn{Column: column, Kind: warehouse.OwnNumber}
	case 1:
		column.Type = table.YesNo
		return warehouse.OwnColumn{Column: column, Kind: warehouse.OwnYesNo}
	case 2:
		column.Type = table.Date
		return warehouse.OwnColumn{Column: column, Kind: warehouse.OwnDate}
	case 3:
		return warehouse.OwnColumn{Column: column, Kind: warehouse.OwnFormula, Formula: "Key"}
	case 4:
		return warehouse.OwnColumn{Column: column, Kind: warehouse.OwnChoice, Choices: []string{"1", "2"}}
	}
	return warehouse.OwnColumn{Column: column, Kind: warehouse.OwnText}
}

func (e *editedWorkspace) randomCells(dataset warehouse.Dataset, rows int) []warehouse.CellEdit {
	var cells []warehouse.CellEdit
	if rows == 0 {
		return nil
	}
	for range 1 + e.random.IntN(8) {
		column := dataset.Schema[e.random.IntN(len(dataset.Schema))]
		if own, found := dataset.OwnColumn(column.Name); found && own.Formula != "" {
			continue
		}
		cell, _ := randomPlainCell(e.random, column)
		if column.Type == table.Date && cell.State == table.Reported {
			cell = table.Cell{Value: table.NumberValue(float64(e.random.IntN(20_000)))}
		}
		row := e.random.IntN(rows)
		if e.random.IntN(3) == 0 {
			row = rows - 1
		}
		cells = append(cells, warehouse.CellEdit{Place: warehouse.Place{Row: row, Column: column.Name}, Cell: cell})
	}
	return cells
}

// stepBack undoes what was done last.
func (e *editedWorkspace) stepBack() {
	if len(e.past) == 0 {
		return
	}
	act := e.past[len(e.past)-1]
	e.past = e.past[:len(e.past)-1]
	e.done = append(e.done, "undo of "+act.what)
	if act.batch != 0 {
		e.undone = nil
		if err := e.w.Undo(e.t.Context(), act.batch); err != nil {
			e.fatal("%v", err)
		}
	} else {
		if _, err := e.w.UndoEdit(e.t.Context(), ""); err != nil {
			e.fatal("%v", err)
		}
		e.undone = append(e.undone, act)
	}
	if e.now = act.before; e.now == "" {
		return
	}
	if after := picture(e.t, e.w); after != act.before {
		e.fatal("undone it differs from before: %s", difference(after, act.before))
	}
}

// stepForward redoes what was undone last.
func (e *editedWorkspace) stepForward() {
	if len(e.undone) == 0 {
		return
	}
	act := e.undone[len(e.undone)-1]
	if _, err := e.w.RedoEdit(e.t.Context(), ""); err != nil {
		e.fatal("redo of %s: %v", act.what, err)
	}
	e.undone = e.undone[:len(e.undone)-1]
	e.past = append(e.past, act)
	e.done = append(e.done, "redo of "+act.what)
	if e.now = act.after; e.now == "" {
		return
	}
	if after := picture(e.t, e.w); after != act.after {
		e.fatal("redone it differs from after: %s", difference(after, act.after))
	}
}

// copyFormulas is a language with one word: the name of a column.
type copyFormulas struct{}

func (copyFormulas) Fields(formula string, schema table.Schema) ([]string, error) {
	if schema.Index(formula) < 0 {
		return nil, table.Failed("field-unknown", table.Where{}, "There is no column "+formula+".", "", nil)
	}
	return []string{formula}, nil
}

func (copyFormulas) Evaluate(_ string, frame *table.Frame, column table.Column) (*table.Vector, error) {
	from := frame.Columns()[0]
	column.Type = from.Column().Type
	return table.NewCodedVector(column, from.Codes(), from.Dictionary()), nil
}

// Ensure that whatever people and files do to a workspace can be undone act by
// act, redone, and undone to nothing, with every state on the way as it was.
func TestRandomActsAreUndone(t *testing.T) {
	acts, seeds := 5000, uint64(1)
	if testing.Short() {
		acts, seeds = 120, 2
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			e := &editedWorkspace{t: t, random: rand.New(rand.NewPCG(seed, 11)), now: "[]\n"}
			var err error
			e.w, err = warehouse.Create(t.Context(), filepath.Join(t.TempDir(), "a.schoolbench"), warehouse.Options{Formulas: copyFormulas{}})
			mustDo(t, err)
			t.Cleanup(func() { _ = e.w.Close() })
			for i := range acts {
				e.act()
				if i%500 == 99 {
					checkSound(t, e.w)
					if t.Failed() {
						e.fatal("the check failed")
					}
				}
			}
			for len(e.past) > 0 {
				e.stepBack()
			}
			datasets, err := e.w.Datasets(t.Context())
			if err != nil || len(datasets) != 0 {
				t.Errorf("%d datasets are left (%v)", len(datasets), err)
			}
			checkSound(t, e.w)
		})
	}
}

// The test that is killed runs itself as another process, with these variables.
const (
	killedWorkspace = "SCHOOLBENCH_TEST_KILLED_WORKSPACE"
	killedSeed      = "SCHOOLBENCH_TEST_KILLED_SEED"
	killedBegun     = "the acts begin" // what it says before the first of them
)

// Ensure that a workspace whose program is killed in the middle of edits has no
// fault, and that all of its acts can be undone.
func TestKilledInTheMiddleOfActs(t *testing.T) {
	if path := os.Getenv(killedWorkspace); path != "" {
		var seed uint64
		_, err := fmt.Sscan(os.Getenv(killedSeed), &seed)
		mustDo(t, err)
		w, err := warehouse.Open(t.Context(), path, warehouse.Options{Formulas: copyFormulas{}})
		mustDo(t, err)
		e := &editedWorkspace{t: t, w: w, random: rand.New(rand.NewPCG(seed, 5)), now: picture(t, w), names: 1000 * int(seed)}
		dataset, _ := e.dataset()
		fmt.Println(killedBegun)
		for {
			e.edit(dataset)
			dataset, _ = e.dataset()
		}
	}
	rounds := 6
	if testing.Short() {
		rounds = 2
	}
	path := filepath.Join(t.TempDir(), "a.schoolbench")
	w, err := warehouse.Create(t.Context(), path, warehouse.Options{Formulas: copyFormulas{}})
	mustDo(t, err)
	random := rand.New(rand.NewPCG(3, 3))
	schema, cells, _, _ := randomFile(random)
	for len(cells) == 0 {
		schema, cells, _, _ = randomFile(random)
	}
	importRows(t, w, editedDataset, schema, cells)
	before := picture(t, w)
	mustDo(t, w.Close())
	for round := range rounds {
		child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilledInTheMiddleOfActs$")
		child.Env = append(os.Environ(), killedWorkspace+"="+path, fmt.Sprintf("%s=%d", killedSeed, round))
		var said strings.Builder
		child.Stderr = &said
		output, err := child.StdoutPipe()
		mustDo(t, err)
		mustDo(t, child.Start())
		// On a busy machine it takes long until the other process begins.
		for lines := bufio.NewScanner(output); lines.Scan() && lines.Text() != killedBegun; {
			fmt.Fprintln(&said, lines.Text())
		}
		time.Sleep(time.Duration(300+random.IntN(400)) * time.Millisecond)
		mustDo(t, child.Process.Kill())
		if err := child.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
			t.Fatalf("the other process ended by itself: %v\n%s", err, said.String())
		}
	}
	w, err = warehouse.Open(t.Context(), path, warehouse.Options{Formulas: copyFormulas{}})
	mustDo(t, err)
	defer func() { _ = w.Close() }()
	checkSound(t, w)
	acts := 0
	for {
		_, err := w.UndoEdit(t.Context(), "")
		if issue := table.IssueIn(err); issue != nil && issue.Code == "nothing-to-undo" {
			break
		}
		mustDo(t, err)
		acts++
	}
	t.Logf("%d acts in %d lives were undone", acts, rounds)
	if acts == 0 {
		t.Error("nothing was done before the processes were killed")
	}
	if after := picture(t, w); after != before {
		t.Errorf("undone it differs from before: %s", difference(after, before))
	}
	checkSound(t, w)
}
