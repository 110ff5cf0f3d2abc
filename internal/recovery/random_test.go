package recovery

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/stretchr/testify/require"
	yamlv3 "go.yaml.in/yaml/v3"

	"github.com/cfdr/cfdr/schema"
)

// A draw makes random accounts, losses and edits. The same seed makes the same.
type draw struct{ *rand.Rand }

func newDraw(seed uint64) draw { return draw{rand.New(rand.NewPCG(seed, 11))} }

func (d draw) chance(percent int) bool { return d.IntN(100) < percent }

// sources are the inventories that random accounts are cut from: the examples,
// and the test data of every kind.
func sources(t *testing.T) []string {
	t.Helper()
	out, err := filepath.Glob("../../generator/testdata/kinds/*/inventory.yaml")
	require.NoError(t, err)
	// An example has many kinds, and the way in which they refer to each other.
	for range len(out) {
		out = append(out, "../../examples/full-zone/inventory.yaml")
	}
	return append(out, "../../examples/rtopacks/inventory.yaml", "../../examples/minimal/inventory.yaml")
}

// account cuts a random account from one of the sources: some of its sections,
// and of those some of the objects. What refers to something that is left out
// is left out too.
func (d draw) account(t *testing.T, path string) *schema.Inventory {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	var doc yamlv3.Node
	require.NoError(t, yamlv3.Unmarshal(text, &doc))
	accounts := valueOf(doc.Content[0], "accounts")
	require.NotNil(t, accounts)
	d.thin(accounts.Content[0], "account")
	for range 200 {
		text, err = yamlv3.Marshal(&doc)
		require.NoError(t, err)
		inv, diags := schema.Load(path, text, registry, os.DirFS(filepath.Dir(path)))
		if inv != nil {
			return inv
		}
		require.NoError(t, yamlv3.Unmarshal(text, &doc))
		wrong := map[int]bool{}
		for _, diag := range diags {
			if diag.Severity == hcl.DiagError && diag.Subject != nil {
				wrong[diag.Subject.Start.Line] = true
			}
		}
		for line := range wrong {
			if !cut(&doc, line) {
				require.Fail(t, "nothing to cut", "%s:%d", path, line)
			}
		}
	}
	require.Fail(t, "no inventory without mistakes", path)
	return nil
}

// thin leaves out sections and objects at random.
func (d draw) thin(n *yamlv3.Node, kind string) {
	kept := n.Content[:0:0]
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		j := slices.IndexFunc(registry.Children(kind), func(k *schema.Kind) bool { return k.Section == key.Value })
		if j >= 0 {
			k := registry.Children(kind)[j]
			if !d.chance(60) {
				continue
			}
			if value.Kind == yamlv3.SequenceNode {
				d.Shuffle(len(value.Content), func(i, j int) { value.Content[i], value.Content[j] = value.Content[j], value.Content[i] })
				value.Content = value.Content[:min(len(value.Content), 1+d.IntN(3))]
				for _, item := range value.Content {
					if item.Kind == yamlv3.MappingNode {
						d.thin(item, k.Name)
					}
				}
			}
		}
		kept = append(kept, key, value)
	}
	n.Content = kept
}

func valueOf(n *yamlv3.Node, key string) *yamlv3.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// cut leaves out the smallest element of a list, or the smallest key, that a
// line is in.
func cut(doc *yamlv3.Node, line int) bool {
	var in *yamlv3.Node
	at, size := -1, 1
	var walk func(n *yamlv3.Node)
	walk = func(n *yamlv3.Node) {
		for i, c := range n.Content {
			inside := c.Line <= line && line <= endOf(c)
			if n.Kind == yamlv3.SequenceNode && inside {
				in, at, size = n, i, 1
			}
			if n.Kind == yamlv3.MappingNode && i%2 == 1 && inside && c.Kind == yamlv3.ScalarNode && in == nil {
				in, at, size = n, i-1, 2
			}
			if inside || n.Kind == yamlv3.DocumentNode {
				walk(c)
			}
		}
	}
	walk(doc)
	if in == nil {
		return false
	}
	in.Content = slices.Delete(in.Content, at, at+size)
	return true
}

func endOf(n *yamlv3.Node) int {
	last := n.Line + strings.Count(n.Value, "\n")
	for _, c := range n.Content {
		last = max(last, endOf(c))
	}
	return last
}

