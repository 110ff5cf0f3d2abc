package plan

import (
	"bytes"
	"encoding/json"
	"strings"
)

// What the text of a change shows is what every format may show. The text leaves
// out what is unchanged, and of what is in step all; a state has much there that
// nobody marked as secret and that is one all the same: the code of a worker, a
// binding of JSON, the address of a webhook. So the values of the JSON are made
// from the same tree as the text, by the same rules: see the methods of pen.

// A sight is a value of both sides, as far as the text shows it.
type sight struct {
	before, after     any
	isBefore, isAfter bool
}

// values are those of a change that its block shows; a change without a block
// shows none.
func (d *drawing) values() (before, after map[string]any) {
	s := d.difference().shown(look{all: d.All})
	before, _ = s.before.(map[string]any)
	after, _ = s.after.(map[string]any)
	return before, after
}

func both(v any, act act) sight {
	return sight{before: v, after: v, isBefore: act != added, isAfter: act != dropped}
}

// shown is what a value shows where it has a look.
func (d *difference) shown(l look) sight {
	out := both(nil, d.act)
	switch d.form {
	case scalarForm, plainForm, linesForm:
		// Of several lines each is shown.
		out.before, out.after = d.before, d.after
		if d.act == same {
			out.before = d.after
		}
	case jsonForm:
		inner := d.parts[0]
		in := l.within()
		in.all = in.all || d.act == changed && inner.act == same
		s := inner.shown(in)
		out.before, out.after = jsonOf(s.before), jsonOf(s.after)
	case objectForm, bodyForm:
		d.shownAttributes(&out, l)
	case mapForm:
		out.before, out.after = map[string]any{}, map[string]any{}
		for i, part := range d.parts {
			if part.act != same || l.all {
				out.put(d.keys[i], part.shown(l.within()))
			}
		}
	case listForm, setForm:
		d.shownElements(&out, l)
	case retypedForm:
		out.before, out.after = d.parts[0].shown(l.within()).before, d.parts[1].shown(l.within()).after
	case unknownForm:
		out.isAfter = false
		if len(d.parts) > 0 {
			out.before = d.parts[0].shown(l.within()).before
		}
	case secretForm, secretBodyForm:
		out.before, out.after = secret{}, secret{}
	}
	return out
}

// put sets an entry of two mappings, on the sides where it is.
func (s *sight) put(key string, e sight) {
	if e.isBefore {
		s.before.(map[string]any)[key] = e.before
	}
	if e.isAfter {
		s.after.(map[string]any)[key] = e.after
	}
}

func (s *sight) add(e sight) {
	if e.isBefore {
		s.before = append(s.before.([]any), e.before)
	}
	if e.isAfter {
		s.after = append(s.after.([]any), e.after)
	}
}

func (d *difference) shownAttributes(out *sight, l look) {
	out.before, out.after = map[string]any{}, map[string]any{}
	l = l.within()
	for i, part := range d.parts {
		in := l
		if important(d.keys[i]) {
			in.all = true
		}
		if part.act != same || in.all {
			out.put(d.keys[i], part.shown(in))
		}
	}
	for _, g := range d.blocks {
		list := sight{before: []any{}, after: []any{}, isBefore: true, isAfter: true}
		named := sight{before: map[string]any{}, after: map[string]any{}, isBefore: true, isAfter: true}
		shows := false
		for i, part := range g.parts {
			e := part.place()
			if part.act != same || l.all {
				e, shows = part.shown(l), true
			}
			if g.labels != nil {
				named.put(g.labels[i], e)
			} else {
				list.add(e)
			}
		}
		if g.labels != nil {
			list = named
		}
		if shows {
			out.put(g.name, list)
		}
	}
}

// place stands for an element that is not shown, so that the others keep their
// places: an empty mapping where it is one, or null.
func (d *difference) place() sight {
	switch d.form {
	case objectForm, mapForm, bodyForm:
		return both(map[string]any{}, d.act)
	}
	return both(nil, d.act)
}

// shownElements keeps the places of elements.
func (d *difference) shownElements(out *sight, l look) {
	out.before, out.after = []any{}, []any{}
	context := d.form == listForm && !d.nested
	whole := l.within()
	whole.all = true
	for i, part := range d.parts {
		near := context && (i > 0 && d.parts[i-1].act != same || i+1 < len(d.parts) && d.parts[i+1].act != same)
		switch {
		case part.act == same && near:
			out.add(part.shown(whole))
		case part.act == same && !l.all:
			out.add(part.place())
		default:
			out.add(part.shown(l.within()))
		}
	}
}

// jsonOf is a text that holds JSON. Where nothing of it is shown it is null.
func jsonOf(v any) any {
	if v == nil {
		return nil
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(plainJSON(v)) != nil {
		return nil
	}
	return strings.TrimSpace(b.String())
}
