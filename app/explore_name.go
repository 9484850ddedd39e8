package app

import (
	"maps"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// askFieldName asks how a field is called in this report, whatever it is called
// elsewhere. A formula, above all, is better read by a name.
func (p *explorePage) askFieldName(field string) {
	question := p.askLine(say("Name of %s", p.fieldTitle(field)), say("Use it"), say("Name"),
		say("It stands above the members, in the sentence and in every export of this report. The dataset stays as it is. An empty name brings the field's own back."),
		p.presenter.report.Fields[field], func(name string) *table.Issue {
			p.presenter.call(field, name)
			return nil
		})
	question.help = toSay(fieldNameHelp)
}

// call gives a field a name in this report; an empty one takes it away.
func (p *explorePresenter) call(field, name string) {
	p.named(field, name)
	p.run()
}

func (p *explorePresenter) named(field, name string) {
	names := maps.Clone(p.report.Fields) // what was asked before keeps its own
	if names == nil {
		names = map[string]string{}
	}
	if name = strings.TrimSpace(name); name != "" {
		names[field] = name
	} else {
		delete(names, field)
	}
	if len(names) == 0 {
		names = nil
	}
	p.report.Fields = names
}
