package workbench

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// SaveDashboard keeps a dashboard in the workspace under its name, in place of
// one of the same name. One that does not hold together is a *table.Issue; its
// datasets and fields are looked for only when it runs.
func (b *Workbench) SaveDashboard(ctx context.Context, dashboard reports.Dashboard) error {
	dashboard.Name = strings.TrimSpace(dashboard.Name)
	if err := checkDashboard(dashboard); err != nil {
		return err
	}
	body, err := json.Marshal(dashboard)
	if err != nil {
		return fmt.Errorf("write down dashboard %q: %w", dashboard.Name, err)
	}
	return b.warehouse.SaveDashboard(ctx, dashboard.Name, body)
}

// Dashboards returns the saved dashboards by name.
func (b *Workbench) Dashboards(ctx context.Context) ([]reports.Dashboard, error) {
	saved, err := b.warehouse.Dashboards(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]reports.Dashboard, len(saved))
	for i, entry := range saved {
		if list[i], err = readDashboard(entry.Name, entry.Body); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Dashboard returns the saved dashboard with this name, ignoring case. An
// unknown name is a *table.Issue.
func (b *Workbench) Dashboard(ctx context.Context, name string) (reports.Dashboard, error) {
	saved, err := b.warehouse.Dashboard(ctx, name)
	if err != nil {
		return reports.Dashboard{}, err
	}
	return readDashboard(saved.Name, saved.Body)
}

// DeleteDashboard forgets a saved dashboard. The data it shows stay.
func (b *Workbench) DeleteDashboard(ctx context.Context, name string) error {
	return b.warehouse.DeleteDashboard(ctx, name)
}

func readDashboard(name string, body json.RawMessage) (reports.Dashboard, error) {
	var dashboard reports.Dashboard
	if err := json.Unmarshal(body, &dashboard); err != nil {
		return dashboard, table.Failed("dashboard-damaged", table.Where{}, fmt.Sprintf("The saved dashboard %q cannot be read.", name),
			"Delete it and make it anew; the data it shows are not touched.", err)
	}
	dashboard.Name = name
	return dashboard, nil
}

// checkDashboard says what keeps a dashboard from being one.
func checkDashboard(dashboard reports.Dashboard) error {
	if dashboard.Name == "" {
		return dashboardProblem("The dashboard has no name.", "Give it a name that you will recognise next week, and save again.")
	}
	if dashboard.Language != "" && !slices.Contains(reports.Languages(), dashboard.Language) {
		return dashboardProblem(fmt.Sprintf("The dashboard is to be in the language %q, which the program does not write.", dashboard.Language), "Use en or es.")
	}
	var names []string
	for _, tile := range dashboard.Tiles {
		if err := checkTile(tile); err != nil {
			return err
		}
		key := strings.ToLower(tile.Name)
		if slices.Contains(names, key) {
			return dashboardProblem(fmt.Sprintf("Two tiles are named %q.", tile.Name), "Give each tile a name of its own.")
		}
		names = append(names, key)
	}
	for _, rule := range dashboard.Rules {
		if !slices.Contains(names, strings.ToLower(rule.Tile)) {
			return dashboardProblem(fmt.Sprintf("The rule %q looks at a tile %q, which the dashboard does not have.", rule.Name, rule.Tile), "Name one of its tiles.")
		}
	}
	return nil
}

func checkTile(tile reports.Tile) error {
	hasReport := tile.Kind != reports.TasksTile && tile.Kind != reports.TextTile
	switch {
	case strings.TrimSpace(tile.Name) == "":
		return dashboardProblem("A tile has no name.", "Give each tile a name of its own.")
	case !slices.Contains(reports.TileKinds(), tile.Kind):
		return dashboardProblem(fmt.Sprintf("The tile %q is of a kind %q, which does not exist.", tile.Name, tile.Kind), "Use number, gauge, chart, crosstab, list, budget, tasks or text.")
	case hasReport && tile.Report.Dataset == "":
		return dashboardProblem(fmt.Sprintf("The tile %q does not say which dataset it is about.", tile.Name), "Name one in its report.")
	case tile.Kind == reports.ListTile && (tile.List == nil || len(tile.List.Columns) == 0):
		return dashboardProblem(fmt.Sprintf("The list %q names no columns.", tile.Name), "Name those that it should show.")
	case hasReport && tile.Kind != reports.ListTile && len(tile.Report.Spec.Measures) == 0:
		return dashboardProblem(fmt.Sprintf("The tile %q has no measure.", tile.Name), "Say what it should count or add up.")
	case tile.Place.Row < 0 || tile.Place.Column < 0 || tile.Place.Width < 0 || tile.Place.Height < 0 || tile.Place.Column+tile.Place.Width > reports.GridColumns:
		return dashboardProblem(fmt.Sprintf("The tile %q stands outside the grid.", tile.Name), fmt.Sprintf("The grid has %d columns, counted from 0.", reports.GridColumns))
	case tile.Comparison && tile.Kind == reports.ListTile:
		return listsNames(tile.Name)
	}
	return nil
}

func dashboardProblem(message, remedy string) error {
	return table.Failed("dashboard-invalid", table.Where{}, message, remedy, nil)
}

// listsNames is the refusal to show names of the whole district to one
// recipient.
func listsNames(tile string) error {
	return table.Failed("comparison-names-people", table.Where{},
		fmt.Sprintf("The tile %q compares with the whole district, and so may not list people.", tile),
		"Show numbers of groups in it, or take the mark of a comparison off, so that each recipient sees their own.", nil)
}
