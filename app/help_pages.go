package app

// helped is a page that explains itself: in Markdown, and beneath the heading
// that F1 gives it.
type helped interface{ help() string }

func (p *boardPage) help() string    { return say(boardHelp) }
func (p *boardsPage) help() string   { return say(boardsHelp) }
func (p *publishPage) help() string  { return say(publishHelp) }
func (p *proofPage) help() string    { return say(publishHelp) }
func (p *logPage) help() string      { return say(publishHelp) }
func (p *settingsPage) help() string { return say(settingsHelp) }
func (p *glossaryPage) help() string { return say(glossaryHelp) }

const boardsHelp = `The dashboards of this workspace. Click one to open it.

**New dashboard…** begins an empty one. Tiles are added on its page, or from a cross-tab with **Add to a dashboard**.`

const settingsHelp = `What is chosen here belongs to you and this computer, not to the workspace.

* **Text size**, also with Ctrl+= and Ctrl+-.
* **Light or dark**, and **high contrast**: black on white or white on black, with dark outlines around what can be acted on.
* **Language** of the window.
* Where files are written.`

const glossaryHelp = `One word for one thing: rename a column here and it is called so wherever it is shown, in every dataset, report and file.

The word of the file is kept. **Undo** (Ctrl+Z) takes the last change back.`
