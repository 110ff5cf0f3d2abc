package plan

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/provider"
	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
)

// TargetOf says which major of the provider a state was written with: by the
// resource types that only one of them has, and where there are none by the
// version of the schemas, since provider 5 begins at 500. It is empty where the
// state does not tell.
func TargetOf(st *state.State) schema.Target {
	count, alone := map[schema.Target]int{}, map[schema.Target]int{}
	for _, in := range st.Instances {
		t := targetOf(in)
		if t == "" {
			continue
		}
		count[t]++
		if provider.Has(schema.V4, in.Type) != provider.Has(schema.V5, in.Type) {
			alone[t]++
		}
	}
	// Types of both majors are in a state that was carried from one to the other.
	if (alone[schema.V4] > 0) != (alone[schema.V5] > 0) {
		count = alone
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
	case v4 != v5, in.SchemaVersion >= firstOfV5:
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
	// ids are the ids that the state has instead of those of the inventory.
	ids map[string]string
	// fields are those of natural keys, found when they are asked for.
	fields map[*schema.Kind][]*schema.Field
}

func newPairing(s *generator.Survey) *pairing {
	return &pairing{
		survey: s,
		values: make(map[*generator.Item]map[string]any, len(s.Items)),
		held:   make(map[*generator.Item]*state.Instance, len(s.Items)),
		items:  make(map[*state.Instance]*generator.Item, len(s.Items)),
		twice:  map[*state.Instance]*generator.Item{},
		byName: map[*generator.Item]bool{},
		ids:    map[string]string{},
		fields: map[*schema.Kind][]*schema.Field{},
	}
}

// Reference gives what an object is known by: the id that the inventory has,
// else the one that the state has.
func (p *pairing) Reference(r schema.Reference) any {
	v := p.knownBy(r)
	if text, is := v.(string); is {
		return text + r.Suffix
	}
	return v
}

func (p *pairing) knownBy(r schema.Reference) any {
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
		return placed(in, kinds[in.Type])
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
				if k.ID.Pattern != nil && p.held[it] == nil && p.ofAccount(in) && !p.elsewhere(in, k) {
					p.pair(in, it)
					return true
				}
			}
		}
		return false
	})
	p.matchNames(rest, of)
}

