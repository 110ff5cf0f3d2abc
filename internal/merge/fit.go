package merge

import (
	"cmp"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/hashicorp/hcl/v2"

	"github.com/cfdr/cfdr/schema"
)

// An Unfit object is one that the account has and no inventory can hold.
type Unfit struct {
	Object *schema.Object
	// Why is what the reader of the language says.
	Why string
}

// attempts are how often objects are taken out: what refers to one that went may
// be unfit without it.
const attempts = 5

// Fit takes objects out of the only account of an inventory until what is left
// can be written and read again. One odd object shall not stand in the way of all
// the others. What is taken out is undefined from then on.
func Fit(inv *schema.Inventory) ([]Unfit, error) {
	account := inv.Accounts[0]
	var out []Unfit
	for range attempts {
		text, err := New(inv, Options{Date: "2000-01-01"})
		if err != nil {
			return nil, err
		}
		_, diags := schema.Load("", text, inv.Registry(), nil)
		if !diags.HasErrors() {
			break
		}
		unfit := unfitOf(inv, text, diags)
		if unfit == nil {
			break // it is the account itself; who writes it will say so
		}
		for _, u := range unfit {
			o := u.Object
			o.Parent.Children = slices.DeleteFunc(o.Parent.Children, func(c *schema.Object) bool { return c == o })
			if o.Name != "" && o.Parent == account {
				notes := inv.AccountNotes(account)
				notes.Undefined = append(notes.Undefined, schema.Undefined{Kind: o.Kind.Name, Name: o.Name})
				inv.SetAccountNotes(account, notes)
			}
		}
		out = append(out, unfit...)
		inv.Link(inv.Registry())
	}
	return out, nil
}

// unfitOf finds the objects that errors are about, by their lines.
func unfitOf(inv *schema.Inventory, text []byte, diags hcl.Diagnostics) []Unfit {
	var root yaml.Node
	if yaml.Unmarshal(text, &root) != nil {
		return nil
	}
	type begin struct {
		line, depth int
		object      *schema.Object
	}
	var begins []begin
	for o, at := range placesOf(inv) {
		if n := nodeAt(&root, at); n != nil {
			begins = append(begins, begin{n.Line, len(at), o})
		}
	}
	slices.SortFunc(begins, func(a, b begin) int { return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.depth, b.depth)) })
	var out []Unfit
	for _, d := range diags {
		if d.Severity != hcl.DiagError || d.Subject == nil {
			continue
		}
		var of *schema.Object
		for _, b := range begins {
			if b.line > d.Subject.Start.Line {
				break
			}
			of = b.object
		}
		if of == nil || of.Parent == nil || slices.ContainsFunc(out, func(u Unfit) bool { return u.Object == of }) {
			continue
		}
		why := d.Detail
		if schema.FindingOf(d).Hide {
			why = d.Summary
		}
		out = append(out, Unfit{of, why})
	}
	return out
}

// nodeAt is the node at a path of keys and indices, nil where there is none.
func nodeAt(n *yaml.Node, path []any) *yaml.Node {
	if n.Kind == yaml.DocumentNode {
		n = n.Content[0]
	}
	for _, step := range path {
		var next *yaml.Node
		switch step := step.(type) {
		case int:
			if n.Kind == yaml.SequenceNode && step < len(n.Content) {
				next = n.Content[step]
			}
		case string:
			for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
				if n.Content[i].Value == step {
					next = n.Content[i+1]
				}
			}
		}
		if next == nil {
			return nil
		}
		n = next
	}
	return n
}
