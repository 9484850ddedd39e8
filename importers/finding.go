package importers

import "slices"

// Finding is one guess, in words, with its evidence: "Student ID kept as code:
// 412 of 1,204 begin with 0."
type Finding struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Column  string `json:"column,omitempty"`
	// Asks tells that the file itself does not settle the matter: what was
	// chosen is only the likeliest, and a person should look.
	Asks bool `json:"asks,omitempty"`
	// Undo lists what may be chosen instead, the plain opposite first. It is
	// empty where there is no other way to read the file.
	Undo []Change `json:"undo,omitempty"`
}

// Change is one way in which a plan may differ from what was guessed: it undoes
// a finding or answers its question. Plan.With carries it out.
type Change struct {
	// Label is what a person chooses, as a button says it: "Read as numbers".
	Label string `json:"label"`
	// Columns take the place of the plan's columns with the same Index.
	Columns []PlanColumn `json:"columns,omitempty"`
	// LeaveOut lists columns, by Index, that are left out of the dataset, and
	// TakeIn those that are in it again.
	LeaveOut []int `json:"leaveOut,omitempty"`
	TakeIn   []int `json:"takeIn,omitempty"`
	// Unpivot, if not nil, becomes the plan's.
	Unpivot *Unpivot `json:"unpivot,omitempty"`
}

// With returns the plan with a change carried out. Names, labels and
// descriptions stay as they are, and so does what was left out unless the change
// says otherwise; so do the findings, which say what was guessed. The plan itself
// is not changed.
func (p Plan) With(change Change) Plan {
	p.Columns = slices.Clone(p.Columns)
	if change.Unpivot != nil {
		p.Unpivot = change.Unpivot
	}
	for _, wanted := range change.Columns {
		for i, column := range p.Columns {
			if column.Index == wanted.Index {
				wanted.Name, wanted.Label, wanted.Skip = column.Name, column.Label, column.Skip
				wanted.Description, wanted.Known = column.Description, column.Known
				p.Columns[i] = wanted
			}
		}
	}
	for i, column := range p.Columns {
		switch {
		case slices.Contains(change.LeaveOut, column.Index):
			p.Columns[i].Skip = true
		case slices.Contains(change.TakeIn, column.Index):
			p.Columns[i].Skip = false
		}
	}
	return p
}
