package plan

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/provider"
	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
)

// Compare says how a state differs from what the inventory says of an account.
// The target is the provider major of the state, see [TargetOf]; what the other
// major wrote into it is read as that.
func Compare(inv *schema.Inventory, account *schema.Object, target schema.Target, st *state.State) *Diff {
	d := &Diff{Account: account.Name, Target: target, Terraform: st.TerraformVersion}
	var unmanaged []*state.Instance
	byTarget := map[schema.Target][]*state.Instance{}
	for _, in := range st.Instances {
		t := targetOf(in)
		if t == "" || in.SchemaVersion < firstOfV5 && provider.Has(target, in.Type) {
			t = target
		}
		if !in.IsCloudflare() {
			unmanaged = append(unmanaged, in)
			continue
		}
		byTarget[t] = append(byTarget[t], in)
	}
	other := schema.V4
	if target == schema.V4 {
		other = schema.V5
	}
	r := newRedaction(st)
	main := newDiffing(d, generator.NewSurvey(inv, account, target))
	unmanaged = append(unmanaged, main.read(byTarget[target])...)
	if len(byTarget[other]) > 0 {
		side := newDiffing(d, generator.NewSurvey(inv, account, other))
		unmanaged = append(unmanaged, side.read(byTarget[other])...)
		side.compare(func(it *generator.Item) bool { return side.held[it] != nil })
		main.compare(func(it *generator.Item) bool { return side.held[side.survey.Item(it.Object)] == nil })
	} else {
		main.compare(func(*generator.Item) bool { return true })
	}
	for _, in := range unmanaged {
		c := changeOf(in)
		c.Class, c.Action = Unmanaged, NoOp
		d.Changes = append(d.Changes, c)
	}
	d.sort()
	r.apply(d)
	return d
}

// sort puts the changes in the order of addresses, as Terraform does; what has
// none comes last, in the order of keys.
func (d *Diff) sort() {
	rank := func(c *Change) int {
		if c.Address == "" {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(d.Changes, func(a, b *Change) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Module, b.Module), cmp.Compare(a.Type, b.Type),
			cmp.Compare(a.Address, b.Address), cmp.Compare(a.Deposed, b.Deposed), cmp.Compare(a.Key, b.Key))
	})
}

// A diffing compares what one survey wants with what instances have.
type diffing struct {
	*pairing
	diff *Diff
	rest []*state.Instance
	// leftovers are the addresses at which something is left over.
	leftovers map[string]bool
}

func newDiffing(d *Diff, s *generator.Survey) *diffing {
	return &diffing{pairing: newPairing(s), diff: d, leftovers: map[string]bool{}}
}

// read pairs the instances, and gives those of kinds that cfdr does not know.
func (d *diffing) read(instances []*state.Instance) (unmanaged []*state.Instance) {
	known := map[string]bool{}
	var ours []*state.Instance
	for _, in := range instances {
		is, seen := known[in.Type]
		if !seen {
			is = len(d.kindsOf(in.Type)) > 0
			known[in.Type] = is
		}
		switch {
		case !is:
			unmanaged = append(unmanaged, in)
		case in.Deposed != "":
			d.leftover(in)
		default:
			ours = append(ours, in)
		}
	}
	d.match(ours)
	for _, in := range ours {
		if d.items[in] == nil {
			d.rest = append(d.rest, in)
		}
	}
	return unmanaged
}

// changeOf begins a change with what a state says of an instance.
func changeOf(in *state.Instance) *Change {
	c := &Change{
		Address: in.Address, Module: in.Module, Type: in.Type, Label: in.Name, Index: in.Index,
		Provider: in.Provider, Deposed: in.Deposed, Before: in.Attributes, After: in.Attributes,
	}
	c.ID, _ = in.Attributes["id"].(string)
	return c
}

func (d *diffing) leftover(in *state.Instance) {
	c := changeOf(in)
	c.Class, c.Action, c.After = Leftover, Delete, nil
	d.leftovers[in.Address] = true
	if kinds := d.kindsOf(in.Type); len(kinds) > 0 {
		c.Kind = kinds[0].Name
	}
	c.Reasons = []string{"left over from a partially-failed replacement of this instance"}
	d.diff.Changes = append(d.diff.Changes, c)
}

// compare says what becomes of every item, and of every instance that none is.
func (d *diffing) compare(counts func(*generator.Item) bool) {
	for _, it := range d.survey.Items {
		if counts(it) {
			d.diff.Changes = append(d.diff.Changes, d.item(it))
		}
	}
	for _, in := range d.rest {
		d.diff.Changes = append(d.diff.Changes, d.orphan(in))
	}
}

