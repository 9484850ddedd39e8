package workbench

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/warehouse"
)

// memory is how a table was read when it was imported: it is kept in the
// workspace, for the next file of its kind.
type memory struct {
	Dataset string         `json:"dataset"`
	File    string         `json:"file"`
	Mode    warehouse.Mode `json:"mode"`
	// Plan is the plan as the person confirmed it.
	Plan importers.Plan `json:"plan"`
	// Corrected are the columns, by their names in the plan, that a person read
	// in another way than they were found; Placed tells that the table's place
	// was corrected.
	Corrected []string `json:"corrected,omitempty"`
	Placed    bool     `json:"placed,omitempty"`

	used time.Time
}

// header is what the file calls a column.
func header(column importers.PlanColumn) string {
	if column.Header != "" {
		return column.Header
	}
	return column.Name
}

// plainHeader is what two headers share that mean the same to whoever reads
// them: "Stu_ID" and "STUDENT ID".
func plainHeader(text string) string { return strings.Join(fullWords(headerWords(text)), "") }

// headerFingerprint stands for the headers of a plan, in whatever order they
// are.
func headerFingerprint(plan importers.Plan) string {
	names := make([]string, len(plan.Columns))
	for i, column := range plan.Columns {
		names[i] = plainHeader(header(column))
	}
	slices.Sort(names)
	sum := sha256.Sum256([]byte(plan.Importer + "\n" + strings.Join(names, "\n")))
	return hex.EncodeToString(sum[:16])
}

// remember keeps how a table was read. Found is the plan as the importer made
// it, before anybody corrected it.
func (b *Workbench) remember(ctx context.Context, one fileTable, mode warehouse.Mode) error {
	plan := one.plan
	plan.Findings = nil
	kept := memory{Dataset: one.dataset, File: one.source.Name(), Mode: mode, Plan: plan}
	if one.found != nil {
		kept.Corrected, kept.Placed = corrections(*one.found, plan)
	}
	body, err := json.Marshal(kept)
	if err != nil {
		return fmt.Errorf("write down the plan: %w", err)
	}
	return b.warehouse.SavePlan(ctx, headerFingerprint(plan), body)
}

// memories returns what is remembered, the latest first. What cannot be read
// any more is passed over.
func (b *Workbench) memories(ctx context.Context) ([]memory, error) {
	saved, err := b.warehouse.SavedPlans(ctx)
	if err != nil {
		return nil, err
	}
	var memories []memory
	for _, one := range saved {
		kept := memory{used: one.Used}
		if json.Unmarshal(one.Body, &kept) == nil {
			memories = append(memories, kept)
		}
	}
	return memories, nil
}

// Forget lets go of how files were read before.
func (b *Workbench) Forget(ctx context.Context) error { return b.warehouse.ForgetPlans(ctx, "") }

// corrections tells in which columns a plan differs from how its table was
// found, and whether the table's place does.
func corrections(found, plan importers.Plan) (columns []string, placed bool) {
	placed = found.HeaderRow != plan.HeaderRow || found.HeaderTop != plan.HeaderTop || found.FirstRow != plan.FirstRow || found.LastRow != plan.LastRow ||
		found.Delimiter != plan.Delimiter || found.Encoding != plan.Encoding
	byPlace := map[int]importers.PlanColumn{}
	for _, column := range found.Columns {
		byPlace[column.Index] = column
	}
	for _, column := range plan.Columns {
		before, known := byPlace[column.Index]
		if !known || placed && header(before) != header(column) {
			continue
		}
		before.Header, before.Name = column.Header, column.Name
		if !reflect.DeepEqual(before, column) {
			columns = append(columns, column.Name)
		}
	}
	return columns, placed
}
