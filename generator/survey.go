package generator

import (
	"encoding/json"
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

	// dropped are the list elements left out to break a cycle: "bindings/3".
	dropped map[string]bool
	// after are the addresses that must be there before this one.
	after []string
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

	byObject   map[*schema.Object]*Item
	stateIndex map[stateKey][]*Item
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
	s.orderByCover()
	return s
}

// Item finds what becomes of an object, nil when it is of another account.
func (s *Survey) Item(o *schema.Object) *Item { return s.byObject[o] }

// examine decides whether the target holds an object, and what is lost.
func (s *Survey) examine(it *Item) {
	if owner := it.Object.Owner(); owner != "" {
		it.Owner = owner
		return
	}
	res := it.Kind.On(s.Target)
	if res.Absent != nil {
		s.lose(it, "no-resource", recorded(it), schema.Outside, res.Absent.Reason, res.Absent.Way)
		return
	}
	outside := false
	note := func(gap string, what []string, effect schema.Effect, reason schema.Reason, way *schema.Way) {
		outside = outside || effect == schema.Outside
		it.Premade = it.Premade || effect == schema.Premade
		s.lose(it, gap, what, effect, reason, way)
	}
	if missing := s.unidentified(it.Object); missing != nil {
		note("not-identified", missing, schema.Outside, schema.Reason{
			Text:   "An import needs what is listed, and the inventory does not have it or marks it unverified.",
			Source: "the inventory",
		}, nil)
	}
	for _, g := range res.Gaps {
		if what := g.When(it.Object); what != nil {
			note(g.Name, what, g.Effect, g.Reason, g.Way)
		}
	}
	s.unheld(it.Kind.Fields, it.Fields, "", note)
	if !outside {
		it.Address = res.Type + "." + it.Label()
	}
}

// unresolved finds the references of an item to an id that the inventory does
// not have. What is live refers to something all the same, so the argument must
// not be compared; and what is described nowhere cannot be referred to again.
func (s *Survey) unresolved(it *Item) {
	res := it.Kind.On(s.Target)
	var undefined []string
	look := func(path string, r schema.Reference) {
		if r.To == nil {
			undefined = append(undefined, humane(r.Kind)+" "+r.Name)
		}
		target := s.byObject[r.To]
		resolved := r.To == s.Account || target != nil && target.Address != "" || r.To != nil && r.To.ID != "" && !r.To.Unverified("id")
		if r.By == "id" && !resolved && res.Frozen == nil {
			it.keep(path, "Where it refers to something whose id the inventory does not have, what is there must stay.")
		}
	}
	for _, g := range res.Given {
		if g.From == "account" {
			continue
		}
		path, _, _ := strings.Cut(g.Name, ".")
		if f := it.Kind.Field(g.From); f != nil && f.Ref != nil {
			name := it.Text(g.From)
			if it.Unverified(g.From) && res.Frozen == nil {
				it.keep(path, "Where the inventory has it only from a document, it must not change what is there.")
			}
			look(path, schema.Reference{To: s.Inventory.Find(it.Object, f.Ref.Kind, name), Name: name, Kind: f.Ref.Kind, By: g.By})
		} else if up := it.Up(g.From); up != nil {
			look(path, schema.Reference{To: up, Name: up.Name, Kind: up.Kind.Name, By: g.By})
		}
	}
	schema.EachRef(it.Object, func(at []any, f *schema.Field, name string) {
		if path, written := s.pathOf(it, at); written {
			look(path, schema.Reference{To: s.Inventory.Find(it.Object, f.Ref.Kind, name), Name: name, Kind: f.Ref.Kind, By: f.Ref.By})
		}
	})
	if undefined != nil {
		slices.Sort(undefined)
		s.lose(it, "undefined-reference", slices.Compact(undefined), schema.Lossy, schema.Reason{
			Text:   "It refers to something that is used and described nowhere; a rebuild has nothing to refer to.",
			Source: "the inventory",
		}, &schema.Way{Hand: "Find out what it is and describe it in the inventory; then generate again."})
	}
}

// pathOf is the path that ignore_changes takes for the argument which a field
// ends in, and whether the target has it at all. It goes into mappings of known
// keys and not into lists.
func (s *Survey) pathOf(it *Item, at []any) (path string, written bool) {
	fields, values := it.Kind.Fields, it.Fields
	for i, step := range at {
		name, ok := step.(string)
		f := fieldNamed(fields, name)
		if !ok || f == nil {
			break
		}
		form := f.On(s.Target)
		if f.Local || form.Lack != nil {
			return "", false
		}
		if i+1 < len(at) && i == 0 {
			if index, isIndex := at[1].(int); isIndex && f.Variants != nil && !s.written(it, name, index) {
				return "", false
			}
		}
		if path != "" {
			path += "."
		}
		path += argument(f, s.Target)
		inner, isMap := values[name].(map[string]any)
		if !isMap || f.Many != schema.One || form.Encode != nil {
			break
		}
		if form.Block && i+1 < len(at) {
			path += "[0]"
		}
		fields, values = f.Fields, inner
	}
	return path, true
}

