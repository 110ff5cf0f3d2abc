package schema

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A Registry is a list of kinds that was found to be whole: each documented,
// each absence explained, each reference to a kind that is there.
type Registry struct {
	kinds    []*Kind
	byName   map[string]*Kind
	children map[string][]*Kind
}

// NewRegistry checks the kinds and panics on the first that is undocumented or
// unexplained: that is a mistake in this program, not in anybody's input.
func NewRegistry(kinds ...*Kind) *Registry {
	r := &Registry{byName: make(map[string]*Kind), children: make(map[string][]*Kind)}
	for _, k := range kinds {
		if _, taken := r.byName[k.Name]; taken {
			panic(fmt.Sprintf("kind %s: listed twice", k.Name))
		}
		r.byName[k.Name] = k
		r.kinds = append(r.kinds, k)
		r.children[k.Parent] = append(r.children[k.Parent], k)
	}
	for _, k := range kinds {
		if err := r.check(k); err != nil {
			panic(fmt.Sprintf("kind %s: %v", k.Name, err))
		}
	}
	return r
}

// Kinds are all of them, in the order of the list.
func (r *Registry) Kinds() []*Kind { return r.kinds }

// Kind finds one by name, nil when there is none.
func (r *Registry) Kind(name string) *Kind { return r.byName[name] }

// Near is the name of the kind that a person probably meant, "" when none is
// close.
func (r *Registry) Near(name string) string {
	names := make([]string, len(r.kinds))
	for i, k := range r.kinds {
		names[i] = k.Name
	}
	return near(name, names)
}

// Children are the kinds whose objects live in those of the named one.
func (r *Registry) Children(parent string) []*Kind { return r.children[parent] }

// ByType finds the kind that a resource type of a target belongs to, also
// under an older name of the type.
func (r *Registry) ByType(t Target, resourceType string) *Kind {
	for _, k := range r.kinds {
		res := k.On(t)
		if res.Type == resourceType || slices.Contains(res.Aliases, resourceType) {
			return k
		}
	}
	return nil
}

var snake = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

func (r *Registry) check(k *Kind) error {
	switch {
	case !snake.MatchString(k.Name):
		return fmt.Errorf("the name is not snake case")
	case k.Doc == "":
		return fmt.Errorf("no Doc")
	case k.Parent != "" && r.byName[k.Parent] == nil:
		return fmt.Errorf("unknown parent %q", k.Parent)
	case k.Section == "":
		return fmt.Errorf("no Section")
	case k.ID == nil:
		return fmt.Errorf("no form of id")
	case k.Recreate == Way{}:
		return fmt.Errorf("does not say how it is recreated")
	case k.API.Path == "" || k.API.Permission == "" || k.API.Paging == "":
		return fmt.Errorf("does not say where the API lists it")
	}
	if err := r.checkFields(k.Fields, ""); err != nil {
		return err
	}
	if err := r.checkEndpoint(k); err != nil {
		return fmt.Errorf("in the API: %w", err)
	}
	for _, name := range k.Key {
		if k.Field(name) == nil {
			return fmt.Errorf("the key names no field: %q", name)
		}
	}
	if len(k.Key) > 0 && !slices.ContainsFunc(k.Key, func(name string) bool { return k.Field(name).Required }) {
		return fmt.Errorf("no field of the key must be there")
	}
	switch {
	case k.Shape == Table && (len(k.Fields) != 2 || len(k.Key) != 1 || k.Key[0] != k.Fields[0].Name):
		return fmt.Errorf("a section that is a table takes two fields, the name and the value")
	case k.Shape == Whole && (len(k.Fields) != 1 || k.Fields[0].Name != k.Section):
		return fmt.Errorf("a section that is one value takes one field, called as the section")
	}
	for _, child := range r.children[k.Name] {
		if k.Field(child.Section) != nil || findField(noteFields, child.Section) != nil {
			return fmt.Errorf("a field and a section of its children have one name: %q", child.Section)
		}
	}
	for _, t := range Targets() {
		if err := checkResource(k.On(t)); err != nil {
			return fmt.Errorf("on %s: %w", t, err)
		}
		for _, g := range k.On(t).Gaps {
			if g.Field != "" && k.Field(g.Field) == nil {
				return fmt.Errorf("on %s: gap %s: a script completes no field %q", t, g.Name, g.Field)
			}
		}
	}
	return nil
}

// methods are those of a request that writes.
var methods = []string{"POST", "PUT", "PATCH"}

var fieldHole = regexp.MustCompile(`^\{(?:([a-z0-9_]+)\.)?([a-z0-9_]+)\}$`)

