package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// showHelp explains the page that is shown.
func (s *Shell) showHelp() {
	if shown, ok := s.shownPage().(*explorePage); ok && shown.explain() {
		return
	}
	if text := s.partHelp(); text != "" {
		s.showText(say("Help"), say(text))
		return
	}
	text := say(startHelp)
	switch shown := s.shownPage().(type) {
	case helped:
		text = shown.help()
	case *homePage, *dataPage:
		text = say(homeHelp)
	case *importPage:
		text = say(importHelp)
	case *datasetPage:
		text = say(datasetHelp)
	case *explorePage:
		text = say(exploreHelp)
	case *recordsPage:
		text = say(recordsHelp)
	}
	s.showText(say("Help"), text)
}

// showFilterHelp explains the filter of a cross-tab.
func (s *Shell) showFilterHelp() { s.showText(say("Only rows where…"), say(filterHelp)) }

// showKeys lists the keys.
func (s *Shell) showKeys() { s.showText(say("Keys"), say(keysHelp)) }

// showAbout says what this is.
func (s *Shell) showAbout() {
	version := s.application.Metadata().Version
	if version == "" {
		version = say("development version")
	}
	s.showText(say("About Schoolbench"), say("**Schoolbench** %s\n\nThe data workbench for schools. Free software under the Apache License 2.0.\n\nEverything you import stays in the workspace file on this computer. Schoolbench sends nothing anywhere.", version))
}

// showText shows a page of help that scrolls.
func (s *Shell) showText(title, markdown string) {
	text := widget.NewRichTextFromMarkdown(markdown)
	text.Wrapping = fyne.TextWrapWord
	room := s.window.Canvas().Size()
	page := s.newAsk(title, say("Close"))
	page.help = ""
	page.showFilled(fyne.NewSize(min(620, room.Width*0.9), min(520, room.Height*0.85)), container.NewVScroll(text))
}

const startHelp = `A **workspace** is one file on this computer that holds the data you import and the reports you save.

* **Try the sample district** makes one with an invented district, to learn with.
* **New workspace** makes an empty one for your own files.
* **Open** opens one you have. You can also drop it on this window.`

const homeHelp = `**Import a file** brings in a spreadsheet or an extract: press Ctrl+I, or drop the file anywhere on this window. You see what was found before anything is kept.

Each file becomes a **dataset**, in the list at the left. Click one to see its rows, or choose **Explore** to cross-tabulate it.

**Reports** you saved are in the list too. They are made anew from the rows each time they are opened.

Press Ctrl+K and type a name to go anywhere.`

const importHelp = `Everything about the file is on this page, and nothing is kept before you press **Import**.

* **The sheet as it is** is at the top. The bands at its left say what each row was taken for: title, header, data, total, note. Drag the line between two bands, or right-click a row, to say it better; the letters B, H, N, E, A and X do the same.
* **The table it becomes** is below. Click a heading to choose another type or name, or to leave the column out. An ID or a code keeps its leading zeros. What does not fit its type is kept as it was written, and never counted as zero.
* **Findings** at the right say what was guessed and from what. Each has its other answers as buttons. **Undo** (Ctrl+Z) takes a correction back.
* **Odd cells** lists every cell that is withheld, missing or does not fit, with its place in the file.

Several files, or a folder, dropped together wait in line. When the dataset is there already, **What changes** shows it first, and you choose: add the rows, replace all, or update those with the same key. Every import can be undone.`

const datasetHelp = `The rows as they were imported. Values in grey italics are withheld or missing: they are never counted as zero.

* **Select** cells with the mouse, or with Shift and the arrow keys: the line at the bottom adds them up.
* **Ctrl+C** copies what is selected, ready to paste into a spreadsheet.
* **Type** into a cell, or press F2 to go on from what stands there; Enter keeps it and goes down, Tab goes right, Escape leaves it as it was. **Delete** blanks cells.
* **Ctrl+V** pastes a block from a spreadsheet, **Ctrl+D** fills down, **Ctrl+H** finds and replaces. **Ctrl+Z** takes back what you did last, also after a restart, and **Ctrl+Y** does it again.
* **Right-click** a cell to comment on it, to see who wrote it and what the file says, to insert, add or delete rows, to merge similar spellings, and to add columns of your own. They stay when the next file is imported, with the rows that have the same key.
* A **blue corner** marks a cell that somebody wrote into, an **orange** one a comment: select it, and the line at the bottom says who, when and what.
* **Right-click** a column to sort by it, to group the rows by it, or to colour its cells.
* **Explore** (Ctrl+E) cross-tabulates the dataset. **Export** writes the rows to a file. **Undo last import** takes the newest rows out again.`

