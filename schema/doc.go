// Package schema is the language of the inventory: what a kind of thing is,
// how an inventory is read with its positions, checked, normalised and
// written, and the JSON Schema an editor completes it with.
//
// It knows no kind by name; those are values in schema/kinds, handed in as a
// [Registry]. It writes no Terraform, asks no API and touches no disk: the
// caller gives it bytes and, for the worker modules an inventory points at,
// an [io/fs.FS].
package schema
