package pull

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// distinctField is the field that tells two objects of one name apart, which
// the API does not need to.
const distinctField = "distinct"

// call gives everything that something refers to by id the name that
// references say. The name of one may have the name of another in it, so it is
// done twice; once more where names had to be told apart.
func (d *decoder) call() {
	referred := d.referredKinds()
	for round := range 3 {
		for _, k := range d.reader.registry.Kinds() {
			if !referred[k] {
				continue
			}
			for _, f := range d.reader.found[k] {
				d.names[identity{k.Name, f.id}] = d.nameOf(f)
			}
		}
		if round == 1 {
			for k := range referred {
				d.tellApart(k)
			}
		}
	}
}

// referredKinds are the kinds of which names must be known beforehand.
func (d *decoder) referredKinds() map[*schema.Kind]bool {
	out := map[*schema.Kind]bool{}
	var look func(fields []schema.Field)
	look = func(fields []schema.Field) {
		for i := range fields {
			f := &fields[i]
			if f.Ref != nil && f.Ref.By == "id" {
				out[d.reader.registry.Kind(f.Ref.Kind)] = true
			}
			look(f.Fields)
			for j := range f.Variants {
				look(f.Variants[j].Fields)
			}
		}
	}
	for _, k := range d.reader.registry.Kinds() {
		look(k.Fields)
		if k.Field(distinctField) != nil {
			out[k] = true
		}
	}
	return out
}

// nameOf is the name of an object by the fields of its key alone.
func (d *decoder) nameOf(f *found) string {
	quiet := *d
	quiet.unknown, quiet.dangling = map[string]int{}, map[identity]bool{}
	o := &schema.Object{Kind: f.kind, Fields: map[string]any{}}
	for _, key := range f.kind.Key {
		field := f.kind.Field(key)
		if scope, isObject := f.set[key].(*found); isObject {
			o.Fields[key] = d.called(scope)
			continue
		}
		for name, v := range quiet.fields([]schema.Field{*field}, f.raw, false) {
			o.Fields[name] = v
		}
	}
	if word := d.distinct[f]; word != "" {
		o.Fields[distinctField] = word
	}
	schema.Normalise(o)
	return o.Name
}

// called is what references call an object.
func (d *decoder) called(f *found) string {
	if name, ok := d.names[identity{f.kind.Name, f.id}]; ok {
		return name
	}
	return f.name
}

// tellApart gives a word to all but the oldest of those with one name: the
// beginning of the id, which no later object changes.
func (d *decoder) tellApart(k *schema.Kind) {
	if k.Field(distinctField) == nil {
		return
	}
	same := map[string][]*found{}
	for _, f := range d.reader.found[k] {
		name := d.names[identity{k.Name, f.id}]
		same[name] = append(same[name], f)
	}
	for _, list := range same {
		slices.SortFunc(list, func(a, b *found) int {
			return cmp.Or(strings.Compare(made(a.raw), made(b.raw)), strings.Compare(a.id, b.id))
		})
		for _, f := range list[1:] {
			d.distinct[f] = beginning(f.id, list)
		}
	}
}

// made is when an object was made, empty where the API does not tell.
func made(raw map[string]any) string {
	return cmp.Or(textOf(raw["created_at"]), textOf(raw["created_on"]))
}

// beginning is as much of an id as tells it from the others.
func beginning(id string, others []*found) string {
	for n := min(8, len(id)); n < len(id); n++ {
		if !slices.ContainsFunc(others, func(o *found) bool { return o.id != id && strings.HasPrefix(o.id, id[:n]) }) {
			return id[:n]
		}
	}
	return id
}

// referred is the name of an object that the API calls by its id. One that the
// account does not tell of keeps the id as its name.
func (d *decoder) referred(ref *schema.Ref, id string) any {
	if id == "" {
		return nil
	}
	if name, ok := d.names[identity{ref.Kind, id}]; ok {
		return name
	}
	d.dangling[identity{ref.Kind, id}] = true
	return id
}

// undefined declares what is referred to and not there, so that the inventory
// can be read.
func (d *decoder) undefined(res *Result) {
	notes := &schema.AccountNotes{}
	at := map[identity]int{}
	schema.Walk(res.Inventory.Accounts, func(o *schema.Object) {
		schema.EachRef(o, func(_ []any, f *schema.Field, name string) {
			if res.Inventory.Find(o, f.Ref.Kind, name) != nil {
				return
			}
			key := identity{f.Ref.Kind, name}
			i, known := at[key]
			if !known {
				i = len(notes.Undefined)
				at[key] = i
				notes.Undefined = append(notes.Undefined, schema.Undefined{Kind: key.kind, Name: key.id})
			}
			if used := &notes.Undefined[i]; !slices.Contains(used.UsedBy, userOf(o)) {
				used.UsedBy = append(used.UsedBy, userOf(o))
			}
		})
	})
	slices.SortFunc(notes.Undefined, func(a, b schema.Undefined) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.Name, b.Name))
	})
	for _, u := range notes.Undefined {
		if !d.dangling[identity{u.Kind, u.Name}] {
			continue // it is called by a name
		}
		res.Dangling = append(res.Dangling, Dangling{Kind: u.Kind, ID: u.Name, Unreadable: d.unread(u.Kind)})
	}
	if len(notes.Undefined) > 0 {
		res.Inventory.SetAccountNotes(res.Account, notes)
	}
}

// userOf is what a person calls what refers to something.
func userOf(o *schema.Object) string {
	if o.Name == "" && o.Parent != nil {
		return o.Parent.Name
	}
	return o.Name
}
