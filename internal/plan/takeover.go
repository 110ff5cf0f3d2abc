package plan

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/provider"
	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
)

// Match finds which instance of a state is which item of a survey, and what
// Terraform would plan for it under the configuration of that item. It is what
// [generator.Options] asks for. A state of the other major version of the
// provider is refused: what that one wrote, this one may not even decode.
//
// Terraform refreshes before it plans, so what differs in an attribute that the
// provider reads is no matter: the state becomes what the object is, as after an
// import. What matters is what a refresh leaves as the state has it.
func Match(s *generator.Survey, st *state.State) (map[*state.Instance]generator.Match, error) {
	if err := otherMajor(s.Target, st); err != nil {
		return nil, err
	}
	d := newDiffing(&Diff{}, s)
	var ours []*state.Instance
	for _, in := range st.Instances {
		if in.IsCloudflare() && in.Deposed == "" && len(d.kindsOf(in.Type)) > 0 {
			ours = append(ours, in)
		}
	}
	d.match(ours)
	out := map[*state.Instance]generator.Match{}
	for _, in := range st.Instances {
		if why := undecodable(s.Target, in); why != "" && in.IsCloudflare() {
			out[in] = generator.Match{Stuck: why}
		}
	}
	for in, it := range d.twice {
		if !d.byName[it] && out[in].Stuck == "" {
			out[in] = generator.Match{Item: it}
		}
	}
	for in, it := range d.items {
		// What has another id is another object, whatever it is called.
		if !d.byName[it] && out[in].Stuck == "" {
			out[in] = d.planned(in, it)
		}
	}
	return out, nil
}

// otherMajor refuses a state that the other major version of the provider wrote.
// It has types of that one alone, or what this one cannot decode, and no type of
// this one alone: a state that has both was carried over for the most part.
func otherMajor(target schema.Target, st *state.State) error {
	of := TargetOf(st)
	if of == "" || of == target || slices.ContainsFunc(st.Instances, func(in *state.Instance) bool {
		return in.IsCloudflare() && provider.Has(target, in.Type) && !provider.Has(of, in.Type)
	}) || !slices.ContainsFunc(st.Instances, func(in *state.Instance) bool {
		return in.IsCloudflare() && provider.Has(of, in.Type) && (!provider.Has(target, in.Type) || undecodable(target, in) != "")
	}) {
		return nil
	}
	return &generator.RefusalError{
		Summary: fmt.Sprintf("the state was written by provider %s, and the snapshot is for provider %s, which cannot take all of it over", of, target),
		Hint:    fmt.Sprintf("generate for provider %s into a new directory, without a state: the imports adopt there everything that exists; keep the old state until that plan is clean", target),
	}
}

// undecodable says why the provider of a target may not be able to decode an
// instance, so that even a removed block would fail; empty where it is.
func undecodable(target schema.Target, in *state.Instance) string {
	shape := provider.Of(target, in.Type)
	other := schema.V4
	if target == schema.V4 {
		other = schema.V5
	}
	switch {
	case shape == nil && provider.Has(other, in.Type):
		return fmt.Sprintf("is of a type that only provider %s has", other)
	case shape == nil || shape.Partial:
		return ""
	case target == schema.V4 && in.SchemaVersion >= firstOfV5:
		return "was written by provider 5, which provider 4 cannot read"
	case !decodes(in.Attributes, shape):
		return "has values of another form than this version of the provider reads"
	case target == schema.V5 && in.SchemaVersion < firstOfV5:
		return "was written with an older schema, which provider 5 may not be able to read"
	}
	return ""
}

// firstOfV5 is the lowest version of a schema of provider 5.
const firstOfV5 = 500

// decodes says whether a value can be decoded as a shape. Terraform converts
// scalars, and drops attributes that it does not know.
func decodes(v any, shape *provider.Shape) bool {
	if v == nil || shape == nil {
		return true
	}
	switch shape.Sort {
	case "list", "set":
		list, is := v.([]any)
		return is && !slices.ContainsFunc(list, func(e any) bool { return !decodes(e, shape.Elem) })
	case "map", "object":
		m, is := v.(map[string]any)
		for k, e := range m {
			if s := below(shape, k); s != nil && !decodes(e, s) {
				return false
			}
		}
		return is
	case "dynamic":
		return true
	}
	text, is := scalarText(v)
	switch {
	case !is:
		return false
	case shape.Sort == "bool":
		return text == "true" || text == "false"
	case shape.Sort == "number":
		_, err := strconv.ParseFloat(text, 64)
		return err == nil
	}
	return true
}

