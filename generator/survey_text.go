package generator

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// recorded is what the inventory says of an object, for whoever makes it again
// by hand: "value: strict".
func recorded(it *Item) []string {
	var out []string
	for i := range it.Kind.Fields {
		f := &it.Kind.Fields[i]
		v, set := it.Fields[f.Name]
		if set && !f.Local && !slices.Contains(it.Kind.Key, f.Name) {
			out = append(out, f.Name+": "+shortValue(v))
		}
	}
	return out
}

// shortValue writes a value in a line.
func shortValue(v any) string {
	switch v := v.(type) {
	case []any:
		parts := make([]string, len(v))
		for i := range v {
			parts[i] = shortValue(v[i])
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, k+": "+shortValue(v[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return fmt.Sprint(v)
}

// describe is what a person calls an element of a list: "binding DB (d1)".
func describe(f *schema.Field, m map[string]any) string {
	one := strings.TrimSuffix(f.Name, "s")
	tag, _ := m[f.Tag].(string)
	name, _ := m["name"].(string)
	switch {
	case name != "" && tag != "":
		return fmt.Sprintf("%s %s (%s)", one, name, tag)
	case name != "":
		return one + " " + name
	case tag != "":
		target := ""
		if v := variantOf(f, m); v != nil {
			for i := range v.Fields {
				if t, ok := m[v.Fields[i].Name].(string); ok && v.Fields[i].Ref != nil {
					target = " to " + t
				}
			}
		}
		return fmt.Sprintf("%s of type %s%s", one, tag, target)
	}
	return one
}

// elements are the values of a field, one by one, in a stable order.
func elements(f *schema.Field, v any) []any {
	switch f.Many {
	case schema.ListOf, schema.SetOf:
		l, _ := v.([]any)
		return l
	case schema.MapOf:
		m, _ := v.(map[string]any)
		out := make([]any, 0, len(m))
		for _, k := range slices.Sorted(maps.Keys(m)) {
			out = append(out, m[k])
		}
		return out
	}
	return []any{v}
}

func variantOf(f *schema.Field, m map[string]any) *schema.Variant {
	for i := range f.Variants {
		if f.Variants[i].Name == m[f.Tag] {
			return &f.Variants[i]
		}
	}
	return nil
}

// absentText names what a hole asks of something that is not described.
func (s *Survey) absentText(o *schema.Object, hole string) string {
	owner, field, _ := strings.Cut(hole, ".")
	if f := o.Kind.Field(owner); f != nil && f.Ref != nil {
		return fmt.Sprintf("the %s of the %s %q", field, humane(f.Ref.Kind), o.Text(owner))
	}
	return hole
}

func idText(o, at *schema.Object) string {
	if o == at {
		return "its id"
	}
	return "the id of the " + at.String()
}

// valueText is a field's value as text, or its default.
func valueText(o *schema.Object, field string) string {
	v, set := o.Fields[field]
	if !set {
		if f := o.Kind.Field(field); f != nil {
			v = f.Default
		}
	}
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}
