package pull

import (
	"slices"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// bookkeeping are keys that the API tells of anything, and nobody sets.
var bookkeeping = []string{
	"id", "uid", "uuid", "etag", "tag", "created_on", "modified_on", "created_at", "updated_at", "modified_at", "creation_date", "created", "modified",
	"created_by", "modified_by", "version",
}

// A known says which keys of a mapping are known, and those of the mappings
// within; nil is any.
type known map[string]known

// put adds a name with dots.
func (k known) put(name string, within known) {
	first, rest, dotted := strings.Cut(name, ".")
	if !dotted {
		if old, there := k[first]; there && old == nil {
			return
		}
		k[first] = within
		return
	}
	inner, there := k[first]
	if there && inner == nil {
		return
	}
	if inner == nil {
		inner = known{}
		k[first] = inner
	}
	inner.put(rest, within)
}

// unknownOf counts what the API tells of an object that looks like something
// that somebody set, and that no field has.
func (d *decoder) unknownOf(f *found) {
	e := &f.kind.API
	all := keysOf(f.kind.Fields)
	for _, g := range e.Given {
		all.put(g.Name, nil)
	}
	for _, a := range e.Aside {
		if a.Key != "" {
			all.put(a.Key, nil)
		}
	}
	for _, name := range e.ReadOnly {
		all.put(name, nil)
	}
	all.put(orDefault(e.ID, "id"), nil)
	d.unknownIn(f.kind.Name, "", all, f.raw)
}

// keysOf are the keys under which fields stand.
func keysOf(fields []schema.Field) known {
	out := known{}
	for i := range fields {
		f := &fields[i]
		form := f.On(schema.API)
		var within known
		if f.Fields != nil && f.Many != schema.MapOf && form.Wrap == "" && form.Unwrap == "" && form.Decode == nil {
			within = keysOf(f.Fields)
		}
		out.put(nameIn(f), within)
	}
	return out
}

func (d *decoder) unknownIn(kind, at string, keys known, raw map[string]any) {
	for key, v := range raw {
		within, is := keys[key]
		switch {
		case !is && (saysNothing(v) || slices.Contains(bookkeeping, key) || strings.HasSuffix(key, "_count")):
		case !is:
			d.unknown[kind+" "+at+key]++
		case within == nil:
		default:
			switch v := v.(type) {
			case map[string]any:
				d.unknownIn(kind, at+key+".", within, v)
			case []any:
				for _, e := range v {
					if m, isMap := e.(map[string]any); isMap {
						d.unknownIn(kind, at+key+".", within, m)
					}
				}
			}
		}
	}
}

// saysNothing: null, false, 0 and empty equal what is not said.
func saysNothing(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case bool:
		return !v
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case map[string]any:
		for _, e := range v {
			if !saysNothing(e) {
				return false
			}
		}
		return true
	}
	return textOf(v) == "0"
}
