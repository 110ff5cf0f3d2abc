package plan

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/provider"
	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
)

// An account knows the ids of everything, as Cloudflare does.
type live struct{}

func (l live) Reference(r schema.Reference) any { return l.known(r) + r.Suffix }

func (live) known(r schema.Reference) string {
	switch {
	case r.By != "id" && r.To == nil:
		return r.Name
	case r.By != "id":
		return cmp.Or(r.To.Text(r.By), r.To.Name)
	case r.To == nil:
		return "made up for " + r.Name
	case r.To.Kind.ID == schema.ByName:
		return r.To.Name
	case r.To.ID == "" || r.To.Unverified("id"):
		return "made up for " + r.To.Path()
	}
	return r.To.ID
}

// placeholderText is the code of a worker that the snapshot does not have.
const placeholderText = "export default { fetch() {} };\n"

func (live) Module(m schema.ModuleFile) any {
	if m.Path == schema.PlaceholderModule {
		return placeholderText
	}
	return string(m.Of.Files[m.Path])
}

// A written item is what a provider put into a state of it.
type written struct {
	item *generator.Item
	// values are what it was made from, and blank the paths that were left out.
	values map[string]any
	blank  map[string]bool
	// junk are paths where there is anything.
	junk [][]any
}

// A pretender writes states as the providers do.
type pretender struct {
	*rand.Rand
	t      testing.TB
	survey *generator.Survey
	items  []*written
	n      int
	// quiet: what a configuration could set and does not is empty.
	quiet bool
}

// pretend writes the state of a survey.
func (p *pretender) pretend() []byte {
	p.t.Helper()
	s, t := p.survey, p.t
	resources := []any{}
	for _, it := range s.Items {
		if it.Address != "" {
			resources = append(resources, p.resource(it))
		}
	}
	p.Shuffle(len(resources), func(i, j int) { resources[i], resources[j] = resources[j], resources[i] })
	b, err := json.Marshal(map[string]any{
		"version": 4, "terraform_version": "1.11.4", "serial": 1, "lineage": "", "outputs": map[string]any{}, "resources": resources,
	})
	require.NoError(t, err)
	return b
}

func (p *pretender) resource(it *generator.Item) map[string]any {
	res := it.Kind.On(p.survey.Target)
	shape := provider.Of(p.survey.Target, res.Type)
	values := p.survey.Values(it, live{})
	w := &written{item: it, values: values, blank: map[string]bool{}}
	p.items = append(p.items, w)
	attributes := p.object(values, shape, res.Type).(map[string]any)
	for name := range p.survey.Members(it) {
		if list, is := attributes[name].([]any); is {
			p.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		}
	}
	for _, b := range p.survey.Blanks(it) {
		p.leaveOut(w, attributes, shape, b)
	}
	for _, name := range res.Elsewhere {
		attributes[name] = nil
	}
	attributes["id"] = p.junk(shape.Fields["id"])
	if it.ID != "" {
		attributes["id"] = it.ID
	}
	if name, value := p.survey.StateValue(it); value != "" {
		attributes[name] = value
	}
	instance := map[string]any{"schema_version": 0, "attributes": attributes, "sensitive_attributes": []any{}}
	if p.survey.Target == schema.V5 {
		instance["schema_version"] = 500
	}
	if it.Instance() != it.Address {
		instance["index_key"] = 0
	}
	return map[string]any{
		"mode": "managed", "type": res.Type, "name": it.Label(), "provider": `provider["registry.terraform.io/cloudflare/cloudflare"]`, "instances": []any{instance},
	}
}

// leaveOut does with an argument that is not read back what providers do: some
// leave it empty, some write it all the same, and what cannot be compared is
// anything.
func (p *pretender) leaveOut(w *written, attributes map[string]any, shape *provider.Shape, b generator.Blank) {
	path := pathOf(b.Path)
	if shape.At(path...) == nil {
		return // the arguments of a block that is not there
	}
	var in any = attributes
	for _, step := range path[:len(path)-1] {
		in = within(in, step)
	}
	holder, _ := in.(map[string]any)
	name, _ := path[len(path)-1].(string)
	if holder == nil || name == "" {
		return
	}
	text, isText := holder[name].(string)
	switch p.IntN(3) {
	case 0:
		holder[name] = nil
		w.blank[b.Path] = true
	case 1:
		if b.Vague {
			holder[name] = p.junk(shape.At(path...))
			w.blank[b.Path] = true
			w.junk = append(w.junk, path)
		}
	}
	if b.Same != nil && isText && holder[name] != nil {
		holder[name] = strings.ToUpper(text)
		w.blank[b.Path] = true
	}
}

