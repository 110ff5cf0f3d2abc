package plan

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/deep"
	"github.com/cfdr/cfdr/internal/provider"
	"github.com/cfdr/cfdr/schema"
)

// mutate changes one thing, and says what. It is empty where nothing came of
// it.
func (d *draft) mutate() string {
	all := d.account.all()
	s := all[d.IntN(len(all))]
	switch d.IntN(10) {
	case 0:
		s.drop()
		return "without " + s.kind.Name + " " + s.name()
	case 1:
		if s.kind.Shape == schema.Single || s.kind.Shape == schema.Whole {
			return ""
		}
		n := d.add(s.up, s.kind)
		n.walk(d.describe)
		return "with another " + n.kind.Name + " " + n.name()
	case 2:
		if s.kind.ID.Pattern == nil || s.values["id"] == nil {
			return ""
		}
		s.values["id"] = d.id(s.kind)
		return "another id of " + s.kind.Name + " " + s.name()
	}
	f := &s.kind.Fields[d.IntN(len(s.kind.Fields))]
	before := copied(s.values)
	if !f.Required && s.values[f.Name] != nil && d.chance(30) {
		delete(s.values, f.Name)
	} else if v := d.inside(s, f, s.values[f.Name], 0); v != nil {
		s.values[f.Name] = v
	}
	if reflect.DeepEqual(before, any(s.values)) {
		return ""
	}
	return fmt.Sprintf("%s of %s %s", f.Name, s.kind.Name, s.name())
}

// inside changes a value, or only something in it.
func (d *draft) inside(s *sketch, f *schema.Field, v any, depth int) any {
	m, isMap := v.(map[string]any)
	list, isList := v.([]any)
	switch {
	case isMap && f.Fields != nil && f.Many == schema.One && d.chance(80):
		sub := &f.Fields[d.IntN(len(f.Fields))]
		out := maps.Clone(m)
		if have := out[sub.Name]; have != nil && !sub.Required && d.chance(30) {
			delete(out, sub.Name)
		} else if n := d.inside(s, sub, have, depth+1); n != nil {
			out[sub.Name] = n
		}
		return out
	case isList && len(list) > 0 && d.chance(70):
		i := d.IntN(len(list))
		if d.chance(30) {
			return slices.Delete(slices.Clone(list), i, i+1)
		}
		if n := d.one(s, f, depth); n != nil {
			list = slices.Clone(list)
			list[i] = n
		}
		return list
	}
	return d.value(s, f, depth)
}

// A fate is what must be said of an object after one mutation.
type fate struct {
	classes []Class
	// must and may are the paths of what differs: those that have to be found,
	// and those that can be.
	must, may [][]any
}

// fates says what a comparison has to find, from the tables alone: what the
// target writes of an object before and after.
func fates(p *pretender, before, after map[*sketch]*schema.Object, now *generator.Survey) map[string]*fate {
	sketchOf := map[*schema.Object]*sketch{}
	for s, o := range before {
		sketchOf[o] = s
	}
	out := map[string]*fate{}
	held := map[*schema.Object]bool{}
	for _, w := range p.items {
		o := after[sketchOf[w.item.Object]]
		it := now.Item(o)
		if o == nil || it == nil {
			out["before "+w.item.Key()] = &fate{classes: []Class{Forget}}
			continue
		}
		held[o] = true
		was, is := recognised(p.survey, w.item), recognised(now, it)
		switch {
		case it.Address == "":
			out[it.Key()] = &fate{classes: []Class{Forget, Gap}}
		case was != is || is == "":
			out[it.Key()] = &fate{classes: []Class{Changed, Import, InStep, NotRecorded}, may: [][]any{{}}}
			out["before "+w.item.Key()] = &fate{classes: []Class{Forget, Changed, InStep, NotRecorded}, may: [][]any{{}}}
		default:
			out[it.Key()] = p.changed(w, it, now)
		}
	}
	for _, it := range now.Items {
		switch {
		case held[it.Object]:
		case it.Address == "":
			out[it.Key()] = &fate{classes: []Class{Gap}}
		default:
			out[it.Key()] = &fate{classes: []Class{Import}}
		}
	}
	return out
}

