package profiles

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/internal/english"
)

// settlePicks says of which columns a total must keep one member, and with
// which to begin. Columns are decided in the profile's order, each among the
// rows that the choices before leave.
func (a *applying) settlePicks() {
	e := a.examined
	if e.overflow || len(e.choices) == 0 {
		return
	}
	left := e.choices
	at := 0
	for _, known := range a.profile.PickOne {
		if a.known(known.Column) < 0 {
			continue
		}
		column := a.plan.Columns[e.picks[at]]
		everywhere, here := count(e.choices, at), count(left, at)
		at++
		if len(everywhere) < 2 {
			continue
		}
		pick := importers.PickOne{Column: column.Name, Whole: inFile(known.Whole, everywhere), Members: membersOf(known, everywhere)}
		pick.Default = choose(known, pick, here)
		a.plan.PickOne = append(a.plan.PickOne, pick)
		a.explainPick(pick)
		if pick.Default != "" {
			left = keep(left, at-1, pick.Default)
		}
	}
}

// count returns how many rows each member of a column has. An empty cell is no
// member.
func count(choices map[string]int, at int) map[string]int {
	counts := map[string]int{}
	for choice, rows := range choices {
		if member := strings.Split(choice, between)[at]; member != "" {
			counts[member] += rows
		}
	}
	return counts
}

func keep(choices map[string]int, at int, member string) map[string]int {
	kept := map[string]int{}
	for choice, rows := range choices {
		if strings.Split(choice, between)[at] == member {
			kept[choice] = rows
		}
	}
	return kept
}

// choose picks the member to begin with, or none when nothing is left to
// choose: one member, or parts without their whole.
func choose(known PickOne, pick importers.PickOne, here map[string]int) string {
	if len(here) < 2 {
		return ""
	}
	if known.Whole != "" {
		return inFile(known.Whole, here)
	}
	if member := inFile(known.Default, here); member != "" {
		return member
	}
	for _, member := range pick.Members {
		if here[member.Value] > 0 {
			return member.Value
		}
	}
	return ""
}

// inFile returns how the file writes a member, or the empty text when it does
// not have it. Case, spaces and leading zeros do not matter.
func inFile(member string, counts map[string]int) string {
	if member == "" {
		return ""
	}
	if counts[member] > 0 {
		return member
	}
	found := ""
	for written := range counts {
		if alike(written, member) && (found == "" || written < found) {
			found = written
		}
	}
	return found
}

func alike(written, member string) bool {
	plain := func(text string) string { return strings.TrimLeft(strings.TrimSpace(text), "0") }
	return strings.EqualFold(plain(written), plain(member))
}

// membersOf lists the members in the file: the known ones in the profile's
// order, then the others.
func membersOf(known PickOne, counts map[string]int) []importers.Member {
	var members []importers.Member
	listed := map[string]bool{}
	for _, member := range known.Members {
		if written := inFile(member.Value, counts); written != "" && !listed[written] {
			listed[written] = true
			label := member.Label
			if label == written {
				label = ""
			}
			members = append(members, importers.Member{Value: written, Label: label, Rows: counts[written]})
		}
	}
	var others []importers.Member
	for written, rows := range counts {
		if !listed[written] {
			others = append(others, importers.Member{Value: written, Rows: rows})
		}
	}
	slices.SortFunc(others, func(one, other importers.Member) int { return strings.Compare(one.Value, other.Value) })
	return append(members, others...)
}

func (a *applying) explainPick(pick importers.PickOne) {
	var shown []string
	for _, member := range pick.Members {
		shown = append(shown, fmt.Sprintf("%s (%s)", member.Title(), english.Number(member.Rows)))
	}
	message := fmt.Sprintf("The rows repeat one another: %s is %s. A total must keep one of them, or it counts the same several times", pick.Column, list(shown))
	switch {
	case pick.Default != "":
		message += fmt.Sprintf("; begin with %s = %s", pick.Column, quoted(pick.Default))
		if at := slices.IndexFunc(pick.Members, func(member importers.Member) bool { return member.Value == pick.Default && member.Label != "" }); at >= 0 {
			message += fmt.Sprintf(" (%s)", pick.Members[at].Label)
		}
	case pick.Whole != "":
		message += fmt.Sprintf(" where %s is among them", quoted(pick.Whole))
	}
	a.find("pick-one", pick.Column, "%s.", message)
}

func quoted(text string) string { return `"` + text + `"` }
