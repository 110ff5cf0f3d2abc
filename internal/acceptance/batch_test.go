package acceptance

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/cfdr/cfdr/generator"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// An overlay is several file systems, of which the first that has a file gives
// it.
type overlay []fs.FS

func (o overlay) Open(name string) (fs.File, error) {
	err := fs.ErrNotExist
	for _, sub := range o {
		f, e := sub.Open(name)
		if e == nil {
			return f, nil
		}
		err = e
	}
	return nil, err
}

// A batch is the test data of several kinds as one account, so that one plan
// is about all of them.
type batch struct {
	kinds []string
	inv   *schema.Inventory
	node  *yaml.Node
	files overlay
}

// batches puts the test data of all kinds into as few accounts as it fits in.
func batches(t *testing.T) []*batch {
	t.Helper()
	var out []*batch
	for _, k := range kinds.Registry().Kinds() {
		if k.Name == "account" {
			continue
		}
		dir := filepath.Join("..", "..", "generator", "testdata", "kinds", k.Name)
		src, err := os.ReadFile(filepath.Join(dir, "inventory.yaml"))
		require.NoError(t, err)
		joined := slices.ContainsFunc(out, func(b *batch) bool { return b.add(k.Name, src, os.DirFS(dir)) })
		if !joined {
			b := &batch{}
			require.True(t, b.add(k.Name, src, os.DirFS(dir)), k.Name)
			out = append(out, b)
		}
	}
	return out
}

// add puts more into an account, unless the two contradict each other.
func (b *batch) add(name string, src []byte, files fs.FS) bool {
	var both, more yaml.Node
	if yaml.Unmarshal(src, &more) != nil {
		return false
	}
	both = more
	if b.node != nil {
		text, err := yaml.Marshal(b.node)
		if err != nil || yaml.Unmarshal(text, &both) != nil || !joinNodes(&both, &more) {
			return false
		}
	}
	text, err := yaml.Marshal(&both)
	if err != nil {
		return false
	}
	all := append(slices.Clone(b.files), files)
	inv, diags := schema.Load("inventory.yaml", text, kinds.Registry(), all)
	if diags.HasErrors() {
		return false
	}
	for _, target := range schema.Targets() {
		if _, _, err := generator.Generate(inv, generator.Options{Account: inv.Accounts[0], Target: target}); err != nil {
			return false
		}
	}
	b.kinds, b.inv, b.node, b.files = append(b.kinds, name), inv, &both, all
	return true
}

// joinNodes puts a YAML node into another, and says whether the two agree.
func joinNodes(into, from *yaml.Node) bool {
	switch {
	case into.Kind != from.Kind:
		return false
	case into.Kind == yaml.DocumentNode:
		return joinNodes(into.Content[0], from.Content[0])
	case into.Kind == yaml.ScalarNode:
		return into.Value == from.Value
	case into.Kind == yaml.SequenceNode:
		for _, e := range from.Content {
			same := slices.IndexFunc(into.Content, func(x *yaml.Node) bool {
				return yamlText(x) == yamlText(e) || valueOf(e, "name") != "" && valueOf(e, "name") == valueOf(x, "name") && joinNodes(copied(x), e)
			})
			if same < 0 {
				into.Content = append(into.Content, e)
			} else if !joinNodes(into.Content[same], e) {
				return false
			}
		}
		return true
	}
	for i := 0; i < len(from.Content); i += 2 {
		key := from.Content[i].Value
		found := false
		for j := 0; j < len(into.Content); j += 2 {
			if into.Content[j].Value == key {
				if found = true; !joinNodes(into.Content[j+1], from.Content[i+1]) {
					return false
				}
			}
		}
		if !found {
			into.Content = append(into.Content, from.Content[i], from.Content[i+1])
		}
	}
	return true
}

func yamlText(n *yaml.Node) string {
	b, err := yaml.Marshal(n)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func copied(n *yaml.Node) *yaml.Node {
	out := *n
	out.Content = nil
	for _, c := range n.Content {
		out.Content = append(out.Content, copied(c))
	}
	return &out
}

func valueOf(n *yaml.Node, key string) string {
	for i := 0; n.Kind == yaml.MappingNode && i < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1].Value
		}
	}
	return ""
}
