package schema

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"go.yaml.in/yaml/v3"
)

var yamlLine = regexp.MustCompile(`^line (\d+): `)

// zeroBased are the problems whose line the reader of YAML counts from 0: those
// of its parser, not of its scanner.
var zeroBased = regexp.MustCompile(`^did not find expected (<|node content|key|['"])`)

var unknownAnchor = regexp.MustCompile(`^unknown anchor '(.+)' referenced`)

// parse makes a tree of nodes. The reader of YAML may panic on input that no
// person writes; that is a problem of the input, not of this program.
func (l *loader) parse(src []byte, size int) (root *yaml.Node) {
	fail := func(code Code, offset int, format string, args ...any) {
		at := l.src.position(offset)
		r := hcl.Range{Filename: l.src.Filename, Start: at, End: at}
		d := diagnostic(hcl.DiagError, code, r, format, args...)
		d.Extra.(*Finding).Hide = secretKey.MatchString(l.src.Line(at.Line))
		l.diags = append(l.diags, d)
		root = nil
	}
	const empty = "The file is empty. The smallest inventory is `cfdr: 1` and a list of accounts."
	if size > MaxBytes {
		fail(CodeTooLarge, 0, "The file has %d bytes; at most %d are read. Give each account an inventory of its own.", size, MaxBytes)
		return nil
	}
	if i := bytes.IndexByte(src, 0); i >= 0 {
		fail(CodeCharacter, i, "The file holds a NUL byte. An inventory is text in UTF-8.")
		return nil
	}
	if i := invalidUTF8(src); i >= 0 {
		fail(CodeCharacter, i, "The file is not UTF-8 text.")
		return nil
	}
	defer func() {
		if p := recover(); p != nil {
			fail(CodeSyntax, 0, "The file is not YAML: %v.", p)
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(src))
	var doc, second yaml.Node
	err := dec.Decode(&doc)
	if errors.Is(err, io.EOF) {
		fail(CodeSyntax, 0, empty)
		return nil
	}
	if err == nil {
		err = dec.Decode(&second)
	}
	switch {
	case err == nil:
		fail(CodeSyntax, l.src.offset(second.Line, 1), "A second document begins here. An inventory is one document; remove the line `---` before it.")
		return nil
	case !errors.Is(err, io.EOF):
		offset, text := l.problemOf(err)
		fail(CodeSyntax, offset, "The file is not YAML: %s.", text)
		return nil
	case len(doc.Content) != 1:
		fail(CodeSyntax, 0, empty)
		return nil
	}
	return doc.Content[0]
}

// problemOf is where the reader of YAML found an error, and what it says.
func (l *loader) problemOf(err error) (offset int, text string) {
	line, text := 1, strings.TrimPrefix(err.Error(), "yaml: ")
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
		text = text[len(m[0]):]
		if zeroBased.MatchString(text) {
			line++
		}
	}
	if m := unknownAnchor.FindStringSubmatch(text); m != nil {
		// The name is not repeated: it may be a secret that begins with an
		// asterisk.
		return max(0, bytes.Index(l.src.Bytes, []byte("*"+m[1]))), "an alias (*) names no anchor (&)"
	}
	return l.src.offset(line, 1), text
}

func invalidUTF8(b []byte) int {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// enter counts a visit to a node and says whether to go on.
func (l *loader) enter(n *yaml.Node) bool {
	l.budget--
	l.depth++
	if l.spent {
		return false
	}
	if tag := n.ShortTag(); n.Style&yaml.TaggedStyle != 0 && !strings.HasPrefix(tag, "!!") {
		l.errorf(CodeSyntax, n, "A tag of its own (!…) means nothing in an inventory. Remove it.")
	}
	if l.budget < 0 || l.depth > maxDepth {
		l.spent = true
		l.report(CodeTooLarge, n, "Aliases make this file many times larger than it is, or values stand more than %d deep in one another. Write the values out.", maxDepth)
		return false
	}
	return true
}

func (l *loader) leave() { l.depth-- }

// A pair is a key of a mapping with its value.
type pair struct{ key, value *yaml.Node }

// A keyIndex finds the pair of a key. Most mappings have so few that looking at
// each is the fastest way.
type keyIndex struct {
	pairs []pair
	at    map[string]int
}

func (x *keyIndex) find(key string) int {
	if x.at != nil {
		if i, ok := x.at[key]; ok {
			return i
		}
		return -1
	}
	for i := range x.pairs {
		if x.pairs[i].key.Value == key {
			return i
		}
	}
	return -1
}

func (x *keyIndex) add(p pair) {
	if x.at == nil && len(x.pairs) == 32 {
		x.at = make(map[string]int, cap(x.pairs))
		for i := range x.pairs {
			x.at[x.pairs[i].key.Value] = i
		}
	}
	if x.at != nil {
		x.at[p.key.Value] = len(x.pairs)
	}
	x.pairs = append(x.pairs, p)
}

// pairs lists the keys of a mapping, those of merged mappings after its own.
// A key that stands twice is reported and counts once.
func (l *loader) pairs(n *yaml.Node) []pair {
	x := keyIndex{pairs: make([]pair, 0, len(n.Content)/2)}
	var merged *yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], resolved(n.Content[i+1])
		switch {
		case k.Kind != yaml.ScalarNode:
			l.errorf(CodeSyntax, k, "A key must be a plain word.")
		case isMerge(k) && merged == nil:
			merged = v
		case isMerge(k):
			l.errorf(CodeDuplicate, k, "The key %q stands in this mapping twice. Merge a list: <<: [*a, *b].", k.Value)
		default:
			if j := x.find(k.Value); j >= 0 {
				l.errorf(CodeDuplicate, k, "The key %q stands in this mapping twice; it is also on line %d.", k.Value, l.src.rangeOf(x.pairs[j].key).Start.Line)
				continue
			}
			x.add(pair{k, v})
		}
	}
	for _, s := range mergeSources(merged) {
		if s.Kind != yaml.MappingNode {
			l.errorf(CodeWrongType, s, "Only a mapping, or a list of mappings, can be merged; this is %s.", nodeSort(s))
			continue
		}
		if l.enter(s) {
			for _, p := range l.pairs(s) {
				l.budget--
				if x.find(p.key.Value) < 0 {
					x.add(p)
				}
			}
		}
		l.leave()
	}
	return x.pairs
}

func isMerge(key *yaml.Node) bool { return key.Value == "<<" && key.ShortTag() == "!!merge" }

// mergeSources are the nodes that the value of a merge key brings in.
func mergeSources(v *yaml.Node) []*yaml.Node {
	if v = resolved(v); v == nil {
		return nil
	}
	if v.Kind != yaml.SequenceNode {
		return []*yaml.Node{v}
	}
	out := make([]*yaml.Node, len(v.Content))
	for i, s := range v.Content {
		out[i] = resolved(s)
	}
	return out
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

// nodeSort is what a person calls the sort of a node.
func nodeSort(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	switch n.ShortTag() {
	case "!!bool":
		return fmt.Sprintf("the boolean %s", n.Value)
	case "!!int", "!!float":
		return fmt.Sprintf("the number %s", n.Value)
	case "!!null":
		return "nothing"
	}
	return "text"
}

func (l *loader) mapping(n *yaml.Node, what string) bool {
	if n.Kind == yaml.MappingNode {
		return true
	}
	l.errorf(CodeWrongType, n, "%s is a mapping of keys to values; this is %s.", what, nodeSort(n))
	return false
}