func within(v, step any) any {
	switch v := v.(type) {
	case map[string]any:
		if name, is := step.(string); is {
			return v[name]
		}
	case []any:
		if i, is := step.(int64); is && int(i) < len(v) {
			return v[i]
		}
	}
	return nil
}

// object writes all attributes of an object, also those that nobody set.
func (p *pretender) object(values map[string]any, shape *provider.Shape, at string) any {
	out := map[string]any{}
	for name := range values {
		require.NotNil(p.t, shape.Fields[name], "%s has no %s", at, name)
	}
	for name, s := range shape.Fields {
		if v := values[name]; v != nil {
			out[name] = p.value(v, s, at+" "+name, true)
			continue
		}
		out[name] = p.unset(s)
	}
	return out
}

// unset is what stands for an argument that nobody set.
func (p *pretender) unset(s *provider.Shape) any {
	switch {
	case s.Block && s.Sort != "object":
		return []any{}
	case s.Default != "":
		return p.value(s.Default, s, "a default", true)
	case s.Computed && p.IntN(2) == 0 && (s.ComputedOnly() || !p.quiet):
		return p.junk(s)
	case p.IntN(4) == 0:
		switch s.Sort {
		case "string":
			return ""
		case "bool":
			return false
		case "list", "set":
			return []any{}
		}
	}
	return nil
}

func (p *pretender) value(v any, s *provider.Shape, at string, attribute bool) any {
	object, isObject := v.(map[string]any)
	list, isList := v.([]any)
	switch s.Sort {
	case "object":
		if isList {
			require.Len(p.t, list, 1, "%s is one object", at)
			object, isObject = list[0].(map[string]any), true
		}
		require.True(p.t, isObject, "%s is an object, and not %v", at, v)
		return p.object(object, s, at)
	case "list", "set":
		if isObject {
			list, isList = []any{object}, true
		}
		require.True(p.t, isList, "%s is a list, and not %v", at, v)
		out := make([]any, len(list))
		for i, e := range list {
			out[i] = p.value(e, s.Elem, at, false)
		}
		if s.Sort == "set" {
			p.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
		}
		return out
	case "map":
		if isList {
			require.Len(p.t, list, 1, "%s is one map", at)
			object, isObject = list[0].(map[string]any), true
		}
		require.True(p.t, isObject, "%s is a map, and not %v", at, v)
		out := map[string]any{}
		for k, e := range object {
			out[k] = p.value(e, s.Elem, at, false)
		}
		return out
	case "dynamic":
		if attribute {
			return map[string]any{"value": v, "type": typeOf(v)}
		}
		return v
	}
	require.False(p.t, isObject || isList, "%s is a %s, and not %v", at, s.Sort, v)
	switch text := fmt.Sprint(v); s.Sort {
	case "number":
		require.True(p.t, json.Valid([]byte(text)), "%s is a number, and not %v", at, v)
		return json.RawMessage(text)
	case "bool":
		return text == "true"
	default:
		return text
	}
}

// typeOf is the type that a state writes beside a dynamic value.
func typeOf(v any) any {
	switch v := v.(type) {
	case string:
		return "string"
	case bool:
		return "bool"
	case []any:
		types := []any{}
		for _, e := range v {
			types = append(types, typeOf(e))
		}
		return []any{"tuple", types}
	case map[string]any:
		types := map[string]any{}
		for k, e := range v {
			types[k] = typeOf(e)
		}
		return []any{"object", types}
	case nil:
		return "dynamic"
	}
	return "number"
}

// junk is what a provider computes.
func (p *pretender) junk(s *provider.Shape) any {
	p.n++
	switch s.Sort {
	case "string":
		return fmt.Sprintf("computed-%d", p.n)
	case "number":
		return p.n
	case "bool":
		return p.n%2 == 0
	case "list", "set":
		return []any{p.junk(s.Elem)}
	case "map":
		return map[string]any{"computed": p.junk(s.Elem)}
	case "object":
		out := map[string]any{}
		for _, name := range slices.Sorted(maps.Keys(s.Fields)) {
			out[name] = p.junk(s.Fields[name])
		}
		return out
	}
	return nil
}

func readState(t testing.TB, b []byte) *state.State {
	st, err := state.Read(b)
	require.NoError(t, err, "%s", b)
	return st
}
