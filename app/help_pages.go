package app

// helped is a page that explains itself: in Markdown, and beneath the heading
// that F1 gives it.
type helped interface{ help() string }

func (p *boardPage) help() string    { return boardHelp }
func (p *boardsPage) help() string   { return boardsHelp }
func (p *settingsPage) help() string { return settingsHelp }
func (p *glossaryPage) help() string { return glossaryHelp }

const boardHelp = `A dashboard keeps questions, not numbers: each tile is worked out anew whenever it is shown.

* The list at the top chooses whose part of the data you see: the whole district, or what one school or teacher gets.
* **Edit** changes the tiles. Nothing is saved before you choose **Save**, and **Undo** takes the last change back.
* A picture has its numbers folded beneath it, and a tile the notes that say how to read it.
* **Export** writes the page to a file, with exactly the numbers you see.

A tile is added from a cross-tab, too: choose **Add to a dashboard** there.`

const boardsHelp = `The dashboards of this workspace. Click one to open it.

**New dashboard…** begins an empty one. Tiles are added on its page, or from a cross-tab with **Add to a dashboard**.`

const settingsHelp = `What is chosen here belongs to you and this computer, not to the workspace.

* **Text size**, also with Ctrl+= and Ctrl+-.
* **Light or dark**, and **high contrast**: black on white or white on black, with dark outlines around what can be acted on.
* **Language** of the window.
* Where files are written.`

const glossaryHelp = `One word for one thing: rename a column here and it is called so wherever it is shown, in every dataset, report and file.

The word of the file is kept. **Undo** (Ctrl+Z) takes the last change back.`