const exploreHelp = `Put fields on the shelves; the table and the chart are drawn again at once.

* **Double-click a field** at the left: numbers are added up under Values, everything else makes rows. Or drag it, or right-click it, or press Enter on it.
* **Click a chip** for its menu: another function, a percentage, another order, rows or columns.
* **Click the words of the sentence** to change what they say: another field, another number, another filter.
* **Filters**: press + and tick the values to keep, or give a condition. **Right-click a cell** for “Only” and “Leave out”. **Formula** is for those who know the language.
* **Drag chips** from shelf to shelf, or away to remove them.
* **Double-click any number**, total or not, or a bar of the chart, to see the rows behind it at the right: as many as it counts. Double-click one of them to see the person. Escape closes the list, and Alt+Left goes back. A click on a bar selects its cell.

Every total is worked out from its own rows, not from the numbers around it.

**Save report** (Ctrl+S) keeps the question in the workspace. **Export** (Ctrl+Shift+E) writes Excel, PDF, a web page, CSV or a picture, with exactly the numbers you see.`

const recordsHelp = `The rows behind the number you opened: as many as were counted. Names come first.

* **Double-click a row**, or press Enter, to see what is known of the person.
* **Columns** chooses what is listed. The choice is kept with the report when you save it.
* Right-click a column to sort by it. **Copy** takes what is selected, **Export** writes the list to a file.
* The line at the top leads back, and so does Alt+Left.`

const filterHelp = `Write which rows to keep. Names of columns with spaces stand in [brackets], words in quotes.

* Grade in ["K", "1", "2"]
* [Days Absent] >= 18 and School == "Lincoln"
* Name contains "smith"
* not isblank([Exit Date])
* [Days Absent] / [Days Enrolled] >= 0.1

You can use and, or, not, in, contains, startsWith, endsWith, matches, +, -, *, /. A row whose value is withheld or missing is not kept by a comparison.`

const keysHelp = `* **Ctrl+I** import a file
* **Ctrl+O** open a workspace, **Ctrl+N** make one
* **Ctrl+E** explore
* **Ctrl+S** save the report
* **Ctrl+Shift+E**, or **Ctrl+P**, export what is shown
* **Ctrl+K** go to a dataset, a field, a report or anything that can be done, by name
* **Ctrl+Shift+L** filter on or off; **Alt+Down** the filter of a column
* **Ctrl+F6** the next part of the page: fields, shelves, filter, table
* **Alt+Left** back: from a person to the list, from the list to the number
* **F11** the next kind of chart
* **Ctrl+W** close the tab, **Ctrl+Page Up** and **Ctrl+Page Down** change it
* **Ctrl+=** and **Ctrl+-** change the size of the text
* **F1** help with this page; on a number of a cross-tab, how it is made

In a table:

* **Arrows**, **Home**, **End**, **Page Up**, **Page Down**, and **Ctrl** with them, as in a spreadsheet
* **Shift** with them selects; **Ctrl+A** selects all; **Ctrl+Space** the column, **Shift+Space** the row
* **Ctrl+arrow** goes to the edge of the data, **Ctrl+click** selects several ranges, **Ctrl+G**, or **F5**, goes to a row or column
* **Ctrl+C** copies; **Alt+Shift+Right** groups the rows by a column, **Alt+Shift+Left** ungroups them
* **F2** or typing writes into a cell of a dataset; **Delete** blanks, **Ctrl+V** pastes, **Ctrl+D** fills down, **Ctrl+R** right, **Ctrl+Enter** all that is selected, **Ctrl+H** replaces, **Ctrl+Z** and **Ctrl+Y** undo and redo, **F4** repeats
* **Alt+Down** the choices of a cell, **Ctrl+;** today, **Ctrl+'** what is above; **Ctrl+plus** and **Ctrl+minus** on whole rows insert and delete them; **F6** leaves the sheet
* **Enter** opens the number, **Shift+Enter** in a tab of its own, or goes down in a dataset
* **Shift+F10** shows the menu

On a shelf:

* **Enter** shows a chip's menu, **Delete** takes it off, **Alt+Left** and **Alt+Right** move it, **Ctrl+Shift** with the arrows to another shelf`
