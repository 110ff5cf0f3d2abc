// Package templates holds the texts that are more words than structure: the
// README of a snapshot and the document of its gaps. It has no logic; the
// generator fills them.
package templates

import "embed"

// FS holds every template by its file name.
//
//go:embed *.tmpl recreate/*
var FS embed.FS
