package narrative

import (
	"strings"

	"github.com/schoolbench/schoolbench/reports"
)

// Tell puts a tile in words. The author's own words stand in place of the
// program's; a placeholder in them that names nothing is a *table.Issue.
func (n *Narrator) Tell(tile Tile) (reports.Narrative, error) {
	s := &scribe{Narrator: n}
	var told reports.Narrative
	for _, part := range []struct {
		into  *[]reports.Sentence
		words string
		write func(Tile) []reports.Sentence
	}{{&told.Read, tile.Words.Read, s.read}, {&told.Shows, tile.Words.Shows, s.shows}, {&told.Next, tile.Words.Next, s.next}} {
		if strings.TrimSpace(part.words) == "" {
			*part.into = part.write(tile)
			continue
		}
		sentences, err := s.authored(tile, part.words)
		if err != nil {
			return reports.Narrative{}, err
		}
		*part.into = sentences
	}
	return told, s.err
}

// Text fills in the placeholders of an author's text, a paragraph a line.
func (n *Narrator) Text(tile Tile, words string) ([]reports.Sentence, error) {
	s := &scribe{Narrator: n}
	sentences, err := s.authored(tile, words)
	if err != nil {
		return nil, err
	}
	return sentences, s.err
}

// authored writes an author's own text, a sentence for each line.
func (s *scribe) authored(tile Tile, words string) ([]reports.Sentence, error) {
	var sentences []reports.Sentence
	for line := range strings.SplitSeq(words, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		text, err := s.fill(tile, line)
		if err != nil {
			return nil, err
		}
		sentences = append(sentences, s.settle(text))
	}
	return sentences, nil
}
