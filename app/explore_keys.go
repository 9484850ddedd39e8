package app

// toggleFilter goes to the filter of the cross-tab, so that Ctrl+Shift+L leads
// to a filter on every page that has one.
func (p *explorePage) toggleFilter() { p.shell.focus(p.filter) }
