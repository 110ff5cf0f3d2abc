package generator

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/schema"
)

// A Class says what brings an object back. Every object has exactly one.
type Class string

// The classes of objects.
const (
	// ByTerraform: Terraform creates all of it.
	ByTerraform Class = "terraform"
	// ByScript: a recreation script creates it, or finishes it.
	ByScript Class = "script"
	// ByHand: a person has to do something.
	ByHand Class = "hand"
	// ByOwner: whatever made it makes it again.
	ByOwner Class = "owner"
)

// Classes lists them in the order of reports.
func Classes() []Class { return []Class{ByTerraform, ByScript, ByHand, ByOwner} }

// A Loss is something of an object that the target does not hold.
type Loss struct {
	// Gap is the stable name of the shape: "own-class-durable-object".
	Gap string `json:"gap"`
	// What of the object: "binding ROOMS"; empty for all of it.
	What   []string      `json:"what,omitempty"`
	Effect schema.Effect `json:"-"`
	Reason string        `json:"reason"`
	Source string        `json:"source"`
	// Script or Hand is how it comes back.
	Script string `json:"script,omitempty"`
	Hand   string `json:"hand,omitempty"`

	// field is what a script completes, where that is one field of the object.
	field string
	// deploy: what a person does is to deploy the object from its source.
	deploy bool
	// before: a person does it before a rebuild writes anything.
	before bool
}

// An Item is an object with what becomes of it on the target.
type Item struct {
	*schema.Object
	// Address of its resource, without an index; empty when it has none.
	Address string
	// Owner is what makes it on its own, or empty.
	Owner  string
	Losses []Loss
	// Premade: a script creates it, Terraform only adopts it.
	Premade bool

	// withheld: a secret was taken out of a value that it cannot do without, so
	// nothing can make it.
	withheld bool
	// without are the fields that it does without, for the same reason.
	without map[*schema.Field]bool
	// leave: it is to be retired and nothing that stays refers to it, so a
	// rebuild can leave it out.
	leave bool
	// dropped are the list elements left out to break a cycle: "bindings/3".
	dropped map[string]bool
	// protectors are the keys of what protects a host that it exposes, and after
	// the addresses of those that Terraform has: they must be there before it.
	protectors, after []string
	// kept are the paths of arguments that are written otherwise than they are
	// live, so that they must not be compared, and why.
	kept map[string]string
}

func (it *Item) keep(path, why string) {
	if it.kept == nil {
		it.kept = make(map[string]string)
	}
	it.kept[path] = why
}

// Class says what brings the item back.
func (it *Item) Class() Class {
	if it.Owner != "" {
		return ByOwner
	}
	class := ByTerraform
	for _, l := range it.Losses {
		switch {
		case l.Hand != "":
			return ByHand
		case l.Script != "":
			class = ByScript
		}
	}
	return class
}

// A Survey says for every object of an account what becomes of it on a target.
type Survey struct {
	Inventory *schema.Inventory
	Account   *schema.Object
	Target    schema.Target
	// Items in the order of the kinds, then of their addresses or names.
	Items []*Item

	// Held is how many items the state that was given has already.
	Held int
	// Relocated is how many instances of that state get another address, or none.
	Relocated int

	byObject map[*schema.Object]*Item
	// resolve says what references are, where plain values are wanted.
	resolve Resolver
}