const registry = "registry.terraform.io/cloudflare/cloudflare"

func (d *diffing) item(it *generator.Item) *Change {
	in := d.held[it]
	res := it.Kind.On(d.survey.Target)
	if in == nil {
		c := &Change{Kind: it.Kind.Name, Key: it.Key(), Name: it.String(), Action: NoOp}
		if it.Kind.ID.Pattern != nil {
			c.ID = it.ID
		}
		if it.Address == "" {
			c.Class, c.Reasons = Gap, whyOutside(it)
			return c
		}
		c.Class, c.Provider = Import, registry
		c.Address, c.Type, c.Label = it.Instance(), res.Type, it.Label()
		if it.Instance() != it.Address {
			c.Index = int64(0)
		}
		c.ImportID = d.survey.ImportID(it)
		if d.leftovers[c.Address] {
			c.Reasons = []string{"terraform plan would create it: nothing is imported to an address at which something is left over"}
		}
		c.After = known(d.want(it)).(map[string]any)
		if c.ID != "" {
			c.After["id"] = c.ID
		}
		return c
	}
	c := changeOf(in)
	c.Kind, c.Key, c.Name, c.Tainted = it.Kind.Name, it.Key(), it.String(), in.Tainted
	if it.Address == "" {
		c.Class, c.Action, c.After = Forget, Drop, nil
		c.Reasons = whyOutside(it)
		if it.Owner == "" && it.ID == "" && it.Kind.ID.Pattern != nil && c.ID != "" {
			c.Reasons = []string{fmt.Sprintf("the inventory does not have its id; if it is this one, write: id: %s", c.ID)}
		}
		return c
	}
	if in.Bare != it.Address || in.Module != "" {
		c.Previous, c.Address, c.Module = in.Address, it.Instance(), ""
		c.Type, c.Label, c.Index = res.Type, it.Label(), nil
		if it.Instance() != it.Address {
			c.Index = int64(0)
		}
	}
	d.differences(c, it, in)
	return c
}

// differences compares the values of both sides.
func (d *diffing) differences(c *Change, it *generator.Item, in *state.Instance) {
	shape := provider.Of(d.survey.Target, in.Type)
	c.members = d.survey.Members(it)
	cmps := &comparison{members: c.members}
	if blanks := d.survey.Blanks(it); blanks != nil {
		cmps.blanks = make(map[string]generator.Blank, len(blanks))
		for _, b := range blanks {
			cmps.blanks[joined(pathOf(b.Path))] = b
		}
	}
	for _, name := range d.survey.Beside(it) {
		if cmps.beside == nil {
			cmps.beside = map[string]bool{}
		}
		cmps.beside[name] = true
	}
	c.After = compare(d.want(it), in.Attributes, shape, cmps)
	c.Differ, c.Missing = cmps.differ, append(cmps.missing, notHeld(it)...)
	if d.byName[it] {
		if name, value := d.survey.StateValue(it); name == "id" {
			c.NewID = value
			c.After = maps.Clone(c.After)
			c.After["id"] = value
			c.Differ = append([][]any{{"id"}}, c.Differ...)
			c.Reasons = append(c.Reasons, fmt.Sprintf("matched by name: its id is %s in the state, and %s in the inventory", c.ID, value))
		}
	}
	res := it.Kind.On(d.survey.Target)
	ignored := 0
	for _, path := range c.Differ {
		switch {
		case res.Frozen != nil || isIgnored(cmps.blanks, path):
			ignored++
		case replaces(shape, path):
			c.Replacing = append(c.Replacing, path)
		}
	}
	c.Class, c.Action = InStep, NoOp
	switch {
	case c.Tainted || c.Replacing != nil:
		c.Class, c.Action = Changed, Replace
	case c.Differ != nil:
		c.Class, c.Action = Changed, Update
		c.Ignored = ignored == len(c.Differ)
	case c.Missing != nil:
		c.Class = NotRecorded
	}
}

// isIgnored says whether a path is below one that the configuration ignores.
func isIgnored(blanks map[string]generator.Blank, path []any) bool {
	for i := 1; i <= len(path); i++ {
		if _, is := blanks[joined(path[:i])]; is {
			return true
		}
	}
	return false
}

// replaces says whether a change of an argument replaces the object.
func replaces(shape *provider.Shape, path []any) bool {
	for i := 1; i <= len(path); i++ {
		if s := shape.At(path[:i]...); s != nil && s.Replaces {
			return true
		}
	}
	return false
}

