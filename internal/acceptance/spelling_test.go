package acceptance

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/internal/plan"
	"github.com/cfdr/cfdr/internal/provider"
	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
)

// A spelling writes a value as another configuration, or an older version of
// the provider, may have left it in a state. It gives the value itself where it
// has no other way to write it.
type spelling struct {
	name string
	// leaf respells a scalar of an argument.
	leaf func(s *provider.Shape, v any) any
	// whole respells an argument.
	whole func(s *provider.Shape, v any) any
	// instance respells all of it.
	instance func(in map[string]any)
	// ours: a snapshot wrote all addresses of the state.
	ours bool
}

// zoneName is the zone of the test data of the kinds.
const zoneName = "example.com"

var spellings = []spelling{
	{name: "as it is"},
	{name: "changed since", leaf: older},
	{name: "changed since a snapshot", leaf: older, ours: true},
	{name: "null", whole: func(s *provider.Shape, _ any) any {
		if s.Block && s.Sort != "object" {
			return []any{}
		}
		return nil
	}},
	{name: "empty", whole: func(s *provider.Shape, v any) any {
		if !isEmpty(v) {
			return v
		}
		switch s.Sort {
		case "string":
			return ""
		case "number":
			return json.Number("0")
		case "bool":
			return false
		case "list", "set":
			return []any{}
		case "map":
			return map[string]any{}
		}
		return v
	}},
	{name: "something where nothing is", whole: func(s *provider.Shape, v any) any {
		if !isEmpty(v) {
			return v
		}
		switch s.Sort {
		case "string":
			return "x"
		case "number":
			return json.Number("1")
		case "bool":
			return true
		case "list", "set":
			if s.Elem.Sort == "string" {
				return []any{"x"}
			}
		case "map":
			if s.Elem.Sort == "string" {
				return map[string]any{"x": "x"}
			}
		}
		return v
	}},
	{name: "null for empty", whole: func(s *provider.Shape, v any) any {
		if isEmpty(v) && !s.Block {
			return nil
		}
		return v
	}},
	{name: "upper case", leaf: onText(strings.ToUpper)},
	{name: "a dot at the end", leaf: onText(func(s string) string { return s + "." })},
	{name: "full names", leaf: onText(func(s string) string { return strings.TrimSuffix(s, "."+zoneName) + "." + zoneName })},
	{name: "relative names", leaf: onText(func(s string) string {
		if s == zoneName {
			return "@"
		}
		return strings.TrimSuffix(s, "."+zoneName)
	})},
	{name: "quotes", leaf: onText(func(s string) string {
		if strings.HasPrefix(s, `"`) {
			return strings.Trim(s, `"`)
		}
		return `"` + s + `"`
	})},
	{name: "scalars as text", leaf: func(_ *provider.Shape, v any) any {
		switch v := v.(type) {
		case json.Number:
			return string(v)
		case bool:
			return fmt.Sprint(v)
		}
		return v
	}},
	{name: "another order", whole: func(_ *provider.Shape, v any) any {
		if list, is := v.([]any); is {
			list = slices.Clone(list)
			slices.Reverse(list)
			return list
		}
		return v
	}},
	{name: "one more", whole: func(s *provider.Shape, v any) any {
		switch v := v.(type) {
		case []any:
			if len(v) > 0 && s.Max != 1 {
				return append(slices.Clone(v), v[0])
			}
		case map[string]any:
			if s.Sort == "map" && s.Elem.Sort == "string" {
				v = maps.Clone(v)
				v["more"] = "x"
				return v
			}
		}
		return v
	}},
	{name: "an older schema", instance: func(in map[string]any) { in["schema_version"] = json.Number("0") }},
	{name: "tainted", instance: func(in map[string]any) { in["status"] = "tainted" }},
}

// Every spelling is tried at addresses of a snapshot too: that one wrote an
// address does not say which state Terraform has.
func init() {
	for _, sp := range spellings[:len(spellings):len(spellings)] {
		if !sp.ours && sp.instance == nil {
			sp.name, sp.ours = sp.name+", of a snapshot", true
			spellings = append(spellings, sp)
		}
	}
}

