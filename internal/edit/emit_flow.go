package edit

import (
	"bytes"
	"strings"
)

// A flowOps is a list or mapping in flow style whose entries change.
type flowOps struct {
	*document
	e *elem
	// lines says that each entry stands on its own line.
	lines bool
	// remark says that what stands before ends in a comment, so that what comes
	// next needs a line of its own.
	remark bool
}

// An item of the changed list: one that stays, or a new one behind another.
type flowItem struct {
	index int
	c     *change
}

// items are the entries in their new order. What is removed goes.
func (f *flowOps) items() []flowItem {
	var items []flowItem
	for i := range f.e.kids {
		if f.e.ops.removed[i] == nil {
			items = append(items, flowItem{i, nil})
		} else {
			f.remove(f.leadStart(i), f.trailEnd(i))
		}
		f.hoist(f.e, f.e.ops.adds[i])
		for _, c := range f.e.ops.adds[i] {
			items = append(items, flowItem{i, c})
		}
	}
	return items
}

// emitFlow removes and adds entries between brackets.
func (d *document) emitFlow(e *elem) {
	f := &flowOps{document: d, e: e}
	f.lines = f.onLines()
	items := f.items()
	n := len(e.kids) - 1
	f.remark = bytes.IndexByte(d.text[e.body+1:f.lineOf(0)], '#') >= 0
	for j, it := range items {
		// A comma may also stand before the next one, on its line.
		next := -1
		if j+1 < len(items) && items[j+1].c == nil {
			next = f.leadComma(items[j+1].index)
		}
		comma := j < len(items)-1 || e.kids[n].comma >= 0
		if it.c != nil {
			f.add(it, j == 0, comma && next < 0)
			continue
		}
		k := &e.kids[it.index]
		own := k.comma >= 0 && k.comma < f.trailEnd(it.index)
		switch {
		case comma && !own && next < 0 && (k.comma < 0 || it.index < n):
			d.insert(e, k.end, ",")
		case !comma && own, own && next >= 0:
			d.remove(k.comma, k.comma+1)
		}
		if c := f.leadComma(it.index); j == 0 && c >= 0 {
			d.remove(c, c+1)
		}
		if it.index > 0 && e.ops.removed[it.index-1] != nil && (j == 0 || items[j-1].c == nil) {
			from := 0
			if j > 0 {
				from = items[j-1].index + 1
			}
			f.pull(it.index, from)
		}
		f.remark = bytes.IndexByte(d.text[k.end:f.trailEnd(it.index)], '#') >= 0
	}
	if len(items) == 0 {
		f.hollow()
	}
	if f.remark && f.lineBreak(f.trailEnd(n), e.end-1) < 0 {
		d.insert(e, e.end-1, f.newLine())
	}
}

// add writes a new entry.
func (f *flowOps) add(it flowItem, first, comma bool) {
	one := &value{kind: f.e.n.Kind, keys: []string{it.c.Key}, kids: []*value{it.c.value}}
	text := one.flowEntry(0)
	if comma {
		text += ","
	}
	f.insert(f.e, f.trailEnd(it.index), f.lead(first)+text)
	f.remark = false
}

// hollow removes what is left between the brackets, but for comments.
func (f *flowOps) hollow() {
	if !f.remark && bytes.IndexByte(f.text[f.trailEnd(len(f.e.kids)-1):f.e.end-1], '#') < 0 {
		f.remove(f.e.body+1, f.e.end-1)
		return
	}
	for _, k := range f.e.kids {
		if k.comma >= 0 {
			f.remove(k.comma, k.comma+1)
		}
	}
}

// lineBreak is the first line break between two places, -1 if there is none.
func (f *flowOps) lineBreak(from, to int) int {
	for at := from; at < to; at++ {
		if breakAt(f.text, at) > 0 {
			return at
		}
	}
	return -1
}

// trailEnd is the end of an entry with its comma, and with its comment, if the
// line ends there.
func (f *flowOps) trailEnd(i int) int {
	k, to := &f.e.kids[i], f.e.end-1
	if i+1 < len(f.e.kids) {
		to = f.e.kids[i+1].mark
	}
	switch at := f.lineBreak(k.end, to); {
	case at >= 0:
		return at
	case k.comma >= 0:
		return k.comma + 1
	}
	return k.end
}

// leadFrom is where what is before an entry begins.
func (f *flowOps) leadFrom(i int) int {
	if i == 0 {
		return f.e.body + 1
	}
	return f.trailEnd(i - 1)
}

// lineOf is where the line of an entry begins, with the break before it, if it
// begins one.
func (f *flowOps) lineOf(i int) int {
	from, mark := f.leadFrom(i), f.e.kids[i].mark
	if f.lineBreak(from, mark) < 0 {
		return from
	}
	return max(from, f.breakBefore(f.lineStart(mark)))
}

// breakBefore is where the line before one ends.
func (f *flowOps) breakBefore(lineStart int) int {
	return f.lineEnd(f.lineStart(lineStart - 1))
}

// leadStart is lineOf with the comments directly above.
func (f *flowOps) leadStart(i int) int {
	from, at := f.leadFrom(i), f.lineOf(i)
	for at > from {
		p := f.lineStart(at)
		if _, _, comment := f.first(p); !comment || p <= from {
			break
		}
		at = max(from, f.breakBefore(p))
	}
	return at
}

// leadComma is the comma that stands on the line of the entry behind it, -1 if
// there is none.
func (f *flowOps) leadComma(i int) int {
	if i == 0 {
		return -1
	}
	if c := f.e.kids[i-1].comma; c >= f.trailEnd(i-1) {
		return c
	}
	return -1
}

// pad is what stands before an entry on its line.
func (f *flowOps) pad(i int) string {
	from := f.lineOf(i)
	if c := f.leadComma(i); c >= from {
		from = c + 1
	}
	return string(f.text[from:f.e.kids[i].mark])
}

// newLine is a line break and the indentation of the last entry.
func (f *flowOps) newLine() string {
	mark := f.e.kids[len(f.e.kids)-1].mark
	return f.nl + strings.Repeat(" ", width(f.text[f.lineStart(mark):mark]))
}

// onLines says whether each entry stands on its own line. The first may stand
// beside the bracket if there are others.
func (f *flowOps) onLines() bool {
	last := len(f.e.kids) - 1
	if last == 0 {
		return f.lineBreak(f.leadFrom(0), f.e.kids[0].mark) >= 0
	}
	for i := last; i >= 1; i-- {
		if f.lineBreak(f.leadFrom(i), f.e.kids[i].mark) < 0 {
			return false
		}
	}
	return true
}

// lead is what stands before a new entry.
func (f *flowOps) lead(first bool) string {
	switch {
	case f.lines || f.remark:
		return f.newLine()
	case first:
		return f.pad(0)
	}
	return " "
}

// pull draws an entry that stays to the place of the first of those that went
// before it, unless it has a line of its own.
func (f *flowOps) pull(kept, gone int) {
	from, mark := f.leadFrom(kept), f.e.kids[kept].mark
	if f.lineBreak(from, mark) >= 0 &&
		(gone > 0 || f.lineBreak(f.leadFrom(0), f.e.kids[0].mark) >= 0 || bytes.IndexByte(f.text[from:mark], '#') >= 0) {
		return
	}
	f.remove(from, mark)
	f.insert(f.e, mark, f.pad(gone))
}
