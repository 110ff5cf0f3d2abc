package edit

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A change is an edit with its value checked.
type change struct {
	*Edit
	index   int
	value   *value
	comment []string
	elem    *elem // of an Add, what it adds to
}

// ops are the changes of the entries of one list or mapping.
type ops struct {
	removed map[int]*change
	// adds are new entries by the entry that they stand behind; -1 is none.
	adds map[int][]*change
	// added are the new keys.
	added map[string]*change
}

// A document is a text that is being edited.
type document struct {
	source
	root    *elem
	aliases map[*yaml.Node][]*yaml.Node // by what they name
	touched []*elem                     // in the order in which edits came to them
	errs    []*Error
	broken  *oddError
	deletes []span
	inserts []insert
	said    map[insert]bool // the comments above lines
}

func newDocument(src []byte, root *yaml.Node) *document {
	d := &document{source: newSource(src), aliases: map[*yaml.Node][]*yaml.Node{}, said: map[insert]bool{}}
	d.collect(root, d.aliases)
	d.root = &elem{n: root, indicator: -1}
	func() {
		defer func() {
			if p := recover(); p != nil {
				odd, ok := p.(oddError)
				if !ok {
					panic(p)
				}
				d.broken = &odd
			}
		}()
		layouter{&d.source}.layout(d.root, -1, len(src))
	}()
	return d
}

// collect finds the aliases in a tree by what they name.
func (d *document) collect(n *yaml.Node, into map[*yaml.Node][]*yaml.Node) {
	if n.Kind == yaml.AliasNode {
		into[n.Alias] = append(into[n.Alias], n)
	}
	for _, kid := range n.Content {
		d.collect(kid, into)
	}
}

// refuse records that an edit cannot be made.
func (d *document) refuse(c *change, at *elem, format string, args ...any) {
	e := &Error{Index: c.index, Path: c.Path, Reason: fmt.Sprintf(format, args...)}
	if at != nil {
		place := at.start
		if at.up != nil && at.from < len(at.up.kids) {
			place = at.up.kids[at.from].mark
		}
		e.Line, e.Column = d.position(place)
	}
	d.errs = append(d.errs, e)
}

// plan finds the place of each edit, and refuses those that cannot be made.
func (d *document) plan(edits []Edit) error {
	if d.broken != nil {
		line, column := d.position(d.broken.at)
		return &Error{Index: -1, Line: line, Column: column, Reason: d.broken.reason}
	}
	all := make([]*change, len(edits))
	for i := range edits {
		all[i] = &change{Edit: &edits[i], index: i}
		d.admit(all[i])
	}
	if len(d.errs) == 0 {
		d.order(all)
	}
	for _, e := range d.touched {
		d.inner(e)
	}
	return sorted(d.errs)
}

// admit attaches an edit to the elem that it changes.
func (d *document) admit(c *change) {
	var err error
	if c.Op != Remove {
		if c.value, err = newValue(c.Value); err == nil {
			c.comment, err = commentLines(c.Comment)
		}
		if err != nil {
			d.refuse(c, nil, "%v", err)
			return
		}
	}
	e := d.find(c)
	if e == nil {
		return
	}
	if e.n.Kind == yaml.AliasNode && c.Op != Remove {
		d.refuse(c, e, "it is an alias (*%s); what it names stands elsewhere and is shared", e.n.Value)
		return
	}
	switch c.Op {
	case Set, Remove:
		d.admitWhole(c, e)
	case Add:
		if e.n.Kind != yaml.MappingNode && !e.empty() || e.n.Kind == yaml.SequenceNode {
			d.refuse(c, e, "%q cannot be added to what is not a mapping", c.Key)
			return
		}
		d.admitAdd(c, e)
	case Append:
		if e.n.Kind != yaml.SequenceNode && !e.empty() || e.n.Kind == yaml.MappingNode {
			d.refuse(c, e, "nothing can be appended to what is not a list")
			return
		}
		d.admitNew(c, e, len(e.kids)-1)
	default:
		d.refuse(c, e, "there is no operation %v", c.Op)
	}
}

// find walks along a path.
func (d *document) find(c *change) *elem {
	e := d.root
	for i := 0; ; i++ {
		if users := d.aliases[e.n]; len(users) > 0 && (i < len(c.Path) || c.Op != Remove) {
			d.refuse(c, e, "it has an anchor (&%s) and is used again on line %d, which would change too", e.n.Anchor, users[0].Line)
			return nil
		}
		if i == len(c.Path) {
			return e
		}
		if e.n.Kind == yaml.AliasNode {
			d.refuse(c, e, "%s is an alias (*%s); what it names stands elsewhere and is shared", named(c.Path[:i]), e.n.Value)
			return nil
		}
		next, reason := e.kid(c.Path[i])
		if next == nil {
			d.refuse(c, e, "%s", reason)
			return nil
		}
		e = next
	}
}

