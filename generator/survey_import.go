package generator

import (
	"slices"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// unresolved finds the references of an item to an id that the inventory does
// not have. What is live refers to something all the same, so the argument must
// not be compared; and what is described nowhere cannot be referred to again.
func (s *Survey) unresolved(it *Item) {
	res := it.Kind.On(s.Target)
	var undefined []string
	look := func(path string, r schema.Reference) {
		if r.To == nil {
			undefined = append(undefined, humane(r.Kind)+" "+r.Name)
		}
		target := s.byObject[r.To]
		resolved := r.To == s.Account || target != nil && target.Address != "" || r.To != nil && r.To.ID != "" && !r.To.Unverified("id")
		if r.By == "id" && !resolved && res.Frozen == nil {
			it.keep(path, "Where it refers to something whose id the inventory does not have, what is there must stay.")
		}
	}
	for _, g := range res.Given {
		if g.From == "account" {
			continue
		}
		path, _, _ := strings.Cut(g.Name, ".")
		if f := it.Kind.Field(g.From); f != nil && f.Ref != nil {
			name := it.Text(g.From)
			if it.Unverified(g.From) && res.Frozen == nil {
				it.keep(path, "Where the inventory has it only from a document, it must not change what is there.")
			}
			look(path, schema.Reference{To: s.Inventory.Find(it.Object, f.Ref.Kind, name), Name: name, Kind: f.Ref.Kind, By: g.By})
		} else if up := it.Up(g.From); up != nil {
			look(path, schema.Reference{To: up, Name: up.Name, Kind: up.Kind.Name, By: g.By})
		}
	}
	schema.EachRef(it.Object, func(at []any, f *schema.Field, name string) {
		if path, written := s.pathOf(it, at); written {
			look(path, schema.Reference{To: s.Inventory.Find(it.Object, f.Ref.Kind, name), Name: name, Kind: f.Ref.Kind, By: f.Ref.By})
		}
	})
	if undefined != nil {
		slices.Sort(undefined)
		s.lose(it, "undefined-reference", slices.Compact(undefined), schema.Lossy, schema.Reason{
			Text:   "It refers to something that is used and described nowhere; a rebuild has nothing to refer to.",
			Source: "the inventory",
		}, &schema.Way{Hand: "Find out what it is and describe it in the inventory; then generate again."})
	}
}

// pathOf is the path that ignore_changes takes for the argument which a field
// ends in, and whether the target has it at all. It goes into mappings of known
// keys and not into lists.
func (s *Survey) pathOf(it *Item, at []any) (path string, written bool) {
	fields, values := it.Kind.Fields, it.Fields
	for i, step := range at {
		name, ok := step.(string)
		f := fieldNamed(fields, name)
		if !ok || f == nil {
			break
		}
		form := f.On(s.Target)
		if f.Local || form.Lack != nil {
			return "", false
		}
		if i+1 < len(at) && i == 0 {
			if index, isIndex := at[1].(int); isIndex && f.Variants != nil && !s.written(it, name, index) {
				return "", false
			}
		}
		if path != "" {
			path += "."
		}
		path += argument(f, s.Target)
		inner, isMap := values[name].(map[string]any)
		if !isMap || f.Many != schema.One || form.Encode != nil {
			break
		}
		if form.Block && i+1 < len(at) {
			path += "[0]"
		}
		fields, values = f.Fields, inner
	}
	return path, true
}

// unidentified lists the holes of the import id that the inventory cannot
// fill with something confirmed.
func (s *Survey) unidentified(o *schema.Object) []string {
	var missing []string
	for _, hole := range holes(importID(o, s.Target)) {
		if hole == "account_id" {
			continue
		}
		at, field := s.locate(o, hole)
		switch {
		case at == nil:
			missing = append(missing, s.absentText(o, hole))
		case field == "id" && at.ID == "":
			missing = append(missing, idText(o, at))
		case field != "id" && valueText(at, field) == "":
			missing = append(missing, hole)
		case at.Unverified(field):
			missing = append(missing, "a confirmed "+humane(strings.ReplaceAll(hole, ".", "'s ")))
		}
	}
	return missing
}

// importID is the template of an object's import id.
func importID(o *schema.Object, t schema.Target) string {
	res := o.Kind.On(t)
	if res.ImportIDFor != nil {
		if id := res.ImportIDFor(o); id != "" {
			return id
		}
	}
	return res.ImportID
}

// holes lists the names in braces of a template.
func holes(template string) []string {
	var out []string
	for {
		_, rest, ok := strings.Cut(template, "{")
		if !ok {
			return out
		}
		hole, after, _ := strings.Cut(rest, "}")
		out = append(out, hole)
		template = after
	}
}

// locate finds the object and field that a hole speaks of: "id", "name",
// "zone.id" (what holds the object, or what its field zone refers to).
func (s *Survey) locate(o *schema.Object, hole string) (at *schema.Object, field string) {
	owner, field, dotted := strings.Cut(hole, ".")
	if !dotted {
		return o, hole
	}
	if f := o.Kind.Field(owner); f != nil && f.Ref != nil {
		return s.Inventory.Find(o, f.Ref.Kind, o.Text(owner)), field
	}
	return o.Up(owner), field
}
