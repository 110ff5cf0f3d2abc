package schema

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"go.yaml.in/yaml/v3"
)

// A Source is the text of a file, kept so that a diagnostic can show the line
// it speaks of.
type Source struct {
	Filename string
	Bytes    []byte
	lines    []int // byte offset of each line's start
	// breaks are the same as the YAML reader counts lines, which for it also end
	// at a lone CR, at NEL and at the separators U+2028 and U+2029; nil when
	// the file has none of them.
	breaks []int
	// marks are the offsets of every stride-th character of the long lines that
	// were asked for, by the offset of the line.
	marks map[int][]int
	root  *yaml.Node
}

// stride is how many characters are counted at most to find a column.
const stride = 4096

const byteOrderMark = "\uFEFF"

func newSource(filename string, src []byte) *Source {
	s := &Source{Filename: filename, Bytes: src, lines: []int{0}, marks: make(map[int][]int)}
	if bytes.HasPrefix(src, []byte(byteOrderMark)) {
		s.lines[0] = len(byteOrderMark)
	}
	for i, b := range src {
		if b == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	if bytes.ContainsAny(src, "\r\u0085\u2028\u2029") {
		s.breaks = []int{s.lines[0]}
		for i, r := range string(src) {
			switch r {
			case '\r':
				if i+1 < len(src) && src[i+1] == '\n' {
					continue
				}
				fallthrough
			case '\n', '\u0085', '\u2028', '\u2029':
				s.breaks = append(s.breaks, i+utf8.RuneLen(r))
			}
		}
	}
	return s
}

// Line is the text of a line, counted from 1, without its end.
func (s *Source) Line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	line := s.Bytes[s.lines[n-1]:lineEnd(s.Bytes, s.lines, n)]
	return string(bytes.TrimRight(line, "\r\n"))
}

func lineEnd(src []byte, lines []int, n int) int {
	if n < len(lines) {
		return lines[n]
	}
	return len(src)
}

// offset is the byte at a line and column, columns counted in runes from 1,
// as the YAML reader counts them.
func (s *Source) offset(line, column int) int {
	lines := s.lines
	if s.breaks != nil {
		lines = s.breaks
	}
	if line < 1 || line > len(lines) {
		return len(s.Bytes)
	}
	at, end := lines[line-1], lineEnd(s.Bytes, lines, line)
	if column > stride {
		marks := s.marksOf(at, end)
		k := min((column-1)/stride, len(marks)-1)
		at, column = marks[k], column-k*stride
	}
	for i := 1; i < column && at < end && s.Bytes[at] != '\n'; i++ {
		_, n := utf8.DecodeRune(s.Bytes[at:])
		at += n
	}
	return at
}

// marksOf gives the offsets of every stride-th character between two offsets.
func (s *Source) marksOf(start, end int) []int {
	marks, known := s.marks[start]
	if !known {
		count := 0
		for at := start; at < end; count++ {
			if count%stride == 0 {
				marks = append(marks, at)
			}
			_, n := utf8.DecodeRune(s.Bytes[at:end])
			at += n
		}
		s.marks[start] = marks
	}
	return marks
}

// position is the line and column of a byte, as an editor counts them.
func (s *Source) position(offset int) hcl.Pos {
	line := max(1, sort.SearchInts(s.lines, offset+1))
	start, column := s.lines[line-1], 1
	if offset-start > stride {
		marks := s.marksOf(start, lineEnd(s.Bytes, s.lines, line))
		k := sort.SearchInts(marks, offset+1) - 1
		start, column = marks[k], column+k*stride
	}
	return hcl.Pos{Line: line, Column: column + utf8.RuneCount(s.Bytes[min(start, offset):offset]), Byte: offset}
}

