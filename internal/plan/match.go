package plan

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/provider"
	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
)

// TargetOf says which major of the provider a state was written with, by the
// resource types that only one of them has, and by the version of the schemas:
// provider 5 begins at 500. It is empty where the state does not tell.
func TargetOf(st *state.State) schema.Target {
	count := map[schema.Target]int{}
	for _, in := range st.Instances {
		if t := targetOf(in); t != "" {
			count[t]++
		}
	}
	switch {
	case count[schema.V4] > count[schema.V5]:
		return schema.V4
	case count[schema.V5] > 0:
		return schema.V5
	}
	return ""
}

func targetOf(in *state.Instance) schema.Target {
	v4, v5 := provider.Has(schema.V4, in.Type), provider.Has(schema.V5, in.Type)
	switch {
	case !in.IsCloudflare() || !v4 && !v5:
		return ""
	case v4 != v5 && v4:
		return schema.V4
	case v4 != v5, in.SchemaVersion >= 500:
		return schema.V5
	}
	// What both have, provider 4 wrote with a low version; `terraform show`
	// always tells it.
	return schema.V4
}

// A pairing finds out which instance of a state is which object.
type pairing struct {
	survey *generator.Survey
	// values are what each item wants, made when they are asked for.
	values map[*generator.Item]map[string]any
	// held is the instance of each item.
	held map[*generator.Item]*state.Instance
	// items is held backwards.
	items map[*state.Instance]*generator.Item
	// twice are instances of an object that another instance is already.
	twice map[*state.Instance]*generator.Item
	// byName are the pairs that have one name and different ids.
	byName map[*generator.Item]bool
}

func newPairing(s *generator.Survey) *pairing {
	return &pairing{
		survey: s,
		values: make(map[*generator.Item]map[string]any, len(s.Items)),
		held:   make(map[*generator.Item]*state.Instance, len(s.Items)),
		items:  make(map[*state.Instance]*generator.Item, len(s.Items)),
		twice:  map[*state.Instance]*generator.Item{},
		byName: map[*generator.Item]bool{},
	}
}

// Reference gives what an object is known by: the id that the inventory has,
// else the one that the state has.
func (p *pairing) Reference(r schema.Reference) any {
	if r.By != "id" {
		if r.To == nil {
			return r.Name
		}
		if v, said := r.To.Fields[r.By]; said {
			return v
		}
		return r.To.Name
	}
	switch {
	case r.To == nil:
		return unknown{}
	case r.To.Kind.ID == schema.ByName:
		return r.To.Name
	case r.To.ID != "" && !r.To.Unverified("id"):
		return r.To.ID
	}
	if in := p.held[p.survey.Item(r.To)]; in != nil {
		if id, ok := in.Attributes["id"].(string); ok {
			return id
		}
	}
	return unknown{}
}

// Module gives the text of a file, unless something only stands in for it.
func (p *pairing) Module(m schema.ModuleFile) any {
	if m.Path == schema.PlaceholderModule {
		return unknown{}
	}
	return string(m.Of.Files[m.Path])
}

func (p *pairing) want(it *generator.Item) map[string]any {
	v := p.values[it]
	if v == nil {
		v = p.survey.Values(it, p)
		p.values[it] = v
	}
	return v
}

// kindsOf are the kinds that a resource type holds, mostly one.
func (p *pairing) kindsOf(resourceType string) []*schema.Kind {
	var out []*schema.Kind
	for _, k := range p.survey.Inventory.Registry().Kinds() {
		res := k.On(p.survey.Target)
		if res.Type != "" && (res.Type == resourceType || slices.Contains(res.Aliases, resourceType)) {
			out = append(out, k)
		}
	}
	return out
}

// match pairs the instances with the items: by id, then by natural key.
func (p *pairing) match(instances []*state.Instance) {
	type key struct{ kind, value string }
	byID := map[key][]*generator.Item{}
	attribute := map[string]string{}
	for _, it := range p.survey.Items {
		if it.Kind.On(p.survey.Target).Type == "" {
			continue
		}
		name, value := p.survey.StateValue(it)
		attribute[it.Kind.Name] = name
		if value != "" {
			byID[key{it.Kind.Name, value}] = append(byID[key{it.Kind.Name, value}], it)
		}
	}
	kinds := map[string][]*schema.Kind{}
	of := func(in *state.Instance) []*schema.Kind {
		if _, known := kinds[in.Type]; !known {
			kinds[in.Type] = p.kindsOf(in.Type)
		}
		return kinds[in.Type]
	}
	var rest []*state.Instance
	for _, in := range instances {
		found := false
		for _, k := range of(in) {
			value, _ := in.Attributes[attribute[k.Name]].(string)
			if it := p.best(in, byID[key{k.Name, value}]); it != nil && value != "" {
				found = true
				p.pair(in, it)
				break
			}
		}
		if !found {
			rest = append(rest, in)
		}
	}
	// Of what is in no zone that it should be in, an id that Cloudflare gave
	// still says which it is: only the zone differs.
	rest = slices.DeleteFunc(rest, func(in *state.Instance) bool {
		id, _ := in.Attributes["id"].(string)
		for _, k := range of(in) {
			for _, it := range byID[key{k.Name, id}] {
				if k.ID.Pattern != nil && p.held[it] == nil && p.ofAccount(in) {
					p.pair(in, it)
					return true
				}
			}
		}
		return false
	})
	p.matchNames(rest, of)
}

