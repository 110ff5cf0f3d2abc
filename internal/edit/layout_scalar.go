package edit

import (
	"bytes"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// scalarEnd is where a scalar ends. The column is that of the block around it.
func (l layouter) scalarEnd(e *elem, col int) int {
	at, style := e.body, e.n.Style
	switch {
	case style&yaml.DoubleQuotedStyle != 0:
		return l.quoted(at, '"')
	case style&yaml.SingleQuotedStyle != 0:
		return l.quoted(at, '\'')
	case style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return l.blockScalar(at, col)
	}
	return l.plain(at, e.n.Value)
}

func (l layouter) quoted(at int, quote byte) int {
	if !l.is(at, quote) {
		l.fail(at, "a quote was not found")
	}
	for i := at + 1; i < len(l.text); i++ {
		switch {
		case quote == '"' && l.text[i] == '\\':
			i++
		case quote == '\'' && l.text[i] == quote && l.is(i+1, quote):
			i++
		case l.text[i] == quote:
			return i + 1
		}
	}
	l.fail(at, "a quote has no end")
	return 0
}

// plain follows a plain scalar by its value: a blank line in it is a line break,
// and the end of a line a blank.
func (l layouter) plain(at int, value string) int {
	p := at
	for i := 0; i < len(value); {
		if p < len(l.text) && l.text[p] == value[i] && !l.ends(p) {
			i++
			p++
			continue
		}
		end, breaks := p, 0
		for end < len(l.text) && l.ends(end) {
			n := breakAt(l.text, end)
			if n > 0 {
				breaks++
			}
			end += max(n, 1)
		}
		want := l.text[p:end]
		switch {
		case breaks == 1:
			want = []byte(" ")
		case breaks > 1:
			want = bytes.Repeat([]byte("\n"), breaks-1)
		}
		if len(want) == 0 || !bytes.HasPrefix([]byte(value[i:min(len(value), i+len(want))]), want) {
			l.fail(at, "the end of a text was not found")
		}
		i += len(want)
		p = end
	}
	return p
}

// blockHead is where the head of a block scalar ends, before blanks and comment.
func (s *source) blockHead(at int) int {
	at++
	for at < len(s.text) && (s.text[at] == '+' || s.text[at] == '-' || s.text[at] >= '1' && s.text[at] <= '9') {
		at++
	}
	return at
}

// blockScalar is where a literal or folded scalar ends: behind its last line
// that is not blank, or, where it keeps them, behind its blank lines too.
func (l layouter) blockScalar(at, col int) int {
	if !l.is(at, '|') && !l.is(at, '>') {
		l.fail(at, "the head of a block of text was not found")
	}
	end := l.blockHead(at)
	indent, keep := 0, false
	for _, c := range l.text[at+1 : end] {
		switch {
		case c == '+':
			keep = true
		case c != '-':
			indent = max(col, 0) + int(c-'0')
		}
	}
	last := l.lineEnd(end)
	for p := last; p < len(l.text); p = last {
		start := p + breakAt(l.text, p)
		if start >= len(l.text) {
			break
		}
		last = l.lineEnd(start)
		spaces := start
		for l.is(spaces, ' ') && (indent == 0 || spaces-start < indent) {
			spaces++
		}
		if spaces == last { // a blank line
			if keep {
				end = last
			}
			continue
		}
		if indent == 0 {
			indent = max(spaces-start, col+1, 1)
		}
		if spaces-start < indent {
			break
		}
		end = last
	}
	return end
}

// width is how many columns a text takes.
func width(b []byte) int { return utf8.RuneCount(b) }
