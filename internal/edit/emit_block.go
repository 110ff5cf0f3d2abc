package edit

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A chunk is the lines of an entry in block style.
type chunk struct {
	// start is where its first line begins; of an entry that begins on the line
	// of a dash before it, where the entry begins. head is the same with the
	// comments above it.
	start, head int
	// end is where the next line begins.
	end int
	// own says that it begins a line.
	own bool
	// foot says that comments below belong to it, being indented deeper.
	foot bool
}

// chunk finds the lines of an entry.
func (d *document) chunk(e *elem, i int) chunk {
	k := &e.kids[i]
	c := chunk{start: d.lineStart(k.mark), end: d.nextLine(k.end)}
	for p := c.end; p < len(d.text); p = d.nextLine(p) {
		at, blank, comment := d.first(p)
		if comment && at-p > e.col {
			c.end, c.foot = d.nextLine(p), true
		} else if !blank {
			break
		}
	}
	if first, _, _ := d.first(c.start); first != k.mark {
		c.start, c.head = k.mark, k.mark
		return c
	}
	c.own, c.head = true, c.start
	// The comment above the first key of a file is of the file.
	limit := len(d.text)
	switch {
	case i > 0:
		limit = e.kids[i-1].end
	case e.up != nil:
		limit = max(e.indicator, e.props)
		if e.props == e.body {
			limit = e.indicator
		}
	}
	for c.head > limit {
		p := d.lineStart(c.head - 1)
		if at, _, comment := d.first(p); p < limit || !comment || at-p != e.col {
			break
		}
		c.head = p
	}
	return c
}

// spaced says whether the line above a place is blank, and no part of a text.
func (d *document) spaced(e *elem, i, at int) bool {
	if at <= d.starts[0] || i > 0 && d.lineStart(at-1) <= e.kids[i-1].end {
		return false
	}
	_, blank, _ := d.first(d.lineStart(at - 1))
	return blank
}

// A blockOps is a list or mapping in block style whose entries change.
type blockOps struct {
	*document
	e      *elem
	chunks map[int]chunk
}

func (b *blockOps) at(i int) chunk {
	c, known := b.chunks[i]
	if !known {
		c = b.chunk(b.e, i)
		b.chunks[i] = c
	}
	return c
}

func (b *blockOps) removed(i int) bool { return b.e.ops.removed[i] != nil }

// emitBlock removes and adds entries of a list or mapping in block style.
func (d *document) emitBlock(e *elem) {
	b := &blockOps{document: d, e: e, chunks: map[int]chunk{}}
	kept := 0 // the first that stays
	for kept < len(e.kids) && b.removed(kept) {
		kept++
	}
	places := make([]int, 0, len(e.ops.adds))
	for after := range e.ops.adds {
		places = append(places, after)
	}
	slices.Sort(places)
	for i := range e.ops.removed {
		b.take(i)
	}
	switch {
	case kept == len(e.kids) && len(places) == 0:
		b.hollow()
		return
	case kept == 0 || b.at(0).own:
	case len(places) > 0 && places[0] < kept:
		// The first new entry begins on the line of the dash.
		lines := b.lines(e.ops.adds[places[0]], false)
		d.insert(e, e.kids[0].mark, strings.TrimLeft(d.join(lines), " ")+d.nl)
		places = places[1:]
	default:
		b.pull(kept)
	}
	for _, after := range places {
		d.insertLines(e, b.at(after).end, b.lines(e.ops.adds[after], b.airy(after)))
	}
}

// lines are those of new entries.
func (b *blockOps) lines(changes []*change, airy bool) []string {
	pad := strings.Repeat(" ", b.e.col)
	var lines []string
	for _, c := range changes {
		if airy {
			lines = append(lines, "")
		}
		one := &value{kind: b.e.n.Kind, keys: []string{c.Key}, kids: []*value{c.value}}
		lines = append(lines, one.entry(0, pad)...)
	}
	return lines
}

// airy says whether blank lines stand between the entries: in a list between
// all of them, in a mapping before the one that something is added behind.
func (b *blockOps) airy(after int) bool {
	first, last := 1, len(b.e.kids)-1
	if last < 1 || b.keepsBlanks(b.e.kids[after].val) {
		return false
	}
	if b.e.n.Kind == yaml.MappingNode {
		first, last = max(1, after), max(1, after)
	}
	for i := last; i >= first; i-- {
		if !b.spaced(b.e, i, b.at(i).head) {
			return false
		}
	}
	return true
}

// keepsBlanks says whether blank lines below a value would belong to its text.
func (d *document) keepsBlanks(e *elem) bool {
	for e.block() {
		e = e.kids[len(e.kids)-1].val
	}
	return e.n.Kind == yaml.ScalarNode && e.n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 &&
		strings.Contains(string(d.text[e.body:d.blockHead(e.body)]), "+")
}

// take removes an entry.
func (b *blockOps) take(i int) {
	c := b.at(i)
	start := c.head
	if b.heading(i) {
		start = c.start
	}
	// Of the blank lines above and below one lot is enough. Those above the last
	// entry parted it from the others.
	next, blank, comment := b.first(c.end)
	last := i == len(b.e.kids)-1 && (!comment || next-c.end != b.e.col)
	if c.own && (c.end == len(b.text) || blank || last) {
		for b.spaced(b.e, i, start) && (i > 0 || start > b.e.indicator) {
			start = b.lineStart(start - 1)
		}
	}
	b.remove(start, c.end)
}

// heading says whether the comment above an item is of items that stay as well.
func (b *blockOps) heading(i int) bool {
	if c := b.at(i); b.e.n.Kind == yaml.MappingNode || c.head == c.start {
		return false
	}
	for j := i + 1; j < len(b.e.kids); j++ {
		c := b.at(j)
		if c.head < c.start || b.spaced(b.e, j, c.start) {
			return false
		}
		if !b.removed(j) {
			return true
		}
	}
	return false
}

// hollow leaves brackets where all entries went.
func (b *blockOps) hollow() {
	text, e := "[]", b.e
	if e.n.Kind == yaml.MappingNode {
		text = "{}"
	}
	switch c := b.at(0); {
	case e.up == nil || !c.own:
		b.insert(e, e.kids[0].mark, text+b.nl)
	case e.props < e.body:
		b.insert(e, e.props, " "+text)
	default:
		b.insert(e, e.indicator, " "+text)
	}
}

// pull draws the first entry that stays, or a comment above it, up to the dash
// whose line the removed ones began on.
func (b *blockOps) pull(kept int) {
	to := b.e.kids[kept].mark
	p := b.at(0).end
	for i := 1; p < b.at(kept).start; p = b.nextLine(p) {
		for ; i <= kept && p >= b.at(i).end; i++ {
		}
		if i < kept && p >= b.at(i).head {
			continue
		}
		if at, _, comment := b.first(p); comment {
			to = at
			break
		}
	}
	b.remove(b.e.kids[0].mark, to)
}
