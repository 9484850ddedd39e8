package app

import "fyne.io/fyne/v2"

// partHelp is the help of the part of the page that has the keyboard; "" where
// that of the whole page says it.
func (s *Shell) partHelp() string {
	focused := s.window.Canvas().Focused()
	if _, crumb := focused.(*crumbLink); crumb {
		return toSay(crumbsHelp)
	}
	if sheet := s.shownSheet(); sheet != nil && sheet.bound && focused == fyne.Focusable(sheet.rows.grid) {
		return toSay(sheetHelp)
	}
	return ""
}

// shownSheet is the side sheet of the page that is shown, if it has one.
func (s *Shell) shownSheet() *sideSheet {
	switch shown := s.shownPage().(type) {
	case *explorePage:
		return shown.sheet
	case *boardPage:
		return shown.sheet
	}
	return nil
}

const askHelp = `A question of this window. Nothing happens before you press the button at the right.

* **Tab** goes to the next box or button, **Shift+Tab** back.
* **Enter** does what the button at the right says; the space bar presses the button, or opens the list, that has the keyboard.
* **Escape** closes the question and leaves everything as it is.`

const sheetHelp = `The rows behind the number that you opened, as many as were counted, beside the number itself.

* **Double-click a row**, or press Enter, to see what is known of the person.
* **Columns…** chooses what is listed. The choice is kept with the report when you save it.
* **Export…** writes the list to a file; **As a page** opens it in a tab of its own.
* Right-click a column to sort by it, to filter or to group the list. **Ctrl+C** copies what is selected.
* Drag the line at the left of the list to make it wider. **Escape** closes it, and the number has the keyboard again.`

const crumbsHelp = `The way that led here: each step leads back to where you were, and everything is as you left it.

* **Enter**, the space bar or a click goes to the step.
* **Tab** goes to the next step. **Alt+Left** goes one step back from anywhere on the page.`

const listedHelp = `Which columns the list has. Names come first, however they stand in the dataset.

* **Tick** what you want to see. **All** and **None** tick what the search has found.
* **Type** part of a name to find a column among many.
* **List these**, or Enter, takes the choice over. It is kept with the report when you save it; the dataset stays as it is, and so does every other report.`

const ownHelp = `A column that is yours: it stands beside those of the file, and what you write into it stays when the next file is imported, with the rows that have the same key.

* **Text**, **number** and **date** take what you type; what does not fit is asked about.
* A **choice list** offers its words in every cell: press Alt+Down there.
* **Yes or no** takes either.
* A **formula** is worked out from the other columns of its row, such as [Days Absent] / [Days Enrolled]. Names of columns stand in [brackets], words in quotes.

Ctrl+Z takes the column away again.`

const fieldNameHelp = `The name that a field has in this report alone: above its members, in the sentence, and in every export.

* A formula, above all, is better read by a name.
* An **empty** name brings the field's own back.
* To rename a column everywhere, right-click its heading in the dataset and choose **Show under another name…**.`
