package workbench

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/schoolbench/schoolbench/table"
)

// ClusterMethod is a way to find spellings of the same.
type ClusterMethod string

// The ways.
const (
	// SameWords finds values that have the same words, whatever their order,
	// case, accents, spaces and signs.
	SameWords ClusterMethod = "same-words"
	// FewLetters finds values that differ in a few letters: one left out, one
	// too many, another one, or two in the wrong order.
	FewLetters ClusterMethod = "few-letters"
)

// Spelling is one value of a column and how many rows have it.
type Spelling struct {
	Text string `json:"text"`
	Rows int    `json:"rows"`
}

// Cluster is values that may be spellings of the same. Nothing is merged before
// a person has looked at it.
type Cluster struct {
	Method    ClusterMethod `json:"method"`
	Spellings []Spelling    `json:"spellings"` // the most frequent first
	// Into is the spelling that most rows have.
	Into string `json:"into"`
}

// mostSpellings bounds how many different values are compared with one another.
const mostSpellings = 20_000

// ClusterSpellings finds values of a text column that may be spellings of the
// same, by each of the ways, the clusters with the most rows first.
func (b *Workbench) ClusterSpellings(ctx context.Context, dataset, column string) ([]Cluster, error) {
	frame, err := b.Frame(ctx, dataset, column)
	if err != nil {
		return nil, err
	}
	vector := frame.Columns()[0]
	if vector.Column().Type != table.Text {
		return nil, table.Failed("cluster-not-text", table.Where{Column: vector.Column().Name}, "Only text has spellings; this column does not hold text.", "Choose a column of names or words.", nil)
	}
	counts := make([]int, len(vector.Dictionary()))
	for row := range vector.Len() {
		counts[vector.Codes().At(row)]++
	}
	var spellings []Spelling
	for code, value := range vector.Dictionary() {
		if value.State == table.Reported && counts[code] > 0 && strings.TrimSpace(value.Text) != "" {
			spellings = append(spellings, Spelling{value.Text, counts[code]})
		}
	}
	if len(spellings) > mostSpellings {
		return nil, table.Failed("cluster-too-many", table.Where{Column: vector.Column().Name}, "The column has too many different values to compare each with each.",
			"Choose a column with fewer, such as a school or a street rather than a full address.", nil)
	}
	// The same order whatever the order of the dictionary.
	slices.SortFunc(spellings, func(a, b Spelling) int { return cmp.Or(cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Text, b.Text)) })
	clusters := sameWords(spellings)
	near, err := fewLetters(ctx, spellings)
	if err != nil {
		return nil, err
	}
	clusters = append(clusters, near...)
	slices.SortStableFunc(clusters, func(a, b Cluster) int { return cmp.Compare(rowsOf(b), rowsOf(a)) })
	return clusters, nil
}

func rowsOf(cluster Cluster) int {
	n := 0
	for _, spelling := range cluster.Spellings {
		n += spelling.Rows
	}
	return n
}

// sameWords groups spellings by their fingerprint.
func sameWords(spellings []Spelling) []Cluster {
	groups := map[string][]Spelling{}
	var order []string
	for _, spelling := range spellings {
		key := fingerprintOf(spelling.Text)
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], spelling)
	}
	clusters := []Cluster{}
	for _, key := range order {
		if group := groups[key]; key != "" && len(group) > 1 {
			clusters = append(clusters, Cluster{Method: SameWords, Spellings: group, Into: group[0].Text})
		}
	}
	return clusters
}

