package workbench

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/narrative"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// RunDashboard answers a saved dashboard for one slice of the data; the zero
// Slice is all of it. Nothing of another slice is in the board: a tile that
// cannot be cut is left out with a sentence. The board stays true to the rows
// as they were when it ran.
func (b *Workbench) RunDashboard(ctx context.Context, name string, slice reports.Slice) (*reports.Board, error) {
	dashboard, err := b.Dashboard(ctx, name)
	if err != nil {
		return nil, err
	}
	return b.Board(ctx, dashboard, slice)
}

// Board answers a dashboard that need not be saved.
func (b *Workbench) Board(ctx context.Context, dashboard reports.Dashboard, slice reports.Slice) (*reports.Board, error) {
	if err := checkDashboard(dashboard); err != nil {
		return nil, err
	}
	maker, err := b.newBoardMaker(dashboard, slice)
	if err != nil {
		return nil, err
	}
	return maker.make(ctx)
}

// boardMaker answers the tiles of one dashboard for one slice.
type boardMaker struct {
	*Workbench
	dashboard reports.Dashboard
	board     *reports.Board
	narrator  *narrative.Narrator
	tiles     []tileAnswer
	cuts      []BoardCut
	// guarded is true if small groups of some tile are withheld, or it was left
	// out because they cannot be.
	guarded bool
	kept    *BoardAnswer // nil where nobody asks for what is behind the tiles
}

// keep keeps the view of a tile, if somebody wants it.
func (m *boardMaker) keep(tile string, view *View) {
	if m.kept != nil {
		m.kept.views[tile] = view
	}
}

// tileAnswer is a tile with what it takes to put it in words.
type tileAnswer struct {
	tile    reports.Tile
	section reports.Section
	told    narrative.Tile
}

func (b *Workbench) newBoardMaker(dashboard reports.Dashboard, slice reports.Slice) (*boardMaker, error) {
	board := &reports.Board{
		Name: dashboard.Name, Title: dashboard.Title, Description: dashboard.Description,
		Language: dashboard.Language, Slice: slice, Created: b.now(), OnePage: dashboard.OnePage,
		SmallestGroup: max(dashboard.SmallestGroup, slice.SmallestGroup),
	}
	if board.Title == "" {
		board.Title = dashboard.Name
	}
	if slice.Language != "" {
		board.Language = slice.Language
	}
	if board.Language == "" {
		board.Language = reports.English
	}
	narrator, err := narrative.New(board.Language)
	if err != nil {
		return nil, dashboardProblem(fmt.Sprintf("The dashboard is to be in the language %q, which the program does not write.", board.Language), "Use en or es.")
	}
	board.RunAs = narrator.RunAs(slice, dashboard.Filters, board.Created)
	board.Words = narrator.Words()
	return &boardMaker{Workbench: b, dashboard: dashboard, board: board, narrator: narrator}, nil
}

func (m *boardMaker) make(ctx context.Context) (*reports.Board, error) {
	tiles := slices.Clone(m.dashboard.Tiles)
	slices.SortStableFunc(tiles, func(a, b reports.Tile) int {
		return cmp.Or(cmp.Compare(a.Place.Row, b.Place.Row), cmp.Compare(a.Place.Column, b.Place.Column))
	})
	for _, tile := range tiles {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		tile.Words = tile.WordsFor(m.board.Slice.Title())
		answer, leftOut, err := m.answer(ctx, tile)
		switch {
		case err != nil:
			return nil, inTile(tile, err)
		case leftOut != "":
			m.board.LeftOut = append(m.board.LeftOut, leftOut)
		default:
			m.tiles = append(m.tiles, answer)
		}
	}
	// Words may speak of any tile, so they come when all numbers are known.
	for i := range m.tiles {
		if err := m.tell(&m.tiles[i]); err != nil {
			return nil, inTile(m.tiles[i].tile, err)
		}
	}
	for _, answer := range m.tiles {
		section := answer.section
		if section.Kind == reports.TasksTile {
			var err error
			if section.Tasks, err = m.tasks(answer); err != nil {
				return nil, inTile(answer.tile, err)
			}
		}
		m.board.Sections = append(m.board.Sections, section)
	}
	if !m.guarded && m.board.SmallestGroup > 1 {
		m.board.SmallestGroup = 0 // nothing is about people
	}
	return m.board, nil
}

// inTile says of which tile a problem is.
func inTile(tile reports.Tile, err error) error {
	issue := table.IssueIn(err)
	if issue == nil || errors.Is(err, context.Canceled) {
		return err
	}
	named := *issue
	named.Message = fmt.Sprintf("The tile %q cannot be shown. %s", tile.Name, issue.Message)
	return &named
}