// notHeld are the parts of an object that its target has no argument for. What
// only the inventory lacks is not among them.
func notHeld(it *generator.Item) []generator.Blank {
	var out []generator.Blank
	for _, l := range it.Losses {
		if l.Effect == schema.Premade && !strings.HasPrefix(l.Gap, "no-argument-") && !strings.HasPrefix(l.Gap, "no-form-of-") {
			continue // it is about making the object
		}
		if l.Effect == schema.Outside || l.Source == "the inventory" || l.Gap == "ring-of-references" {
			continue
		}
		for _, what := range l.What {
			what, _, _ = strings.Cut(what, ": ")
			out = append(out, generator.Blank{Path: what, Reason: l.Reason})
		}
	}
	return out
}

// whyOutside says why an object is in no state.
func whyOutside(it *generator.Item) []string {
	if it.Owner != "" {
		return []string{"made by " + it.Owner}
	}
	var out []string
	for _, l := range it.Losses {
		if l.Effect != schema.Outside {
			continue
		}
		switch {
		case l.Gap == "not-identified":
			out = append(out, "An import needs "+strings.Join(l.What, " and ")+", which the inventory does not have or marks as unverified.")
		case l.Gap != "no-resource" && len(l.What) > 0:
			out = append(out, strings.Join(l.What, ", ")+": "+l.Reason)
		default:
			out = append(out, l.Reason)
		}
	}
	return out
}

// orphan is an instance that no object of the inventory is.
func (d *diffing) orphan(in *state.Instance) *Change {
	c := changeOf(in)
	c.Class, c.Action, c.After = Forget, Drop, nil
	kinds := d.kindsOf(in.Type)
	c.Kind = kinds[0].Name
	if it := d.twice[in]; it != nil {
		c.Kind, c.Key, c.Name = it.Kind.Name, it.Key(), it.String()
		c.Reasons = []string{fmt.Sprintf("%s is the same %s", d.held[it].Address, schema.Humane(it.Kind.Name))}
		return c
	}
	for _, k := range kinds {
		name := d.nameOf(k, in)
		c.Name = strings.TrimSpace(schema.Humane(k.Name) + " " + name)
		if t := tombstone(d.survey.Inventory.AccountNotes(d.survey.Account), k, name, c.ID); t != nil {
			c.Kind, c.Tombstone = k.Name, t
			c.Reasons = []string{buried(t)}
			return c
		}
	}
	if account, ok := in.Attributes["account_id"].(string); ok && account != "" && account != d.survey.Account.ID {
		c.Reasons = []string{"it is of the account " + account}
		return c
	}
	c.Reasons = []string{"it is not in the inventory"}
	return c
}

// nameOf is what an instance is called, as far as its state has that.
func (d *diffing) nameOf(k *schema.Kind, in *state.Instance) string {
	if len(k.Key) == 0 {
		return ""
	}
	f := k.Field(k.Key[0])
	if f == nil {
		return ""
	}
	for _, name := range []string{generator.Argument(f, d.survey.Target), f.Name} {
		if text, ok := in.Attributes[name].(string); ok && text != "" {
			return text
		}
	}
	return ""
}

// tombstone finds what the inventory remembers of something that went: by its
// id, of which it may have the beginning only, or by its name.
func tombstone(notes *schema.AccountNotes, k *schema.Kind, name, id string) *schema.Tombstone {
	for i := range notes.Tombstones {
		t := &notes.Tombstones[i]
		if t.Kind != k.Name {
			continue
		}
		if t.ID != "" && id != "" && k.ID.Pattern != nil {
			if strings.HasPrefix(id, t.ID) {
				return t
			}
			continue
		}
		if t.Name == name && name != "" {
			return t
		}
	}
	return nil
}

func buried(t *schema.Tombstone) string {
	verb, on := "deleted", " on "
	if t.Phantom {
		verb, on = "never existed", ", as found on "
	}
	if t.Date != "" {
		verb += on + t.Date
	}
	if t.Reason == "" {
		return verb
	}
	return verb + ": " + t.Reason
}

// known leaves out what nobody knows before an import.
func known(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			if _, is := e.(unknown); !is {
				out[k] = known(e)
			}
		}
		return out
	case []any:
		out := make([]any, 0, len(v))
		for _, e := range v {
			if _, is := e.(unknown); !is {
				out = append(out, known(e))
			}
		}
		return out
	}
	return v
}