// placed are those of the kinds of one type that an instance can be of: what
// stands in a zone is no object of the account, nor the other way round.
func placed(in *state.Instance, kinds []*schema.Kind) []*schema.Kind {
	if len(kinds) < 2 {
		return kinds
	}
	zone, _ := in.Attributes["zone_id"].(string)
	account, _ := in.Attributes["account_id"].(string)
	if (zone == "") == (account == "") {
		return kinds
	}
	other := "zone"
	if zone != "" {
		other = "account"
	}
	return slices.DeleteFunc(slices.Clone(kinds), func(k *schema.Kind) bool { return k.Parent == other })
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
		known := z != nil && z.ID != ""
		if z != nil && !known && it.Kind.ID.Pattern == nil {
			// Its name says nothing without the zone.
			continue
		}
		if best == nil || known {
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
	if !p.ofAccount(in) || p.elsewhere(in, it.Kind) {
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
	return mayBe(in, "zone_id", cmp.Or(p.ids[id], id))
}

// elsewhere says whether an instance is where no object of a kind is.
func (p *pairing) elsewhere(in *state.Instance, k *schema.Kind) bool {
	return slices.ContainsFunc(k.On(p.survey.Target).Elsewhere, func(name string) bool {
		text, _ := in.Attributes[name].(string)
		return text != ""
	})
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

// matchNames pairs what has the same natural key, and nothing else has it. What
// stands in something else, or names it by its id, is found once that is.
// What is left then may lead to something under an id that no state tells.
func (p *pairing) matchNames(rest []*state.Instance, of func(*state.Instance) []*schema.Kind) {
	for _, wherever := range []bool{false, true} {
		for n := -1; n < len(p.ids); {
			n = len(p.ids)
			p.matchOnce(rest, of, wherever)
			rest = slices.DeleteFunc(rest, func(in *state.Instance) bool { return p.items[in] != nil })
		}
	}
}

func (p *pairing) matchOnce(rest []*state.Instance, of func(*state.Instance) []*schema.Kind, wherever bool) {
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
	// What items tell differs: of a record with data the inventory does not
	// tell the content.
	tell := map[*schema.Kind]map[keyParts]bool{}
	for _, in := range rest {
		for _, k := range of(in) {
			tell[k] = map[keyParts]bool{}
		}
	}
	tells, open := map[*generator.Item]keyParts{}, map[*generator.Item]keyParts{}
	leads := map[*schema.Kind]keyParts{}
	for _, it := range p.survey.Items {
		if of := tell[it.Kind]; of != nil && p.held[it] == nil {
			if wherever {
				open[it] = p.leads(it)
				leads[it.Kind] |= open[it]
				if open[it] == 0 {
					continue
				}
			}
			tells[it] = p.told(it.Kind, p.want(it))
			of[tells[it]] = true
		}
	}
	for _, in := range rest {
		for _, k := range of(in) {
			lacks := p.unread(k) &^ p.told(k, in.Attributes)
			for _, m := range slices.Sorted(maps.Keys(tell[k])) {
				if key := p.naturalKey(k, in.Attributes, m, m&^lacks&^leads[k]); key != "" {
					b := at(key)
					b.instances = append(b.instances, in)
				}
			}
		}
	}
	for _, it := range p.survey.Items {
		m, is := tells[it]
		if !is {
			continue
		}
		for _, compared := range []keyParts{m, m &^ p.unread(it.Kind)} {
			b := buckets[p.naturalKey(it.Kind, p.want(it), m, compared&^open[it])]
			if b != nil && (len(b.items) == 0 || b.items[len(b.items)-1] != it) {
				b.items = append(b.items, it)
			}
		}
	}
	for _, b := range order {
		// An address is made from the natural key, so where several share what
		// a state has of that, it tells them apart.
		byAddress := make(map[string]*generator.Item, len(b.items))
		for _, it := range b.items {
			if it.Address != "" {
				byAddress[it.Address] = it
			}
		}
		for _, in := range b.instances {
			if it := byAddress[in.Bare]; it != nil && p.items[in] == nil && p.held[it] == nil && p.within(in, it) {
				p.pairByName(in, it)
			}
		}
		free := slices.DeleteFunc(slices.Clone(b.instances), func(in *state.Instance) bool { return p.items[in] != nil })
		these := slices.DeleteFunc(slices.Clone(b.items), func(it *generator.Item) bool { return p.held[it] != nil })
		if len(free) == 1 && len(these) == 1 && p.within(free[0], these[0]) {
			p.pairByName(free[0], these[0])
		}
	}
}

func (p *pairing) pairByName(in *state.Instance, it *generator.Item) {
	p.pair(in, it)
	name, value := p.survey.StateValue(it)
	if value == "" {
		return
	}
	p.byName[it] = true
	if id, _ := in.Attributes["id"].(string); name == "id" && id != "" {
		p.ids[value] = id
	}
}

// keyParts are which fields of a natural key are compared: a bit for each.
type keyParts uint

// keyFields are the fields of the natural key that a target has.
func (p *pairing) keyFields(k *schema.Kind) []*schema.Field {
	if out, found := p.fields[k]; found {
		return out
	}
	var out []*schema.Field
	for _, name := range k.Key {
		f := k.Field(name)
		if f != nil && !f.Local && f.On(p.survey.Target).Lack == nil && !f.On(p.survey.Target).Vague {
			out = append(out, f)
		}
	}
	p.fields[k] = out
	return out
}

// told is what of a natural key values tell. What the provider computes where
// nothing is said is not compared with what an inventory does not say.
func (p *pairing) told(k *schema.Kind, values map[string]any) keyParts {
	shape := provider.Of(p.survey.Target, k.On(p.survey.Target).Type)
	var m keyParts
	for i, f := range p.keyFields(k) {
		name := generator.Argument(f, p.survey.Target)
		if s := below(shape, name); values[name] != nil || s == nil || !s.Computed && f.On(p.survey.Target).Ignore == nil {
			m |= 1 << i
		}
	}
	return m
}

// unread is what of a natural key the provider does not always read back. What
// a state has in some spelling, it has.
func (p *pairing) unread(k *schema.Kind) keyParts {
	var m keyParts
	for i, f := range p.keyFields(k) {
		if form := f.On(p.survey.Target); form.Ignore != nil && form.Same == nil {
			m |= 1 << i
		}
	}
	return m
}

// leads is what of an item's natural key says where it leads by the id of
// something that this provider does not have.
func (p *pairing) leads(it *generator.Item) keyParts {
	var m keyParts
	for i, key := range p.keyFields(it.Kind) {
		for j := range it.Kind.Fields {
			f := &it.Kind.Fields[j]
			if f == key || f.Ref == nil || f.Ref.By != "id" || it.Text(f.Name) == "" || generator.Argument(f, p.survey.Target) != generator.Argument(key, p.survey.Target) {
				continue
			}
			if to := p.survey.Item(p.survey.Inventory.Find(it.Object, f.Ref.Kind, it.Text(f.Name))); to == nil || to.Address == "" {
				m |= 1 << i
			}
		}
	}
	return m
}

// naturalKey is what tells an object from the others of its kind, as far as the
// inventory tells it and a state has it; empty where nothing does. Ids in it
// are those of the state.
func (p *pairing) naturalKey(k *schema.Kind, values map[string]any, tells, compared keyParts) string {
	parts, says := []string{k.Name, fmt.Sprint(tells, compared)}, false
	for i, f := range p.keyFields(k) {
		if compared&(1<<i) == 0 {
			continue
		}
		name := generator.Argument(f, p.survey.Target)
		c := canonical(p.moved(k, name, values[name]))
		b, err := json.Marshal(c)
		if err != nil {
			return ""
		}
		says = says || c != nil
		parts = append(parts, string(b))
	}
	if name := k.On(p.survey.Target).StateID; len(k.Key) == 0 && name != "" {
		// The only one of what it stands in is told by that.
		if id, is := values[name].(string); is {
			parts, says = append(parts, cmp.Or(p.ids[id], id)), true
		}
	}
	if !says {
		return ""
	}
	return strings.Join(parts, "\x00")
}

// moved is the value of an argument with the id that the state has, where it is
// an id of the inventory.
func (p *pairing) moved(k *schema.Kind, name string, v any) any {
	text, is := v.(string)
	if !is {
		return v
	}
	for i := range k.Fields {
		f := &k.Fields[i]
		if f.Ref == nil || generator.Argument(f, p.survey.Target) != name {
			continue
		}
		if id, ends := strings.CutSuffix(text, f.Ref.Suffix); ends && p.ids[id] != "" {
			return p.ids[id] + f.Ref.Suffix
		}
	}
	return v
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
