package main

import (
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/reports/chart"
)

// chartNames lists the words that --chart takes.
func chartNames() []string {
	var names []string
	for _, kind := range append(chart.Kinds(), chart.None) {
		names = append(names, string(kind))
	}
	return names
}

func chartUsage() string {
	return "the chart to draw: " + strings.Join(chartNames(), ", ") + " (default: one that suits the table)"
}

// chartKind reads what --chart was given; empty leaves the choice to the table.
func (p *program) chartKind(name string) (chart.Kind, error) {
	if name != "" && !slices.Contains(chartNames(), name) {
		return "", p.misused("--chart %s: use one of %s", name, strings.Join(chartNames(), ", "))
	}
	return chart.Kind(name), nil
}
