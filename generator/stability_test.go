package generator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/schema"
)

// A tree is the YAML of one kind's test data.
type tree struct {
	doc yaml.Node
	dir string
}

func treeOfKind(t *testing.T, kind string) *tree {
	t.Helper()
	dir := filepath.Join("testdata", "kinds", kind)
	text, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
	require.NoError(t, err)
	out := &tree{dir: dir}
	require.NoError(t, yaml.Unmarshal(text, &out.doc))
	return out
}

func (tr *tree) load(t *testing.T) *schema.Inventory {
	t.Helper()
	text, err := yaml.Marshal(&tr.doc)
	require.NoError(t, err)
	inv, diags := schema.Load("inventory.yaml", text, registry, os.DirFS(tr.dir))
	require.False(t, diags.HasErrors(), "%v", diags)
	return inv
}

// mappings calls f for the mapping of every object, with what holds it.
func (tr *tree) mappings(f func(n, list *yaml.Node, k *schema.Kind)) {
	var section func(n *yaml.Node, k *schema.Kind)
	object := func(n, list *yaml.Node, k *schema.Kind) {
		f(n, list, k)
		for _, child := range registry.Children(k.Name) {
			if at := valueAt(n, child.Section); at != nil {
				section(at, child)
			}
		}
	}
	section = func(n *yaml.Node, k *schema.Kind) {
		switch k.Shape {
		case schema.List:
			for _, o := range slices.Clone(n.Content) {
				object(o, n, k)
			}
		case schema.Single:
			object(n, nil, k)
		}
	}
	section(valueAt(tr.doc.Content[0], "accounts"), registry.Kind("account"))
}

func valueAt(n *yaml.Node, key string) (found *yaml.Node) {
	pairsOf(n, func(k, v *yaml.Node) {
		if k.Value == key {
			found = v
		}
	})
	return found
}

// without takes keys out of a mapping.
func without(n *yaml.Node, keys ...string) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if slices.Contains(keys, n.Content[i].Value) {
			n.Content = slices.Delete(n.Content, i, i+2)
			i -= 2
		}
	}
}

func copyOf(n *yaml.Node) *yaml.Node {
	out := *n
	out.Content = make([]*yaml.Node, len(n.Content))
	for i := range n.Content {
		out.Content[i] = copyOf(n.Content[i])
	}
	return &out
}

// TestSameBytes: neither a second run nor an order that means nothing changes
// a byte.
func TestSameBytes(t *testing.T) {
	for _, k := range registry.Kinds() {
		for _, target := range schema.Targets() {
			t.Run(k.Name+" on "+string(target), func(t *testing.T) {
				want, _ := generate(t, treeOfKind(t, k.Name).load(t), target)
				again, _ := generate(t, treeOfKind(t, k.Name).load(t), target)
				equalFiles(t, want, again)

				shuffled := treeOfKind(t, k.Name)
				var reverse func(n *yaml.Node)
				reverse = func(n *yaml.Node) {
					if n.Kind == yaml.MappingNode {
						for i, j := 0, len(n.Content)-2; i < j; i, j = i+2, j-2 {
							n.Content[i], n.Content[i+1], n.Content[j], n.Content[j+1] = n.Content[j], n.Content[j+1], n.Content[i], n.Content[i+1]
						}
					}
					for _, c := range n.Content {
						reverse(c)
					}
				}
				reverse(&shuffled.doc)
				lists := map[*yaml.Node]bool{}
				shuffled.mappings(func(_, list *yaml.Node, k *schema.Kind) {
					if list != nil && k.Parent != "" && !lists[list] {
						lists[list] = true
						slices.Reverse(list.Content)
					}
				})
				other, _ := generate(t, shuffled.load(t), target)
				delete(want, generator.ManifestFile) // it has the digest of the inventory's text
				delete(other, generator.ManifestFile)
				equalFiles(t, want, other)
			})
		}
	}
}

func equalFiles(t *testing.T, want, got generator.Files) {
	t.Helper()
	require.Len(t, got, len(want))
	for path, body := range want {
		assert.Equal(t, string(body), string(got[path]), path)
	}
}

// TestLabels: a label is made of the object alone, not of its id. An id that
// another object spells in a text of its own must stay.
func TestLabels(t *testing.T) {
	labels := func(inv *schema.Inventory) (out []string) {
		schema.Walk(inv.Accounts, func(o *schema.Object) { out = append(out, o.Key()) })
		return out
	}
	for _, k := range registry.Kinds() {
		other := treeOfKind(t, k.Name)
		n := 0
		spelled := func(id string) bool { return len(containing(&other.doc, id)) > 0 }
		other.mappings(func(o, _ *yaml.Node, k *schema.Kind) {
			if id := valueAt(o, "id"); id != nil && k.Parent != "" && k.ID.Pattern != nil && !spelled(id.Value) {
				n++
				id.SetString(anID(k, n))
			}
		})
		assert.Equal(t, labels(treeOfKind(t, k.Name).load(t)), labels(other.load(t)), k.Name)
	}
}

// containing are the longer texts that a text is in.
func containing(n *yaml.Node, text string) (out []string) {
	if n.Kind == yaml.ScalarNode && n.Value != text && strings.Contains(n.Value, text) {
		out = append(out, n.Value)
	}
	for _, c := range n.Content {
		out = append(out, containing(c, text)...)
	}
	return out
}

