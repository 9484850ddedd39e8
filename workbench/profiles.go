package workbench

import (
	"context"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/profiles"
	"github.com/schoolbench/schoolbench/table"
)

// Profiles returns the profiles by which extracts are recognised: those that
// come with Schoolbench, and those in the person's own folder.
func Profiles() (*profiles.Library, error) { return profiles.Open(profiles.Folder()) }

// ProfileOf returns the profile by which a plan's table was recognised, or nil.
func ProfileOf(plan importers.Plan) *profiles.Profile {
	library, err := Profiles()
	if err != nil || plan.Profile == "" {
		return nil
	}
	return library.Named(plan.Profile)
}

// planTables has an importer plan the tables of a source, and profiles tell
// what they know of them.
func planTables(ctx context.Context, importer importers.Importer, source importers.Source, options importers.Options) ([]importers.Plan, error) {
	library, err := Profiles()
	if err != nil {
		return nil, err
	}
	return library.Plan(ctx, importer, source, options)
}

// openTable starts reading a table by a plan, derived columns and all.
func openTable(ctx context.Context, importer importers.Importer, source importers.Source, plan importers.Plan) (table.Reader, error) {
	reader, err := importer.Open(ctx, source, plan)
	if err != nil {
		return nil, err
	}
	return profiles.Derive(reader, plan), nil
}

// Fit says whether a profile recognises a table of a file.
type Fit struct {
	Table    string
	Fits     bool
	Sentence string
}

// Fits tries a profile on the tables of the file at path.
func Fits(ctx context.Context, profile *profiles.Profile, path string) ([]Fit, error) {
	source, importer, err := recognise(path)
	if err != nil {
		return nil, err
	}
	plans, err := importer.Plan(ctx, source, importers.Options{})
	if err != nil {
		return nil, err
	}
	var fits []Fit
	for _, plan := range plans {
		sample, failed := profiles.Sample(plan, func(plan importers.Plan) (table.Reader, error) { return importer.Open(ctx, source, plan) })
		fit := Fit{Table: plan.Name}
		fit.Fits, fit.Sentence = profile.Fits(plan, sample)
		if err := failed(); err != nil {
			return nil, err
		}
		fits = append(fits, fit)
	}
	return fits, nil
}
