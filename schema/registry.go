package schema

import (
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
	case k.List.Path == "" || k.List.Permission == "" || k.List.Paging == "":
		return fmt.Errorf("does not say where the API lists it")
	}
	if err := r.checkFields(k.Fields, ""); err != nil {
		return err
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
	}
	return nil
}

func checkResource(res *Resource) error {
	if (res.Type == "") == (res.Absent == nil) {
		return fmt.Errorf("needs either a type or the reason why it has none")
	}
	if res.Absent != nil {
		return explained(res.Absent.Reason)
	}
	if res.ImportID == "" {
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
		for _, t := range Targets() {
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
