package edit

import (
	"go.yaml.in/yaml/v3"
)

const notProved = "the result would not read back as it should"

// unreadable is the error for a result that is no YAML. It speaks of the first
// edit, since nothing tells which it was.
func (d *document) unreadable() error {
	e := d.touched[0]
	for _, other := range d.touched {
		if other.start < e.start {
			e = other
		}
	}
	return d.unproved(e)
}

func (d *document) unproved(e *elem) error {
	out := &Error{Index: -1, Path: e.path(), Reason: notProved}
	if c := e.first(); c != nil {
		out.Index = c.index
	}
	place := e.start
	if e.up != nil {
		place = e.up.kids[e.from].mark
	}
	out.Line, out.Column = d.position(place)
	return out
}

// verify says whether a tree is the old one with the edits.
func (d *document) verify(root *yaml.Node) error {
	v := verifier{now: map[*yaml.Node]*yaml.Node{}}
	wrong := v.compare(d.root, root)
	if wrong == nil {
		for _, a := range v.aliases {
			if v.now[a.old.n.Alias] != a.now {
				wrong = a.old
				break
			}
		}
	}
	if wrong != nil {
		return d.unproved(wrong)
	}
	return nil
}

type verifier struct {
	now     map[*yaml.Node]*yaml.Node // what became of nodes with an anchor
	aliases []alias
}

// An alias is one of the document, and what the new one names.
type alias struct {
	old *elem
	now *yaml.Node
}

// compare gives the elem where a tree is not the expected one, or nil.
func (v *verifier) compare(e *elem, got *yaml.Node) *elem {
	if e.set != nil {
		return wrongUnless(e, e.set.value.is(got))
	}
	if len(e.fill) > 0 {
		return wrongUnless(e, e.filled().is(got))
	}
	if got.Kind != e.n.Kind || got.ShortTag() != e.n.ShortTag() || got.Anchor != e.n.Anchor || got.Value != e.n.Value {
		return e
	}
	if e.n.Anchor != "" {
		v.now[e.n] = got
	}
	if e.n.Kind == yaml.AliasNode {
		v.aliases = append(v.aliases, alias{e, got.Alias})
		return nil
	}
	rest := got.Content
	take := func() *yaml.Node {
		if len(rest) == 0 {
			return nil
		}
		n := rest[0]
		rest = rest[1:]
		return n
	}
	for i := range e.kids {
		k := &e.kids[i]
		if e.ops == nil || e.ops.removed[i] == nil {
			for _, part := range []*elem{k.key, k.val} {
				if part == nil {
					continue
				}
				n := take()
				if n == nil {
					return e
				}
				if wrong := v.compare(part, n); wrong != nil {
					return wrong
				}
			}
		}
		if e.ops == nil {
			continue
		}
		for _, c := range e.ops.adds[i] {
			if k.key != nil {
				if n := take(); n == nil || !isKey(n, c.Key) {
					return e
				}
			}
			if n := take(); n == nil || !c.value.is(n) {
				return e
			}
		}
	}
	return wrongUnless(e, len(rest) == 0)
}

func wrongUnless(e *elem, right bool) *elem {
	if right {
		return nil
	}
	return e
}
