package table

import (
	"math"
	"strconv"
	"strings"
)

// numberLayout is a parsed Column.Layout of an Integer or Decimal column.
type numberLayout struct {
	prefix, suffix string
	thousands      string // "" for none
	point          string
	decimals       int // -1 for as many as the number has
}

// parseNumberLayout reads a layout such as "0.00", "$#,##0.00", "0.#%" or
// "#.##0,00". What is not one writes numbers plainly.
func parseNumberLayout(layout string) numberLayout {
	plain := numberLayout{point: ".", decimals: -1}
	from, to := strings.IndexAny(layout, "#0"), strings.LastIndexAny(layout, "#0")
	if from < 0 {
		return plain
	}
	l := numberLayout{prefix: layout[:from], suffix: layout[to+1:], point: "."}
	body := layout[from : to+1]
	if len(body) >= len("#,##0") && body[0] == '#' && body[2:5] == "##0" {
		l.thousands, body = body[1:2], body[4:]
	}
	switch {
	case body == "0":
	case len(body) > 2 && body[0] == '0' && body[2:] == "#":
		l.point, l.decimals = body[1:2], -1
	case len(body) > 2 && body[0] == '0' && strings.Trim(body[2:], "0") == "":
		l.point, l.decimals = body[1:2], len(body)-2
	default:
		return plain
	}
	return l
}

// write writes a number: -$1,234.50 with the layout "$#,##0.00".
func (l numberLayout) write(n float64) string {
	whole, fraction, _ := strings.Cut(strconv.FormatFloat(math.Abs(n), 'f', l.decimals, 64), ".")
	var b strings.Builder
	if n < 0 {
		b.WriteByte('-')
	}
	b.WriteString(l.prefix)
	for i := range len(whole) {
		if i > 0 && l.thousands != "" && (len(whole)-i)%3 == 0 {
			b.WriteString(l.thousands)
		}
		b.WriteByte(whole[i])
	}
	if fraction != "" {
		b.WriteString(l.point)
		b.WriteString(fraction)
	}
	b.WriteString(l.suffix)
	return b.String()
}
