package edit

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// A Map is a mapping whose keys have an order.
type Map []Pair

// A Pair is a key of a mapping with its value.
type Pair struct {
	Key   string
	Value any
	// Comment stands above the key, each line of it behind "# ".
	Comment string
	// Space asks for a blank line before the key and its comment.
	Space bool
}

// A Style is a wish how a value is written. It is granted where the value reads
// back the same and the place allows it.
type Style int

// The styles.
const (
	// Auto follows the rules of the package.
	Auto Style = iota
	// Flow is [a, b] and {k: v}, whatever is in it, if it fits on the line.
	Flow
	// Block is a line for each item or key.
	Block
	// Literal is a block of text, also for text of one line.
	Literal
	// Plain is text without quotes also where it reads as a number or a date,
	// for readers that take the letters. 2026-01-01 is such a text; true and
	// null are none, and are quoted.
	Plain
	// Quoted is text in double quotes.
	Quoted
)

// Styled is a value with a wish how it is written.
type Styled struct {
	Value any
	Style Style
	// Comment stands above the value if it is an item of a list.
	Comment string
}

// A value is what is to be written, checked.
type value struct {
	kind    yaml.Kind // ScalarNode, SequenceNode or MappingNode
	tag     string    // of a scalar
	text    string    // of a scalar: the text itself, or what is written
	style   Style
	quote   byte // the quotes that a text had before it was set
	keys    []string
	kids    []*value
	comment []string // above the item or the key that has this value
	space   bool     // a blank line before that
}

// newValue checks and copies a value.
func newValue(x any) (*value, error) {
	switch x := x.(type) {
	case Styled:
		v, err := newValue(x.Value)
		if err != nil {
			return nil, err
		}
		v.style = x.Style
		v.comment, err = commentLines(x.Comment)
		return v, err
	case nil:
		return scalar("!!null", "null"), nil
	case bool:
		return scalar("!!bool", strconv.FormatBool(x)), nil
	case int:
		return scalar("!!int", strconv.Itoa(x)), nil
	case int64:
		return scalar("!!int", strconv.FormatInt(x, 10)), nil
	case float64:
		return scalar("!!float", floatText(x)), nil
	case string:
		if !utf8.ValidString(x) {
			return nil, fmt.Errorf("a text is not UTF-8")
		}
		return scalar("!!str", x), nil
	case []any:
		v := &value{kind: yaml.SequenceNode, kids: make([]*value, len(x))}
		for i := range x {
			kid, err := newValue(x[i])
			if err != nil {
				return nil, fmt.Errorf("item %d: %w", i, err)
			}
			v.kids[i] = kid
		}
		return v, nil
	case Map:
		return newMapping(x)
	}
	return nil, fmt.Errorf("a value of the type %T cannot be written", x)
}

func newMapping(m Map) (*value, error) {
	v := &value{kind: yaml.MappingNode}
	seen := make(map[string]bool, len(m))
	for _, p := range m {
		kid, err := newValue(p.Value)
		if err == nil && !utf8.ValidString(p.Key) {
			err = fmt.Errorf("the key is not UTF-8")
		}
		if err == nil && seen[p.Key] {
			err = fmt.Errorf("the key stands twice")
		}
		if err == nil && p.Comment != "" {
			kid.comment, err = commentLines(p.Comment)
		}
		if err != nil {
			return nil, fmt.Errorf("key %q: %w", p.Key, err)
		}
		seen[p.Key] = true
		kid.space = p.Space
		v.keys = append(v.keys, p.Key)
		v.kids = append(v.kids, kid)
	}
	return v, nil
}

func scalar(tag, text string) *value {
	return &value{kind: yaml.ScalarNode, tag: tag, text: text}
}

// floatText writes a number so that it reads back as one with a fraction.
func floatText(x float64) string {
	switch {
	case math.IsNaN(x):
		return ".nan"
	case math.IsInf(x, 1):
		return ".inf"
	case math.IsInf(x, -1):
		return "-.inf"
	}
	s := strconv.FormatFloat(x, 'g', -1, 64)
	if !strings.ContainsAny(s, ".e") {
		s += ".0"
	}
	return s
}

// commentLines are the lines of a comment as they are written, without
// indentation. What a reader of YAML refuses is escaped.
func commentLines(comment string) ([]string, error) {
	if comment == "" {
		return nil, nil
	}
	if !utf8.ValidString(comment) {
		return nil, fmt.Errorf("a comment is not UTF-8")
	}
	lines := strings.Split(strings.TrimSuffix(comment, "\n"), "\n")
	for i, line := range lines {
		var b strings.Builder
		for _, r := range strings.TrimRight(line, " \t\r") {
			if r == '\t' || visible(r) {
				b.WriteRune(r)
			} else {
				escapeRune(&b, r)
			}
		}
		lines[i] = strings.TrimRight("# "+b.String(), " ")
	}
	return lines, nil
}

// is says whether a node that was read is this value.
func (v *value) is(n *yaml.Node) bool {
	if n.Kind != v.kind || n.Anchor != "" || n.Style&yaml.TaggedStyle != 0 {
		return false
	}
	switch v.kind {
	case yaml.SequenceNode:
		return slices.EqualFunc(v.kids, n.Content, (*value).is)
	case yaml.MappingNode:
		if len(n.Content) != 2*len(v.kids) {
			return false
		}
		for i, kid := range v.kids {
			if !isKey(n.Content[2*i], v.keys[i]) || !kid.is(n.Content[2*i+1]) {
				return false
			}
		}
		return true
	}
	tag := n.ShortTag()
	if v.tag == "!!str" && v.style == Plain && n.Style == 0 {
		return n.Value == v.text && tag != "!!bool" && tag != "!!null" && tag != "!!merge"
	}
	return tag == v.tag && n.Value == v.text
}

func isKey(n *yaml.Node, key string) bool {
	return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!str" && n.Value == key
}
