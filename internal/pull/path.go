package pull

import (
	"net/url"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// needs are the kinds whose objects the lists of a kind go through.
func (r *reader) needs(k *schema.Kind) []*schema.Kind {
	var out []*schema.Kind
	for _, e := range endpoints(k) {
		if s := r.scopeKind(k, e.Path); s != nil && s != r.root.kind {
			out = append(out, s)
		}
	}
	return out
}

// scopeKind is the kind of what each list at a path belongs to.
func (r *reader) scopeKind(k *schema.Kind, path string) *schema.Kind {
	for _, hole := range holesOf(path) {
		owner, _, dotted := strings.Cut(hole, ".")
		switch {
		case hole == "account_id" || hole == "id":
		case hole == "zone_id":
			return r.registry.Kind("zone")
		case dotted:
			if f := k.Field(owner); f != nil && f.Ref != nil {
				return r.registry.Kind(f.Ref.Kind)
			}
			return r.registry.Kind(owner)
		}
	}
	return r.root.kind
}

// scopeField is the field of a kind that a hole of a path goes through.
func (r *reader) scopeField(k *schema.Kind, path string) string {
	for _, hole := range holesOf(path) {
		owner, _, dotted := strings.Cut(hole, ".")
		if f := k.Field(owner); dotted && f != nil && f.Ref != nil {
			return owner
		}
		if f := k.Field("zone"); hole == "zone_id" && f != nil && f.Ref != nil {
			return "zone"
		}
	}
	return ""
}

func holesOf(template string) []string {
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

// fill fills the holes of a path for what is found, or for the list that
// belongs to it.
func fill(template string, f *found) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(template, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		hole, after, _ := strings.Cut(rest, "}")
		b.WriteString(escape(holeOf(hole, f)))
		template = after
	}
}

func holeOf(hole string, f *found) string {
	owner, by, dotted := strings.Cut(hole, ".")
	switch hole {
	case "account_id":
		return f.root().id
	case "id":
		return f.id
	case "zone_id":
		owner, by, dotted = "zone", "id", true
	}
	if !dotted {
		return ""
	}
	of := f.up(owner)
	if of == nil {
		of = f // the field is called otherwise than its kind
	}
	if by == "id" {
		return of.id
	}
	return of.name
}

func (f *found) root() *found {
	for f.scope != nil {
		f = f.scope
	}
	return f
}

// up is the nearest of a kind among this one and what it was found in.
func (f *found) up(kind string) *found {
	for ; f != nil; f = f.scope {
		if f.kind.Name == kind {
			return f
		}
	}
	return nil
}

// escape makes one step of a path of a name, whatever is in it. A name of dots
// would be a way upwards.
func escape(s string) string {
	if s == "." || s == ".." {
		return strings.ReplaceAll(s, ".", "%2E")
	}
	return url.PathEscape(s)
}
