package edit

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// An elem is a node with the place of its text.
type elem struct {
	n    *yaml.Node
	up   *elem // the list or mapping that it is in
	from int   // its index there; a key has that of its value
	// indicator is just behind the dash or colon before it; -1 if there is none.
	indicator int
	// start and end enclose its text, with anchor and tag; they are equal if it
	// has none. body is behind anchor and tag, which end at props.
	start, props, body, end int
	// flow says that it stands within brackets.
	flow bool
	// col is the column of the dashes or keys of a list or mapping in block
	// style, counted from 0.
	col  int
	kids []entry
	// odd is why its entries cannot be edited. pair says that it is a pair
	// without braces in a list, of which only the value can be.
	odd  string
	pair bool

	set     *change   // takes its place
	fill    []*change // are put into it, and it is empty
	ops     *ops
	keys    map[string]int
	touched bool
}

// An entry is an item of a list or a key of a mapping with its value.
type entry struct {
	key *elem // nil in a list
	val *elem
	// mark is its dash, or where its key begins. In a list in flow style it is
	// where the value begins.
	mark int
	// colon is just behind the dash or colon, -1 where a key in flow style has
	// none.
	colon int
	// end is the end of its text, comma the comma behind it in flow style, -1 if
	// there is none.
	end, comma int
}

func (e *elem) block() bool {
	return len(e.kids) > 0 && e.n.Style&yaml.FlowStyle == 0
}

// empty says whether something that is put in would be all there is.
func (e *elem) empty() bool {
	return e.n.Kind == yaml.ScalarNode && e.n.ShortTag() == "!!null" || e.n.Kind != yaml.ScalarNode && e.n.Kind != yaml.AliasNode && len(e.n.Content) == 0
}

// path leads to an elem.
func (e *elem) path() []any {
	if e.up == nil {
		return nil
	}
	var step any = e.from
	if k := e.up.kids; e.from < len(k) && k[e.from].key != nil {
		step = k[e.from].key.n.Value
	}
	return append(e.up.path(), step)
}

// A layouter finds where nodes end.
type layouter struct {
	*source
}

// An odd error is text that this package does not follow.
type oddError struct {
	at     int
	reason string
}

func (l layouter) fail(at int, reason string) {
	panic(oddError{at, reason})
}

// layout fills in the places of a node. The column is that of the block around
// it, -1 at the root; at is where a node without text stands.
func (l layouter) layout(e *elem, col, at int) {
	n := e.n
	if isBare(n) {
		e.start, e.props, e.body, e.end = at, at, at, at
		return
	}
	e.start = l.offset(n.Line, n.Column)
	e.props, e.body = e.start, e.start
	bare := n.Kind == yaml.ScalarNode && n.Value == "" && n.Style&^yaml.TaggedStyle == 0
	wanted := 0
	if n.Anchor != "" {
		wanted++
	}
	if n.Style&yaml.TaggedStyle != 0 {
		wanted++
	}
	// A tag that is only an exclamation mark leaves no trace in the node.
	greedy := n.Kind == yaml.ScalarNode || n.Style&yaml.FlowStyle != 0
	for ; wanted > 0 || greedy && l.is(e.body, '!'); wanted-- {
		if !l.is(e.body, '&') && !l.is(e.body, '!') {
			l.fail(e.start, "its anchor or tag was not found")
		}
		for e.props = e.body; !l.ends(e.props) && (!e.flow || !strings.ContainsRune(",]}", rune(l.text[e.props]))); {
			e.props++
		}
		e.body = l.gap(e.props)
	}
	if bare {
		e.body, e.end = e.props, e.props
		return
	}
	switch n.Kind {
	case yaml.AliasNode:
		e.end = e.start + 1 + len(n.Value)
		if !l.is(e.start, '*') || e.end > len(l.text) || string(l.text[e.start+1:e.end]) != n.Value {
			l.fail(e.start, "an alias was not found")
		}
	case yaml.ScalarNode:
		e.end = l.scalarEnd(e, col)
	case yaml.SequenceNode, yaml.MappingNode:
		if n.Style&yaml.FlowStyle != 0 {
			l.brackets(e, col)
		} else {
			e.col = e.body - l.lineStart(e.body)
			l.lines(e)
		}
	default:
		l.fail(e.start, "there is no value")
	}
}

