package app

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
)

// budgetForm is the form of a budget.
type budgetForm struct {
	*boardForm
	tile         reports.Tile
	title, where *askEntry
	dataset      *widget.Select
	parts        [4]*widget.Select // the whole, spent, set aside, left
}

// budgetWords are what the parts of a budget are called.
func budgetWords() [4]string {
	return [4]string{say("Budget"), say("Spent"), say("Set aside"), say("Left")}
}

// budgetLabels are the parts as a page in this language calls them.
func budgetLabels(language reports.Language) [4]string {
	if language == reports.Spanish {
		return [4]string{"Presupuesto", "Gastado", "Apartado", "Disponible"}
	}
	return [4]string{"Budget", "Spent", "Set aside", "Left"}
}

// askBudget asks for the columns of a budget: what was budgeted, and what is
// spent, set aside and left of it.
func (p *boardPage) askBudget(name string) *budgetForm {
	if len(p.shell.datasets) == 0 {
		p.shell.nothingTo("add up", say("Import a file first."))
		return nil
	}
	f := &budgetForm{boardForm: p.newForm(say("A budget"))}
	f.tile = f.boardForm.tile(name, reports.BudgetTile, newListWidth)
	f.title, f.where = f.ask.entry(), f.ask.entry()
	f.title.SetText(cmp.Or(f.tile.Words[p.language()].Title, f.tile.Title))
	f.where.SetText(f.tile.Report.Spec.Where)
	for i := range f.parts {
		f.parts[i] = widget.NewSelect(nil, nil)
	}
	var names []string
	for _, dataset := range p.shell.datasets {
		names = append(names, dataset.Name)
	}
	f.dataset = widget.NewSelect(names, func(string) { f.showColumns() })
	f.dataset.SetSelected(cmp.Or(f.tile.Report.Dataset, f.likely(names)))
	f.fill()
	f.ask.agreeBy(say("OK"), func() {
		if tile, fine := f.read(); fine {
			f.put(name, tile)
		}
	})
	words := budgetWords()
	f.show(fyne.NewSize(640, 360), f.title,
		hintText(say("Each part is the sum of a column. “–” leaves a part out; what is not spent and not set aside is what is left.")),
		container.NewGridWithColumns(2, labelled(say("Title"), f.title), labelled(say("Dataset"), f.dataset)),
		labelled(say("Only rows where"), f.where),
		container.NewGridWithColumns(2, labelled(words[0], f.parts[0]), labelled(words[1], f.parts[1])),
		container.NewGridWithColumns(2, labelled(words[2], f.parts[2]), labelled(words[3], f.parts[3])))
	for target, object := range map[string]fyne.CanvasObject{
		"tile.title": f.title, "tile.dataset": f.dataset, "tile.where": f.where,
		"budget.whole": f.parts[0], "budget.spent": f.parts[1], "budget.aside": f.parts[2], "budget.left": f.parts[3],
	} {
		p.shell.targets.object(target, object)
	}
	return f
}

// likely is the dataset that is most likely a budget.
func (f *budgetForm) likely(names []string) string {
	for _, name := range names {
		if strings.Contains(strings.ToLower(name), "budget") {
			return name
		}
	}
	return names[0]
}

// fill shows the parts of a budget that is changed.
func (f *budgetForm) fill() {
	if len(f.tile.Report.Spec.Measures) == 0 {
		return
	}
	for _, part := range f.parts {
		part.SetSelected(noField)
	}
	for i, place := range f.places() {
		if place >= 0 {
			setChoice(f.parts[place], f.tile.Report.Spec.Measures[i].Field)
		}
	}
}

// places are which part each measure of the tile is: by what it is called, by
// its column, or else the first that is free; -1 for one too many.
func (f *budgetForm) places() []int {
	measures := f.tile.Report.Spec.Measures
	places := make([]int, len(measures))
	taken := [4]bool{}
	for i, measure := range measures {
		places[i] = -1
		if labels := f.tile.Report.Labels; i < len(labels) {
			for _, words := range [][4]string{budgetLabels(reports.English), budgetLabels(reports.Spanish)} {
				if at := slices.Index(words[:], labels[i]); at >= 0 && !taken[at] {
					places[i] = at
				}
			}
		}
		for at, words := range budgetColumns() {
			if places[i] < 0 && !taken[at] && namesAny(measure.Field, words) {
				places[i] = at
			}
		}
		if places[i] < 0 {
			places[i] = slices.Index(taken[:], false)
		}
		if places[i] >= 0 {
			taken[places[i]] = true
		}
	}
	return places
}

// budgetColumns are parts of the names that columns of each part mostly have.
func budgetColumns() [4][]string {
	return [4][]string{{"budget", "approp"}, {"spent", "expen", "actual"}, {"encumb", "aside", "commit"}, {"balance", "left", "remain", "avail"}}
}

func namesAny(column string, words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(strings.ToLower(column), word) })
}

// showColumns lists the columns of numbers of the dataset, and chooses those
// whose names say which part they are.
func (f *budgetForm) showColumns() {
	dataset, _ := f.page.shell.dataset(f.dataset.Selected)
	var names []string
	for _, column := range dataset.Schema {
		if column.Type.IsNumeric() {
			names = append(names, column.Name)
		}
	}
	words := budgetColumns()
	for i, part := range f.parts {
		part.Options = append([]string{noField}, names...)
		part.SetSelected(noField)
		for _, name := range names {
			if namesAny(name, words[i]) {
				part.SetSelected(name)
				break
			}
		}
	}
}

// setChoice selects a word that is then among the choices.
func setChoice(choice *widget.Select, word string) {
	if !slices.Contains(choice.Options, word) {
		choice.Options = append(choice.Options, word)
	}
	choice.SetSelected(word)
}

// read is the tile that the form says, or says in the form what is wrong.
func (f *budgetForm) read() (reports.Tile, bool) {
	tile := f.tile
	setTitle(&tile, f.page.language(), cmp.Or(strings.TrimSpace(f.title.Text), budgetLabels(f.page.language())[0]))
	if f.parts[0].Selected == noField || f.parts[0].Selected == "" {
		f.wrong(say("It is not said in which column the budget stands."), say("Choose one under “Budget”."))
		return tile, false
	}
	tile.Report.Dataset, tile.Report.Spec.Where = f.dataset.Selected, strings.TrimSpace(f.where.Text)
	before, places := f.tile.Report, f.places()
	tile.Report.Spec.Measures, tile.Report.Labels = nil, nil
	for i, part := range f.parts {
		if part.Selected == noField || part.Selected == "" {
			continue
		}
		measure, label := crosstab.Measure{Function: crosstab.Sum, Field: part.Selected}, budgetLabels(f.page.language())[i]
		for j, was := range before.Spec.Measures { // an author's own words and ways stay
			if was.Field == part.Selected && places[j] == i {
				measure = was
				if j < len(before.Labels) {
					label = before.Labels[j]
				}
			}
		}
		tile.Report.Spec.Measures = append(tile.Report.Spec.Measures, measure)
		tile.Report.Labels = append(tile.Report.Labels, label)
	}
	return tile, true
}