// recognised is what an instance is recognised by. Where that is no id of its own,
// what it stands in is part of it.
func recognised(s *generator.Survey, it *generator.Item) string {
	_, value := s.StateValue(it)
	if zone := it.Up("zone"); zone != nil && value != "" && it.Kind.ID.Pattern == nil {
		value += " in " + zone.ID
	}
	return value
}

func (p *pretender) changed(w *written, it *generator.Item, now *generator.Survey) *fate {
	f := &fate{}
	shape := provider.Of(now.Target, it.Kind.On(now.Target).Type)
	vague := map[string]bool{}
	for path := range w.blank {
		vague[path] = true
	}
	f.may = w.junk
	values := now.Values(it, live{})
	for _, b := range now.Blanks(it) {
		if path := pathOf(b.Path); b.Vague || b.Same != nil || nothing(reach(w.values, path), shape.At(path...)) || nothing(reach(values, path), shape.At(path...)) {
			vague[b.Path] = true
		}
	}
	if values["content"] == placeholderText {
		vague["content"] = true // it stands in for what is not in the snapshot
	}
	for _, path := range unlike(nil, w.values, values, shape) {
		f.may = append(f.may, path)
		if !slices.ContainsFunc(slices.Collect(maps.Keys(vague)), func(blank string) bool { return isBelow(path, pathOf(blank)) }) {
			f.must = append(f.must, path)
		}
	}
	f.classes = []Class{InStep, NotRecorded}
	switch {
	case f.must != nil:
		f.classes = []Class{Changed}
	case f.may != nil:
		f.classes = append(f.classes, Changed)
	}
	return f
}

// reach gives what is at a path, nil where nothing is.
func reach(v any, path []any) any {
	for _, step := range path {
		v = within(v, step)
	}
	return v
}

// namesIn are the steps of a path without indices.
func namesIn(path []any) []any {
	return slices.DeleteFunc(slices.Clone(path), func(step any) bool { _, is := step.(string); return !is })
}

func isBelow(path, top []any) bool {
	a, b := namesIn(path), namesIn(top)
	return len(a) >= len(b) && slices.Equal(a[:len(b)], b)
}

// nothing says whether a value says nothing to a provider. An object that
// cannot have attributes says something by being there.
func nothing(v any, s *provider.Shape) bool {
	switch v := v.(type) {
	case nil:
		return true
	case []any:
		for _, e := range v {
			if m, is := e.(map[string]any); !is || !nothing(m, elem(s)) {
				return false
			}
		}
		return true
	case map[string]any:
		for k, e := range v {
			if !nothing(e, shapeBelow(s, k)) {
				return false
			}
		}
		return s == nil || s.Sort != "object" || len(s.Fields) > 0
	}
	return slices.Contains([]string{"", "false", "0"}, fmt.Sprint(v))
}

// unlike gives the paths at which two values say different things.
func unlike(path []any, a, b any, s *provider.Shape) [][]any {
	if b == nil && s != nil && s.Default != "" {
		b = s.Default
	}
	if a == nil && s != nil && s.Default != "" {
		a = s.Default
	}
	x, isMap := a.(map[string]any)
	y, also := b.(map[string]any)
	if isMap && also {
		var out [][]any
		keys := maps.Clone(x)
		maps.Copy(keys, y)
		for _, k := range slices.Sorted(maps.Keys(keys)) {
			out = append(out, unlike(append(slices.Clone(path), k), x[k], y[k], shapeBelow(s, k))...)
		}
		return out
	}
	l, isList := a.([]any)
	m, too := b.([]any)
	if isList && too && len(l) == len(m) && len(l) == 1 {
		var e *provider.Shape
		if s != nil {
			e = s.Elem
		}
		return unlike(append(slices.Clone(path), int64(0)), l[0], m[0], e)
	}
	switch {
	case nothing(a, s) && nothing(b, s):
		return nil
	case fmt.Sprint(a) == fmt.Sprint(b):
		return nil
	case b == nil && s != nil && s.Computed:
		return nil // the provider fills it in
	}
	return [][]any{path}
}

