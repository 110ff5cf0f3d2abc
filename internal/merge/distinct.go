package merge

import (
	"slices"

	"github.com/cfdr/cfdr/schema"
)

// distinct is the field that tells apart what has one name. The account knows
// nothing of it: the reader makes one up, and the file has another perhaps.
const distinct = "distinct"

// tellApart gives what the account told the words by which the file tells its
// objects apart, and the references the names that come of it.
func (m *merging) tellApart(is *schema.Object) {
	var first, last []*schema.Kind
	for _, k := range m.registry.Kinds() {
		switch {
		case k.Field(distinct) == nil:
		case slices.ContainsFunc(k.Key, func(name string) bool { return k.Field(name).Ref != nil }):
			last = append(last, k) // its name has the name of another
		default:
			first = append(first, k)
		}
	}
	kinds := slices.Concat(first, last)
	names := map[string]map[string]string{}
	// known is how many of the kinds have their names, seen how many had when an
	// object's references got theirs: none gets a name twice.
	known, seen := 0, map[*schema.Object]int{}
	refer := func(o *schema.Object) {
		from := seen[o]
		resolve(o.Kind.Fields, o.Fields, func(kind, name string) string {
			if i := slices.IndexFunc(kinds, func(k *schema.Kind) bool { return k.Name == kind }); i < from || i >= known {
				return ""
			}
			return names[kind][name]
		})
		seen[o] = known
	}
	for i, k := range kinds {
		var all []*schema.Object
		schema.Walk(is.Children, func(o *schema.Object) {
			if o.Kind == k {
				all = append(all, o)
				refer(o)
			}
		})
		names[k.Name] = m.renamedOf(all)
		known = i + 1
	}
	schema.Walk(is.Children, refer)
}

// renamedOf tells the objects of one kind apart, and gives the names that
// changed. What has a name in the file keeps it; the others get one that is free.
func (m *merging) renamedOf(all []*schema.Object) map[string]string {
	taken, done := map[string]bool{}, map[*schema.Object]bool{}
	was := map[*schema.Object]string{}
	try := func(o *schema.Object, word any) {
		before, said := o.Fields[distinct]
		delete(o.Fields, distinct)
		if s, _ := word.(string); s != "" {
			o.Fields[distinct] = s
		}
		schema.Normalise(o)
		if !taken[o.Name] {
			taken[o.Name], done[o] = true, true
			return
		}
		delete(o.Fields, distinct)
		if said {
			o.Fields[distinct] = before
		}
	}
	word := map[*schema.Object]any{}
	for _, o := range all {
		was[o], word[o] = o.Name, o.Fields[distinct]
	}
	// Those first whose name in the file stays.
	for _, o := range all {
		old := m.back[o]
		if old == nil {
			continue
		}
		o.Fields[distinct] = old.Fields[distinct]
		if old.Fields[distinct] == nil {
			delete(o.Fields, distinct)
		}
		if schema.Normalise(o); o.Name == old.Name {
			try(o, old.Fields[distinct])
		}
	}
	for _, o := range all {
		var words []any
		if old := m.back[o]; old != nil {
			words = append(words, old.Fields[distinct])
		}
		words = append(words, word[o], nil, o.ID[:min(8, len(o.ID))], o.ID)
		for i := 0; i < len(words) && !done[o]; i++ {
			try(o, words[i])
		}
	}
	out := map[string]string{}
	for _, o := range all {
		if o.Name != was[o] {
			out[was[o]] = o.Name
		}
	}
	return out
}
