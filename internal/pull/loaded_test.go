package pull_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// What was read is an inventory without errors, and reading it as one gives the
// same.
func TestWhatWasPulledCanBeRead(t *testing.T) {
	for _, dir := range dirs(t) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			inv := load(t, dir)
			_, network := world(t, inv)
			res, err := pullOn(t, network, inv.Accounts[0].ID)
			require.NoError(t, err)
			files := fstest.MapFS{}
			account := written(res.Account, files)
			if u := res.Inventory.AccountNotes(res.Account).Undefined; u != nil {
				var list []any
				for _, one := range u {
					list = append(list, map[string]any{"kind": one.Kind, "name": one.Name, "used_by": one.UsedBy})
				}
				account.(map[string]any)["undefined"] = list
			}
			src, err := yaml.Marshal(map[string]any{"cfdr": 1, "accounts": []any{account}})
			require.NoError(t, err)
			again, diags := schema.Load("inventory.yaml", src, kinds.Registry(), files)
			for _, d := range diags {
				if d.Severity == hcl.DiagError {
					t.Errorf("%s: %s", d.Subject, d.Detail)
				}
			}
			if again != nil && len(again.Accounts) == 1 {
				assert.Equal(t, labels(res.Inventory), labels(again))
			}
		})
	}
}

func labels(inv *schema.Inventory) []string {
	var out []string
	schema.Walk(inv.Accounts, func(o *schema.Object) { out = append(out, o.Key()+" "+o.Path()+" "+o.ID) })
	return out
}

// written is an object as an inventory writes it, without any care for people.
func written(o *schema.Object, files fstest.MapFS) any {
	switch o.Kind.Shape {
	case schema.Table:
		return o.Fields["value"]
	case schema.Whole:
		return o.Fields[o.Kind.Section]
	}
	out := map[string]any{}
	for name, v := range o.Fields {
		out[name] = v
	}
	if o.ID != "" {
		out["id"] = o.ID
	}
	if list := o.Values("modules"); list != nil {
		var modules []any
		for _, v := range list {
			m := map[string]any{}
			for key, e := range v.(map[string]any) {
				m[key] = e
			}
			if _, isText := m["text"]; !isText {
				m["file"] = fmt.Sprintf("%s/%s", o.Name, m["name"])
				files[m["file"].(string)] = &fstest.MapFile{Data: o.Files[m["name"].(string)]}
			}
			modules = append(modules, m)
		}
		out["modules"] = modules
	}
	for _, c := range o.Children {
		switch c.Kind.Shape {
		case schema.List:
			list, _ := out[c.Kind.Section].([]any)
			out[c.Kind.Section] = append(list, written(c, files))
		case schema.Table:
			table, _ := out[c.Kind.Section].(map[string]any)
			if table == nil {
				table = map[string]any{}
				out[c.Kind.Section] = table
			}
			table[c.Name] = written(c, files)
		default:
			out[c.Kind.Section] = written(c, files)
		}
	}
	return out
}