func shapeBelow(s *provider.Shape, k string) *provider.Shape {
	switch {
	case s == nil:
		return nil
	case s.Elem != nil && s.Sort == "map":
		return s.Elem
	case s.Elem != nil:
		return s.Elem.Fields[k]
	}
	return s.Fields[k]
}

// TestOneMutation: what was changed in an inventory is found, and nothing else
// is.
func TestOneMutation(t *testing.T) {
	for _, target := range schema.Targets() {
		for seed := range uint64(deep.Count(2, 15)) {
			t.Run(fmt.Sprintf("%s/%d", target, seed), func(t *testing.T) { oneMutation(t, target, seed) })
		}
	}
}

func FuzzOneMutation(f *testing.F) {
	f.Add(uint64(1000))
	f.Fuzz(func(t *testing.T, seed uint64) {
		oneMutation(t, schema.V4, seed)
		oneMutation(t, schema.V5, seed)
	})
}

func oneMutation(t *testing.T, target schema.Target, seed uint64) {
	d, _ := randomInventory(t, seed)
	inv, before, _ := d.account.load(d.reg)
	p := &pretender{Rand: rand.New(rand.NewPCG(seed, 5)), t: t, survey: generator.NewSurvey(inv, inv.Accounts[0], target), quiet: true}
	st := readState(t, p.pretend())
	kept := d.account
	for range 6 {
		what, now, after := d.mutated(t, kept)
		if what == "" {
			continue
		}
		survey := generator.NewSurvey(now, now.Accounts[0], target)
		original := map[*sketch]*schema.Object{}
		for s, o := range after {
			if s.from != nil {
				original[s.from] = o
			}
		}
		requireFates(t, what, Compare(now, now.Accounts[0], target, st), fates(p, before, original, survey))
	}
}

// mutated makes a copy of an inventory with one mutation, if one can be made.
func (d *draft) mutated(t *testing.T, of *sketch) (what string, inv *schema.Inventory, objects map[*sketch]*schema.Object) {
	t.Helper()
	for range 20 {
		d.account = of.clone(nil)
		if what = d.mutate(); what == "" {
			continue
		}
		if inv, objects, _ = d.account.load(d.reg); inv != nil {
			return what, inv, objects
		}
	}
	return "", nil, nil
}

func requireFates(t *testing.T, what string, d *Diff, want map[string]*fate) {
	t.Helper()
	seen := map[string]bool{}
	for _, c := range d.Changes {
		key := c.Key
		if want[key] == nil || seen[key] {
			key = ""
			for _, k := range slices.Sorted(maps.Keys(want)) {
				if rest, is := strings.CutPrefix(k, "before "); is && !seen[k] && (c.Address == "" || strings.HasSuffix(c.Address, rest[strings.IndexByte(rest, '.'):]) || strings.HasSuffix(c.Address, rest[strings.IndexByte(rest, '.'):]+"[0]")) {
					key = k
				}
			}
		}
		f := want[key]
		require.NotNil(t, f, "%s: nothing was to be said of %s %s: %s", what, c.Key, c.Address, c.Class)
		seen[key] = true
		require.Contains(t, f.classes, c.Class, "%s: %s %s; must %v, may %v, differs %v", what, key, c.Address, f.must, f.may, c.Differ)
		for _, path := range f.must {
			require.True(t, slices.ContainsFunc(c.Differ, func(p []any) bool { return isBelow(path, p) || isBelow(p, path) }),
				"%s: %s differs at %v, which was not found: %v", what, key, path, c.Differ)
		}
		for _, path := range c.Differ {
			require.True(t, slices.ContainsFunc(f.may, func(p []any) bool { return isBelow(path, p) || isBelow(p, path) }),
				"%s: %s does not differ at %v, but at %v", what, key, path, f.may)
		}
	}
}