// anID is an id of the kind's form that no test data has.
func anID(k *schema.Kind, n int) string {
	for _, id := range []string{fmt.Sprintf("eeeeeeee-0000-4000-8000-%012x", n), fmt.Sprintf("%032x", n+0xeeeeeeee0000), fmt.Sprintf("0x%022x", n)} {
		if k.ID.Pattern.MatchString(id) {
			return id
		}
	}
	return ""
}

// TestOneObject puts one more object of each kind into the inventory, at the
// beginning and at the end: no line of another goes or changes. Then it takes
// the object away again: its lines go, and a block says so.
func TestOneObject(t *testing.T) {
	for _, k := range registry.Kinds() {
		if k.Parent == "" || k.Shape != schema.List {
			continue
		}
		for _, target := range schema.Targets() {
			for _, prefix := range []string{"aa", "zz"} {
				t.Run(fmt.Sprintf("%s on %s, %s", k.Name, target, prefix), func(t *testing.T) {
					before := treeOfKind(t, k.Name).load(t)
					old, survey := generate(t, before, target)
					key := addressed(survey, k)
					if key == "" {
						t.Skip("this provider has no resource for the kind")
					}
					more := treeOfKind(t, k.Name)
					added := false
					more.mappings(func(n, list *yaml.Node, kind *schema.Kind) {
						if kind.Name != k.Name || added || !named(n, k, key) {
							return
						}
						added = true
						one := copyOf(n)
						without(one, "purpose", "unverified")
						for _, child := range registry.Children(k.Name) {
							without(one, child.Section)
						}
						if id := valueAt(one, "id"); id != nil {
							id.SetString(anID(k, 0xabc))
						}
						name := valueAt(one, nameField(k))
						name.SetString(prefix + name.Value)
						if prefix == "aa" {
							list.Content = slices.Insert(list.Content, 0, one)
						} else {
							list.Content = append(list.Content, one)
						}
					})
					require.True(t, added, "nothing to copy: %s", key)
					inv := more.load(t)
					files, after := generate(t, inv, target)
					var address, label string
					for _, it := range after.Items {
						if it.Address != "" && it.Kind == k && survey.Item(it.Object) == nil && !has(survey, it.Address) {
							address, label = it.Address, it.Key()
						}
					}
					require.NotEmpty(t, address)
					for path, body := range old {
						switch {
						case strings.HasSuffix(path, ".tf"):
							checkAdded(t, path, string(body), string(files[path]), address, label)
						case strings.HasPrefix(path, "recreate/objects/"):
							// Between objects there are commas.
							checkAdded(t, path, strings.ReplaceAll(string(body), ",\n", "\n"), strings.ReplaceAll(string(files[path]), ",\n", "\n"), address, label)
						}
					}

					// And away again.
					m, err := generator.ParseManifest(files[generator.ManifestFile])
					require.NoError(t, err)
					gone, _, err := generator.Generate(before, generator.Options{Account: before.SnapshotAccount(), Target: target, Previous: m})
					require.NoError(t, err)
					for path, body := range old {
						if path != generator.ManifestFile {
							assert.Equal(t, string(body), string(gone[path]), path)
						}
					}
					assert.Equal(t, blocks(removed(address)), string(gone["moved.tf"]))
				})
			}
		}
	}
}

// addressed is the name of the first object of a kind that has a resource.
func addressed(s *generator.Survey, k *schema.Kind) string {
	for _, it := range s.Items {
		if it.Kind == k && it.Address != "" {
			return it.Text(nameField(k))
		}
	}
	return ""
}

func has(s *generator.Survey, address string) bool {
	return slices.ContainsFunc(s.Items, func(it *generator.Item) bool { return it.Address == address })
}

// nameField is the field of a key that anything may be put before.
func nameField(k *schema.Kind) string {
	if slices.Contains(k.Key, "name") {
		return "name"
	}
	return k.Key[0]
}

func named(n *yaml.Node, k *schema.Kind, name string) bool {
	at := valueAt(n, nameField(k))
	return at != nil && strings.EqualFold(strings.TrimSuffix(at.Value, "."), name)
}

// checkAdded says whether every line of before stands in after, in its order,
// and what came in between belongs to the object.
func checkAdded(t *testing.T, path, before, after, address, key string) {
	t.Helper()
	lines := strings.Split(before, "\n")
	var added []string
	for _, line := range strings.Split(after, "\n") {
		if len(lines) > 0 && lines[0] == line {
			lines = lines[1:]
			continue
		}
		added = append(added, line)
	}
	assert.Empty(t, lines, "%s: these lines went or changed", path)
	if len(added) == 0 {
		return
	}
	kind, label, _ := strings.Cut(address, ".")
	text := strings.Join(added, "\n")
	mentions := strings.Contains(text, label) || strings.Contains(text, key)
	assert.True(t, mentions, "%s: these lines are not those of %s:\n%s", path, address, text)
	assert.LessOrEqual(t, strings.Count(text, `resource "`), 1, "%s %s", path, kind)
	assert.LessOrEqual(t, strings.Count(text, "import {"), 1, "%s %s", path, kind)
}
