package chart

import "github.com/schoolbench/schoolbench/internal/phrases"

// say writes a text of the program in the language of the chart.
func (c *Chart) say(text string, args ...any) string {
	return phrases.For(c.Language).Say(text, args...)
}

// translate writes a finished English text of the program in that language.
func (c *Chart) translate(text string) string { return phrases.For(c.Language).Translate(text) }