// older is another value, which the object had before.
func older(_ *provider.Shape, v any) any {
	switch v := v.(type) {
	case string:
		if strings.HasPrefix(v, "{") {
			return `{"was": 1}`
		}
		return v + "-was"
	case json.Number:
		return json.Number("1" + strings.TrimPrefix(string(v), "-"))
	case bool:
		return !v
	}
	return v
}

func onText(f func(string) string) func(*provider.Shape, any) any {
	return func(_ *provider.Shape, v any) any {
		if text, is := v.(string); is {
			return f(text)
		}
		return v
	}
}

func isEmpty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case json.Number:
		return v == "0"
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return v == "" || v == false
}

// respell writes the arguments of an instance in another way, and counts those
// that it changed.
func (sp *spelling) respell(in map[string]any, shape *provider.Shape, identity map[string]bool) int {
	if sp.instance != nil {
		sp.instance(in)
		return 1
	}
	n := 0
	attributes := in["attributes"].(map[string]any)
	for name, v := range attributes {
		s := shape.Fields[name]
		if s == nil || s.ComputedOnly() || identity[name] {
			continue
		}
		after := v
		if sp.whole != nil {
			after = sp.whole(s, v)
		}
		if sp.leaf != nil {
			after = sp.leaves(s, v)
		}
		if !reflect.DeepEqual(after, v) {
			attributes[name] = after
			n++
		}
	}
	return n
}

func (sp *spelling) leaves(s *provider.Shape, v any) any {
	if s == nil {
		return v
	}
	switch v := v.(type) {
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = sp.leaves(s.Elem, v[i])
		}
		return out
	case map[string]any:
		if s.Sort == "dynamic" {
			return v
		}
		out := maps.Clone(v)
		for k, e := range v {
			switch {
			case s.Sort == "map":
				out[k] = sp.leaves(s.Elem, e)
			case s.Fields[k] != nil && !s.Fields[k].ComputedOnly():
				out[k] = sp.leaves(s.Fields[k], e)
			}
		}
		return out
	}
	return sp.leaf(s, v)
}

// identity are the arguments by which the provider finds an object: there is no
// other way to spell them, it would be another object.
func identity(k *schema.Kind, target schema.Target) map[string]bool {
	res := k.On(target)
	out := map[string]bool{"id": true, "account_id": true, "zone_id": true, res.StateID: true}
	for _, name := range res.Elsewhere {
		out[name] = true
	}
	templates := []string{res.ImportID, res.StateIDValue}
	for _, hole := range regexp.MustCompile(`\{([^}]+)\}`).FindAllStringSubmatch(strings.Join(templates, " "), -1) {
		name, _, within := strings.Cut(hole[1], ".")
		if f := k.Field(name); f != nil {
			out[generator.Argument(f, target)] = true
		}
		if within {
			for _, g := range res.Given {
				if g.From == name {
					out[g.Name] = true
				}
			}
		}
	}
	return out
}

// place puts an instance of a state somewhere else: under another label, with
// an index, in a module.
func place(resource map[string]any, at int) map[string]any {
	r := maps.Clone(resource)
	name := r["name"].(string)
	in := maps.Clone(r["instances"].([]any)[0].(map[string]any))
	delete(in, "dependencies")
	r["instances"] = []any{in}
	switch at {
	case 1:
		r["name"] = "was_" + name
	case 2:
		r["name"], r["each"], in["index_key"] = "all", "map", name
	case 3:
		r["name"], r["each"] = "list", "list"
	case 4:
		r["module"] = "module.old"
	}
	return r
}

// TestTakingOverEverySpelling writes the state of every kind in every legal way,
// at every sort of address, and lets Terraform plan what generate makes of it:
// nothing is added, changed or destroyed.
func TestTakingOverEverySpelling(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes minutes; run without -short")
	}
	for i, b := range batches(t) {
		for _, target := range schema.Targets() {
			t.Run(fmt.Sprintf("%d/%s", i, target), func(t *testing.T) {
				t.Log(strings.Join(b.kinds, " "))
				s := standin.New()
				s.Seed(b.inv, b.inv.Accounts[0])
				files, survey := generate(t, b.inv, target)
				d := snapshot(t, target, s, files)
				if !assert.Equal(t, fmt.Sprintf("Plan: %d to import, 0 to add, 0 to change, 0 to destroy.", adopted(survey)), d.plan()) {
					t.Fatal(d.explain())
				}
				d.apply()
				text := d.read("terraform.tfstate")
				for j := range spellings {
					t.Run(spellings[j].name, func(t *testing.T) {
						d.t = t
						d.takesOver(b.inv, target, &spellings[j], j, text)
					})
				}
			})
		}
	}
}