func named(path []any) string {
	if len(path) == 0 {
		return "the document"
	}
	return pathString(path)
}

// kid is one step of a path, or why there is none.
func (e *elem) kid(step any) (*elem, string) {
	switch step := step.(type) {
	case int:
		if e.n.Kind != yaml.SequenceNode {
			return nil, fmt.Sprintf("there is no item %d: it is not a list", step)
		}
		if step < 0 || step >= len(e.kids) {
			return nil, fmt.Sprintf("there is no item %d: the list has %d", step, len(e.kids))
		}
		return e.kids[step].val, ""
	case string:
		if e.n.Kind != yaml.MappingNode {
			return nil, fmt.Sprintf("there is no key %q: it is not a mapping", step)
		}
		i, twice := e.find(step)
		switch {
		case twice:
			return nil, fmt.Sprintf("the key %q stands twice", step)
		case i >= 0:
			return e.kids[i].val, ""
		case e.merges():
			return nil, fmt.Sprintf("the key %q is not written here; it may come from what is merged (<<)", step)
		}
		return nil, fmt.Sprintf("there is no key %q", step)
	}
	return nil, fmt.Sprintf("a path has keys and indices; it has a %T", step)
}

// find is the index of a key, -1 if it is not there.
func (e *elem) find(key string) (i int, twice bool) {
	if e.keys == nil {
		e.keys = make(map[string]int, len(e.kids))
		for i, k := range e.kids {
			if k.key == nil || k.key.n.Kind != yaml.ScalarNode {
				continue
			}
			if _, has := e.keys[k.key.n.Value]; has {
				i = -2
			}
			e.keys[k.key.n.Value] = i
		}
	}
	i, has := e.keys[key]
	if !has {
		return -1, false
	}
	return i, i == -2
}

func (e *elem) merges() bool {
	return slices.ContainsFunc(e.kids, func(k entry) bool {
		return k.key != nil && k.key.n.ShortTag() == "!!merge"
	})
}

func (d *document) touch(e *elem) {
	if !e.touched {
		e.touched = true
		d.touched = append(d.touched, e)
	}
}

func (e *elem) changes() *ops {
	if e.ops == nil {
		e.ops = &ops{removed: map[int]*change{}, adds: map[int][]*change{}, added: map[string]*change{}}
	}
	return e.ops
}

// admitWhole takes a Set or Remove.
func (d *document) admitWhole(c *change, e *elem) {
	switch {
	case e.up == nil:
		d.refuse(c, e, "the whole document cannot be replaced or removed")
		return
	case e.set != nil || e.up.ops != nil && e.up.ops.removed[e.from] != nil:
		d.refuse(c, e, "two edits replace or remove it")
		return
	case e.up.odd != "" && (c.Op == Remove || !e.up.pair):
		d.refuse(c, e, "%s", e.up.odd)
		return
	}
	if name, line := d.shared(e); name != "" {
		d.refuse(c, e, "it holds an anchor (&%s) that is used again on line %d", name, line)
		return
	}
	if c.Op == Remove {
		e.up.changes().removed[e.from] = c
		d.touch(e.up)
		return
	}
	if c.value.kind == yaml.ScalarNode && c.value.style == Auto {
		c.value.keep(e.n)
	}
	e.set = c
	d.touch(e)
}

// keep gives a text the quotes of the one that it replaces.
func (v *value) keep(old *yaml.Node) {
	if v.tag != "!!str" || old.Kind != yaml.ScalarNode {
		return
	}
	switch {
	case old.Style&yaml.DoubleQuotedStyle != 0:
		v.quote = '"'
	case old.Style&yaml.SingleQuotedStyle != 0:
		v.quote = '\''
	case old.Style == 0 && old.ShortTag() == "!!timestamp" && dateLike.MatchString(v.text):
		v.style = Plain
	}
}

// shared finds an anchor within an elem that something outside of it uses.
func (d *document) shared(e *elem) (name string, line int) {
	if len(d.aliases) == 0 {
		return "", 0
	}
	inside := map[*yaml.Node][]*yaml.Node{}
	d.collect(e.n, inside)
	parts := []*yaml.Node{e.n}
	if k := e.up.kids[e.from].key; k != nil {
		parts = append(parts, k.n)
	}
	for len(parts) > 0 {
		n := parts[0]
		if all := d.aliases[n]; len(all) > len(inside[n]) {
			i := slices.IndexFunc(all, func(a *yaml.Node) bool { return !slices.Contains(inside[n], a) })
			return n.Anchor, all[i].Line
		}
		parts = append(parts[1:], n.Content...)
	}
	return "", 0
}

