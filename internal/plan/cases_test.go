package plan

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2"
	tfjson "github.com/hashicorp/terraform-json"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
	"github.com/cfdr/cfdr/schema/kinds"
)

// load reads an inventory that has no errors.
func load(t testing.TB, text []byte) *schema.Inventory {
	t.Helper()
	inv, diags := schema.Load("inventory.yaml", text, kinds.Registry(), fstest.MapFS{})
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			require.Failf(t, "the inventory has errors", "%s: %s", d.Subject, d.Detail)
		}
	}
	return inv
}

// compareCase is the difference that a case is about.
func compareCase(t *testing.T, files map[string][]byte) *Diff {
	t.Helper()
	inv := load(t, files["inventory.yaml"])
	if older, is := files["older.yaml"]; is {
		return Inventories(load(t, older), inv)
	}
	st, err := state.Read(files["state.json"])
	require.NoError(t, err)
	target := TargetOf(st)
	if target == "" {
		target = schema.V5
	}
	return Compare(inv, inv.Accounts[0], target, st)
}

// TestCases compares what each case says in all formats. A case is an inventory
// and a state, or two inventories.
func TestCases(t *testing.T) {
	cases, err := filepath.Glob("testdata/cases/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, cases)
	for _, path := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			require.NoError(t, err)
			files := map[string][]byte{}
			for _, f := range archive.Files {
				files[f.Name] = f.Data
			}
			d := compareCase(t, files)
			var text, markdown bytes.Buffer
			require.NoError(t, d.WriteText(&text, false))
			require.NoError(t, d.WriteMarkdown(&markdown))
			got := map[string][]byte{"want.txt": text.Bytes(), "want.md": markdown.Bytes(), "want.json": indented(t, d)}
			if *update {
				kept := archive.Files[:0]
				for _, f := range archive.Files {
					if got[f.Name] == nil {
						kept = append(kept, f)
					}
				}
				for _, name := range []string{"want.txt", "want.json", "want.md"} {
					if _, asked := files[name]; asked || name == "want.txt" {
						kept = append(kept, txtar.File{Name: name, Data: got[name]})
					}
				}
				archive.Files = kept
				require.NoError(t, os.WriteFile(path, txtar.Format(archive), 0o644))
				return
			}
			require.Contains(t, files, "want.txt")
			for name, want := range files {
				if strings.HasPrefix(name, "want.") {
					assert.Equal(t, string(want), string(got[name]), name)
				}
			}
		})
	}
}

// indented is the JSON of a difference for people. It is one that reads plans
// can read, too.
func indented(t *testing.T, d *Diff) []byte {
	t.Helper()
	var b, out bytes.Buffer
	require.NoError(t, d.WriteJSON(&b))
	var p tfjson.Plan
	require.NoError(t, p.UnmarshalJSON(b.Bytes()))
	addressed := 0
	for _, c := range d.Changes {
		if c.Address != "" {
			addressed++
		}
	}
	assert.Len(t, p.ResourceChanges, addressed)
	require.NoError(t, json.Indent(&out, b.Bytes(), "", "  "))
	return out.Bytes()
}
