package plan

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/provider"
	"github.com/cfdr/cfdr/schema"
)

// Inventories says how a newer inventory differs from an older one, in the
// words of the inventory: types are kinds, arguments are fields. What people
// know, such as purposes and notes, is not compared; of the newer one it
// explains what went and what was corrected.
//
// An account that only one of them has differs in all its objects.
func Inventories(before, after *schema.Inventory) *Diff {
	d := &Diff{Older: before.Taken, Newer: after.Taken}
	several := len(before.Accounts) > 1 || len(after.Accounts) > 1
	shapes := map[*schema.Kind]*provider.Shape{}
	for _, k := range after.Registry().Kinds() {
		shapes[k] = fieldShape(k.Fields)
	}
	seen := map[*schema.Object]bool{}
	both := func(a, b *schema.Object) {
		p := &older{inventory: after, shapes: shapes, diff: d}
		if several {
			slug, _ := schema.Slug(accountOf(a, b).Name)
			p.prefix = slug + "."
		}
		p.accounts(a, b)
	}
	for _, b := range after.Accounts {
		a := sameAccount(before, b)
		if a != nil {
			seen[a] = true
		}
		both(a, b)
	}
	for _, a := range before.Accounts {
		if !seen[a] {
			both(a, nil)
		}
	}
	d.sort()
	return d
}

func accountOf(a, b *schema.Object) *schema.Object {
	if b != nil {
		return b
	}
	return a
}

func sameAccount(inv *schema.Inventory, account *schema.Object) *schema.Object {
	for _, a := range inv.Accounts {
		if a.ID != "" && a.ID == account.ID {
			return a
		}
	}
	for _, a := range inv.Accounts {
		if a.Name == account.Name && (a.ID == "" || account.ID == "") {
			return a
		}
	}
	return nil
}

// older compares the older description of one account with the newer one.
type older struct {
	inventory *schema.Inventory
	shapes    map[*schema.Kind]*provider.Shape
	diff      *Diff
	prefix    string
}

type identity struct{ kind, value string }

func (p *older) accounts(before, after *schema.Object) {
	notes := &schema.AccountNotes{}
	var had, has []*schema.Object
	if after != nil {
		notes = p.inventory.AccountNotes(after)
		schema.Walk(after.Children, func(o *schema.Object) { has = append(has, o) })
	}
	if before != nil {
		schema.Walk(before.Children, func(o *schema.Object) { had = append(had, o) })
	}
	pairs := pairObjects(had, has, notes)
	taken := map[*schema.Object]bool{}
	for _, o := range has {
		old := pairs[o]
		if old == nil {
			p.diff.Changes = append(p.diff.Changes, p.only(o, Import, NoOp))
			continue
		}
		taken[old] = true
		p.diff.Changes = append(p.diff.Changes, p.pair(old, o, notes))
	}
	for _, o := range had {
		if taken[o] {
			continue
		}
		c := p.only(o, Forget, Drop)
		c.Before, c.After = c.After, nil
		if t := tombstone(notes, o.Kind, o.Name, o.ID); t != nil {
			c.Tombstone = t
			c.Reasons = []string{buried(t)}
		} else if o.Parent != nil && o.Parent.Parent != nil && !taken[o.Parent] {
			c.Reasons = []string{"it belongs to " + o.Parent.String()}
		}
		p.diff.Changes = append(p.diff.Changes, c)
	}
}

