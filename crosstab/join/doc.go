// Package join brings columns of one dataset to the rows of another: it makes
// the column that a crosstab.Join describes.
//
// Column is where to start reading. The rows of both datasets get the number
// of their key (key.go); a look up then finds one value a key (lookup.go), or
// one a key and day (period.go), and a roll up computes a cross-tab of the other
// dataset by key (rollup.go). The result is a vector of its own that is as
// long as the dataset, so that nothing is multiplied or dropped, and an Account
// that says how many rows found something (account.go).
//
// The package is pure: it reads frames and returns a vector. It knows no
// database.
package join
