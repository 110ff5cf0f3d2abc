package plan

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/cfdr/cfdr/internal/provider"
)

// An act is what happens to a value.
type act int

const (
	same act = iota
	added
	changed
	dropped
)

// with is the act of a value of which a part has another act.
func (a act) with(part act) act {
	if part == same || part == a {
		return a
	}
	return changed
}

// A form is how a difference is written.
type form int

const (
	// A scalar is a bool, a number or null.
	scalarForm form = iota
	// A plain string stands in quotes.
	plainForm
	// Lines are a string of several lines, as a heredoc.
	linesForm
	// JSON is a string that holds JSON, as jsonencode.
	jsonForm
	objectForm
	mapForm
	listForm
	setForm
	// A body is what stands between the braces of a block.
	bodyForm
	// Retyped is a value that has another type than before.
	retypedForm
	unknownForm
	secretForm
	secretBodyForm
)

// A difference is a value of before and after, compared. Its text depends on
// nothing else.
type difference struct {
	form form
	act  act
	// nested marks objects, lists, sets and maps that the schema describes
	// attribute by attribute. Terraform writes them a little differently.
	nested bool
	// replaces: the change of it is why the resource is replaced.
	replaces bool
	// before and after are those of scalars and plain strings.
	before, after any
	// lines are those of a heredoc.
	lines []textLine
	// parts are elements or attributes, and keys the names of the latter. The
	// parts of what is retyped are what it was and what it will be; the first
	// of what is unknown or JSON is what it was, or what is in it.
	parts []*difference
	keys  []string
	// blocks are those of a body.
	blocks []blocks
}

// blocks are the nested blocks of one name.
type blocks struct {
	name string
	// labels are the keys of blocks that have one.
	labels []string
	parts  []*difference
	// unknown: how many there will be is not known.
	unknown bool
	// replaces: the change of any of them is why the resource is replaced.
	replaces bool
}

// A side is a value before or after. It is told if it is an element that is
// there, though it may be null; a missing one is not.
type side struct {
	value any
	told  bool
}

func (s side) missing() bool { return s.value == nil && !s.told }

// A scope is what a comparison needs of its surroundings.
type scope struct {
	replaces map[string]bool
	keys     map[string]string
	path     string
	// legacy: the resource is of the old SDK, which does not tell an empty
	// string from none. Terraform then takes both for null.
	legacy bool
	// depth is how far within values the scope is.
	depth int
}

// tooDeep is how far within a value its parts are drawn one by one. The text
// of nested brackets grows with the square of their number.
const tooDeep = 100

func (s scope) in(name string) scope {
	if s.path != "" {
		name = s.path + "." + name
	}
	s.path = name
	s.depth++
	return s
}

// element is the scope of an element of a list or a set. On the way there
// Terraform forgets that the resource is not of the old SDK.
func (s scope) element() scope {
	s.legacy = true
	s.depth++
	return s
}

// entry is the scope of an element of a map.
func (s scope) entry() scope {
	s.depth++
	return s
}

// mark says that a change forces a replacement, if it is so. One between an
// empty string and none does too, though it is no change for Terraform.
func (s scope) mark(d *difference, b, a side) *difference {
	d.replaces = s.replaces[s.path] && (d.act != same || !equal(b.value, a.value))
	return d
}

// difference compares both sides of the resource.
func (d *drawing) difference() *difference {
	var b, a side
	if d.Before != nil {
		b.value = settled(d.Before)
	}
	if d.After != nil {
		a.value = settled(d.After)
	}
	if d.Symbol == "." {
		// What is forgotten stays as it is.
		a = b
	}
	shape := d.Shape
	if shape == nil {
		shape = &provider.Shape{Sort: "object"}
	}
	s := scope{replaces: d.Replaces, keys: d.Keys, legacy: d.Shape != nil}
	return s.body(shape, b, a)
}

// actOf is the act of a value as a whole.
func actOf(b, a side) act {
	switch {
	case b.missing() && a.missing():
		return same
	case b.missing():
		return added
	case a.missing():
		return dropped
	case b.told == a.told && equal(b.value, a.value):
		return same
	}
	return changed
}

