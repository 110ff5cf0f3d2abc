package merge

import (
	"reflect"
	"slices"

	"github.com/cfdr/cfdr/internal/edit"
	"github.com/cfdr/cfdr/schema"
)

// list brings a list of mappings up to date, element by element, so that what
// people say of one stays.
func (m *merging) list(o *schema.Object, at []any, f *schema.Field, olds, news []any, set func(v any)) {
	key := keyOf(f)
	if key == "" {
		if !reflect.DeepEqual(stripped(f, olds), news) {
			set(written(f, news))
			m.changed(o, at, f, olds, news)
		}
		return
	}
	taken := make([]bool, len(news))
	partner := make([]int, len(olds))
	match := func(same func(a, b map[string]any) bool) {
		for i, e := range olds {
			a, _ := e.(map[string]any)
			for j, n := range news {
				b, _ := n.(map[string]any)
				if partner[i] < 0 && !taken[j] && same(a, b) {
					partner[i], taken[j] = j, true
				}
			}
		}
	}
	for i := range partner {
		partner[i] = -1
	}
	match(func(a, b map[string]any) bool { return a[key] != nil && a[key] == b[key] })
	// What is only half known is what else of it says the same.
	match(func(a, b map[string]any) bool {
		if a[key] != nil || a[f.Tag] != b[f.Tag] {
			return false
		}
		for k, v := range a {
			sub := fieldOf(f, a, k)
			if sub != nil && sub.Ref != nil {
				v = m.nameNow(o, sub.Ref.Kind, v)
			}
			if !reflect.DeepEqual(v, b[k]) && (sub == nil || !sub.Local) {
				return false
			}
		}
		return true
	})
	for i, e := range olds {
		a, _ := e.(map[string]any)
		if partner[i] < 0 {
			m.edit(edit.Edit{Path: join(at, i), Op: edit.Remove})
			m.changed(o, join(at, i), f, a, nil)
			continue
		}
		b, _ := news[partner[i]].(map[string]any)
		fields := f.Fields
		for j := range f.Variants {
			if f.Variants[j].Name == a[f.Tag] {
				fields = f.Variants[j].Fields
			}
		}
		if f.Variants != nil && a[f.Tag] != b[f.Tag] {
			m.edit(edit.Edit{Path: join(at, i), Op: edit.Set, Value: element(f, b)})
			m.changed(o, join(at, i), f, a, b)
			continue
		}
		if f.Short != "" && len(a) == 1 && a[f.Short] != nil && !reflect.DeepEqual(a, b) {
			// It may stand there as a scalar, to which nothing can be added.
			m.edit(edit.Edit{Path: join(at, i), Op: edit.Set, Value: element(f, b)})
			m.changed(o, join(at, i), f, a, b)
			continue
		}
		m.fields(o, join(at, i), fields, a, b)
	}
	for j, n := range news {
		if !taken[j] {
			m.edit(edit.Edit{Path: at, Op: edit.Append, Value: element(f, n)})
			m.changed(o, at, f, nil, n)
		}
	}
}

// fieldOf is a field of an element, nil where the table has none.
func fieldOf(f *schema.Field, element map[string]any, name string) *schema.Field {
	fields := f.Fields
	for j := range f.Variants {
		if f.Variants[j].Name == element[f.Tag] {
			fields = f.Variants[j].Fields
		}
	}
	for i := range fields {
		if fields[i].Name == name {
			return &fields[i]
		}
	}
	return nil
}

// nameNow is what the account calls something that the file names.
func (m *merging) nameNow(from *schema.Object, kind string, name any) any {
	if old := find(from.Account(), kind, name); old != nil && m.pairs[old] != nil {
		return m.pairs[old].Name
	}
	return name
}

// keyOf names what tells the elements of a list apart, empty where only their
// order does.
func keyOf(f *schema.Field) string {
	switch {
	case f.Needs != "":
		return f.Needs
	case f.Short != "":
		return f.Short
	case f.Files:
		return "name"
	}
	for i := range f.Fields {
		if f.Fields[i].Local {
			return f.Fields[0].Name // people say something of the elements
		}
	}
	return ""
}

// stripped is a list without what only people say of its elements.
func stripped(f *schema.Field, list []any) []any {
	out := make([]any, len(list))
	for i, e := range list {
		out[i] = e
		if m, is := e.(map[string]any); is {
			kept := map[string]any{}
			for k, v := range m {
				local := slices.ContainsFunc(f.Fields, func(s schema.Field) bool { return s.Name == k && s.Local })
				if !local {
					kept[k] = v
				}
			}
			out[i] = kept
		}
	}
	return out
}