// answer runs one tile, or says why it is left out.
func (m *boardMaker) answer(ctx context.Context, tile reports.Tile) (tileAnswer, string, error) {
	words := tile.Words[m.board.Language]
	section := reports.Section{Name: tile.Name, Kind: tile.Kind, Title: cmp.Or(words.Title, tile.Title, tile.Name), Place: tile.Place, View: tile.Report.View, People: -1}
	answer := tileAnswer{tile: tile, section: section, told: narrative.Tile{Kind: tile.Kind, Words: words, Others: m.find}}
	if tile.Kind == reports.TextTile || tile.Kind == reports.TasksTile {
		return answer, "", nil
	}
	made, err := m.sliced(ctx, m.dashboard, tile, m.board.Slice)
	if err != nil {
		return answer, "", err
	}
	if made.lacks != "" {
		return answer, m.narrator.LeftOut(section.Title, made.dataset.Name, made.lacks), nil
	}
	if err := m.cutFurther(ctx, &made, tile); err != nil {
		return answer, "", err
	}
	unprotectable, err := m.unprotectable(ctx, made)
	m.guarded = m.guarded || unprotectable || m.least(made.dataset) > 1
	if err != nil || unprotectable {
		return answer, m.narrator.LeftOutSmall(section.Title), err
	}
	answer.section.Comparison = tile.Comparison && !m.board.Slice.IsWhole()
	made.report.Title, made.report.Language = section.Title, m.board.Language
	if words.Label != "" && len(made.report.Labels) == 0 {
		made.report.Labels = []string{asHeader(words.Label)}
	}
	if len(words.Fields) > 0 {
		made.report.Fields = words.Fields
	}
	if answer.told.Source, err = m.source(ctx, made.dataset); err != nil {
		return answer, "", err
	}
	answer.told.Source.Where = cmp.Or(words.Where, tile.Report.Spec.Where)
	answer.told.Target, answer.told.Comparison = tile.Target, answer.section.Comparison
	answer.told.Rules = m.rules(tile.Name)
	if tile.Kind == reports.ListTile && m.least(made.dataset) > 1 {
		err = errUnprotected
	} else if tile.Kind == reports.ListTile {
		err = m.fillList(ctx, made, &answer)
	} else {
		err = m.fillGrid(ctx, made, &answer)
	}
	switch {
	case errors.Is(err, errSingles):
		return answer, m.narrator.LeftOutSingles(answer.section.Title), nil
	case errors.Is(err, errUnprotected):
		return answer, m.narrator.LeftOutSmall(answer.section.Title), nil
	}
	return answer, "", err
}

// errSingles is for a comparison that would list people one by one.
var errSingles = errors.New("most groups are of one person alone")

// fillGrid fills an answer with the cross-tab of its report.
func (m *boardMaker) fillGrid(ctx context.Context, made slicedReport, answer *tileAnswer) error {
	if isFigure(answer.tile.Kind) && !answer.tile.Latest && made.report.Spec.Totals == crosstab.NoTotals {
		// Without totals the number would be that of whichever member is last.
		made.report.Spec.Totals = crosstab.AllTotals
	}
	least := m.least(made.dataset)
	if least > 1 {
		if err := m.protectable(ctx, made, answer.tile); err != nil {
			return err
		}
	}
	view, err := m.run(ctx, made.report, reading{least, !m.board.Slice.IsWhole()})
	if err != nil {
		return err
	}
	made.report = view.Report
	if answer.section.Comparison && aboutPeople(made.dataset.Schema) && mostlySingles(view) {
		return errSingles
	}
	tests, err := m.compare(ctx, made, view)
	if err != nil {
		return err
	}
	m.keep(answer.tile.Name, view)
	tests = tests.Among(func(at narrative.At) bool {
		return view.Document.Table.Body[at.Row].Cells[at.Column].State != table.Withheld
	})
	section, told := &answer.section, &answer.told
	section.Document, section.Rows = view.Document, countedRows(view)
	section.Shape = reports.ShapeOf(made.report, view.Schema)
	section.Figure = figureOf(answer.tile, view)
	told.Report, told.Document, told.Result, told.Schema = made.report, view.Document, view.Shown, namedFields(made.report, view.Schema)
	told.Figure, told.Rows, told.Tests = section.Figure, section.Rows, tests
	if shown, is := view.Shown.(*reports.Protected); is && shown.Withholds() {
		told.Rows, section.Withheld = narrative.NotSaid, true
	}
	if section.Figure != nil && section.Figure.Status == reports.NoStatus {
		section.Figure.Status = narrative.Status(*told)
	}
	return nil
}

// compare tests the numbers of a view two by two.
func (b *Workbench) compare(ctx context.Context, made slicedReport, view *View) (narrative.Tests, error) {
	return narrative.Compare(ctx, made.report, view.Result, func(ctx context.Context, spec crosstab.Spec) (*crosstab.Result, error) {
		joined, err := b.join(ctx, made.dataset, spec)
		if err != nil {
			return nil, err
		}
		return b.engine.Compute(ctx, joined.frame, spec)
	})
}

