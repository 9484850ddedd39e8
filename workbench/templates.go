package workbench

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

//go:embed templates/*.json
var templateFiles embed.FS

// DashboardTemplates are the dashboards to begin from: for principals,
// counselors, teachers, the attendance office, department heads, the
// superintendent, the budget in plain words and progress to goals. They are
// made for the datasets of the sample district.
func DashboardTemplates() ([]reports.Dashboard, error) {
	paths, err := fs.Glob(templateFiles, "templates/*.json")
	if err != nil {
		return nil, err
	}
	var list []reports.Dashboard
	for _, path := range paths {
		body, err := templateFiles.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var dashboard reports.Dashboard
		if err := json.Unmarshal(body, &dashboard); err != nil {
			return nil, fmt.Errorf("template %s: %w", path, err)
		}
		list = append(list, dashboard)
	}
	return list, nil
}

// saveTemplates keeps the templates in a workspace, without the tiles that make
// no sense of its data: in a very small district every score is withheld.
func (b *Workbench) saveTemplates(ctx context.Context) error {
	list, err := DashboardTemplates()
	if err != nil {
		return err
	}
	for _, dashboard := range list {
		var kept []reports.Tile
		for _, tile := range dashboard.Tiles {
			alone := dashboard
			alone.Tiles, alone.Rules = []reports.Tile{tile}, nil
			_, err := b.Board(ctx, alone, reports.Slice{})
			issue := table.IssueIn(err)
			switch {
			case err == nil, issue != nil && issue.Code == "placeholder-unknown": // it speaks of another tile
				kept = append(kept, tile)
			case issue == nil:
				return err
			}
		}
		dashboard.Tiles = kept
		var rules []reports.Rule
		for _, rule := range dashboard.Rules {
			for _, tile := range kept {
				if tile.Name == rule.Tile {
					rules = append(rules, rule)
				}
			}
		}
		dashboard.Rules = rules
		if err := b.SaveDashboard(ctx, dashboard); err != nil {
			return err
		}
	}
	return nil
}
