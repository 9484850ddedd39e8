package app

func (p *personPage) help() string { return say(personHelp) }
func (p *peoplePage) help() string { return say(peopleHelp) }

const peopleHelp = `Everybody whom the datasets give both an ID and a name: students and staff.

* **Type** parts of a name or an ID, in any order and without accents.
* **Down** goes to the list; **Enter** or a double-click opens a person.

A name is read from the dataset that has the most columns of names: the roster rather than the marks.`

const personHelp = `What every dataset says of one person, found by the ID, and nothing else.

* At the top are name, numbers, school and grade, as the roster's newest row has them.
* Each box is a dataset: how many rows it has of the person, what they have in common, how often each of a few values is there, and the rows, the newest first. Columns in which there is nothing are left out.
* **Double-click a row** to open whom else it names, such as the student of a teacher's row; otherwise the rows open in their dataset.
* **Previous** and **Next** go through the list that the person was opened from.
* **Alt+Left** or Escape goes back to it, and it is as you left it.

What is withheld (*) is not zero, and is in no sum.`
