package pdf

import (
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
)

// figureScale sets the words in small pictures in the size of those around them.
const figureScale = 0.88

// figure sets a section's number, with what it takes to judge it.
func (c *boardComposer) figure(section *reports.Section, parent *node, width float64) []block {
	figure := section.Figure
	if len(figure.Parts) > 0 {
		return c.parts(section, parent, width)
	}
	style := c.styled(figureStyle)
	text := figure.Number.Text
	if text == "" {
		text = reports.NothingMark
	}
	for c.faces.width(text, style.size, true) > width && style.size > 9 {
		style.size--
	}
	number := parent.add("P")
	small := c.styled(textStyle{size: 8.6, color: muted})
	statusSize := 9 * c.density.lettering
	word := ""
	if figure.Status != reports.NoStatus {
		word = c.board.Word("word." + string(figure.Status))
	}
	beside := c.faces.width(text, style.size, true)+14+c.faces.width(word, statusSize, true)+statusSize*1.2 <= width
	height := style.lineHeight()
	if word != "" && !beside {
		height += statusSize * 1.4
	}
	blocks := []block{{height: height, keep: true, draw: func(p *painter, x, y float64) {
		p.tags.begin(number)
		end := p.text(text, x, y+style.ascent(), style)
		switch {
		case word != "" && beside:
			p.status(word, figure.Status, end+12, y+style.ascent(), statusSize)
		case word != "":
			p.status(word, figure.Status, x, y+style.lineHeight()+statusSize, statusSize)
		}
		p.tags.end()
	}}}
	label := figure.Label
	if figure.Of != "" {
		label += ", " + figure.Of
	}
	blocks = append(blocks, c.paragraph(label, parent, width, small, 1)...)
	if figure.HasTarget {
		blocks = append(blocks, c.paragraph(c.targetWords(figure), parent, width, small, 1)...)
	}
	switch {
	case section.Kind == reports.GaugeTile && len(figure.Bands) > 0:
		wide := min(width, 230*c.density.lettering)
		blocks = append(blocks, c.picture(parent, label+": "+text, wide, wide*0.56, func(on canvas) {
			on.scale = figureScale * c.density.lettering
			chart.DrawGauge(reports.GaugeOf(figure), on, wide/on.scale, wide*0.56/on.scale, chart.Light())
		}))
	case figure.Trend != nil:
		wide, high := min(width, 170.0), 42*c.density.lower()
		blocks = append(blocks, c.picture(parent, label+": "+text, wide, high, func(on canvas) {
			on.scale = figureScale * c.density.lettering
			chart.DrawSparkline(figure.Trend.Legible(c.faces.can), on, wide/on.scale, high/on.scale, chart.Light())
		}))
	}
	return blocks
}

func (c *boardComposer) targetWords(figure *reports.Figure) string {
	sign := c.board.Word("word.atleast")
	if figure.TargetBelow {
		sign = c.board.Word("word.atmost")
	}
	text := c.board.Word("word.target") + " " + sign + " " + figure.Target.Text
	if !figure.Number.IsNumber {
		return text
	}
	if figure.Reached {
		return text + ": " + c.board.Word("word.reached")
	}
	return text + ": " + c.board.Word("word.short")
}

// picture is something drawn, with words for those who do not see it.
func (c *boardComposer) picture(parent *node, alt string, width, height float64, draw func(canvas)) block {
	of := parent.add("Figure")
	of.alt = alt
	return block{height: height + 3, draw: func(p *painter, x, y float64) {
		p.tags.begin(of)
		draw(canvas{painter: p, x: x, y: y + 1})
		p.pdf.SetLineJoinStyle("miter")
		p.pdf.SetLineCapStyle("butt")
		p.pdf.SetDashPattern(nil, 0)
		p.tags.end()
	}}
}

// parts sets a budget: a bar, and what it is made of.
func (c *boardComposer) parts(section *reports.Section, parent *node, width float64) []block {
	figure := section.Figure
	blocks := []block{c.picture(parent, section.Title, width, 22, func(on canvas) {
		chart.DrawShares(reports.SharesOf(figure), on, width, 22, chart.Light())
	})}
	palette := chart.Light()
	swatches := []int{-1, 0, 3, -1}
	label, value := c.styled(textStyle{size: 8.2, color: muted}), c.styled(textStyle{size: 11, bold: true, color: ink})
	across := max(1, min(len(figure.Parts), int(width/84)))
	wide := width / float64(across)
	for first := 0; first < len(figure.Parts); first += across {
		row := figure.Parts[first:min(first+across, len(figure.Parts))]
		of := make([]*node, len(row))
		for i := range row {
			of[i] = parent.add("P")
		}
		blocks = append(blocks, block{height: label.lineHeight() + value.lineHeight() + 3, draw: func(p *painter, x, y float64) {
			for i, part := range row {
				at := x + float64(i)*wide
				p.tags.begin(of[i])
				box := chart.Box{Width: 6, Height: 6}
				on := canvas{painter: p, x: at, y: y + label.ascent() - 6}
				if k := first + i; k < len(swatches) && swatches[k] >= 0 {
					on.Rectangle(box, palette.Series[swatches[k]])
				} else {
					on.Line([]chart.XY{{X: 0, Y: 0}, {X: 6, Y: 0}, {X: 6, Y: 6}, {X: 0, Y: 6}, {X: 0, Y: 0}}, chart.Stroke{Color: palette.Axis, Width: 0.8})
				}
				p.text(p.faces.shorten(p.faces.clean(part.Label), label.size, wide-14), at+9, y+label.ascent(), label)
				p.text(part.Number.Text, at, y+label.lineHeight()+value.ascent(), value)
				p.tags.end()
			}
		}})
	}
	return blocks
}