// fingerprintOf is what all ways to write the same words share.
func fingerprintOf(text string) string {
	words := strings.FieldsFunc(plainLetters(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	slices.Sort(words)
	return strings.Join(slices.Compact(words), " ")
}

// plainLetters writes a text in small letters without accents and apostrophes.
func plainLetters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || strings.ContainsRune("'’`.", r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(text))
}

// fewLetters groups spellings that are few letters apart. Only those of about
// the same length that share a beginning or an end are compared.
func fewLetters(ctx context.Context, spellings []Spelling) ([]Cluster, error) {
	plain := make([][]rune, len(spellings))
	numbers := make([]string, len(spellings))
	var compared []int
	for i, spelling := range spellings {
		text := strings.Join(strings.Fields(plainLetters(spelling.Text)), " ")
		plain[i] = []rune(text)
		numbers[i] = digitsOf(text)
		if len(plain[i]) >= shortestCompared {
			compared = append(compared, i)
		}
	}
	fromStart := func(text []rune, n int) rune { return text[n] }
	fromEnd := func(text []rune, n int) rune { return text[len(text)-1-n] }
	blocks := slices.Concat(blocksOf(plain, compared, 0, fromStart), blocksOf(plain, compared, 0, fromEnd))
	leader := make([]int, len(spellings))
	for i := range leader {
		leader[i] = i
	}
	find := func(i int) int {
		for leader[i] != i {
			leader[i] = leader[leader[i]]
			i = leader[i]
		}
		return i
	}
	var distances distanceTable
	for _, block := range blocks {
		for n, i := range block {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			for _, j := range block[n+1:] {
				limit := 1 + min(len(plain[i]), len(plain[j]))/10
				if difference := len(plain[i]) - len(plain[j]); difference > limit || -difference > limit {
					continue
				}
				// PS 12 and PS 13 are two schools, and so are 1st and 2nd Street.
				if numbers[i] != numbers[j] || find(i) == find(j) || slices.Equal(plain[i], plain[j]) {
					continue
				}
				if distances.lettersApart(plain[i], plain[j], limit) <= limit {
					a, b := find(i), find(j)
					leader[max(a, b)] = min(a, b)
				}
			}
		}
	}
	groups := map[int][]Spelling{}
	for i, spelling := range spellings {
		groups[find(i)] = append(groups[find(i)], spelling)
	}
	clusters := []Cluster{}
	for i := range spellings {
		if group := groups[i]; len(group) > 1 {
			clusters = append(clusters, Cluster{Method: FewLetters, Spellings: group, Into: group[0].Text})
		}
	}
	return clusters, nil
}

// shortestCompared is how many letters a value needs before one of them says
// little: Ana and Ann are two names.
const shortestCompared = 5

// Values are compared if they share this many letters at the beginning or at
// the end, and more where too many share so few.
const (
	fewestShared = 3
	largestBlock = 1000
)

// blocksOf splits values that share some letters by the letters that follow,
// until each block is small enough to compare each value with each. Letter
// counts from the side that they share.
func blocksOf(plain [][]rune, values []int, shared int, letter func(text []rune, n int) rune) [][]int {
	if len(values) < 2 {
		return nil
	}
	if shared >= fewestShared {
		if len(values) <= largestBlock {
			return [][]int{values}
		}
		shared = allShare(plain, values, shared, letter)
	}
	places := map[rune]int{}
	var parts [][]int
	for _, i := range values {
		// Those that end here are all the same. That longer ones are not compared
		// with them is what a small block costs.
		if len(plain[i]) == shared {
			continue
		}
		next := letter(plain[i], shared)
		at, known := places[next]
		if !known {
			at = len(parts)
			places[next], parts = at, append(parts, nil)
		}
		parts[at] = append(parts[at], i)
	}
	var blocks [][]int
	for _, part := range parts {
		blocks = append(blocks, blocksOf(plain, part, shared+1, letter)...)
	}
	return blocks
}

// allShare counts the letters that all the values share, of which some are
// known.
func allShare(plain [][]rune, values []int, known int, letter func(text []rune, n int) rune) int {
	first := plain[values[0]]
	all := len(first)
	for _, i := range values[1:] {
		n := known
		for n < min(all, len(plain[i])) && letter(plain[i], n) == letter(first, n) {
			n++
		}
		all = n
	}
	return all
}

func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}

// distanceTable is the room in which distances are reckoned, used again for
// each.
type distanceTable struct{ before, previous, current []int }

// lettersApart is the Damerau-Levenshtein distance of two texts, in the form in
// which no part is changed twice: how many letters have to be added, left out,
// changed, or swapped with their neighbour. Beyond the limit it is limit+1.
func (t *distanceTable) lettersApart(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	if len(t.current) <= len(b) {
		t.before, t.previous, t.current = make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	}
	before, previous, current := t.before, t.previous, t.current
	for j := range len(b) + 1 {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		// Places further from the diagonal are further apart than the limit.
		low, high := max(1, i-limit), min(len(b), i+limit)
		current[low-1] = limit + 1
		if low == 1 {
			current[0] = i
		}
		if high < len(b) {
			current[high+1] = limit + 1
		}
		smallest := current[low-1]
		for j := low; j <= high; j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			current[j] = min(previous[j]+1, current[j-1]+1, previous[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				current[j] = min(current[j], before[j-2]+1)
			}
			smallest = min(smallest, current[j])
		}
		if smallest > limit {
			return limit + 1
		}
		before, previous, current = previous, current, before
	}
	return min(previous[len(b)], limit+1)
}
