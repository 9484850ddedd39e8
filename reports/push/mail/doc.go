// Package mail hands messages to a mail server, one at a time, and says of each
// what became of it: taken, refused, to be tried later, or not known. It keeps
// no list of what was sent; package workbench does, before and after.
//
// It also keeps the password of the mail account, in the system's keychain or
// where a server without one has to. Start reading at Session.
package mail
