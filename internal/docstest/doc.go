// Package docstest checks that what a person can meet is written down: every
// message code, every importer, every setting.
package docstest
