package crosstab

import (
	"cmp"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// blankLabel is how people read the member of rows with a missing value.
const blankLabel = "(blank)"

// member is one value of a dimension, as it is displayed.
type member struct {
	value table.Value
	label string
}

// canonical makes one member of all missing values, however the file marked
// them. Other marks stay apart.
func canonical(v table.Value) table.Value {
	if v.State == table.Missing {
		return table.Value{State: table.Missing}
	}
	return v
}

// arrange puts the distinct values of a dimension in display order: reported
// ones first, numbers by size, text in natural order or, if all of it looks
// like grades, in the order of school; then the marks. Descending reverses the
// reported ones. places[i] is where values[i] went.
func arrange(column table.Column, values []table.Value, descending bool, listed []string) (members []member, places []uint32) {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	compare := table.Value.Compare
	if column.Type.IsText() {
		compare = textOrder(values, listed)
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := values[i], values[j]
		if a.State != table.Reported || b.State != table.Reported {
			return a.Compare(b)
		}
		if descending {
			a, b = b, a
		}
		return compare(a, b)
	})
	members = make([]member, len(values))
	places = make([]uint32, len(values))
	for place, i := range order {
		members[place] = member{value: values[i], label: labelOf(column, values[i])}
		places[i] = uint32(place)
	}
	return members, places
}

func labelOf(column table.Column, v table.Value) string {
	if v.State == table.Missing {
		return blankLabel
	}
	if v.State == table.Reported && v.Text != "" {
		return v.Text // of text, or of a band or a group
	}
	return column.Display(v)
}

// textOrder is how reported text compares: as listed, as grades if all of it is
// grades, or in another order that people know.
func textOrder(values []table.Value, listed []string) func(a, b table.Value) int {
	natural := func(a, b table.Value) int { return compareNatural(a.Text, b.Text) }
	ranked := func(ranks map[string]int) func(a, b table.Value) int {
		return func(a, b table.Value) int {
			if c := cmp.Compare(ranks[a.Text], ranks[b.Text]); c != 0 {
				return c
			}
			return natural(a, b)
		}
	}
	if len(listed) > 0 {
		ranks := map[string]int{} // what is not listed comes after
		for i, text := range listed {
			ranks[text] = i - len(listed)
		}
		return ranked(ranks)
	}
	if ranks, known := knownOrder(values); known {
		return ranked(ranks)
	}
	ranks := map[string]int{}
	for _, v := range values {
		if v.State != table.Reported {
			continue
		}
		rank, isGrade := gradeRank(v.Text)
		if !isGrade {
			return natural
		}
		ranks[v.Text] = rank
	}
	return ranked(ranks)
}

// gradeRank places a grade level in the order of school: before kindergarten,
// kindergarten, first to twelfth, and those without a level last.
func gradeRank(text string) (rank int, isGrade bool) {
	grade := strings.ToUpper(strings.TrimSpace(text))
	grade = strings.TrimSpace(strings.TrimPrefix(grade, "GRADE"))
	switch grade {
	case "IT", "INFANT":
		return -5, true
	case "PS", "PR", "PRESCHOOL":
		return -4, true
	case "P", "PK", "PREK", "PRE-K", "P3", "P4":
		return -3, true
	case "TK":
		return -2, true
	case "K", "KG", "KN", "KK", "KDG", "KINDERGARTEN":
		return 0, true
	case "UE", "UG", "UNGRADED":
		return 20, true
	case "US":
		return 21, true
	case "AD", "ADULT":
		return 22, true
	}
	for _, ending := range []string{"ST", "ND", "RD", "TH"} {
		if number, cut := strings.CutSuffix(grade, ending); cut {
			grade = number
			break
		}
	}
	if grade == "" || len(grade) > 2 {
		return 0, false
	}
	for i := range len(grade) {
		if grade[i] < '0' || grade[i] > '9' {
			return 0, false
		}
		rank = 10*rank + int(grade[i]-'0')
	}
	return rank, rank <= 13
}

// compareNatural orders text as people do: runs of digits by their number,
// letters without regard to case, and only then by the characters themselves.
func compareNatural(a, b string) int {
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		if isDigit(a[i]) && isDigit(b[j]) {
			from, to := i, j
			for i < len(a) && isDigit(a[i]) {
				i++
			}
			for j < len(b) && isDigit(b[j]) {
				j++
			}
			x, y := strings.TrimLeft(a[from:i], "0"), strings.TrimLeft(b[to:j], "0")
			if c := cmp.Compare(len(x), len(y)); c != 0 {
				return c
			}
			if c := strings.Compare(x, y); c != 0 {
				return c
			}
			continue
		}
		if c := cmp.Compare(lower(a[i]), lower(b[j])); c != 0 {
			return c
		}
		i++
		j++
	}
	if c := cmp.Compare(len(a)-i, len(b)-j); c != 0 {
		return c
	}
	return strings.Compare(a, b)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