// TestOneMutationOfTwo: of two inventories, only what one mutation made another
// differs.
func TestOneMutationOfTwo(t *testing.T) {
	for seed := range uint64(deep.Count(3, 20)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			d, _ := randomInventory(t, seed)
			kept := d.account
			old, before, _ := kept.load(d.reg)
			again, _, _ := kept.load(d.reg)
			require.False(t, Inventories(old, again).Differs())
			for range 6 {
				what, now, after := d.mutated(t, kept)
				if what == "" {
					continue
				}
				diff := Inventories(old, now)
				requirePairs(t, what, diff, before, after)
				back := Inventories(now, old).Summary()
				s := diff.Summary()
				s.Import, s.Forget = s.Forget, s.Import
				require.Equal(t, s, back, "%s: backwards it is the same backwards", what)
			}
		})
	}
}

// requirePairs compares each pair of objects plainly with what is said of it.
func requirePairs(t *testing.T, what string, d *Diff, before, after map[*sketch]*schema.Object) {
	t.Helper()
	said := map[string]*Change{}
	for _, c := range d.Changes {
		key := string(c.Class) + " " + c.Key
		require.Nil(t, said[key], "%s: %s is there twice", what, key)
		said[key] = c
	}
	took := func(class Class, o *schema.Object) *Change {
		key := string(class) + " " + o.Key()
		c := said[key]
		delete(said, key)
		return c
	}
	pairs := map[*schema.Object]bool{}
	for s, o := range after {
		was := before[s.from]
		if o == nil || o.Parent == nil {
			continue
		}
		if was == nil {
			c := took(Import, o)
			require.NotNil(t, c, "%s: %s is new", what, o)
			continue
		}
		pairs[was] = true
		renamed := was.Path() != o.Path()
		differs := !reflect.DeepEqual(withoutLocal(o.Kind, was), withoutLocal(o.Kind, o))
		if renamed && (o.ID == "" || o.ID != was.ID) {
			if c := took(Import, o); c != nil {
				require.NotNil(t, took(Forget, was), "%s: %s went", what, was)
				continue
			}
		}
		if differs || was.ID != o.ID && o.Kind.ID.Pattern != nil {
			c := took(Changed, o)
			require.NotNil(t, c, "%s: %s has changed", what, o)
			if renamed && was.Key() != o.Key() {
				require.Equal(t, was.Key(), c.Previous, what)
			}
			continue
		}
		require.NotNil(t, took(InStep, o), "%s: %s is as it was", what, o)
	}
	for s, o := range before {
		if o != nil && !pairs[o] && o.Parent != nil && s.kind.Name != "account" {
			require.NotNil(t, took(Forget, o), "%s: %s went", what, o)
		}
	}
	require.Empty(t, said, "%s: nothing is to be said of these", what)
}

// withoutLocal is what an inventory says of an object, in one spelling: what
// says nothing is not there, and what is taken for granted is.
func withoutLocal(k *schema.Kind, o *schema.Object) string {
	return fmt.Sprint(spoken(k.Fields, o.Fields))
}

func spoken(fields []schema.Field, values map[string]any) map[string]any {
	out := map[string]any{}
	for i := range fields {
		f := &fields[i]
		v := values[f.Name]
		m, isMap := v.(map[string]any)
		list, isList := v.([]any)
		switch {
		case f.Fields == nil:
		case isMap && f.Many == schema.One:
			v = spoken(f.Fields, m)
		case isList:
			said := make([]any, len(list))
			for i, e := range list {
				m, _ := e.(map[string]any)
				said[i] = spoken(f.Fields, m)
			}
			v = said
		}
		if v == nil {
			v = f.Default
		}
		// A list of mappings says how many they are, even where they say nothing.
		if !nothing(v, nil) || isList && f.Fields != nil && len(list) > 0 {
			out[f.Name] = v
		}
	}
	return out
}