// pairObjects finds what each object was: of the id that a correction says was
// wrong, else of the same id, else of the same name, else of the name or id that
// a correction tells.
func pairObjects(had, has []*schema.Object, notes *schema.AccountNotes) map[*schema.Object]*schema.Object {
	byID, byPath := map[identity]*schema.Object{}, map[identity]*schema.Object{}
	for _, o := range had {
		if o.ID != "" && o.Kind.ID.Pattern != nil {
			byID[identity{o.Kind.Name, o.ID}] = o
		}
		byPath[identity{o.Kind.Name, o.Path()}] = o
	}
	pairs := map[*schema.Object]*schema.Object{}
	taken := map[*schema.Object]bool{}
	try := func(find func(o *schema.Object) *schema.Object) {
		for _, o := range has {
			if pairs[o] != nil {
				continue
			}
			if old := find(o); old != nil && !taken[old] {
				pairs[o], taken[old] = old, true
			}
		}
	}
	// Where an id was wrong it was that of something else, so this comes first.
	try(func(o *schema.Object) *schema.Object {
		old := byPath[identity{o.Kind.Name, o.Path()}]
		for _, c := range notes.Corrections {
			if old != nil && wasID(c, old, o) {
				return old
			}
		}
		return nil
	})
	try(func(o *schema.Object) *schema.Object {
		if o.ID == "" || o.Kind.ID.Pattern == nil {
			return nil
		}
		return byID[identity{o.Kind.Name, o.ID}]
	})
	try(func(o *schema.Object) *schema.Object { return byPath[identity{o.Kind.Name, o.Path()}] })
	try(func(o *schema.Object) *schema.Object {
		for _, c := range notes.Corrections {
			var old *schema.Object
			switch {
			case c.Kind != o.Kind.Name:
			case c.Field == "id" && c.Is != "" && c.Is == o.ID:
				old = byID[identity{o.Kind.Name, c.Was}]
			case slices.Contains(o.Kind.Key, c.Field) && c.Is == o.Name:
				old = byPath[identity{o.Kind.Name, c.Was}]
			}
			if old != nil {
				return old
			}
		}
		return nil
	})
	// What lives in something that was renamed has another path with it.
	for range 3 {
		try(func(o *schema.Object) *schema.Object {
			if o.Parent == nil || pairs[o.Parent] == nil {
				return nil
			}
			for _, old := range pairs[o.Parent].Children {
				if old.Kind == o.Kind && old.Name == o.Name {
					return old
				}
			}
			return nil
		})
	}
	return pairs
}

// wasID says whether a correction is of the id that an object had.
func wasID(c schema.Correction, old, o *schema.Object) bool {
	return c.Kind == o.Kind.Name && c.Name == o.Name && c.Field == "id" &&
		c.Was != "" && c.Was == old.ID && c.Is == o.ID
}

// only is an object that one side has.
func (p *older) only(o *schema.Object, class Class, action Action) *Change {
	c := p.change(o)
	c.Class, c.Action = class, action
	c.After = values(o)
	if class == Import && o.Notes != nil && o.Notes.New != "" {
		c.Reasons = []string{"first seen on " + o.Notes.New}
	}
	return c
}

func (p *older) change(o *schema.Object) *Change {
	c := &Change{Kind: o.Kind.Name, Key: o.Key(), Name: o.String(), Address: p.prefix + o.Key(), Type: o.Kind.Name, Label: o.Label()}
	if o.Kind.ID.Pattern != nil {
		c.ID = o.ID
	}
	return c
}

func (p *older) pair(old, o *schema.Object, notes *schema.AccountNotes) *Change {
	c := p.change(o)
	c.Before = values(old)
	want := values(o)
	c.members = members(o)
	cmps := &comparison{members: c.members}
	c.After = compare(want, c.Before, p.shapes[o.Kind], cmps)
	c.Differ = cmps.differ
	if old.Key() != o.Key() {
		c.Previous = p.prefix + old.Key()
	}
	if old.ID != "" && o.ID != "" && old.ID != o.ID && o.Kind.ID.Pattern != nil {
		c.ID, c.NewID = old.ID, o.ID
		c.Reasons = append(c.Reasons, fmt.Sprintf("matched by name: the id was %s and is %s", old.ID, o.ID))
	}
	for _, k := range notes.Corrections {
		renamed := k.Kind == o.Kind.Name && k.Is == o.Name && k.Was == old.Name && old.Name != o.Name && slices.Contains(o.Kind.Key, k.Field)
		if renamed || wasID(k, old, o) {
			c.Reasons = append(c.Reasons, corrected(k))
		}
	}
	c.Class, c.Action = InStep, NoOp
	if c.Differ != nil {
		c.Class, c.Action = Changed, Update
	}
	return c
}