// NewSurvey examines the objects of one account. The account itself is not
// among the items.
func NewSurvey(inv *schema.Inventory, account *schema.Object, target schema.Target) *Survey {
	s := &Survey{Inventory: inv, Account: account, Target: target, byObject: make(map[*schema.Object]*Item)}
	schema.Walk(account.Children, func(o *schema.Object) {
		it := &Item{Object: o}
		s.Items = append(s.Items, it)
		s.byObject[o] = it
	})
	order := make(map[*schema.Kind]int)
	for i, k := range inv.Registry().Kinds() {
		order[k] = i
	}
	slices.SortStableFunc(s.Items, func(a, b *Item) int {
		if a.Kind != b.Kind {
			return order[a.Kind] - order[b.Kind]
		}
		if c := strings.Compare(a.Label(), b.Label()); c != 0 {
			return c
		}
		return strings.Compare(a.Path(), b.Path())
	})
	for _, it := range s.Items {
		s.examine(it)
	}
	for _, it := range s.Items {
		if it.Address != "" {
			s.unresolved(it)
		}
	}
	s.breakCycles()
	for _, it := range s.Items {
		// What is uploaded comes back whole or not at all: what Terraform made
		// of it in part, no script could complete without taking the place of
		// what somebody deployed since.
		if it.Kind.API.Upload && it.Address != "" {
			it.Premade = slices.ContainsFunc(it.Losses, func(l Loss) bool { return l.Script == it.Kind.Recreate.Script })
		}
	}
	s.leaveRetiring()
	s.orderByCover()
	return s
}

// leaveRetiring marks what is to be retired, with what lives in it, as far as
// nothing that stays refers to it.
func (s *Survey) leaveRetiring() {
	for _, it := range s.Items {
		for o := it.Object; o != s.Account; o = o.Parent {
			it.leave = it.leave || o.Notes != nil && o.Notes.Retire != nil
		}
	}
	for changed := true; changed; {
		changed = false
		for _, it := range s.Items {
			if it.leave {
				continue
			}
			for _, to := range s.referred(it) {
				if to.leave && !it.Kind.Starts {
					to.leave, changed = false, true
				}
			}
			if up := s.byObject[it.Parent]; up != nil && up.leave && !it.Kind.Starts {
				up.leave, changed = false, true
			}
		}
	}
	// What only makes something of it run or reachable goes with it.
	for _, it := range s.Items {
		it.leave = it.leave || it.Kind.Starts && slices.ContainsFunc(s.referred(it), func(to *Item) bool { return to.leave })
	}
}

// referred are the items that an item refers to.
func (s *Survey) referred(it *Item) []*Item {
	var out []*Item
	schema.EachRef(it.Object, func(_ []any, f *schema.Field, name string) {
		if to := s.byObject[s.Inventory.Find(it.Object, f.Ref.Kind, name)]; to != nil {
			out = append(out, to)
		}
	})
	return out
}

// held says whether a rebuild can hold an item back, so that its resource has
// a count.
func (it *Item) held() bool { return it.Kind.Starts || it.leave }

// Item finds what becomes of an object, nil when it is of another account.
func (s *Survey) Item(o *schema.Object) *Item { return s.byObject[o] }

// examine decides whether the target holds an object, and what is lost.
func (s *Survey) examine(it *Item) {
	if owner := it.Object.Owner(); owner != "" {
		it.Owner = owner
		return
	}
	if s.redacted(it) {
		return
	}
	res := it.Kind.On(s.Target)
	if res.Absent != nil {
		way := res.Absent.Way
		if way == nil {
			way = s.unsure(it.Object)
		}
		s.lose(it, "no-resource", recorded(it), schema.Outside, res.Absent.Reason, way)
		for _, g := range res.Gaps {
			if what := g.When(it.Object); what != nil {
				s.lose(it, g.Name, what, schema.Outside, g.Reason, g.Way)
			}
		}
		return
	}
	outside, field := false, ""
	note := func(gap string, what []string, effect schema.Effect, reason schema.Reason, way *schema.Way) {
		outside = outside || effect == schema.Outside
		it.Premade = it.Premade || effect == schema.Premade
		s.lose(it, gap, what, effect, reason, way)
		it.Losses[len(it.Losses)-1].field = field
	}
	if missing := s.unidentified(it.Object); missing != nil {
		note("not-identified", missing, schema.Outside, schema.Reason{
			Text:   "An import needs what is listed, and the inventory does not have it or marks it unverified.",
			Source: "the inventory",
		}, s.unsure(it.Object))
	}
	for _, g := range res.Gaps {
		if what := g.When(it.Object); what != nil {
			field = g.Field
			note(g.Name, what, g.Effect, g.Reason, g.Way)
		}
	}
	for i := range it.Kind.Fields {
		field = it.Kind.Fields[i].Name
		s.unheld(it.Kind.Fields[i:i+1], it.Fields, "", note)
	}
	if !outside {
		it.Address = res.Type + "." + it.Label()
	}
}

