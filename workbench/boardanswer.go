package workbench

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// BoardCut cuts the tiles of a board by a member that was picked on one of
// them, which itself stays whole. A tile that has no such field, and one that
// compares with the whole district, stay whole too and say so.
type BoardCut struct {
	Tile   string
	Filter reports.Filter
}

// BoardAnswer is a board with the views behind its tiles.
type BoardAnswer struct {
	Board *reports.Board
	views map[string]*View
	uncut map[string]string
}

// View is what a tile was drawn from, by its name: cut by the slice, so that the
// rows behind it are those of the slice. It is nil for tiles of tasks and text.
func (a *BoardAnswer) View(tile string) *View { return a.views[tile] }

// NotCut says, in a sentence, by which picked member a tile is not cut; it is
// empty for one that is cut by all of them.
func (a *BoardAnswer) NotCut(tile string) string { return a.uncut[tile] }

// AnswerDashboard answers a dashboard as Board does, cut further by what was
// picked, and keeps what is behind its tiles.
func (b *Workbench) AnswerDashboard(ctx context.Context, dashboard reports.Dashboard, slice reports.Slice, cuts []BoardCut) (*BoardAnswer, error) {
	if err := checkDashboard(dashboard); err != nil {
		return nil, err
	}
	maker, err := b.newBoardMaker(dashboard, slice)
	if err != nil {
		return nil, err
	}
	maker.cuts = cuts
	maker.kept = &BoardAnswer{views: map[string]*View{}, uncut: map[string]string{}}
	filters := slices.Clone(dashboard.Filters)
	for _, cut := range cuts {
		filters = append(filters, cut.Filter)
	}
	maker.board.RunAs = maker.narrator.RunAs(namedSlice(dashboard, maker.board.Language, slice), namedFilters(dashboard, maker.board.Language, filters), maker.board.Created)
	if maker.kept.Board, err = maker.make(ctx); err != nil {
		return nil, err
	}
	return maker.kept, nil
}

// cutFurther puts what was picked on other tiles on a tile's report. It only
// ever adds conditions.
func (m *boardMaker) cutFurther(ctx context.Context, made *slicedReport, tile reports.Tile) error {
	var whole []string
	for _, cut := range m.cuts {
		if strings.EqualFold(cut.Tile, tile.Name) {
			continue
		}
		if tile.Comparison {
			whole = append(whole, cut.Filter.String())
			continue
		}
		column, found, err := m.columnFor(ctx, m.dashboard, made, cut.Filter.Field)
		if err != nil {
			return err
		}
		if !found {
			whole = append(whole, cut.Filter.String())
			continue
		}
		condition, err := m.condition(ctx, made.dataset, column, cut.Filter)
		if err != nil {
			return err
		}
		where := made.report.Spec.Where
		if where != "" {
			condition = fmt.Sprintf("(%s) and (%s)", where, condition)
		}
		made.report.Spec.Where = condition
	}
	if len(whole) > 0 && m.kept != nil {
		m.kept.uncut[tile.Name] = m.narrator.NotCut(strings.Join(whole, ", "))
	}
	return nil
}

// PickAt is the member that stands in a row, or with across in a column, of a
// tile's table, as a cut of the other tiles. It is false where there is none
// that rows could be chosen by: totals, members without a value, and fields
// that are made of others.
func (a *BoardAnswer) PickAt(tile string, place int, across bool) (BoardCut, bool) {
	view := a.views[tile]
	if view == nil || place < 0 {
		return BoardCut{}, false
	}
	dimensions, headers := view.Report.Spec.Rows, view.Result.Rows()
	if across {
		dimensions, headers = view.Report.Spec.Columns, view.Result.Columns()
	}
	if place >= len(headers) {
		return BoardCut{}, false
	}
	header := headers[place]
	if len(header.Path) == 0 {
		return BoardCut{}, false
	}
	at := len(header.Path) - 1
	if at >= len(dimensions) || !header.Path[at].IsReported() || !isPlain(dimensions[at], view.Schema) {
		return BoardCut{}, false
	}
	dimension := dimensions[at]
	if isGathered(dimension, header.Labels[at], headers, at) {
		return BoardCut{}, false
	}
	return BoardCut{Tile: tile, Filter: reports.Filter{Field: dimension.Field, Values: []string{header.Labels[at]}}}, true
}

// isPlain reports whether the members of a dimension are values of a column as
// they are written.
func isPlain(dimension crosstab.Dimension, schema table.Schema) bool {
	at := schema.Index(dimension.Field)
	if at < 0 || dimension.Bands != nil || dimension.Split != "" || len(dimension.Groups) > 0 {
		return false
	}
	switch schema[at].Type {
	case table.YesNo, table.Date:
		return false
	}
	return true
}

// isGathered reports whether a member is the one made of all others beyond a
// limit: the last, where there are more than the limit.
func isGathered(dimension crosstab.Dimension, label string, headers []crosstab.Header, at int) bool {
	if dimension.Limit <= 0 {
		return false
	}
	var members []string
	for _, header := range headers {
		if len(header.Path) > at && !slices.Contains(members, header.Labels[at]) {
			members = append(members, header.Labels[at])
		}
	}
	return len(members) > dimension.Limit && label == members[len(members)-1]
}