// planned says what Terraform would plan for an instance that is an item.
func (d *diffing) planned(in *state.Instance, it *generator.Item) generator.Match {
	m := generator.Match{Item: it}
	if it.Address == "" {
		return m
	}
	if in.Tainted {
		m.Planned = "is tainted, so that it would be replaced"
		m.Undo = fmt.Sprintf("if it works as it is: terraform untaint '%s'", in.Address)
		return m
	}
	if it.Kind.On(d.survey.Target).Frozen != nil {
		return m
	}
	blanks := map[string]generator.Blank{}
	for _, b := range d.survey.Blanks(it) {
		blanks[joined(pathOf(b.Path))] = b
	}
	shape := provider.Of(d.survey.Target, in.Type)
	for _, path := range unrefreshed(nil, d.want(it), in.Attributes, shape) {
		if isIgnored(blanks, path) {
			continue
		}
		m.Planned = fmt.Sprintf("would be %s, because the provider does not read %s again and the state has another value", done(shape, path), withoutIndices(path))
		break
	}
	if path := lasting(nil, d.want(it), in.Attributes, shape, lasts{target: d.survey.Target, blanks: blanks}); m.Planned == "" && path != nil {
		m.Planned = fmt.Sprintf("may be %s, because a refresh can leave %s otherwise than an import does", done(shape, path), withoutIndices(path))
	}
	if d.survey.Target == schema.V5 {
		m.Reimport = true
		if path := otherwise(nil, d.want(it), in.Attributes, shape, blanks); path != nil {
			m.Unsure = fmt.Sprintf("may be updated, because the state has %s otherwise than an import leaves it", withoutIndices(path))
		}
	}
	return m
}

// otherwise is the first path at which a state of provider 5 has not exactly
// what a configuration says. That provider keeps much of a state that means the
// same as what it reads (null and empty, the order of a list), and plans it away
// afterwards. What it fills in itself, where a configuration says nothing, may
// be anything.
func otherwise(path []any, want, have any, shape *provider.Shape, blanks map[string]generator.Blank) []any {
	if _, is := want.(unknown); is || shape == nil || shape.ComputedOnly() || len(path) > 0 && isIgnored(blanks, path) {
		return nil
	}
	w, isMap := want.(map[string]any)
	h, both := have.(map[string]any)
	switch {
	case want == nil && (have == nil || shape.Computed):
		return nil
	case shape.Sort == "dynamic":
		return nil
	case isMap && both && shape.Fields != nil:
		for _, name := range slices.Sorted(maps.Keys(shape.Fields)) {
			if at := otherwise(append(path, name), w[name], h[name], shape.Fields[name], blanks); at != nil {
				return at
			}
		}
		return nil
	case isMap && both:
		for _, name := range slices.Sorted(keysOf(w, h)) {
			if at := otherwise(append(path, name), w[name], h[name], shape.Elem, blanks); at != nil {
				return at
			}
		}
		return nil
	}
	wl, isList := want.([]any)
	hl, bothLists := have.([]any)
	switch {
	case isList && bothLists && isSet(shape):
		if len(wl) == len(hl) && means(want, have, shape) {
			return nil
		}
	case isList && bothLists && len(wl) == len(hl):
		for i := range wl {
			if at := otherwise(append(path, int64(i)), wl[i], hl[i], shape.Elem, blanks); at != nil {
				return at
			}
		}
		return nil
	case want != nil && have != nil && sameScalar(want, have):
		return nil
	}
	return slices.Clone(path)
}

// done is what becomes of an object when an argument changes.
func done(shape *provider.Shape, path []any) string {
	if replaces(shape, path) {
		return "replaced"
	}
	return "updated"
}

// lasts is what lasting has to know of an object.
type lasts struct {
	target schema.Target
	blanks map[string]generator.Blank
	// stays: the argument, or one that it is within, is marked so.
	stays bool
}

