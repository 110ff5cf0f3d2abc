package schema

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// objectName is the natural key as people would say it: the values of the key
// fields with spaces between.
func objectName(o *Object) string {
	if len(o.Kind.Key) == 1 {
		s, _ := o.Fields[o.Kind.Key[0]].(string)
		return s
	}
	var parts []string
	for _, k := range o.Kind.Key {
		switch v := o.Fields[k].(type) {
		case nil:
		case string:
			parts = append(parts, v)
		default:
			// Mappings come out with sorted keys, so the name is stable.
			if b, err := json.Marshal(v); err == nil {
				parts = append(parts, string(b))
			}
		}
	}
	return strings.Join(parts, " ")
}

// identity is the natural key without any doubt: two objects of a kind and a
// scope have the same one only if they are the same.
func identity(o *Object) string {
	if len(o.Kind.Key) <= 1 {
		return o.Name
	}
	values := make([]any, len(o.Kind.Key))
	for i, k := range o.Kind.Key {
		values[i] = o.Fields[k]
	}
	b, err := json.Marshal(values)
	if err != nil {
		return o.Name
	}
	return string(b)
}

// Label is the name of the object's resources in Terraform. It is made from
// the object alone, never from its id or its place in a list, so that it stays
// the same when anything else changes. Where the readable part could stand for
// another object too, two underscores and a hash of the natural key follow.
func (o *Object) Label() string {
	if o.label == "" {
		o.label = makeLabel(o)
	}
	return o.label
}

func makeLabel(o *Object) string {
	prefix := ""
	switch {
	case len(o.Kind.Key) == 0 && o.Parent != nil:
		return o.Parent.Label()
	case o.Kind.Shape == Table && o.Parent != nil:
		prefix = o.Parent.Label() + "__"
	}
	slugger := o.Kind.Slug
	if slugger == nil {
		slugger = func(o *Object) (string, bool) { return Slug(o.Name) }
	}
	slug, lossless := slugger(o)
	if lossless {
		return prefix + slug
	}
	key := identity(o)
	if o.Kind.PerParent && o.Parent != nil {
		// The key is one among those of the parent only.
		key = o.Parent.Path() + "\x00" + key
	}
	return prefix + slug + "__" + hash(key)
}

// hash is 8 hexadecimal digits of SHA-256: with 100,000 objects of one kind
// that share a slug, one collision in a few; the generator refuses it.
func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:4])
}

var (
	kebab     = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	screaming = regexp.MustCompile(`^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$`)
	hostLabel = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$`)
)

// maxSlug is where a readable part is cut; the hash tells the rest.
const maxSlug = 60

// Slug makes an identifier of a name. Names in kebab case (my-worker) and in
// screaming snake case (MY_KV) keep all their information; for every other
// name lossless is false.
func Slug(name string) (slug string, lossless bool) {
	switch {
	case len(name) > maxSlug:
	case kebab.MatchString(name):
		return identifier(strings.ReplaceAll(name, "-", "_")), true
	case screaming.MatchString(name):
		return name, true
	}
	return identifier(squash(name)), false
}

// HostSlug is Slug for the names of zones and hosts: dots become underscores
// and hyphens stay, which keeps all the information.
func HostSlug(name string) (slug string, lossless bool) {
	if len(name) <= maxSlug && hostLabel.MatchString(name) && !strings.Contains(name, "--") {
		return identifier(strings.ReplaceAll(name, ".", "_")), true
	}
	return identifier(squash(name)), false
}

// identifier puts an underscore before what may not begin an identifier. No
// other slug begins with one.
func identifier(s string) string {
	if s == "" || s[0] >= '0' && s[0] <= '9' || s[0] == '-' {
		return "_" + s
	}
	return s
}

// squash keeps the letters and digits of a name, in lower case, with single
// underscores for everything between.
func squash(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(name) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if gap && b.Len() > 0 {
				b.WriteByte('_')
			}
			gap = false
			b.WriteRune(r)
		} else {
			gap = true
		}
		if b.Len() >= maxSlug {
			break
		}
	}
	return b.String()
}

// Normalise brings the values of an object into the form that the API gives
// them, so that two readings can be compared plainly, and names the object.
// Load does it; a reader that builds an object by hand calls it.
func Normalise(o *Object) {
	normalise(o)
	o.Name = objectName(o)
}

func normalise(o *Object) {
	for i := range o.Kind.Fields {
		f := &o.Kind.Fields[i]
		if v, ok := o.Fields[f.Name]; ok {
			o.Fields[f.Name] = normal(f, v)
		}
	}
}

func normal(f *Field, v any) any {
	switch v := v.(type) {
	case string:
		if f.Normal != nil {
			return f.Normal(v)
		}
	case []any:
		for i := range v {
			v[i] = normal(f, v[i])
		}
	case map[string]any:
		for i := range f.Fields {
			if sub, ok := v[f.Fields[i].Name]; ok {
				v[f.Fields[i].Name] = normal(&f.Fields[i], sub)
			}
		}
	}
	return v
}

// GoString helps the messages of failed tests.
func (o *Object) GoString() string { return fmt.Sprintf("%s %q (%s)", o.Kind.Name, o.Name, o.ID) }