// best is the one of some items that an instance is: one whose account and zone
// are known before one of which they are not.
func (p *pairing) best(in *state.Instance, items []*generator.Item) *generator.Item {
	var best *generator.Item
	for _, it := range items {
		if !p.within(in, it) {
			continue
		}
		z := it.Up("zone")
		if best == nil || z != nil && z.ID != "" {
			best = it
		}
	}
	return best
}

// pair says that an instance is an item. Of two instances of one object the
// one at the address of the configuration counts.
func (p *pairing) pair(in *state.Instance, it *generator.Item) {
	other := p.held[it]
	switch {
	case other == nil:
	case in.Address == it.Instance() || in.Bare == it.Address && other.Address != it.Instance():
		delete(p.items, other)
		p.twice[other] = it
	default:
		p.twice[in] = it
		return
	}
	p.held[it], p.items[in] = in, it
}

// within says whether an instance is in the account and zone of an item.
func (p *pairing) within(in *state.Instance, it *generator.Item) bool {
	if !p.ofAccount(in) {
		return false
	}
	zone := it.Up("zone")
	if zone == nil {
		if f := it.Kind.Field("zone"); f != nil && f.Ref != nil && !it.Unverified("zone") {
			zone = p.survey.Inventory.Find(it.Object, "zone", it.Text("zone"))
		}
	}
	if zone == nil || zone == it.Object {
		return true
	}
	id, _ := p.Reference(schema.Reference{To: zone, Kind: "zone", By: "id"}).(string)
	return mayBe(in, "zone_id", id)
}

func (p *pairing) ofAccount(in *state.Instance) bool {
	return mayBe(in, "account_id", p.survey.Account.ID)
}

// mayBe says whether an attribute is what it should be, as far as both are
// known.
func mayBe(in *state.Instance, name, want string) bool {
	have, ok := in.Attributes[name].(string)
	return !ok || want == "" || have == "" || have == want
}

// matchNames pairs what has the same natural key, and nothing else has it.
func (p *pairing) matchNames(rest []*state.Instance, of func(*state.Instance) []*schema.Kind) {
	type bucket struct {
		instances []*state.Instance
		items     []*generator.Item
	}
	buckets := map[string]*bucket{}
	var order []*bucket
	at := func(key string) *bucket {
		if buckets[key] == nil {
			buckets[key] = &bucket{}
			order = append(order, buckets[key])
		}
		return buckets[key]
	}
	wanted := map[string]bool{}
	for _, in := range rest {
		for _, k := range of(in) {
			if key := p.naturalKey(k, in.Attributes); key != "" {
				b := at(key)
				b.instances = append(b.instances, in)
				wanted[k.Name] = true
			}
		}
	}
	for _, it := range p.survey.Items {
		if wanted[it.Kind.Name] && p.held[it] == nil {
			if b := buckets[p.naturalKey(it.Kind, p.want(it))]; b != nil {
				b.items = append(b.items, it)
			}
		}
	}
	for _, b := range order {
		// An address is made from the natural key, so where several share what
		// a state has of that, it tells them apart.
		for _, in := range b.instances {
			for _, it := range b.items {
				if p.items[in] == nil && p.held[it] == nil && it.Address != "" && in.Bare == it.Address && p.within(in, it) {
					p.pairByName(in, it)
				}
			}
		}
		free := slices.DeleteFunc(slices.Clone(b.instances), func(in *state.Instance) bool { return p.items[in] != nil })
		items := slices.DeleteFunc(slices.Clone(b.items), func(it *generator.Item) bool { return p.held[it] != nil })
		if len(free) == 1 && len(items) == 1 && p.within(free[0], items[0]) {
			p.pairByName(free[0], items[0])
		}
	}
}

func (p *pairing) pairByName(in *state.Instance, it *generator.Item) {
	p.pair(in, it)
	if _, value := p.survey.StateValue(it); value != "" {
		p.byName[it] = true
	}
}

// naturalKey is what tells an object from the others of its kind, as far as a
// state has it; empty where nothing does.
func (p *pairing) naturalKey(k *schema.Kind, values map[string]any) string {
	parts := []string{k.Name}
	for _, name := range k.Key {
		f := k.Field(name)
		if f == nil || f.Local {
			continue
		}
		form := f.On(p.survey.Target)
		if form.Lack != nil || form.Ignore != nil {
			continue
		}
		b, err := json.Marshal(canonical(values[generator.Argument(f, p.survey.Target)]))
		if err != nil {
			return ""
		}
		parts = append(parts, string(b))
	}
	if len(parts) == 1 || parts[1] == "null" {
		return ""
	}
	return strings.Join(parts, "\x00")
}

// canonical drops what says nothing, so that two spellings become one.
func canonical(v any) any {
	switch v := v.(type) {
	case unknown:
		return nil
	case []any:
		if len(v) == 1 {
			if m, is := v[0].(map[string]any); is {
				return canonical(m)
			}
		}
		out := make([]any, 0, len(v))
		for _, e := range v {
			out = append(out, canonical(e))
		}
		if len(out) == 0 {
			return nil
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for _, k := range slices.Sorted(maps.Keys(v)) {
			if c := canonical(v[k]); c != nil {
				out[k] = c
			}
		}
		if len(out) == 0 {
			return nil
		}
		return out
	}
	if isEmpty(v, nil) {
		return nil
	}
	text, _ := scalarText(v)
	return text
}
