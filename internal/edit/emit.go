package edit

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// A span is bytes that go.
type span struct{ from, to int }

// An insert is text that comes in before a byte.
type insert struct {
	at   int
	text string
	// line says that the text is whole lines. It begins a line also where the
	// text before it does not end one.
	line bool
	// depth orders what comes in at one place: the inner goes first.
	depth int
}

// outermost is the depth of a comment above a line: it goes last.
const outermost = -1

func (d *document) remove(from, to int) {
	if from < to {
		d.deletes = append(d.deletes, span{from, to})
	}
}

func (d *document) insert(e *elem, at int, text string) {
	if text != "" {
		d.inserts = append(d.inserts, insert{at: at, text: text, depth: e.depth()})
	}
}

func (d *document) insertLines(e *elem, at int, lines []string) {
	if len(lines) > 0 {
		d.inserts = append(d.inserts, insert{at: at, text: d.join(lines) + d.nl, line: true, depth: e.depth()})
	}
}

func (d *document) join(lines []string) string { return strings.Join(lines, d.nl) }

func (e *elem) depth() int {
	depth := 0
	for ; e.up != nil; e = e.up {
		depth++
	}
	return depth
}

// emit writes down what is deleted and inserted for the changes of one elem.
func (d *document) emit(e *elem) {
	switch {
	case e.set != nil:
		d.place(e, e.set.value)
		d.above(e, e.set, e.set.comment)
	case len(e.fill) > 0:
		v := e.filled()
		if e.flow || d.remarked(e) {
			d.hoist(e, e.fill)
		}
		d.place(e, v)
	case e.ops == nil:
	case e.block():
		d.emitBlock(e)
	default:
		d.emitFlow(e)
	}
}

// hoist puts the comments of what comes in between brackets above their line.
func (d *document) hoist(e *elem, changes []*change) {
	for _, c := range changes {
		d.above(e, c, c.value.comment)
		c.value.comment = nil
	}
}

// above puts a comment above the line on which the entry of an elem begins.
func (d *document) above(e *elem, c *change, comment []string) {
	if len(comment) == 0 {
		return
	}
	at := -1
	for x := e; at < 0; x = x.up {
		mark := x.start
		if x.up != nil {
			mark = x.up.kids[x.from].mark
		}
		if first, _, _ := d.first(d.lineStart(mark)); first == mark && !x.flow {
			at = mark
		} else if x.up == nil {
			d.refuse(c, e, "there is no line above which a comment could stand")
			return
		}
	}
	start := d.lineStart(at)
	lines := make([]string, len(comment))
	for i, line := range comment {
		lines[i] = string(d.text[start:at]) + line
	}
	in := insert{at: start, text: d.join(lines) + d.nl, line: true, depth: outermost}
	if !d.said[in] {
		d.said[in] = true
		d.inserts = append(d.inserts, in)
	}
}

// assemble makes the new text.
func (d *document) assemble() []byte {
	slices.SortStableFunc(d.inserts, func(a, b insert) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(b.depth, a.depth))
	})
	slices.SortFunc(d.deletes, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	var out bytes.Buffer
	out.Grow(len(d.text) + len(d.text)/8)
	at, next := 0, 0
	// copyTo copies what stays up to a byte.
	copyTo := func(end int) {
		for at < end {
			for next < len(d.deletes) && d.deletes[next].to <= at {
				next++
			}
			if next < len(d.deletes) && d.deletes[next].from <= at {
				at = min(end, d.deletes[next].to)
				continue
			}
			stop := end
			if next < len(d.deletes) {
				stop = min(end, d.deletes[next].from)
			}
			out.Write(d.text[at:stop])
			at = stop
		}
	}
	for _, in := range d.inserts {
		copyTo(in.at)
		if b := out.Bytes(); in.line && len(b) > d.starts[0] && !endsLine(b) {
			out.WriteString(d.nl)
		}
		out.WriteString(in.text)
	}
	copyTo(len(d.text))
	return out.Bytes()
}

func endsLine(b []byte) bool {
	return len(b) > 0 && (b[len(b)-1] == '\n' || b[len(b)-1] == '\r')
}
