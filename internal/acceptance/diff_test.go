package acceptance

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/plan"
	"github.com/cfdr/cfdr/internal/state"
	"github.com/cfdr/cfdr/schema"
)

// compared is what cfdr diff says of a state.
func compared(t *testing.T, inv *schema.Inventory, target schema.Target, text []byte) *plan.Diff {
	t.Helper()
	st, err := state.Read(text)
	require.NoError(t, err)
	require.Equal(t, target, plan.TargetOf(st))
	return plan.Compare(inv, inv.Accounts[0], target, st)
}

// told is the text of a difference.
func told(t *testing.T, d *plan.Diff) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, d.WriteText(&b, false))
	return b.String()
}

// inStep checks that the state of a directory does not differ from an
// inventory, whichever way it is written down.
func (d *directory) inStep(inv *schema.Inventory, target schema.Target) {
	d.t.Helper()
	file := compared(d.t, inv, target, d.read("terraform.tfstate"))
	assert.False(d.t, file.Differs(), told(d.t, file))
	shown := compared(d.t, inv, target, []byte(d.run("show", "-json")))
	// Which provider configuration a resource has, only the file tells.
	assert.Equal(d.t, told(d.t, file), told(d.t, shown))
}

// keptStates are the states that the tests of internal/plan read.
const keptStates = "../plan/testdata/states"

// keep compares a state with the one that is kept under a name, or keeps it.
func keep(t *testing.T, name string, text []byte) {
	t.Helper()
	path := filepath.Join(keptStates, name+".state.json")
	if *update {
		require.NoError(t, os.MkdirAll(keptStates, 0o755))
		require.NoError(t, os.WriteFile(path, lined(t, text), 0o644))
		return
	}
	kept, err := os.ReadFile(path)
	require.NoError(t, err, "run with -update")
	want, got := bytes.Split(kept, []byte("\n")), bytes.Split(lined(t, text), []byte("\n"))
	require.Len(t, got, len(want))
	for i := 1; i < len(want); i++ { // the first has the version of terraform
		assert.Equal(t, string(want[i]), string(got[i]))
	}
}

// lined writes a state with a line for each resource, and without what is
// another one each time: its lineage, and the order of some lists.
func lined(t *testing.T, text []byte) []byte {
	t.Helper()
	var s map[string]any
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	require.NoError(t, dec.Decode(&s))
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	resources, _ := s["resources"].([]any)
	fmt.Fprintf(&b, "{\"version\":%v,\"terraform_version\":%q,\"serial\":1,\"lineage\":\"00000000-0000-0000-0000-000000000000\",\"outputs\":\n", s["version"], s["terraform_version"])
	require.NoError(t, enc.Encode(s["outputs"]))
	b.WriteString(",\"resources\":[\n")
	for i, r := range resources {
		for _, in := range r.(map[string]any)["instances"].([]any) {
			if marks, is := in.(map[string]any)["sensitive_attributes"].([]any); is {
				slices.SortFunc(marks, func(a, b any) int { return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
			}
		}
		if i > 0 {
			b.WriteByte(',')
		}
		require.NoError(t, enc.Encode(r))
	}
	b.WriteString("]}\n")
	return b.Bytes()
}
