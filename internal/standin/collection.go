package standin

import (
	"slices"
	"strings"
)

// A collection is a list of objects the API keeps under one path, and how it keeps them. Nearly all products are lists of objects that are listed, got,
// created, replaced, patched and deleted alike; what is particular is in the hooks.
type collection struct {
	// path is the template of the list's path, e.g. "/accounts/{account}/d1/database".
	path string
	// single is set for a path that holds one object and no list; only path and fill matter then.
	single bool
	// id is the field that holds the id, item the path parameter that names one object (default "id").
	id   string
	item string
	// form is what new ids look like; byName means the client chooses them.
	form idForm
	// key are the fields whose values make an object what it is, whatever its id. No two objects may share them if taken is set.
	key []string
	// keyFunc replaces key where fields are not enough.
	keyFunc func(o object) string
	// near groups objects that a check must compare, e.g. the records of one name.
	near func(o object) string
	// shelfFor appends to the path of the shelf for objects that live apart, e.g. the buckets of a jurisdiction.
	shelfFor func(o object) string

	paging paging
	// wrap is the field the list stands under when "result" is an object, e.g. "buckets".
	wrap string

	// missing and taken are the refusals for an unknown id and for a key that exists.
	missing *refusal
	taken   *refusal
	// readonly are fields a client cannot set; they survive a replacement.
	readonly []string
	// volatile are fields to leave out of DumpComparable.
	volatile []string
	// overlay lets a seed change the fields it has of the object that is there, instead of replacing it.
	overlay bool
	// unordered are list fields whose order DumpComparable forgets.
	unordered []string
	// deep lets a patch merge objects within the object.
	deep bool

	// accept checks a new (old is nil) or changed object and brings it into the form it is kept in.
	accept func(c *call, o, old object) error
	// fill sets what the API sets by itself; it must only add.
	fill func(s *Server, params map[string]string, o object)
	// stored follows every storing, seeds included.
	stored func(s *Server, params map[string]string, o object)
	// show makes the form that is read from a copy of the form that is kept.
	show func(c *call, o object) object
	// fresh adds to a copy of a new object what is told only once.
	fresh func(c *call, o object)
	// keep says whether the query's filters let an object through.
	keep func(c *call, o object) bool
	// remove checks a deletion and takes away what hangs on the object.
	remove func(c *call, o object) error
	// gone is the result of a deletion; nil gives {id}.
	gone func(o object) any
}

// keyOf returns what makes an object what it is.
func (k *collection) keyOf(o object) string {
	if k.keyFunc != nil {
		return k.keyFunc(o)
	}
	parts := make([]string, 0, len(k.key))
	for _, f := range k.key {
		parts = append(parts, text(o, f))
	}
	return strings.Join(parts, " ")
}

// shelfPath returns the path of the shelf an object belongs on.
func (k *collection) shelfPath(params map[string]string, o object) string {
	path := expand(k.path, func(p string) string { return params[p] })
	if k.shelfFor != nil {
		path += k.shelfFor(o)
	}
	return path
}

// params returns the parameters of the call that the path has.
func (k *collection) params(c *call) map[string]string {
	out := map[string]string{}
	for _, g := range strings.Split(k.path, "/") {
		if strings.HasPrefix(g, "{") {
			name := strings.Trim(g, "{}")
			out[name] = c.param(name)
		}
	}
	return out
}

func (k *collection) itemParam() string {
	if k.item != "" {
		return k.item
	}
	return "id"
}

// routes returns the usual routes of a collection. verbs are letters: (l)ist, (g)et, (c)reate by POST, (r)eplace by PUT, (p)atch by PATCH, (d)elete.
func (k *collection) routes(verbs string) []route { return k.routesAt(k.path, verbs) }

// routesAt is routes under another path with the same parameters, for an API that has two.
func (k *collection) routesAt(path, verbs string) []route {
	one := path + "/{" + k.itemParam() + "}"
	all := map[rune]route{
		'l': {"GET " + path, k.list},
		'g': {"GET " + one, k.get},
		'c': {"POST " + path, k.create},
		'r': {"PUT " + one, k.replace},
		'p': {"PATCH " + one, k.patch},
		'd': {"DELETE " + one, k.delete},
	}
	var out []route
	for _, v := range verbs {
		out = append(out, all[v])
	}
	return out
}

// shelfOf returns the shelf that a call means; o is what it carries, if anything.
func (k *collection) shelfOf(c *call, o object) *shelf {
	return c.s.shelf(k, k.shelfPath(k.params(c), o))
}

// find returns the object that a call names.
func (k *collection) find(c *call) (object, *shelf, error) {
	sh := k.shelfOf(c, nil)
	if o, ok := sh.items[c.param(k.itemParam())]; ok {
		return o, sh, nil
	}
	if k.missing != nil {
		return nil, nil, k.missing
	}
	return nil, nil, unroutable(c)
}

// shown renders one object for reading.
func (k *collection) shown(c *call, o object) object {
	o = clone(o)
	if k.show != nil {
		return k.show(c, o)
	}
	return o
}

func (k *collection) list(c *call) (any, error) {
	items := k.shelfOf(c, nil).all()
	if k.keep != nil {
		items = slices.DeleteFunc(items, func(o object) bool { return !k.keep(c, o) })
	}
	l, err := k.paging.page(c, items)
	if err != nil {
		return nil, err
	}
	page := make([]object, len(l.items))
	for i, o := range l.items {
		page[i] = k.shown(c, o)
	}
	l.items, l.wrap = page, k.wrap
	return l, nil
}