// outset is the act of what has parts, before they are looked at.
func outset(b, a side) act {
	switch {
	case b.value == nil && a.value != nil:
		return added
	case b.value != nil && a.value == nil:
		return dropped
	}
	return same
}

// body compares a resource or a nested block.
func (s scope) body(shape *provider.Shape, b, a side) *difference {
	if isSecret(b) || isSecret(a) {
		return &difference{form: secretBodyForm, act: actOf(b, a)}
	}
	if isUnknown(a) {
		return s.unknown(shape, b, scope.body)
	}
	s.legacy = s.legacy && !modern(shape)
	d := &difference{form: bodyForm, act: outset(b, a)}
	was, will := asMap(b), asMap(a)
	for _, name := range names(shape, was, will) {
		field, in := shape.Fields[name], s.in(name)
		b, a := side{value: was[name]}, side{value: will[name]}
		if field != nil && field.Block {
			if group, act, ok := in.group(name, field, b, a); ok {
				if act == same && b.value == nil && a.value == nil && !group.unknown {
					continue
				}
				d.blocks = append(d.blocks, group)
				d.act = d.act.with(act)
				continue
			}
		}
		part := in.mark(in.attribute(field, b, a), b, a)
		if part.act == same && b.value == nil && a.value == nil {
			continue
		}
		d.keys, d.parts = append(d.keys, name), append(d.parts, part)
		d.act = d.act.with(part.act)
	}
	return d
}

// group compares the nested blocks of one name. It is not ok if the values are
// none of blocks.
func (s scope) group(name string, shape *provider.Shape, b, a side) (blocks, act, bool) {
	g := blocks{name: name, replaces: s.replaces[s.path]}
	if isSecret(b) || isSecret(a) {
		d := &difference{form: secretBodyForm, act: actOf(b, a)}
		g.parts = []*difference{d}
		return g, d.act, true
	}
	if isUnknown(a) {
		g.unknown = true
		a.value = nil
	}
	elem := shape.Elem
	if elem == nil || shape.Sort == "object" {
		elem = shape
	}
	sum := outset(b, a)
	in := s.element()
	if shape.Sort == "map" {
		in = s.entry()
	}
	add := func(b, a side) {
		part := in.body(elem, b, a)
		g.parts = append(g.parts, part)
		sum = sum.with(part.act)
	}
	switch shape.Sort {
	case "list", "set":
		was, ok1 := asBlocks(b)
		will, ok2 := asBlocks(a)
		if !ok1 || !ok2 {
			return g, same, false
		}
		if shape.Sort == "set" {
			for _, p := range matched(was, will) {
				add(at(was, p.before), at(will, p.after))
			}
			break
		}
		for i := range max(len(was), len(will)) {
			add(at(was, i), at(will, i))
		}
	case "map":
		if !is[map[string]any](b) || !is[map[string]any](a) {
			return g, same, false
		}
		was, will := asMap(b), asMap(a)
		for _, k := range names(nil, was, will) {
			g.labels = append(g.labels, k)
			add(under(was, k), under(will, k))
		}
	default:
		if !is[map[string]any](b) || !is[map[string]any](a) {
			return g, same, false
		}
		part := s.body(elem, b, a)
		g.parts, sum = []*difference{part}, part.act
	}
	if g.unknown && sum == same {
		sum = changed
	}
	return g, sum, true
}

