package merge

import (
	"maps"
	"slices"
	"time"

	"github.com/cfdr/cfdr/internal/edit"
	"github.com/cfdr/cfdr/schema"
)

// mapping writes the values of fields in the order of the table.
func mapping(fields []schema.Field, values map[string]any) edit.Map {
	var out edit.Map
	for i := range fields {
		if v, said := values[fields[i].Name]; said {
			out = append(out, edit.Pair{Key: fields[i].Name, Value: written(&fields[i], v)})
		}
	}
	return out
}

// written is the value of a field as the file has it.
func written(f *schema.Field, v any) any {
	switch w := v.(type) {
	case []any:
		out := make([]any, len(w))
		for i := range w {
			out[i] = element(f, w[i])
		}
		return out
	case map[string]any:
		if f.Many == schema.MapOf {
			var out edit.Map
			for _, k := range slices.Sorted(maps.Keys(w)) {
				out = append(out, edit.Pair{Key: k, Value: element(f, w[k])})
			}
			return out
		}
	}
	return element(f, v)
}

// element is one value: a mapping with its tag first, or the scalar that a
// mapping of one key is short for.
func element(f *schema.Field, v any) any {
	m, isMap := v.(map[string]any)
	if !isMap {
		if list, isList := v.([]any); isList {
			out := make([]any, len(list))
			for i := range list {
				out[i] = free(list[i])
			}
			return out
		}
		return plain(v)
	}
	if f.Short != "" && len(m) == 1 && m[f.Short] != nil {
		return plain(m[f.Short])
	}
	fields := f.Fields
	var out edit.Map
	for i := range f.Variants {
		if f.Variants[i].Name == m[f.Tag] {
			out = append(out, edit.Pair{Key: f.Tag, Value: m[f.Tag]})
			fields = f.Variants[i].Fields
		}
	}
	if fields == nil && out == nil {
		return free(m)
	}
	return append(out, mapping(fields, m)...)
}

// free is a value whose keys no table knows.
func free(v any) any {
	switch v := v.(type) {
	case map[string]any:
		var out edit.Map
		for _, k := range slices.Sorted(maps.Keys(v)) {
			out = append(out, edit.Pair{Key: k, Value: free(v[k])})
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = free(v[i])
		}
		return out
	}
	return plain(v)
}

// plain writes a day without quotes, as people do.
func plain(v any) any {
	if s, is := v.(string); is && len(s) == len(time.DateOnly) && schema.IsDate(s) == "" {
		return edit.Styled{Value: s, Style: edit.Plain}
	}
	return v
}

// sections writes what lives in an object.
func sections(reg *schema.Registry, o *schema.Object) edit.Map {
	return (&merging{registry: reg, notes: &schema.AccountNotes{}}).sections(o)
}

// objectWith writes an object with these values and what people say of it, and
// with all that lives in it.
func (m *merging) objectWith(o *schema.Object, values map[string]any, said edit.Map) edit.Map {
	out := mapping(o.Kind.Fields, values)
	if o.ID != "" && o.Kind.ID.Pattern != nil {
		// Behind what names it: people read the name first.
		at := min(1, len(out))
		out = slices.Insert(out, at, edit.Pair{Key: "id", Value: o.ID})
	}
	return slices.Concat(out, said, m.sections(o))
}

func (m *merging) sections(o *schema.Object) edit.Map {
	var out edit.Map
	for _, k := range m.registry.Children(o.Kind.Name) {
		var all []*schema.Object
		for _, child := range o.Children {
			if child.Kind == k {
				all = append(all, child)
			}
		}
		if all != nil {
			out = append(out, edit.Pair{Key: k.Section, Value: m.section(k, all)})
		}
	}
	return out
}

// section writes the objects of one kind in the shape of their section.
func (m *merging) section(k *schema.Kind, all []*schema.Object) any {
	switch k.Shape {
	case schema.Single:
		return m.object(all[0], "")
	case schema.Whole:
		return written(&k.Fields[0], all[0].Fields[k.Fields[0].Name])
	case schema.Table:
		var out edit.Map
		for _, o := range all {
			out = append(out, edit.Pair{Key: o.Name, Value: written(&k.Fields[1], o.Fields[k.Fields[1].Name])})
		}
		return out
	}
	out := make([]any, len(all))
	for i, o := range all {
		out[i] = m.object(o, "")
	}
	return out
}