// corrected is what is remembered of a correction.
func corrected(k schema.Correction) string {
	text := "corrected"
	if k.Date != "" {
		text += " on " + k.Date
	}
	if len(k.Notes) > 0 {
		text += ": " + strings.Join(k.Notes, " ")
	}
	return text
}

// values are the fields of an object with their defaults, and its id.
func values(o *schema.Object) map[string]any {
	out := withDefaults(o.Kind.Fields, o.Fields)
	if o.ID != "" && o.Kind.ID.Pattern != nil {
		out["id"] = o.ID
	}
	for i := range o.Kind.Fields {
		f := &o.Kind.Fields[i]
		list, _ := out[f.Name].([]any)
		if !f.Files || list == nil {
			continue
		}
		files := make([]any, len(list))
		for j, e := range list {
			files[j] = e
			m, _ := e.(map[string]any)
			name, _ := m["name"].(string)
			if body, there := o.Files[name]; there {
				files[j] = map[string]any{"name": name, "type": m["type"], "text": string(body)}
			}
		}
		out[f.Name] = files
	}
	return out
}

func withDefaults(fields []schema.Field, have map[string]any) map[string]any {
	out := make(map[string]any, len(have))
	for i := range fields {
		f := &fields[i]
		v, said := have[f.Name]
		if !said {
			v = f.Default
		}
		if v == nil {
			continue
		}
		switch w := v.(type) {
		case map[string]any:
			if f.Fields != nil && f.Many == schema.One {
				v = withDefaults(f.Fields, w)
			}
		case []any:
			v = facts(f, w)
		}
		out[f.Name] = v
	}
	return out
}

// facts are the elements of a list without what people say of each.
func facts(f *schema.Field, list []any) []any {
	out := list
	for i, e := range list {
		m, is := e.(map[string]any)
		if !is || m["purpose"] == nil && m["notes"] == nil || !fieldOf(f.Fields, "notes") && !fieldOf(f.Fields, "purpose") {
			continue
		}
		if sameList(out, list) {
			out = slices.Clone(list)
		}
		kept := maps.Clone(m)
		delete(kept, "purpose")
		delete(kept, "notes")
		out[i] = kept
	}
	return out
}

func sameList(a, b []any) bool { return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0]) }

// fieldShape says of the fields of a kind what a provider's schema says of
// arguments.
func fieldShape(fields []schema.Field) *provider.Shape {
	out := &provider.Shape{Sort: "object", Fields: map[string]*provider.Shape{"id": {Sort: "string", Optional: true}}}
	for i := range fields {
		f := &fields[i]
		s := &provider.Shape{Sort: "dynamic"}
		if f.Fields != nil {
			s = fieldShape(f.Fields)
			delete(s.Fields, "id")
			if f.Fields != nil && fieldOf(f.Fields, "id") {
				s.Fields["id"] = &provider.Shape{Sort: "string", Optional: true}
			}
		}
		switch f.Many {
		case schema.ListOf:
			s = &provider.Shape{Sort: "list", Elem: s}
		case schema.SetOf:
			s = &provider.Shape{Sort: "set", Elem: s}
		case schema.MapOf:
			s = &provider.Shape{Sort: "map", Elem: s}
		}
		s.Optional, s.Sensitive = true, f.Secret
		out.Fields[f.Name] = s
	}
	return out
}

func fieldOf(fields []schema.Field, name string) bool {
	return slices.ContainsFunc(fields, func(f schema.Field) bool { return f.Name == name })
}

// members are the lists of an object whose elements have names.
func members(o *schema.Object) map[string]generator.Members {
	var out map[string]generator.Members
	for i := range o.Kind.Fields {
		f := &o.Kind.Fields[i]
		key := f.Needs
		if f.Files {
			key = "name"
		}
		if key == "" {
			continue
		}
		if out == nil {
			out = map[string]generator.Members{}
		}
		out[f.Name] = generator.Members{Key: key}
	}
	return out
}