// takesOver respells a state, and plans what generate makes of it.
func (d *directory) takesOver(inv *schema.Inventory, target schema.Target, sp *spelling, turn int, text []byte) {
	t := d.t
	st := respelled(t, inv, target, sp, turn, text)
	options := generator.Options{Account: inv.Accounts[0], Target: target, Match: plan.Match}
	var files generator.Files
	var survey *generator.Survey
	refusals := 0
	for {
		var err error
		options.State, err = state.Read(st)
		require.NoError(t, err)
		if sp.ours {
			options.Previous = manifestOf(t, inv, options)
		}
		files, survey, err = generator.Generate(inv, options)
		var refusal *generator.RefusalError
		if errors.As(err, &refusal) && refusals == 0 {
			refusals = len(refusal.Details)
			st = follow(t, st, refusal.Details)
			continue
		}
		require.NoError(t, err)
		break
	}
	for name, body := range files {
		// Terraform prints no plan at all of what it must not destroy.
		files[name] = bytes.ReplaceAll(body, []byte("prevent_destroy = true"), []byte("prevent_destroy = false"))
	}
	d.replace(files)
	d.write(generator.Files{"terraform.tfstate": st})
	if !assert.Equal(t, promised(survey), d.plan()) {
		t.Error(d.disturbed())
	}
	t.Logf("%d of %d are kept or moved, %d refused", survey.Held, adopted(survey), refusals)
}

// manifestOf is that of a snapshot which wrote all addresses of a state.
func manifestOf(t *testing.T, inv *schema.Inventory, o generator.Options) *generator.Manifest {
	t.Helper()
	m := &generator.Manifest{Account: generator.AccountPin{ID: o.Account.ID}, Target: o.Target, Addresses: map[string]generator.Identity{}}
	matches, err := plan.Match(generator.NewSurvey(inv, o.Account, o.Target), o.State)
	require.NoError(t, err)
	for in, match := range matches {
		if match.Item != nil {
			m.Addresses[in.Bare] = generator.Identity{Kind: match.Item.Kind.Name, Path: match.Item.Path(), ID: match.Item.ID}
		}
	}
	return m
}

// promised is the plan that cfdr generate says there must be.
func promised(survey *generator.Survey) string {
	switch n := adopted(survey) - survey.Held; {
	case n > 0:
		return fmt.Sprintf("Plan: %d to import, 0 to add, 0 to change, 0 to destroy.", n)
	case survey.Relocated > 0:
		return "Plan: 0 to add, 0 to change, 0 to destroy."
	}
	return "No changes."
}

// disturbed lists the paths of what a plan would change or destroy.
func (d *directory) disturbed() string {
	var p tfjson.Plan
	require.NoError(d.t, p.UnmarshalJSON([]byte(d.run("show", "-json", "plan"))))
	var b strings.Builder
	for _, c := range p.ResourceChanges {
		if !c.Change.Actions.NoOp() && !slices.Equal(c.Change.Actions, tfjson.Actions{"forget"}) {
			fmt.Fprintf(&b, "%s %v was %s: %v because of %v\n", c.Address, c.Change.Actions, c.PreviousAddress, differing(c.Change.Before, c.Change.After, c.Change.AfterUnknown, ""), c.Change.ReplacePaths)
		}
	}
	return b.String()
}

