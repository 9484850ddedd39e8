// Package expression is the small language of filters and formulas:
//
//	Grade in ["K", "1"] and [Days Absent] >= 18
//	left(AcctObjectCode, 1)
//	if([Days Absent] / [Days Enrolled] >= 0.1, "Chronic", "Not chronic")
//
// Columns are called by name, ignoring case, in [square brackets] when the name
// is more than letters, digits and underscores. Text stands in single or double
// quotes; a doubled quote stands for itself. Function names and the words and,
// or, not, in, contains, startsWith, endsWith, matches, true and false ignore
// case. A spreadsheet's = and <> are read as == and !=. A list is written
// ["K", "1"] or, after in, ("K", "1").
//
// In a cross-tab, mean(Score by Grade) and its like are numbers of all rows of a
// group; see Aggregate. term and schoolDay go by the calendar of a Scope.
//
// # What is compared with what
//
// Text and codes compare by their characters, upper and lower case apart. A
// number written in the formula equals a code with exactly these characters:
// 101 equals "101" and not "0101". Told to be less or greater than a number,
// a code is read as a number, and one that is not a number is unknown. Dates
// compare with '2019-08-12' or with text as their column writes it, school
// years with "2018-19" or with the year in which they start, yes/no columns
// with true, false or their own words.
//
// # Missing, withheld and misfit values
//
// Nothing is known about a value that is not reported. Every comparison, every
// operation and every function of one is therefore unknown, except isblank and
// iswithheld, which ask just that. An unknown value is withheld if something it
// was made from is withheld, and missing otherwise; so are divisions by zero and
// text that number cannot read. Logic has three values:
//
//	not unknown            is unknown
//	false and unknown      is false
//	true  and unknown      is unknown
//	true  or  unknown      is true
//	false or  unknown      is unknown
//	if(unknown, a, b)      is unknown
//
// A filter keeps the rows for which its expression is true. Neither a
// comparison nor its opposite keeps a row with an unknown value.
//
// # How it runs
//
// The text is parsed once into a tree. Parts that look at one coded column are
// evaluated once for each distinct value and looked up by code; the rest is
// evaluated row by row. An Expression is read-only and safe for any number of
// goroutines.
package expression
