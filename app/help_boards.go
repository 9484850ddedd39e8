package app

// boardHelp is the help of dashboards.
const boardHelp = `A dashboard keeps the questions, not the numbers: it is worked out anew whenever it is opened.

* **As** shows it for the whole district, as a recipient of its pushes gets it, or for another part of the data
* A **click** on the label of a row, on a heading or on a mark of a chart cuts the other tiles by it; **Escape** takes that back
* A **double-click** on a number shows the rows behind it
* **⋯** on a tile, or the right button, copies it, opens it as a cross-tab, and changes it
* **Edit** lets you add, move and change tiles; nothing is kept before **Save**
* While it is changed, the **arrow keys** in a tile's title move it, with **Shift** they change its size, **Delete** removes it
* **Export…** writes what is shown as a workbook, a PDF or a web page
`

// publishHelp is the help of pushes.
const publishHelp = `A push sends each recipient their own part of a dashboard, into a folder or by mail.

* **New push…** asks what to send, to whom, how and when
* **Proof and send…** shows first what everybody would get: nothing leaves before you say **Send**
* **Log** tells what went to whom, when and from which imports, and sends lines again
* A message **in doubt** is one of which nobody knows whether it arrived; say so, or send it again
* **Mail…** says how mail is sent; the password goes into the system's keychain
* **On this computer…** has what is due sent also while no window is open
`