// isBare says that nothing at all is written for a node.
func isBare(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Value == "" && n.Style == 0 && n.Anchor == ""
}

// lines lays out a list or mapping in block style.
func (l layouter) lines(e *elem) {
	at, parts := e.body, 1
	if e.n.Kind == yaml.MappingNode {
		parts = 2
	}
	e.kids = make([]entry, 0, len(e.n.Content)/parts)
	for i := 0; i+parts <= len(e.n.Content); i += parts {
		k := entry{mark: l.gap(at), comma: -1}
		if parts == 2 {
			l.blockKey(e, &k, e.n.Content[i])
		} else {
			if !l.is(k.mark, '-') || !l.ends(k.mark+1) {
				l.fail(k.mark, "a dash was not found")
			}
			k.colon = k.mark + 1
		}
		k.val = &elem{n: e.n.Content[i+parts-1], up: e, from: len(e.kids), indicator: k.colon}
		l.layout(k.val, e.col, k.colon)
		if k.val.start != k.val.end && l.gap(k.colon) != k.val.start {
			l.fail(k.colon, "a value was not found")
		}
		k.end = max(k.colon, k.val.end)
		if next, blank, comment := l.first(k.end); !blank && !comment {
			l.fail(next, "a line goes on where a value ends")
		}
		if k.mark-l.lineStart(k.mark) != e.col {
			e.odd = "its lines do not begin in one column"
		}
		e.kids = append(e.kids, k)
		at = k.end
	}
	e.end = at
}

// blockKey lays out a key in block style.
func (l layouter) blockKey(e *elem, k *entry, n *yaml.Node) {
	explicit := l.is(k.mark, '?') && l.ends(k.mark+1)
	at := k.mark
	if explicit {
		e.odd = "a key of it is written with a question mark"
		at = l.gap(at + 1)
	}
	k.key = &elem{n: n, up: e, from: len(e.kids), indicator: -1}
	l.layout(k.key, e.col, at)
	if k.key.start != at {
		l.fail(at, "a key was not found")
	}
	colon := l.blanks(k.key.end)
	if explicit {
		colon = l.gap(k.key.end)
	}
	if !l.is(colon, ':') || !l.ends(colon+1) {
		l.fail(k.key.end, "the colon of a key was not found")
	}
	k.colon = colon + 1
}

// brackets lays out a list or mapping in flow style.
func (l layouter) brackets(e *elem, col int) {
	open, closing, parts := byte('['), byte(']'), 1
	if e.n.Kind == yaml.MappingNode {
		open, closing, parts = '{', '}', 2
	}
	// A list may hold a key and a value without braces: [a: 1].
	single := !l.is(e.body, open)
	at := e.body + 1
	if single {
		if parts == 1 || !e.flow {
			l.fail(e.body, "a bracket was not found")
		}
		at, e.pair, e.odd = e.body, true, "it is a pair without braces"
	}
	e.kids = make([]entry, 0, len(e.n.Content)/parts)
	for i := 0; i+parts <= len(e.n.Content); i += parts {
		k := entry{mark: l.gap(at), colon: -1, comma: -1}
		k.end = k.mark
		if parts == 2 {
			k.key = &elem{n: e.n.Content[i], up: e, from: len(e.kids), indicator: -1, flow: true}
			l.layout(k.key, col, k.mark)
			if k.key.start != k.mark || k.key.end == k.mark {
				l.fail(k.mark, "a key is written with a question mark, or not at all")
			}
			k.end = k.key.end
			if colon := l.gap(k.end); l.is(colon, ':') {
				k.colon, k.end = colon+1, colon+1
			}
		}
		k.val = &elem{n: e.n.Content[i+parts-1], up: e, from: len(e.kids), indicator: k.colon, flow: true}
		l.layout(k.val, col, k.end)
		if k.val.start != k.val.end && l.gap(k.end) != k.val.start {
			l.fail(k.end, "a value was not found")
		}
		k.end = max(k.end, k.val.end)
		if comma := l.gap(k.end); l.is(comma, ',') && !single {
			k.comma = comma
			at = comma + 1
		} else {
			at = k.end
		}
		e.kids = append(e.kids, k)
	}
	if e.end = at; single {
		return
	}
	if e.end = l.gap(at); !l.is(e.end, closing) {
		l.fail(e.end, "a closing bracket was not found")
	}
	e.end++
}