// attribute compares the values of an argument, or of an element of one.
func (s scope) attribute(shape *provider.Shape, b, a side) *difference {
	if s.legacy {
		b.value, a.value = unlessEmpty(b.value), unlessEmpty(a.value)
	}
	if shape != nil && shape.Sensitive && !isSecret(b) && !isSecret(a) {
		open := *shape
		open.Sensitive = false
		return &difference{form: secretForm, act: s.attribute(&open, b, a).act}
	}
	switch {
	case isSecret(b) || isSecret(a):
		return s.free(b, a)
	case isUnknown(a):
		return s.unknown(shape, b, scope.attribute)
	case shape == nil, !fits(shape, b), !fits(shape, a), s.depth > tooDeep:
		return s.free(b, a)
	}
	d := &difference{act: outset(b, a), nested: described(shape)}
	switch shape.Sort {
	case "object":
		d.form = objectForm
		was, will := asMap(b), asMap(a)
		for _, name := range names(shape, was, will) {
			in, b, a := s.in(name), side{value: was[name]}, side{value: will[name]}
			part := in.mark(in.attribute(shape.Fields[name], b, a), b, a)
			if part.act == same && b.value == nil && a.value == nil {
				continue
			}
			d.put(name, part)
		}
	case "map":
		d.form = mapForm
		was, will := asMap(b), asMap(a)
		for _, k := range names(nil, was, will) {
			d.put(k, s.entry().attribute(shape.Elem, under(was, k), under(will, k)))
		}
	case "list":
		d.form = listForm
		was, will := asList(b), asList(a)
		if key := s.keys[s.path]; key != "" {
			for _, p := range byKey(was, will, key) {
				d.add(s.element().attribute(shape.Elem, at(was, p.before), at(will, p.after)))
			}
			break
		}
		if d.nested {
			for i := range max(len(was), len(will)) {
				d.add(s.element().attribute(shape.Elem, at(was, i), at(will, i)))
			}
			break
		}
		n := numbering{}
		objects := shape.Elem != nil && shape.Elem.Sort == "object"
		for _, p := range align(n.values(was), n.values(will), func(int, int) bool { return objects }) {
			d.add(s.element().attribute(shape.Elem, at(was, p.before), at(will, p.after)))
		}
	case "set":
		d.form = setForm
		was, will := asList(b), asList(a)
		for _, p := range matched(was, will) {
			d.add(s.element().attribute(shape.Elem, at(was, p.before), at(will, p.after)))
		}
	case "dynamic":
		return s.free(b, a)
	case "string":
		return text(b, a)
	default:
		return primitive(b, a)
	}
	return d
}

func (d *difference) add(part *difference) {
	d.parts = append(d.parts, part)
	d.act = d.act.with(part.act)
}

func (d *difference) put(key string, part *difference) {
	d.keys = append(d.keys, key)
	d.add(part)
}

// free compares values of which nobody knows the type: those of a dynamic
// argument, and what is within JSON.
func (s scope) free(b, a side) *difference {
	switch {
	case isSecret(b) || isSecret(a):
		return &difference{form: secretForm, act: actOf(b, a)}
	case isUnknown(a):
		return s.unknown(nil, b, func(s scope, _ *provider.Shape, b, a side) *difference { return s.free(b, a) })
	case s.depth > tooDeep:
		// Whatever is that deep stands on one line.
		return primitive(flat(b), flat(a))
	}
	sort := sortOf(b)
	if b.missing() {
		sort = sortOf(a)
	} else if !a.missing() && sortOf(a) != sort {
		return &difference{form: retypedForm, act: changed, parts: []*difference{
			s.free(b, side{}), s.free(side{}, a),
		}}
	}
	d := &difference{act: outset(b, a)}
	switch sort {
	case "object":
		d.form = objectForm
		was, will := asMap(b), asMap(a)
		for _, k := range names(nil, was, will) {
			in, b, a := s.in(k), under(was, k), under(will, k)
			d.put(k, in.mark(in.free(b, a), b, a))
		}
	case "list":
		d.form = listForm
		was, will := asList(b), asList(a)
		n := numbering{}
		objects := func(i, j int) bool {
			return is[map[string]any](at(was, i)) && was[i] != nil && is[map[string]any](at(will, j)) && will[j] != nil
		}
		for _, p := range align(n.values(was), n.values(will), objects) {
			d.add(s.element().free(at(was, p.before), at(will, p.after)))
		}
	default:
		return primitive(b, a)
	}
	return d
}

// primitive compares what has no parts.
func primitive(b, a side) *difference {
	if sortOf(b) == "string" || sortOf(a) == "string" {
		return text(b, a)
	}
	return &difference{form: scalarForm, act: actOf(b, a), before: b.value, after: a.value}
}

