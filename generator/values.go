package generator

import (
	"slices"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// A Resolver says what stands in a plain value for a reference to another
// object, or for a file of the snapshot.
type Resolver interface {
	// Reference gives the id, the name or another field of an object.
	Reference(r schema.Reference) any
	// Module gives the text of a file of the snapshot.
	Module(m schema.ModuleFile) any
}

// Values are the arguments of an item's resource as plain values, by the names
// of the target: what its state holds when all is as the inventory says. They
// are string, bool, int64, float64, []any and map[string]any; nested blocks are
// lists of mappings. Nothing is left out to break a ring of references: that is
// about making things, and not about what there is.
//
// The kind of the item must have a resource on the target.
func (s *Survey) Values(it *Item, resolve Resolver) map[string]any {
	plain := *s
	plain.resolve = resolve
	return fold(plain.arguments(it))
}

// fold makes a mapping of arguments; those of one name become one.
func fold(args []arg) map[string]any {
	out := make(map[string]any, len(args))
	for _, a := range args {
		v := unwrapped(a.value)
		have, isMap := out[a.name].(map[string]any)
		more, alsoMap := v.(map[string]any)
		if isMap && alsoMap {
			for k, e := range more {
				have[k] = e
			}
			continue
		}
		out[a.name] = v
	}
	return out
}

func unwrapped(v any) any {
	switch v := v.(type) {
	case block:
		return []any{fold(v)}
	case []block:
		out := make([]any, len(v))
		for i := range v {
			out[i] = fold(v[i])
		}
		return out
	case []arg:
		return fold(v)
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = unwrapped(v[i])
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[k] = unwrapped(e)
		}
		return out
	}
	return v
}

// A Blank is an argument that Terraform does not look at, and that the provider
// may leave empty in a state.
type Blank struct {
	// Path as ignore_changes takes it: "data[0].content".
	Path string
	// Reason is a sentence.
	Reason string
	// Vague: where a state has something there, it cannot be compared.
	Vague bool
	// Same says whether a state has a text in another spelling. It may be nil.
	Same func(want, have string) bool
}

// Blanks are the arguments of an item that a state may not have as they are,
// sorted by path.
func (s *Survey) Blanks(it *Item) []Blank {
	res := it.Kind.On(s.Target)
	var out []Blank
	for _, u := range res.Unread {
		out = append(out, Blank{Path: u.Attr, Reason: u.Text, Vague: u.Vague})
	}
	if res.UnreadFor != nil {
		for _, u := range res.UnreadFor(it.Object) {
			out = append(out, Blank{Path: u.Attr, Reason: u.Text, Vague: u.Vague})
		}
	}
	eachIgnored(it.Kind.Fields, it.Fields, s.Target, "", func(path string, form *schema.Form) {
		b := Blank{Path: path, Reason: form.Ignore.Text, Vague: form.Vague}
		if form.Same != nil {
			b.Same = func(want, have string) bool { return form.Same(it.Object, want, have) }
		}
		out = append(out, b)
	})
	for i := range it.Kind.Fields {
		if f := &it.Kind.Fields[i]; !f.Local && !f.On(s.Target).Lack.Of(it.Fields[f.Name]) && it.Unverified(f.Name) {
			out = append(out, Blank{Path: argument(f, s.Target), Reason: "The inventory has it only from a document.", Vague: true})
		}
	}
	for path, why := range it.kept {
		out = append(out, Blank{Path: path, Reason: why, Vague: true})
	}
	slices.SortStableFunc(out, func(a, b Blank) int { return strings.Compare(a.Path, b.Path) })
	// Of several reasons the first is told; what one of them cannot compare, none
	// can.
	kept := out[:0]
	for _, b := range out {
		if n := len(kept); n > 0 && kept[n-1].Path == b.Path {
			kept[n-1].Vague = kept[n-1].Vague || b.Vague
			continue
		}
		kept = append(kept, b)
	}
	return kept
}

// StateValue is the attribute of a state by which an item is recognised, and
// its value there, empty where the inventory does not know it.
func (s *Survey) StateValue(it *Item) (attribute, value string) {
	return orText(it.Kind.On(s.Target).StateID, "id"), s.stateValue(it)
}

// Instance is the address of an item's resource with its index.
func (it *Item) Instance() string {
	if it.Address == "" {
		return ""
	}
	return it.Address + index(it)
}

// Argument is what a target calls a field of a kind.
func Argument(f *schema.Field, t schema.Target) string { return argument(f, t) }

// ImportID is the id that the resource of an item is imported by.
func (s *Survey) ImportID(it *Item) string {
	rest, out := importID(it.Object, s.Target), ""
	for {
		before, after, ok := strings.Cut(rest, "{")
		out += before
		if !ok {
			return out
		}
		hole, tail, _ := strings.Cut(after, "}")
		rest = tail
		if hole == "account_id" {
			out += s.Account.ID
			continue
		}
		at, field := s.locate(it.Object, hole)
		if field == "id" && at.Kind.ID.Pattern != nil {
			out += at.ID
		} else {
			out += valueText(at, field)
		}
	}
}

// Beside are the names of elements of lists that the target cannot be told of,
// though a state may have them: of a type or with a part that it lacks.
func (s *Survey) Beside(it *Item) []string {
	var out []string
	for i := range it.Kind.Fields {
		f := &it.Kind.Fields[i]
		if f.Variants == nil || f.Needs == "" {
			continue
		}
		for _, e := range it.Values(f.Name) {
			m, _ := e.(map[string]any)
			if name, ok := m[f.Needs].(string); ok && s.leftOut(f, m) {
				out = append(out, name)
			}
		}
	}
	if it.Kind.Secrets != nil {
		for _, secret := range it.Kind.Secrets(it.Object) {
			out = append(out, secret.Name[strings.LastIndexByte(secret.Name, '.')+1:])
		}
	}
	return out
}

// A Members says how the elements of a list of tagged values are told apart.
type Members struct {
	// Key is the argument that names an element.
	Key string
	// Open: there may be more elements than the inventory knows.
	Open bool
}

// Members finds the lists of an item whose elements have names, and whose order
// says nothing: bindings. They are by the argument or block that has them.
func (s *Survey) Members(it *Item) map[string]Members {
	var out map[string]Members
	for i := range it.Kind.Fields {
		f := &it.Kind.Fields[i]
		if f.Variants == nil || f.Needs == "" {
			continue
		}
		if out == nil {
			out = map[string]Members{}
		}
		open := false
		for j := range it.Kind.Fields {
			opener := &it.Kind.Fields[j]
			open = open || opener.Opens == f.Name && it.Fields[opener.Name] != nil
		}
		for _, e := range it.Values(f.Name) {
			m, _ := e.(map[string]any)
			open = open || m[f.Needs] == nil
		}
		for j := range f.Variants {
			v := &f.Variants[j]
			form := v.On(s.Target)
			name := fieldNamed(v.Fields, f.Needs)
			switch {
			case name == nil || form.Lack != nil:
			case form.Block:
				out[form.Name] = Members{argument(name, s.Target), open}
			default:
				out[argument(f, s.Target)] = Members{argument(name, s.Target), open}
			}
		}
	}
	return out
}
