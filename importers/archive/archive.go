// Package archive imports zip and gzip archives of files that other importers
// read: an archive of one table is that table, one of several is several.
//
// Files are unpacked one at a time, into memory or, when large, a private
// temporary file; never under the names they have in the archive, so that no
// name can lead anywhere.
package archive

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// Name is the importer's name in plans.
const Name = "archive"

// Importer reads archives by way of other importers.
type Importer struct {
	// Recognise finds the importer for a file of the archive, or returns a
	// *table.Issue that says what the file is instead. How deep archives may
	// be inside one another is its affair.
	Recognise func(importers.Source) (importers.Importer, error)
	// Named returns the importer that plans call by this name.
	Named func(string) (importers.Importer, error)
}

var (
	_ importers.Importer = Importer{}
	_ importers.Asider   = Importer{}
	_ importers.Peeker   = Importer{}
)

// Properties describes the importer.
func (Importer) Properties() importers.Properties {
	return importers.Properties{
		Name:        Name,
		Title:       "Archive",
		Description: "A zip or gzip archive of files that can be imported; every table in it.",
		Extensions:  []string{".zip", ".gz"},
	}
}

func gzipMark() []byte { return []byte{0x1F, 0x8B, 0x08} }

// Sniff says how sure the importer is of a file. What begins as a document
// that is itself a zip archive is left to its own importer.
func (Importer) Sniff(_ string, head []byte) importers.Confidence {
	if bytes.HasPrefix(head, gzipMark()) {
		return importers.Certain
	}
	name, ok := firstName(head)
	if !ok {
		return importers.No
	}
	for _, part := range []string{"[content_types].xml", "_rels/", "docprops/", "xl/", "word/", "ppt/", "customxml/", "mimetype", "meta-inf/", "content.xml"} {
		if strings.HasPrefix(strings.ToLower(name), part) {
			return importers.Possible
		}
	}
	return importers.Certain
}

// details is what the importer keeps in a plan: how the file inside is found,
// and what its own importer keeps.
type details struct {
	Entry    string          `json:"entry"`
	Importer string          `json:"importer"`
	Sheet    string          `json:"sheet,omitempty"`
	Details  json.RawMessage `json:"details,omitempty"`
}

// Plan returns the plans of all files inside that hold tables, each naming its
// file in Sheet when there are several. Options.Sheet is such a name, or that
// of a sheet inside.
func (i Importer) Plan(ctx context.Context, source importers.Source, options importers.Options) ([]importers.Plan, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	opened, err := openArchive(source)
	if err != nil {
		return nil, err
	}
	defer opened.close() //nolint:errcheck // nothing was written
	p := planner{importer: i, ctx: ctx, archive: opened, options: options}
	for place := range opened.entries {
		if err := p.planEntry(place); err != nil {
			return nil, err
		}
	}
	return p.result()
}

// planner looks at the files of one archive.
type planner struct {
	importer Importer
	ctx      context.Context
	archive  *opened
	options  importers.Options

	plans   []importers.Plan
	inside  []string // the name of the file of each plan
	refused []refusal
}

// refusal is a file that was left out and why.
type refusal struct {
	entry string
	issue *table.Issue
}

// planEntry plans one file. What speaks against the file is kept; an error
// ends the work.
func (p *planner) planEntry(place int) error {
	one := p.archive.entries[place]
	options := p.options
	if !p.asked(one.name, &options) {
		return nil
	}
	if report := p.options.Progress; report != nil {
		options.Progress = func(done float64) { report((float64(place) + done) / float64(len(p.archive.entries))) }
	}
	plans, err := p.importer.planFile(p.ctx, p.archive, one, options)
	if issue := table.IssueIn(err); issue != nil && issue.Code != codeTooLarge {
		p.refused = append(p.refused, refusal{entry: one.name, issue: issue})
		return nil
	}
	if err != nil {
		return err
	}
	for _, plan := range plans {
		p.plans = append(p.plans, plan)
		p.inside = append(p.inside, one.name)
	}
	return nil
}

// asked reports whether a file is wanted, and takes its name off the options'
// sheet.
func (p *planner) asked(entry string, options *importers.Options) bool {
	sheet := options.Sheet
	switch {
	case sheet == "":
		return true
	case strings.EqualFold(sheet, entry):
		options.Sheet = ""
		return true
	case strings.HasPrefix(sheet, entry+separator):
		options.Sheet = strings.TrimPrefix(sheet, entry+separator)
		return true
	}
	for _, other := range p.archive.entries {
		if strings.EqualFold(sheet, other.name) || strings.HasPrefix(sheet, other.name+separator) {
			return false
		}
	}
	return true
}

// separator stands between a file's name and a sheet's.
const separator = " - "

// planFile plans one file and dresses the plans as this importer's.
func (i Importer) planFile(ctx context.Context, from *opened, one entry, options importers.Options) ([]importers.Plan, error) {
	file, err := from.unpack(ctx, one)
	if err != nil {
		return nil, err
	}
	defer file.remove() //nolint:errcheck // what cannot be removed was tried
	inner, err := i.Recognise(file)
	if err != nil {
		return nil, err
	}
	plans, err := inner.Plan(ctx, file, options)
	if err != nil {
		return nil, err
	}
	for at := range plans {
		kept, err := json.Marshal(details{Entry: one.name, Importer: plans[at].Importer, Sheet: plans[at].Sheet, Details: plans[at].Details})
		if err != nil {
			return nil, fmt.Errorf("write plan details: %w", err)
		}
		plans[at].Importer, plans[at].Details = Name, kept
	}
	return plans, nil
}

