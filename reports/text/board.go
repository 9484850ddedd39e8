package text

import (
	"bufio"
	"context"
	"io"
	"strings"

	"github.com/schoolbench/schoolbench/reports"
)

// BoardRenderer draws boards as text.
type BoardRenderer struct{}

// NewBoard returns the renderer of boards.
func NewBoard() reports.BoardRenderer { return BoardRenderer{} }

// Format is "txt".
func (BoardRenderer) Format() string { return "txt" }

// RenderBoard writes the sections one below the other.
func (BoardRenderer) RenderBoard(ctx context.Context, w io.Writer, board *reports.Board) error {
	out := bufio.NewWriter(w)
	line := func(text string) {
		if text != "" {
			out.WriteString(OneLine(text) + "\n")
		}
	}
	line(board.Title)
	line(board.RunAs)
	line(board.Description)
	for i := range board.Sections {
		section := &board.Sections[i]
		out.WriteString("\n")
		line(section.Title)
		out.WriteString(strings.Repeat("=", len([]rune(section.Title))) + "\n")
		writeFigure(line, section.Figure)
		for _, sentence := range section.Text {
			line(sentence.Text)
		}
		for _, task := range section.Tasks {
			line(taskText(task))
		}
		if section.Document != nil && section.Document.Table != nil && (section.Figure == nil || len(section.Document.Table.Body) > 1) {
			out.WriteString("\n")
			if err := writeTable(ctx, out, section.Document.Table); err != nil {
				return err
			}
		}
		for _, part := range [][]reports.Sentence{section.Narrative.Read, section.Narrative.Shows, section.Narrative.Next} {
			for _, sentence := range part {
				line(sentence.Text)
			}
		}
	}
	for i, sentence := range board.LeftOut {
		if i == 0 {
			out.WriteString("\n")
		}
		line(sentence)
	}
	return out.Flush()
}

func writeFigure(line func(string), figure *reports.Figure) {
	if figure == nil {
		return
	}
	if len(figure.Parts) > 0 {
		for _, part := range figure.Parts {
			line(part.Label + ": " + part.Number.Text)
		}
		return
	}
	text := figure.Label + ": " + figure.Number.Text
	if figure.Of != "" {
		text += " (" + figure.Of + ")"
	}
	line(text)
}

func taskText(task reports.TaskLine) string {
	box := "[ ] "
	if task.Done {
		box = "[x] "
	}
	text := box + task.Text.Text
	for _, part := range []string{task.Who, task.Due, task.Contact, task.Link} {
		if part != "" {
			text += " · " + part
		}
	}
	return text
}