func (s *Survey) lose(it *Item, gap string, what []string, effect schema.Effect, reason schema.Reason, way *schema.Way) {
	if way == nil {
		way = &it.Kind.Recreate
	}
	it.Losses = append(it.Losses, Loss{
		Gap: gap, What: what, Effect: effect,
		Reason: reason.Text, Source: reason.Source,
		Script: way.Script, Hand: way.Hand,
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
// that the target lacks.
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
	for i := range fields {
		lack := fields[i].On(s.Target).Lack
		if v, set := m[fields[i].Name]; set && lack.Loses(v) && lack.Whole {
			return true
		}
	}
	return false
}

// recorded is what the inventory says of an object, for whoever makes it again
// by hand: "value: strict".
func recorded(it *Item) []string {
	var out []string
	for i := range it.Kind.Fields {
		f := &it.Kind.Fields[i]
		v, set := it.Fields[f.Name]
		if set && !f.Local && !slices.Contains(it.Kind.Key, f.Name) {
			out = append(out, f.Name+": "+shortValue(v))
		}
	}
	return out
}

// shortValue writes a value in a line.
func shortValue(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(b)
}

func effectOf(l *schema.Lack) schema.Effect {
	if l.Effect == 0 {
		return schema.Lossy
	}
	return l.Effect
}

// describe is what a person calls an element of a list: "binding DB (d1)".
func describe(f *schema.Field, m map[string]any) string {
	one := strings.TrimSuffix(f.Name, "s")
	tag, _ := m[f.Tag].(string)
	name, _ := m["name"].(string)
	switch {
	case name != "" && tag != "":
		return fmt.Sprintf("%s %s (%s)", one, name, tag)
	case name != "":
		return one + " " + name
	case tag != "":
		target := ""
		if v := variantOf(f, m); v != nil {
			for i := range v.Fields {
				if t, ok := m[v.Fields[i].Name].(string); ok && v.Fields[i].Ref != nil {
					target = " to " + t
				}
			}
		}
		return fmt.Sprintf("%s of type %s%s", one, tag, target)
	}
	return one
}

// elements are the values of a field, one by one, in a stable order.
func elements(f *schema.Field, v any) []any {
	switch f.Many {
	case schema.ListOf, schema.SetOf:
		l, _ := v.([]any)
		return l
	case schema.MapOf:
		m, _ := v.(map[string]any)
		out := make([]any, 0, len(m))
		for _, k := range sortedKeys(m) {
			out = append(out, m[k])
		}
		return out
	}
	return []any{v}
}

func variantOf(f *schema.Field, m map[string]any) *schema.Variant {
	for i := range f.Variants {
		if f.Variants[i].Name == m[f.Tag] {
			return &f.Variants[i]
		}
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// unidentified lists the holes of the import id that the inventory cannot
// fill with something confirmed.
func (s *Survey) unidentified(o *schema.Object) []string {
	var missing []string
	for _, hole := range holes(importID(o, s.Target)) {
		if hole == "account_id" {
			continue
		}
		at, field := s.locate(o, hole)
		switch {
		case at == nil:
			missing = append(missing, s.absentText(o, hole))
		case field == "id" && at.ID == "":
			missing = append(missing, idText(o, at))
		case field != "id" && valueText(at, field) == "":
			missing = append(missing, hole)
		case at.Unverified(field):
			missing = append(missing, "a confirmed "+humane(strings.ReplaceAll(hole, ".", "'s ")))
		}
	}
	return missing
}

// absentText names what a hole asks of something that is not described.
func (s *Survey) absentText(o *schema.Object, hole string) string {
	owner, field, _ := strings.Cut(hole, ".")
	if f := o.Kind.Field(owner); f != nil && f.Ref != nil {
		return fmt.Sprintf("the %s of the %s %q", field, humane(f.Ref.Kind), o.Text(owner))
	}
	return hole
}

func idText(o, at *schema.Object) string {
	if o == at {
		return "its id"
	}
	return "the id of the " + at.String()
}

// importID is the template of an object's import id.
func importID(o *schema.Object, t schema.Target) string {
	res := o.Kind.On(t)
	if res.ImportIDFor != nil {
		if id := res.ImportIDFor(o); id != "" {
			return id
		}
	}
	return res.ImportID
}

// holes lists the names in braces of a template.
func holes(template string) []string {
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

// locate finds the object and field that a hole speaks of: "id", "name",
// "zone.id" (what holds the object, or what its field zone refers to).
func (s *Survey) locate(o *schema.Object, hole string) (at *schema.Object, field string) {
	owner, field, dotted := strings.Cut(hole, ".")
	if !dotted {
		return o, hole
	}
	if f := o.Kind.Field(owner); f != nil && f.Ref != nil {
		return s.Inventory.Find(o, f.Ref.Kind, o.Text(owner)), field
	}
	return o.Up(owner), field
}

// valueText is a field's value as text, or its default.
func valueText(o *schema.Object, field string) string {
	v, set := o.Fields[field]
	if !set {
		if f := o.Kind.Field(field); f != nil {
			v = f.Default
		}
	}
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}