// result tells the plans of several files apart and says what was left out.
func (p *planner) result() ([]importers.Plan, error) {
	if len(p.plans) == 0 {
		return nil, p.nothing()
	}
	files := slices.Compact(slices.Clone(p.inside))
	names := map[string]int{}
	for _, plan := range p.plans {
		names[strings.ToLower(plan.Name)]++
	}
	for i := range p.plans {
		plan := &p.plans[i]
		if names[strings.ToLower(plan.Name)] > 1 {
			plan.Name = distinctName(p.inside[i], plan.Name)
		}
		if len(files) < 2 {
			continue
		}
		plan.Sheet = sheetName(p.inside[i], plan.Sheet)
	}
	first := &p.plans[0]
	for i, left := range p.refused {
		if i == mostFindings {
			first.Findings = append(first.Findings, importers.Finding{Code: "entry-left-out", Message: fmt.Sprintf("%d more files in the archive were left out.", len(p.refused)-i)})
			break
		}
		first.Findings = append(first.Findings, importers.Finding{Code: "entry-left-out", Message: fmt.Sprintf("%s in the archive was left out: %s", left.entry, left.issue.Message)})
	}
	return p.plans, nil
}

// distinctName tells apart files of one name by their folders, or else by their
// endings.
func distinctName(entry, name string) string {
	if folder := path.Dir(entry); folder != "." {
		return strings.ReplaceAll(folder, "/", separator) + separator + name
	}
	return strings.TrimSpace(name + " " + strings.TrimPrefix(path.Ext(entry), "."))
}

// mostFindings bounds what is said of the files that were left out.
const mostFindings = 20

// nothing says why an archive has no table.
func (p *planner) nothing() *table.Issue {
	where := table.Where{File: p.archive.file}
	switch len(p.refused) {
	case 0:
		return table.Failed("file-empty", where, "There is nothing in this archive.", "Check that the export has finished and that it is the right file.", nil)
	case 1:
		only := p.refused[0]
		return table.Failed(only.issue.Code, where, fmt.Sprintf("The archive holds %s. %s", only.entry, only.issue.Message), only.issue.Remedy, only.issue)
	}
	first := p.refused[0]
	return table.Failed(first.issue.Code, where, fmt.Sprintf("None of the %d files in the archive can be imported. %s: %s", len(p.refused), first.entry, first.issue.Message), first.issue.Remedy, first.issue)
}

// Open starts reading the table that the plan names.
func (i Importer) Open(ctx context.Context, source importers.Source, plan importers.Plan) (table.Reader, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	kept, inner, err := i.inside(source.Name(), plan)
	if err != nil {
		return nil, err
	}
	opened, err := openArchive(source)
	if err != nil {
		return nil, err
	}
	defer opened.close() //nolint:errcheck // nothing was written
	file, err := opened.find(ctx, kept.Entry)
	if err != nil {
		return nil, err
	}
	read, err := inner.Open(ctx, file, kept.undress(plan))
	if err != nil {
		return nil, errors.Join(err, file.remove())
	}
	return &reader{Reader: read, file: file}, nil
}

// inside returns what the plan keeps of the file inside, and its importer.
func (i Importer) inside(file string, plan importers.Plan) (details, importers.Importer, error) {
	var kept details
	if err := json.Unmarshal(plan.Details, &kept); err != nil {
		return kept, nil, table.Failed("plan-unreadable", table.Where{File: file}, "The plan does not say which file of the archive it is for.", "Look at the archive again.", err)
	}
	inner, err := i.Named(kept.Importer)
	return kept, inner, err
}

// undress returns the plan as the inner importer made it.
func (d details) undress(plan importers.Plan) importers.Plan {
	plan.Importer, plan.Sheet, plan.Details = d.Importer, d.Sheet, d.Details
	return plan
}

// reader removes the unpacked file when it is closed.
type reader struct {
	table.Reader
	file *unpacked
}

func (r *reader) Close() error { return errors.Join(r.Reader.Close(), r.file.remove()) }

// Aside hands over what the files of the plans have in none of their tables.
func (i Importer) Aside(ctx context.Context, source importers.Source, plans []importers.Plan, found func(importers.Aside) error) error {
	opened, err := openArchive(source)
	if err != nil {
		return err
	}
	defer opened.close() //nolint:errcheck // nothing was written
	several := len(opened.entries) > 1
	for _, one := range opened.entries {
		var inner importers.Importer
		var here []importers.Plan
		for _, plan := range plans {
			kept, importer, err := i.inside(source.Name(), plan)
			if err != nil {
				return err
			}
			if kept.Entry == one.name {
				inner, here = importer, append(here, kept.undress(plan))
			}
		}
		if asider, ok := inner.(importers.Asider); ok {
			if err := asideOf(ctx, opened, one, asider, here, several, found); err != nil {
				return err
			}
		}
	}
	return nil
}

// asideOf hands over what one file has aside.
func asideOf(ctx context.Context, from *opened, one entry, asider importers.Asider, plans []importers.Plan, several bool, found func(importers.Aside) error) error {
	file, err := from.unpack(ctx, one)
	if err != nil {
		return err
	}
	err = asider.Aside(ctx, file, plans, func(row importers.Aside) error {
		if several {
			row.Sheet = sheetName(one.name, row.Sheet)
		}
		return found(row)
	})
	return errors.Join(err, file.remove())
}
