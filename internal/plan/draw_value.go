package plan

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// A look is how a value is shown where it stands.
type look struct {
	// quiet: what is dropped does not say that it becomes null.
	quiet bool
	// all: what is unchanged is shown too.
	all bool
	// force and forbid overrule whether a change says that it forces a
	// replacement. They are for one value and not for what is in it.
	force, forbid bool
}

// within is the look of what is in a value.
func (l look) within() look {
	l.force, l.forbid = false, false
	return l
}

// important attributes are shown where nothing else is: they say which object
// it is.
func important(name string) bool {
	return name == "id" || name == "name" || name == "tags"
}

// value writes a difference, beginning in the middle of a line at a depth and
// ending without an end of line.
func (p *pen) value(d *difference, depth int, l look) {
	switch d.form {
	case scalarForm, plainForm:
		p.simple(d, l)
	case linesForm:
		p.heredoc(d, depth, l)
	case jsonForm:
		p.json(d, depth, l)
	case objectForm:
		p.object(d, depth, l)
	case mapForm:
		p.mapping(d, depth, l)
	case listForm, setForm:
		p.list(d, depth, l)
	case bodyForm:
		p.body(d, depth, l)
	case retypedForm:
		// Terraform does not say here that it forces a replacement. Nothing
		// else of a plan is as dear.
		l.quiet = true
		p.value(d.parts[0], depth, l.within())
		p.arrow()
		p.value(d.parts[1], depth, l.within())
		p.forces(d.replaces, l)
	case unknownForm:
		if len(d.parts) > 0 {
			before := l.within()
			before.quiet, before.forbid = true, d.replaces
			p.value(d.parts[0], depth, before)
			// This arrow has no colour in Terraform.
			p.text(" -> ")
		}
		p.text("(known after apply)")
		p.forces(d.replaces, l)
	case secretForm:
		p.text("(sensitive value)")
		p.gone(d.act, l)
		p.forces(d.replaces, l)
	case secretBodyForm:
		p.text("{")
		p.forces(d.replaces, l)
		p.text("\n")
		for _, s := range []string{
			"  # At least one attribute in this block is (or was) sensitive,",
			"  # so its contents will not be displayed.",
		} {
			p.line(depth, same)
			p.text(s, "\n")
		}
		p.line(depth, same)
		p.text("}")
	}
}

// simple writes a value that takes one line.
func (p *pen) simple(d *difference, l look) {
	switch d.act {
	case changed:
		p.literal(d.before)
		p.arrow()
		p.literal(d.after)
	case dropped:
		p.literal(d.before)
		if d.form == scalarForm || d.before != nil {
			p.gone(d.act, l)
		}
	default:
		p.literal(d.after)
	}
	p.forces(d.replaces, l)
}

func (p *pen) literal(v any) {
	switch v := v.(type) {
	case nil:
		p.paint(grey, "null")
	case bool:
		p.text(strconv.FormatBool(v))
	case json.Number:
		p.text(visible(string(v)))
	case string:
		// Go's way of quoting is Terraform's. It leaves ${ as it is.
		p.text(strconv.Quote(v))
	case unknown:
		p.text("(known after apply)")
	}
}

func (p *pen) heredoc(d *difference, depth int, l look) {
	p.text("<<-EOT")
	p.forces(d.replaces, l)
	p.text("\n")
	for _, t := range d.lines {
		p.line(depth+1, t.act)
		p.text(visible(t.text), "\n")
	}
	p.line(depth, same)
	p.text("EOT")
	p.gone(d.act, l)
}

func (p *pen) json(d *difference, depth int, l look) {
	inner := d.parts[0]
	in, act, note := l.within(), d.act, ""
	in.quiet = true
	if d.act == changed && inner.act == same {
		// Nothing of the content differs, so all of it is shown.
		note, act, in.all = " # whitespace changes", same, true
		if d.replaces {
			note = " # whitespace changes force replacement"
		}
	}
	if act != changed {
		act = same
	}
	text := p.aside(func(p *pen) { p.value(inner, depth+1, in) })
	if !strings.Contains(text, "\n") {
		p.text("jsonencode(", text, ")", note)
		if note == "" {
			p.forces(d.replaces, l)
		}
		return
	}
	p.text("jsonencode(", note, "\n")
	p.line(depth+1, act)
	p.text(text)
	if note == "" {
		p.forces(d.replaces, l)
	}
	p.text("\n")
	p.line(depth, same)
	p.text(")")
	p.gone(d.act, l)
}

// aside gives what a function writes.
func (p *pen) aside(f func(p *pen)) string {
	var w strings.Builder
	f(&pen{w: &w, color: p.color})
	return w.String()
}

// object writes an object between braces.
func (p *pen) object(d *difference, depth int, l look) {
	if len(d.parts) == 0 {
		p.text("{}")
		p.gone(d.act, l)
		p.forces(d.replaces, l)
		return
	}
	in := l.within()
	in.quiet = !d.nested
	p.text("{")
	p.forces(d.replaces, l)
	p.text("\n")
	p.attributes(d, depth, in)
	p.line(depth, same)
	p.text("}")
	p.gone(d.act, l)
}