// lasting is the first path of a state that a refresh may leave otherwise than
// an import would, whoever wrote the state. Unlike a value in another spelling,
// which is a doubt of a foreign state only, these hold for what a snapshot
// adopted too:
//
//   - What is marked (stays) a refresh leaves, or reads as empty or false where an
//     import has null; and objects that came are not read as an import reads them.
//   - Provider 5 plans a change between null and empty.
//   - What the provider fills in (filled) is planned where a state has null.
func lasting(path []any, want, have any, shape *provider.Shape, of lasts) []any {
	if _, is := want.(unknown); is || shape == nil || shape.ComputedOnly() || shape.Sort == "dynamic" {
		return nil
	}
	of.stays = of.stays || shape.Stays
	switch {
	case shape.Filled && want != nil && have == nil:
		// Ignoring it does not help: the provider sees the null.
		return slices.Clone(path)
	case len(path) > 0 && isIgnored(of.blanks, path):
		return nil
	case want == nil && (have == nil || shape.Computed):
		return nil
	case of.target == schema.V4 && len(path) > 0:
		if shape.Stays && isEmpty(want, shape) && !isEmpty(have, shape) {
			return slices.Clone(path)
		}
		return nil
	case isBlank(want, shape) && isBlank(have, shape):
		if (want == nil) != (have == nil) {
			return slices.Clone(path)
		}
		return nil
	case of.stays && (want == nil || isBlank(have, shape) && hasFields(shape)):
		return slices.Clone(path)
	case want == nil:
		return nil // a refresh shows that it is gone
	}
	w, isObject := want.(map[string]any)
	h, both := have.(map[string]any)
	if isObject && both {
		for _, name := range slices.Sorted(keysOf(w, h)) {
			if at := lasting(append(path, name), w[name], h[name], below(shape, name), of); at != nil {
				return at
			}
		}
		return nil
	}
	wl, _ := want.([]any)
	hl, _ := have.([]any)
	if isSet(shape) {
		return nil // read anew
	}
	for i := range min(len(wl), len(hl)) {
		if at := lasting(append(path, int64(i)), wl[i], hl[i], shape.Elem, of); at != nil {
			return at
		}
	}
	return nil
}

// isBlank says whether a value is null, or what is taken for it when it is read.
// An object that is there is not.
func isBlank(v any, shape *provider.Shape) bool {
	if m, is := v.(map[string]any); is {
		return isMap(shape) && len(m) == 0
	}
	if list, is := v.([]any); is {
		return len(list) == 0
	}
	return isEmpty(v, shape)
}

// hasFields says whether a value is an object, or has objects.
func hasFields(shape *provider.Shape) bool {
	return shape.Fields != nil || shape.Elem != nil && hasFields(shape.Elem)
}

// keysOf are the keys of two mappings.
func keysOf(a, b map[string]any) func(func(string) bool) {
	both := maps.Clone(a)
	maps.Copy(both, b)
	return maps.Keys(both)
}

// unrefreshed are the paths of what a refresh leaves as a state has it, and is
// not exactly what a configuration says.
func unrefreshed(path []any, want, have any, shape *provider.Shape) [][]any {
	if shape == nil {
		return nil
	}
	if shape.Kept {
		if _, is := want.(unknown); is || sameScalar(want, have) || isEmpty(want, shape) && isEmpty(have, shape) {
			return nil
		}
		return [][]any{slices.Clone(path)}
	}
	var out [][]any
	switch {
	case shape.Fields != nil:
		w, _ := want.(map[string]any)
		h, _ := have.(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(shape.Fields)) {
			if s := shape.Fields[name]; !s.ComputedOnly() {
				out = append(out, unrefreshed(append(path, name), w[name], h[name], s)...)
			}
		}
	case shape.Elem != nil:
		w, _ := want.([]any)
		h, _ := have.([]any)
		for i := range max(len(w), len(h)) {
			out = append(out, unrefreshed(append(path, int64(i)), nth(w, i), nth(h, i), shape.Elem)...)
		}
	}
	return out
}

func nth(list []any, i int) any {
	if i < len(list) {
		return list[i]
	}
	return nil
}