// unsure is how something comes back that would be reachable by a pattern or
// under a name that is only documented: a script that made it could send the
// traffic of something else there. It is nil for everything else.
func (s *Survey) unsure(o *schema.Object) *schema.Way {
	if o.Kind.Serves == nil || !slices.ContainsFunc(o.Kind.Key, o.Unverified) {
		return nil
	}
	return &schema.Way{Hand: "Confirm in the account or in the source what it is, take it off the list of what is unverified, and generate again; or make it in the dashboard."}
}

func (s *Survey) lose(it *Item, gap string, what []string, effect schema.Effect, reason schema.Reason, way *schema.Way) {
	if way == nil {
		way = &it.Kind.Recreate
	}
	it.Losses = append(it.Losses, Loss{
		Gap: gap, What: what, Effect: effect,
		Reason: reason.Text, Source: reason.Source,
		Script: way.Script, Hand: way.Hand, deploy: way.Deploy, before: way.Before,
	})
}

// unheld finds the values that the target has no argument for.
func (s *Survey) unheld(fields []schema.Field, values map[string]any, path string, note func(string, []string, schema.Effect, schema.Reason, *schema.Way)) {
	for i := range fields {
		f := &fields[i]
		v, set := values[f.Name]
		if f.Local || !set {
			continue
		}
		form := f.On(s.Target)
		if form.Lack.Of(v) {
			if form.Lack.Loses(v) {
				note("no-argument-"+strings.ReplaceAll(f.Name, "_", "-"), []string{path + f.Name + ": " + shortValue(v)}, effectOf(form.Lack), form.Lack.Reason, form.Lack.Way)
			}
			continue
		}
		for _, element := range elements(f, v) {
			m, ok := element.(map[string]any)
			if !ok {
				continue
			}
			at := path + f.Name + " "
			if f.Needs != "" && m[f.Needs] == nil {
				note("half-known-"+strings.ReplaceAll(f.Name, "_", "-"), []string{describe(f, m)}, schema.Lossy,
					schema.Reason{Text: fmt.Sprintf("The %s is not recorded, and nothing can be written without it.", f.Needs), Source: "the inventory"},
					&schema.Way{Hand: fmt.Sprintf("Find the %s in the account or in the source and record it; then Terraform or a script can write it.", f.Needs)})
				continue
			}
			sub := f.Fields
			if v := variantOf(f, m); v != nil {
				if lack := v.On(s.Target).Lack; lack != nil {
					note("no-form-of-"+strings.ReplaceAll(v.Name, "_", "-"), []string{describe(f, m)}, effectOf(lack), lack.Reason, lack.Way)
					continue
				}
				sub, at = v.Fields, describe(f, m)+" "
			}
			s.unheld(sub, m, at, note)
		}
	}
}

// leftOut says whether an element of a list is not written: it is only half
// known, or the target lacks its variant, or it would be wrong without a value
// that the target lacks, or something was taken out of it.
func (s *Survey) leftOut(f *schema.Field, m map[string]any) bool {
	if f.Needs != "" && m[f.Needs] == nil {
		return true
	}
	fields := f.Fields
	if v := variantOf(f, m); v != nil {
		if v.On(s.Target).Lack != nil {
			return true
		}
		fields = v.Fields
	}
	if f.Needs != "" && isRedacted(m) {
		return true
	}
	for i := range fields {
		lack := fields[i].On(s.Target).Lack
		if v, set := m[fields[i].Name]; set && lack.Loses(v) && lack.Whole {
			return true
		}
	}
	return false
}

func effectOf(l *schema.Lack) schema.Effect {
	if l.Effect == 0 {
		return schema.Lossy
	}
	return l.Effect
}
