package schema

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
)

// maxHints is for how many references, and for how many keys, a near name is
// looked for. Each search goes through the whole account or all kinds, and
// nobody reads more.
const maxHints = 100

// resolve finds what a reference of an object names, or reports why it cannot.
func (c *checker) resolve(o *Object, at []any, kind, name string) *Object {
	return c.resolveIn(o.Account(), kind, name, upper(o.String()), func(sev hcl.DiagnosticSeverity, code Code, detail string) {
		c.add(sev, code, o, at, "%s", detail)
	})
}

// resolveIn finds what somebody refers to in an account.
func (c *checker) resolveIn(account *Object, kind, name, who string, report func(hcl.DiagnosticSeverity, Code, string)) *Object {
	if to := c.inv.Find(account, kind, name); to != nil {
		return to
	}
	if sev, code, detail := c.remembered(account, kind, name); code != "" {
		if detail != "" {
			report(sev, code, detail)
		}
		return nil
	}
	report(hcl.DiagError, CodeReference, fmt.Sprintf("%s refers to the %s %q, and there is none.%s", who, Humane(kind), name, c.hint(account, kind, name)))
	return nil
}

// remembered says what people know of something that is not described: that it is
// undefined, or that it is gone. The code is empty where they know nothing; what
// was said before is not said again.
func (c *checker) remembered(account *Object, kind, name string) (hcl.DiagnosticSeverity, Code, string) {
	extra := c.inv.AccountNotes(account)
	for i := range extra.Undefined {
		if u := &extra.Undefined[i]; u.Kind == kind && u.Name == name {
			if c.reported[u] {
				return hcl.DiagWarning, CodeUndefined, ""
			}
			c.reported[u] = true
			return hcl.DiagWarning, CodeUndefined, fmt.Sprintf("The %s %q is used here and described nowhere; what it is cannot be rebuilt.", Humane(kind), name)
		}
	}
	for _, t := range extra.Tombstones {
		if t.Kind == kind && t.Name == name {
			return hcl.DiagWarning, CodeTombstone, fmt.Sprintf("The %s %q %s.", Humane(kind), name, t.fate())
		}
	}
	return 0, "", ""
}

func (t *Tombstone) fate() string {
	switch {
	case t.Phantom:
		return "never existed" + on(", as was found on ", t.Date)
	default:
		return "was deleted" + on(" on ", t.Date)
	}
}

func on(prefix, date string) string {
	if date == "" {
		return ""
	}
	return prefix + date
}

// hint helps with a name that is not there: another kind has it, it is an
// alias, or a near one is there.
func (c *checker) hint(account *Object, kind, name string) string {
	if c.hints++; c.hints > maxHints {
		return ""
	}
	var other, alias *Object
	var names []string
	Walk(account.Children, func(o *Object) {
		if o.Kind.Name != kind {
			if o.Name == name && other == nil {
				other = o
			}
			return
		}
		names = append(names, o.Name)
		if o.Notes != nil && slices.ContainsFunc(o.Notes.Aliases, func(a Alias) bool { return a.Name == name }) {
			alias = o
		}
	})
	switch {
	case alias != nil:
		return fmt.Sprintf(" It is another name of %q; refer to it by that.", alias.Name)
	case near(name, names) != "":
		return didYouMean(name, names)
	case other != nil:
		return fmt.Sprintf(" There is %s of that name.", WithArticle(other.Kind.Name))
	}
	return fmt.Sprintf(" Describe it, or list it under \"undefined\" with kind: %s.", kind)
}

// usedBy compares what is said to use an object with the bindings.
func (c *checker) usedBy(o *Object, i int, u UsedBy) {
	at := []any{"used_by", i}
	user := c.inv.Find(o, "worker", u.Worker)
	if user == nil {
		c.resolve(o, at, "worker", u.Worker)
		return
	}
	bound := c.bound[user]
	if bound == nil {
		bound = make(map[indexKey]bool)
		c.bound[user] = bound
		Walk([]*Object{user}, func(part *Object) {
			EachRef(part, func(_ []any, f *Field, name string) { bound[indexKey{kind: f.Ref.Kind, name: name}] = true })
		})
	}
	if !bound[indexKey{kind: o.Kind.Name, name: o.Name}] {
		c.warnf(CodeUsedBy, o, at, "%s is said to be used by %q, whose bindings do not have it.", upper(o.String()), u.Worker)
	}
}

// EachRef calls f for every reference that the fields of an object hold, with
// the path to it.
func EachRef(o *Object, f func(at []any, field *Field, name string)) {
	for i := range o.Kind.Fields {
		field := &o.Kind.Fields[i]
		if field.Ref == nil && field.Fields == nil && field.Variants == nil {
			continue
		}
		if v, ok := o.Fields[field.Name]; ok {
			eachRef(field, v, []any{field.Name}, f)
		}
	}
}

func eachRef(field *Field, v any, at []any, f func([]any, *Field, string)) {
	switch v := v.(type) {
	case string:
		if field.Ref != nil && v != "" {
			f(slices.Clone(at), field, v)
		}
	case []any:
		for i, item := range v {
			eachRef(field, item, append(at, i), f)
		}
	case map[string]any:
		if field.Many == MapOf && len(at) > 0 {
			if _, isKey := at[len(at)-1].(mapKey); !isKey {
				for _, k := range slices.Sorted(maps.Keys(v)) {
					eachRef(field, v[k], append(at, mapKey(k)), f)
				}
				return
			}
		}
		fields := subfields(field, v)
		for i := range fields {
			sub := &fields[i]
			if item, ok := v[sub.Name]; ok {
				eachRef(sub, item, append(at, sub.Name), f)
			}
		}
	}
}

// A mapKey is a step into a mapping whose keys are data.
type mapKey string

// subfields are the fields that a mapping has: the field's own, or those of
// the variant that its tag chooses.
func subfields(field *Field, v map[string]any) []Field {
	if field.Variants == nil {
		return field.Fields
	}
	tag, _ := v[field.Tag].(string)
	for i := range field.Variants {
		if field.Variants[i].Name == tag {
			return field.Variants[i].Fields
		}
	}
	return nil
}
