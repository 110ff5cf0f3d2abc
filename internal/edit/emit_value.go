package edit

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v3"
)

// remarked says whether a comment stands between the brackets of an empty list
// or mapping.
func (d *document) remarked(e *elem) bool {
	return e.n.Kind != yaml.ScalarNode && len(e.n.Content) == 0 && e.body+1 < e.end &&
		bytes.IndexByte(d.text[e.body:e.end], '#') >= 0
}

// place puts a value where another one is, or where there is none.
func (d *document) place(e *elem, v *value) {
	switch {
	case len(e.fill) > 0 && d.remarked(e):
		// It comes in before the bracket, or on a line of its own above it.
		text := v.flowText()
		text = text[1 : len(text)-1]
		start, bracket := d.lineStart(e.end-1), e.end-1
		if first, _, _ := d.first(start); first == bracket {
			pad := string(d.text[start:bracket])
			text = strings.Repeat(" ", step) + text + d.nl + pad
		}
		d.insert(e, bracket, text)
	case e.flow:
		d.placeFlow(e, v)
	case e.up == nil:
		d.placeRoot(e, v)
	default:
		d.placeBlock(e, v)
	}
}

func (d *document) placeFlow(e *elem, v *value) {
	text := v.flowText()
	switch {
	case e.start < e.end:
		d.remove(e.start, e.end)
	case e.indicator < 0 && e.up.n.Kind == yaml.MappingNode:
		text = ": " + text
	default:
		text = " " + text
	}
	d.insert(e, e.start, text)
}

// placeRoot fills a root that is empty.
func (d *document) placeRoot(e *elem, v *value) {
	lines := v.block(0)
	switch {
	case e.start == e.end:
		d.insertLines(e, len(d.text), lines)
	case d.lineStart(e.start) == e.start:
		d.remove(e.start, e.end)
		d.insert(e, e.start, d.join(lines))
	default:
		d.remove(e.start, e.end)
		d.insert(e, e.start, v.flowText())
	}
}

// placeBlock puts a value behind a dash or a colon in block style.
func (d *document) placeBlock(e *elem, v *value) {
	k := &e.up.kids[e.from]
	p := placing{document: d, e: e, v: v, k: k, chunk: d.chunk(e.up, e.from), item: e.up.n.Kind == yaml.SequenceNode}
	p.below = e.up.col + step
	if e.n.Kind == v.kind && e.block() && !p.item {
		p.below = e.col
	}
	sameLine := e.start < e.end && d.nextLine(e.body) == d.nextLine(k.colon)
	switch {
	case e.start == e.end:
		p.intoNothing()
	case e.block() && sameLine:
		p.overCompact()
	case e.block():
		p.overBlock()
	case e.n.Kind == yaml.ScalarNode && e.n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		p.overText()
	default:
		p.overInline(sameLine)
	}
}

// A placing is a value on its way behind a dash or a colon.
type placing struct {
	*document
	e     *elem
	v     *value
	k     *entry
	chunk chunk
	item  bool // it is in a list
	below int  // the column of its lines, if it gets some
}

// parts are the value from a column on. What is deeper below would be taken for
// a part of a literal block.
func (p *placing) parts(at int) (head string, body []string) {
	return p.v.partsAt(at, p.below, !p.chunk.foot)
}

// column is the column of a byte, counted from 0.
func (p *placing) column(at int) int { return width(p.text[p.lineStart(at):at]) }

// remark says whether a comment follows on the line.
func (p *placing) remark(at int) bool { return p.blanks(at) < p.lineEnd(at) }

// compact says whether the lines of a value begin on the line of a dash.
func (p *placing) compact(head string, at int) bool {
	return p.item && head == "" && !p.chunk.foot && !p.remark(at)
}

func (p *placing) intoNothing() {
	at := p.k.colon
	head, body := p.parts(p.column(at) + 1)
	switch {
	case head != "":
		p.insert(p.e, at, " "+head)
		p.insertLines(p.e, p.nextLine(at), body)
	case p.compact(head, at):
		p.insert(p.e, at, " "+strings.TrimLeft(p.join(body), " "))
	default:
		p.insertLines(p.e, p.chunk.end, body)
	}
}

// overCompact replaces lines that begin on the line of their dash.
func (p *placing) overCompact() {
	p.chunk.foot = false // it goes too
	p.below = p.column(p.e.start)
	head, body := p.parts(p.below)
	lines := body
	if head != "" {
		lines = append([]string{head}, body...)
	}
	p.remove(p.e.start, p.chunk.end)
	p.insert(p.e, p.e.start, strings.TrimLeft(p.join(lines), " ")+p.nl)
}

// overBlock replaces lines below a key or dash.
func (p *placing) overBlock() {
	p.chunk.foot = false
	at := p.k.colon
	head, body := p.parts(p.column(at) + 1)
	if p.e.start < p.e.props && p.nextLine(p.e.props) == p.nextLine(at) {
		p.remove(at, p.e.props)
	}
	p.remove(p.nextLine(at), p.chunk.end)
	if p.item && head == "" {
		p.below = p.e.col
		_, body = p.parts(p.below)
	}
	if head != "" {
		p.insert(p.e, at, " "+head)
	}
	p.insertLines(p.e, p.nextLine(at), body)
}

// overText replaces a literal or folded block.
func (p *placing) overText() {
	end := p.blockHead(p.e.body)
	p.remove(p.nextLine(end), p.nextLine(p.e.end))
	p.replace(end, p.nextLine(end))
}

// overInline replaces what begins behind its key or dash and is followed by the
// end of a line, perhaps of another one.
func (p *placing) overInline(sameLine bool) {
	if !sameLine {
		// It stands below its key. A new one on one line does too.
		if head, body := p.parts(p.column(p.e.start)); head != "" && body == nil {
			p.remove(p.e.start, p.e.end)
			p.insert(p.e, p.e.start, head)
			return
		}
		p.overBlock()
		return
	}
	p.replace(p.e.end, p.nextLine(p.e.end))
}

// replace puts the value over the text up to end, and its lines at a place
// below.
func (p *placing) replace(end, lines int) {
	head, body := p.parts(p.column(p.e.start))
	switch {
	case head != "":
		p.remove(p.e.start, end)
		p.insert(p.e, p.e.start, head)
		p.insertLines(p.e, lines, body)
	case p.compact(head, end):
		p.below = p.column(p.e.start)
		_, body = p.parts(p.below)
		p.remove(p.e.start, end)
		p.insert(p.e, p.e.start, strings.TrimLeft(body[0], " "))
		p.insertLines(p.e, lines, body[1:])
	default:
		p.remove(p.k.colon, end)
		p.insertLines(p.e, lines, body)
	}
}
