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
	blocks := map[string][]int{}
	for i, spelling := range spellings {
		text := strings.Join(strings.Fields(plainLetters(spelling.Text)), " ")
		plain[i] = []rune(text)
		numbers[i] = digitsOf(text)
		if len(plain[i]) < shortestCompared {
			continue
		}
		half := min(3, len(plain[i]))
		for _, key := range []string{"<" + string(plain[i][:half]), string(plain[i][len(plain[i])-half:]) + ">"} {
			blocks[key] = append(blocks[key], i)
		}
	}
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
	for _, block := range blocks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for n, i := range block {
			for _, j := range block[n+1:] {
				// PS 12 and PS 13 are two schools, and so are 1st and 2nd Street.
				if numbers[i] != numbers[j] || find(i) == find(j) || string(plain[i]) == string(plain[j]) {
					continue
				}
				limit := 1 + min(len(plain[i]), len(plain[j]))/10
				if lettersApart(plain[i], plain[j], limit) <= limit {
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

func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}

// lettersApart is the Damerau-Levenshtein distance of two texts, in the form in
// which no part is changed twice: how many letters have to be added, left out,
// changed, or swapped with their neighbour. Beyond the limit it is limit+1.
func lettersApart(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, previous, current := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		current[0] = i
		smallest := i
		for j := 1; j <= len(b); j++ {
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
	return previous[len(b)]
}
