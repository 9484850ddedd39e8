package workbench

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
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
	board := &reports.Board{
		Name: dashboard.Name, Title: dashboard.Title, Description: dashboard.Description,
		Language: dashboard.Language, Slice: slice, Created: b.now(), OnePage: dashboard.OnePage,
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
	board.RunAs = runAs(dashboard, board)
	tiles := slices.Clone(dashboard.Tiles)
	slices.SortStableFunc(tiles, func(a, b reports.Tile) int {
		if a.Place.Row != b.Place.Row {
			return a.Place.Row - b.Place.Row
		}
		return a.Place.Column - b.Place.Column
	})
	for _, tile := range tiles {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		section, leftOut, err := b.section(ctx, dashboard, tile, board)
		switch {
		case err != nil:
			return nil, inTile(tile, err)
		case leftOut != "":
			board.LeftOut = append(board.LeftOut, leftOut)
		default:
			board.Sections = append(board.Sections, section)
		}
	}
	return board, nil
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

// runAs is the line that stands on every page.
func runAs(dashboard reports.Dashboard, board *reports.Board) string {
	as := board.Slice.Title()
	if as == "" {
		as = "whole district"
	}
	parts := []string{"as " + as, board.Created.Format("2 Jan 2006")}
	var filters []string
	for _, filter := range append(slices.Clone(board.Slice.Filters), dashboard.Filters...) {
		filters = append(filters, filter.String())
	}
	if len(filters) > 0 {
		parts = append(parts, "filters "+strings.Join(filters, "; "))
	}
	return strings.Join(parts, ", ")
}

// section answers one tile, or says why it is left out.
func (b *Workbench) section(ctx context.Context, dashboard reports.Dashboard, tile reports.Tile, board *reports.Board) (reports.Section, string, error) {
	section := reports.Section{Name: tile.Name, Kind: tile.Kind, Title: tile.Title, Place: tile.Place, View: tile.Report.View, People: -1}
	if section.Title == "" {
		section.Title = tile.Name
	}
	if tile.Kind == reports.TextTile || tile.Kind == reports.TasksTile {
		return section, "", nil
	}
	made, err := b.sliced(ctx, dashboard, tile, board.Slice)
	if err != nil {
		return section, "", err
	}
	if made.lacks != "" {
		return section, fmt.Sprintf("%s is not shown: %s has no %s to choose rows by.", section.Title, made.dataset.Name, made.lacks), nil
	}
	section.Comparison = tile.Comparison && !board.Slice.IsWhole()
	made.report.Title = section.Title
	if tile.Kind == reports.ListTile {
		return section, "", b.fillList(ctx, tile, made, &section)
	}
	view, err := b.Run(ctx, made.report)
	if err != nil {
		return section, "", err
	}
	section.Document = view.Document
	section.Rows = countedRows(view)
	section.Figure = figureOf(tile, view)
	return section, "", nil
}

// countedRows is how many rows are behind a view's grand total.
func countedRows(view *View) int {
	row, column, found := view.Result.Find(nil, nil)
	if found {
		return view.Result.Cell(row, column).N
	}
	rows := 0
	for i, header := range view.Result.Rows() {
		for j, across := range view.Result.Columns() {
			if !header.Total && !across.Total {
				rows += view.Result.Cell(i, j).N
			}
		}
	}
	return rows
}

// fillList fills a section with the rows behind a condition.
func (b *Workbench) fillList(ctx context.Context, tile reports.Tile, made slicedReport, section *reports.Section) error {
	list := *tile.List
	spec := made.report.Spec
	spec.Rows, spec.Columns, spec.Totals = nil, nil, crosstab.AllTotals
	spec.Measures = []crosstab.Measure{{Function: crosstab.Count}}
	wanted := slices.Clone(list.Columns)
	if list.Sort != "" && !containsFold(wanted, list.Sort) {
		wanted = append(wanted, list.Sort)
	}
	for _, name := range wanted {
		spec.Measures = append(spec.Measures, crosstab.Measure{Function: crosstab.Count, Field: name})
	}
	joined, err := b.join(ctx, made.dataset, spec)
	if err != nil {
		return err
	}
	result, err := b.engine.Compute(ctx, joined.frame, spec)
	if err != nil {
		return err
	}
	rows, err := result.Records(ctx, 0, 0)
	if err != nil {
		return err
	}
	section.Rows = len(rows)
	if list.Sort != "" {
		if by, found := joined.frame.Column(list.Sort); found {
			slices.SortStableFunc(rows, func(i, j int) int {
				a, c := by.Value(i), by.Value(j)
				if list.Descending && a.IsReported() && c.IsReported() {
					return c.Compare(a)
				}
				return a.Compare(c)
			})
		}
	}
	shown := rows
	if list.Limit > 0 && len(rows) > list.Limit {
		shown = rows[:list.Limit]
	}
	var columns []*table.Vector
	for _, name := range list.Columns {
		if vector, found := joined.frame.Column(name); found {
			columns = append(columns, vector)
		}
	}
	origin, err := b.origin(ctx, made.dataset)
	if err != nil {
		return err
	}
	origin.Schema = joined.schema
	section.Document = reports.List(section.Title, columns, shown, origin, b.now(), nil)
	section.Document.Sentence = listSentence(len(shown), len(rows))
	return nil
}

func listSentence(shown, all int) string {
	text := table.FormatNumber(float64(all), 0) + " in all."
	if shown < all {
		text = fmt.Sprintf("%s of %s", table.FormatNumber(float64(shown), 0), text)
	}
	return text
}