// losses picks objects to lose, and what goes with them.
func (d draw) losses(inv *schema.Inventory) map[*schema.Object]bool {
	lost := map[*schema.Object]bool{}
	var all []*schema.Object
	schema.Walk(inv.Accounts[0].Children, func(o *schema.Object) {
		all = append(all, o)
		lost[o] = d.chance(35)
	})
	if len(all) > 0 {
		lost[all[d.IntN(len(all))]] = true
	}
	for range 3 {
		hosts := map[string]bool{}
		for _, o := range all {
			if o.Parent != nil && lost[o.Parent] {
				lost[o] = true
			}
			if z := inv.Find(o, "zone", o.Text("zone")); z != nil && lost[z] {
				lost[o] = true // a deleted zone takes its routes and domains along
			}
			if lost[o] && o.Kind.Serves != nil {
				for _, host := range o.Kind.Serves(o) {
					hosts[host] = true
				}
			}
		}
		for _, o := range all {
			if o.Text("owned_by") != "" && hosts[o.Text("name")] {
				lost[o] = true // a custom domain takes its record along
			}
		}
	}
	return lost
}

// An edited field is one that somebody changed since the snapshot was taken.
type edited struct {
	key, name, field string
	was, is          any
}

// edits changes fields of what is there, directly in the account: those that the
// snapshot records, and now and then the code of a worker.
func (d draw) edits(r *rescue, percent int) []edited {
	live, ids := r.live()
	var out []edited
	for _, key := range slices.Sorted(maps.Keys(live)) {
		l := live[key]
		if !d.chance(percent) {
			continue
		}
		var body any
		if len(l.file.Body) > 0 {
			if err := json.Unmarshal(l.file.Body, &body); err != nil {
				panic(err)
			}
		}
		body, _ = resolved(body, ids)
		fields, is := body.(map[string]any)
		if !is {
			continue
		}
		var places []place
		for _, name := range slices.Sorted(maps.Keys(fields)) {
			if l.file.Match[name] == nil && name != l.kind.ID && !slices.Contains(l.file.Ignore, name) {
				places = append(places, editable([]any{name}, l.stored[name], fields[name])...)
			}
		}
		changed := false
		if len(places) > 0 {
			p := places[d.IntN(len(places))]
			was := at(l.stored, p.path)
			is := p.other(d)
			set(l.stored, p.path, is)
			out = append(out, edited{key: key, name: l.file.Name, field: fmt.Sprint(p.path[0]), was: was, is: is})
			changed = true
		}
		if modules, _ := l.stored["modules"].([]any); len(modules) > 0 && d.chance(50) {
			modules[0].(map[string]any)["base64"] = base64.StdEncoding.EncodeToString([]byte("// deployed since\nexport default {}"))
			changed = true
		}
		if changed {
			r.Put(l.at, l.stored)
		}
	}
	return out
}

// A place is where something can be edited.
type place struct {
	path []any
	was  any
}

// editable finds the places of a value that the account stores as the snapshot
// has it.
func editable(path []any, stored, want any) []place {
	if len(path) > 6 {
		return nil
	}
	switch want := want.(type) {
	case map[string]any:
		m, is := stored.(map[string]any)
		if !is {
			return nil
		}
		var out []place
		for _, name := range slices.Sorted(maps.Keys(want)) {
			out = append(out, editable(append(slices.Clone(path), name), m[name], want[name])...)
		}
		return out
	case []any:
		list, is := stored.([]any)
		if !is || len(list) != len(want) || !reflect.DeepEqual(list, want) {
			return nil
		}
		if len(list) > 1 {
			return []place{{path, stored}} // the last one goes
		}
		if len(list) == 1 {
			return editable(append(slices.Clone(path), 0), list[0], want[0])
		}
		return nil
	case nil:
		return nil
	}
	if !reflect.DeepEqual(stored, want) {
		return nil
	}
	return []place{{path, stored}}
}

// other is another value in the place of one.
func (p place) other(d draw) any {
	switch v := p.was.(type) {
	case bool:
		return !v
	case float64:
		return v + float64(1+d.IntN(5))
	case []any:
		return slices.Clone(v[:len(v)-1])
	case string:
		return v + "-edited"
	}
	return "edited"
}

func at(v any, path []any) any {
	for _, p := range path {
		switch p := p.(type) {
		case string:
			v = v.(map[string]any)[p]
		case int:
			v = v.([]any)[p]
		}
	}
	return v
}

func set(v any, path []any, to any) {
	v = at(v, path[:len(path)-1])
	switch p := path[len(path)-1].(type) {
	case string:
		v.(map[string]any)[p] = to
	case int:
		v.([]any)[p] = to
	}
}
