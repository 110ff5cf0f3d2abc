// Package merge brings what a live account told into an inventory that people
// keep: facts come from the account, and notes, comments, order and spelling
// stay. It decides what to write, and writes nothing.
package merge