// respelled is a state in another spelling, at other addresses.
func respelled(t *testing.T, inv *schema.Inventory, target schema.Target, sp *spelling, turn int, text []byte) []byte {
	t.Helper()
	var st map[string]any
	dec := json.NewDecoder(strings.NewReader(string(text)))
	dec.UseNumber()
	require.NoError(t, dec.Decode(&st))
	var out []any
	lists := map[string]map[string]any{}
	count := 0
	for i, r := range st["resources"].([]any) {
		places := 5
		if sp.ours {
			places = 2 // a snapshot writes no other
		}
		r := place(r.(map[string]any), (i+turn)%places)
		k := inv.Registry().ByType(target, r["type"].(string))
		in := r["instances"].([]any)[0].(map[string]any)
		count += sp.respell(in, provider.Of(target, r["type"].(string)), identity(k, target))
		if each, is := r["each"]; is {
			delete(r, "each")
			r["each"] = each
			key := fmt.Sprint(r["type"], each)
			if lists[key] != nil {
				if each == "list" {
					in["index_key"] = len(lists[key]["instances"].([]any))
				}
				lists[key]["instances"] = append(lists[key]["instances"].([]any), in)
				continue
			}
			if each == "list" {
				in["index_key"] = 0
			}
			lists[key] = r
		}
		out = append(out, r)
	}
	st["resources"] = out
	delete(st, "check_results")
	t.Logf("%d arguments in another spelling", count)
	b, err := json.Marshal(st)
	require.NoError(t, err)
	return b
}

var wayOut = regexp.MustCompile(`terraform (state rm|untaint) '([^']+)'`)

// follow does to a state what each line of a refusal says.
func follow(t *testing.T, text []byte, lines []string) []byte {
	t.Helper()
	gone, untainted := map[string]bool{}, map[string]bool{}
	for _, line := range lines {
		m := wayOut.FindStringSubmatch(line)
		require.NotNil(t, m, line)
		if m[1] == "untaint" {
			untainted[m[2]] = true
		} else {
			gone[m[2]] = true
		}
	}
	var st map[string]any
	require.NoError(t, json.Unmarshal(text, &st))
	for _, r := range st["resources"].([]any) {
		r := r.(map[string]any)
		address := fmt.Sprint(r["type"], ".", r["name"])
		if m, is := r["module"].(string); is {
			address = m + "." + address
		}
		r["instances"] = slices.DeleteFunc(r["instances"].([]any), func(in any) bool {
			i := in.(map[string]any)
			at := address
			switch key := i["index_key"].(type) {
			case string:
				at += fmt.Sprintf("[%q]", key)
			case float64:
				at += fmt.Sprintf("[%v]", key)
			}
			if untainted[at] {
				delete(i, "status")
			}
			return gone[at]
		})
	}
	st["resources"] = slices.DeleteFunc(st["resources"].([]any), func(r any) bool { return len(r.(map[string]any)["instances"].([]any)) == 0 })
	b, err := json.Marshal(st)
	require.NoError(t, err)
	return b
}

// What generate makes of each of these states, without asking Terraform: which
// instances it does not keep or move, and why.
func TestWhatIsTakenOver(t *testing.T) {
	for _, target := range schema.Targets() {
		t.Run(string(target), func(t *testing.T) {
			inv := load(t, "full-zone")
			text, err := os.ReadFile(filepath.Join(keptStates, "full-zone-"+string(target)+".state.json"))
			require.NoError(t, err)
			var b strings.Builder
			for turn := range spellings {
				sp := &spellings[turn]
				held, err := state.Read(respelled(t, inv, target, sp, turn, text))
				require.NoError(t, err)
				options := generator.Options{Account: inv.Accounts[0], Target: target, State: held, Match: plan.Match}
				if sp.ours {
					options.Previous = manifestOf(t, inv, options)
				}
				files, survey, err := generator.Generate(inv, options)
				fmt.Fprintf(&b, "%s\n", sp.name)
				var refusal *generator.RefusalError
				if errors.As(err, &refusal) {
					fmt.Fprintf(&b, "  %d refused, such as: %s\n", len(refusal.Details), refusal.Details[0])
					continue
				}
				require.NoError(t, err)
				fmt.Fprintf(&b, "  %d of %d kept or moved\n", survey.Held, adopted(survey))
				fmt.Fprintf(&b, "  %d moved blocks, %d removed blocks\n", strings.Count(string(files["moved.tf"]), "\nmoved {"), strings.Count(string(files["moved.tf"]), "\nremoved {"))
			}
			golden(t, "takeover-"+string(target)+".txt", b.String())
		})
	}
}
