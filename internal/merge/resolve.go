package merge

import "github.com/cfdr/cfdr/schema"

// What could not be read has no name in what the account told, so references
// to it are ids there. The file knows the names.

// resolve replaces such ids in the values of fields.
func resolve(fields []schema.Field, values map[string]any, name func(kind, id string) string) {
	for i := range fields {
		f := &fields[i]
		if v, said := values[f.Name]; said {
			values[f.Name] = resolved(f, v, name)
		}
	}
}

func resolved(f *schema.Field, v any, name func(kind, id string) string) any {
	switch v := v.(type) {
	case string:
		if f.Ref != nil {
			if known := name(f.Ref.Kind, v); known != "" {
				return known
			}
		}
	case []any:
		for i := range v {
			v[i] = resolved(f, v[i], name)
		}
	case map[string]any:
		switch {
		case f.Many == schema.MapOf && f.Fields == nil:
			for k := range v {
				v[k] = resolved(f, v[k], name)
			}
		case f.Variants != nil:
			for i := range f.Variants {
				if f.Variants[i].Name == v[f.Tag] {
					resolve(f.Variants[i].Fields, v, name)
				}
			}
		default:
			resolve(f.Fields, v, name)
		}
	}
	return v
}