// rules are those that look at a tile. One that is for this recipient stands in
// place of the district's of the same name.
func (m *boardMaker) rules(tile string) []reports.Rule {
	label := m.board.Slice.Title()
	isOwn := func(rule reports.Rule) bool { return rule.For != "" && strings.EqualFold(rule.For, label) }
	var rules []reports.Rule
	for _, rule := range m.dashboard.Rules {
		if !strings.EqualFold(rule.Tile, tile) || rule.For != "" && !isOwn(rule) {
			continue
		}
		replaced := slices.ContainsFunc(m.dashboard.Rules, func(other reports.Rule) bool {
			return isOwn(other) && strings.EqualFold(other.Name, rule.Name) && strings.EqualFold(other.Tile, tile)
		})
		if isOwn(rule) || !replaced {
			rules = append(rules, rule)
		}
	}
	return rules
}

// find returns what is known of another tile of the board.
func (m *boardMaker) find(name string) (narrative.Tile, bool) {
	for _, answer := range m.tiles {
		if strings.EqualFold(answer.tile.Name, name) {
			return answer.told, true
		}
	}
	// A tile that is left out has no numbers, which is no reason to leave out
	// the words that mention it.
	for _, tile := range m.dashboard.Tiles {
		if strings.EqualFold(tile.Name, name) {
			return narrative.Tile{LeftOut: true}, true
		}
	}
	return narrative.Tile{}, false
}

// tell puts a tile in words.
func (m *boardMaker) tell(answer *tileAnswer) (err error) {
	if answer.tile.Kind == reports.TextTile {
		answer.section.Text, err = m.narrator.Text(answer.told, textIn(answer.tile.Words, m.board.Language))
		return err
	}
	if answer.tile.Kind != reports.TasksTile {
		answer.section.Narrative, err = m.narrator.Tell(answer.told)
		if m.kept != nil && m.kept.uncut[answer.tile.Name] != "" {
			answer.section.Narrative.Read = append(answer.section.Narrative.Read, reports.Sentence{Key: "notcut", Text: m.kept.uncut[answer.tile.Name]})
		}
	}
	return err
}

// tasks are the author's, and what the rules of the other tiles say is next.
func (m *boardMaker) tasks(answer tileAnswer) ([]reports.TaskLine, error) {
	var lines []reports.TaskLine
	for _, task := range answer.tile.Tasks {
		text, err := m.narrator.Text(answer.told, inLanguage(task.Text, m.board.Language))
		if err != nil {
			return nil, err
		}
		if len(text) == 0 {
			continue
		}
		lines = append(lines, reports.TaskLine{Text: text[0], Who: task.Who, Due: task.Due, Done: task.Done, Contact: task.Contact, Link: task.Link})
	}
	for _, other := range m.tiles {
		for _, next := range other.section.Narrative.Next {
			if next.Status != reports.NoStatus && next.Status != reports.Good {
				lines = append(lines, reports.TaskLine{Text: next, Contact: next.Contact, Link: next.Link, Status: next.Status})
			}
		}
	}
	return lines, nil
}

// inLanguage picks an author's words in a language, or else in English, or else
// in the first language there are some in.
func inLanguage(words map[reports.Language]string, language reports.Language) string {
	for _, each := range append([]reports.Language{language}, reports.Languages()...) {
		if found := strings.TrimSpace(words[each]); found != "" {
			return found
		}
	}
	return ""
}

// textIn picks the text of a tile in a language as inLanguage does.
func textIn(words map[reports.Language]reports.Words, language reports.Language) string {
	texts := map[reports.Language]string{}
	for each, written := range words {
		texts[each] = written.Text
	}
	return inLanguage(texts, language)
}

// asHeader makes what stands over a column out of what sentences say: without
// its article, with a capital.
func asHeader(text string) string {
	for _, article := range []string{"the ", "la ", "el ", "los ", "las "} {
		if rest, has := strings.CutPrefix(text, article); has {
			text = rest
			break
		}
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// source says where the rows of a dataset came from.
func (b *Workbench) source(ctx context.Context, dataset warehouse.Dataset) (narrative.Source, error) {
	source := narrative.Source{Dataset: dataset.Name}
	batches, err := b.warehouse.Batches(ctx, dataset.Name)
	if err != nil {
		return source, err
	}
	for _, batch := range batches {
		if batch.Live == 0 && batch.Rows > 0 {
			continue // all of its rows have been replaced since
		}
		source.Imports++
		source.File, source.Latest = batch.File, batch.Imported.In(b.now().Location())
	}
	return source, nil
}

// countedRows is how many rows are behind a view's grand total.
func countedRows(view *View) int {
	row, column, found := view.Result.Find(nil, nil)
	if found {
		return view.Result.Cell(row, column).N
	}
	// An axis without fields has one header, which is a total.
	isLeaf := func(header crosstab.Header, depth int) bool {
		return len(header.Path) == depth && (!header.Total || depth == 0)
	}
	rows := 0
	for i, header := range view.Result.Rows() {
		for j, across := range view.Result.Columns() {
			if isLeaf(header, len(view.Report.Spec.Rows)) && isLeaf(across, len(view.Report.Spec.Columns)) {
				rows += view.Result.Cell(i, j).N
			}
		}
	}
	return rows
}