// attributes writes those of an object or a block, a line or more for each.
func (p *pen) attributes(d *difference, depth int, l look) {
	names := make([]string, len(d.keys))
	width := 0
	for i, k := range d.keys {
		names[i] = attributeName(k)
		width = max(width, len(names[i]))
	}
	hidden := 0
	for i, part := range d.parts {
		in := l
		if important(d.keys[i]) {
			in.all = true
		} else if part.act == same && !l.all {
			hidden++
			continue
		}
		p.line(depth+1, part.act)
		p.padded(names[i], width)
		p.text(" = ")
		p.value(part, depth+1, in)
		p.text("\n")
	}
	if hidden > 0 {
		p.hidden(depth+1, hidden, "attribute")
	}
}

// padded writes a name and the spaces that align what follows. As in Terraform
// the width is in bytes, and what is filled up are characters.
func (p *pen) padded(name string, width int) {
	p.text(name)
	for range width - utf8.RuneCountInString(name) {
		p.text(" ")
	}
}

// attributeName quotes what is no name of Terraform's language.
func attributeName(s string) string {
	if hclsyntax.ValidIdentifier(s) && visible(s) == s {
		return s
	}
	return strconv.Quote(s)
}

// mapping writes a map, whose keys are always quoted.
func (p *pen) mapping(d *difference, depth int, l look) {
	own := d.replaces && !d.nested
	if len(d.parts) == 0 {
		p.text("{}")
		p.gone(d.act, l)
		p.forces(own, l)
		return
	}
	in := l.within()
	in.quiet, in.force = d.act == dropped || d.nested, d.replaces && d.nested
	width, hidden := 0, 0
	names := make([]string, len(d.keys))
	for i, k := range d.keys {
		names[i] = strconv.Quote(k)
		if !d.nested {
			width = max(width, len(names[i]))
		}
	}
	p.text("{")
	p.forces(own, l)
	p.text("\n")
	for i, part := range d.parts {
		if part.act == same && !l.all {
			hidden++
			continue
		}
		p.line(depth+1, part.act)
		p.padded(names[i], width)
		p.text(" = ")
		p.value(part, depth+1, in)
		if part.form == objectForm {
			p.text(",")
		}
		p.text("\n")
	}
	if hidden > 0 {
		p.hidden(depth+1, hidden, "element")
	}
	p.line(depth, same)
	p.text("}")
	p.gone(d.act, l)
}

// list writes a list or a set. Around what changes in a list its neighbours
// are shown, for their order matters; a set and a list of what the schema
// describes have no such context.
func (p *pen) list(d *difference, depth int, l look) {
	context := d.form == listForm && !d.nested
	own := d.replaces && (d.form == listForm || !d.nested)
	if len(d.parts) == 0 {
		p.text("[]")
		p.gone(d.act, l)
		p.forces(own, l)
		return
	}
	p.text("[")
	p.forces(own, l)
	p.text("\n")
	in := l.within()
	in.quiet, in.force = true, d.replaces && !own
	// A neighbour is shown whole, and as it would be outside of the list.
	neighbour := l.within()
	neighbour.all = true
	element := func(part *difference, l look) {
		p.line(depth+1, part.act)
		p.value(part, depth+1, l)
		p.text(",\n")
	}
	hidden, next := 0, false
	for i, part := range d.parts {
		if part.act == same && !next && !l.all {
			hidden++
			continue
		}
		look := in
		if context {
			if hidden > 1 {
				p.hidden(depth+1, hidden-1, "element")
			}
			if hidden > 0 {
				element(d.parts[i-1], neighbour)
			}
			hidden = 0
			if next = part.act != same; !next {
				look = neighbour
			}
		}
		element(part, look)
	}
	if hidden > 0 {
		p.hidden(depth+1, hidden, "element")
	}
	p.line(depth, same)
	p.text("]")
	p.gone(d.act, l)
}

// body writes a block from its brace on.
func (p *pen) body(d *difference, depth int, l look) {
	if d.form != bodyForm {
		p.value(d, depth, l)
		return
	}
	if len(d.parts) == 0 && len(d.blocks) == 0 {
		p.text("{}")
		p.forces(d.replaces, l)
		return
	}
	p.text("{")
	p.forces(d.replaces, l)
	p.text("\n")
	in := l.within()
	p.attributes(d, depth, in)
	hidden := 0
	for _, group := range d.blocks {
		hidden += p.group(d, group, depth, in)
	}
	if hidden > 0 {
		p.text("\n")
		p.hidden(depth+1, hidden, "block")
	}
	p.line(depth, same)
	p.text("}")
}

// group writes the nested blocks of one name and gives how many it left out.
func (p *pen) group(d *difference, g blocks, depth int, l look) int {
	hidden, first := 0, true
	block := func(part *difference, label string) {
		if part.act == same && !l.all {
			hidden++
			return
		}
		if first && len(d.parts) > 0 {
			p.text("\n")
		}
		first = false
		in := l
		in.force = g.replaces && part.act != same
		p.line(depth+1, part.act)
		p.text(attributeName(g.name), label, " ")
		p.value(part, depth+1, in)
		p.text("\n")
	}
	if g.unknown {
		block(&difference{form: unknownForm, act: d.act}, "")
	}
	for i, part := range g.parts {
		label := ""
		if g.labels != nil {
			label = " " + strconv.Quote(g.labels[i])
		}
		block(part, label)
	}
	return hidden
}
