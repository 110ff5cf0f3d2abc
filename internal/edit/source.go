package edit

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

const byteOrderMark = "\uFEFF"

// A source is a text and where its lines begin, as the reader of YAML counts
// them: a line also ends at a lone CR, at NEL, and at U+2028 and U+2029.
type source struct {
	text   []byte
	starts []int  // of the lines; the first is behind a byte order mark
	nl     string // how its lines end
	// The last column that was asked for. Nodes are asked for in their order, so
	// a long line is counted through once.
	line, column, at int
}

func newSource(text []byte) source {
	s := source{text: text, starts: []int{0}, nl: "\n"}
	if bytes.HasPrefix(text, []byte(byteOrderMark)) {
		s.starts[0] = len(byteOrderMark)
	}
	for i := s.starts[0]; i < len(text); {
		n := breakAt(text, i)
		if n == 0 {
			i++
			continue
		}
		if len(s.starts) == 1 && (text[i] == '\r') {
			s.nl = string(text[i : i+n])
		}
		i += n
		s.starts = append(s.starts, i)
	}
	return s
}

// breakAt is the length of a line break, 0 if there is none.
func breakAt(b []byte, i int) int {
	switch b[i] {
	case '\n':
		return 1
	case '\r':
		if i+1 < len(b) && b[i+1] == '\n' {
			return 2
		}
		return 1
	case 0xC2:
		if i+1 < len(b) && b[i+1] == 0x85 {
			return 2
		}
	case 0xE2:
		if i+2 < len(b) && b[i+1] == 0x80 && (b[i+2] == 0xA8 || b[i+2] == 0xA9) {
			return 3
		}
	}
	return 0
}

// offset is the byte at a line and column, counted from 1 and in characters.
func (s *source) offset(line, column int) int {
	if line < 1 || line > len(s.starts) {
		return len(s.text)
	}
	at, col := s.starts[line-1], 1
	if line == s.line && column >= s.column {
		at, col = s.at, s.column
	}
	for ; col < column && at < len(s.text); col++ {
		_, n := utf8.DecodeRune(s.text[at:])
		at += n
	}
	s.line, s.column, s.at = line, column, at
	return at
}

// position is the line and column of a byte.
func (s *source) position(at int) (line, column int) {
	line = max(1, sort.SearchInts(s.starts, at+1))
	start := s.starts[line-1]
	return line, 1 + utf8.RuneCount(s.text[min(start, at):at])
}

// lineStart is where the line of a byte begins.
func (s *source) lineStart(at int) int {
	return s.starts[max(1, sort.SearchInts(s.starts, at+1))-1]
}

// lineEnd is where the line of a byte ends, before its break.
func (s *source) lineEnd(at int) int {
	for ; at < len(s.text); at++ {
		if breakAt(s.text, at) > 0 {
			break
		}
	}
	return at
}

// nextLine is where the line after that of a byte begins, or the end.
func (s *source) nextLine(at int) int {
	if i := sort.SearchInts(s.starts, at+1); i < len(s.starts) {
		return s.starts[i]
	}
	return len(s.text)
}

// blanks is the first byte from a place on that is no space and no tab.
func (s *source) blanks(at int) int {
	for at < len(s.text) && (s.text[at] == ' ' || s.text[at] == '\t') {
		at++
	}
	return at
}

// gap is the first byte from a place on that is no white space and in no
// comment.
func (s *source) gap(at int) int {
	for {
		at = s.blanks(at)
		switch {
		case at >= len(s.text):
			return at
		case s.text[at] == '#':
			at = s.lineEnd(at)
		case breakAt(s.text, at) > 0:
			at += breakAt(s.text, at)
		default:
			return at
		}
	}
}

// first is the first byte of the line at a place that is no white space.
func (s *source) first(lineStart int) (at int, blank, comment bool) {
	at = s.blanks(lineStart)
	blank = at >= len(s.text) || breakAt(s.text, at) > 0
	return at, blank, !blank && s.text[at] == '#'
}

// is says whether a byte stands at a place.
func (s *source) is(at int, c byte) bool {
	return at >= 0 && at < len(s.text) && s.text[at] == c
}

// ends says whether a line, or a word of it, ends at a place.
func (s *source) ends(at int) bool {
	return at >= len(s.text) || s.text[at] == ' ' || s.text[at] == '\t' || breakAt(s.text, at) > 0
}