// admitAdd takes an Add. Its place is found when all of them are known.
func (d *document) admitAdd(c *change, e *elem) {
	at, twice := e.find(c.Key)
	o := e.changes()
	switch {
	case twice:
		d.refuse(c, e, "the key %q stands twice", c.Key)
		return
	case at >= 0 && o.removed[at] == nil:
		// It may yet be removed; inner looks again.
	case o.added[c.Key] != nil:
		d.refuse(c, e, "two edits add the key %q", c.Key)
		return
	}
	o.added[c.Key] = c
	c.elem = e
	d.touch(e)
}

// admitNew takes a new entry behind another.
func (d *document) admitNew(c *change, e *elem, after int) {
	if e.odd != "" {
		d.refuse(c, e, "%s", e.odd)
		return
	}
	if e.set != nil {
		d.refuse(c, e, "another edit replaces it")
		return
	}
	c.value.comment = append(slices.Clone(c.comment), c.value.comment...)
	if len(c.value.comment) == 0 {
		c.value.comment = nil
	}
	d.touch(e)
	if len(e.kids) == 0 {
		e.fill = append(e.fill, c)
		return
	}
	o := e.changes()
	o.adds[after] = append(o.adds[after], c)
}

// order finds the places of new keys: first behind a key that is there, then
// behind the last, and then behind other new ones.
func (d *document) order(all []*change) {
	var chained []*change
	for _, c := range all {
		if c.Op != Add || c.After == "" {
			continue
		}
		if at, _ := c.elem.find(c.After); at >= 0 {
			d.admitNew(c, c.elem, at)
		} else {
			chained = append(chained, c)
		}
	}
	for _, c := range all {
		if c.Op == Add && c.After == "" {
			d.admitNew(c, c.elem, len(c.elem.kids)-1)
		}
	}
	for _, c := range chained {
		d.follow(c)
	}
}

// follow finds the place of a key behind one that is new too: where the first of
// the chain is.
func (d *document) follow(c *change) {
	e := c.elem
	seen := map[*change]bool{}
	at, first := -1, c
	for at < 0 && first.After != "" {
		seen[first] = true
		other := e.ops.added[first.After]
		switch {
		case other == nil:
			d.refuse(c, e, "there is no key %q to add %q behind", first.After, first.Key)
			return
		case seen[other]:
			d.refuse(c, e, "%q and %q are each to stand behind the other", first.Key, other.Key)
			return
		}
		first = other
		at, _ = e.find(first.After)
	}
	if at < 0 {
		at = len(e.kids) - 1
	}
	d.admitNew(c, e, at)
	d.behind(c, e, at)
}

// behind moves a new key, which is the last at its place, behind the new key
// that it names and those that are behind that already.
func (d *document) behind(c *change, e *elem, at int) {
	list := e.fill
	if len(e.kids) > 0 {
		list = e.ops.adds[at]
	}
	to := 1 + slices.Index(list, e.ops.added[c.After])
	for to < len(list) && e.follows(list[to], c.After) {
		to++
	}
	if to < len(list) {
		copy(list[to+1:], list[to:len(list)-1])
		list[to] = c
	}
}

// follows says whether a new key is to stand behind another, or behind one that
// is.
func (e *elem) follows(c *change, key string) bool {
	for c != nil && c.After != "" {
		if c.After == key {
			return true
		}
		c = e.ops.added[c.After]
	}
	return false
}

// inner refuses edits within what another edit replaces or removes, and new
// keys that are there already.
func (d *document) inner(e *elem) {
	first := e.first()
	for up := e; up.up != nil; up = up.up {
		if up != e && up.set != nil || up == e && up.set != nil && (e.ops != nil || e.fill != nil) {
			d.refuse(first, e, "another edit replaces %s", named(up.path()))
			return
		}
		if o := up.up.ops; o != nil && o.removed[up.from] != nil {
			d.refuse(first, e, "another edit removes %s", named(up.path()))
			return
		}
	}
	if e.ops == nil {
		return
	}
	for _, c := range e.ops.added {
		if at, _ := e.find(c.Key); at >= 0 && e.ops.removed[at] == nil {
			d.refuse(c, e, "the key %q is there already", c.Key)
		}
	}
}

// first is an edit of an elem, to speak of.
func (e *elem) first() *change {
	if e.set != nil {
		return e.set
	}
	if len(e.fill) > 0 {
		return e.fill[0]
	}
	var out *change
	take := func(c *change) {
		if out == nil || c.index < out.index {
			out = c
		}
	}
	if e.ops != nil {
		for _, c := range e.ops.removed {
			take(c)
		}
		for _, cs := range e.ops.adds {
			for _, c := range cs {
				take(c)
			}
		}
	}
	return out
}

// filled is the value that an empty elem becomes.
func (e *elem) filled() *value {
	v := &value{kind: yaml.SequenceNode}
	if e.fill[0].Op == Add {
		v.kind = yaml.MappingNode
	}
	for _, c := range e.fill {
		v.kids = append(v.kids, c.value)
		v.keys = append(v.keys, strings.Clone(c.Key))
	}
	return v
}
