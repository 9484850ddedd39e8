package reports

// EachText visits every text that a surface draws of the document.
func (d *Document) EachText(visit func(string)) {
	for _, text := range []string{d.Title, d.Sentence, d.Source} {
		visit(text)
	}
	for _, text := range d.Definitions {
		visit(text)
	}
	for _, text := range d.Notes {
		visit(text)
	}
	if d.Table != nil {
		for _, header := range d.Table.HeaderRows {
			for _, cell := range header {
				visit(cell.Text)
			}
		}
		for _, row := range d.Table.Body {
			for _, cell := range row.Cells {
				visit(cell.Text)
			}
		}
	}
	if d.Chart != nil {
		d.Chart.EachText(visit)
	}
}
