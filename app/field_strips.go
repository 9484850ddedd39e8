package app

import (
	"context"

	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// mostStripCells is how many cells of a dataset are gone over for the strips of
// the field list. Beyond that they are shown when the dataset's own page has
// gone over them, and a question is never kept waiting for them.
const mostStripCells = 20_000_000

// loadStrips reads by a job how the values of the fields are spread, once for
// each version of the dataset. The cross-tab does not wait for it.
func (p *explorePage) loadStrips() {
	dataset := p.presenter.dataset
	if !p.presenter.begun || dataset.Version == p.stripsOf || dataset.Rows*len(dataset.Schema) > mostStripCells {
		return
	}
	p.stripsOf = dataset.Version
	bench, name := p.shell.bench, dataset.Name
	fetch(&p.spreading, say("Looking at the columns"), false, func(ctx context.Context, _ func(workbench.Progress)) ([]workbench.Distribution, error) {
		return bench.Distributions(ctx, name)
	}, func(found []workbench.Distribution, err error) {
		if err != nil {
			return // the list works without
		}
		p.strips = map[string]*widgets.FieldStrip{}
		for _, each := range found {
			if strip := fieldStrip(each); strip != nil {
				p.strips[each.Name] = strip
			}
		}
		p.fields.SetStrips(p.strips)
	})
}

// fieldStrip is the strip of a column; nil for one of which each value is there
// once, such as an ID, and for one without any.
func fieldStrip(shown workbench.Distribution) *widgets.FieldStrip {
	if shown.Reported == 0 {
		return nil
	}
	strip := &widgets.FieldStrip{Words: distributionWords(shown) + " · " + spreadWords(shown)}
	if len(shown.Bins) > 1 {
		most := 1
		for _, bin := range shown.Bins {
			most = max(most, bin.Rows)
		}
		for _, bin := range shown.Bins {
			strip.Bars = append(strip.Bars, float32(bin.Rows)/float32(most))
		}
		return strip
	}
	if shown.Distinct > 1 && (shown.Distinct == shown.Reported || shown.Shares(1) == "") {
		return nil
	}
	for _, top := range shown.Top {
		strip.Shares = append(strip.Shares, float32(top.Rows)/float32(shown.Rows))
	}
	return strip
}
