// Package profiles recognises the extracts that school systems write, and says
// what their columns mean.
//
// A profile is data, not code: one small JSON file for each kind of extract. It
// tells by which columns the extract is known, under which other names they
// come, what they hold and in plain words what that means, which marks stand for
// something withheld, what names one row, which levels must not be added
// together, and how account strings are taken apart.
//
// A profile proposes. What the data contradict is not done but said: every row
// is read before a type is changed.
package profiles