// rangeOf is the extent of a node on its first line. Of a mapping it is the
// first key, which is what a person looks for.
func (s *Source) rangeOf(n *yaml.Node) hcl.Range {
	if n == nil || n.Line == 0 {
		return hcl.Range{Filename: s.Filename, Start: hcl.InitialPos, End: hcl.InitialPos}
	}
	if (n.Kind == yaml.MappingNode || n.Kind == yaml.SequenceNode) && n.Style&yaml.FlowStyle == 0 && len(n.Content) > 0 {
		return s.rangeOf(n.Content[0])
	}
	start := s.offset(n.Line, n.Column)
	if n.Kind != yaml.AliasNode {
		start = s.skipProperties(start, n)
	}
	rest := s.Bytes[start:lineEnd(s.Bytes, s.lines, s.position(start).Line)]
	rest = bytes.TrimRight(rest, "\r\n")
	length := min(len(rest), len(n.Value))
	switch {
	case n.Kind == yaml.AliasNode:
		length = min(len(rest), length+1) // the asterisk
	case n.Kind != yaml.ScalarNode:
		length = min(len(rest), 1)
	case n.Style&yaml.DoubleQuotedStyle != 0:
		length = closing(rest, '"', '\\')
	case n.Style&yaml.SingleQuotedStyle != 0:
		length = closing(rest, '\'', '\'')
	}
	return hcl.Range{Filename: s.Filename, Start: s.position(start), End: s.position(start + length)}
}

// skipProperties passes the anchor and the tag that stand before a value.
func (s *Source) skipProperties(at int, n *yaml.Node) int {
	for _, has := range []bool{n.Anchor != "", n.Style&yaml.TaggedStyle != 0} {
		if !has || at >= len(s.Bytes) || s.Bytes[at] != '&' && s.Bytes[at] != '!' {
			continue
		}
		length := bytes.IndexAny(s.Bytes[at:], " \t\r\n")
		if length < 0 {
			return at
		}
		value := at + length + len(s.Bytes[at+length:]) - len(bytes.TrimLeft(s.Bytes[at+length:], " \t"))
		if value >= len(s.Bytes) || s.Bytes[value] == '\n' || s.Bytes[value] == '\r' {
			return at // the value is on another line
		}
		at = value
	}
	return at
}

// closing is the length of a quoted text on its first line, quotes included.
func closing(text []byte, quote, escape byte) int {
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == escape && i+1 < len(text) && (escape != quote || text[i+1] == quote):
			i++
		case text[i] == quote:
			return i + 1
		}
	}
	return len(text)
}

// resolved follows an alias to what it names.
func resolved(n *yaml.Node) *yaml.Node {
	for i := 0; n != nil && n.Kind == yaml.AliasNode && i < maxDepth; i++ {
		n = n.Alias
	}
	return n
}

// lookup finds the value of a key of a mapping, also one that it was merged
// with, nil when it is not there.
func lookup(n *yaml.Node, key string) *yaml.Node {
	steps := 1000 // a mapping may be merged with itself
	return lookupIn(n, key, &steps)
}

func lookupIn(n *yaml.Node, key string, steps *int) *yaml.Node {
	n = resolved(n)
	if *steps--; n == nil || n.Kind != yaml.MappingNode || *steps < 0 {
		return nil
	}
	var merged *yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		switch k := n.Content[i]; {
		case isMerge(k):
			merged = n.Content[i+1]
		case k.Kind == yaml.ScalarNode && k.Value == key:
			return n.Content[i+1]
		}
	}
	for _, s := range mergeSources(merged) {
		if v := lookupIn(s, key, steps); v != nil {
			return v
		}
	}
	return nil
}

// descend finds the node at a path of keys and indices, or the nearest one
// that is there. A key that is the last of the path gives the value's node.
func descend(n *yaml.Node, path []any) *yaml.Node {
	n = resolved(n)
	for _, step := range path {
		var next *yaml.Node
		switch step := step.(type) {
		case string:
			next = lookup(n, step)
		case mapKey:
			next = lookup(n, string(step))
		case int:
			if n.Kind == yaml.SequenceNode && step < len(n.Content) {
				next = n.Content[step]
			}
		}
		if next == nil {
			return n
		}
		n = resolved(next)
	}
	return n
}