// checkEndpoint finds what the scripts could not do with an endpoint: they
// take every path, method and argument from it.
func (r *Registry) checkEndpoint(k *Kind) error {
	e := &k.API
	if err := r.checkPath(k, e.Path); err != nil {
		return fmt.Errorf("the list: %w", err)
	}
	for _, w := range []struct {
		name string
		Request
	}{{"create", e.Create}, {"update", e.Update}} {
		if w.Request == (Request{}) {
			continue
		}
		if !slices.Contains(methods, w.Method) {
			return fmt.Errorf("%s: the method is none of %s: %q", w.name, strings.Join(methods, ", "), w.Method)
		}
		if err := r.checkPath(k, w.Path); err != nil {
			return fmt.Errorf("%s: %w", w.name, err)
		}
	}
	for name, value := range e.Header {
		m := fieldHole.FindStringSubmatch(value)
		if m == nil || !r.reaches(k, cmp.Or(m[1], k.Name), m[2]) {
			return fmt.Errorf("the header %s is not one field: %q", name, value)
		}
	}
	for _, g := range e.Given {
		if g.Name == "" || !r.reaches(k, g.From, g.By) {
			return fmt.Errorf("the argument %q comes from nothing: %s of %q", g.Name, g.By, g.From)
		}
	}
	for _, d := range e.Derived {
		if d.Name == "" || d.Doc == "" || d.Value == nil {
			return fmt.Errorf("a derived argument without name, Doc or value: %q", d.Name)
		}
	}
	for _, other := range e.Lists {
		if err := r.checkPath(k, other.Path); err != nil {
			return fmt.Errorf("another list: %w", err)
		}
	}
	for _, a := range e.Aside {
		for _, name := range a.Fields {
			if k.Field(name) == nil {
				return fmt.Errorf("what is told at %s is no field: %q", a.Path, name)
			}
		}
	}
	switch {
	case e.Upload && (e.Parts == nil || k.Placeholder == nil || e.Create == (Request{})):
		return fmt.Errorf("an upload needs parts, a placeholder and a request that creates")
	case !e.Upload && e.Parts != nil:
		return fmt.Errorf("parts without an upload")
	case e.Secrets != nil && e.Create == (Request{}):
		return fmt.Errorf("secrets for a request that creates, and there is none")
	case len(e.Alone) > 0 && e.Get == "":
		return fmt.Errorf("objects that no list has, and no path of one")
	case e.Body != "" && !slices.ContainsFunc(k.Fields, func(f Field) bool { return cmp.Or(f.On(API).Name, f.Name) == e.Body }):
		return fmt.Errorf("the body names no argument: %q", e.Body)
	}
	return nil
}

// checkPath finds a path below nothing, and holes that nothing fills.
func (r *Registry) checkPath(k *Kind, path string) error {
	if !strings.HasPrefix(path, "/") {
		return fmt.Errorf("the path does not begin with /: %q", path)
	}
	for _, part := range strings.Split(path, "{")[1:] {
		hole, _, closed := strings.Cut(part, "}")
		from, by, dotted := strings.Cut(hole, ".")
		switch {
		case !closed:
			return fmt.Errorf("a hole without an end: %q", path)
		case hole == "id", hole == "account_id":
		case hole == "zone_id" && r.reaches(k, "zone", "id"):
		case dotted && r.reaches(k, from, by):
		default:
			return fmt.Errorf("nothing fills the hole %q", hole)
		}
	}
	return nil
}

// reaches says whether an object of a kind has something around it, by the
// name of a kind that it stands in or of a field that refers to an object, and
// whether that has an id or a field of a name.
func (r *Registry) reaches(k *Kind, from, by string) bool {
	var to *Kind
	if f := k.Field(from); f != nil && f.Ref != nil {
		to = r.byName[f.Ref.Kind]
	} else {
		for to = k; to != nil && to.Name != from; to = r.byName[to.Parent] {
		}
	}
	return to != nil && (by == "id" || to.Field(by) != nil)
}

func checkResource(res *Resource) error {
	if (res.Type == "") == (res.Absent == nil) {
		return fmt.Errorf("needs either a type or the reason why it has none")
	}
	if res.Absent != nil {
		if err := explained(res.Absent.Reason); err != nil {
			return err
		}
	} else if res.ImportID == "" {
		return fmt.Errorf("%s has no import id", res.Type)
	}
	for _, g := range res.Gaps {
		if g.Name == "" || g.When == nil || g.Effect == 0 {
			return fmt.Errorf("a gap without name, condition or effect")
		}
		if err := explained(g.Reason); err != nil {
			return fmt.Errorf("gap %s: %w", g.Name, err)
		}
	}
	for _, u := range res.Unread {
		if err := explained(u.Reason); err != nil {
			return fmt.Errorf("unread %s: %w", u.Attr, err)
		}
	}
	if res.Frozen != nil {
		return explained(*res.Frozen)
	}
	return nil
}

func (r *Registry) checkFields(fields []Field, path string) error {
	seen := make(map[string]bool)
	for i := range fields {
		f := &fields[i]
		at := path + f.Name
		switch {
		case seen[f.Name]:
			return fmt.Errorf("field %s: twice", at)
		case f.Doc == "":
			return fmt.Errorf("field %s: no Doc", at)
		case f.Ref != nil && r.byName[f.Ref.Kind] == nil:
			return fmt.Errorf("field %s: refers to unknown kind %q", at, f.Ref.Kind)
		case f.Short != "" && findField(f.Fields, f.Short) == nil:
			return fmt.Errorf("field %s: its short form %q names no field", at, f.Short)
		case f.Variants != nil && f.Tag == "":
			return fmt.Errorf("field %s: variants without a tag", at)
		}
		seen[f.Name] = true
		for _, t := range append(Targets(), API) {
			if err := checkForm(f.On(t)); err != nil {
				return fmt.Errorf("field %s on %s: %w", at, t, err)
			}
		}
		if err := r.checkFields(f.Fields, at+"."); err != nil {
			return err
		}
		for j := range f.Variants {
			v := &f.Variants[j]
			if v.Doc == "" {
				return fmt.Errorf("variant %s of %s: no Doc", v.Name, at)
			}
			for _, t := range Targets() {
				if err := checkForm(v.On(t)); err != nil {
					return fmt.Errorf("variant %s of %s on %s: %w", v.Name, at, t, err)
				}
			}
			if err := r.checkFields(v.Fields, at+"."+v.Name+"."); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkForm(f *Form) error {
	if f.Lack != nil {
		if err := explained(f.Lack.Reason); err != nil {
			return err
		}
	}
	if f.Ignore != nil {
		return explained(*f.Ignore)
	}
	return nil
}

func explained(r Reason) error {
	if strings.TrimSpace(r.Text) == "" || strings.TrimSpace(r.Source) == "" {
		return fmt.Errorf("no reason or no source for it")
	}
	return nil
}