func (k *collection) get(c *call) (any, error) {
	o, _, err := k.find(c)
	if err != nil {
		return nil, err
	}
	return k.shown(c, o), nil
}

func (k *collection) create(c *call) (any, error) {
	o, err := c.body()
	if err != nil {
		return nil, err
	}
	return k.add(c, o)
}

// add creates an object from what a client sent.
func (k *collection) add(c *call, o object) (any, error) {
	for _, f := range k.readonly {
		delete(o, f)
	}
	if k.form != byName {
		delete(o, k.id)
	}
	if err := k.check(c, o, nil); err != nil {
		return nil, err
	}
	c.s.store(k, k.params(c), o)
	out := k.shown(c, o)
	if k.fresh != nil {
		k.fresh(c, out)
	}
	return out, nil
}

// check runs the collection's rules on a new or changed object.
func (k *collection) check(c *call, o, old object) error {
	if k.accept != nil {
		if err := k.accept(c, o, old); err != nil {
			return err
		}
	}
	if k.taken == nil {
		return nil
	}
	if id, ok := k.shelfOf(c, o).keys[k.keyOf(o)]; ok && (old == nil || id != text(old, k.id)) {
		return k.taken
	}
	return nil
}

func (k *collection) replace(c *call) (any, error) { return k.change(c, false) }

func (k *collection) patch(c *call) (any, error) { return k.change(c, true) }

// change replaces or patches the object that a call names.
func (k *collection) change(c *call, partly bool) (any, error) {
	old, _, err := k.find(c)
	if err != nil {
		return nil, err
	}
	in, err := c.body()
	if err != nil {
		return nil, err
	}
	for _, f := range append([]string{k.id}, k.readonly...) {
		delete(in, f)
	}
	o := object{}
	if partly {
		o = clone(old)
	}
	merge(o, in, k.deep)
	for _, f := range append([]string{k.id, "created_on", "created_at"}, k.readonly...) {
		if v, ok := old[f]; ok {
			o[f] = v
		}
	}
	if err := k.check(c, o, old); err != nil {
		return nil, err
	}
	c.s.store(k, k.params(c), o)
	return k.shown(c, o), nil
}

func (k *collection) delete(c *call) (any, error) {
	o, sh, err := k.find(c)
	if err != nil {
		return nil, err
	}
	if k.remove != nil {
		if err := k.remove(c, o); err != nil {
			return nil, err
		}
	}
	id := text(o, k.id)
	sh.remove(id)
	if k.gone != nil {
		return k.gone(o), nil
	}
	return object{"id": id}, nil
}

// nothing is the result of deletions that tell nothing.
func nothing(object) any { return nil }

// merge copies the fields of in over o; deep merges objects field by field.
func merge(o, in object, deep bool) {
	for f, v := range in {
		if sub, ok := v.(object); ok && deep {
			if old, ok := o[f].(object); ok {
				merge(old, sub, true)
				continue
			}
		}
		o[f] = v
	}
}

// merged is a copy of o with the fields of more.
func merged(o, more object) object {
	o = clone(o)
	merge(o, more, false)
	return o
}

// text returns a string field, empty if it is missing or no string.
func text(o object, field string) string {
	v, _ := o[field].(string)
	return v
}

// sub returns an object field, nil if it is missing or no object.
func sub(o object, field string) object {
	v, _ := o[field].(object)
	return v
}

// list returns a list field, nil if it is missing or no list.
func list(o object, field string) []any {
	v, _ := o[field].([]any)
	return v
}

// number returns a number field, and whether it is there.
func number(o object, field string) (float64, bool) {
	v, ok := o[field].(float64)
	return v, ok
}

// defaults sets each field that is missing; given alternate names and values.
func defaults(o object, pairs ...any) {
	for i := 0; i+1 < len(pairs); i += 2 {
		f := pairs[i].(string)
		if _, ok := o[f]; !ok {
			o[f] = pairs[i+1]
		}
	}
}

// singleRoutes returns routes for a path with one object: "GET", and the methods that set it. PATCH and PUT merge into what is there and POST
// replaces it, but all of them fill in the defaults.
func (k *collection) singleRoutes(methods ...string) []route {
	current := func(c *call) object {
		if o, ok := c.s.singles[c.path(k.path)]; ok {
			return clone(o)
		}
		o := object{}
		if k.fill != nil {
			k.fill(c.s, k.params(c), o)
		}
		return o
	}
	set := func(c *call) (any, error) {
		in, err := c.body()
		if err != nil {
			return nil, err
		}
		o := current(c)
		merge(o, in, c.r.Method == "PATCH")
		if k.accept != nil {
			if err := k.accept(c, o, nil); err != nil {
				return nil, err
			}
		}
		if k.fill != nil {
			k.fill(c.s, k.params(c), o)
		}
		c.s.singles[c.path(k.path)] = o
		return k.shown(c, o), nil
	}
	var out []route
	for _, m := range methods {
		h := set
		if m == "GET" {
			h = func(c *call) (any, error) {
				if _, ok := c.s.singles[c.path(k.path)]; !ok && k.missing != nil {
					return nil, k.missing
				}
				return k.shown(c, current(c)), nil
			}
		}
		out = append(out, route{m + " " + k.path, h})
	}
	return out
}
