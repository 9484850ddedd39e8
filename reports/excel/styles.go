package excel

import (
	"github.com/xuri/excelize/v2"
)

// The colours of a workbook: near-black words, grey for what is beside the
// matter, two strengths of rule.
const (
	inkColor   = "1F2933"
	mutedColor = "5F6B7A"
	lightRule  = "E1E5EA"
	strongRule = "8793A1"
)

// look is how a cell is drawn. Equal looks share one style.
type look struct {
	format      string // number format; empty for words
	size        float64
	color       string // empty for ink
	bold        bool
	wrap        bool
	align       string // left, right or center
	vertical    string // empty for bottom
	top, bottom string // colours of the rules; empty for none
}

// styles makes the styles of one workbook, each once.
type styles struct {
	file *excelize.File
	made map[look]int
}

func newStyles(file *excelize.File) *styles {
	return &styles{file: file, made: map[look]int{}}
}

// of returns the style for a look.
func (s *styles) of(l look) (int, error) {
	if id, made := s.made[l]; made {
		return id, nil
	}
	size, color := l.size, l.color
	if size == 0 {
		size = 11
	}
	if color == "" {
		color = inkColor
	}
	style := &excelize.Style{
		Font:      &excelize.Font{Family: "Calibri", Size: size, Bold: l.bold, Color: color},
		Alignment: &excelize.Alignment{Horizontal: l.align, Vertical: l.vertical, WrapText: l.wrap},
	}
	if l.format != "" {
		style.CustomNumFmt = &l.format
	}
	if l.top != "" {
		style.Border = append(style.Border, excelize.Border{Type: "top", Color: l.top, Style: 1})
	}
	if l.bottom != "" {
		style.Border = append(style.Border, excelize.Border{Type: "bottom", Color: l.bottom, Style: 1})
	}
	id, err := s.file.NewStyle(style)
	if err != nil {
		return 0, err
	}
	s.made[l] = id
	return id, nil
}
