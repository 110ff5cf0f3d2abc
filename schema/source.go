package schema

import (
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
	root     *yaml.Node
}

func newSource(filename string, src []byte) *Source {
	s := &Source{Filename: filename, Bytes: src, lines: []int{0}}
	for i, b := range src {
		if b == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	return s
}

// Line is the text of a line, counted from 1, without its end.
func (s *Source) Line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	end := len(s.Bytes)
	if n < len(s.lines) {
		end = s.lines[n] - 1
	}
	line := s.Bytes[s.lines[n-1]:end]
	if l := len(line); l > 0 && line[l-1] == '\r' {
		line = line[:l-1]
	}
	return string(line)
}

// offset is the byte at a line and column, columns counted in runes from 1,
// as the YAML reader counts them.
func (s *Source) offset(line, column int) int {
	if line < 1 || line > len(s.lines) {
		return len(s.Bytes)
	}
	at := s.lines[line-1]
	for i := 1; i < column && at < len(s.Bytes) && s.Bytes[at] != '\n'; i++ {
		_, n := utf8.DecodeRune(s.Bytes[at:])
		at += n
	}
	return at
}

// position is the line and column of a byte.
func (s *Source) position(offset int) hcl.Pos {
	line := sort.SearchInts(s.lines, offset+1)
	start := s.lines[line-1]
	return hcl.Pos{Line: line, Column: utf8.RuneCount(s.Bytes[start:offset]) + 1, Byte: offset}
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
	length := len(n.Value)
	switch {
	case n.Kind == yaml.AliasNode:
		length++ // the asterisk
	case n.Kind != yaml.ScalarNode:
		length = 1
	case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		length += 2
	}
	end := start
	for end < len(s.Bytes) && end-start < length && s.Bytes[end] != '\n' && s.Bytes[end] != '\r' {
		end++
	}
	return hcl.Range{
		Filename: s.Filename,
		Start:    hcl.Pos{Line: n.Line, Column: n.Column, Byte: start},
		End:      s.position(end),
	}
}

// resolved follows an alias to what it names.
func resolved(n *yaml.Node) *yaml.Node {
	for i := 0; n != nil && n.Kind == yaml.AliasNode && i < maxDepth; i++ {
		n = n.Alias
	}
	return n
}

// descend finds the node at a path of keys and indices, or the nearest one
// that is there. A key that is the last of the path gives the value's node.
func descend(n *yaml.Node, path []any) *yaml.Node {
	n = resolved(n)
	for _, step := range path {
		var next *yaml.Node
		switch step := step.(type) {
		case string:
			for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
				if n.Content[i].Value == step {
					next = n.Content[i+1]
				}
			}
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