// unknown is a value that becomes known by an apply. Of an object or a block
// whose attributes the schema lists, each of them does. What it was is
// compared with nothing, in which Terraform forgets that the resource is not
// of the old SDK: an empty string becomes null.
func (s scope) unknown(
	shape *provider.Shape, b side, compare func(s scope, shape *provider.Shape, b, a side) *difference,
) *difference {
	d := &difference{form: unknownForm, act: changed}
	if isUnknown(b) {
		// It was not known before either.
		d.act = same
		return d
	}
	if b.value == nil {
		if !b.told {
			d.act = added
		}
		return d
	}
	var a side
	if shape != nil && shape.Sort == "object" && (shape.Block || described(shape)) {
		fields := map[string]any{}
		for name, f := range shape.Fields {
			if !f.Block {
				fields[name] = unknown{}
			}
		}
		a.value = fields
	}
	s.legacy = true
	d.parts = []*difference{compare(s, shape, b, a)}
	return d
}

// described says whether the schema of a provider describes a value attribute
// by attribute. A type of Terraform's language has objects too, but they say
// of no attribute who sets it.
func described(shape *provider.Shape) bool {
	for shape != nil && shape.Sort != "object" {
		shape = shape.Elem
		if shape != nil && shape.Sort != "object" {
			// Only the elements themselves are meant, not those in them.
			return false
		}
	}
	if shape == nil {
		return false
	}
	for _, f := range shape.Fields {
		if f.Required || f.Optional || f.Computed {
			return true
		}
	}
	return false
}

// modern says whether a block has something that the old SDK cannot have.
func modern(shape *provider.Shape) bool {
	for _, f := range shape.Fields {
		switch {
		case f.Block:
			if f.Sort == "map" {
				return true
			}
		case f.Sort == "dynamic", f.Sort == "object", described(f):
			return true
		case f.Elem != nil && f.Elem.Elem != nil && f.Elem.Elem.Elem != nil,
			f.Elem != nil && f.Elem.Elem != nil && f.Elem.Elem.Sort == "object":
			return true
		}
	}
	return false
}

// fits says whether a value is what its shape says. What is not is still
// shown, by what it is.
func fits(shape *provider.Shape, s side) bool {
	if s.value == nil || isUnknown(s) {
		return true
	}
	switch shape.Sort {
	case "map":
		return sortOf(s) == "object"
	case "set":
		return sortOf(s) == "list"
	case "dynamic":
		return true
	}
	return sortOf(s) == shape.Sort
}

func sortOf(s side) string {
	switch s.value.(type) {
	case nil:
		return "null"
	case bool:
		return "bool"
	case json.Number:
		return "number"
	case string:
		return "string"
	case []any:
		return "list"
	case map[string]any:
		return "object"
	}
	return "unknown"
}

func is[T any](s side) bool {
	_, ok := s.value.(T)
	return ok || s.value == nil
}

func isUnknown(s side) bool {
	_, ok := s.value.(unknown)
	return ok
}

func isSecret(s side) bool {
	_, ok := s.value.(secret)
	return ok
}

func asMap(s side) map[string]any {
	m, _ := s.value.(map[string]any)
	return m
}

func asList(s side) []any {
	l, _ := s.value.([]any)
	return l
}

// asBlocks gives the blocks of a list. A single one may stand without a list.
func asBlocks(s side) ([]any, bool) {
	if m, ok := s.value.(map[string]any); ok {
		return []any{m}, true
	}
	return asList(s), is[[]any](s)
}

// at is an element of a list, if it has one at that place.
func at(list []any, i int) side {
	if i < 0 || i >= len(list) {
		return side{}
	}
	return side{list[i], true}
}

func under(m map[string]any, key string) side {
	v, ok := m[key]
	return side{v, ok}
}

// names are the keys of a shape and of both values, sorted.
func names(shape *provider.Shape, before, after map[string]any) []string {
	all := map[string]bool{}
	if shape != nil {
		for k := range shape.Fields {
			all[k] = true
		}
	}
	for k := range before {
		all[k] = true
	}
	for k := range after {
		all[k] = true
	}
	return slices.Sorted(maps.Keys(all))
}

func unlessEmpty(v any) any {
	if v == "" {
		return nil
	}
	return v
}
