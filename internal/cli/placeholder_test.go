package cli_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cfdr/cfdr/internal/standin"
	"github.com/cfdr/cfdr/schema"
)

// A rebuild leaves a placeholder where the code of a worker is not in the
// snapshot. The code that the inventory has stays; all else of the worker is read.
func TestRefreshWithAPlaceholder(t *testing.T) {
	s, id, dir := snapshotOf(t, "minimal", "5")
	before := tree(t, dir)
	s.PutWorker(id, standin.Worker{
		Name: "notes-api", CompatibilityDate: "2026-01-02",
		Modules: []standin.Module{{Name: schema.PlaceholderModule, Content: []byte("// " + schema.PlaceholderMark + "\nexport default {};\n")}},
	})
	code, out, messages := at(t, dir, "2026-11-22 07:12", "refresh", "--no-state")
	require.Equal(t, 0, code, out+messages)
	assert.Contains(t, out, "modules of worker of notes-api: a rebuild left a placeholder there; its code is still to be deployed\n")
	assert.Contains(t, out, `worker "notes-api": compatibility_date: was`)
	after := tree(t, dir)
	for name, text := range before {
		if len(name) > 8 && name[:8] == "content/" {
			assert.Equal(t, text, after[name], name)
		}
	}
	assert.NotContains(t, after["inventory.yaml"], schema.PlaceholderModule)
	assert.Contains(t, after["inventory.yaml"], "modules:")
	code, out, messages = at(t, dir, "2026-11-22 07:13", "generate", "inventory.yaml", "--out", "snapshot", "--target", "5", "--check")
	assert.Equal(t, 0, code, out+messages)
}
