package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/cli"
)

// TestApril compares the real account with what is reconstructed of it as of
// 2026-04-20: the state of the Terraform snapshot, the inventory, and the
// databases as they were written down before. Of the JSON, what only cfdr says is
// kept; internal/plan keeps all of it, of smaller cases.
func TestApril(t *testing.T) {
	absolute, err := filepath.Abs(root)
	require.NoError(t, err)
	goldens, err := filepath.Abs(filepath.Join("testdata", "april"))
	require.NoError(t, err)
	for _, c := range []struct {
		name string
		args []string
		// workers and databases count the objects of each class.
		workers, databases map[string]int
		summary            string
	}{
		{
			name: "state", args: []string{"examples/rtopacks/inventory.yaml", "--state", "examples/rtopacks/april/terraform.state.json"},
			workers:   map[string]int{"import": 4, "gap": 1, "forget": 2, "not-recorded": 33},
			databases: map[string]int{"not-recorded": 9, "gap": 7},
			summary:   "Plan: 24 to import, 0 to add, 0 to change, 0 to destroy, 2 to forget, 22 gaps, 42 not recorded.",
		}, {
			name: "inventory", args: []string{"examples/rtopacks/april/inventory.yaml", "examples/rtopacks/inventory.yaml"},
			workers:   map[string]int{"import": 21, "changed": 2, "forget": 1, "in-step": 16},
			databases: map[string]int{"import": 7, "in-step": 12},
			summary:   "Plan: 40 to import, 0 to add, 2 to change, 0 to destroy, 2 to forget, 0 gaps, 0 not recorded.",
		}, {
			name: "databases", args: []string{"examples/rtopacks/april/databases-before.yaml", "examples/rtopacks/april/inventory.yaml", "--only", "d1_database"},
			databases: map[string]int{"changed": 2, "in-step": 10},
			summary:   "Plan: 0 to import, 0 to add, 2 to change, 0 to destroy, 0 to forget, 0 gaps, 0 not recorded.",
		},
	} {
		for format, extension := range map[string]string{"text": "txt", "json": "json", "markdown": "md"} {
			t.Run(c.name+" as "+format, func(t *testing.T) {
				t.Chdir(absolute)
				var out, messages bytes.Buffer
				code := cli.Main(append([]string{"diff", "--format", format}, c.args...), cli.Streams{Out: &out, Err: &messages})
				require.Equal(t, cli.ExitDiffers, code, messages.String())
				if format == "json" {
					out = *bytes.NewBuffer(classified(t, out.Bytes(), map[string]map[string]int{"worker": c.workers, "d1_database": c.databases}))
				} else {
					assert.Contains(t, out.String(), c.summary)
				}
				path := filepath.Join(goldens, c.name+"."+extension)
				if *update {
					require.NoError(t, os.MkdirAll(goldens, 0o755))
					require.NoError(t, os.WriteFile(path, out.Bytes(), 0o644))
					return
				}
				want, err := os.ReadFile(path)
				require.NoError(t, err)
				assert.Equal(t, string(want), out.String())
			})
		}
	}
}

// classified gives what cfdr adds to the JSON of a plan, for people, and counts
// the objects of some kinds by their class.
func classified(t *testing.T, plan []byte, want map[string]map[string]int) []byte {
	t.Helper()
	var p struct {
		Cfdr json.RawMessage `json:"cfdr"`
	}
	require.NoError(t, json.Unmarshal(plan, &p))
	var added struct {
		Objects []struct{ Kind, Class string } `json:"objects"`
	}
	require.NoError(t, json.Unmarshal(p.Cfdr, &added))
	for kind, count := range want {
		var got map[string]int
		for _, o := range added.Objects {
			if o.Kind != kind {
				continue
			}
			if got == nil {
				got = map[string]int{}
			}
			got[o.Class]++
		}
		assert.Equal(t, count, got, kind)
	}
	var out bytes.Buffer
	require.NoError(t, json.Indent(&out, append(p.Cfdr, '\n'), "", "  "))
	return out.Bytes()
}
