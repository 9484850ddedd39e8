package chart

import (
	"slices"

	"github.com/schoolbench/schoolbench/assets/fonts"
)

// EachText visits every text of the chart.
func (c *Chart) EachText(visit func(string)) {
	c.texts(func(text *string) { visit(*text) })
}

// texts visits the places of all texts.
func (c *Chart) texts(visit func(*string)) {
	for _, text := range []*string{&c.Title, &c.CategoryTitle, &c.ValueTitle, &c.Note, &c.Across.Title} {
		visit(text)
	}
	for i := range c.Categories {
		visit(&c.Categories[i])
	}
	for i := range c.Bands {
		visit(&c.Bands[i].Label)
	}
	for i := range c.Series {
		series := &c.Series[i]
		visit(&series.Name)
		for k := range series.Points {
			visit(&series.Points[k].Text)
		}
		for k := range series.Across {
			visit(&series.Across[k].Text)
		}
	}
}

// Legible returns the chart with the numbers of those characters that cannot
// be drawn in their places, or the chart itself if all of them can.
func (c *Chart) Legible(can func(rune) bool) *Chart {
	plain := true
	c.EachText(func(text string) { plain = plain && fonts.Readable(text, can) == text })
	if plain {
		return c
	}
	written := *c
	written.Categories, written.Bands, written.Series = slices.Clone(c.Categories), slices.Clone(c.Bands), slices.Clone(c.Series)
	for i := range written.Series {
		written.Series[i].Points = slices.Clone(c.Series[i].Points)
		written.Series[i].Across = slices.Clone(c.Series[i].Across)
	}
	written.texts(func(text *string) { *text = fonts.Readable(*text, can) })
	return &written
}

// CanDraw reports whether pictures can show a character: with the typeface
// that is built in or with a font of this computer.
func CanDraw(letter rune) bool {
	font, err := regularFace.parse()
	return err == nil && font.Index(letter) != 0 || fallbackFor(letter) != nil
}
