// Package push is the plan of what goes out on its own: what to send, to whom,
// which part of it is theirs, when, and under which conditions. It decides and
// describes; it sends nothing, reads no clock and knows no database.
//
// A Push is a small JSON document that is kept in the workspace. Package
// workbench runs the report or dashboard for each recipient, keeps the outbox,
// and hands messages to reports/push/mail. Start reading at Push; Schedule says
// what is due when, and Proof is the sheet that is looked at before anything
// leaves the house.
package push
