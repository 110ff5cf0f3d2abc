package schema

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// What comes from outside may hold characters that a terminal obeys or a reader
// does not see: escapes, controls that are one byte in Latin-1 and two in UTF-8,
// characters that turn the direction of text, line separators, spaces without
// width. Names, messages of the API, values of a state and file names are shown
// through these functions, and what the program prints goes through them once
// more at its edge.

// Hidden says whether a character is not to be printed as it is.
func Hidden(r rune) bool { return !unicode.IsGraphic(r) }

// Visible is a text of one line: what is hidden, ends of lines among it and tabs
// not, stands there as the escape that a quoted string has, and so do bytes that
// are no UTF-8.
func Visible(s string) string { return visible(s, "\t") }

// VisibleText is Visible for text of several lines.
func VisibleText(s string) string { return visible(s, "\t\n") }

func visible(s, stays string) string {
	odd := func(r rune) bool { return Hidden(r) && !strings.ContainsRune(stays, r) }
	if !strings.ContainsFunc(s, odd) && utf8.ValidString(s) {
		return s
	}
	var w strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && n == 1 || odd(r) {
			q := strconv.Quote(s[:n])
			w.WriteString(q[1 : len(q)-1])
		} else {
			w.WriteString(s[:n])
		}
		s = s[n:]
	}
	return w.String()
}

// VisibleJSON writes as escapes of JSON what encoding/json leaves of what is
// hidden, so that a document means the same and can be looked at. In JSON that
// stands in strings only.
func VisibleJSON(b []byte) []byte {
	odd := func(r rune) bool { return Hidden(r) && r != '\n' && r != '\t' }
	if !bytes.ContainsFunc(b, odd) {
		return b
	}
	out := make([]byte, 0, len(b))
	for _, r := range string(b) {
		switch {
		case !odd(r):
			out = utf8.AppendRune(out, r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
	}
	return out
}
